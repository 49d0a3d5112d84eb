"""Scores of forecasts against closed forms, and ranges that hold, are too narrow or too wide."""

import numpy as np
import pytest
from scipy.stats import norm

from analysis.results import TOO_FEW, Estimate
from analysis.scenario.projection import FIVE, PERCENTILES
from analysis.scenario.scoring import LEAST, SCORED_ZERO, Calibration, calibrate, place_in, score, skill

FAN: FIVE = (80.0, 90.0, 100.0, 110.0, 120.0)
LEVELS = np.array(PERCENTILES) / 100


def came(value: float, reach: float = 0.0) -> Estimate:
    return Estimate(
        value=value, lower=value - reach, upper=value + reach, method="", reason=None, interval_reason=None
    )


def normal(middle: float, spread: float) -> FIVE:
    lowest, low, median, high, highest = norm.ppf(LEVELS, middle, spread)
    return float(lowest), float(low), float(median), float(high), float(highest)


def pinball(value: float, five: FIVE) -> float:
    """The mean quantile score; the weighted interval score is twice that of the quantiles it is made of."""
    miss = value - np.array(five)
    return float(np.mean(np.maximum(LEVELS * miss, (LEVELS - 1) * miss)))


@pytest.mark.parametrize(
    ("value", "interval_50", "interval_90"),
    [
        (100.0, 20.0, 40.0),
        (110.0, 20.0, 40.0),
        (115.0, 40.0, 40.0),
        (125.0, 80.0, 140.0),
        (70.0, 100.0, 240.0),
    ],
)
def test_a_range_costs_its_width_and_each_miss_by_what_it_leaves_out(
    value: float, interval_50: float, interval_90: float
) -> None:
    """By hand: 4 for each unit outside the 50 % range, 20 for each outside the 90 % range."""
    told = score(came(value), FAN)
    assert (told.interval_50, told.interval_90) == pytest.approx((interval_50, interval_90))
    assert told.weighted == pytest.approx(2 * pinball(value, FAN))


def test_stating_what_is_true_scores_best() -> None:
    """In expectation over what comes, of which the closed form of a normal's interval score is known."""
    values = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    told = [score(came(float(value)), normal(0, 1)) for value in values]
    reach = norm.ppf(0.95)
    missed = 2 * (norm.pdf(reach) - reach * 0.05)  # mean distance outside the 90 % range, both sides
    assert np.mean([one.interval_90 for one in told]) == pytest.approx(2 * reach + 20 * missed, rel=1e-3)
    best = np.mean([one.weighted for one in told])
    for other in (normal(0, 0.5), normal(0, 2), normal(0.5, 1)):
        assert np.mean([score(came(float(value)), other).weighted for value in values]) > best


def test_skill_compares_with_doing_nothing() -> None:
    near, far = score(came(100), FAN), score(came(100), normal(200, 10))
    assert skill(near, far) == pytest.approx(1 - near.weighted / far.weighted)
    assert (
        skill(far, near) == pytest.approx(1 - far.weighted / near.weighted) and far.weighted > near.weighted
    )
    exact = score(came(100), (100.0,) * 5)
    assert skill(near, exact) == SCORED_ZERO
    assert (skill(exact, exact), skill(near, near)) == (0.0, 0.0)


def test_a_value_outside_is_unclear_where_its_interval_reaches_in() -> None:
    values = (came(80), came(125), came(125, 5), came(75, 4), came(75, 6))
    assert [place_in(value, FAN) for value in values] == ["inside", "above", "unclear", "below", "unclear"]
    told = score(came(125, 5), FAN)
    assert (told.place, told.inside_90) == ("unclear", False)


def simulate(n: int, truth: float, seed: int) -> Calibration:
    """n decisions of which each states a standard normal about another level; what came spreads by `truth`."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(50, 20, n)
    values = middles + truth * rng.standard_normal(n)
    told = calibrate(
        [score(came(float(v)), normal(float(m), 1)) for v, m in zip(values, middles, strict=True)]
    )
    assert isinstance(told, Calibration)
    return told


def test_forecasts_that_are_right_hold_as_often_as_said() -> None:
    told = simulate(2_000, 1.0, 1)
    for estimate, share in [(told.within_50, 0.5), (told.within_90, 0.9)]:
        assert estimate.value == pytest.approx(share, abs=3 * np.sqrt(share * (1 - share) / 2_000))
    for estimate, level in zip(told.at_or_below, LEVELS, strict=True):
        assert estimate.value == pytest.approx(level, abs=3 * np.sqrt(level * (1 - level) / 2_000))


def test_overconfident_ones_are_told_from_right_ones() -> None:
    """Of 200 companies with 40 decisions each: seldom a false alarm, nearly always found out."""
    findings = {
        truth: [simulate(40, truth, seed).finding for seed in range(200)] for truth in (1.0, 2.5, 0.3)
    }
    assert findings[1.0].count("holds") >= 180
    assert findings[2.5].count("too narrow") >= 190
    assert findings[0.3].count("too wide") >= 190


def test_nothing_is_said_of_fewer_than_ten() -> None:
    told = [score(came(100), FAN)] * (LEAST - 1)
    assert calibrate(told) == TOO_FEW
    assert isinstance(calibrate([*told, told[0]]), Calibration)


def test_sampling_error_alone_never_makes_ranges_too_narrow() -> None:
    """All lie outside, and all with an interval that reaches into the range."""
    told = calibrate([score(came(125, 6), FAN)] * 20)
    assert isinstance(told, Calibration) and told.within_90.value == 0.0 and told.reached_90.value == 1.0
    assert told.finding == "holds"
