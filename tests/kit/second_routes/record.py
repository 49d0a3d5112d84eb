"""What the raw rows of the simulated company say of a KPI, without SQL, marts and histograms."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_times

from tests.kit.demo_company import Simulated

Bounds = tuple[pd.Timestamp, pd.Timestamp]  # from the first moment of a window to the first after it
EXACT = 1e-9
MEDIAN, P90 = 0.003, 0.01  # how near a quantile from bins that grow by 2 % comes to that of the rows
FEWER_CASES = 0.005  # where neighbouring waits lie further apart
ONE_BIN = 0.02  # where they lie further apart than a bin is wide
MINUTE = pd.Timedelta(minutes=1)
DAY_MINUTES, MONTH_MINUTES = 1_440, 43_200
FIRST_MONTH, LAST_MONTH = pd.Period("2021-01", "M"), pd.Period("2025-12", "M")  # with month ends


@dataclass(frozen=True, kw_only=True)
class Told:
    """`value`, the counts it rests on (None: no counts are compared), and how near it must be, relatively."""

    value: float
    events: int | None
    n: int | None
    within: float


Route = Callable[[Simulated, Bounds], Told]


def share(above: float, below: float) -> Told:
    """Counted cases of counted cases."""
    return Told(value=above / below if below else float("nan"), events=int(above), n=int(below), within=EXACT)


def amount(value: float, n: int | None) -> Told:
    """A ratio or a sum of amounts over `n` cases."""
    return Told(value=float(value), events=None, n=n, within=EXACT)


def wait(minutes: pd.Series, done: pd.Series, quantile: float, within: float) -> Told:
    """Kaplan–Meier quantile by lifelines, NaN where fewer than 20 still wait then.

    Waits below a minute are known as such only.
    """
    curve = KaplanMeierFitter().fit(minutes.to_numpy(float), done.to_numpy(bool)).survival_function_
    found = float(qth_survival_times(1 - quantile, curve))
    sayable = (minutes >= found).sum() >= 20
    return Told(
        value=max(found, 1.0) if sayable else float("nan"),
        events=int(done.sum()),
        n=len(minutes),
        within=within,
    )


def minutes_between(start: pd.Series | pd.Timestamp, end: pd.Series | pd.Timestamp) -> pd.Series:
    """Minutes from one moment to the other."""
    between: pd.Series[pd.Timedelta] = pd.Series(end - start)
    return between / MINUTE


def covered_minutes(spans: list[tuple[float, float]]) -> float:
    """Minutes in which at least one of the spans (from, to, in minutes) runs."""
    total, until = 0.0, -float("inf")
    for start, end in sorted(spans):
        total += max(end - max(start, until), 0.0)
        until = max(end, until)
    return total


def in_minutes(moments: pd.Series) -> pd.Series:
    """Minutes since 2000."""
    return minutes_between(pd.Timestamp("2000-01-01"), moments)


def month_numbers(days: pd.Series) -> pd.Series:
    """Months since the year 0."""
    months: pd.Series = days.dt.year * 12 + days.dt.month
    return months


def is_true(flags: pd.Series) -> pd.Series:
    """Flags as delivered, in whatever word."""
    return flags.astype(str).str.lower().isin(["true", "1", "yes", "是"])
