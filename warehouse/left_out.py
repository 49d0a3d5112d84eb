"""Why months of two windows are left out of a comparison, month by month."""

from itertools import chain

from analysis.results import NOT_OLD_ENOUGH, Reason
from warehouse import calendars
from warehouse.answers import Months
from warehouse.kpis.record import Growth, Kpi
from warehouse.query import comparable_months
from warehouse.snapshots import Snapshot
from warehouse.windows import months_between, shift

NOT_DELIVERED = Reason("not delivered")
NO_YEAR_BEFORE = Reason("no year before")  # of growth, which needs the same month a year earlier
OTHER_SIDE = Reason("left out on the other side")  # so that both sides hold the same seasons
AS_MANY = Reason("as many on both sides")  # a total is compared over equally many months


def left_out(
    snapshot: Snapshot, kpi: Kpi, before: Months, after: Months
) -> tuple[tuple[Reason, tuple[str, ...]], ...]:
    """The months of both windows that are not compared, by reason, in the order in which they come up."""
    sides = months_between(*before), months_between(*after)
    kept = comparable_months(snapshot, kpi, before, after)
    unseen = calendars.young_months(snapshot, kpi, chain(*sides))
    asked = tuple(chain(*sides))
    a_year_before = (shift(month, -calendars.YEAR) for month in asked)
    delivered = frozenset(calendars.delivered(snapshot, kpi, (*asked, *a_year_before)))
    found: dict[Reason, list[str]] = {}
    for side, other, here in ((sides[0], sides[1], kept[0]), (sides[1], sides[0], kept[1])):
        gone_there = {month[5:] for month in other if month in unseen}
        for month in (month for month in side if month not in here):
            why = _why(kpi, month, unseen, delivered, gone_there)
            found.setdefault(why, []).append(month)
    return tuple((reason, tuple(months)) for reason, months in found.items())


def _why(
    kpi: Kpi, month: str, unseen: frozenset[str], delivered: frozenset[str], gone_there: set[str]
) -> Reason:
    if month not in unseen:
        return OTHER_SIDE if month[5:] in gone_there else AS_MANY
    if month not in delivered:
        return NOT_DELIVERED
    grows = isinstance(kpi.formula, Growth)
    return NO_YEAR_BEFORE if grows and shift(month, -calendars.YEAR) not in delivered else NOT_OLD_ENOUGH
