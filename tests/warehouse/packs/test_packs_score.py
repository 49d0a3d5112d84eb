"""The score of a pack, by hand: places on bands, their mean, and what an interval alone is worth."""

from dataclasses import replace

import numpy as np
import pytest

from warehouse.packs.records import Band, Cell, Contents, Measure
from warehouse.packs.score import place, score_of

BAND = (10.0, 20.0, 30.0, 40.0, 60.0)


@pytest.mark.parametrize(
    ("value", "share"), [(5, 5), (10, 10), (15, 17.5), (20, 25), (30, 50), (50, 82.5), (60, 90), (99, 95)]
)
def test_a_place_is_read_off_the_band(value: float, share: float) -> None:
    assert place(BAND, value, "higher") == pytest.approx(share)
    assert place(BAND, value, "lower") == pytest.approx(100 - share)


def test_without_outer_edges_what_lies_beyond_is_one_place() -> None:
    inner = (None, 20.0, 30.0, 40.0, None)
    assert (place(inner, 1, "higher"), place(inner, 99, "higher")) == (12.5, 87.5)


def test_peers_that_are_alike_or_unknown_have_no_places() -> None:
    assert place((1.0,) * 5, 1, "higher") is None and place((None,) * 5, 1, "higher") is None


def contents(*spans: tuple[float | None, float | None, float | None]) -> Contents:
    """Measures a, b, …, each with a value and its ends, all on one band."""
    codes = "abcdef"[: len(spans)]
    measure = Measure(
        code="a",
        how="share",
        name_en="",
        name_zh="",
        definition_en="",
        definition_zh="",
        version="1",
        unit="",
        better="higher",
        notices=(),
    )
    cells = tuple(
        Cell(
            measure=code,
            span="after",
            first_month="",
            last_month="",
            events=None,
            cases=None,
            expected=None,
            value=value,
            lower=lower,
            upper=upper,
            reason=None,
        )
        for code, (lower, value, upper) in zip(codes, spans, strict=True)
    )
    return Contents(
        measures=tuple(replace(measure, code=code) for code in codes),
        cells=cells,
        bands=tuple(Band(measure=code, others=10, at=BAND, usual=None, reason=None) for code in codes),
        amount_base=None,
        terms=(),
        goals=(),
    )


def test_the_score_is_the_mean_place_and_its_range_adds_squares() -> None:
    score = score_of(contents((20, 30, 40), (None, 40, None), (None, 20, None)))
    assert score is not None and score.measures == 3
    assert (score.value, score.lower, score.upper) == pytest.approx((50, 50 - 25 / 3, 50 + 25 / 3))
    both = score_of(contents((20, 30, 40), (20, 30, 40), (30, 30, 30)))
    assert both is not None
    assert both.upper - both.value == pytest.approx(np.hypot(25, 25) / 3)


def test_what_is_little_known_lies_near_the_middle() -> None:
    score = score_of(contents((1, None, 99), (1, None, 99), (1, None, 99)))
    assert score is not None and score.value == 50 and score.upper - score.lower > 50


def test_two_measures_make_no_score() -> None:
    assert score_of(contents((20, 30, 40), (20, 30, 40))) is None
