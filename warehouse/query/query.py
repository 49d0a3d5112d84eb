"""Values and changes of KPIs: KPI × filters × dimensions × scope → sums of a mart → values.

If no mart carries what is asked for, the answer is a reason; a filter is never ignored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from analysis.measure import Measured, compare_each, measure_each
from analysis.results import (
    NO_ROWS,
    NO_SYSTEM_AGREED,
    NOT_OLD_ENOUGH,
    TOO_FEW,
    Estimate,
    Reason,
    needs_column,
    needs_member,
    needs_table,
    not_kept_by,
)
from analysis.statistic import Array, Statistic
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
from warehouse.query.groups import Members
from warehouse.query.notices import notices_of
from warehouse.query.shortage import why_month, why_no_months, why_not_compared
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
    kpi = find(question.kpi)
    check_dimensions(question.by, question.where)
    window, months, excluded = _months_asked(snapshot, question, kpi)
    young = calendars.young_months(snapshot, kpi, months)
    mart, reason = mart_for(
        snapshot, kpi=kpi, by=question.by, where=question.where, scope=scope, marts=kpi_marts(kpi)
    )
    if not months:
        reason = reason or why_no_months(snapshot, kpi, window)
    if mart is None or reason is not None:
        value = _cannot_say(("",) * len(question.by), reason or NO_ROWS)
        return Answer(
            dimensions=question.by,
            values=(value,),
            passport=passport_of(
                snapshot, kpi=kpi, mart="", sql="", where=question.where, months=months, excluded=excluded
            ),
        )
    plan = sums.Plan(kpi=kpi, mart=mart, by=question.by, where=question.where, months=months, scope=scope)
    slices, sql = yield from kpi_sums.collect_in_steps(snapshot, (plan,))
    terms = yield from tenures.terms_in_steps(
        snapshot, kpi=kpi, mart=mart, where=question.where, scope=scope, windows=_usual_months(snapshot, kpi)
    )
    statistic = statistic_of(kpi, snapshot.edges, terms)
    measured = measure_each(statistic, [units for (units,) in slices.values()])
    values = tuple(
        _answer_slice(plan, members, value, young) for members, value in zip(slices, measured, strict=True)
    )
    if "month" not in question.by and len(months) > 1:  # a single month is read in its series
        values = tuple(
            _too_few(value) if tenures.is_thin(kpi, slices[value.members], terms) else value
            for value in values
        )
    if not values:
        values = (_cannot_say(("",) * len(question.by), NO_ROWS),)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=question.where, months=months, excluded=excluded
    )
    return Answer(dimensions=question.by, values=values, passport=passport)


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
    both = months_between(*before), months_between(*after)
    months_before, months_after = comparable_months(snapshot, kpi, before, after)
    excluded = tuple(m for m in chain(*both) if m not in {*months_before, *months_after})
    mart, reason = mart_for(snapshot, kpi=kpi, by=by, where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or why_not_compared(snapshot, kpi, before, after, (months_before, months_after))
    compared = (*months_before, *months_after)
    if mart is None or reason is not None:
        change = no_change(("",) * len(by), reason or NO_ROWS)
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=compared, excluded=excluded
        )
        return Comparison(
            dimensions=by,
            changes=(change,),
            months_before=tuple(months_before),
            months_after=tuple(months_after),
            notices=(),
            passport=passport,
        )
    plans = tuple(
        sums.Plan(kpi=kpi, mart=mart, by=by, where=where, months=tuple(months), scope=scope)
        for months in (months_before, months_after)
    )
    slices, sql = yield from kpi_sums.collect_in_steps(snapshot, plans)
    terms = yield from tenures.terms_in_steps(
        snapshot, kpi=kpi, mart=mart, where=where, scope=scope, windows=(months_before, months_after)
    )
    statistic = statistic_of(kpi, snapshot.edges, terms)
    changes = tuple(
        _withhold_change(change) if tenures.is_thin(kpi, slices[change.members], terms) else change
        for change in changes_of(statistic, slices)
    )
    if not changes:
        changes = (no_change(("",) * len(by), NO_ROWS),)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=compared, excluded=excluded
    )
    notices = notices_of(snapshot, kpi.code, list(months_before), list(months_after))
    return Comparison(
        dimensions=by,
        changes=changes,
        months_before=tuple(months_before),
        months_after=tuple(months_after),
        notices=notices,
        passport=passport,
    )


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


def changes_of(statistic: Statistic, slices: Mapping[Members, Sequence[Array]]) -> tuple[Change, ...]:
    """Return values and change of each slice from its sums (before, after), each [units, …] with units aligned."""
    return tuple(
        Change(
            members=members,
            before=_as_value(members, c.before, ()),
            after=_as_value(members, c.after, ()),
            absolute=c.absolute,
            relative=c.relative,
        )
        for members, c in zip(slices, compare_each(statistic, list(slices.values())), strict=True)
    )


def _answer_slice(
    plan: sums.Plan, members: tuple[str, ...], measured: Measured, young: frozenset[str]
) -> Value:
    """The value of a slice, with its young months; where all are young, no rows means not old enough."""
    months = (members[plan.by.index("month")],) if "month" in plan.by else plan.months
    value = _as_value(members, measured, tuple(month for month in months if month in young))
    if value.estimate.reason == NO_ROWS and young.issuperset(months):
        return replace(value, estimate=Estimate.cannot_say(NOT_OLD_ENOUGH))
    return value


def _as_value(members: tuple[str, ...], measured: Measured, young: tuple[str, ...]) -> Value:
    return Value(
        members=members,
        estimate=measured.estimate,
        n=measured.n,
        events=measured.events,
        units=measured.units,
        effective_units=measured.effective_units,
        young_months=young,
    )


def _cannot_say(members: tuple[str, ...], reason: Reason) -> Value:
    return Value(
        members=members,
        estimate=Estimate.cannot_say(reason),
        n=0,
        events=0,
        units=0,
        effective_units=0.0,
        young_months=(),
    )


def _too_few(value: Value) -> Value:
    return replace(value, estimate=Estimate.cannot_say(TOO_FEW))


def _withhold_change(change: Change) -> Change:
    """The change without its values, for want of cases at some tenure."""
    nothing = Estimate.cannot_say(TOO_FEW)
    return Change(
        members=change.members,
        before=_too_few(change.before),
        after=_too_few(change.after),
        absolute=nothing,
        relative=nothing,
    )


def _usual_months(snapshot: Snapshot, kpi: Kpi) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The months that the usual windows compare, none without windows."""
    before, after = snapshot.windows
    return ((), ()) if before is None or after is None else comparable_months(snapshot, kpi, before, after)


def no_change(members: tuple[str, ...], reason: Reason) -> Change:
    """Return a change without values, for the reason why there are none."""
    nothing, unknown = _cannot_say(members, reason), Estimate.cannot_say(reason)
    return Change(members=members, before=nothing, after=nothing, absolute=unknown, relative=unknown)


def _months_asked(
    snapshot: Snapshot, question: Question, kpi: Kpi
) -> tuple[Months | None, tuple[str, ...], tuple[str, ...]]:
    """The span asked for, None if nothing was delivered; its months to count; those left out as too young."""
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
