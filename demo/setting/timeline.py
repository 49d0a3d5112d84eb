"""Months, days and working time of the simulated company.

A month is its number since 2021-01 (0 … 59 are delivered, negative ones are history), a day the
days since 1970-01-01, a moment the minutes since 1970-01-01 00:00 local time.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MONTHS = 60
HISTORY = 60  # months lived through before the first delivered one
DAY = 1440.0  # minutes
OPENS, CLOSES = 9 * 60, 18 * 60
SPAN = CLOSES - OPENS

BEFORE = ("2021-07", "2022-06")
AFTER = ("2024-12", "2025-11")

# Public holidays as announced by the State Council: first day, last day.
HOLIDAYS = (
    *(("2021-01-01", "2021-01-03"), ("2021-02-11", "2021-02-17"), ("2021-04-03", "2021-04-05")),
    *(("2021-05-01", "2021-05-05"), ("2021-06-12", "2021-06-14"), ("2021-09-19", "2021-09-21")),
    *(("2021-10-01", "2021-10-07"), ("2022-01-01", "2022-01-03"), ("2022-01-31", "2022-02-06")),
    *(("2022-04-03", "2022-04-05"), ("2022-04-30", "2022-05-04"), ("2022-06-03", "2022-06-05")),
    *(("2022-09-10", "2022-09-12"), ("2022-10-01", "2022-10-07"), ("2022-12-31", "2023-01-02")),
    *(("2023-01-21", "2023-01-27"), ("2023-04-05", "2023-04-05"), ("2023-04-29", "2023-05-03")),
    *(("2023-06-22", "2023-06-24"), ("2023-09-29", "2023-10-06"), ("2024-01-01", "2024-01-01")),
    *(("2024-02-10", "2024-02-17"), ("2024-04-04", "2024-04-06"), ("2024-05-01", "2024-05-05")),
    *(("2024-06-10", "2024-06-10"), ("2024-09-15", "2024-09-17"), ("2024-10-01", "2024-10-07")),
    *(("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06")),
    *(("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08")),
)
# Saturdays and Sundays worked in exchange.
EXTRA_WORKDAYS = (
    *("2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26", "2021-10-09"),
    *("2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09"),
    *("2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08"),
    *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29"),
    *("2024-10-12", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
)
SPRING_FESTIVALS = ("2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29")


def day(text: str) -> int:
    """The number of a day written YYYY-MM-DD."""
    return int(np.datetime64(text, "D").astype(np.int64))


def first_day(month: int) -> int:
    """The number of the first day of a month."""
    return int((np.datetime64("2021-01", "M") + month).astype("datetime64[D]").astype(np.int64))


def last_day(month: int) -> int:
    """The number of the last day of a month."""
    return first_day(month + 1) - 1


def month_of(days: Array) -> Array:
    """The months that hold these days."""
    return days.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - 612


def month_number(text: str) -> int:
    """The number of a month written YYYY-MM."""
    return int(np.datetime64(text, "M").astype(np.int64)) - 612


def month_text(month: int) -> str:
    """A month as YYYY-MM."""
    return str(np.datetime64("2021-01", "M") + month)


CUT_OFF_DAY = first_day(MONTHS)
CUT_OFF = CUT_OFF_DAY * DAY  # 2025-12-31 24:00, the cut-off of every delivery


@cache
def holidays() -> tuple[str, ...]:
    """Every single holiday, YYYY-MM-DD."""
    days = [np.arange(np.datetime64(a), np.datetime64(b) + 1) for a, b in HOLIDAYS]
    return tuple(str(d) for d in np.concatenate(days))


@cache
def _working_days() -> tuple[Array, Array, int]:
    """Working days in order, how many lie before each day of the calendar, and the calendar's first day."""
    start, end = day("2020-06-01"), day("2028-01-01")
    days = np.arange(start, end)
    works = (days + 3) % 7 < 5  # 1970-01-01 was a Thursday
    works[[day(d) - start for d in holidays()]] = False
    works[[day(d) - start for d in EXTRA_WORKDAYS]] = True
    return days[works], np.concatenate(([0], np.cumsum(works))), start


def business(moments: Array) -> Array:
    """Working minutes from the start of the calendar to each moment."""
    _, before, start = _working_days()
    days = np.floor(moments / DAY).astype(np.int64)
    number = before[days - start]
    works = before[days - start + 1] - number
    return np.asarray(number * float(SPAN) + np.clip(moments - days * DAY - OPENS, 0, SPAN) * works)


def wall(working_minutes: Array) -> Array:
    """The moments at which these working minutes have passed; the inverse of `business`."""
    days, _, _ = _working_days()
    number = np.floor(working_minutes / SPAN).astype(np.int64)
    return np.asarray(days[number] * DAY + OPENS + (working_minutes - number * float(SPAN)))


def festival_distance(days: Array) -> Array:
    """Days since the nearest Spring Festival (negative before it)."""
    gaps = days[:, None] - np.array([day(d) for d in SPRING_FESTIVALS])
    return np.asarray(gaps[np.arange(len(days)), np.abs(gaps).argmin(axis=1)])
