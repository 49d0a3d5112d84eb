"""Intervals where units show no spread: nothing, everything, and units that are all alike."""

import numpy as np
import pytest
from scipy import stats

from analysis import intervals
from analysis.measure import measure
from analysis.results import NO_SPREAD, ONE_UNIT, SUM_OF_ALL, TOO_FEW
from analysis.statistic import (
    net_score,
    rate_of_independent_events,
    still_there,
    total,
)
from tests.kit.slices import MEAN, RATE, SHARE, change, counted

SIX = np.full(6, 50.0)  # cases of six units
NONE, ALL, SOME = (
    counted(np.column_stack([events, SIX])) for events in (SIX * 0, SIX, SIX * [0, 0.2, 0, 0.2, 0, 0.2])
)


@pytest.mark.parametrize(("sums", "events"), [(NONE, 0), (ALL, 300)])
def test_a_share_of_none_or_of_all_has_wilsons_interval(sums: np.ndarray, events: int) -> None:
    """Units that are all alike show no spread: an interval without width would claim to be sure."""
    found = measure(SHARE, sums).estimate
    wilson = stats.binomtest(events, 300).proportion_ci(method="wilson")
    assert (found.value, found.lower, found.upper) == pytest.approx((events / 300, wilson.low, wilson.high))
    assert (found.method, found.interval_reason) == (intervals.INDEPENDENT, None)


def test_a_rate_of_no_events_has_the_exact_poisson_interval() -> None:
    """No event in 300: at most −ln 0.025 ÷ 300, the rule of three at 97.5 %."""
    found = measure(RATE, NONE).estimate
    assert (found.lower, found.upper) == pytest.approx((0, -np.log(0.025) / 300))


def test_alike_units_in_the_middle_of_the_scale_are_no_certainty() -> None:
    half = counted(np.column_stack([SIX / 2, SIX]))
    wilson = stats.binomtest(150, 300).proportion_ci(method="wilson")
    assert measure(SHARE, half).estimate.lower == pytest.approx(wilson.low)


@pytest.mark.parametrize("sides", [(NONE, NONE), (ALL, ALL)])
def test_no_change_from_end_to_end_is_known_only_so_far(sides: tuple[np.ndarray, np.ndarray]) -> None:
    """0 to 0, or 1 to 1: as far as Wilson's limit of one side on either."""
    found = change(SHARE, *sides).absolute
    reach = stats.binomtest(0, 300).proportion_ci(method="wilson").high
    assert (found.value, found.lower, found.upper) == pytest.approx((0, -reach, reach))
    assert not found.clear


def test_a_change_from_none_joins_both_sides_intervals() -> None:
    """None of 300 before, 30 of 300 after in three of six units: Wilson's limit before, the units' own after."""
    found, after = change(SHARE, NONE, SOME).absolute, measure(SHARE, SOME).estimate
    assert after.method == intervals.JACKKNIFE and after.lower is not None and after.upper is not None
    none = stats.binomtest(0, 300).proportion_ci(method="wilson").high
    assert found.lower == pytest.approx(0.1 - np.hypot(0.1 - after.lower, none))
    assert found.upper == pytest.approx(after.upper)


def test_an_amount_of_nothing_has_no_interval_and_says_why() -> None:
    """No bad balance in any unit: amounts have no counts to fall back on."""
    found = measure(MEAN, NONE).estimate
    assert (found.value, found.lower, found.interval_reason) == (0, None, NO_SPREAD)
    moved = change(MEAN, NONE, NONE).absolute
    assert (moved.value, moved.lower, moved.interval_reason) == (0, None, NO_SPREAD)


@pytest.mark.parametrize("net", [1, -1, 0])
def test_a_net_score_of_answers_all_alike_is_not_certain(net: int) -> None:
    """All for, all against, all in between, 300 answers each: up to Wilson's 1.26 % of them may be others.

    One who is against instead of for moves the score by two, one instead of a passive one by one.
    """
    sums = np.column_stack([net * SIX, SIX / 100, abs(net) * SIX, SIX])
    found = measure(net_score(), sums).estimate
    few = stats.binomtest(0, 300).proportion_ci(method="wilson").high
    ends = {1: (1 - 2 * few, 1), -1: (-1, 2 * few - 1), 0: (-few, few)}[net]
    assert (found.lower, found.upper) == pytest.approx([100 * end for end in ends])


def test_nobody_leaving_is_known_as_far_as_the_thinnest_tenure() -> None:
    """Six units of ten at risk at every tenure, at the last of five each: 30 who are known to have stayed."""
    at_risk = np.column_stack([np.full((6, 11), 10.0), np.full(6, 5.0)])
    sums = np.stack([np.zeros((6, 12)), at_risk, at_risk], axis=1)
    found = measure(still_there(intervals.LOGIT, 12, TOO_FEW), sums).estimate
    wilson = stats.binomtest(30, 30).proportion_ci(method="wilson")
    assert (found.value, found.lower, found.upper) == pytest.approx((1, wilson.low, 1))


def test_a_sum_of_counts_has_a_poisson_interval_and_one_of_amounts_none() -> None:
    """1,464 contracts of eight units: the exact interval of a count; of their principal only a change has one."""
    units = np.column_stack([np.full(8, 183.0), np.full(8, 1 / 8), np.full(8, 183.0), np.full(8, 183.0)])
    counted_sum = measure(total(intervals.LN, rate_of_independent_events, ONE_UNIT), units).estimate
    limits = stats.chi2.ppf(0.025, 2 * 1464) / 2, stats.chi2.ppf(0.975, 2 * 1464 + 2) / 2
    assert (counted_sum.value, counted_sum.lower, counted_sum.upper) == pytest.approx((1464, *limits))
    amount = total(intervals.LN, None, ONE_UNIT)
    assert measure(amount, units).estimate.interval_reason == SUM_OF_ALL
    assert measure(amount, units[:1]).estimate.interval_reason == ONE_UNIT
