"""What the query hands to pages, exports and the command line."""

from dataclasses import dataclass
from typing import Literal

from analysis.equal_age import Split
from analysis.lifetime_value import Terms
from analysis.results import Estimate, Reason
from warehouse.contract.scope import Filters


@dataclass(frozen=True, kw_only=True)
class Value:
    """One KPI of one slice.

    `members`: one code per dimension asked for ("" where the row has none; a month is YYYY-MM).
    `n`: cases in the denominator; `events`: cases in the numerator (decisions, for a duration).
    `units`: roll-out units with cases, `effective_units` their G_eff (statistics §8).
    `young_months`: months of the slice that are not old enough for this KPI, counted all the same.
    """

    members: tuple[str, ...]
    estimate: Estimate
    n: int
    events: int
    units: int
    effective_units: float
    young_months: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Passport:
    """Where a number comes from, printed under every figure and with every export.

    `number`: what it is known by (`asking.numbers`), "" until it is asked for by a reader.
    """

    number: str
    kpi: str
    definition_version: str
    snapshot: str
    as_of: str
    mart: str
    sql: str
    filters: Filters
    months: tuple[str, ...]
    excluded_months: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Values of a KPI by the dimensions asked for, in the order of the members."""

    dimensions: tuple[str, ...]
    values: tuple[Value, ...]
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Change:
    """Before and after of one slice. `relative` is (after − before) ÷ before, never for net scores."""

    members: tuple[str, ...]
    before: Value
    after: Value
    absolute: Estimate
    relative: Estimate


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Changes by the dimensions asked for; `months_*` are those really compared, `notices` typed remarks."""

    dimensions: tuple[str, ...]
    changes: tuple[Change, ...]
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    notices: tuple[Reason, ...]
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """How waits end over time in one window.

    `shares`: ending → share [bins] that has left by that ending at each of `to_minutes` [bins]; the rest of
    the `n` cases still waits. By Aalen–Johansen, so open cases count as far as they were seen.
    """

    months: tuple[str, ...]
    to_minutes: tuple[float, ...]
    shares: tuple[tuple[str, tuple[float, ...]], ...]
    n: int
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Work of one stage in one window, per application that has work; stages never sum to applications.

    `queue_minutes` None: the source does not say when a step began to wait.
    """

    stage: str
    resource_kind: str
    visits: float
    touch_minutes: float
    queue_minutes: float | None


@dataclass(frozen=True, kw_only=True)
class StageWork:
    """Stages of one window, most touch time first; `n` applications that have work, of too few those whose steps have
    ends."""

    months: tuple[str, ...]
    stages: tuple[Stage, ...]
    n: int
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Something by tenure: `at` [tenures], with the ends of its interval at each, None where it has none."""

    at: tuple[float, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class LifeTable:
    """How relationships last in one window, by tenure in months.

    `at_risk` [tenures]; `survival` and each of `incidence` (cause → share gone by it) [tenures + 1], at the start
    of that tenure; survival + all incidences = 1. As far as every tenure has 20 at risk on both sides.
    """

    months: tuple[str, ...]
    at_risk: tuple[int, ...]
    survival: Curve | None
    incidence: tuple[tuple[str, Curve], ...]
    reason: Reason | None
    passport: Passport


LossSource = Literal["stated", "seen", "assumed"]


@dataclass(frozen=True, kw_only=True)
class CustomerValue:
    """Customer lifetime value of two windows, and what moved its observed part.

    `before`, `after`: (observed, modelled) per customer. `terms`: horizon, discount, loss given default, and how
    many tenures both windows of this slice observe; `loss_source`: where the loss given default is from, the
    company's settings, its own charge-offs, or nothing. `margin` (term → part) and `staying` (cause → part) sum to the
    change of the observed part.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    before: tuple[float, float] | None
    after: tuple[float, float] | None
    terms: Terms
    loss_source: LossSource
    margin: tuple[tuple[str, Estimate], ...]
    staying: tuple[tuple[str, Estimate], ...]
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """The change of lifetime value over the first `months` of a relationship, all of them observed."""

    months: int
    change: Estimate


@dataclass(frozen=True, kw_only=True)
class ValueByTenure:
    """What a customer has brought in by the end of each tenure up to the horizon [horizon], discounted.

    Modelled after `terms.span` tenures, and without interval there. `horizons`: 12, 24, … as far as both windows
    observe, and that last tenure; `beyond`: what the modelled part adds to the change.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    before: Curve | None
    after: Curve | None
    horizons: tuple[Horizon, ...]
    beyond: float
    terms: Terms
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class CohortValue:
    """Cumulative margin per joined customer by the end of each tenure [reach + 1], all who joined in the months.

    `change`: after − before at the last tenure; `joined_*`: customers; `lived_on`: the tenure from which on the
    first of the before cohort's members live in the after window.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    before: Curve | None
    after: Curve | None
    change: Estimate | None
    joined_before: int
    joined_after: int
    lived_on: int
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class NplSplit:
    """The change of the stock NPL rate as age × going bad × staying; `split` None: cannot be said, for `reason`.

    `stock`: the change itself, with its interval.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    stock: Change
    split: Split | None
    reason: Reason | None
    passport: Passport
