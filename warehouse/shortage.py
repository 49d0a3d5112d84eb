"""Why too few months are left to compare: the true reason, so that nobody waits for what waiting will not bring."""

from collections.abc import Sequence
from itertools import chain

from analysis.results import (
    BEFORE_THE_DATA,
    FEWER_THAN_THREE_MONTHS,
    HISTORY_TOO_SHORT,
    NO_ROWS,
    NOT_OLD_ENOUGH,
    ONE_MONTH_END,
    WINDOWS_REVERSED,
    Reason,
)
from warehouse.answers import Months
from warehouse.calendars import all_months, has_one_month_end, missing_months, span
from warehouse.kpis.record import Kpi
from warehouse.snapshots import Snapshot
from warehouse.windows import comparable, months_between

FEWEST_MONTHS = 3


def are_reversed(before: Months, after: Months) -> bool:
    """The after window is over before the before window begins."""
    return after[1] < before[0]


def why_not_compared(
    snapshot: Snapshot, kpi: Kpi, before: Months, after: Months, kept: Sequence[Sequence[str]]
) -> Reason | None:
    """Why two windows cannot be compared, None where they can; `kept`: what of them there is to compare."""
    if are_reversed(before, after):
        return WINDOWS_REVERSED
    if min(map(len, kept)) >= FEWEST_MONTHS:
        return None
    if min(len(months_between(*window)) for window in (before, after)) < FEWEST_MONTHS:
        return FEWER_THAN_THREE_MONTHS
    return _why_short(snapshot, kpi, (before, after), FEWEST_MONTHS)


def why_no_months(snapshot: Snapshot, kpi: Kpi, window: Months | None) -> Reason:
    """Why there is not one month to count in a window (None: the KPI has none at all)."""
    return _why_short(snapshot, kpi, (window or ("", ""),), 1)


def _why_short(snapshot: Snapshot, kpi: Kpi, windows: Sequence[Months], fewest: int) -> Reason:
    """Not old enough only where the months still to come would be enough; else what is short stays short."""
    delivered = span(snapshot, kpi)
    if delivered is None:
        return ONE_MONTH_END if has_one_month_end(snapshot, kpi) else NO_ROWS
    asked = [months_between(*window) for window in windows]
    lost = frozenset(missing_months(snapshot, kpi, chain(*asked)))
    if min(map(len, comparable(asked[0], asked[-1], lost))) >= fewest:
        return NOT_OLD_ENOUGH
    if any(last < delivered[0] for _, last in windows):
        return BEFORE_THE_DATA
    begins = all_months(snapshot, kpi)[:1]
    return HISTORY_TOO_SHORT if any((first,) < begins or not begins for first, _ in windows) else NO_ROWS
