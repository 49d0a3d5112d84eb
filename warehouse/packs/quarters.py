"""The quarters that a pack reports: whole ones only, cut the same way in every later pack (docs/packs.md)."""

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.contract.windows import SETTLING_MONTHS, month_named, month_number, months_between, shift
from warehouse.kpis.record import Kpi
from warehouse.query import calendars
from warehouse.snapshot.snapshots import Snapshot

QUARTER, YEAR = 3, 4  # months of a quarter, quarters of a year
Months = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Quarters, oldest first, each as its three months (YYYY-MM); empty where they are not complete or not old enough.

    `before`: the last year of the before window. `year`: the newest whole year after it; years lie side by side
    from when the roll-outs had settled, so that none overlaps that of an earlier pack. `newest`: the last four
    quarters. `trend`: all from `before` on.
    """

    before: tuple[Months, ...]
    year: tuple[Months, ...]
    newest: tuple[Months, ...]
    trend: tuple[Months, ...]


def spans_of(snapshot: Snapshot, kpi: Kpi) -> Spans:
    """Return the quarters of a KPI; all empty for a company without windows."""
    before, after = snapshot.windows
    if before is None or after is None:
        return Spans(before=(), year=(), newest=(), trend=())
    months = calendars.all_months(snapshot, kpi)
    young = calendars.young_months(snapshot, kpi, months)
    known = whole_quarters(month for month in months if month not in young and month <= after[1])
    first = _find_first_settled_quarter(snapshot, after[0])
    earlier, later = [q for q in known if _last(q) <= before[1]], [q for q in known if q >= first]
    year_before = _together(earlier[-YEAR:])
    years = [later[place : place + YEAR] for place in range(len(later)) if (later[place] - first) % YEAR == 0]
    whole_years = [year for year in years if _together(year)]
    return Spans(
        before=_months(year_before),
        year=_months(whole_years[-1] if whole_years else []),
        newest=_months(_together(later[-YEAR:])),
        trend=_months([quarter for quarter in known if year_before and quarter >= year_before[0]]),
    )


def whole_quarters(months: Iterable[str]) -> list[int]:
    """Return the calendar quarters, counted since the year 0, of which all three months are present."""
    present = set(months)
    numbers = sorted({month_number(month) // QUARTER for month in present})
    return [number for number in numbers if present.issuperset(_months_of(number))]


def _find_first_settled_quarter(snapshot: Snapshot, after: str) -> int:
    """The first whole quarter after the roll-outs settled, or of the after window where that begins earlier."""
    golive = snapshot.golive
    first = after if golive is None else min(after, shift(golive[1], SETTLING_MONTHS))
    return -(-month_number(first) // QUARTER)


def _together(quarters: list[int]) -> list[int]:
    """A year of quarters, one after the other; none where it is not whole."""
    return quarters if len(quarters) == YEAR and quarters[-1] - quarters[0] == YEAR - 1 else []


def _months(quarters: list[int]) -> tuple[Months, ...]:
    return tuple(_months_of(quarter) for quarter in quarters)


def _months_of(quarter: int) -> Months:
    first = month_named(quarter * QUARTER)
    return months_between(first, shift(first, QUARTER - 1))


def _last(quarter: int) -> str:
    return _months_of(quarter)[-1]
