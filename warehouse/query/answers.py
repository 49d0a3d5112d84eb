"""The records that queries return to pages, exports and the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from analysis.equal_age import Split
from analysis.lifetime_value import Terms
from analysis.results import Estimate, Reason
from warehouse.contract.scope import Filters


@dataclass(frozen=True, kw_only=True)
class Value:
    """The value of one KPI in one slice.

    `members`: one code per dimension asked for ("" where the row has none; a month is YYYY-MM).
    `n`: cases in the denominator; `events`: cases in the numerator (decisions, for a duration).
    `units`: roll-out units with cases; `effective_units`: their G_eff (statistics §8).
    `young_months`: months of the slice that are not old enough for this KPI but are counted all the same.
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

    `number`: its identifier (`asking.numbers`), "" until a reader asks for it.
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
    """The values of a KPI by the dimensions asked for, in the order of the members."""

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


def count_cases(changes: Iterable[Change]) -> tuple[int, int]:
    """Return the cases of all the changes, before and after."""
    sides = [(change.before.n, change.after.n) for change in changes]
    return sum(before for before, _ in sides), sum(after for _, after in sides)


def methods_of(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the methods of the intervals of the changes, each once."""
    used = {estimate.method for change in changes for estimate in (change.relative, change.absolute)}
    return tuple(sorted(method for method in used if method))


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The changes of a KPI by the dimensions asked for.

    `months_before`, `months_after`: the months actually compared. `notices`: those of `warehouse.query.notices`.
    """

    dimensions: tuple[str, ...]
    changes: tuple[Change, ...]
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    notices: tuple[Reason, ...]
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """How waits end over time in one window: cumulative incidence by ending (Aalen and Johansen 1978, statistics §3).

    `shares`: ending → share of the `n` cases [bins] that have ended so by each of `to_minutes` [bins]; the rest are
    still waiting. Open cases count for as long as they were observed.
    """

    months: tuple[str, ...]
    to_minutes: tuple[float, ...]
    shares: tuple[tuple[str, tuple[float, ...]], ...]
    n: int
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The work of one stage in one window, averaged over the applications that have any work.

    `touch_minutes`: averaged over those of them whose steps have ends. `queue_minutes`: None if the source does not
    say when steps began to wait. Stages do not add up to applications, which may pass through several.
    """

    stage: str
    resource_kind: str
    visits: float
    touch_minutes: float
    queue_minutes: float | None


@dataclass(frozen=True, kw_only=True)
class StageWork:
    """The stages of one window, most touch time first.

    `n`: applications that have work; if too few of their steps have ends to say more, the applications whose steps
    have.
    """

    months: tuple[str, ...]
    stages: tuple[Stage, ...]
    n: int
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A quantity by tenure: `at` [tenures], and the limits of its interval at each, None where it has none."""

    at: tuple[float, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class LifeTable:
    """How long relationships last in one window, by tenure in months (statistics §5).

    `at_risk` [tenures]. `survival` and each of `incidence` (cause → share that has ended so) [tenures + 1]: at the
    start of that tenure; survival and all incidences sum to 1. Tenures reach as far as each has 20 at risk on both
    sides.
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
    """Customer lifetime value in two windows, and what moved its observed part (statistics §6).

    `before`, `after`: (observed, modelled) per customer. `terms`: horizon, discount, loss given default, and how many
    tenures both windows of this slice observe. `loss_source`: whether the loss given default is stated in the
    settings, seen in the company's own charge-offs, or assumed. `margin` (term → part) and `staying` (cause → part)
    sum to the change of the observed part.
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
    """The discounted value of a customer by the end of each tenure up to the horizon [horizon].

    After `terms.span` tenures it is modelled and has no interval. `horizons`: the change at 12, 24, … months as far as
    both windows observe them, and at the last observed tenure. `beyond`: what the modelled part adds to the change.
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
    """Cumulative margin per customer by the end of each tenure [reach + 1], of all who joined in the months.

    `change`: after − before at the last tenure. `joined_before`, `joined_after`: customers. `lived_on`: the lowest
    tenure at which members of the before cohort are already in the after window.
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
    """The change of the stock NPL rate as age × going bad × staying (statistics §4).

    `stock`: the change itself, with its interval. `split`: None if there is a `reason`.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    stock: Change
    split: Split | None
    reason: Reason | None
    passport: Passport
