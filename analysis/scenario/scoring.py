"""Scores of forecasts stated as quantiles, once the value has come, and whether their ranges hold as often as said.

The forecast is PERCENTILES of a value; what came may be an estimate with an interval of its own. A value counts as
inside only by itself; outside the 90 % range it is told apart whether its interval reaches back into it, because the
range speaks of the expected value and leaves out the chance of a single month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.intervals import wilson
from analysis.results import TOO_FEW, Estimate, Reason
from analysis.scenario.projection import FIVE

Place = Literal["inside", "unclear", "above", "below"]
Finding = Literal["holds", "too narrow", "too wide"]

OUTSIDE_90, OUTSIDE_50 = 0.1, 0.5  # what a central range of 90 % and of 50 % leaves out
LEAST = 10  # forecasts, below which nothing is said of how often they hold
SCORED_ZERO = Reason(code="the other was exact")  # nothing can be better than that


@dataclass(frozen=True, kw_only=True)
class Score:
    """How good a forecast was; all scores are in the unit of the value, 0 is perfect.

    place: in or out of the 90 % range. interval_50, interval_90: interval scores. weighted: both and the distance to
    the median in one. at_or_below: for each of PERCENTILES whether the value came at or below it.
    """

    place: Place
    inside_50: bool
    inside_90: bool
    interval_50: float
    interval_90: float
    weighted: float
    at_or_below: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How often forecasts held, n of them, each with a Wilson interval that takes them as independent.

    reached_90: values inside the 90 % range or with an interval that reaches into it. at_or_below: for each of
    PERCENTILES the share of values at or below it, which is that percentage if the forecasts are right.
    """

    n: int
    within_50: Estimate
    within_90: Estimate
    reached_90: Estimate
    at_or_below: tuple[Estimate, ...]
    finding: Finding


def place_in(came: Estimate, five: FIVE) -> Place:
    """Return where a value lies: inside the 90 % range, above or below it, or unclear if its interval reaches in."""
    value, lowest, highest = came.value or 0.0, five[0], five[-1]
    if lowest <= value <= highest:
        return "inside"
    lower, upper = (value if end is None else end for end in (came.lower, came.upper))
    if lower <= highest and upper >= lowest:
        return "unclear"
    return "above" if value > highest else "below"


def score(came: Estimate, five: FIVE) -> Score:
    """Score a forecast by a value that is there."""
    assert came.value is not None
    value = came.value
    lowest, low, median, high, highest = five
    half = interval_score(low, high, OUTSIDE_50, value)
    most = interval_score(lowest, highest, OUTSIDE_90, value)
    # Two ranges and a median: K = 2 in Bracher et al. 2021, eq. 1.
    summed = abs(value - median) / 2 + OUTSIDE_50 / 2 * half + OUTSIDE_90 / 2 * most
    return Score(
        place=place_in(came, five),
        inside_50=low <= value <= high,
        inside_90=lowest <= value <= highest,
        interval_50=half,
        interval_90=most,
        weighted=summed / 2.5,
        at_or_below=tuple(value <= quantile for quantile in five),
    )


def interval_score(lower: float, upper: float, alpha: float, value: float) -> float:
    """Return width + 2 ÷ α × how far the value lies outside a range that leaves out α.

    Source: Gneiting and Raftery 2007, eq. 43; smaller is better, and stating one's true quantiles is best.
    """
    return (upper - lower) + 2 / alpha * (max(lower - value, 0.0) + max(value - upper, 0.0))


def skill(own: Score, other: Score) -> float | Reason:
    """Return 1 − own ÷ other by weighted scores: above 0 the own forecast was better, 0 for equal ones."""
    if own.weighted == other.weighted:
        return 0.0
    return 1 - own.weighted / other.weighted if other.weighted > 0 else SCORED_ZERO


def calibrate(scores: Sequence[Score]) -> Calibration | Reason:
    """Return how often independent forecasts held, `too few` below LEAST of them.

    Ranges are too narrow if even with unclear values counted as inside fewer lie in the 90 % range than chance
    explains, too wide if more lie in one of both.
    """
    n = len(scores)
    if n < LEAST:
        return TOO_FEW
    within_50 = wilson(sum(told.inside_50 for told in scores), n)
    within_90 = wilson(sum(told.inside_90 for told in scores), n)
    reached = wilson(sum(told.place in ("inside", "unclear") for told in scores), n)
    below = zip(*(told.at_or_below for told in scores), strict=True)
    return Calibration(
        n=n,
        within_50=within_50,
        within_90=within_90,
        reached_90=reached,
        at_or_below=tuple(wilson(sum(column), n) for column in below),
        finding=_judge(within_50, within_90, reached),
    )


def _judge(within_50: Estimate, within_90: Estimate, reached: Estimate) -> Finding:
    assert reached.upper is not None and within_90.lower is not None and within_50.lower is not None
    if reached.upper < 1 - OUTSIDE_90:
        return "too narrow"
    if within_90.lower > 1 - OUTSIDE_90 or within_50.lower > 1 - OUTSIDE_50:
        return "too wide"
    return "holds"
