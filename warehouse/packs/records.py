"""Records of a partner pack; every figure in them has passed warehouse/packs/disclosure.py."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from analysis.results import Reason

How = Literal["count", "amount", "share of company", "median", "share", "ratio"]
Span = Literal["before", "after", "change", "quarter"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure with its definition, as the pack states it; `notices`: what to know when comparing."""

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
    """A measure of the partner over a span of months (YYYY-MM), both ends included.

    `events`, `cases`: released counts; `expected`: events at the rate of the peers, for ratios. `value`: in the
    unit of the measure; for the span "change" the relative change, for shares the difference. `reason`: why there
    is no value; `lower` and `upper` then say between what the truth lies, by what is released.
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
    """The band of the other partners of the kind, after: 10, 25, 50, 75 and 90 % edges; `others`: at least so many.

    `usual`: the rate of all others together, 1 of ratios; None where it is not told.
    """

    measure: str
    others: int
    at: tuple[float | None, ...]
    usual: float | None
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms in force with the partner, and what it was paid beside the others, as a part of the amount lent.

    Days are YYYY-MM-DD, months YYYY-MM, "" where not stated; amounts in the company's currency. `lent`: the released
    amount of these months; `lower`, `middle`, `upper`: edges of what the others were paid ÷ lent.
    """

    valid_from: str
    investment: float | None
    paid: float | None
    risk_share: float | None
    review_due: str
    first_month: str
    last_month: str
    lent: float | None
    lower: float | None
    middle: float | None
    upper: float | None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target agreed with the partner; `last_month`: "" for until further notice; `tolerance`: of the value."""

    measure: str
    first_month: str
    last_month: str
    value: float
    tolerance: float | None


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An action agreed with the partner. Days are YYYY-MM-DD; `settled_on`: "" while it is open."""

    text: str
    owner: str
    due_on: str
    first_due_on: str
    state: str
    settled_on: str


@dataclass(frozen=True, kw_only=True)
class Dealt:
    """What was agreed with the partners; `met_on`: days of meetings (YYYY-MM-DD), the last first."""

    agreed: tuple[Agreed, ...]
    met_on: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All figures of a pack; `amount_base`: the step to which amounts are rounded, None where no amount is released.

    `terms`: one, or none; `goals`: the partner's targets.
    """

    measures: tuple[Measure, ...]
    cells: tuple[Cell, ...]
    bands: tuple[Band, ...]
    amount_base: float | None
    terms: tuple[Terms, ...]
    goals: tuple[Goal, ...]

    def cell(self, measure: str, span: Span) -> Cell | None:
        """Return the cell of a measure before, after, or of its change; None where there is none."""
        return next((cell for cell in self.cells if (cell.measure, cell.span) == (measure, span)), None)

    def quarters(self, measure: str) -> tuple[Cell, ...]:
        """Return the quarters of a measure, oldest first; empty where it is reported by year."""
        return tuple(cell for cell in self.cells if (cell.measure, cell.span) == (measure, "quarter"))

    def band(self, measure: str) -> Band:
        """Return the band of a measure."""
        return next(band for band in self.bands if band.measure == measure)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A partner of the pack, under its own name."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom a pack is about and for, how long it is valid, and what it was made from; moments are UTC.

    `number`: of its passport. `colour`: of the company, "" where it states none.
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
    dealt: Dealt
