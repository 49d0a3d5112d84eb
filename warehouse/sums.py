"""Sums of a mart by member and by unit: the only SQL that reads the marts for a KPI.

A unit is what the interval leaves out one at a time (statistics §8): the roll-out unit where the mart
carries it; for slices that hold fewer than five effective ones, the partner where the mart carries it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intervals import MINIMUM_UNITS, effective_units
from analysis.statistic import Array
from warehouse.answers import Filters, Scope
from warehouse.families import MARTS, Mart
from warehouse.kpis.record import Kpi, Lifetime, PerDay, Quantile, Ratio, Retention, Total, statistic_of
from warehouse.snapshots import Snapshot
from warehouse.windows import days_elapsed, month_of, months_between, old_enough

FINER_UNIT = "partner"
TENURES = 121  # months 0 … 120, the last holds the longer ones
Members = tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What is summed: one KPI over one mart, by `by`, where `where`, in `months`, within `scope`."""

    kpi: Kpi
    mart: Mart
    by: tuple[str, ...]
    where: Filters
    months: tuple[str, ...]
    scope: Scope


@dataclass(frozen=True)
class _Block:
    """Sums [rows, …] of one plan, with the member and the unit of each row."""

    rows: Array
    members: list[Members]
    units: list[str]
    sql: str


def collect(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[dict[Members, list[Array]], str]:
    """Per member: sums [units, …] for each plan, units aligned; and the SQL of the last plan.

    The plans (one per window) differ in their months only. A unit without rows in one of them is zero there.
    """
    cases = statistic_of(plans[0].kpi, snapshot.edges, snapshot.value_terms).cases
    units = _unit_dimensions(snapshot, plans[0].mart)
    coarse = [_fetch(snapshot, plan, units[0]) for plan in plans]
    sums = _aligned(coarse)
    thin = {member for member, sides in sums.items() if _effective(cases, sides) < MINIMUM_UNITS}
    if thin and len(units) > 1:
        finer = _aligned([_fetch(snapshot, plan, units[1]) for plan in plans])
        sums.update({m: finer[m] for m in thin if _effective(cases, finer[m]) >= MINIMUM_UNITS})
    return sums, coarse[-1].sql


def unit_sums(
    snapshot: Snapshot, plans: tuple[Plan, ...], measures: tuple[str, ...]
) -> tuple[list[Array], str]:
    """Plain sums [units, measures] of each plan, units aligned, by the unit that `collect` takes; and the SQL.

    The last of the measures counts the cases. Without any rows the sums have no units.
    """
    columns = ", ".join(f"sum({measure})::double as {measure}" for measure in measures)
    found: list[tuple[list[Array], str]] = []
    for unit in _unit_dimensions(snapshot, plans[0].mart):
        blocks = []
        for plan in plans:
            rows = where_clause(plan.mart, plan.where, plan.months, plan.scope)
            sql = f"select {unit or repr('')} as unit, {columns} {rows} group by all"
            frame = snapshot.frame(sql)
            units = frame.pop("unit").astype(str).tolist()
            blocks.append(_Block(frame.to_numpy(dtype=float), [()] * len(frame), units, sql))
        sides = _aligned(blocks).get((), [np.zeros((0, len(measures)))] * len(plans))
        found.append((sides, blocks[-1].sql))
        if _effective(lambda sums: np.asarray(sums[..., -1]), sides) >= MINIMUM_UNITS:
            return found[-1]
    return found[0]


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
    conditions = (
        ["month in (" + ", ".join(f"date '{month}-01'" for month in months) + ")"] if months else ["false"]
    )
    filters = (*where, *((("partner", scope.partners),) if scope.partners is not None else ()))
    conditions += [
        f"{name} in ({', '.join(map(_quoted, members))})" if members else "false" for name, members in filters
    ]
    return f"from {mart.name} where " + " and ".join(conditions)


def _cutoffs(snapshot: Snapshot, kpi: Kpi) -> dict[str, pd.Timestamp]:
    calendar = MARTS[kpi.marts[0]].month_of
    rows = snapshot.month_cutoffs[snapshot.month_cutoffs.calendar == calendar]
    return {month_of(month): cut_off for month, cut_off in zip(rows.month, rows.cut_off, strict=True)}


def _fetch(snapshot: Snapshot, plan: Plan, unit: str) -> _Block:
    by = ["strftime(month, '%Y-%m') as month" if d == "month" else d for d in plan.by]
    keys = ", ".join((*by, f"{unit or repr('')} as unit"))
    chosen = (*plan.where, *plan.kpi.rows)
    formula = plan.kpi.formula
    if isinstance(formula, Retention | Lifetime):
        return _by_tenure(snapshot, plan, formula, keys)
    if isinstance(formula, Quantile):
        chosen = (*chosen, ("ending", (*formula.events, *formula.censored)))
        events = ", ".join(map(_quoted, formula.events))
        keys += ", bin"
        measures = (
            f"coalesce(sum({formula.weight}) filter (where ending in ({events})), 0) as events, "
            f"sum({formula.weight}) as exits"
        )
    else:
        measures = _columns(formula)
    sql = f"select {keys}, {measures} {where_clause(plan.mart, chosen, plan.months, plan.scope)} group by all"
    if isinstance(formula, PerDay):
        sql += " having numerator > 0"  # the days are shared over units that have something to count
    frame = snapshot.frame(sql)
    if isinstance(formula, Quantile):
        return _histograms(frame, plan, len(snapshot.edges) - 1, sql)
    members, units = _members(frame, plan.by), frame.unit.astype(str).tolist()
    if isinstance(formula, PerDay):
        return _with_days(
            _Block(frame[["numerator"]].to_numpy(dtype=float), members, units, sql), snapshot, plan
        )
    rows = frame[["numerator", "denominator", "events", "cases"]].to_numpy(dtype=float, copy=True)
    if isinstance(formula, Total):
        rows[:, 1] = [1 / members.count(member) for member in members]
        return _Block(rows, members, units, sql)
    rows[:, 1] /= formula.factor if isinstance(formula.factor, float) else snapshot.references[formula.factor]
    if formula.stock and "month" not in plan.by:
        # counts of month ends are averaged over them; what happened in the months adds up
        for column, counts in ((2, formula.events), (3, formula.cases)):
            if set(counts) <= set(plan.mart.stocks):
                rows[:, column] /= len(plan.months)
    return _Block(rows, members, units, sql)


def _by_tenure(snapshot: Snapshot, plan: Plan, formula: Retention | Lifetime, keys: str) -> _Block:
    """The formula's measures and, last, those at risk a month [measures + 1, tenures] per member and unit."""
    names = [f"measure_{place}" for place in range(len(formula.measures))]
    columns = ", ".join(f"{_sum(m)} as {name}" for m, name in zip(formula.measures, names, strict=True))
    where = where_clause(plan.mart, plan.where, plan.months, plan.scope)
    sql = f"select {keys}, tenure, {columns} {where} group by all"
    frame = snapshot.frame(sql)
    groups = frame.groupby([*plan.by, "unit"], sort=True).ngroup().to_numpy()
    firsts = frame.iloc[np.unique(groups, return_index=True)[1]] if len(frame) else frame
    rows = np.zeros((len(firsts), len(names) + 1, TENURES))
    for place, name in enumerate(names):
        rows[groups, place, frame.tenure] = frame[name].astype(float)
    rows[:, -1] = rows[:, 1] / (1 if "month" in plan.by else len(plan.months))
    return _Block(rows, _members(firsts, plan.by), firsts.unit.astype(str).tolist(), sql)


def _columns(formula: Ratio | PerDay | Total) -> str:
    if isinstance(formula, PerDay):
        return f"{_sum(formula.numerator)} as numerator"
    parts = {
        "numerator": formula.numerator,
        "events": formula.cases,
        "cases": formula.cases,
        "denominator": (),
    }
    if isinstance(formula, Ratio):
        parts |= {"events": formula.events, "denominator": formula.denominator}
    return ", ".join(f"{_sum(measures)} as {part}" for part, measures in parts.items())


def _histograms(frame: pd.DataFrame, plan: Plan, bins: int, sql: str) -> _Block:
    """One histogram [events and exits, bins] per member and unit, from one row per bin."""
    keys = frame.groupby([*plan.by, "unit"], sort=True).ngroup().to_numpy()
    firsts = frame.iloc[np.unique(keys, return_index=True)[1]] if len(frame) else frame
    rows = np.zeros((len(firsts), 2, bins))
    rows[keys, 0, frame.bin] = frame.events
    rows[keys, 1, frame.bin] = frame.exits
    return _Block(rows, _members(firsts, plan.by), firsts.unit.astype(str).tolist(), sql)


def _with_days(block: _Block, snapshot: Snapshot, plan: Plan) -> _Block:
    """Days of the months as denominator, shared evenly over the units, so that units add up to the days.

    Each month as far as it was delivered: one without any row of the company has no days.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, plan.kpi)
    days = {month: days_elapsed(month, cutoffs[month], zone) for month in plan.months if month in cutoffs}
    rows = np.column_stack((block.rows, np.zeros(len(block.rows))))
    for row, members in enumerate(block.members):
        months = [members[plan.by.index("month")]] if "month" in plan.by else plan.months
        rows[row, 1] = sum(days.get(month, 0.0) for month in months) / block.members.count(members)
    return _Block(rows, block.members, block.units, block.sql)


def _aligned(blocks: list[_Block]) -> dict[Members, list[Array]]:
    index = [
        {(member, unit): row for row, (member, unit) in enumerate(zip(b.members, b.units, strict=True))}
        for b in blocks
    ]
    units: dict[Members, set[str]] = {}
    for block in blocks:
        for member, unit in zip(block.members, block.units, strict=True):
            units.setdefault(member, set()).add(unit)
    sums = {}
    for member in sorted(units):
        sides = []
        for block, rows in zip(blocks, index, strict=True):
            side = np.zeros((len(units[member]), *block.rows.shape[1:]))
            for position, unit in enumerate(sorted(units[member])):
                if (row := rows.get((member, unit))) is not None:
                    side[position] = block.rows[row]
            sides.append(side)
        sums[member] = sides
    return sums


def _unit_dimensions(snapshot: Snapshot, mart: Mart) -> list[str]:
    """What may be left out one at a time, the roll-out unit first; "" where the mart carries neither."""
    candidates = dict.fromkeys((snapshot.company.statistics_unit, FINER_UNIT))
    return [unit for unit in candidates if unit in mart.dimensions] or [""]


def _effective(cases: Callable[[Array], Array], sides: list[Array]) -> float:
    return effective_units(np.sum([cases(side) for side in sides], axis=0))


def _members(frame: pd.DataFrame, by: tuple[str, ...]) -> list[Members]:
    if not by:
        return [()] * len(frame)
    return list(frame[list(by)].astype(str).itertuples(index=False, name=None))


def _one_of(name: str, values: list[str]) -> str:
    return f"{name} in ({', '.join(values)})" if values else "false"


def _sum(measures: tuple[str, ...]) -> str:
    return " + ".join(f"sum({measure})" for measure in measures) or "0"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
