"""The record of a KPI, from which its values, pages, documents and exports are made."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NewType

from analysis.intervals import IDENTITY, LN, LOGIT
from analysis.lifetime_value import FLOWS, Terms
from analysis.results import COUNTED, NO_ROWS, NONE_IN_REFERENCE, ONE_UNIT, TOO_FEW, Reason
from analysis.statistic import (
    Array,
    Cost,
    Statistic,
    growth,
    net_score,
    rate_of_independent_events,
    ratio,
    ratio_of_amounts,
    share_of_independent_cases,
    still_there,
    total,
    total_per_day,
    waiting_time,
    worth,
)

Unit = Literal[
    "minutes",
    "fraction",
    "count_per_day",
    "count",
    "net_score",
    "count_per_1000",
    "hours_per_1000",
    "currency",
]
Currency = NewType("Currency", str)  # the company's, such as CNY: what "currency" stands for on its pages
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """factor × Σ of the numerator's measures ÷ Σ of the denominator's, over the months asked for.

    `counts`: what is divided by what, which decides the scale and the interval from independent cases: counted cases
    by cases (`share`); contracts by contracts at month ends, a share that moves like a rate (`stock share`); counted
    events by exposure (`rate`); amounts by cases (`mean`, without such an interval); amounts of the whole company
    (`amounts`, for which no number of cases is too few); answers for less answers against (`net score`, with `events`
    both together).
    `events`, `cases`: the counts that the numerator and the denominator belong to.
    `factor`: 12 for a yearly rate from months, or the name of a reference rate of the snapshot.
    `stock`: measured at month ends, so cases are shown as the average per month end.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    events: tuple[str, ...]
    cases: tuple[str, ...]
    counts: Literal["share", "stock share", "rate", "mean", "amounts", "net score"]
    factor: float | str
    stock: bool


def share_of(numerator: tuple[str, ...], denominator: tuple[str, ...]) -> Ratio:
    """Return a share of counted cases, whose numerator and denominator are the counts themselves."""
    return Ratio(
        numerator=numerator,
        denominator=denominator,
        events=numerator,
        cases=denominator,
        counts="share",
        factor=1.0,
        stock=False,
    )


def mean_of(measure: str, cases: str) -> Ratio:
    """Return the mean of an amount per case."""
    return Ratio(
        numerator=(measure,),
        denominator=(cases,),
        events=(cases,),
        cases=(cases,),
        counts="mean",
        factor=1.0,
        stock=False,
    )


@dataclass(frozen=True, kw_only=True)
class Quantile:
    """The time by which `share` of the cases have had one of `events`, from a histogram; other endings are censored.

    `events`, `censored`: the endings that take part. `weight`: the measure of the mart that counts cases.
    """

    share: float
    events: tuple[str, ...]
    censored: tuple[str, ...]
    weight: str


@dataclass(frozen=True, kw_only=True)
class PerDay:
    """Σ of measures ÷ days of the months; of a month that is not over, the days elapsed."""

    numerator: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Retention:
    """S(months) of the life table: the share still there at that tenure, from endings of all causes (statistics §5)."""

    months: int
    ended: tuple[str, ...]
    at_risk: str

    @property
    def measures(self) -> tuple[tuple[str, ...], ...]:
        """The measures summed by tenure: ended, at risk."""
        return (self.ended, (self.at_risk,))


@dataclass(frozen=True, kw_only=True)
class Lifetime:
    """The observed part of the customer lifetime value (statistics §6); `cost`: how the cost of winning enters."""

    ended: tuple[str, ...]
    at_risk: str
    cost: Cost

    @property
    def measures(self) -> tuple[tuple[str, ...], ...]:
        """The measures summed by tenure: ended, at risk, the flows of money, cost of winning, customers won."""
        flows = tuple((flow,) for flow in FLOWS)
        return (self.ended, (self.at_risk,), *flows, ("acquisition_cost",), ("acquired",))


@dataclass(frozen=True, kw_only=True)
class Total:
    """Σ of measures over the months; `cases`: the measures that count the rows behind it."""

    numerator: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Level:
    """Σ of a stock at the last month end of the months; `cases`: the measures that count the rows behind it."""

    numerator: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Growth:
    """`of` ÷ the same a year earlier − 1, over the months that are complete in both years.

    `fewest_cases`: how many cases the earlier year must have; 1 for accounts, which a few entries make up entirely.
    """

    of: Total | Level
    fewest_cases: int


Formula = Ratio | Quantile | PerDay | Total | Level | Growth | Retention | Lifetime


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """One KPI.

    `marts`: smallest first; a query takes the first that carries what is asked for.
    `rows`: (key column, values) that select rows of the mart.
    `follow_up_days`: how many days after the end of its month a case must have been observed to count.
    `guard`: the KPI shown beside it, "" for a guard itself.
    `needs`: operational columns without which it cannot be computed, as table.column.
    """

    code: str
    catalogue_code: str
    family: str
    name_en: str
    name_zh: str
    definition_en: str
    definition_zh: str
    pitfalls_en: str
    pitfalls_zh: str
    version: str
    marts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    formula: Formula
    unit: Unit | Currency
    better: Better
    follow_up_days: int
    guard: str
    needs: tuple[str, ...]


RATIOS: dict[str, Statistic] = {
    "share": ratio(LOGIT, share_of_independent_cases),
    "rate": ratio(LN, rate_of_independent_events),
    "stock share": ratio(LN, share_of_independent_cases),
    "mean": ratio(LN, None),
    "amounts": ratio_of_amounts(LN),
    "net score": net_score(),
}


def statistic_of(kpi: Kpi, edges: Array, terms: Terms) -> Statistic:
    """Return how the KPI is computed from sums.

    `edges`: those of the wait bins in minutes; `terms`: those of a lifetime value.
    """
    formula = kpi.formula
    if isinstance(formula, Quantile):
        return waiting_time(LN, edges, formula.share)
    if isinstance(formula, PerDay | Total | Level):
        return total_per_day(LN) if isinstance(formula, PerDay) else _total(kpi, formula)
    if isinstance(formula, Growth):
        return growth(formula.fewest_cases, _no_interval(kpi))
    if isinstance(formula, Retention):
        return still_there(LOGIT, formula.months, TOO_FEW)
    if isinstance(formula, Lifetime):
        return worth(IDENTITY, terms, formula.cost, TOO_FEW)
    return replace(RATIOS[formula.counts], missing=_why_no_ratio(formula))


def _why_no_ratio(formula: Ratio) -> Callable[[Array], Reason]:
    """Why the denominator is 0: no cases, or cases of which nothing was to be expected."""
    is_expected = formula.denominator[0].startswith("expected_")
    return lambda sums: NONE_IN_REFERENCE if is_expected and sums[..., 3] > 0 else NO_ROWS


def _total(kpi: Kpi, formula: Total | Level) -> Statistic:
    """What happened in the months can be counted like events; what is there at a month end cannot."""
    counted = isinstance(formula, Total) and formula.numerator == formula.cases
    return total(LN, rate_of_independent_events if counted else None, _no_interval(kpi))


def is_booked(kpi: Kpi) -> bool:
    """Return whether the KPI is taken from the company's accounts, which are counted and not sampled."""
    return set(kpi.marts) <= {"accounts", "accounts_by_region"}


def _no_interval(kpi: Kpi) -> Reason:
    """Why an amount of one unit has no interval: lending could have been other than it was, the accounts not."""
    return COUNTED if is_booked(kpi) else ONE_UNIT
