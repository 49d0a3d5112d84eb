"""Why a month does not count, and why too few months are left to compare.

The reason given is the true one: `NOT_OLD_ENOUGH` only where waiting helps.
"""

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
from warehouse.contract.scope import Months
from warehouse.contract.windows import months_between, select_comparable, shift
from warehouse.kpis.record import Growth, Kpi
from warehouse.query.calendars import YEAR, has_one_month_end, select_delivered, span, young_months
from warehouse.snapshot.snapshots import Snapshot

NOT_DELIVERED = Reason(code="not delivered")  # of a month between others that were
NO_YEAR_BEFORE = Reason(code="no year before")  # of growth, which needs the same month a year earlier
FEWEST_MONTHS = 3


def are_reversed(before: Months, after: Months) -> bool:
    """Return whether the after window is over before the before window begins."""
    return after[1] < before[0]


def why_not_compared(
    snapshot: Snapshot, kpi: Kpi, before: Months, after: Months, kept: Sequence[Sequence[str]]
) -> Reason | None:
    """Return why two windows cannot be compared, None if they can; `kept`: the months left on each side."""
    if are_reversed(before, after):
        return WINDOWS_REVERSED
    if min(map(len, kept)) >= FEWEST_MONTHS:
        return None
    if min(len(months_between(*window)) for window in (before, after)) < FEWEST_MONTHS:
        return FEWER_THAN_THREE_MONTHS
    return _why_short(snapshot, kpi, (before, after), FEWEST_MONTHS)


def why_no_months(snapshot: Snapshot, kpi: Kpi, window: Months | None) -> Reason:
    """Return why a window has no month to count; `window` None: the KPI has no months at all."""
    return _why_none(snapshot, kpi) if window is None else _why_short(snapshot, kpi, (window,), 1)


def why_month(snapshot: Snapshot, kpi: Kpi, month: str) -> Reason | None:
    """Return why a month does not count, None if it does; `NOT_OLD_ENOUGH` only if it will count one day."""
    known = span(snapshot, kpi)
    if known is None:
        return _why_none(snapshot, kpi)
    if month < known[0]:
        return BEFORE_THE_DATA
    if _is_hole(snapshot, kpi, month, known):
        return NOT_DELIVERED
    if isinstance(kpi.formula, Growth):
        year_before = shift(month, -YEAR)
        if year_before < known[0] or _is_hole(snapshot, kpi, year_before, known):
            return NO_YEAR_BEFORE
    return NOT_OLD_ENOUGH if young_months(snapshot, kpi, (month,)) else None


def _is_hole(snapshot: Snapshot, kpi: Kpi, month: str, known: Months) -> bool:
    """A month before the last delivered one that was not delivered itself."""
    return month < known[1] and not select_delivered(snapshot, kpi, (month,))


def _why_none(snapshot: Snapshot, kpi: Kpi) -> Reason:
    return ONE_MONTH_END if has_one_month_end(snapshot, kpi) else NO_ROWS


def _why_short(snapshot: Snapshot, kpi: Kpi, windows: Sequence[Months], fewest: int) -> Reason:
    """Not old enough only where the months still to come would be enough; else what is short stays short."""
    known = span(snapshot, kpi)
    if known is None:
        return _why_none(snapshot, kpi)
    asked = [months_between(*window) for window in windows]
    whys = {month: why_month(snapshot, kpi, month) for month in chain(*asked)}
    lost = frozenset(month for month, why in whys.items() if why not in (None, NOT_OLD_ENOUGH))
    if min(map(len, select_comparable(asked[0], asked[-1], lost))) >= fewest:
        return NOT_OLD_ENOUGH
    if any(last < known[0] for _, last in windows):
        return BEFORE_THE_DATA
    begins = shift(known[0], YEAR) if isinstance(kpi.formula, Growth) else known[0]
    return HISTORY_TOO_SHORT if any(first < begins for first, _ in windows) else NOT_DELIVERED
