"""How the market moves: growth, season, mix and shocks, the same for every size."""

import numpy as np

from demo.setting.timeline import Array, festival_distance, first_day, month_number

# Growth of applications a month, from this month on.
GROWTH = (("2000-01", 0.010), ("2023-07", 0.040), ("2025-04", 0.010))
# Faster charge-off: months past due at which a loan is written off, from this month on.
CHARGE_OFF_MONTHS = (("2000-01", 12), ("2023-07", 11), ("2023-10", 10))
# The macro shock: used-car prices fall, more borrowers stop paying.
SHOCK = ("2024-07", "2025-03", 0.16)
FUNDING_RATES = ((-99, 0.036), (18, 0.033), (32, 0.028), (44, 0.020))  # a year, from month on

_CALENDAR_SEASON = (1.00, 0.86, 1.03, 0.96, 0.97, 1.05, 0.95, 0.97, 1.05, 0.98, 1.04, 1.20)
_OVERDUE_SEASON = (1.05, 1.12, 1.02, 0.97, 0.97, 0.97, 0.98, 0.98, 0.98, 1.00, 1.00, 1.02)


def _step(table: tuple[tuple[str, float], ...], month: int) -> float:
    return [value for start, value in table if month_number(start) <= month][-1]


def volume(month: int) -> float:
    """Applications of a month against 2021-01, growth and season together."""
    months = range(min(month, 0), max(month, 0))
    trend = float(np.sum([np.log1p(_step(GROWTH, m)) for m in months])) * (1 if month >= 0 else -1)
    weights = day_weights(month)
    return float(np.exp(trend) * _CALENDAR_SEASON[month % 12] * weights.sum() / 30.4)


def day_weights(month: int) -> Array:
    """How busy each day of a month is, 1 = an ordinary working day's worth."""
    days = np.arange(first_day(month), first_day(month + 1))
    weekend = (days + 3) % 7 >= 5
    weights = np.where(weekend, 0.85, 1.06)
    gap = festival_distance(days)
    weights[(gap >= -2) & (gap <= 7)] *= 0.35
    weights[(gap >= -18) & (gap < -2)] *= 1.18
    return weights


def overdue_factor(month: int) -> float:
    """What season and macro shock do to the chance of missing an instalment."""
    first, last = month_number(SHOCK[0]), month_number(SHOCK[1])
    ramp = np.clip(min(month - first + 1, last + 4 - month) / 3, 0, 1)
    return float(_OVERDUE_SEASON[month % 12] * np.exp(SHOCK[2] * ramp))


def busy_factor(month: int) -> float:
    """What season does to the queues of the approval: year-end and the weeks around the festival."""
    return (1.06, 1.10, 1.02, 1.0, 0.98, 1.0, 0.98, 0.98, 1.0, 0.98, 1.03, 1.16)[month % 12]


def settlement_factor(month: int) -> float:
    """What season and falling market rates do to early settlement."""
    cheaper_elsewhere = 0.05 * float(np.clip((month - 32) / 12, 0, 1))
    return (1.08, 0.90, 1.02, 1.0, 1.0, 1.0, 0.98, 1.0, 1.0, 0.98, 0.99, 1.08)[month % 12] * float(
        np.exp(cheaper_elsewhere)
    )


def charge_off_months(month: int) -> int:
    """Months past due at which loans are written off in this month."""
    return int(_step(CHARGE_OFF_MONTHS, month))


def funding_rate(month: int) -> float:
    """The company's own funding cost, a fraction a year."""
    return [rate for start, rate in FUNDING_RATES if start <= month][-1]


def channel_shares(month: int) -> tuple[float, float, float, float]:
    """Dealer, app, web, partner: the mix moves to digital, slowly, then fast, then slowly."""
    digital = 0.14 + 0.30 / (1 + np.exp(-(month - 32) / 8))
    partner = 0.16
    return 1 - digital - partner, 0.68 * digital, 0.32 * digital, partner


def product_shares(month: int) -> tuple[float, float, float]:
    """New, used, new-energy."""
    nev = 0.07 + 0.29 / (1 + np.exp(-(month - 28) / 12))
    used = 0.23
    return 1 - nev - used, used, nev


def days_in(month: int) -> int:
    """Number of days of a month."""
    return first_day(month + 1) - first_day(month)


def moments_in(month: int, days: Array, minutes: Array) -> Array:
    """Moments from day numbers within the month (0 = the first) and minutes of the day."""
    return (first_day(month) + days) * 1440.0 + minutes
