"""What somebody who knows the rules can find out from what is released, by trying out everything it could stand for."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
import pytest

from analysis.results import TOO_FEW, Reason
from warehouse.packs import disclosure
from warehouse.packs.disclosure import (
    ALL_BUT_FEW,
    FEW_OTHERS,
    FEW_VOLUMES,
    ONE_DOMINATES,
    PART_WITHHELD,
    UNDER_FIVE,
    UNDER_ONE_PERCENT,
    Counts,
    add_counts,
    amount_base,
    average_counts,
    bounds,
    company_share,
    edges,
    goes_by_quarter,
    rate,
    release_amount,
    release_count,
    release_counts,
    round_down_others,
    round_to_significant,
    usual_share,
)

Cells = tuple[int, ...]
WITHHELD = set(range(5))


def possible(
    worlds: Iterable[Cells], release: Callable[[Cells], Hashable]
) -> list[tuple[Cells, list[set[int]]]]:
    """Each world, and per cell every value that it has in the worlds whose release looks the same."""
    alike: dict[Hashable, list[Cells]] = defaultdict(list)
    for world in worlds:
        alike[release(world)].append(world)
    return [
        (world, values)
        for group in alike.values()
        for values in [[set(column) for column in zip(*group, strict=True)]]
        for world in group
    ]


def test_counts_are_told_in_fives_and_under_five_not_at_all() -> None:
    """0 … 4 look alike; 5 … 7 are 5, 8 … 12 are 10."""
    assert {release_count(count) for count in WITHHELD} == {None}
    assert [release_count(count) for count in (4.99, 5, 7, 7.5, 8, 12, 13, 101)] == [
        None,
        5,
        5,
        10,
        10,
        10,
        15,
        100,
    ]


def test_a_count_stands_for_at_least_three_and_one_that_is_withheld_for_five() -> None:
    for world, (values,) in possible(((n,) for n in range(203)), lambda cells: release_count(cells[0])):
        assert len(values) >= 3
        if world[0] < 5:
            assert values == WITHHELD


def test_neither_part_of_a_share_is_pinned_under_five() -> None:
    """Of 60 applications 57 approved: the 3 declined are as few as 3 approved would be."""
    assert release_counts(57, 60) == Counts(numerator=None, denominator=60, reason=ALL_BUT_FEW)
    assert release_counts(3, 60) == Counts(numerator=None, denominator=60, reason=UNDER_FIVE)
    assert release_counts(3, 4) == Counts(numerator=None, denominator=None, reason=UNDER_FIVE)
    assert release_counts(12, 29) == Counts(numerator=10, denominator=30, reason=TOO_FEW)
    assert release_counts(12, 30) == Counts(numerator=10, denominator=30, reason=None)
    worlds = [(n, whole - n) for whole in range(80) for n in range(whole + 1)]
    for world, values in possible(worlds, lambda cells: release_counts(cells[0], sum(cells))):
        for true, could_be in zip(world, values, strict=True):
            assert true >= 5 or len(could_be) >= 5


def test_a_rate_tells_no_more_than_its_counts() -> None:
    found = rate(release_counts(12, 61))
    assert found.value == pytest.approx(10 / 60)
    assert found == rate(release_counts(8, 58))
    assert rate(release_counts(12, 29)).reason == TOO_FEW
    assert rate(release_counts(4, 100)).reason == UNDER_FIVE


def test_a_total_never_pins_the_part_that_is_withheld() -> None:
    """Quarters of 12, 9, 3 and 7 beside their total: 30 of its own rounding, less 10, 10 and 5, would tell of the 3."""

    def by_quarter(cells: Cells) -> Hashable:
        parts = [release_counts(cell, 100) for cell in cells]
        return tuple(parts), add_counts(parts)

    for world, values in possible(itertools.product(range(13), repeat=4), by_quarter):
        for true, could_be in zip(world, values, strict=True):
            if true < 5:
                assert could_be == WITHHELD
    parts = [release_counts(n, 100) for n in (12, 9, 3, 7)]
    assert add_counts(parts) == Counts(numerator=None, denominator=400, reason=PART_WITHHELD)
    assert add_counts([release_counts(n, 100) for n in (12, 9, 7)]) == Counts(
        numerator=25, denominator=300, reason=None
    )
    assert add_counts([release_counts(6, 12)] * 2) == Counts(numerator=10, denominator=20, reason=TOO_FEW)


def test_averages_of_stocks_are_made_of_released_averages() -> None:
    parts = [release_counts(late, 100) for late in (6, 8, 11, 13)]  # 5, 10, 10, 15
    assert average_counts(parts) == Counts(numerator=10, denominator=100, reason=None)
    assert average_counts([*parts, release_counts(2, 100)]) == Counts(
        numerator=None, denominator=100, reason=PART_WITHHELD
    )


def test_two_years_that_overlap_pin_no_quarter() -> None:
    """Years of their own rounding that lie a quarter apart, as where a go-live moves them: differenced, they leave at
    least four values to each quarter under 5, and its months more."""

    def two_years(cells: Cells) -> Hashable:
        return release_count(sum(cells[:4])), release_count(sum(cells[1:]))

    worlds = (
        (*three, first, last)
        for three in itertools.product(range(13), repeat=3)
        for first, last in itertools.product(range(13 - sum(three)), repeat=2)
    )
    for world, values in possible(((a, *three, d) for *three, a, d in worlds), two_years):
        for true, could_be in zip(world, values, strict=True):
            assert true >= 5 or len(could_be) >= 4


def test_many_years_that_overlap_would_pin_quarters() -> None:
    """Why years do not overlap: nine packs, a quarter apart, would leave one value to the fourth of these quarters."""
    quarters = (1, 3, 1, 0, 3, 1, 0, 4, 0, 0, 2, 0)
    assert len(_values_left(quarters, 3)) == 1


def _values_left(quarters: Sequence[int], place: int) -> set[int]:
    """What a quarter can be, given the released sum of each four in a row: forwards, all sequences that agree."""
    seen = [release_count(sum(quarters[start : start + 4])) for start in range(len(quarters) - 3)]
    first_three = itertools.product(range(13), range(13), range(13))
    alive = {(*three, three[place] if place < 3 else -1) for three in first_three}
    for step, told in enumerate(seen, 3):
        alive = {
            (b, c, d, d if step == place else kept)
            for a, b, c, kept in alive
            for d in range(13)
            if release_count(a + b + c + d) == told
        }
    return {kept for *_, kept in alive}


def test_quarters_or_years_is_settled_by_a_year_that_never_moves() -> None:
    enough = [(12, 60)] * 4
    assert goes_by_quarter(enough)
    assert not goes_by_quarter([*enough[:3], (4, 60)]) and not goes_by_quarter([*enough[:3], (12, 29)])
    assert not goes_by_quarter([])
    assert disclosure.is_steady([10, 12, 40, 11], 10)
    assert not disclosure.is_steady([9, 12, 40, 11], 10) and not disclosure.is_steady([], 10)


def test_amounts_are_worth_at_least_five_contracts_either_way() -> None:
    """Contracts of 83,000: five are 415,000, so amounts go by 500,000, and stand for six contracts at least."""
    assert [amount_base(average) for average in (83_000, 100_000, 101_000, 20, 1.1)] == [
        5e5,
        5e5,
        1e6,
        100,
        10,
    ]
    assert release_amount(2_310_000, 30, 5e5) == 2_500_000
    assert release_amount(2_310_000, None, 5e5) is None
    assert release_amount(240_000, 5, 5e5) is None
    for average in np.geomspace(10, 1e6, 50):
        assert amount_base(average) >= 5 * average


def test_values_that_are_no_counts_keep_two_digits() -> None:
    assert [round_to_significant(v) for v in (1234.5, 0.04567, 0, -3.14, 99.6)] == [1200, 0.046, 0, -3.1, 100]


def test_a_band_needs_five_others_and_its_ends_ten() -> None:
    four, five, nine, ten = ([float(n) for n in range(1, count + 1)] for count in (4, 5, 9, 10))
    assert edges(four, False) == disclosure.Edges(at=(None,) * 5, reason=FEW_OTHERS)
    assert edges(five, False).at == (None, 2, 3, 4, None)
    assert edges(nine, False).at[0] is None and edges(nine, False).at[4] is None
    assert edges(ten, False).at == (2, 3, 5, 8, 9)
    assert [round_down_others(count) for count in (5, 9, 10, 23)] == [5, 5, 10, 20]


@pytest.mark.parametrize("count", range(5, 30))
def test_no_edge_is_the_value_of_one_partner(count: int) -> None:
    """Moving any single other moves each edge by a third of it at most."""
    values = [100.0 + n for n in range(count)]
    for place in range(count):
        moved = list(values)
        moved[place] += 0.3
        for before, after in zip(edges(values, False).at, edges(moved, False).at, strict=True):
            assert before is None or after is None or abs(after - before) <= 10  # a step of two digits
    assert disclosure._edge(sorted([1.0, 2, 90, 4, 5]), 0.5) == round_to_significant((2 + 4 + 5) / 3)


def test_the_largest_volume_is_behind_no_edge() -> None:
    """A carmaker that sells more than all others, whom everybody knows: its volume cannot be had from the band."""
    assert edges([float(n) for n in range(1, 10)], True).reason == FEW_VOLUMES
    for count in range(10, 40):
        values = [float(n) for n in range(1, count)]
        assert edges([*values, 1e6], True) == edges([*values, 1e9], True)
        assert edges([*values, 1e6], True).at[4] is None


def test_the_share_of_the_company_tells_no_other_volume_and_the_total_only_roughly() -> None:
    """Whoever divides its amount by its share has the company's total within about 5 %, and nobody's volume alone."""
    assert company_share(10, [30, 20, 20, 20], 0) == FEW_OTHERS
    assert company_share(10, [91, 20, 20, 20, 20, 10], 0) == ONE_DOMINATES
    assert company_share(0.1, [20] * 6, 0) == UNDER_ONE_PERCENT
    for own in np.geomspace(1, 400, 300):
        share = company_share(float(own), [20] * 5, 10)
        if isinstance(share, Reason):
            continue
        assert share < 10 or share % 5 == 0
        half = 0.5 if share < 10 else 2.5
        low, high = (100 * own / (share + sign * half) for sign in (1, -1))
        assert low - 1e-9 <= own + 110 <= high + 1e-9
        if own < 110:  # at most half of the company
            assert (high - low) / (own + 110) > 0.09


def test_what_a_withheld_count_can_be_tells_no_more_than_that_it_is_withheld() -> None:
    """All worlds that look alike have the same ends, and the truth of each lies between them."""
    for cases in range(80):
        for events in range(cases + 1):
            counts = release_counts(events, cases)
            ends = bounds(counts)
            if ends is None:
                assert counts.denominator in (None, 5)
                continue
            assert ends[0] <= events / cases <= ends[1]
            alike = {
                (n, k)
                for n in range(max(0, cases - 4), cases + 5)
                for k in range(n + 1)
                if release_counts(k, n) == counts
            }
            assert {bounds(release_counts(k, n)) for n, k in alike} == {ends}
            if counts.numerator is None:
                assert len({k if counts.reason == UNDER_FIVE else n - k for n, k in alike}) == 5


def test_all_others_together_are_told_where_none_of_them_could_be_told_from_it() -> None:
    assert usual_share([30.0] * 4, [100.0] * 4) is None  # four others
    assert usual_share([5.0] * 5, [10.0, 10, 10, 10, 100]) is None  # one has most of the cases
    assert usual_share([1.0, 1, 1, 1, 30], [100.0] * 5) is None  # one has most of the events
    assert usual_share([0.0] * 5, [100.0] * 5) is None and usual_share([100.0] * 5, [100.0] * 5) is None
    assert usual_share([31.0, 32, 33, 34, 35], [100.0] * 5) == 0.33
