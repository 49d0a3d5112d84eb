"""Scores of peers: by hand, by simulation, and what must not change them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.composite import Measure, Score, composite, percentiles, shrink_normal
from analysis.results import TOO_FEW, TOO_LITTLE_KNOWN

SEED = "20211231-0000000000 dealer"


def certain(code: str, *values: float | None) -> Measure:
    known = np.array([value is not None for value in values])
    return Measure(
        code=code,
        known=known,
        centres=np.array([value or 0.0 for value in values]),
        errors=np.zeros(len(values)),
    )


def scored(measures: list[Measure], *weights: float) -> tuple[Score, ...]:
    return composite(measures, np.array(weights), SEED)


def test_a_score_by_hand() -> None:
    """Two measures of five peers, the second weighing three times as much.

    a   10  20  30  40  50     z    0   25   50   75  100
    b    5   4   3   2   1     z  100   75   50   25    0
    (z_a + 3 z_b) ÷ 4          75   62.5 50  37.5   25
    """
    found = scored([certain("a", 10, 20, 30, 40, 50), certain("b", 5, 4, 3, 2, 1)], 1, 3)
    assert [one.percentiles[0] for one in found] == [0, 25, 50, 75, 100]
    assert [one.value for one in found] == [75, 62.5, 50, 37.5, 25]
    assert [one.rank for one in found] == [1, 2, 3, 4, 5]
    assert all(one.rank_interval == (one.rank, one.rank) for one in found)
    # Without b the order is turned round; counting either twice leaves b ahead.
    assert [one.rank_by_weights for one in found] == [(1, 5), (2, 4), (3, 3), (2, 4), (1, 5)]


def test_what_is_missing_is_not_zero() -> None:
    """The last peer has one of two measures, and that alone is its score; known is 70 % of the weight.

    a   1  2  3  4  5  –    weight 3
    b   1  2  3  4  5  6    weight 7
    """
    *_, last = scored([certain("a", 1, 2, 3, 4, 5, None), certain("b", 1, 2, 3, 4, 5, 6)], 3, 7)
    assert last.percentiles == (None, 100)
    assert (last.coverage, last.value) == pytest.approx((0.7, 100))
    *_, last = scored([certain("a", 1, 2, 3, 4, 5, None), certain("b", 1, 2, 3, 4, 5, 6)], 7, 3)
    assert (last.value, last.rank, last.reason) == (None, None, TOO_LITTLE_KNOWN)


def test_a_measure_of_fewer_than_five_peers_is_out_for_all() -> None:
    whole, few = certain("a", 1, 2, 3, 4, 5, 6), certain("b", 9, None, None, 1, 1, 1)
    found = scored([whole, few], 6, 4)
    assert [one.value for one in found] == [one.value for one in scored([whole], 1)]
    assert {one.coverage for one in found} == {1.0}
    assert {one.reason for one in scored([whole, few], 4, 6)} == {TOO_LITTLE_KNOWN}
    assert {one.reason for one in scored([certain("a", 1, 2, 3, 4)], 1)} == {TOO_LITTLE_KNOWN}


def test_four_with_a_score_are_too_few_to_be_ranked() -> None:
    """Of six peers four have most of the weight."""
    heavy, light = certain("a", 1, 2, 3, 4, None, None), certain("b", 1, 2, 3, 4, 5, None)
    third = certain("c", 1, 2, 3, 4, None, 5)
    found = scored([light, third, heavy], 5, 5, 1)
    assert [one.reason for one in found] == [TOO_FEW] * 4 + [TOO_LITTLE_KNOWN] * 2


def test_expected_percentiles_are_those_of_many_draws() -> None:
    """The mean percentile of each peer over 100,000 draws, by the order of the draws alone."""
    centres, errors = np.array([0.0, 0.3, 0.5, 1.0, 1.1, 2.0]), np.array([1.0, 0.1, 0.5, 0.2, 2.0, 0.0])
    drawn = centres + errors * np.random.default_rng(1).standard_normal((100_000, 6))
    mean = 100 * drawn.argsort(axis=1).argsort(axis=1).mean(axis=0) / 5
    found = percentiles(Measure(code="a", known=np.ones(6, dtype=bool), centres=centres, errors=errors))
    assert found == pytest.approx(mean, abs=0.3)


def test_who_has_few_cases_is_ranked_in_a_wide_interval_and_not_first() -> None:
    """Twenty peers known to ± 1 from 0 to 19; one with 25 is known to ± 60."""
    centres = np.array([*range(20), 25.0])
    errors = np.array([1.0] * 20 + [60.0])
    found = scored([Measure(code="a", known=np.ones(21, dtype=bool), centres=centres, errors=errors)], 1)
    first, last = found[19], found[20]
    assert first.rank == 1 and last.rank not in (None, 1, 2, 3)
    assert last.rank_interval == (1, 21)
    assert first.rank_interval is not None and first.rank_interval[1] <= 5


VALUES = st.lists(st.integers(-50, 50), min_size=6, max_size=12)
Rows = st.lists(VALUES, min_size=2, max_size=4).map(lambda rows: [row[: min(map(len, rows))] for row in rows])


@given(Rows)
def test_only_the_order_of_certain_values_counts(rows: list[list[int]]) -> None:
    plain = [certain(str(n), *map(float, row)) for n, row in enumerate(rows)]
    curved = [replace(one, centres=np.exp(one.centres / 10) - 7) for one in plain]
    weights = np.arange(1.0, len(rows) + 1)
    assert composite(plain, weights, SEED) == composite(curved, weights, SEED)


@given(Rows, st.integers(1, 3))
def test_a_weight_of_zero_drops_a_measure(rows: list[list[int]], wide: int) -> None:
    measures = [
        replace(certain(str(n), *map(float, row)), errors=np.full(len(row), float(wide)))
        for n, row in enumerate(rows)
    ]
    with_it = composite(measures, np.array([0.0, *[1.0] * (len(rows) - 1)]), SEED)
    without = composite(measures[1:], np.ones(len(rows) - 1), SEED)
    assert [replace(one, percentiles=one.percentiles[1:]) for one in with_it] == list(without)


@given(Rows)
def test_who_has_no_values_changes_nothing_for_the_others(rows: list[list[int]]) -> None:
    ones = [
        replace(certain(str(n), *map(float, row)), errors=np.ones(len(row))) for n, row in enumerate(rows)
    ]
    more = [
        Measure(
            code=one.code,
            known=np.append(one.known, False),
            centres=np.append(one.centres, 0.0),
            errors=np.append(one.errors, 0.0),
        )
        for one in ones
    ]
    weights = np.ones(len(rows))
    *others, nobody = composite(more, weights, SEED)
    assert tuple(others) == composite(ones, weights, SEED)
    assert (nobody.value, nobody.reason) == (None, TOO_LITTLE_KNOWN)


# Thirteen trials of a vaccine (Colditz 1994): log risk ratio, variance.
TRIALS = """
-0.8893 0.3256  -1.5854 0.1946  -1.3481 0.4154  -1.4416 0.0200  -0.2175 0.0512  -0.7861 0.0069  -1.6209 0.2230
 0.0120 0.0040  -0.4694 0.0564  -1.3713 0.0730  -0.3394 0.0124   0.4459 0.5325  -0.0173 0.0714
"""


def test_values_are_drawn_to_the_mean_by_the_published_variance() -> None:
    """Of these trials Paule and Mandel's variance is 0.3181."""
    effects, variances = np.array(TRIALS.split(), dtype=float).reshape(-1, 2).T
    values, errors = shrink_normal(effects, np.sqrt(variances))
    kept = errors**2 / variances
    assert variances * kept / (1 - kept) == pytest.approx(0.3181, abs=5e-4)
    weights = 1 / (variances + 0.3181)
    mean = np.sum(weights * effects) / np.sum(weights)
    assert values == pytest.approx(mean + kept * (effects - mean), abs=1e-3)


def test_differences_within_chance_are_none() -> None:
    values, errors = shrink_normal(np.array([1.0, 1.1, 0.9, 1.0, 1.05]), np.full(5, 0.5))
    assert values == pytest.approx(1.01) and len(set(values)) == 1
    assert not errors.any()
