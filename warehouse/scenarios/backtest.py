"""Compare a saved scenario with what happened: which months lie within its fan.

A fan covers the expected value of a month; what happened includes the chance and season of a single month as well.
So a month lies within the fan, touches it with its interval, or lies outside. Months of one path depend on each
other, so their share within the fan does not test the fan; docs/scenarios.md has that test.
"""

from dataclasses import dataclass

from analysis.intervals import interval
from analysis.results import NO_ROWS, NOT_OLD_ENOUGH, Estimate
from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import FIVE
from analysis.scenario.scoring import place_in
from warehouse.contract.scope import Scope
from warehouse.contract.windows import shift
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.calendars import young_months
from warehouse.query.query import Question, answer
from warehouse.query.sums import where_clause
from warehouse.scenarios.baseline import SAID_BY
from warehouse.scenarios.basis import read_basis
from warehouse.snapshot.snapshots import Snapshot

SERIES = {
    **SAID_BY,
    "originations": "originations",
    "balance": "outstanding_balance",
}  # and the KPI that says each
# Outcomes that start from the events themselves, not from those at equal age: mart, events, and those who could.
CRUDE = {
    "npl_rate": ("book", "formed", "balance", 1),
    "churn_rate": ("relationship_totals", "left_early", "exposed", 0),
}


@dataclass(frozen=True, kw_only=True)
class Backtest:
    """One series by month (YYYY-MM): its fan, and the value observed, None for months not yet seen or not old enough.

    `within_90`, `within_50`: how many months lie between the 5th and 95th, 25th and 75th percentile. `touching`:
    how many lie outside the former but have a 95 % interval that reaches into it.
    """

    series: str
    months: tuple[str, ...]
    fan: tuple[FIVE, ...]
    seen: tuple[Estimate | None, ...]
    within_90: int
    within_50: int
    touching: int

    @property
    def n(self) -> int:
        """How many months have been observed."""
        return sum(estimate is not None for estimate in self.seen)


def backtest(snapshot: Snapshot, basis: str, scope: Scope) -> tuple[Backtest, ...]:
    """Compare each series of a saved scenario with the months observed since; series without such a month are left out.

    `basis`: what the scenario rested on, as JSON (`basis_of`). Empty where it cannot be read.
    """
    kept = read_basis(basis)
    if kept is None:
        return ()
    backtests = []
    for series in SERIES:
        fan = tuple(tuple(five) for five in kept["fans"].get(series, ()))
        months = tuple(shift(kept["last_month"], n + 1) for n in range(len(fan)))
        seen = tuple(map(_drop_unknown, observe(snapshot, series, months, scope)))
        if any(estimate is not None for estimate in seen):
            backtests.append(_judge(series, months, fan, seen))
    return tuple(backtests)


def _judge(
    series: str, months: tuple[str, ...], fan: tuple[FIVE, ...], seen: tuple[Estimate | None, ...]
) -> Backtest:
    pairs = [(estimate, five) for estimate, five in zip(seen, fan, strict=True) if estimate is not None]
    places = [place_in(estimate, five) for estimate, five in pairs]
    within_50 = sum(five[1] <= (estimate.value or 0.0) <= five[3] for estimate, five in pairs)
    return Backtest(
        series=series,
        months=months,
        fan=fan,
        seen=seen,
        within_90=places.count("inside"),
        within_50=within_50,
        touching=places.count("unclear"),
    )


def observe(snapshot: Snapshot, series: str, months: tuple[str, ...], scope: Scope) -> tuple[Estimate, ...]:
    """Return what came of a series in each month (YYYY-MM), with a reason for a month of which nothing is known yet."""
    kpi = find(SERIES[series])
    young = young_months(snapshot, kpi, months)
    old = [month for month in months if month not in young]
    by_month: dict[str, Estimate] = {}
    if old:
        question = Question(kpi=kpi.code, by=("month",), where=(), months=(old[0], old[-1]))
        by_month = {value.members[0]: value.estimate for value in answer(snapshot, question, scope).values}
        if series in CRUDE:
            by_month = _crude(snapshot, series, old, by_month, scope)
    unknown = Estimate.cannot_say(NO_ROWS)
    not_yet = Estimate.cannot_say(NOT_OLD_ENOUGH)
    return tuple(by_month.get(month, unknown) if month in old else not_yet for month in months)


def _drop_unknown(estimate: Estimate) -> Estimate | None:
    return None if estimate.value is None else estimate


def _crude(
    snapshot: Snapshot, series: str, months: list[str], at_equal_age: dict[str, Estimate], scope: Scope
) -> dict[str, Estimate]:
    """Events ÷ those who could, by the year, with the relative interval of the KPI at equal age."""
    mart, events, exposed, back = CRUDE[series]
    asked = tuple(dict.fromkeys(shift(month, -n) for month in months for n in (back, 0)))
    rows = where_clause(MARTS[mart], (), asked, scope)
    frame = snapshot.frame(
        f"select strftime(month, '%Y-%m') as month, sum({events})::double as events, "
        f"sum({exposed})::double as exposed {rows} group by 1"
    ).set_index("month")
    out = {}
    for month in months:
        could = frame.exposed.get(shift(month, -back), 0.0)
        if month in frame.index and could > 0:
            value = OUTCOMES[series].told * float(frame.events[month]) / float(could)
            out[month] = _with_interval_of(value, at_equal_age.get(month))
    return out


def _with_interval_of(value: float, other: Estimate | None) -> Estimate:
    """The value with the relative interval of another."""
    if other is None or not other.value or other.lower is None or other.upper is None:
        reason = None if other is None else other.interval_reason
        return Estimate(value=value, lower=None, upper=None, method=None, reason=None, interval_reason=reason)
    low, high = (value * end / other.value for end in (other.lower, other.upper))
    return interval(value, low, high, other.method)
