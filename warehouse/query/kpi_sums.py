"""The sums that each KPI's formula is computed from, read step by step (`warehouse.query.batches`)."""

from dataclasses import replace

import numpy as np

from analysis.intervals import MINIMUM_UNITS
from analysis.statistic import Array
from warehouse.kpis.record import (
    Growth,
    Level,
    Lifetime,
    PerDay,
    Quantile,
    Ratio,
    Retention,
    Total,
    statistic_of,
)
from warehouse.query.batches import Steps, finish, read
from warehouse.query.calendars import YEAR, complete_in_both_years, days_of, month_ends
from warehouse.query.groups import Groups, Members
from warehouse.query.sums import AS_THEY_ARE, TENURES, Plan, Reading, quote_all, unit_dimensions
from warehouse.snapshot.snapshots import Snapshot

OPEN = "open"  # the ending of a wait that has none yet


def collect(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[dict[Members, list[Array]], str]:
    """Return, per member, the sums [units, …] of each plan with their units aligned, and the SQL.

    One statement serves all plans, which differ only in their months, one plan per window. A unit without rows in one
    of them is zero there.
    """
    return finish(snapshot, collect_in_steps(snapshot, plans))


def collect_in_steps(
    snapshot: Snapshot, plans: tuple[Plan, ...]
) -> Steps[tuple[dict[Members, list[Array]], str]]:
    """Collect as `collect` does, leaving the readings to whoever takes the steps."""
    cases = statistic_of(plans[0].kpi, snapshot.edges, snapshot.value_terms).cases
    units = unit_dimensions(snapshot, plans[0].mart)
    usual = units[0]
    if _at_most_few(plans[0], usual):
        units = units[::-1]
    groups = yield from _fetch(snapshot, plans, units[0])
    sums, thin = groups.by_member(), groups.thin(cases, MINIMUM_UNITS)
    if units[0] != usual and usual in plans[0].by:
        sums |= {m: [side.sum(axis=0, keepdims=True) for side in sums[m]] for m in thin}  # the one usual unit
    elif thin and len(units) > 1 and units[1] not in plans[0].by:
        again = yield from _fetch(snapshot, tuple(_narrow(plan, thin) for plan in plans), units[1])
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
        reading = Reading(plans=plans, unit=unit, measures=columns, along=None, more="true", back=AS_THEY_ARE)
        groups = read(snapshot, reading)
        if groups.members and not groups.thin(lambda sums: np.asarray(sums[..., -1]), MINIMUM_UNITS):
            return list(groups.rows), groups.sql
        candidates.append(groups)
    return list(candidates[0].rows), candidates[0].sql


def by_members(snapshot: Snapshot, plans: tuple[Plan, ...]) -> tuple[list[Members], list[Array], str]:
    """Return the members of `by` that occur, the sums [members, …] of each plan in their order, and the SQL.

    The sums are not split by unit; whoever wants units adds their dimension to `by`.
    """
    return finish(snapshot, by_members_in_steps(snapshot, plans))


def by_members_in_steps(
    snapshot: Snapshot, plans: tuple[Plan, ...]
) -> Steps[tuple[list[Members], list[Array], str]]:
    """Sum as `by_members` does, leaving the readings to whoever takes the steps."""
    groups = yield from _fetch(snapshot, plans, "")
    return groups.members, list(groups.rows), groups.sql


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


def _fetch(snapshot: Snapshot, plans: tuple[Plan, ...], unit: str) -> Steps[Groups]:
    """What the KPI's formula is computed from, by member and unit."""
    kpi = plans[0].kpi
    formula = kpi.formula
    plans = tuple(replace(plan, where=(*plan.where, *kpi.rows)) for plan in plans)
    if isinstance(formula, Retention | Lifetime):
        return (yield from _by_tenure(snapshot, plans, formula, unit))
    if isinstance(formula, Quantile):
        return (yield _histograms(snapshot, plans, formula, unit))
    if isinstance(formula, Growth):
        return (yield from _with_year_before(snapshot, plans, formula, unit))
    if isinstance(formula, PerDay):
        return (yield from _with_days(snapshot, plans, formula, unit))
    if isinstance(formula, Level):
        plans = _at_their_end(plans)
    groups = yield Reading(
        plans=plans, unit=unit, measures=_columns(formula), along=None, more="true", back=AS_THEY_ARE
    )
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
) -> Steps[Groups]:
    """The formula's measures and, last, those at risk a month [plans, groups, measures + 1, tenures]."""
    measures = {f"measure_{place}": _sum(parts) for place, parts in enumerate(formula.measures)}
    groups = yield Reading(
        plans=plans,
        unit=unit,
        measures=measures,
        along=("tenure", TENURES),
        more="true",
        back=AS_THEY_ARE,
    )
    a_month = groups.rows[:, :, 1:2] / _month_ends(snapshot, plans)[:, None, None, None]
    return replace(groups, rows=np.concatenate((groups.rows, a_month), axis=2))


def _histograms(snapshot: Snapshot, plans: tuple[Plan, ...], formula: Quantile, unit: str) -> Reading:
    """Waits that ended by one of the events, all that ended, and those still open [plans, groups, 3, bins]."""
    events, endings = (
        f"ending in ({quote_all(counted)})"
        for counted in (formula.events, (*formula.events, *formula.censored))
    )
    still_open = f"ending = {quote_all((OPEN,))}" if OPEN in formula.censored else "false"
    measures = {
        "events": f"coalesce(sum({formula.weight}) filter (where {events}), 0)",
        "exits": f"sum({formula.weight})",
        "still_open": f"coalesce(sum({formula.weight}) filter (where {still_open}), 0)",
    }
    return Reading(
        plans=plans,
        unit=unit,
        measures=measures,
        along=("bin", len(snapshot.edges) - 1),
        more=endings,
        back=AS_THEY_ARE,
    )


def _with_year_before(
    snapshot: Snapshot, plans: tuple[Plan, ...], formula: Growth, unit: str
) -> Steps[Groups]:
    """Each month with the same month a year earlier, for months that are complete in both years.

    The year-earlier month is matched by its date. Rows [plans, groups, (now, then, cases now, cases then)].
    """
    plans = tuple(
        replace(plan, months=complete_in_both_years(snapshot, plan.kpi, plan.months)) for plan in plans
    )
    if isinstance(formula.of, Level):
        plans = _at_their_end(plans)
    measures = {"amount": _sum(formula.of.numerator), "cases": _sum(formula.of.cases)}
    groups = yield Reading(plans=plans, unit=unit, measures=measures, along=None, more="true", back=(0, YEAR))
    shape = len(plans), 2, len(groups.member_of)
    rows = np.moveaxis(groups.rows.reshape(*shape, 2), 1, -1).reshape(len(plans), shape[-1], 4)
    return replace(groups, rows=rows, present=np.asarray(groups.present.reshape(shape).any(axis=1)))


def _columns(formula: Ratio | Total | Level) -> dict[str, str]:
    """Measures of a mart as numerator, denominator, events and cases."""
    more = (formula.denominator, formula.events) if isinstance(formula, Ratio) else ((), formula.cases)
    parts = (formula.numerator, *more, formula.cases)
    return dict(zip(("numerator", "denominator", "events", "cases"), map(_sum, parts), strict=True))


def _with_days(snapshot: Snapshot, plans: tuple[Plan, ...], formula: PerDay, unit: str) -> Steps[Groups]:
    """Counts, and the days of the months shared evenly over the units that count anything, so that they add up."""
    groups = yield Reading(
        plans=plans,
        unit=unit,
        measures={"count": _sum(formula.numerator)},
        along=None,
        more=f"{' + '.join(formula.numerator)} > 0",
        back=AS_THEY_ARE,
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
