"""Sums of a mart by member and unit: the SQL behind every KPI.

A unit is what the interval leaves out one at a time (statistics §8): the roll-out unit, or for slices with fewer than
five effective ones the partner, as far as the mart carries them.
"""

from dataclasses import dataclass, replace

import numpy as np

from analysis.intervals import MINIMUM_UNITS
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Scope
from warehouse.contract.windows import runs
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
from warehouse.marts.mart import Mart
from warehouse.query.calendars import YEAR, complete_in_both_years, days_of, month_ends
from warehouse.query.groups import Groups, Members, group_rows
from warehouse.snapshot.snapshots import Snapshot

FINER_UNIT = "partner"
OPEN = "open"  # the ending of a wait that has none yet
TENURES = 121  # months 0 … 120, the last holds the longer ones


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to sum: one KPI from one mart, by dimensions `by`, within filters `where`, `months` and `scope`."""

    kpi: Kpi
    mart: Mart
    by: tuple[str, ...]
    where: Filters
    months: tuple[str, ...]
    scope: Scope


def collect(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[dict[Members, list[Array]], str]:
    """Return, per member, the sums [units, …] of each plan with their units aligned, and the SQL.

    One statement serves all plans, which differ only in their months, one plan per window. A unit without rows in one
    of them is zero there.
    """
    cases = statistic_of(plans[0].kpi, snapshot.edges, snapshot.value_terms).cases
    units = unit_dimensions(snapshot, plans[0].mart)
    usual = units[0]
    if _at_most_few(plans[0], usual):
        units = units[::-1]
    groups = _fetch(snapshot, plans, units[0])
    sums, thin = groups.by_member(), groups.thin(cases, MINIMUM_UNITS)
    if units[0] != usual and usual in plans[0].by:
        sums |= {m: [side.sum(axis=0, keepdims=True) for side in sums[m]] for m in thin}  # the one usual unit
    elif thin and len(units) > 1 and units[1] not in plans[0].by:
        again = _fetch(snapshot, tuple(_narrow(plan, thin) for plan in plans), units[1])
        thin_again = set() if units[1] == usual else set(again.thin(cases, MINIMUM_UNITS))
        sums |= {m: sides for m, sides in again.by_member().items() if m in thin and m not in thin_again}
    return sums, groups.sql


def unit_sums(
    snapshot: Snapshot, plans: tuple[Plan, ...], measures: tuple[str, ...]
) -> tuple[list[Array], str]:
    """Return plain sums [units, measures] of each plan with their units aligned, and the SQL.

    The unit is the first of `unit_dimensions` with enough effective units by the last measure, which counts the cases;
    else the first one. Without any rows there are no units.
    """
    columns, candidates = {measure: f"sum({measure})" for measure in measures}, []
    for unit in unit_dimensions(snapshot, plans[0].mart):
        groups = read(snapshot, plans=plans, unit=unit, measures=columns, along=None, more="true")
        if groups.members and not groups.thin(lambda sums: np.asarray(sums[..., -1]), MINIMUM_UNITS):
            return list(groups.rows), groups.sql
        candidates.append(groups)
    return list(candidates[0].rows), candidates[0].sql


def by_members(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[list[Members], list[Array], str]:
    """Return the members of `by` that occur, the sums [members, …] of each plan in their order, and the SQL.

    The sums are not split by unit; whoever wants units adds their dimension to `by`.
    """
    groups = _fetch(snapshot, plans, "")
    return groups.members, list(groups.rows), groups.sql


def where_clause(mart: Mart, where: Filters, months: tuple[str, ...], scope: Scope) -> str:
    """Return SQL, `from … where …`, that selects the rows of a mart within filters, months and scope."""
    # Spans are found several times as fast as lists of months.
    spans = [f"month between date '{first}-01' and date '{last}-01'" for first, last in runs(months)]
    conditions = [f"({' or '.join(spans)})" if spans else "false"]
    filters = (*where, *((("partner", scope.partners),) if scope.partners is not None else ()))
    conditions += [
        f"{name} in ({', '.join(map(_quote, members))})" if members else "false" for name, members in filters
    ]
    return f"from {mart.name} where " + " and ".join(conditions)


def unit_dimensions(snapshot: Snapshot, mart: Mart) -> list[str]:
    """Return the dimensions whose members can be units, the roll-out unit first; [""] if the mart carries none."""
    candidates = dict.fromkeys((snapshot.company.statistics_unit, FINER_UNIT))
    return [unit for unit in candidates if unit in mart.dimensions] or [""]


def read(
    snapshot: Snapshot,
    plans: tuple[Plan, ...],
    unit: str,
    measures: dict[str, str],
    along: tuple[str, int] | None,
    more: str,
) -> Groups:
    """Sum measures (name → SQL) by member and unit, and along one more axis if `along` names one, in one statement.

    `along`: the column of that axis and the length of the axis. `more`: a further condition on the rows, as SQL.
    """
    keys = [*plans[0].by, f"{unit or repr('')} as unit", *((along[0],) if along else ())]
    columns = ", ".join((*keys, *(f"{sql} as {name}" for name, sql in measures.items())))
    # Without a dimension and a unit there would be one row of nulls where there is none.
    parts = [
        f"select {f'{side} as side, ' if len(plans) > 1 else ''}{columns} "
        f"{where_clause(plan.mart, plan.where, plan.months, plan.scope)} and {more} "
        "group by all having count(*) > 0"
        for side, plan in enumerate(plans)
    ]
    sql = " union all ".join(parts)
    return group_rows(
        snapshot.frame(sql), by=plans[0].by, plans=len(plans), measures=tuple(measures), along=along, sql=sql
    )


def _at_most_few(plan: Plan, unit: str) -> bool:
    """No member can have enough of these units: each is in one of them, or the filters leave fewer."""
    return unit in plan.by or any(name == unit and len(kept) < MINIMUM_UNITS for name, kept in plan.where)


def _narrow(plan: Plan, members: list[Members]) -> Plan:
    """The plan restricted to these members, and to others that combine the same codes."""
    codes = {
        name: tuple(sorted(set(column)))
        for name, column in zip(plan.by, zip(*members, strict=True), strict=False)
    }
    months = codes.pop("month", plan.months)
    return replace(plan, where=(*plan.where, *codes.items()), months=months)


def _fetch(snapshot: Snapshot, plans: tuple[Plan, ...], unit: str) -> Groups:
    """What the KPI's formula is computed from, by member and unit."""
    kpi = plans[0].kpi
    formula = kpi.formula
    plans = tuple(replace(plan, where=(*plan.where, *kpi.rows)) for plan in plans)
    if isinstance(formula, Retention | Lifetime):
        return _by_tenure(snapshot, plans, formula, unit)
    if isinstance(formula, Quantile):
        return _histograms(snapshot, plans, formula, unit)
    if isinstance(formula, Growth):
        return _with_year_before(snapshot, plans, formula, unit)
    if isinstance(formula, PerDay):
        return _with_days(snapshot, plans, formula, unit)
    if isinstance(formula, Level):
        plans = _at_their_end(plans)
    groups = read(snapshot, plans=plans, unit=unit, measures=_columns(formula), along=None, more="true")
    if isinstance(formula, Total | Level):
        groups.rows[..., 1] = groups.shares()
        return groups
    scale = formula.factor if isinstance(formula.factor, float) else snapshot.references[formula.factor]
    with np.errstate(divide="ignore", invalid="ignore"):  # nothing is expected where the reference is 0
        groups.rows[..., 1] /= scale
    if formula.stock:
        # counts of month ends are averaged over them; what happened in the months adds up
        for column, counts in ((2, formula.events), (3, formula.cases)):
            if set(counts) <= set(plans[0].mart.stocks):
                groups.rows[..., column] /= _month_ends(snapshot, plans)[:, None]
    return groups


def _at_their_end(plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """The plans for the last of their months, unless each month is asked for."""
    return tuple(plan if "month" in plan.by else replace(plan, months=plan.months[-1:]) for plan in plans)


def _month_ends(snapshot: Snapshot, plans: tuple[Plan, ...]) -> Array:
    """How many month ends are summed [plans]."""
    return np.array(
        [1 if "month" in plan.by else month_ends(snapshot, plan.kpi, plan.months) for plan in plans]
    )


def _by_tenure(
    snapshot: Snapshot, plans: tuple[Plan, ...], formula: Retention | Lifetime, unit: str
) -> Groups:
    """The formula's measures and, last, those at risk a month [plans, groups, measures + 1, tenures]."""
    measures = {f"measure_{place}": _sum(parts) for place, parts in enumerate(formula.measures)}
    groups = read(snapshot, plans=plans, unit=unit, measures=measures, along=("tenure", TENURES), more="true")
    a_month = groups.rows[:, :, 1:2] / _month_ends(snapshot, plans)[:, None, None, None]
    return replace(groups, rows=np.concatenate((groups.rows, a_month), axis=2))


def _histograms(snapshot: Snapshot, plans: tuple[Plan, ...], formula: Quantile, unit: str) -> Groups:
    """Waits that ended by one of the events, all that ended, and those still open [plans, groups, 3, bins]."""
    events, endings = (
        f"ending in ({', '.join(map(_quote, counted))})"
        for counted in (formula.events, (*formula.events, *formula.censored))
    )
    still_open = f"ending = {_quote(OPEN)}" if OPEN in formula.censored else "false"
    measures = {
        "events": f"coalesce(sum({formula.weight}) filter (where {events}), 0)",
        "exits": f"sum({formula.weight})",
        "still_open": f"coalesce(sum({formula.weight}) filter (where {still_open}), 0)",
    }
    return read(
        snapshot,
        plans=plans,
        unit=unit,
        measures=measures,
        along=("bin", len(snapshot.edges) - 1),
        more=endings,
    )


def _with_year_before(snapshot: Snapshot, plans: tuple[Plan, ...], formula: Growth, unit: str) -> Groups:
    """Each month with the same month a year earlier, for months that are complete in both years.

    The year-earlier month is matched by its date. Rows [plans, groups, (now, then, cases now, cases then)].
    """
    plans = tuple(
        replace(plan, months=complete_in_both_years(snapshot, plan.kpi, plan.months)) for plan in plans
    )
    if isinstance(formula.of, Level):
        plans = _at_their_end(plans)
    mart = plans[0].mart
    later = f"(select * replace (cast(month + interval {YEAR} month as date) as month) from {mart.name})"
    year_before = replace(mart, name=later)
    both = tuple(side for plan in plans for side in (plan, replace(plan, mart=year_before)))
    measures = {"amount": _sum(formula.of.numerator), "cases": _sum(formula.of.cases)}
    groups = read(snapshot, plans=both, unit=unit, measures=measures, along=None, more="true")
    shape = len(plans), 2, len(groups.member_of)
    rows = np.moveaxis(groups.rows.reshape(*shape, 2), 1, -1).reshape(len(plans), shape[-1], 4)
    return replace(groups, rows=rows, present=np.asarray(groups.present.reshape(shape).any(axis=1)))


def _columns(formula: Ratio | Total | Level) -> dict[str, str]:
    """Measures of a mart as numerator, denominator, events and cases."""
    more = (formula.denominator, formula.events) if isinstance(formula, Ratio) else ((), formula.cases)
    parts = (formula.numerator, *more, formula.cases)
    return dict(zip(("numerator", "denominator", "events", "cases"), map(_sum, parts), strict=True))


def _with_days(snapshot: Snapshot, plans: tuple[Plan, ...], formula: PerDay, unit: str) -> Groups:
    """Counts, and the days of the months shared evenly over the units that count anything, so that they add up."""
    something = f"{' + '.join(formula.numerator)} > 0"
    groups = read(
        snapshot,
        plans=plans,
        unit=unit,
        measures={"count": _sum(formula.numerator)},
        along=None,
        more=something,
    )
    days = np.zeros(groups.present.shape)
    for side, plan in enumerate(plans):
        known = days_of(snapshot, plan.kpi, plan.months)
        months = [(m[plan.by.index("month")],) if "month" in plan.by else plan.months for m in groups.members]
        of_member = np.array([sum(known.get(month, 0.0) for month in counted) for counted in months])
        days[side] = of_member[groups.member_of]
    return replace(groups, rows=np.stack((groups.rows[..., 0], days * groups.shares()), axis=-1))


def _sum(measures: tuple[str, ...]) -> str:
    return " + ".join(f"sum({measure})" for measure in measures) or "0"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
