"""The months of a KPI's calendar: which were delivered, which are old enough, their days and month ends."""

from collections.abc import Iterable
from datetime import datetime

from warehouse.contract.scope import Months
from warehouse.contract.windows import days_elapsed, months_between, old_enough, shift
from warehouse.kpis.record import Growth, Kpi
from warehouse.marts.families import MARTS
from warehouse.snapshot.snapshots import Snapshot

YEAR = 12  # months


def all_months(snapshot: Snapshot, kpi: Kpi) -> tuple[str, ...]:
    """Return every month from the first to the last of the KPI's calendar; for growth, from a year after the first."""
    months = _cutoffs(snapshot, kpi)
    if not months:
        return ()
    first = shift(min(months), YEAR) if isinstance(kpi.formula, Growth) else min(months)
    return months_between(first, max(months))


def young_months(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> frozenset[str]:
    """Return those of the months that are not old enough for this KPI (statistics §1).

    They are not over, or were not observed long enough after their end. A month of which no row was delivered is
    young, too: otherwise a window that reaches beyond the data would be compared with one that holds other seasons.
    For growth the month a year earlier must be old enough as well.
    """
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, kpi)
    back = (0, YEAR) if isinstance(kpi.formula, Growth) else (0,)

    def is_young(month: str) -> bool:
        return month not in cutoffs or not old_enough(month, cutoffs[month], zone, kpi.follow_up_days)

    return frozenset(month for month in months if any(is_young(shift(month, -by)) for by in back))


def complete_in_both_years(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> tuple[str, ...]:
    """Return those of the months that growth counts: complete, as is the same month a year earlier."""
    asked = tuple(months)
    young = young_months(snapshot, kpi, asked)
    return tuple(month for month in asked if month not in young)


def select_delivered(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> tuple[str, ...]:
    """Return those of the months of which the company has delivered rows."""
    cutoffs = _cutoffs(snapshot, kpi)
    return tuple(month for month in months if month in cutoffs)


def span(snapshot: Snapshot, kpi: Kpi) -> Months | None:
    """Return the first and the last month of the KPI's calendar, None if it holds none."""
    months = _cutoffs(snapshot, kpi)
    return (min(months), max(months)) if months else None


def has_one_month_end(snapshot: Snapshot, kpi: Kpi) -> bool:
    """Return whether the KPI counts from the first month end of the book on, and only one was delivered."""
    begins_with_book = MARTS[kpi.marts[0]].month_of == "disbursement"
    return begins_with_book and len(snapshot.cutoffs.get("month end", {})) == 1


def month_ends(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> int:
    """Return how many of these months were delivered, at least 1."""
    cutoffs = _cutoffs(snapshot, kpi)
    return max(1, sum(month in cutoffs for month in months))


def days_of(snapshot: Snapshot, kpi: Kpi, months: Iterable[str]) -> dict[str, float]:
    """Return the days of each month up to its cut-off, leaving out months of which no row was delivered."""
    zone, cutoffs = snapshot.company.timezone, _cutoffs(snapshot, kpi)
    return {m: days_elapsed(m, cutoffs[m], zone) for m in months if m in cutoffs}


def _cutoffs(snapshot: Snapshot, kpi: Kpi) -> dict[str, datetime]:
    return snapshot.cutoffs.get(MARTS[kpi.marts[0]].month_of, {})
