"""The command that makes reports: `milepost report executive`."""

import argparse
import getpass
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asking.ask import Ask
from asking.memory import Remembering
from cli.arguments import slices_from, window_from
from cli.scenarios import raw_plan
from reports.executive.report import SECTIONS, Pack, executive_pack
from reports.executive.scenarios import ChosenPlan
from reports.files import FORMATS, Files, ending_of, files_of
from reports.pdf import NoPdf
from reports.setting import MOST
from reports.template import read_template
from state.books import open_book, subject_of
from state.database import state_of
from state.decisions import Decisions
from state.passports import Passports
from state.records import Key
from state.scenarios import SavedScenarios
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot
from wording.choices import Choices
from wording.reader import Reader
from wording.words import LANGUAGES

NAME = "executive"
NO_PDF = {
    "not installed": "no PDF: LibreOffice is not installed; the slides (--formats pptx) can be printed as one",
    "too slow": "no PDF: LibreOffice took too long",
    "failed": "no PDF: LibreOffice failed",
}


def add_reports(commands: Any) -> None:
    """Add the command `report` to a parser."""
    report = commands.add_parser("report", help="what people take into a meeting, as files")
    packs = report.add_subparsers(required=True, metavar=NAME)
    pack = packs.add_parser(NAME, help="the executive pack: headlines, initiatives, scenarios, claims")
    pack.add_argument("--out", type=Path, required=True, metavar="DIR")
    pack.add_argument("--language", choices=LANGUAGES, default="en")
    pack.add_argument("--formats", default="pptx,xlsx", metavar=",".join(FORMATS))
    pack.add_argument("--without", default="", metavar="SECTION,…", help=f"of {', '.join(SECTIONS)}")
    pack.add_argument("--where", action="append", default=[], metavar="DIM=MEMBER", nargs="+")
    pack.add_argument("--before", metavar="YYYY-MM:YYYY-MM")
    pack.add_argument("--after", metavar="YYYY-MM:YYYY-MM")
    pack.add_argument("--scenario", action="append", default=[], metavar="CODE.N", nargs="+")
    pack.add_argument(
        "--full",
        action="store_true",
        help="all pages as slides after those for the board; the workbook has them in any case",
    )
    pack.set_defaults(run=_executive)


def _executive(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    formats = _parse_list("--formats", given.formats, FORMATS)
    if not formats:
        raise MilepostError(f"--formats: name at least one of {', '.join(FORMATS)}")
    without = _parse_list("--without", given.without, SECTIONS)
    kept = snapshots.open_current(home)
    ask = Ask(snapshot=kept, scope=WHOLE_HOUSE, memory=Remembering())
    plans = _plans(home, [key for keys in given.scenario for key in keys], ask)
    choices = _choices(given, kept)
    about = subject_of(NAME, choices.where)
    pack = executive_pack(
        Reader(language=given.language, snapshot=kept, ask=ask),
        choices=choices,
        sections=[section for section in SECTIONS if section not in without],
        plans=plans,
        decisions=Decisions(state_of(home)).list_decisions(),
        book=open_book(home, about, kept.id, (choices.before, choices.after)),
        made_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        full=given.full,
        told=lambda done, all_of_them, section: None,
    )
    files = files_of(replace(pack.report, template=read_template(home, kept.company)), formats)
    if files.no_pdf is not None and not files.contents:
        raise MilepostError(_why_no_pdf(files.no_pdf))
    # Before anything leaves the house: a number on paper can be asked about as long as its snapshot is kept.
    Passports(state_of(home)).take(
        NAME, recipient="", snapshot=kept.id, stated=pack.stated, expires_on=None, by=_who()
    )
    for path in _write(given.out, pack, files, kept, given.language):
        print(path)
    if files.no_pdf is not None:
        raise MilepostError(_why_no_pdf(files.no_pdf))


def _parse_list(option: str, text: str, known: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if unknown := set(names) - set(known):
        raise MilepostError(f"{option} {min(unknown)}: not one of {', '.join(known)}")
    return names


def _choices(given: argparse.Namespace, kept: Snapshot) -> Choices:
    _, where = slices_from(kept, [], [pair for pairs in given.where for pair in pairs])
    before, after = (
        window_from(name, getattr(given, name)) or usual
        for name, usual in zip(("before", "after"), kept.windows, strict=True)
    )
    return Choices(before=before, after=after, where=where)


def _plans(home: Home, keys: Sequence[str], ask: Ask) -> list[ChosenPlan]:
    """The saved versions of these keys; a locked one asks the snapshot it was locked with."""
    if len(keys) > MOST:
        raise MilepostError(f"{len(keys)} scenarios: at most {MOST} stand in a report")
    plans = []
    for key in keys:
        version = SavedScenarios(state_of(home)).version(Key.parse(key))
        own = ask
        if version.locked_at is not None and version.snapshot != ask.snapshot.id:
            own = replace(ask, snapshot=snapshots.open_snapshot(home, version.snapshot))
        plans.append(ChosenPlan(name=version.name, plan=json.dumps(raw_plan(version)), ask=own))
    return plans


def _write(folder: Path, pack: Pack, files: Files, kept: Snapshot, language: str) -> list[Path]:
    """Each file whole or not at all; those of the same snapshot and language are replaced."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.contents.items():
            path = folder / f"milepost_{NAME}_{kept.id}_{language}.{ending_of(name)}"
            with tempfile.TemporaryDirectory(dir=folder, prefix=f".{path.name}.") as aside:
                draft = Path(aside) / path.name
                draft.write_bytes(content)
                draft.replace(path)
            written.append(path)
    except OSError as error:
        raise MilepostError(f"{folder}: cannot write there ({error.strerror}); name another folder") from None
    return written


def _why_no_pdf(no_pdf: NoPdf) -> str:
    return f"{NO_PDF[no_pdf.code]} ({no_pdf.detail})" if no_pdf.detail else NO_PDF[no_pdf.code]


def _who() -> str:
    """Who takes the report, as the machine knows them."""
    try:
        return getpass.getuser()[:60]
    except (KeyError, OSError):  # a container without names
        return f"user {os.getuid()}"
