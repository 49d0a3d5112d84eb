"""A partner's pack from the question to the folder; the caller records what leaves the company."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from asking.ask import Ask
from asking.memory import Remembering
from asking.statements import Stated
from reports.files import FORMATS, ending_of, files_of
from reports.partner_pack.page import pack_page
from reports.partner_pack.report import pack_report
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.packs.folder import folder_name, make_folder, write_manifest
from warehouse.packs.pack import contents, members_of
from warehouse.packs.records import About, Named, Pack
from warehouse.packs.tables import FILE, read_pack, write_pack
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.words import Language

LONGEST_DAYS = 3650  # that a pack may be valid
LONGEST_NAME = 80  # letters of a recipient, who stands on every page


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A pack about to be handed over: its name, contents, the statement behind it, and the manifest's SHA-256."""

    name: str
    pack: Pack
    stated: Stated
    checksum: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A pack in its folder; left_out: file → code of the reason why it is missing, with a detail."""

    folder: Path
    draft: Draft
    left_out: Mapping[str, str]


def make_pack(
    snapshot: Snapshot,
    scope: Scope,
    codes: tuple[str, ...],
    recipient: str,
    days: int,
    language: Language,
    out: Path,
    replace: bool,
    note: Callable[[Draft], None],
) -> Made:
    """Write the pack of these partners into a folder of its own in `out`.

    recipient: "" for the first partner. days: how long the pack is valid. replace: whether a pack of the same
    name may be replaced. note: called before the folder gets its name; if it raises, no pack is left. Raises
    MilepostError for days, partners or a recipient that are not valid, without windows, or where the folder
    cannot be written.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise MilepostError(f"--days {days}: between 1 and {LONGEST_DAYS}")
    pack, stated = _ask_for_pack(snapshot, scope, codes, recipient, days)
    month = formats.last_day(snapshot.as_of, snapshot.company.timezone)[:7]
    name = folder_name(pack, month)
    with make_folder(out, name, replace) as folder:
        left_out = _fill(folder, pack, language)
        draft = Draft(name=name, pack=pack, stated=stated, checksum=write_manifest(folder, pack, left_out))
        note(draft)
    return Made(folder=out / name, draft=draft, left_out=left_out)


def _ask_for_pack(
    snapshot: Snapshot, scope: Scope, codes: tuple[str, ...], recipient: str, days: int
) -> tuple[Pack, Stated]:
    if None in snapshot.windows:
        raise MilepostError("the company has no windows to compare; state them in company.toml")
    members = members_of(snapshot, codes, scope)
    ask, asked = (
        Ask(snapshot=snapshot, scope=scope, memory=Remembering()),
        tuple(member.code for member in members),
    )
    stated = ask.state(contents, asked)
    labels, company = snapshot.labels("partner"), snapshot.company
    named = tuple(
        Named(
            code=member.code,
            en=labels.get(member.code, {}).get("en", member.code),
            zh=labels.get(member.code, {}).get("zh", member.code),
        )
        for member in members
    )
    made_at = datetime.now(UTC).replace(microsecond=0)
    made_on = made_at.astimezone(ZoneInfo(company.timezone)).date()
    about = About(
        partners=named,
        kind=members[0].kind,
        company=company.report_name or company.name,
        currency=company.currency,
        timezone=company.timezone,
        recipient=_recipient(recipient or named[0].zh),
        made_at=made_at,
        expires_on=made_on + timedelta(days=days),
        snapshot=snapshot.id,
        as_of=snapshot.as_of,
        number=stated.number,
        colour=company.report_colour or "",
    )
    return Pack(about=about, contents=ask.of(contents, asked)), stated


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
    if files.no_pdf is None:
        return {}
    detail = f" ({files.no_pdf.detail})" if files.no_pdf.detail else ""
    return {"review.pdf": f"LibreOffice {files.no_pdf.code}{detail}"}
