"""Partners among peers, by hand, against scipy's distributions, and on peers whose true ratios are known."""

import numpy as np
import pytest
from scipy.stats import gamma, poisson

from analysis.peers import (
    SHRUNK,
    band,
    chance,
    funnel_limits,
    moments,
    posterior_interval,
    posterior_mean,
    prior_of,
    shrink,
)
from analysis.results import NO_ROWS, TOO_FEW


def peers(random: np.random.Generator, count: int, mean: float, spread: float) -> tuple[np.ndarray, ...]:
    """Expected events of unequal size, true ratios, and events: what happens when the model holds."""
    expected = random.lognormal(0, 1, count)
    expected *= mean / expected.mean()
    true = random.gamma(1 / spread**2, spread**2, count)
    return expected, true, random.poisson(expected * true).astype(float)


def test_moments_by_hand() -> None:
    """
    O   5  10  15  20  0      E  10 each      m = 50 ÷ 50 = 1
    Σ (O − E)² = 25 + 0 + 25 + 100 + 100 = 250, by chance 5 × 10 × (1 − 10/50) = 40
    c = 100 × (1 − 20/50 + 500/2500) = 80 each      A = (250 − 40) ÷ (5 × 80) = 21 ÷ 40

    The first: (5 + 40/21) ÷ (10 + 40/21) = 145 ÷ 250.
    """
    observed, expected = np.array([5.0, 10, 15, 20, 0]), np.full(5, 10.0)
    level, spread = moments(observed, expected)
    assert level == 1.0 and spread == pytest.approx(21 / 40)
    found = shrink(observed, expected)
    assert found.ratios[0].value == pytest.approx(145 / 250)
    assert found.ratios[0].method == SHRUNK
    # Nobody had an event less or more than 1 by so much as before.
    assert all(
        abs((r.value or 0) - 1) <= abs(o / 10 - 1) for r, o in zip(found.ratios, observed, strict=True)
    )


def test_peers_that_chance_alone_explains_are_all_at_their_mean_with_room_on_both_sides() -> None:
    found = shrink(np.array([10.0, 11, 9, 10, 10, 10]), np.full(6, 10.0))
    assert found.spread == 0
    for ratio in found.ratios:
        assert ratio.value == pytest.approx(1)
        assert (ratio.lower or 0) < 0.95 and (ratio.upper or 0) > 1.05


def test_who_cannot_be_compared() -> None:
    """No expected events: no rows. Fewer than five peers, or ten events of all: too few, and never a zero."""
    found = shrink(np.array([3.0, 2, 1, 4, 2, 0]), np.array([2.0, 2, 2, 2, 2, 0]))
    assert [r.reason for r in found.ratios] == [None] * 5 + [NO_ROWS]
    few = shrink(np.array([3.0, 2, 1, 4]), np.full(4, 2.0))
    rare = shrink(np.array([9.0, *np.zeros(8)]), np.full(9, 2.0))
    assert {r.reason for r in (*few.ratios, *rare.ratios)} == {TOO_FEW}


def test_one_partner_with_nearly_all_business_is_no_peer_of_itself() -> None:
    found = shrink(np.array([900.0, 0, 1, 0, 0, 0]), np.array([900.0, 0.2, 0.2, 0.2, 0.2, 0.2]))
    assert found.ratios[0].value == pytest.approx(1, abs=0.01)
    assert all(r.lower is not None and r.lower <= (r.value or 0) <= (r.upper or 0) for r in found.ratios)


def test_a_single_event_where_next_to_none_was_expected_does_not_decide_how_peers_differ() -> None:
    """300 peers alike, 100 more of whom 0.002 events each were expected and one has an event: O ÷ E is 500."""
    expected = np.concatenate((np.full(300, 3.0), np.full(100, 0.002)))
    observed = np.concatenate((np.random.default_rng(6).poisson(3.0, 300), [1.0], np.zeros(99)))
    found = shrink(observed, expected)
    assert found.spread < 0.05
    assert (found.ratios[300].value or 0) < 1.2


def test_shrunk_ratios_are_nearer_to_the_truth_than_raw_ones() -> None:
    random = np.random.default_rng(3)
    for count, mean, spread in ((8, 10, 0.3), (40, 3, 0.3), (400, 3, 0.5)):
        raw, near = [], []
        for _ in range(60):
            expected, true, observed = peers(random, count, mean, spread)
            values = np.array([r.value for r in shrink(observed, expected).ratios])
            raw.append(np.mean((observed / expected - true) ** 2))
            near.append(np.mean((values - true) ** 2))
        assert np.mean(near) < 0.7 * np.mean(raw)


@pytest.mark.parametrize(
    ("count", "mean", "spread"), [(8, 10, 0.3), (12, 50, 0.1), (30, 10, 0.6), (150, 5, 0.4)]
)
def test_intervals_hold_the_truth_about_as_often_as_they_say(count: int, mean: float, spread: float) -> None:
    """Within 91 … 99 %: with few peers it is not known how much they differ, and no interval can know it."""
    random = np.random.default_rng(4)
    held, inside = [], []
    for _ in range(3_000 // count + 20):
        expected, true, observed = peers(random, count, mean, spread)
        ratios = shrink(observed, expected).ratios
        lower, value, upper = (
            np.array([getattr(r, end) for r in ratios]) for end in ("lower", "value", "upper")
        )
        held.append(np.mean((lower <= true) & (true <= upper)))
        inside.append(np.mean((lower <= value) & (value <= upper)))
    assert 0.91 <= np.mean(held) <= 0.99
    assert np.mean(inside) == 1


def test_the_interval_is_that_of_the_mixture_of_gammas() -> None:
    """Second route: draw the prior, then the ratio; quantiles of two million draws."""
    random = np.random.default_rng(5)
    expected, _, observed = peers(random, 10, 8, 0.4)
    prior = prior_of(observed, expected)
    lower, upper = posterior_interval(prior, observed, expected)
    means = posterior_mean(prior, observed, expected)
    point = random.choice(len(prior.weights), 2_000_000, p=prior.weights)
    for place in (0, 4):
        drawn = gamma.rvs(
            observed[place] + prior.shapes[point],
            scale=1 / (expected[place] + prior.rates[point]),
            random_state=random,
        )
        assert np.quantile(drawn, (0.025, 0.975)) == pytest.approx((lower[place], upper[place]), rel=0.01)
        assert drawn.mean() == pytest.approx(means[place], rel=0.01)


def test_funnel_limits_are_the_quantiles_of_the_poisson_distribution() -> None:
    """Not more than the smallest count that reaches the probability, and less than one below it; without steps."""
    expected = np.array([0.01, 0.3, 1, 4.2, 37, 900, 25_000])
    for level in (0.95, 0.998):
        for limits, share in zip(
            funnel_limits(expected, level), ((1 - level) / 2, (1 + level) / 2), strict=True
        ):
            counts, exact = limits * expected, poisson.ppf(share, expected)
            assert np.all(counts <= exact + 1e-9) and np.all(counts >= np.maximum(0, exact - 1) - 1e-9)
    upper = funnel_limits(np.geomspace(0.5, 500, 400), 0.95)[1]
    assert np.abs(np.diff(upper)).max() < 0.05  # counts alone would jump by 1 ÷ E, up to 2


def test_chance_is_twice_the_smaller_tail() -> None:
    observed, expected = np.array([0.0, 3, 9, 20]), np.array([4.0, 3, 3, 31])
    by_tails = [
        min(1, 2 * min(poisson.cdf(o, e), poisson.sf(o - 1, e)))
        for o, e in zip(observed, expected, strict=True)
    ]
    assert chance(observed, expected) == pytest.approx(by_tails)
    # Nothing observed, four expected: 2 e⁻⁴.
    assert chance(observed, expected)[0] == pytest.approx(2 * np.exp(-4))


def test_a_band_needs_five_peers() -> None:
    assert band(np.array([1.0, 2, 3, 4])) is None
    assert band(np.array([1.0, 2, 3, 4, 5])) == pytest.approx((1.4, 2, 3, 4, 4.6))
