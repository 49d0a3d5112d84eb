"""Why months of two windows are left out of a comparison, month by month."""

from itertools import chain

from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, Reason
from warehouse.contract.scope import Months
from warehouse.contract.windows import months_between
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Passport
from warehouse.query.query import comparable_months
from warehouse.query.shortage import why_month
from warehouse.snapshot.snapshots import Snapshot

OTHER_SIDE = Reason(code="left out on the other side")  # so that both sides hold the same seasons
AS_MANY = Reason(code="as many on both sides")  # a total is compared over equally many months


def find_left_out(
    snapshot: Snapshot, kpi: Kpi, before: Months, after: Months
) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    """Return the months of both windows that are not compared, by reason, in the order in which reasons occur."""
    sides = months_between(*before), months_between(*after)
    kept = comparable_months(snapshot, kpi, before, after)
    whys = {month: why_month(snapshot, kpi, month) for month in chain(*sides)}
    months_by_reason: dict[Reason, list[str]] = {}
    for side, other, here in ((sides[0], sides[1], kept[0]), (sides[1], sides[0], kept[1])):
        gone_there = {month[5:] for month in other if whys[month]}
        for month in (month for month in side if month not in here):
            why = whys[month] or (OTHER_SIDE if month[5:] in gone_there else AS_MANY)
            months_by_reason.setdefault(why, []).append(month)
    return tuple((reason, tuple(months)) for reason, months in months_by_reason.items())


def find_left_out_of(
    snapshot: Snapshot, kpi: Kpi, passport: Passport, before: Months | None, after: Months | None
) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    """Return the months that a figure leaves out according to its passport, by reason.

    `before`, `after`: the windows that it compares, None if it compares none.
    """
    windows = find_left_out(snapshot, kpi, before, after) if before is not None and after is not None else ()
    whys = {month: reason for reason, months in windows for month in months}
    months_by_reason: dict[Reason, list[str]] = {}
    for month in passport.excluded_months:
        why = whys.get(month) or why_month(snapshot, kpi, month) or _by_place(month, passport.months)
        months_by_reason.setdefault(why, []).append(month)
    return tuple((reason, tuple(months)) for reason, months in months_by_reason.items())


def _by_place(month: str, counted: tuple[str, ...]) -> Reason:
    """Why a month is left out that its KPI itself would count: the figure asks more, as cohorts to be followed."""
    if counted and month > max(counted):
        return NOT_OLD_ENOUGH
    return HISTORY_TOO_SHORT if counted and month < min(counted) else OTHER_SIDE
