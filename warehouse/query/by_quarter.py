"""A KPI by quarter, each from the sums of its months: never an average of monthly values."""

from dataclasses import replace
from statistics import median

from warehouse.contract.scope import Filters, Scope
from warehouse.contract.windows import months_between, shift
from warehouse.kpis import find
from warehouse.kpis.record import Kpi, PerDay, Quantile, Ratio
from warehouse.query import calendars
from warehouse.query.answers import Answer, Comparison, Value
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot

MONTHS = 3


def has_quarters(kpi: Kpi) -> bool:
    """Return whether a KPI can be read by quarter: shares, rates and waits, whose months can be pooled."""
    return isinstance(kpi.formula, Ratio | Quantile | PerDay)


def is_noisy(by_month: Answer, comparison: Comparison) -> bool:
    """Return whether the interval of a typical month of the windows is wider than the change between them."""
    change, windows = (
        comparison.changes[0].absolute.value,
        {*comparison.months_before, *comparison.months_after},
    )
    widths = [
        value.estimate.upper - value.estimate.lower
        for value in by_month.values
        if value.members[0] in windows
        and value.estimate.upper is not None
        and value.estimate.lower is not None
    ]
    return change is not None and bool(widths) and median(widths) > abs(change)


def by_quarter(snapshot: Snapshot, kpi_code: str, where: Filters, scope: Scope) -> Answer:
    """Return the values of a KPI by calendar quarter, the member of each being its first month (YYYY-MM).

    A quarter that begins before the data is left out; of the last one all months are young if it is not over. Where
    the KPI cannot be said at all, the answer is that of all its months. SQL is that of the last quarter.
    Raises MilepostError for a KPI or dimension that does not exist.
    """
    kpi = find(kpi_code)
    span = calendars.span(snapshot, kpi)
    firsts = [month for month in months_between(*span) if int(month[5:]) % MONTHS == 1] if span else []
    asked = [
        (first, answer(snapshot, _question(kpi, where, first, min(shift(first, MONTHS - 1), span[1])), scope))
        for first in firsts
        if span
    ]
    if not asked:
        return answer(snapshot, Question(kpi=kpi_code, by=(), where=where, months=span), scope)
    months = tuple(month for _, told in asked for month in told.passport.months)
    return Answer(
        dimensions=("quarter",),
        values=tuple(_name_value(first, told) for first, told in asked),
        passport=replace(asked[-1][1].passport, months=months),
    )


def _question(kpi: Kpi, where: Filters, first: str, last: str) -> Question:
    return Question(kpi=kpi.code, by=(), where=where, months=(first, last))


def _name_value(first: str, told: Answer) -> Value:
    """The value of a quarter under its first month."""
    months, value = told.passport.months, told.values[0]
    young = months if len(months) < MONTHS else value.young_months
    return replace(value, members=(first,), young_months=young)
