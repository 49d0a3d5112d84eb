"""A KPI by month as small drawings show it: values without intervals, which take most of the time of an answer."""

from dataclasses import dataclass

from analysis.measure import values_each
from warehouse.contract.scope import Filters, Scope
from warehouse.kpis import find
from warehouse.kpis.record import statistic_of
from warehouse.query import calendars, kpi_sums, sums
from warehouse.query.batches import Steps, finish
from warehouse.query.query import (
    Question,
    check_dimensions,
    kpi_marts,
    mart_for,
    months_asked,
    usual_terms_in_steps,
)
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Point:
    """The value of a month (YYYY-MM), None where it cannot be said; `is_young`: the month is not old enough."""

    month: str
    value: float | None
    is_young: bool


def series(snapshot: Snapshot, kpi_code: str, where: Filters, scope: Scope) -> tuple[Point, ...]:
    """Return the values that `warehouse.query.query.answer` gives by month, () where the KPI cannot be said at all.

    Raises MilepostError for a KPI or dimension that does not exist.
    """
    return finish(snapshot, series_in_steps(snapshot, kpi_code, where, scope))


def series_in_steps(
    snapshot: Snapshot, kpi_code: str, where: Filters, scope: Scope
) -> Steps[tuple[Point, ...]]:
    """Return the values as `series` does, leaving the readings to whoever takes the steps."""
    kpi, by = find(kpi_code), ("month",)
    check_dimensions(by, where)
    _, months, _ = months_asked(snapshot, Question(kpi=kpi_code, by=by, where=where, months=None), kpi)
    mart, reason = mart_for(snapshot, kpi=kpi, by=by, where=where, scope=scope, marts=kpi_marts(kpi))
    if mart is None or reason is not None or not months:
        return ()
    plan = sums.Plan(kpi=kpi, mart=mart, by=by, where=where, months=months, scope=scope)
    members, (totals,), _ = yield from kpi_sums.by_members_in_steps(snapshot, (plan,))
    terms = yield from usual_terms_in_steps(snapshot, plan)
    young = calendars.young_months(snapshot, kpi, months)
    values = values_each(statistic_of(kpi, snapshot.edges, terms), totals)
    return tuple(
        Point(month=month, value=value, is_young=month in young)
        for (month,), value in zip(members, values, strict=True)
    )
