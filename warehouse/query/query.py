"""Values and changes of KPIs: KPI × filters × dimensions × scope → sums of a mart → values.

If no mart carries what is asked for, the answer is a reason; a filter is never ignored.
"""

from dataclasses import dataclass
from itertools import chain

from analysis.lifetime_value import Terms
from analysis.measure import measure_each
from analysis.results import (
    NO_ROWS,
    NO_SYSTEM_AGREED,
    NOT_OLD_ENOUGH,
    Reason,
    needs_column,
    needs_member,
    needs_table,
    not_kept_by,
)
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import equally_long, months_between, select_comparable
from warehouse.kpis import find
from warehouse.kpis.record import Growth, Kpi, Total, statistic_of
from warehouse.marts.families import DIMENSIONS, MARTS
from warehouse.marts.mart import Mart
from warehouse.query import calendars, kpi_sums, sums, tenures
from warehouse.query.answers import Answer, Change, Comparison, Passport, Value
from warehouse.query.batches import Steps, finish
from warehouse.query.notices import notices_of
from warehouse.query.shortage import why_month, why_no_months, why_not_compared
from warehouse.query.slices import changes_of, no_change, no_value, value_of, withhold_change, withhold_value
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question about one KPI: dimensions `by` (which may include `month`), filters `where`, and `months` or None.

    None means the after window, or all months if there is no such window or `by` includes `month`; young months are
    left out of a single number, but not of a series. Stated months are used as far as they were delivered; for growth,
    as far as they are complete in both years.
    """

    kpi: str
    by: tuple[str, ...]
    where: Filters
    months: Months | None


def answer(snapshot: Snapshot, question: Question, scope: Scope) -> Answer:
    """Return the values of one KPI by the dimensions asked for, members in the order of their codes.

    Raises MilepostError for a KPI or dimension that does not exist.
    """
    return finish(snapshot, answer_in_steps(snapshot, question, scope))


def answer_in_steps(snapshot: Snapshot, question: Question, scope: Scope) -> Steps[Answer]:
    """Answer as `answer` does, leaving the readings to whoever takes the steps."""
    kpi, by, where = find(question.kpi), question.by, question.where
    check_dimensions(by, where)
    window, months, excluded = months_asked(snapshot, question, kpi)
    mart, reason = mart_for(snapshot, kpi=kpi, by=by, where=where, scope=scope, marts=kpi_marts(kpi))
    if not months:
        reason = reason or why_no_months(snapshot, kpi, window)
    values, sql, source = tuple[Value, ...](), "", ""
    if mart is not None and reason is None:
        plan = sums.Plan(kpi=kpi, mart=mart, by=by, where=where, months=months, scope=scope)
        values, sql = yield from _values_in_steps(snapshot, plan)
        source = mart.name
    passport = passport_of(
        snapshot, kpi=kpi, mart=source, sql=sql, where=where, months=months, excluded=excluded
    )
    nothing = no_value(("",) * len(by), reason or NO_ROWS)
    return Answer(dimensions=by, values=values or (nothing,), passport=passport)


def _values_in_steps(snapshot: Snapshot, plan: sums.Plan) -> Steps[tuple[tuple[Value, ...], str]]:
    """The value of each member that occurs, and the SQL."""
    kpi, young = plan.kpi, calendars.young_months(snapshot, plan.kpi, plan.months)
    slices, sql = yield from kpi_sums.collect_in_steps(snapshot, (plan,))
    terms = yield from usual_terms_in_steps(snapshot, plan)
    measured = measure_each(statistic_of(kpi, snapshot.edges, terms), [units for (units,) in slices.values()])
    values = []
    for (members, sides), each in zip(slices.items(), measured, strict=True):
        months = (members[plan.by.index("month")],) if "month" in plan.by else plan.months
        value = value_of(members, each, months, young)
        # A single month is read in its series.
        thin = "month" not in plan.by and len(plan.months) > 1 and tenures.is_thin(kpi, sides, terms)
        values.append(withhold_value(value) if thin else value)
    return tuple(values), sql


def usual_terms_in_steps(snapshot: Snapshot, plan: sums.Plan) -> Steps[Terms]:
    """Find the terms of a lifetime value in the slice of a plan, as the usual windows observe it."""
    before, after = snapshot.windows
    usual = (
        ((), ()) if before is None or after is None else comparable_months(snapshot, plan.kpi, before, after)
    )
    return tenures.terms_in_steps(
        snapshot, kpi=plan.kpi, mart=plan.mart, where=plan.where, scope=plan.scope, windows=usual
    )


def compare(
    snapshot: Snapshot,
    kpi_code: str,
    before: Months,
    after: Months,
    by: tuple[str, ...],
    where: Filters,
    scope: Scope,
) -> Comparison:
    """Compare one KPI before and after, by the dimensions asked for, over the same seasons on both sides.

    Raises MilepostError for a KPI or dimension that does not exist.
    """
    return finish(
        snapshot,
        compare_in_steps(
            snapshot, kpi_code=kpi_code, before=before, after=after, by=by, where=where, scope=scope
        ),
    )


def compare_in_steps(
    snapshot: Snapshot,
    kpi_code: str,
    before: Months,
    after: Months,
    by: tuple[str, ...],
    where: Filters,
    scope: Scope,
) -> Steps[Comparison]:
    """Compare as `compare` does, leaving the readings to whoever takes the steps."""
    kpi = find(kpi_code)
    check_dimensions(by, where)
    months = comparable_months(snapshot, kpi, before, after)
    compared = tuple(chain(*months))
    mart, reason = mart_for(snapshot, kpi=kpi, by=by, where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or why_not_compared(snapshot, kpi, before, after, months)
    changes, sql, source, notices = tuple[Change, ...](), "", "", tuple[Reason, ...]()
    if mart is not None and reason is None:
        plans = tuple(
            sums.Plan(kpi=kpi, mart=mart, by=by, where=where, months=side, scope=scope) for side in months
        )
        changes, sql = yield from _changes_in_steps(snapshot, plans)
        source, notices = mart.name, notices_of(snapshot, kpi.code, list(months[0]), list(months[1]))
    excluded = tuple(
        month for month in chain(months_between(*before), months_between(*after)) if month not in compared
    )
    passport = passport_of(
        snapshot, kpi=kpi, mart=source, sql=sql, where=where, months=compared, excluded=excluded
    )
    return Comparison(
        dimensions=by,
        changes=changes or (no_change(("",) * len(by), reason or NO_ROWS),),
        months_before=months[0],
        months_after=months[1],
        notices=notices,
        passport=passport,
    )


def _changes_in_steps(
    snapshot: Snapshot, plans: tuple[sums.Plan, ...]
) -> Steps[tuple[tuple[Change, ...], str]]:
    """The change of each member that occurs between the months of two plans, and the SQL."""
    kpi, (before, after) = plans[0].kpi, plans
    slices, sql = yield from kpi_sums.collect_in_steps(snapshot, plans)
    terms = yield from tenures.terms_in_steps(
        snapshot,
        kpi=kpi,
        mart=before.mart,
        where=before.where,
        scope=before.scope,
        windows=(before.months, after.months),
    )
    changes = changes_of(statistic_of(kpi, snapshot.edges, terms), slices)
    return tuple(
        withhold_change(change) if tenures.is_thin(kpi, slices[change.members], terms) else change
        for change in changes
    ), sql


def comparable_months(
    snapshot: Snapshot, kpi: Kpi, before: Months, after: Months
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the months of both windows that are old enough for the KPI, the same seasons on both sides.

    A total is compared over the same number of months on both sides (statistics §1).
    """
    both = months_between(*before), months_between(*after)
    months = select_comparable(*both, calendars.young_months(snapshot, kpi, chain(*both)))
    if isinstance(kpi.formula, Total):
        months = equally_long(*months)
    return tuple(months[0]), tuple(months[1])


def check_dimensions(by: tuple[str, ...], where: Filters) -> None:
    """Raise MilepostError for a dimension that no mart carries, or a filter on the month."""
    filtered = [name for name, _ in where]
    if "month" in filtered:
        raise MilepostError("month: is not filtered like a dimension; ask for months with --from and --to")
    for name in (*by, *filtered):
        if name not in ("month", *DIMENSIONS):
            raise MilepostError(f"{name}: no such dimension; known: month, {', '.join(DIMENSIONS)}")


def months_asked(
    snapshot: Snapshot, question: Question, kpi: Kpi
) -> tuple[Months | None, tuple[str, ...], tuple[str, ...]]:
    """Return the span asked for, None if nothing was delivered; its months to count; those left out as too young."""
    after, unasked = snapshot.windows[1], question.months is None and "month" not in question.by
    if unasked and after is not None:
        return after, *old_enough_months(snapshot, kpi, after)
    window = question.months or calendars.span(snapshot, kpi)
    if window is None:
        return None, (), ()
    months = calendars.select_delivered(snapshot, kpi, months_between(*window))
    if not unasked and not isinstance(kpi.formula, Growth):
        return window, months, ()
    whys = {month: why_month(snapshot, kpi, month) for month in months}
    counted, young = (tuple(m for m in months if whys[m] == why) for why in (None, NOT_OLD_ENOUGH))
    return window, counted, young


def old_enough_months(
    snapshot: Snapshot, kpi: Kpi, window: Months
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the months of a window that are old enough for the KPI, and the others."""
    months = months_between(*window)
    young = calendars.young_months(snapshot, kpi, months)
    return tuple(m for m in months if m not in young), tuple(m for m in months if m in young)


def mart_for(
    snapshot: Snapshot,
    kpi: Kpi,
    by: tuple[str, ...],
    where: Filters,
    scope: Scope,
    marts: tuple[Mart, ...],
) -> tuple[Mart | None, Reason | None]:
    """Return the first of the marts that carries what is asked for, or None and why the KPI cannot be computed."""
    for need in kpi.needs:
        if need.split(".")[0] in snapshot.empty_needs:
            return None, needs_table(need.split(".")[0])
        if need in snapshot.empty_needs:
            _, _, column = need.partition(".")
            return None, needs_member(column) if "=" in column else needs_column(need)
    if "downtime" in kpi.marts and not snapshot.company.availability_systems:
        return None, NO_SYSTEM_AGREED
    asked = [*(d for d in by if d != "month"), *(name for name, _ in where)]
    if scope.partners is not None:
        asked.append("partner")
    kept = [mart for mart in marts if snapshot.holds(mart.name)]  # older versions published fewer
    if fitting := [mart for mart in kept if all(dimension in mart.dimensions for dimension in asked)]:
        return fitting[0], None
    missing = (d for d in asked if not any(d in mart.dimensions for mart in kept))
    return None, not_kept_by(next(missing, asked[-1] if asked else "month"))


def kpi_marts(kpi: Kpi) -> tuple[Mart, ...]:
    """Return the marts of a KPI, smallest first."""
    return tuple(MARTS[name] for name in kpi.marts)


def passport_of(
    snapshot: Snapshot,
    kpi: Kpi,
    mart: str,
    sql: str,
    where: Filters,
    months: tuple[str, ...],
    excluded: tuple[str, ...],
) -> Passport:
    """Return the passport of a number of the KPI, its `number` still blank."""
    return Passport(
        number="",
        kpi=kpi.code,
        definition_version=kpi.version,
        snapshot=snapshot.id,
        as_of=snapshot.as_of.isoformat(timespec="minutes"),
        mart=mart,
        sql=sql,
        filters=where,
        months=tuple(months),
        excluded_months=excluded,
    )
