"""Sums of a mart by member and by unit: the only SQL that reads the marts for a KPI.

A unit is what the interval leaves out one at a time (statistics §8): the roll-out unit where the mart
carries it; for slices that hold fewer than five effective ones, the partner where the mart carries it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.intervals import MINIMUM_UNITS
from analysis.statistic import Array
from warehouse.answers import Filters, Scope
from warehouse.families import MARTS, Mart
from warehouse.groups import Groups, Members, grouped
from warehouse.kpis.record import (
    Formula,
    Kpi,
    Lifetime,
    PerDay,
    Quantile,
    Ratio,
    Retention,
    Total,
    statistic_of,
)
from warehouse.snapshots import Snapshot
from warehouse.windows import days_elapsed, months_between, old_enough, runs

FINER_UNIT = "partner"
TENURES = 121  # months 0 … 120, the last holds the longer ones


@dataclass(frozen=True)
class Plan:
    """What is summed: one KPI over one mart, by `by`, where `where`, in `months`, within `scope`."""

    kpi: Kpi
    mart: Mart
    by: tuple[str, ...]
    where: Filters
    months: tuple[str, ...]
    scope: Scope


def collect(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[dict[Members, list[Array]], str]:
    """Per member: sums [units, …] for each plan, units aligned; and the SQL, one statement for all plans.

    The plans (one per window) differ in their months only. A unit without rows in one of them is zero there.
    """
    cases = statistic_of(plans[0].kpi, snapshot.edges, snapshot.value_terms).cases
    units = _unit_dimensions(snapshot, plans[0].mart)
    usual = units[0]
    if _at_most_few(plans[0], usual):
        units = units[::-1]
    found = _fetch(snapshot, plans, units[0])
    sums, thin = found.by_member(), found.thin(cases, MINIMUM_UNITS)
    if units[0] != usual and usual in plans[0].by:
        sums |= {m: [side.sum(axis=0, keepdims=True) for side in sums[m]] for m in thin}  # the one usual unit
    elif thin and len(units) > 1 and units[1] not in plans[0].by:
        again = _fetch(snapshot, tuple(_narrowed(plan, thin) for plan in plans), units[1])
        thin_again = set() if units[1] == usual else set(again.thin(cases, MINIMUM_UNITS))
        sums |= {m: sides for m, sides in again.by_member().items() if m in thin and m not in thin_again}
    return sums, found.sql


def unit_sums(
    snapshot: Snapshot, plans: tuple[Plan, ...], measures: tuple[str, ...]
) -> tuple[list[Array], str]:
    """Plain sums [units, measures] of each plan, units aligned, by the unit that `collect` takes; and the SQL.

    The last of the measures counts the cases. Without any rows the sums have no units.
    """
    columns, found = {measure: f"sum({measure})" for measure in measures}, []
    for unit in _unit_dimensions(snapshot, plans[0].mart):
        groups = _read(snapshot, plans, unit, columns, (), None, "")
        if groups.members and not groups.thin(lambda sums: np.asarray(sums[..., -1]), MINIMUM_UNITS):
            return list(groups.rows), groups.sql
        found.append(groups)
    return list(found[0].rows), found[0].sql


def by_tenure(snapshot: Snapshot, plan: Plan, measures: tuple[str, ...]) -> tuple[dict[str, Array], str]:
    """Each measure by tenure [tenures], and the SQL."""
    columns = ", ".join(f"sum({measure}) as {measure}" for measure in measures)
    where = where_clause(plan.mart, plan.where, plan.months, plan.scope)
    sql = f"select tenure, {columns} {where} group by tenure"
    frame = snapshot.frame(sql)
    found = {measure: np.zeros(TENURES) for measure in measures}
    for measure, row in found.items():
        row[frame.tenure] = frame[measure]
    return found, sql


def all_months(snapshot: Snapshot, kpi: Kpi) -> tuple[str, ...]:
    """Every month from the first to the last that the KPI's calendar holds."""
    months = _cutoffs(snapshot, kpi)
    return months_between(min(months), max(months)) if months else ()


def young_months(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> frozenset[str]:
    """Of these months those that are not over, or were not seen long enough after their end, for this KPI.

    A month of which the company has delivered no row at all was not seen either: were it let through, a window
    that reaches beyond the data would be compared with one that holds other seasons.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, kpi)
    return frozenset(
        month
        for month in months
        if month not in cutoffs or not old_enough(month, cutoffs[month], zone, kpi.follow_up_days)
    )


def where_clause(mart: Mart, where: Filters, months: tuple[str, ...], scope: Scope) -> str:
    """The rows of a mart within filters, months and scope, as SQL."""
    # Spans are found several times as fast as lists of months.
    spans = [f"month between date '{first}-01' and date '{last}-01'" for first, last in runs(months)]
    conditions = [f"({' or '.join(spans)})" if spans else "false"]
    filters = (*where, *((("partner", scope.partners),) if scope.partners is not None else ()))
    conditions += [
        f"{name} in ({', '.join(map(_quoted, members))})" if members else "false" for name, members in filters
    ]
    return f"from {mart.name} where " + " and ".join(conditions)


def _cutoffs(snapshot: Snapshot, kpi: Kpi) -> dict[str, pd.Timestamp]:
    return snapshot.cutoffs.get(MARTS[kpi.marts[0]].month_of, {})


def _at_most_few(plan: Plan, unit: str) -> bool:
    """No member can have enough of these units: each is in one of them, or the filters leave fewer."""
    return unit in plan.by or any(name == unit and len(kept) < MINIMUM_UNITS for name, kept in plan.where)


def _narrowed(plan: Plan, members: list[Members]) -> Plan:
    """The plan for these members, and for others that have their codes in other combinations."""
    codes = {
        name: tuple(sorted(set(column)))
        for name, column in zip(plan.by, zip(*members, strict=True), strict=False)
    }
    months = codes.pop("month", plan.months)
    return replace(plan, where=(*plan.where, *codes.items()), months=months)


def _fetch(snapshot: Snapshot, plans: tuple[Plan, ...], unit: str) -> Groups:
    """What the KPI's formula is computed from, by member and unit."""
    kpi = plans[0].kpi
    formula, rows = kpi.formula, kpi.rows
    if isinstance(formula, Retention | Lifetime):
        names = {f"measure_{place}": _sum(parts) for place, parts in enumerate(formula.measures)}
        return _with_a_month(_read(snapshot, plans, unit, names, rows, ("tenure", TENURES), ""), plans)
    if isinstance(formula, Quantile):
        events = ", ".join(map(_quoted, formula.events))
        histogram = {
            "events": f"coalesce(sum({formula.weight}) filter (where ending in ({events})), 0)",
            "exits": f"sum({formula.weight})",
        }
        endings = (*rows, ("ending", (*formula.events, *formula.censored)))
        return _read(snapshot, plans, unit, histogram, endings, ("bin", len(snapshot.edges) - 1), "")
    # The days are shared over units that have something to count.
    having = " having numerator > 0" if isinstance(formula, PerDay) else ""
    groups = _read(snapshot, plans, unit, _columns(formula), rows, None, having)
    if isinstance(formula, PerDay):
        return _with_days(groups, snapshot, plans)
    if isinstance(formula, Total):
        groups.rows[..., 1] = groups.shares()
        return groups
    groups.rows[..., 1] /= (
        formula.factor if isinstance(formula.factor, float) else snapshot.references[formula.factor]
    )
    if formula.stock and "month" not in plans[0].by:
        # counts of month ends are averaged over them; what happened in the months adds up
        for column, counts in ((2, formula.events), (3, formula.cases)):
            if set(counts) <= set(plans[0].mart.stocks):
                groups.rows[..., column] /= np.array([[len(plan.months)] for plan in plans])
    return groups


def _read(
    snapshot: Snapshot,
    plans: tuple[Plan, ...],
    unit: str,
    measures: dict[str, str],
    rows: Filters,
    along: tuple[str, int] | None,
    having: str,
) -> Groups:
    """Measures (name → SQL) by member and unit, and by the column `along` on a further axis, in one statement."""
    keys = [*plans[0].by, f"{unit or repr('')} as unit", *((along[0],) if along else ())]
    columns = ", ".join((*keys, *(f"{sql} as {name}" for name, sql in measures.items())))
    parts = [
        f"select {f'{side} as side, ' if len(plans) > 1 else ''}{columns} "
        f"{where_clause(plan.mart, (*plan.where, *rows), plan.months, plan.scope)} group by all{having}"
        for side, plan in enumerate(plans)
    ]
    sql = " union all ".join(parts)
    return grouped(snapshot.frame(sql), plans[0].by, len(plans), tuple(measures), along, sql)


def _with_a_month(groups: Groups, plans: tuple[Plan, ...]) -> Groups:
    """With those at risk a month as last of the measures [plans, groups, measures + 1, tenures]."""
    months = [1 if "month" in plan.by else max(1, len(plan.months)) for plan in plans]
    a_month = groups.rows[:, :, 1:2] / np.array(months)[:, None, None, None]
    return replace(groups, rows=np.concatenate((groups.rows, a_month), axis=2))


def _columns(formula: Formula) -> dict[str, str]:
    """Measures of a mart as numerator, denominator, events and cases."""
    if isinstance(formula, PerDay):
        return {"numerator": _sum(formula.numerator)}
    assert isinstance(formula, Ratio | Total)
    denominator, events = (
        (formula.denominator, formula.events) if isinstance(formula, Ratio) else ((), formula.cases)
    )
    return {
        "numerator": _sum(formula.numerator),
        "denominator": _sum(denominator),
        "events": _sum(events),
        "cases": _sum(formula.cases),
    }


def _with_days(groups: Groups, snapshot: Snapshot, plans: tuple[Plan, ...]) -> Groups:
    """Days of the months as denominator, shared evenly over the units, so that units add up to the days.

    Each month as far as it was delivered: one without any row of the company has no days.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, plans[0].kpi)
    days = np.zeros(groups.present.shape)
    for side, plan in enumerate(plans):
        known = {m: days_elapsed(m, cutoffs[m], zone) for m in plan.months if m in cutoffs}
        months = [
            [member[plan.by.index("month")]] if "month" in plan.by else plan.months
            for member in groups.members
        ]
        of_member = np.array([sum(known.get(month, 0.0) for month in counted) for counted in months])
        days[side] = of_member[groups.member_of]
    return replace(groups, rows=np.stack((groups.rows[..., 0], days * groups.shares()), axis=-1))


def _unit_dimensions(snapshot: Snapshot, mart: Mart) -> list[str]:
    """What may be left out one at a time, the roll-out unit first; "" where the mart carries neither."""
    candidates = dict.fromkeys((snapshot.company.statistics_unit, FINER_UNIT))
    return [unit for unit in candidates if unit in mart.dimensions] or [""]


def _sum(measures: tuple[str, ...]) -> str:
    return " + ".join(f"sum({measure})" for measure in measures) or "0"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
