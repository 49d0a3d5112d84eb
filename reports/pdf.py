"""Slides as PDF through LibreOffice, where it is installed; each run is separate and leaves nothing behind."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PROGRAMS = ("soffice", "libreoffice")
LONGEST_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class NoPdf:
    """Why there is no PDF; detail: the error message or the time limit, "" where there is none."""

    code: Literal["not installed", "too slow", "failed"]
    detail: str


def office() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def pdf(slides: bytes) -> bytes | NoPdf:
    """Convert slides (PPTX) to PDF, or return why that failed."""
    program = office()
    if program is None:
        return NoPdf(code="not installed", detail="")
    with tempfile.TemporaryDirectory(prefix="milepost-pdf-") as place:
        folder = Path(place)
        (folder / "report.pptx").write_bytes(slides)
        # A profile of its own: else a LibreOffice that is open already would take the order and not come back.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "report.pptx"]
        try:
            done = subprocess.run(
                order, cwd=folder, capture_output=True, timeout=LONGEST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return NoPdf(code="too slow", detail=f"{LONGEST_SECONDS} s")
        except OSError as error:
            return NoPdf(code="failed", detail=error.strerror or "")
        made = folder / "report.pdf"
        if done.returncode or not made.exists():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            return NoPdf(code="failed", detail=said[-1] if said else "")
        return made.read_bytes()
