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
from warehouse.blocks import Block, Members, aligned, histograms, members_of
from warehouse.families import MARTS, Mart
from warehouse.kpis.record import (
    Growth,
    Kpi,
    Level,
    Lifetime,
    PerDay,
    Quantile,
    Ratio,
    Retention,
    Total,
    statistic_of,
)
from warehouse.snapshots import Snapshot
from warehouse.windows import days_elapsed, month_of, months_between, old_enough, shift

FINER_UNIT = "partner"
YEAR = 12  # months
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
    """Per member: sums [units, …] for each plan, units aligned; and the SQL of the last plan.

    The plans (one per window) differ in their months only. A unit without rows in one of them is zero there.
    """
    cases = statistic_of(plans[0].kpi, snapshot.edges, snapshot.value_terms).cases
    units = unit_dimensions(snapshot, plans[0].mart)
    coarse = [_fetch(snapshot, plan, units[0]) for plan in plans]
    sums = aligned(coarse)
    thin = {member for member, sides in sums.items() if _effective(cases, sides) < MINIMUM_UNITS}
    if thin and len(units) > 1:
        finer = aligned([_fetch(snapshot, plan, units[1]) for plan in plans])
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
    for unit in unit_dimensions(snapshot, plans[0].mart):
        blocks = []
        for plan in plans:
            rows = where_clause(plan.mart, plan.where, plan.months, plan.scope)
            sql = f"select {unit or repr('')} as unit, {columns} {rows} group by all"
            frame = snapshot.frame(sql)
            units = frame.pop("unit").astype(str).tolist()
            blocks.append(Block(frame.to_numpy(dtype=float), [()] * len(frame), units, sql))
        sides = aligned(blocks).get((), [np.zeros((0, len(measures)))] * len(plans))
        found.append((sides, blocks[-1].sql))
        if _effective(lambda sums: np.asarray(sums[..., -1]), sides) >= MINIMUM_UNITS:
            return found[-1]
    return found[0]


def by_members(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[list[Members], list[Array], str]:
    """The members of `by` that occur, sums [members, …] of each plan in their order, and the SQL of the last plan.

    Not split by unit: where units are wanted, `by` names their dimension.
    """
    blocks = [_fetch(snapshot, plan, "") for plan in plans]
    members = sorted({member for block in blocks for member in block.members})
    places = {member: place for place, member in enumerate(members)}
    sides = []
    for block in blocks:
        side = np.zeros((len(members), *block.rows.shape[1:]))
        side[[places[member] for member in block.members]] = block.rows
        sides.append(side)
    return members, sides, blocks[-1].sql


def all_months(snapshot: Snapshot, kpi: Kpi) -> tuple[str, ...]:
    """Every month from the first to the last that the KPI's calendar holds, with the year before where it needs one."""
    months = _cutoffs(snapshot, kpi)
    if not months:
        return ()
    first = shift(min(months), YEAR) if isinstance(kpi.formula, Growth) else min(months)
    return months_between(first, max(months))


def young_months(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> frozenset[str]:
    """Of these months those that are not over, or were not seen long enough after their end, for this KPI.

    A month of which the company has delivered no row at all was not seen either: were it let through, a window
    that reaches beyond the data would be compared with one that holds other seasons. Growth needs the month a
    year earlier as well.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, kpi)
    back = (0, YEAR) if isinstance(kpi.formula, Growth) else (0,)

    def young(month: str) -> bool:
        return month not in cutoffs or not old_enough(month, cutoffs[month], zone, kpi.follow_up_days)

    return frozenset(month for month in months if any(young(shift(month, -by)) for by in back))


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


def _fetch(snapshot: Snapshot, plan: Plan, unit: str) -> Block:
    by = ["strftime(month, '%Y-%m') as month" if d == "month" else d for d in plan.by]
    keys = ", ".join((*by, f"{unit or repr('')} as unit"))
    chosen = (*plan.where, *plan.kpi.rows)
    formula = plan.kpi.formula
    if isinstance(formula, Retention | Lifetime):
        return _by_tenure(snapshot, plan, formula, keys)
    if isinstance(formula, Growth):
        return _with_year_before(snapshot, plan, formula, unit)
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
    months = plan.months[-1:] if isinstance(formula, Level) and "month" not in plan.by else plan.months
    # Days are shared over units that have something to count; and without a dimension and a unit there would be
    # one row of nulls where there is none.
    having = "numerator > 0" if isinstance(formula, PerDay) else "count(*) > 0"
    rows_from = where_clause(plan.mart, chosen, months, plan.scope)
    sql = f"select {keys}, {measures} {rows_from} group by all having {having}"
    frame = snapshot.frame(sql)
    if isinstance(formula, Quantile):
        return histograms(frame, plan.by, len(snapshot.edges) - 1, sql)
    members, units = members_of(frame, plan.by), frame.unit.astype(str).tolist()
    if isinstance(formula, PerDay):
        return _with_days(
            Block(frame[["numerator"]].to_numpy(dtype=float), members, units, sql), snapshot, plan
        )
    rows = frame[["numerator", "denominator", "events", "cases"]].to_numpy(dtype=float, copy=True)
    if isinstance(formula, Total | Level):
        rows[:, 1] = [1 / members.count(member) for member in members]
        return Block(rows, members, units, sql)
    rows[:, 1] /= formula.factor if isinstance(formula.factor, float) else snapshot.references[formula.factor]
    if formula.stock and "month" not in plan.by:
        # counts of month ends are averaged over them; what happened in the months adds up
        for column, counts in ((2, formula.events), (3, formula.cases)):
            if set(counts) <= set(plan.mart.stocks):
                rows[:, column] /= _month_ends(snapshot, plan)
    return Block(rows, members, units, sql)


def _with_year_before(snapshot: Snapshot, plan: Plan, formula: Growth, unit: str) -> Block:
    """Each month beside the same month a year earlier, found by its name; months that lack theirs are left out."""
    cutoffs = _cutoffs(snapshot, plan.kpi)
    months = tuple(m for m in plan.months if m in cutoffs and shift(m, -YEAR) in cutoffs)
    if isinstance(formula.of, Level) and "month" not in plan.by:
        months = months[-1:]
    amount, cases = _sum(formula.of.numerator), _sum(formula.of.cases)
    chosen, sides = (*plan.where, *plan.kpi.rows), []
    for back, columns in (
        (0, f"{amount} as numerator, 0 as denominator, {cases} as events, 0 as cases"),
        (YEAR, f"0 as numerator, {amount} as denominator, 0 as events, {cases} as cases"),
    ):
        found = where_clause(plan.mart, chosen, tuple(shift(m, -back) for m in months), plan.scope)
        by = [
            f"strftime(month + interval {back} month, '%Y-%m') as month" if d == "month" else d
            for d in plan.by
        ]
        keys = ", ".join((*by, f"{unit or repr('')} as unit"))
        sides.append(f"select {keys}, {columns} {found} group by all")
    names, sums = (*plan.by, "unit"), ("numerator", "denominator", "events", "cases")
    total = ", ".join((*names, *(f"sum({name}) as {name}" for name in sums)))
    sql = f"select {total} from ({' union all '.join(sides)}) group by all"
    frame = snapshot.frame(sql)
    rows = frame[list(sums)].to_numpy(dtype=float)
    return Block(rows, members_of(frame, plan.by), frame.unit.astype(str).tolist(), sql)


def _by_tenure(snapshot: Snapshot, plan: Plan, formula: Retention | Lifetime, keys: str) -> Block:
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
    rows[:, -1] = rows[:, 1] / (1 if "month" in plan.by else _month_ends(snapshot, plan))
    return Block(rows, members_of(firsts, plan.by), firsts.unit.astype(str).tolist(), sql)


def _month_ends(snapshot: Snapshot, plan: Plan) -> int:
    """How many of the months the company has delivered; at least 1."""
    cutoffs = _cutoffs(snapshot, plan.kpi)
    return max(1, sum(month in cutoffs for month in plan.months))


def _columns(formula: Ratio | PerDay | Total | Level) -> str:
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


def _with_days(block: Block, snapshot: Snapshot, plan: Plan) -> Block:
    """Days of the months as denominator, shared evenly over the units, so that units add up to the days.

    Each month as far as it was delivered: one without any row of the company has no days.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, plan.kpi)
    days = {month: days_elapsed(month, cutoffs[month], zone) for month in plan.months if month in cutoffs}
    rows = np.column_stack((block.rows, np.zeros(len(block.rows))))
    for row, members in enumerate(block.members):
        months = [members[plan.by.index("month")]] if "month" in plan.by else plan.months
        rows[row, 1] = sum(days.get(month, 0.0) for month in months) / block.members.count(members)
    return Block(rows, block.members, block.units, block.sql)


def unit_dimensions(snapshot: Snapshot, mart: Mart) -> list[str]:
    """What may be left out one at a time, the roll-out unit first; "" where the mart carries neither."""
    candidates = dict.fromkeys((snapshot.company.statistics_unit, FINER_UNIT))
    return [unit for unit in candidates if unit in mart.dimensions] or [""]


def _effective(cases: Callable[[Array], Array], sides: list[Array]) -> float:
    return effective_units(np.sum([cases(side) for side in sides], axis=0))


def _sum(measures: tuple[str, ...]) -> str:
    return " + ".join(f"sum({measure})" for measure in measures) or "0"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
