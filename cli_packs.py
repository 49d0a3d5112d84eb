"""The command that hands a partner its review: `milepost pack`."""

import argparse
import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reports.files import FORMATS, ending_of, files_of
from reports.partner_pack import pack_report
from reports.partner_pack_page import pack_page
from reports.pdf import NoPdf
from state.database import state_of
from state.passports import Passports
from ui import formats
from ui.words import LANGUAGES, Language
from warehouse import pack_folder, snapshots
from warehouse.answers import WHOLE_HOUSE
from warehouse.errors import MilepostError
from warehouse.pack_records import About, Named, Pack
from warehouse.pack_tables import FILE, read_pack, write_pack
from warehouse.packs import contents, members_of
from warehouse.passports import Stated, ask
from warehouse.snapshots import Snapshot
from warehouse.store import Home

LONGEST = 3650  # days that a pack may be valid
LONGEST_NAME = 80  # letters of a recipient, who stands on every page


def add_packs(commands: Any) -> None:
    """Add pack to the commands of a parser."""
    pack = commands.add_parser("pack", help="a partner's review, as a folder that may leave the house")
    pack.add_argument("partners", metavar="PARTNER[,PARTNER]", nargs="?")
    pack.add_argument("--out", type=Path, metavar="DIR")
    pack.add_argument("--language", choices=LANGUAGES, default="zh")
    pack.add_argument("--recipient", metavar="NAME", help="by default the name of the partner")
    pack.add_argument("--days", type=int, default=90, help="how long it is valid")
    pack.add_argument("--replace", action="store_true", help="make a pack anew that is there already")
    pack.add_argument("--check", type=Path, metavar="DIR", help="whether a pack is whole and still valid")
    pack.set_defaults(run=_pack)


def _pack(given: argparse.Namespace) -> None:
    if given.check is not None:
        found = pack_folder.check(given.check, datetime.now(UTC).date())
        print(f"whole: {found.files} files for {found.recipient}, valid until {found.expires_on.isoformat()}")
        print(f"manifest {found.manifest}: so it was printed when the pack was made, or it is another one")
        return
    codes = tuple(code for code in (given.partners or "").split(",") if code)
    if not codes or given.out is None:
        raise MilepostError("pack: needs PARTNER and --out DIR, or --check DIR")
    if not 1 <= given.days <= LONGEST:
        raise MilepostError(f"--days {given.days}: between 1 and {LONGEST}")
    home = Home.from_environment()
    snapshot = snapshots.open_current(home)
    pack, stated = _asked(snapshot, codes, given.recipient, given.days)
    month = formats.last_day(snapshot.as_of, snapshot.company.timezone)[:7]
    name = pack_folder.folder_name(pack, month)
    with pack_folder.made(given.out, name, given.replace) as folder:
        left_out = _fill(folder, pack, given.language)
        checksum = pack_folder.write_manifest(folder, pack, left_out)
        what = f"partner pack {name}, manifest {checksum}"
        # Before it has its name: what leaves the house is known of, and its snapshot is kept.
        Passports(state_of(home)).take(
            what, pack.about.recipient, snapshot.id, [stated], pack.about.expires_on, _who()
        )
    print(given.out / name)
    for file, why in left_out.items():
        print(f"without {file}: {why}")
    print(f"{stated.number}, manifest {checksum}, valid until {pack.about.expires_on.isoformat()}")


def _asked(
    snapshot: Snapshot, codes: tuple[str, ...], recipient: str | None, days: int
) -> tuple[Pack, Stated]:
    if None in snapshot.windows:
        raise MilepostError("the company has no windows to compare; state them in company.toml")
    members = members_of(snapshot, codes, WHOLE_HOUSE)
    found, stated = ask(snapshot, contents, (tuple(one.code for one in members),), WHOLE_HOUSE)
    assert stated is not None  # packs have numbers
    labels, company = snapshot.labels("partner"), snapshot.company
    named = tuple(
        Named(one.code, *(labels.get(one.code, {}).get(tongue, one.code) for tongue in ("en", "zh")))
        for one in members
    )
    made_at = datetime.now(UTC).replace(microsecond=0)
    about = About(
        partners=named,
        kind=members[0].kind,
        company=company.report_name or company.name,
        currency=company.currency,
        timezone=company.timezone,
        recipient=_recipient(recipient or named[0].zh),
        made_at=made_at,
        expires_on=(made_at + timedelta(days=days)).date(),
        snapshot=snapshot.id,
        as_of=snapshot.as_of,
        number=stated.number,
        colour=company.report_colour or "",
    )
    return Pack(about, found), stated


def _recipient(text: str) -> str:
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise MilepostError(f"--recipient: one line of 1 to {LONGEST_NAME} characters")
    return name


def _fill(folder: Path, pack: Pack, language: Language) -> dict[str, str]:
    """Write the small database, and all else from what is read back from it; file → why it is left out."""
    write_pack(folder / FILE, pack)
    pack = read_pack(folder / FILE)
    report = pack_report(pack, language)
    files = files_of(report, FORMATS)
    (folder / "review.html").write_bytes(pack_page(pack, report))
    for name, content in files.contents.items():
        (folder / f"review.{ending_of(name)}").write_bytes(content)
    return {} if files.no_pdf is None else {"review.pdf": _why(files.no_pdf)}


def _why(found: NoPdf) -> str:
    return f"LibreOffice {found.code}" + (f" ({found.detail})" if found.detail else "")


def _who() -> str:
    """Who makes the pack, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
