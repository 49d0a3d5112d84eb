"""Bars of the tornado and of the ranking: how far they reach, under which words, and which are not drawn."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from analysis.scenario.comparison import Ranking
from analysis.scenario.projection import Bar
from figures.canvas import Figure, alt_of
from figures.labels import width
from tests.kit.scenario_figures import BASES, LIGHT, RESULTS, said
from ui.scenarios.charts.tornado import BAR, LINE, ranking_bars, tornado
from wording import formats


def draw(chart: Callable[..., Figure], what: Sequence[Bar] | Ranking, **stated: Any) -> Figure:
    """A chart in English on a wide and light page, of eight bars at most, but for what is stated."""
    usual = {"bases": {}, "names": {}, "shown": 8, "narrow": False}
    page = {"currency": "CNY", "language": "en", "theme": "light"}
    return chart(what, **{**usual, **page, **stated})


def annotated(figure: Figure, start: str) -> list[Any]:
    return [one for one in figure.layout.annotations if str(one.text).startswith(start)]


def test_bars_of_the_tornado_run_from_end_to_end_each_end_with_its_sign_and_value() -> None:
    result = RESULTS[0]
    figure = draw(
        tornado, result.bars, middle=result.middle, bases=BASES, names={"ai": "AI approval"}, shown=3
    )
    (bars,) = figure.data
    for place, bar in enumerate(result.bars[:3]):
        low, high = sorted((bar.at_low, bar.at_high))
        assert (bars.base[place], bars.base[place] + bars.x[place]) == pytest.approx((low, high))
        (down,) = [one for one in annotated(figure, "▼ ") if one.y == bars.y[place]]
        (up,) = [one for one in annotated(figure, "▲ ") if one.y == bars.y[place]]
        assert (down.x, up.x) == pytest.approx((bar.at_low, bar.at_high))
        assert {down.xanchor, up.xanchor} == {"left", "right"}
    assert f"{len(result.bars) - 3} more" in " ".join(said(figure))
    assert formats.value(result.middle, "CNY", "en") in alt_of(figure)


def test_what_was_measured_is_solid_and_what_was_not_is_hatched() -> None:
    bars = (
        Bar(luck="measured ai: npl_rate", name="ai: npl_rate", kind="effect", at_low=1.0, at_high=3.0),
        Bar(luck="cost_overrun", name="cost_overrun", kind="assumption", at_low=1.5, at_high=2.5),
        Bar(luck="discount_rate", name="discount_rate", kind="assumption", at_low=1.9, at_high=2.1),
    )
    bases = {
        "measured ai: npl_rate": "attributable",
        "cost_overrun": "assumed",
        "discount_rate": "set by the company",
    }
    figure = draw(tornado, bars, middle=2.0, bases=bases)
    assert list(figure.data[0].marker.pattern.shape) == ["", "/", ""]
    assert any("assumed</span>" in text for text in said(figure))


@pytest.mark.parametrize("narrow", [True, False])
def test_words_of_the_tornado_are_whole_and_stand_over_their_bars(narrow: bool) -> None:
    """As pixels from the top: a name ends where its bar begins, and begins below the bar before it."""
    result, names = RESULTS[0], {"ai": "A name of an initiative that nobody could write on one line"}
    figure = draw(tornado, result.bars, middle=result.middle, bases=BASES, names=names, narrow=narrow)
    over = [one for one in figure.layout.annotations if one.xref == "paper" and one.yanchor == "bottom"]
    bottom = 0.0
    for y, words in zip(figure.data[0].y, over, strict=True):
        assert words.y == y - BAR / 2
        assert words.y - LINE * (words.text.count("<br>") + 1) >= bottom
        bottom = y + BAR / 2
        lines = re.sub(r"</?span[^>]*>", "", words.text).split("<br>")
        assert all(width(line) <= (320 if narrow else 560) for line in lines)
    whole = re.sub(r"<[^>]*>", " ", over[0].text).replace("  ", " ")
    assert "…" not in whole and names["ai"] in whole


def test_bars_over_zero_are_dark_and_both_sides_are_named() -> None:
    bars = (
        Bar(luck="a", name="volume_growth", kind="assumption", at_low=-2.0, at_high=4.0),
        Bar(luck="b", name="cost_overrun", kind="assumption", at_low=2.0, at_high=0.5),
    )
    ranking = Ranking(
        order=(0, None), best=(0.6, 0.4), ahead=(-3.0, 0.0, 1.0, 2.0, 5.0), leads=0.6, middle=1.0, bars=bars
    )
    figure = draw(ranking_bars, ranking, first="Everywhere", second="Do nothing")
    assert list(figure.data[0].marker.line.color) == [LIGHT.ink, LIGHT.neutral]
    (second,), (first,) = annotated(figure, "← Do nothing ahead"), annotated(figure, "Everywhere ahead →")
    assert (second.x, second.xanchor, first.x, first.xanchor) == (0, "left", 1, "right")
    zero = next(shape for shape in figure.layout.shapes if shape.x0 == 0)
    assert (zero.line.dash, zero.line.color) == ("solid", LIGHT.ink)
    assert "on their own: Growth of applications a year." in alt_of(figure)


def test_bars_too_short_to_be_seen_are_counted_not_drawn() -> None:
    """A row each for what moves nothing that one could see is a page of nothing."""
    ends = ((0.0, 100.0), (40.0, 60.0), (49.5, 50.5), (50.0, 50.0001))
    bars = tuple(
        Bar(luck=str(n), name="volume_growth", kind="assumption", at_low=low, at_high=high)
        for n, (low, high) in enumerate(ends)
    )
    figure = draw(tornado, bars, middle=50.0)
    assert list(figure.data[0].x) == [100.0, 20.0]
    assert any("2 more" in str(one.text) for one in figure.layout.annotations)


def test_the_zero_line_is_on_the_figure_when_no_bar_reaches_it() -> None:
    bars = (Bar(luck="a", name="volume_growth", kind="assumption", at_low=2.0, at_high=4.0),)
    ranking = Ranking(
        order=(0, None), best=(1.0, 0.0), ahead=(1.0, 2.0, 3.0, 4.0, 5.0), leads=1.0, middle=3.0, bars=bars
    )
    figure = draw(ranking_bars, ranking, first="a", second="b", narrow=True)
    assert figure.layout.xaxis.range[0] < 0
    assert "No single number" in alt_of(figure)
