"""Fans of scenarios: which lines stand where, under which words, with which numbers."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.projection import simulate
from figures.canvas import Figure, alt_of
from figures.labels import cut, spread_apart, width
from tests.kit.scenario_figures import FIRST, LIGHT, RESULTS, SCENARIOS, fan_of, no_english, said, uncertain
from tests.kit.scenarios import a_scenario, an_initiative
from ui.scenarios.charts.levels import DASHES, PLOT, ROW, SO_FAR, fans
from wording.words import LANGUAGES, Language

NAMES = (
    "Everywhere",
    "Half of it",
    "A plan with a name much too long to stand beside a line",
    "先试点后推广",
)
CHINESE_NAMES = ("全面推广", "一半推广", "名称很长很长很长很长很长很长很长很长很长的方案", "先试点后推广")
SIDES = tuple(zip(NAMES, RESULTS, strict=True))
CHINESE_SIDES = tuple(zip(CHINESE_NAMES, RESULTS, strict=True))


def medians(figure: Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.name]


def test_every_scenario_has_its_median_with_a_dash_and_a_colour_of_its_own() -> None:
    figure = fans(
        SIDES,
        series="net",
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    lines = medians(figure)
    assert [line.name for line in lines] == list(NAMES)
    assert [line.line.dash for line in lines] == list(DASHES)
    assert len({line.marker.symbol for line in lines}) == 4
    assert [line.line.color for line in lines] == list(LIGHT.scenarios)
    for line, result in zip(lines, RESULTS, strict=True):
        drawn = [five[2] for five in fan_of(result, "net", "difference").by_month]
        assert list(line.y) == pytest.approx(drawn)
        assert str(line.x[0]) == "2026-01-15"


def test_doing_nothing_is_drawn_beside_levels_and_zero_under_differences() -> None:
    levels = fans(
        SIDES,
        series="approval_time_median",
        of="scenario",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    first = medians(levels)[0]
    assert (first.name, first.line.dash, first.line.color) == ("Do nothing", "dash", LIGHT.quiet)
    still = [five[2] for five in fan_of(RESULTS[0], "approval_time_median", "baseline").by_month]
    assert list(first.y) == pytest.approx(still)
    assert not [shape for shape in levels.layout.shapes if shape.y0 == shape.y1 == 0]
    changes = fans(
        SIDES,
        series="approval_time_median",
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert [shape for shape in changes.layout.shapes if shape.y0 == shape.y1 == 0]
    assert changes.layout.yaxis.range[0] < 0 < changes.layout.yaxis.range[1]


def test_scenarios_that_assume_different_things_of_doing_nothing_each_have_their_own() -> None:
    grown = tuple(
        one.restate(0.1, 0.1, 0.1) if one.name == "volume_growth" else one for one in COEFFICIENTS.values()
    )
    other = simulate(
        a_scenario(SCENARIOS[0].initiatives, SCENARIOS[0].effects, months=24, coefficients=grown)
    )
    sides = (("as now", RESULTS[0]), ("growing", other))
    figure = fans(
        sides,
        series="balance",
        of="scenario",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert [line.name for line in medians(figure)][:2] == [
        "Do nothing, as as now assumes",
        "Do nothing, as growing assumes",
    ]


@pytest.mark.parametrize("series", ["net", "npl_rate", "balance", SO_FAR])
def test_labels_at_the_right_never_cover_each_other(series: str) -> None:
    figure = fans(
        SIDES,
        series=series,
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    low, high = figure.layout.yaxis.range
    heights = sorted(note.y for note in figure.layout.annotations if note.x == 1 and note.yref != "paper")
    assert len(heights) == 4
    row = ROW * (high - low) / PLOT
    assert all(after - before >= 0.999 * row for before, after in pairwise(heights))
    assert low <= heights[0] and heights[-1] <= high


def test_the_ends_stand_as_intervals_of_the_last_month_that_all_reach() -> None:
    longer = simulate(uncertain(1.0, 2, months=36))
    sides = (SIDES[0], ("longer", longer))
    figure = fans(
        sides,
        series="net",
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    end = fan_of(longer, "net", "difference").by_month[23]
    bars = [list(trace.y) for trace in figure.data if trace.mode == "lines" and len(trace.y) == 2]
    assert bars[2:] == [pytest.approx([end[0], end[4]]), pytest.approx([end[1], end[3]])]
    assert "Dec 2027" in said(figure)


def test_net_since_the_start_is_the_sum_of_the_differences_in_each_draw() -> None:
    """Without uncertainty every draw is the median, so medians add up, too."""
    sure = simulate(a_scenario((an_initiative("a", (0, 0), cost_once=5.0, cost_per_month=1.0),), ()))
    assert [five[2] for five in sure.so_far] == pytest.approx([-6.0 - month for month in range(12)])
    figure = fans(
        (("a", sure),),
        series=SO_FAR,
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert list(medians(figure)[0].y)[-1] == pytest.approx(-17.0)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_same_numbers_stand_in_the_label_the_alt_text_and_where_one_points(narrow: bool) -> None:
    sure = simulate(a_scenario((an_initiative("a", (0, 0), cost_once=5.0, cost_per_month=1.0),), ()))
    figure = fans(
        (("a", sure),),
        series="net",
        of="difference",
        first_month=FIRST,
        narrow=narrow,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert "● <b>a</b><br>−1.00 (−1.00\u00a0…\u00a0−1.00)" in said(figure)
    assert "Dec 2026: a −1\xa0CNY" in alt_of(figure)
    assert "Jan 2026 · <b>a</b><br>median −6\xa0CNY" in medians(figure)[0].text[0]


@pytest.mark.parametrize("series", ["net", "npl_rate", "approval_time_median", "active_months", SO_FAR])
def test_chinese_fans_hold_no_english(series: str) -> None:
    no_english(
        fans(
            CHINESE_SIDES,
            series=series,
            of="difference",
            first_month=FIRST,
            narrow=True,
            currency="CNY",
            language="zh",
            theme="dark",
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_nobody_knows_says_why_it_is_blank(language: Language) -> None:
    without = tuple((name, replace(RESULTS[0], fans=())) for name in NAMES)
    figure = fans(
        without,
        series="customer_value",
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language=language,
        theme="light",
    )
    assert not figure.data and len(alt_of(figure)) > 10


def test_a_name_is_shown_as_it_was_typed() -> None:
    figure = fans(
        (("a <b> & c", RESULTS[0]),),
        series="net",
        of="difference",
        first_month=FIRST,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert "a <b> & c" in alt_of(figure)
    assert any("<b>a &lt;b&gt; &amp; c</b>" in text for text in said(figure))
    assert "<b>a &lt;b&gt; &amp; c</b>" in medians(figure)[0].text[0]


def test_places_are_moved_apart_no_more_than_they_must() -> None:
    assert spread_apart([5.0, 1.0], 1.0, 0.0, 10.0) == [5.0, 1.0]
    assert spread_apart([5.0, 5.0, 1.0], 1.0, 0.0, 10.0) == [4.5, 5.5, 1.0]
    assert spread_apart([10.0, 10.0], 1.0, 0.0, 10.0) == [9.0, 10.0]


def test_a_long_name_is_cut_where_its_room_ends() -> None:
    assert cut("short", 100) == "short"
    for name in (NAMES[2], CHINESE_NAMES[2]):
        short = cut(name, 120)
        assert short.endswith("…") and width(short) <= 120 < width(name)
