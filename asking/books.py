"""A report as a book of a series: what people say in it, who signed it off, and the one that was taken before it.

The state keeps these records and reports print them; neither knows the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asking.statements import Stated
from warehouse.contract.company import Company


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What people's words are about: a report (`executive`), of one partner or of none (""), under these filters.

    filters: as JSON, "[]" for none.
    """

    report: str
    partner: str
    filters: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A person's words on a section of a report. entry: its number; at: UTC; snapshot: that they were written on."""

    entry: int
    section: str
    text: str
    snapshot: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """A sign-off. at: UTC. changed: what is another since ("snapshot", "windows", "words"); empty while it holds."""

    by: str
    at: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a kept snapshot says of itself: when it was published (UTC), a digest of its facts, and its settings."""

    published_at: datetime
    content: str
    company: Company


@dataclass(frozen=True, kw_only=True)
class LastBook:
    """The report that was taken last on another snapshot.

    at: UTC. stated: its numbers, as they were printed. kept: of its snapshot, None where that is gone.
    """

    snapshot: str
    at: datetime
    by: str
    stated: tuple[Stated, ...]
    kept: Kept | None


@dataclass(frozen=True, kw_only=True)
class Book:
    """What a report carries besides its numbers.

    remarks, said_before: section → the words that hold now, and those of the last book. seen: number of the last
    words ever written, 0 for none. signed: None where nobody has signed off. last: None where no report was taken
    before on another snapshot.
    """

    remarks: Mapping[str, Remark]
    said_before: Mapping[str, Remark]
    seen: int
    signed: SignedOff | None
    last: LastBook | None


EMPTY = Book(remarks={}, said_before={}, seen=0, signed=None, last=None)


def select_last(
    remarks: Sequence[Remark], since: datetime | None, until: datetime | None
) -> dict[str, Remark]:
    """Return the last words of each section written after `since` and by `until`; withdrawn ones are left out.

    remarks: oldest first; None for no limit.
    """
    last = {
        remark.section: remark
        for remark in remarks
        if (since is None or remark.at > since) and (until is None or remark.at <= until)
    }
    return {section: remark for section, remark in last.items() if remark.text}
