"""The folder of a pack: written aside, renamed when complete, with a manifest to check it by later."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from warehouse.contract.errors import MilepostError
from warehouse.packs.records import Pack
from warehouse.packs.tables import RULES
from warehouse.snapshot.manifests import checksum

MANIFEST = "manifest.json"
VERSION = 1  # of the manifest
LONGEST = 80  # letters of partners' codes in a name of a folder


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A pack that is complete and still valid; `manifest`: SHA-256 of its manifest."""

    recipient: str
    expires_on: date
    files: int
    manifest: str


def folder_name(pack: Pack, month: str) -> str:
    """Name the folder by the partners' codes and the month of the data; a long list becomes the first and a count."""
    codes = [re.sub(r"[^\w.-]", "_", partner.code) for partner in pack.about.partners]
    joined = "+".join(codes)
    if len(joined) > LONGEST:
        joined = f"{codes[0][:LONGEST]}+{len(codes) - 1}-more"
    return f"{joined}-{month}"


@contextmanager
def make_folder(out: Path, name: str, replace: bool) -> Iterator[Path]:
    """Yield an empty folder to fill, which gets its name when complete; nothing is left of it on failure.

    Raises MilepostError where `out` cannot be written, the disk is full, or a pack of that name exists and
    `replace` is not set.
    """
    final = out / name
    if final.exists() and not replace:
        raise MilepostError(f"{final}: there is a pack already; --replace makes it anew")
    try:
        out.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{name[:LONGEST]}.", dir=out))
    except OSError as error:
        raise MilepostError(f"{out}: cannot write there ({error.strerror})") from None
    try:
        yield draft
        _settle(draft, final, replace)
    except OSError as error:
        raise MilepostError(f"{final}: not made ({error.strerror}); nothing is left of it") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _settle(draft: Path, final: Path, replace: bool) -> None:
    """Put the draft in place, in one step where there was no pack before.

    OSError where one has got there meanwhile that is not to be replaced.
    """
    draft.chmod(0o755)
    for path in draft.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if not replace or not final.exists():
        draft.replace(final)
        return
    old = draft.with_name(f"{draft.name}.old")
    final.replace(old)
    try:
        draft.replace(final)
    except OSError:
        old.replace(final)
        raise
    shutil.rmtree(old)


def write_manifest(folder: Path, pack: Pack, left_out: Mapping[str, str]) -> str:
    """Write the manifest beside the files of the pack and return its SHA-256; `left_out`: file → why it is missing."""
    about, contents = pack.about, pack.contents
    facts: dict[str, Any] = {
        "manifest": VERSION,
        "partners": [partner.code for partner in about.partners],
        "recipient": about.recipient,
        "made_at": about.made_at.isoformat(timespec="seconds"),
        "expires_on": about.expires_on.isoformat(),
        "timezone": about.timezone,
        "snapshot": about.snapshot,
        "as_of": about.as_of.isoformat(timespec="seconds"),
        "definition_versions": {measure.code: measure.version for measure in contents.measures},
        "passport": about.number,
        "rules": {**RULES, "amounts_rounded_to": contents.amount_base},
        "left_out": dict(left_out),
        "files": {
            path.name: {"sha256": checksum(path), "bytes": path.stat().st_size}
            for path in sorted(folder.iterdir())
        },
    }
    path = folder / MANIFEST
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return checksum(path)


def check(folder: Path, now: datetime) -> Checked:
    """Check that the pack in a folder is complete and valid at a moment; MilepostError with the first fault.

    now: with an offset. A pack is valid to the end of its last day in the company's time zone.
    """
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        files = {name: str(entry["sha256"]) for name, entry in facts["files"].items()}
        expires = date.fromisoformat(facts["expires_on"])
        # Packs made before their manifest named a time zone counted their days in UTC.
        today = now.astimezone(ZoneInfo(facts.get("timezone", "UTC"))).date()
        checked = Checked(
            recipient=str(facts["recipient"]), expires_on=expires, files=len(files), manifest=checksum(path)
        )
    except FileNotFoundError:
        raise MilepostError(f"{folder}: no pack, there is no {MANIFEST} in it") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise MilepostError(f"{path}: cannot be read as the manifest of a pack") from None
    here = {file.name for file in folder.iterdir()} - {MANIFEST}
    for name in sorted(here | set(files)):
        if name not in files:
            raise MilepostError(f"{folder / name}: not a file of this pack")
        if name not in here:
            raise MilepostError(f"{folder / name}: missing from the pack")
        if not (folder / name).is_file() or checksum(folder / name) != files[name]:
            raise MilepostError(f"{folder / name}: changed since the pack was made")
    if today > expires:
        raise MilepostError(f"{folder}: expired on {expires.isoformat()}; whole, for {checked.recipient}")
    return checked
