"""Waiting times from histograms against lifelines and numpy on the raw rows."""

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from analysis import survival
from analysis.results import ENDED_OTHERWISE, NO_SPREAD, NOT_OLD_ENOUGH, TOO_FEW, Reason

EDGES = np.concatenate(([0.0], np.arange(1.0, 31.0), [np.inf]))
BINS = len(EDGES) - 1


def _waits(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole days waited, 1 to 30, and how it ended: 0 still open, 1 decided, 2 withdrawn."""
    random = np.random.default_rng(seed)
    return random.integers(1, 31, count), random.choice([0, 1, 2], count, p=[0.2, 0.6, 0.2])


def _histogram(days: np.ndarray) -> np.ndarray:
    return np.bincount(days - 1, minlength=BINS).astype(float)


@pytest.mark.parametrize("seed", range(5))
def test_kaplan_meier_equals_lifelines(seed: int) -> None:
    days, ending = _waits(seed, 400)
    ours = survival.kaplan_meier(_histogram(days[ending == 1]), _histogram(days))
    theirs = KaplanMeierFitter().fit(days, ending == 1).survival_function_at_times(EDGES[1:-1])
    np.testing.assert_allclose(ours[:-1], theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_cumulative_incidence_equals_lifelines(seed: int) -> None:
    """One case a day, so that no order of tied endings can matter."""
    random = np.random.default_rng(seed)
    days, ending = np.arange(1, 301), random.choice([0, 1, 2], 300, p=[0.2, 0.6, 0.2])
    events = np.array([(ending == cause).astype(float) for cause in (1, 2)])
    ours = survival.cumulative_incidence(events, np.ones(300))
    for cause in (1, 2):
        fitter = AalenJohansenFitter(calculate_variance=False).fit(days, ending, event_of_interest=cause)
        theirs = fitter.cumulative_density_.iloc[:, 0].reindex(days, method="ffill")
        np.testing.assert_allclose(ours[cause - 1], theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_weighted_counts_equal_lifelines_with_weights(seed: int) -> None:
    """One row per day and ending with its count, as a mart holds it, against the same counts as weights."""
    days, ending = _waits(seed, 5_000)
    rows = pd.DataFrame({"day": days, "ending": ending}).value_counts().reset_index()
    fitted = KaplanMeierFitter().fit(rows["day"], rows["ending"] == 1, weights=rows["count"])
    theirs = fitted.survival_function_at_times(EDGES[1:-1])
    ours = survival.kaplan_meier(_histogram(days[ending == 1]), _histogram(days))
    np.testing.assert_allclose(ours[:-1], theirs, rtol=0, atol=1e-6)


def test_incidence_of_weighted_counts_equals_lifelines() -> None:
    """Each day one cause, and half a day later the censored, so that no order of tied endings can matter."""
    random = np.random.default_rng(5)
    days, counts = np.arange(1, 31), random.integers(1, 60, (2, 30))
    causes = 1 + days % 2
    rows = pd.DataFrame(
        {
            "time": np.concatenate((days, days + 0.5)),
            "cause": np.concatenate((causes, np.zeros(30, int))),
            "n": counts.ravel(),
        }
    )
    events = np.array([np.where(causes == cause, counts[0], 0) for cause in (1, 2)]).astype(float)
    ours = survival.cumulative_incidence(events, counts.sum(axis=0).astype(float))
    for cause in (1, 2):
        fitter = AalenJohansenFitter(calculate_variance=False).fit(
            rows["time"], rows["cause"], event_of_interest=cause, weights=rows["n"]
        )
        theirs = fitter.cumulative_density_.iloc[:, 0].reindex(days, method="ffill")
        np.testing.assert_allclose(ours[cause - 1], theirs, rtol=0, atol=1e-6)


def test_causes_and_those_who_wait_make_up_everyone() -> None:
    days, ending = _waits(7, 1_000)
    events = np.array([_histogram(days[ending == cause]) for cause in (1, 2)])
    left = survival.cumulative_incidence(events, _histogram(days)).sum(axis=0)
    waiting = survival.kaplan_meier(events.sum(axis=0), _histogram(days))
    np.testing.assert_allclose(left + waiting, 1, atol=1e-12)


def test_quantile_within_a_percent_of_the_raw_rows() -> None:
    """Bins that grow by 2 %: median within 0.3 %, P90 within 1 % of numpy's on uncensored waits."""
    random = np.random.default_rng(3)
    minutes = random.lognormal(7.5, 1.2, 50_000)
    edges = np.concatenate(([0.0], 1.02 ** np.arange(0, 700), [np.inf]))
    weights = np.histogram(minutes, edges)[0].astype(float)
    for share, tolerance in ((0.5, 0.003), (0.9, 0.01)):
        ours = float(survival.quantile(weights, weights, edges, share))
        assert ours == pytest.approx(np.quantile(minutes, share), rel=tolerance)


def test_quantile_by_hand() -> None:
    """Forty cases, ten decided in each of the bins (1, 2], (2, 4], then twenty open.

    S = 0.75 after the first, 0.5 after the second: the median is the end of the second bin, 4.
    The lower quartile of waits is the end of the first, 2; a tenth has been decided at 1 × 2^0.4.
    """
    edges = np.array([0.0, 1.0, 2.0, 4.0, np.inf])
    events = np.array([0.0, 10.0, 10.0, 0.0])
    exits = np.array([0.0, 10.0, 10.0, 20.0])
    assert survival.quantile(events, exits, edges, 0.5) == pytest.approx(4.0)
    assert survival.quantile(events, exits, edges, 0.25) == pytest.approx(2.0)
    assert survival.quantile(events, exits, edges, 0.1) == pytest.approx(2**0.4)


def test_in_the_first_bin_nothing_is_known_but_its_end() -> None:
    """Six of ten waits lie in (0, 1]: the median is at most 1, and leaving out a unit does not move it."""
    waits = np.zeros((6, BINS))
    waits[:, 0], waits[:, 4] = 6.0, 4.0
    assert survival.quantile(waits.sum(axis=0), waits.sum(axis=0), EDGES, 0.5) == 1.0
    np.testing.assert_array_equal(survival.quantile_without_units(waits, waits, EDGES, 0.5), np.ones(6))


def test_quantile_that_is_never_reached_cannot_be_said() -> None:
    """Thirty cases, ten decided, twenty open: the curve stops at two thirds and has no median."""
    events, exits = np.zeros(BINS), np.zeros(BINS)
    events[0], exits[0], exits[5] = 10, 10, 20
    assert np.isnan(survival.quantile(events, exits, EDGES, 0.5))
    assert survival.quantile_of_independent_cases(events, exits, EDGES, 0.5).reason == TOO_FEW


@pytest.mark.parametrize(("days", "reason"), [([2] * 150, NO_SPREAD), ([2] * 75 + [3] * 75, None)])
def test_equal_waits_are_not_too_few_for_an_interval(days: list[int], reason: Reason | None) -> None:
    """150 who all waited two days: there are enough of them, but they show nothing of chance."""
    waits = _histogram(np.array(days))
    found = survival.quantile_of_independent_cases(waits, waits, EDGES, 0.5)
    assert found.value is not None and 1 < found.value <= 2
    assert found.interval_reason == reason


def test_quantile_needs_twenty_at_risk_where_it_is_read() -> None:
    """Of 38 cases half are decided on day 1 and the rest on day 2: 19 at risk there, one too few for P90."""
    events = np.zeros(BINS)
    events[0], events[1] = 19, 19
    assert np.isnan(survival.quantile(events, events, EDGES, 0.9))
    events[1] = 20
    assert survival.quantile(events, events, EDGES, 0.9) > 1


def test_open_cases_make_the_median_later_not_earlier() -> None:
    """Dropping the open ones halves the median of those who stay."""
    days = np.concatenate([np.repeat(2, 50), np.repeat(10, 50)])
    decided = np.concatenate([np.ones(50, bool), np.zeros(50, bool)])
    late = np.concatenate([days, np.repeat(20, 50)])
    with_open = survival.quantile(
        _histogram(late[np.concatenate([decided, np.ones(50, bool)])]), _histogram(late), EDGES, 0.5
    )
    without = survival.quantile(
        _histogram(np.repeat([2, 20], 50)), _histogram(np.repeat([2, 20], 50)), EDGES, 0.5
    )
    assert with_open > 19
    assert without < 2.1


def test_interval_of_independent_cases_covers() -> None:
    """Over 300 samples of 200 waits the 95 % interval holds the true median about as often as it says."""
    random = np.random.default_rng(11)
    edges = np.concatenate(([0.0], 1.02 ** np.arange(0, 500), [np.inf]))
    inside = 0
    for _ in range(300):
        minutes = random.lognormal(5, 1, 200)
        seen = random.lognormal(6.5, 1, 200)
        events = np.histogram(minutes[minutes <= seen], edges)[0].astype(float)
        exits = np.histogram(np.minimum(minutes, seen), edges)[0].astype(float)
        estimate = survival.quantile_of_independent_cases(events, exits, edges, 0.5)
        assert estimate.lower is not None and estimate.upper is not None
        inside += estimate.lower <= np.exp(5) <= estimate.upper
    assert 0.91 <= inside / 300 <= 0.99


@pytest.mark.parametrize(
    ("decided", "given_up", "still_open", "reason"),
    [
        (31, 0, 0, TOO_FEW),  # the 16th of 31 has 16 at risk, and none is to come
        (20, 0, 60, NOT_OLD_ENOUGH),  # 20 of 80: the median is among those still open
        (10, 25, 0, TOO_FEW),  # the 18th of 35 has 18 at risk, whoever gave up
        (20, 60, 0, ENDED_OTHERWISE),  # three in four gave up: S stays above a half
        (20, 50, 10, ENDED_OTHERWISE),  # were all ten decided, S would still be above a half
    ],
)
def test_why_a_median_cannot_be_said(decided: int, given_up: int, still_open: int, reason: Reason) -> None:
    """One decision a bin from the first on; those who give up, and those still open, leave in the 26th."""
    events, others, left = (np.zeros(BINS) for _ in range(3))
    events[:decided] = 1
    others[25], left[25] = given_up, still_open
    sums = np.array([events, events + others + left, left])
    assert np.isnan(survival.quantile(sums[0], sums[1], EDGES, 0.5))
    assert survival.why_no_quantile(sums, EDGES, 0.5) == reason
