"""What a partner pack holds, frozen: nothing that has not passed warehouse/disclosure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from analysis.results import Reason

How = Literal["count", "amount", "share of company", "median", "share", "ratio"]
Span = Literal["before", "after", "change", "quarter"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure as it is told; `notices`: what to know of its change."""

    code: str
    how: How
    name_en: str
    name_zh: str
    definition_en: str
    definition_zh: str
    version: str
    unit: str
    better: str
    notices: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A measure of the partner in a span of months, both ends included.

    `events`, `cases`: released counts, `expected`: events as with the peers, of a ratio. `value`: in the unit of the
    measure; of the span "change" the relative one, of a share the difference. `reason`: why there is no value.
    """

    measure: str
    span: Span
    first_month: str
    last_month: str
    events: int | None
    cases: int | None
    expected: float | None
    value: float | None
    lower: float | None
    upper: float | None
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Band:
    """The others of the kind after: `others`, told in fives, and their 10, 25, 50, 75 and 90 % edges."""

    measure: str
    others: int
    at: tuple[float | None, ...]
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is told of partners. `amount_base`: what amounts are rounded to, None where none is told."""

    measures: tuple[Measure, ...]
    cells: tuple[Cell, ...]
    bands: tuple[Band, ...]
    amount_base: float | None

    def cell(self, measure: str, span: Span) -> Cell | None:
        """The cell of a measure before, after, or of its change."""
        return next((cell for cell in self.cells if (cell.measure, cell.span) == (measure, span)), None)

    def quarters(self, measure: str) -> tuple[Cell, ...]:
        """The quarters of a measure, oldest first; none where it is told by year."""
        return tuple(cell for cell in self.cells if (cell.measure, cell.span) == (measure, "quarter"))

    def band(self, measure: str) -> Band:
        """The band of a measure."""
        return next(band for band in self.bands if band.measure == measure)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A partner of the pack under its own name."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom a pack is of and for, until when, and what it is made from; moments are UTC; `number`: of its passport.

    colour: of the company, "" where it names none.
    """

    partners: tuple[Named, ...]
    kind: str
    company: str
    currency: str
    timezone: str
    recipient: str
    made_at: datetime
    expires_on: date
    snapshot: str
    as_of: datetime
    number: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A pack, before it is written or after it was read."""

    about: About
    contents: Contents
