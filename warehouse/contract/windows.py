"""Month arithmetic, which months are old enough, and the before and after windows (statistics §1)."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from warehouse.contract.company import Company
from warehouse.contract.scope import Months

# What the five headline KPIs wait for, in days after a month's end, by their calendars; the calendar of
# relationships at risk is itself as much earlier as returns take to show.
HEADLINE_FOLLOW_UP_DAYS = {"submission": 30, "month end": 0, "survey": 30, "at_risk": 0}
WINDOW_MONTHS = 12
SHORTEST_WINDOW_MONTHS = 6
SETTLING_MONTHS = 3

# A page asks for the same few hundred months tens of thousands of times.
kept = lru_cache(maxsize=4_096)


@kept
def month_number(month: str) -> int:
    """Return the number of months from January of the year 0 to `month`."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


@kept
def month_named(number: int) -> str:
    """Return the month, YYYY-MM, that has this `month_number`."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return all months from `first` to `last`, both included, YYYY-MM."""
    return tuple(month_named(number) for number in range(month_number(first), month_number(last) + 1))


def runs(months: Iterable[str]) -> tuple[Months, ...]:
    """Group months into (first, last) spans without gaps, earliest first."""
    spans: list[Months] = []
    for month in sorted(months):
        if spans and shift(spans[-1][1], 1) == month:
            spans[-1] = (spans[-1][0], month)
        else:
            spans.append((month, month))
    return tuple(spans)


def is_month(text: str) -> bool:
    """Return whether the text is a month written YYYY-MM."""
    return re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) is not None


@kept
def shift(month: str, by: int) -> str:
    """Return the month `by` months later (earlier if negative)."""
    return month_named(month_number(month) + by)


def distance(first: str, last: str) -> int:
    """Return how many months `last` comes after `first`."""
    return month_number(last) - month_number(first)


@cache
def month_end(month: str, timezone: str) -> datetime:
    """Return the moment the month ends in this timezone, in UTC without offset."""
    year, before = divmod(month_number(month) + 1, 12)
    return datetime(year, before + 1, 1, tzinfo=ZoneInfo(timezone)).astimezone(UTC).replace(tzinfo=None)


def days_elapsed(month: str, cut_off: datetime, timezone: str) -> float:
    """Return how many days of the month had passed at the cut-off (UTC), all of them once the month is over."""
    start = month_end(shift(month, -1), timezone)
    end = min(month_end(month, timezone), cut_off)
    return max((end - start).total_seconds() / 86_400, 0.0)


def old_enough(month: str, cut_off: datetime, timezone: str, follow_up_days: int) -> bool:
    """Return whether the month is over and its rows were seen for `follow_up_days` after its end (statistics §1)."""
    return month_end(month, timezone) + timedelta(days=follow_up_days) <= cut_off


def default_windows(
    company: Company, rollouts: pd.DataFrame, cutoffs: pd.DataFrame
) -> tuple[Months | None, Months | None]:
    """Return (before, after): the windows the company states, else those its roll-outs imply, else None.

    Columns of `rollouts`: live_on; of `cutoffs`: calendar, month, cut_off (UTC).
    Implied (statistics §1, rule 3): before is the 12 months that end before the first go-live. After is the last 12
    months, at least 6, that are old enough for all headline KPIs and begin 3 months or more after the last go-live; a
    headline KPI with fewer than 6 such months is ignored.
    """
    if company.before and company.after:
        return company.before, company.after
    if rollouts.empty:
        return company.before, company.after
    first, last = month_of(rollouts.live_on.min()), month_of(rollouts.live_on.max())
    before = (shift(first, -WINDOW_MONTHS), shift(first, -1))
    earliest = shift(last, SETTLING_MONTHS)
    old = [
        {
            month
            for month, cut_off in zip(rows.month.map(month_of), rows.cut_off, strict=True)
            if month >= earliest and old_enough(month, cut_off, company.timezone, days)
        }
        for calendar, days in HEADLINE_FOLLOW_UP_DAYS.items()
        for rows in (cutoffs[cutoffs.calendar == calendar],)
    ]
    held = [months for months in old if len(months) >= SHORTEST_WINDOW_MONTHS]
    after_months = sorted(set.intersection(*held))[-WINDOW_MONTHS:] if held else []
    enough = len(after_months) >= SHORTEST_WINDOW_MONTHS
    after = (after_months[0], after_months[-1]) if enough else None
    return company.before or before, company.after or after


def select_comparable(
    before: Iterable[str], after: Iterable[str], young: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Drop the young months from both windows, and the same calendar months from the other side.

    Both sides then hold the same seasons (statistics §1, rule 1).
    """
    befores, afters = list(before), list(after)
    gone_before = {month[5:] for month in befores if month in young}
    gone_after = {month[5:] for month in afters if month in young}
    return (
        [m for m in befores if m not in young and m[5:] not in gone_after],
        [m for m in afters if m not in young and m[5:] not in gone_before],
    )


def equally_long(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Cut windows of unequal length to the same number of months, since their sums would differ by the length alone.

    Each calendar month is kept as often as both sides have it, the latest first; windows of equal length are
    unchanged.
    """
    if len(before) == len(after):
        return before, after
    return _keep_as_often(before, after), _keep_as_often(after, before)


def _keep_as_often(months: list[str], others: list[str]) -> list[str]:
    left, kept = Counter(month[5:] for month in others), []
    for month in reversed(months):
        if left[month[5:]]:
            left[month[5:]] -= 1
            kept.append(month)
    return kept[::-1]


def month_of(day: Any) -> str:
    """Return the month of a day or a moment, YYYY-MM."""
    return str(pd.Timestamp(day).to_period("M"))
