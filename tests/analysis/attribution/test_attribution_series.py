"""A break in the trend of one series: exact without noise, and how often it is told with it."""

import numpy as np
import pytest
from scipy import stats

from analysis.attribution.series import Break, trend_break
from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, Reason

MONTHS = np.arange(60.0)
GO_LIVE = 34.0


def smooth(step: float, slope: float) -> np.ndarray:
    """Level, trend, two waves a year, and the break."""
    season = 0.3 * np.sin(2 * np.pi * MONTHS / 12) + 0.1 * np.cos(4 * np.pi * MONTHS / 12)
    after = MONTHS >= GO_LIVE
    return 2 + 0.01 * MONTHS + season + step * after + slope * (MONTHS - GO_LIVE) * after


def broken(outcome: np.ndarray, partial: bool = False) -> Break:
    found = trend_break(MONTHS, outcome, GO_LIVE, partial)
    assert isinstance(found, Break)
    return found


def test_a_noiseless_break_is_exact() -> None:
    nearly = smooth(-0.2, 0.005) + np.random.default_rng(1).normal(0, 1e-9, 60)
    found = broken(nearly)
    assert (found.step.value, found.slope.value) == pytest.approx((-0.2, 0.005), abs=1e-7)
    assert found.fitted == pytest.approx(nearly, abs=1e-7)
    assert found.without == pytest.approx(smooth(0, 0.005), abs=1e-7)
    assert found.earlier == pytest.approx(np.zeros(len(found.earlier)), abs=1e-7)
    assert found.stands_out


def test_the_month_of_a_go_live_in_its_middle_is_left_out() -> None:
    outcome = smooth(-0.2, 0.0) + np.random.default_rng(1).normal(0, 1e-9, 60)
    outcome[34] = 9.0
    assert broken(outcome, partial=True).step.value == pytest.approx(-0.2, abs=1e-6)
    assert abs(broken(outcome).step.value + 0.2) > 1


@pytest.mark.parametrize(
    ("first", "last", "reason"), [(10, 39, None), (11, 39, HISTORY_TOO_SHORT), (10, 38, NOT_OLD_ENOUGH)]
)
def test_it_needs_24_months_before_and_6_after(first: int, last: int, reason: Reason | None) -> None:
    """Only the months after come by waiting."""
    rows = slice(first, last + 1)
    found = trend_break(MONTHS[rows], smooth(-0.2, 0)[rows], GO_LIVE, False)
    assert isinstance(found, Break) if reason is None else found == reason


def test_the_step_is_that_of_least_squares_with_newey_west_errors() -> None:
    """The same by lstsq, and the errors by a double sum over months with Bartlett's weights, lags 0 to 3."""
    outcome = smooth(-0.1, 0) + np.random.default_rng(2).normal(0, 0.05, 60)
    angle = 2 * np.pi * MONTHS / 12
    after = MONTHS >= GO_LIVE
    x = np.column_stack(
        [
            np.ones(60),
            MONTHS,
            after,
            (MONTHS - GO_LIVE) * after,
            np.sin(angle),
            np.cos(angle),
            np.sin(2 * angle),
            np.cos(2 * angle),
        ]
    )
    coefficients, *_ = np.linalg.lstsq(x, outcome, rcond=None)
    left = outcome - x @ coefficients
    apart = np.abs(MONTHS[:, None] - MONTHS[None, :])
    bartlett = np.maximum(0, 1 - apart / 4)
    bread = np.linalg.inv(x.T @ x)
    covariance = 60 / 52 * bread @ (x.T @ (bartlett * np.outer(left, left)) @ x) @ bread
    found = broken(outcome)
    step, earlier = found.step, np.sqrt(np.mean(found.earlier**2))
    assert step.value == pytest.approx(coefficients[2])
    assert found.slope.error == pytest.approx(np.sqrt(covariance[3, 3]))
    assert step.error == pytest.approx(max(np.sqrt(covariance[2, 2]), earlier))
    assert step.upper == pytest.approx(step.value + stats.t.ppf(0.975, 52) * step.error)


def share_that_stands_out(step: float, draws: int) -> float:
    random = np.random.default_rng(3)
    drawn = [broken(smooth(step, 0) + random.normal(0, 0.05, 60)) for _ in range(draws)]
    return float(np.mean([one.stands_out for one in drawn]))


def test_a_step_stands_out_of_noise_and_none_does_about_as_seldom_as_stated() -> None:
    """A step of six times the noise always; none in 5 % of 600 series: the count has a standard deviation of
    sqrt(600 × 0.05 × 0.95) = 5.3, so it lies within 30 ± 16 all but once in 400 times."""
    assert share_that_stands_out(-0.3, 60) == 1
    assert abs(600 * share_that_stands_out(0, 600) - 30) <= 16
