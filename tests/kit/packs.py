"""Packs for tests: of the simulated company, and everything that their files hold."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd

from cli.main import main
from figures.pack_bands import library
from warehouse.contract.store import Home
from warehouse.contract.windows import default_windows, month_end, month_of, shift
from warehouse.snapshot.snapshots import Snapshot, open_current

CARMAKER = "HZF002"


def home_of(snapshots: Home, place: Path) -> Home:
    """A home with the same snapshots and a state of its own, for packs are written down there."""
    place.mkdir()
    (place / "snapshots").symlink_to(snapshots.snapshots)
    return Home(root=place)


def make(out: Path, partners: str, *more: str) -> Path:
    """The folder of a pack made by the command, of the home that MILEPOST_HOME names."""
    assert main(["pack", partners, "--out", str(out), *more]) == 0
    (found,) = [folder for folder in out.iterdir() if folder.name.startswith(partners.replace(",", "+"))]
    return found


def contents_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, every member of an archive and of archives in it, the texts of the database, and the streams and text
    of the PDF, by name.

    Of the page without the library that draws, which is the same in each pack.
    """
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if path.suffix == ".html":
            assert content.count(library().encode()) == 1
            content = content.replace(library().encode(), b"")
        yield path.name, content
        yield from _members(path.name, content)
        if path.suffix == ".duckdb":
            yield f"{path.name}: texts", "\n".join(_texts(path)).encode()
        if path.suffix == ".pdf":
            yield f"{path.name}: streams", b"\n".join(_streams(content))
            if shutil.which("pdftotext"):
                said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
                yield f"{path.name}: texts", said.stdout + b"".join(said.stdout.split())


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield f"{name}: comment", archive.comment
        for member in archive.namelist():
            inner = archive.read(member)
            yield f"{name}/{member}", inner
            yield from _members(f"{name}/{member}", inner)


def _streams(content: bytes) -> Iterator[bytes]:
    """What is compressed in a PDF, as far as it can be undone."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, flags=re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(stream)


def _texts(path: Path) -> Iterator[str]:
    with duckdb.connect(str(path), read_only=True) as file:
        for (table,) in file.execute("select table_name from duckdb_tables()").fetchall():
            for row in file.execute(f"from {table}").fetchall():
                yield from (str(cell) for cell in row if cell is not None)
        for name in ("tables", "columns", "views", "types", "schemas"):
            for row in file.execute(f"from duckdb_{name}() where not internal").fetchall():
                yield from (str(cell) for cell in row if cell is not None)


def months_earlier(home: Home, months: int, until: str = "9999-12") -> Snapshot:
    """The simulated company as it would have been published so many months earlier, as far as packs can tell.

    until: the last month whose go-lives there were; with few of them, years after begin early.
    """
    snapshot = open_current(home)
    rollouts = snapshot.rollouts[snapshot.rollouts.live_on.dt.strftime("%Y-%m") <= until]
    snapshot.__dict__["golive"] = (month_of(rollouts.live_on.min()), month_of(rollouts.live_on.max()))
    last = shift(max(snapshot.cutoffs["submission"]), -months)
    end = month_end(last, snapshot.company.timezone)
    cutoffs = {
        calendar: {month: min(cut_off, end) for month, cut_off in found.items() if month <= last}
        for calendar, found in snapshot.cutoffs.items()
    }
    rows = [(calendar, month, at) for calendar, found in cutoffs.items() for month, at in found.items()]
    company = replace(snapshot.company, before=None, after=None)
    frame = pd.DataFrame(rows, columns=["calendar", "month", "cut_off"])
    snapshot.__dict__["cutoffs"] = cutoffs
    snapshot.__dict__["windows"] = default_windows(company, rollouts, frame)
    return snapshot
