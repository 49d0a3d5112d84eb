"""The one description of partners that a meeting's screens and the files of a pack are made from."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from asking.ask import Ask
from asking.statements import Stated
from warehouse.contract.errors import MilepostError
from warehouse.packs.pack import contents, members_of
from warehouse.packs.records import About, Dealt, Named, Pack

LONGEST_NAME = 80  # letters of a recipient, who stands on every page


def describe_partners(
    ask: Ask, codes: tuple[str, ...], recipient: str, days: int, dealt: Dealt
) -> tuple[Pack, Stated]:
    """Return what partners may see of themselves, with the statement behind it.

    recipient: "" for the first partner. days: how long it is valid. dealt: what was agreed with them. Raises
    MilepostError for partners or a recipient that are not valid, and without windows.
    """
    snapshot = ask.snapshot
    if None in snapshot.windows:
        raise MilepostError("the company has no windows to compare; state them in company.toml")
    members = members_of(snapshot, codes, ask.scope)
    asked = tuple(member.code for member in members)
    stated = ask.state(contents, asked)
    named, company = tuple(_name(ask, code) for code in asked), snapshot.company
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
    return Pack(about=about, contents=ask.of(contents, asked), dealt=dealt), stated


def _name(ask: Ask, code: str) -> Named:
    names = ask.labels("partner").get(code, {})
    return Named(code=code, en=names.get("en", code), zh=names.get("zh", code))


def _recipient(text: str) -> str:
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise MilepostError(f"--recipient: one line of 1 to {LONGEST_NAME} characters")
    return name
