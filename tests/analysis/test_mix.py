"""The mix of a change: by hand, by its properties, and its intervals."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import survival
from analysis.intervals import IDENTITY, LN, LOGIT, RELATIVE, jackknife
from analysis.mix import Array, Mix, mix
from analysis.mix_estimates import (
    Cases,
    Mixed,
    choose_dimensions,
    find_reversed_dimensions,
    mix_of_units,
    of_quantile,
    of_ratio,
)
from analysis.results import ENDED_OTHERWISE, NOT_DEFINED, NOT_OLD_ENOUGH, ONE_UNIT, TOO_FEW
from analysis.statistic import net_score, ratio, share_of_independent_cases, waiting_time

SHARE = of_ratio(ratio(LOGIT, share_of_independent_cases))
DIMS = np.array([(a, b, c) for a in range(2) for b in range(3) for c in range(2)])


def rate(sums: Array) -> Array:
    above, below = sums[..., 0], sums[..., 1]
    quotient: Array = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    return quotient


def denominator(sums: Array) -> Array:
    return sums[..., 1]


def of_rate(before: Any, after: Any, dims: Any) -> Mix:
    return mix(rate, np.array(before, dtype=float), np.array(after, dtype=float), denominator, np.array(dims))


def cases_of(before: Any, after: Any, dims: Any, names: tuple[str, ...], units: Any = None) -> Cases:
    """Rows of (events, cases) as sums of a share; without `units` all rows are of one."""
    sides = [np.array(side, dtype=float) for side in (before, after)]
    sums = np.stack([np.column_stack((side, side)) for side in sides])
    return Cases(
        sums=sums,
        dims=np.array(dims),
        names=names,
        units=np.zeros(len(dims), int) if units is None else np.array(units),
    )


def known(found: object) -> Mixed:
    assert isinstance(found, Mixed)
    return found


# By hand


def test_simpson_each_member_fell_and_the_whole_rose() -> None:
    """
              before            after
              n    bad          n    bad
    new car   800   80  10 %    200   18   9 %     −1 point
    used car  200   60  30 %    800  232  29 %     −1 point
    whole          140  14 %         250  25 %    +11 points = −1 within + 12 mix
    """
    before, after = [(80, 800), (60, 200)], [(18, 200), (232, 800)]
    found = of_rate(before, after, [(0,), (1,)])
    assert (found.before, found.after) == pytest.approx((0.14, 0.25))
    assert found.within == pytest.approx(-0.01)
    assert found.parts == pytest.approx((0.12,))
    cases = cases_of(before, after, [(0, 0), (1, 0)], ("product", "channel"))
    assert find_reversed_dimensions(SHARE, cases) == (0,)  # one channel has no members to be told apart
    assert known(mix_of_units(SHARE, cases)).reversed_by == ("product",)


def test_a_large_member_among_small_ones_reverses_nothing() -> None:
    """One member with 10 % of the weight fell, thirty with 3 % each rose like the whole."""
    before = [(10, 100), *[(3, 30)] * 30]
    after = [(9, 100), *[(6, 30)] * 30]
    cases = cases_of(before, after, [(i,) for i in range(31)], ("region",))
    assert find_reversed_dimensions(SHARE, cases) == ()


def test_a_dealer_of_one_side_only_is_all_mix_so_dealers_are_left_out() -> None:
    """
                before          after
                n    late       n    late
    dealer A    100   20  20 %   50    9  18 %    −2 points
    dealer B    100   20  20 %    –               left
    dealer C      –             150   27  18 %    came
    whole       200   40  20 %  200   36  18 %    −2 points, really: no dealer differs from another

    With cells of dealers B keeps 20 % and C 18 % on both sides: Q(p0,F1) = 19 %, Q(p1,F0) = 18.5 %, so within is
    the mean of −1.0 and −0.5 = −0.75 and mix −1.25. Only 50 % and 25 % of the weight is shared, so it is not split.
    """
    before, after = [(20, 100), (20, 100), (0, 0)], [(9, 50), (0, 0), (27, 150)]
    thin = of_rate(before, after, [(0,), (1,), (2,)])
    assert (thin.within, thin.parts[0]) == pytest.approx((-0.0075, -0.0125))
    found = known(mix_of_units(SHARE, cases_of(before, after, [(0,), (1,), (2,)], ("partner",))))
    assert (found.left_out, found.parts) == (("partner",), ())
    assert found.within.value == pytest.approx(-0.02)


def test_the_dimension_with_most_members_goes_first_and_only_while_cells_overlap_too_little() -> None:
    """
    product dealer  before after        by product: new 50|46, used 50|54: all shared
    new     A           46    44        by dealer or both: B and C are on one side only, 4 % and 6 % of the weight
    new     B            4     –
    new     C            –     2        (used C: 4)
    used    A           50    50        95 % is shared only without the dealer
    used    C            –     4
    """
    dims = np.array([(0, 0), (0, 1), (0, 2), (1, 0), (1, 2)])
    before, after = np.array([46.0, 4, 0, 50, 0]), np.array([44.0, 0, 2, 50, 4])
    assert choose_dimensions(dims, before, after) == (0,)
    after[[2, 4]] = 1, 3  # 4 ÷ 98: enough is shared
    assert choose_dimensions(dims, before, after) == (0, 1)


def test_sums_without_weight_stay_with_the_whole() -> None:
    """Cash recovered (−2) of loans long closed: no balance, yet part of the loss, 8 ÷ 200 → 6 ÷ 100."""
    found = of_rate([(10, 200), (-2, 0)], [(6, 100), (0, 0)], [(0,), (1,)])
    assert (found.before, found.after) == pytest.approx((0.04, 0.06))
    assert found.within + sum(found.parts) == pytest.approx(0.02)


# Properties

counted = st.integers(0, 20)
side = st.lists(st.tuples(counted, counted), min_size=12, max_size=12).filter(
    lambda cells: sum(n for _, n in cells) > 0
)


@given(side, side)
def test_within_and_parts_add_up_to_the_change(before: Any, after: Any) -> None:
    found = of_rate(before, after, DIMS)
    sums = np.array(before).sum(axis=0), np.array(after).sum(axis=0)
    change = sums[1][0] / sums[1][1] - sums[0][0] / sums[0][1]
    assert found.within + sum(found.parts) == pytest.approx(change, abs=1e-9)


@given(side, side, st.permutations(range(3)))
def test_the_order_of_dimensions_changes_nothing(before: Any, after: Any, order: list[int]) -> None:
    parts = of_rate(before, after, DIMS).parts
    assert of_rate(before, after, DIMS[:, order]).parts == pytest.approx([parts[d] for d in order], abs=1e-9)


@given(side, side)
def test_swapping_the_windows_flips_every_sign(before: Any, after: Any) -> None:
    there, back = of_rate(before, after, DIMS), of_rate(after, before, DIMS)
    assert (back.within, *back.parts) == pytest.approx([-x for x in (there.within, *there.parts)], abs=1e-9)


@given(side, side)
def test_a_ratio_by_one_dimension_is_shares_times_rates(before: Any, after: Any) -> None:
    """mix = Σ Δp r̄, within = Σ p̄ Δr, bars the means of both sides (all cells have weight here)."""
    sides = np.array((before, after)) + np.array((0.0, 1.0))
    p = sides[..., 1] / sides[..., 1].sum(axis=1, keepdims=True)
    r = sides[..., 0] / sides[..., 1]
    found = of_rate(sides[0], sides[1], np.arange(12)[:, None])
    assert found.parts[0] == pytest.approx(((p[1] - p[0]) * r.mean(axis=0)).sum(), abs=1e-9)
    assert found.within == pytest.approx((p.mean(axis=0) * (r[1] - r[0])).sum(), abs=1e-9)


EDGES = np.append(np.geomspace(10, 10_000, 40), np.inf)
EDGES = np.insert(EDGES, 0, 0.0)


def some_waits(random: np.random.Generator, cells: int, faster: float) -> Array:
    """Histograms [cells, (events, exits), bins] of 40 to 80 waits each, every fifth given up."""
    found = np.zeros((cells, 2, len(EDGES) - 1))
    for cell in range(cells):
        waits = random.lognormal(5 + cell / 10 - faster, 1, random.integers(40, 80))
        bins = np.searchsorted(EDGES[1:], waits)
        gave_up = random.random(len(waits)) < 0.2
        np.add.at(found[cell, 1], bins, 1)
        np.add.at(found[cell, 0], bins[~gave_up], 1)
    return found


@given(st.integers(0, 10_000))
def test_the_parts_of_a_median_add_up_to_the_change_of_the_median(seed: int) -> None:
    random = np.random.default_rng(seed)
    before, after = some_waits(random, 12, 0.0), some_waits(random, 12, 0.7)
    found = mix(median, before, after, exits, DIMS)
    change = median(after.sum(axis=0)) - median(before.sum(axis=0))
    assert found.within + sum(found.parts) == pytest.approx(float(change), rel=1e-9)


def median(sums: Array) -> Array:
    return survival.quantile(sums[..., 0, :], sums[..., 1, :], EDGES, 0.5)


def exits(sums: Array) -> Array:
    return np.asarray(sums[..., 1, :].sum(axis=-1))


# Intervals


def test_intervals_are_the_jackknife_of_the_whole_split() -> None:
    """Eight units: each left out by hand, rows and all, through `mix` on its own; unit 7 alone has cell 11."""
    random = np.random.default_rng(5)
    cell, unit = np.divmod(np.arange(12 * 8), 8)
    n = random.integers(20, 60, (2, 96)) * ((cell < 11) | (unit == 7))
    events = random.binomial(n, 0.3)
    before, after = (np.column_stack((e, m)).astype(float) for e, m in zip(events, n, strict=True))
    cases = cases_of(before, after, DIMS[cell], ("a", "b", "c"), unit)

    def found_in(rows: Array) -> list[float]:
        then, now = (
            np.array([side[rows & (cell == x)].sum(axis=0) for x in range(12)]) for side in (before, after)
        )
        found = mix(rate, then, now, denominator, DIMS)
        return [found.within, *found.parts, found.within / found.before]

    whole = found_in(np.ones(96, bool))
    left = np.array([found_in(unit != u) for u in range(8)])
    sizes = np.array([n[:, unit == u].sum() for u in range(8)], dtype=float)
    told = known(mix_of_units(SHARE, cases))
    estimates = [told.within, *(part for _, part in told.parts), told.relative_within]
    for place, estimate in enumerate(estimates):
        scale = RELATIVE if place == 4 else IDENTITY
        by_hand = jackknife(whole[place], left[:, place], sizes, scale)
        assert (estimate.value, estimate.lower, estimate.upper) == pytest.approx(
            (by_hand.value, by_hand.lower, by_hand.upper), rel=1e-6
        )


def test_a_split_of_few_units_has_no_intervals_and_one_of_few_cases_is_not_told() -> None:
    cases = cases_of([(80, 800), (60, 200)], [(18, 200), (232, 800)], [(0,), (1,)], ("product",))
    found = known(mix_of_units(SHARE, cases))
    assert {e.interval_reason for e in (found.within, found.total, found.parts[0][1])} == {ONE_UNIT}
    few = cases_of([(8, 20), (6, 9)], [(18, 200), (232, 800)], [(0,), (1,)], ("product",))
    assert mix_of_units(SHARE, few) == TOO_FEW


def test_a_net_score_has_no_relative_change() -> None:
    rows = np.array([[(20.0, 100, 60, 100), (10.0, 50, 30, 50)], [(30.0, 100, 60, 100), (20.0, 50, 30, 50)]])
    found = known(
        mix_of_units(
            of_ratio(net_score()),
            Cases(sums=rows, dims=np.array([[0], [1]]), names=("a",), units=np.zeros(2, int)),
        )
    )
    assert found.relative_within.reason == NOT_DEFINED
    assert found.total.value == pytest.approx(50 / 150 - 30 / 150)


def test_a_median_that_is_never_reached_is_not_split() -> None:
    rows = np.stack([some_waits(np.random.default_rng(1), 2, 0.0)] * 2)
    rows[:, :, 0] = 0  # nobody is decided
    kpi = of_quantile(waiting_time(LN, EDGES, 0.5), EDGES, 0.5)
    cases = Cases(sums=rows, dims=np.array([[0], [1]]), names=("a",), units=np.zeros(2, int))
    assert mix_of_units(kpi, cases) == ENDED_OTHERWISE
    still_open = replace(cases, sums=np.concatenate((rows, rows[:, :, 1:]), axis=2))
    assert mix_of_units(kpi, still_open) == NOT_OLD_ENOUGH
