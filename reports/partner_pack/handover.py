"""A partner's pack from the question to the folder; the caller records what leaves the company."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from asking.ask import Ask
from asking.memory import Remembering
from asking.statements import Stated
from reports.files import FORMATS, ending_of, files_of
from reports.partner_pack.page import pack_page
from reports.partner_pack.report import pack_report
from reports.partner_pack.review import describe_partners
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.packs.folder import folder_name, make_folder, write_manifest
from warehouse.packs.records import Dealt, Pack
from warehouse.packs.tables import FILE, read_pack, write_pack
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.words import Language

LONGEST_DAYS = 3650  # that a pack may be valid


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
    dealt: Dealt,
    note: Callable[[Draft], None],
) -> Made:
    """Write the pack of these partners into a folder of its own in `out`.

    recipient: "" for the first partner. days: how long the pack is valid. replace: whether a pack of the same
    name may be replaced. dealt: what was agreed with them. note: called before the folder gets its name; if it
    raises, no pack is left. Raises MilepostError for days, partners or a recipient that are not valid, without
    windows, or where the folder cannot be written.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise MilepostError(f"--days {days}: between 1 and {LONGEST_DAYS}")
    ask = Ask(snapshot=snapshot, scope=scope, memory=Remembering())
    pack, stated = describe_partners(ask, codes, recipient, days, dealt)
    month = formats.last_day(snapshot.as_of, snapshot.company.timezone)[:7]
    name = folder_name(pack, month)
    with make_folder(out, name, replace) as folder:
        left_out = _fill(folder, pack, language)
        draft = Draft(name=name, pack=pack, stated=stated, checksum=write_manifest(folder, pack, left_out))
        note(draft)
    return Made(folder=out / name, draft=draft, left_out=left_out)


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
