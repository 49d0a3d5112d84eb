"""What a decision promised, frozen as text: no later change of code or data moves it, and what came is held to it.

A forecast holds, for every series that the plan moves and that can be observed later, PERCENTILES of each month up to
the review, of the plan and of doing nothing. It is judged by one series, named beforehand, in the month of the review:
months and series of one plan depend on each other, so more of them would be no more evidence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.results import DEFINITION_CHANGED, Estimate, Reason
from analysis.scenario.projection import FIVE, Of
from analysis.scenario.scoring import Score, score, skill
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.contract.windows import distance, shift
from warehouse.kpis import KPIS, find
from warehouse.query.calendars import young_months
from warehouse.scenarios.backtest import SERIES, observe
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot

LAYOUT = 1
UNREADABLE = Reason(code="forecast unreadable")


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """A forecast as it was frozen: fans [months × 5] by series, of the plan and of doing nothing.

    judged_by: the series that decides; first_month: YYYY-MM; definitions: KPI → version, at that moment.
    """

    judged_by: str
    first_month: str
    definitions: Mapping[str, str]
    plan: Mapping[str, tuple[FIVE, ...]]
    nothing: Mapping[str, tuple[FIVE, ...]]


@dataclass(frozen=True, kw_only=True)
class Came:
    """One series of a forecast by month (YYYY-MM, the last is the review), and what came.

    seen: without a value, for a reason, where none came yet. own, nothing: scores of plan and of doing nothing in the
    month of the review, or why there are none. gain: 1 − own ÷ nothing, above 0 where the plan's forecast was better.
    """

    series: str
    months: tuple[str, ...]
    plan: tuple[FIVE, ...]
    do_nothing: tuple[FIVE, ...]
    seen: tuple[Estimate, ...]
    own: Score | Reason
    nothing: Score | Reason
    gain: float | Reason

    @property
    def value(self) -> Estimate:
        """What came in the month of the review."""
        return self.seen[-1]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A forecast and what came of it: first the series that it is judged by."""

    series: tuple[Came, ...]

    @property
    def main(self) -> Came:
        return self.series[0]


def list_moved(side: Side, month: str) -> tuple[str, ...]:
    """Return the series that can be observed and that the plan moves in a month, the most clearly moved first.

    All that can be observed where it moves none of them.
    """
    place = distance(_first_month(side), month)
    signals = {series: _signal(side, series, place) for series in SERIES}
    moved = [series for series, signal in signals.items() if signal > 0]
    return tuple(sorted(moved, key=lambda series: -signals[series])) or tuple(SERIES)


def list_review_months(snapshot: Snapshot, side: Side, series: str) -> tuple[str, ...]:
    """Return the months of a plan of which the snapshot does not know yet what came of a series."""
    first = _first_month(side)
    months = tuple(shift(first, place) for place in range(side.plan.months))
    young = young_months(snapshot, find(SERIES[series]), months)
    return tuple(month for month in months if month in young)


def freeze(snapshot: Snapshot, side: Side, judged_by: str | None, review: str) -> str:
    """Write the forecast of a plan up to the month of the review (YYYY-MM) as JSON.

    snapshot: the newest, which must not know yet what came. judged_by: None for the series that the plan moves most
    clearly. Raises MilepostError for a month that the plan does not reach or that is known already.
    """
    first = _first_month(side)
    months = distance(first, review) + 1
    if not 1 <= months <= side.plan.months:
        last = shift(first, side.plan.months - 1)
        raise MilepostError(f"{review}: not a month of the plan, which speaks of {first} to {last}")
    judged_by = judged_by or list_moved(side, review)[0]
    if review not in (allowed := list_review_months(snapshot, side, judged_by)):
        known = f"{allowed[0]} to {allowed[-1]}" if allowed else "none"
        raise MilepostError(f"{review}: the data hold what came of it; still to come of the plan: {known}")
    kept = tuple(dict.fromkeys((judged_by, *list_moved(side, review))))
    return json.dumps(
        {
            "layout": LAYOUT,
            "judged_by": judged_by,
            "first_month": first,
            "definitions": {SERIES[series]: find(SERIES[series]).version for series in kept},
            "plan": {series: _fan(side, series, "scenario")[:months] for series in kept},
            "nothing": {series: _fan(side, series, "baseline")[:months] for series in kept},
        }
    )


def read_forecast(text: str) -> Forecast | None:
    """Parse a frozen forecast; None where it is not one of the present layout."""
    try:
        kept = json.loads(text)
        if kept["layout"] != LAYOUT:
            return None
        forecast = Forecast(
            judged_by=kept["judged_by"],
            first_month=kept["first_month"],
            definitions=kept["definitions"],
            plan=_read_fans(kept["plan"]),
            nothing=_read_fans(kept["nothing"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    whole = forecast.judged_by in forecast.plan and forecast.plan.keys() == forecast.nothing.keys()
    return forecast if whole and all(forecast.plan.values()) else None


def judge(snapshot: Snapshot, forecast: str, scope: Scope) -> Judgement | Reason:
    """Compare a frozen forecast (JSON) with what came; UNREADABLE where it is none."""
    kept = read_forecast(forecast)
    if kept is None:
        return UNREADABLE
    order = (kept.judged_by, *(series for series in kept.plan if series != kept.judged_by))
    return Judgement(series=tuple(_judge_series(snapshot, kept, series, scope) for series in order))


def _judge_series(snapshot: Snapshot, forecast: Forecast, series: str, scope: Scope) -> Came:
    plan, nothing = forecast.plan[series], forecast.nothing[series]
    months = tuple(shift(forecast.first_month, place) for place in range(len(plan)))
    obstacle = _find_obstacle(forecast, series)
    seen = (
        observe(snapshot, series, months, scope)
        if obstacle is None
        else (Estimate.cannot_say(obstacle),) * len(months)
    )
    last = seen[-1]
    if last.value is None:
        assert last.reason is not None
        own: Score | Reason = last.reason
        other: Score | Reason = last.reason
        gain: float | Reason = last.reason
    else:
        own, other = score(last, plan[-1]), score(last, nothing[-1])
        gain = skill(own, other)
    return Came(
        series=series,
        months=months,
        plan=plan,
        do_nothing=nothing,
        seen=seen,
        own=own,
        nothing=other,
        gain=gain,
    )


def _find_obstacle(forecast: Forecast, series: str) -> Reason | None:
    """Why nothing that came can be held to the forecast: its KPI is gone, or is another one now."""
    kpi = SERIES.get(series)
    if kpi is None or kpi not in KPIS:
        return Reason(code="no such KPI", about=series)
    return None if find(kpi).version == forecast.definitions.get(kpi) else DEFINITION_CHANGED


def _first_month(side: Side) -> str:
    return shift(side.assembled.scenario.baseline.last_month, 1)


def _fan(side: Side, series: str, of: Of) -> tuple[FIVE, ...]:
    return next(fan.by_month for fan in side.result.fans if (fan.series, fan.of) == (series, of))


def _signal(side: Side, series: str, place: int) -> float:
    """The median difference to doing nothing ÷ the width of the plan's 90 % range, in one month; 0 for none."""
    moved = abs(_fan(side, series, "difference")[place][2])
    low, *_, high = _fan(side, series, "scenario")[place]
    return moved / (high - low) if high > low else moved


def _read_fans(fans: Mapping[str, Any]) -> dict[str, tuple[FIVE, ...]]:
    return {series: tuple(_read_five(five) for five in fan) for series, fan in fans.items()}


def _read_five(five: list[float]) -> FIVE:
    lowest, low, median, high, highest = map(float, five)
    return lowest, low, median, high, highest
