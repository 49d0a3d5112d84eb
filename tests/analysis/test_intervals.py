"""Intervals against scipy, closed forms and simulation."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from analysis import intervals
from analysis.measure import compare_each, measure
from analysis.results import FEW_UNITS, NO_ROWS, ONE_UNIT, TOO_FEW, Reason
from analysis.statistic import (
    net_score,
    total,
    total_per_day,
    waiting_time,
)
from tests.kit.slices import MEAN, RATE, SHARE, change, counted


@pytest.mark.parametrize(("successes", "cases"), [(0, 30), (1, 40), (17, 40), (40, 40)])
def test_wilson_equals_scipy(successes: int, cases: int) -> None:
    ours = intervals.wilson(successes, cases)
    theirs = stats.binomtest(successes, cases).proportion_ci(method="wilson")
    assert (ours.lower, ours.upper) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize("events", [0, 1, 12])
def test_poisson_equals_the_chi_square_quantiles(events: int) -> None:
    ours = intervals.poisson(events, 4.0)
    lower = stats.chi2.ppf(0.025, 2 * events) / 2 / 4 if events else 0.0
    assert (ours.lower, ours.upper) == pytest.approx((lower, stats.chi2.ppf(0.975, 2 * events + 2) / 2 / 4))


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=9),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=9),
)
@example([(100, 100)], [(0, 121)])
@example([(3, 3)] * 9, [(0, 1)] * 9)
def test_an_interval_holds_its_value(before: list[tuple[int, int]], after: list[tuple[int, int]]) -> None:
    """Values of shares, rates and net scores of random counts, and of their changes; shares stay within 0 and 1."""
    units = max(len(before), len(after))
    sides = [
        np.array(
            [(min(events, cases), cases) for events, cases in (*side, *[(0, 0)] * (units - len(side)))], float
        )
        for side in (before, after)
    ]
    for statistic in (SHARE, RATE, net_score()):
        found = change(statistic, counted(sides[0]), counted(sides[1]))
        for one in (found.before.estimate, found.after.estimate, found.absolute, found.relative):
            if one.lower is not None:
                assert one.value is not None and one.upper is not None
                assert one.lower <= one.value <= one.upper
    for successes, cases in sides[0].sum(axis=0, keepdims=True):
        share = intervals.wilson(successes, cases)
        assert share.lower is not None and share.upper is not None
        assert 0 <= share.lower <= share.upper <= 1


@pytest.mark.parametrize("cases", range(1, 300))
def test_wilson_ends_at_exactly_none_and_all(cases: int) -> None:
    assert intervals.wilson(0, cases).lower == 0
    assert intervals.wilson(cases, cases).upper == 1


def test_jackknife_by_hand() -> None:
    """A mean of five units of one case each is the textbook t interval (identity scale).

    unit   1  2  3  4  5        θ = 3, leaving u out θ = (15 − u) ÷ 4
    se = sqrt(4/5 × Σ ((15 − u)/4 − 3)²) = sqrt(4/5 × 10/16) = sqrt(0.5) = s ÷ sqrt(5)
    """
    units = np.array([[1.0, 1], [2, 1], [3, 1], [4, 1], [5, 1]])
    without = (15 - units[:, 0]) / 4
    estimate = intervals.jackknife(3.0, without, units[:, 1], intervals.IDENTITY)
    reach = stats.t.ppf(0.975, 4) * np.sqrt(0.5)
    assert (estimate.lower, estimate.upper) == pytest.approx((3 - reach, 3 + reach))


def test_effective_units_by_hand() -> None:
    assert intervals.effective_units(np.array([10.0, 10, 10, 10])) == pytest.approx(4)
    assert intervals.effective_units(np.array([97.0, 1, 1, 1])) == pytest.approx(100**2 / (97**2 + 3))
    assert intervals.effective_units(np.zeros(3)) == 0


def test_relative_change_covers_with_units_of_very_different_size() -> None:
    """31 regions of very different size with shocks of their own: the 95 % interval of the relative change
    holds the true −20 % in 95 ± 3 of 100 samples; taking cases as independent it would in far fewer."""
    random = np.random.default_rng(5)
    size = np.round(random.lognormal(4.5, 1, 31)) + 5
    jackknifed = independent = 0
    for _ in range(400):
        before = random.binomial(size.astype(int), np.clip(random.normal(0.40, 0.06, 31), 0.01, 0.99))
        after = random.binomial(size.astype(int), np.clip(random.normal(0.32, 0.06, 31), 0.01, 0.99))
        found = change(
            SHARE, counted(np.column_stack([before, size])), counted(np.column_stack([after, size]))
        ).relative
        assert found.lower is not None and found.upper is not None
        jackknifed += found.lower <= -0.2 <= found.upper
        log = np.log(after.sum() / before.sum())
        error = np.sqrt((1 - 0.4) / before.sum() + (1 - 0.32) / after.sum())
        independent += abs(log - np.log(0.8)) <= 1.96 * error
    assert 0.92 <= jackknifed / 400 <= 0.985
    assert independent / 400 < 0.85


def test_one_unit_falls_back_to_independent_cases() -> None:
    measured = measure(SHARE, counted(np.array([[40.0, 100.0]])))
    assert measured.estimate == intervals.wilson(40, 100)
    assert measured.estimate.method == "cases taken as independent"
    assert measure(MEAN, counted(np.array([[400.0, 100.0]]))).estimate.interval_reason == ONE_UNIT


@pytest.mark.parametrize(
    ("cases", "reason"),
    [
        ([100.0], ONE_UNIT),
        ([100.0, 0, 0], ONE_UNIT),
        ([100.0, 100], FEW_UNITS),
        ([100.0] * 4, FEW_UNITS),
        ([10_000.0, 1, 1, 1, 1, 1], FEW_UNITS),
    ],
)
def test_few_units_are_not_called_one(cases: list[float], reason: Reason) -> None:
    """An amount and its change have no interval of their own; the reason goes with the units that have cases."""
    sums = counted(np.array([[4 * n, n] for n in cases]))
    found = change(MEAN, sums, sums)
    assert {found.before.estimate.interval_reason, found.absolute.interval_reason} == {reason}
    assert found.relative.interval_reason == reason
    assert measure(total(intervals.LN, None, ONE_UNIT), sums).estimate.interval_reason == reason


def test_change_of_one_unit_takes_cases_as_independent() -> None:
    """40 of 100 before, 60 of 120 after: Newcombe's (1998) hybrid score interval, by hand from Wilson's limits.

    The relative change follows the same way on ln, and tells apart what the absolute one does.
    """
    before, after = counted(np.array([[40.0, 100]])), counted(np.array([[60.0, 120]]))
    low_b, high_b = stats.binomtest(40, 100).proportion_ci(method="wilson")
    low_a, high_a = stats.binomtest(60, 120).proportion_ci(method="wilson")
    lower = 0.1 - np.hypot(0.5 - low_a, high_b - 0.4)
    upper = 0.1 + np.hypot(high_a - 0.5, 0.4 - low_b)
    absolute, relative = change(SHARE, before, after).absolute, change(SHARE, before, after).relative
    assert (absolute.value, absolute.lower, absolute.upper) == pytest.approx((0.1, lower, upper))
    assert absolute.method == "cases taken as independent"
    assert relative.value == pytest.approx(0.25)
    expected = 1.25 * np.exp(-np.hypot(np.log(0.5 / low_a), np.log(high_b / 0.4))) - 1
    assert relative.lower == pytest.approx(expected)
    assert change(MEAN, before, after).absolute.interval_reason == ONE_UNIT


def test_too_few_cases_and_events_cannot_be_said() -> None:
    assert measure(SHARE, counted(np.array([[5.0, 29.0]]))).estimate.reason == TOO_FEW
    assert measure(SHARE, counted(np.array([[0.0, 0.0]]))).estimate.reason == NO_ROWS
    few, many = counted(np.array([[9.0, 100.0]])), counted(np.array([[50.0, 100.0]]))
    assert change(SHARE, few, many).relative.reason == TOO_FEW
    assert change(SHARE, few, many).absolute.value == pytest.approx(0.41)


def test_a_unit_seen_on_one_side_only_is_left_out_on_that_side() -> None:
    before = counted(np.array([[10.0, 50], [20, 50], [15, 50], [12, 50], [18, 50], [0, 0]]))
    after = counted(np.array([[20.0, 50], [25, 50], [25, 50], [22, 50], [20, 50], [30, 50]]))
    absolute = change(SHARE, before, after).absolute
    assert absolute.value == pytest.approx(142 / 300 - 75 / 250)
    assert absolute.lower is not None


def test_swapping_the_windows_flips_the_sign() -> None:
    random = np.random.default_rng(2)
    before = counted(np.column_stack([random.integers(10, 40, 8), np.full(8, 50)]).astype(float))
    after = counted(np.column_stack([random.integers(10, 40, 8), np.full(8, 50)]).astype(float))
    there, back = (change(RATE, a, b).absolute for a, b in ((before, after), (after, before)))
    assert there.value == pytest.approx(-(back.value or 0))
    assert there.lower == pytest.approx(-(back.upper or 0))


def test_a_total_per_day_has_a_poisson_interval() -> None:
    """Six regions with 310 applications in 31 days: ten a day, whatever the regions' sizes."""
    counts = np.array([200.0, 50, 30, 20, 6, 4])
    measured = measure(total_per_day(intervals.LN), np.column_stack([counts, np.full(6, 31 / 6)]))
    assert measured.estimate.value == pytest.approx(10)
    assert measured.estimate.upper == pytest.approx(stats.chi2.ppf(0.975, 622) / 2 / 31)


def test_an_interval_without_an_end_is_not_printed() -> None:
    """Five units, one deletion of which moves the value by a factor e^500: the upper end would be infinite."""
    without = np.array([1.0, 1.0, 1.0, 1.0, np.exp(500.0)])
    found = intervals.jackknife(1.0, without, np.full(5, 10.0), intervals.LN)
    assert (found.value, found.upper, found.interval_reason) == (1.0, None, TOO_FEW)


@pytest.mark.parametrize("kind", ["share", "median"])
def test_slices_measured_together_are_as_if_measured_alone(kind: str) -> None:
    """Slices of 31 units, of 6, of 1, of none, and one too small; some units without cases."""
    random, edges = np.random.default_rng(7), np.append(np.geomspace(1, 1000, 40), np.inf)
    statistic = SHARE if kind == "share" else waiting_time(intervals.LN, edges, 0.5)

    def units(count: int, cases: int) -> np.ndarray:
        sizes = random.poisson(cases, count) * (random.random(count) > 0.1)
        if kind == "share":
            return counted(np.column_stack([random.binomial(sizes, 0.3), sizes]).astype(float))
        exits = np.array([np.bincount(random.binomial(39, 0.4, n), minlength=40) for n in sizes]).reshape(
            -1, 40
        )
        return np.stack([random.binomial(exits.astype(int), 0.8), exits], axis=1).astype(float)

    slices = [(units(*size), units(*size)) for size in ((31, 90), (6, 90), (1, 90), (0, 0), (5, 2))]
    for (before, after), together in zip(slices, compare_each(statistic, slices), strict=True):
        alone = change(statistic, before, after)
        assert together.before == measure(statistic, before) == alone.before
        assert together.absolute == alone.absolute
        assert together.relative == alone.relative
