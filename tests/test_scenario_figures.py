"""Figures of scenarios as figures: what stands where, under which words, with which numbers."""

import re
from itertools import pairwise

import pytest

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import Scenario
from analysis.scenario.results import LINES, Fan, Result, simulate
from tests.scenarios import a_scenario, an_effect, an_initiative
from ui.charts import Figure, alt_of
from ui.charts_labels import apart, cut, width
from ui.charts_scenarios import DASHES, PLOT, ROW, SO_FAR, fans
from ui.theme import COLOURS
from ui.words import LANGUAGES, Language

LIGHT = COLOURS["light"]
FIRST = "2026-01"
NAMES = (
    "Everywhere",
    "Half of it",
    "A plan with a name much too long to stand beside a line",
    "先试点后推广",
)
CHINESE_NAMES = ("全面推广", "一半推广", "名称很长很长很长很长很长很长很长很长很长的方案", "先试点后推广")


def uncertain(adoption: float, start: int, months: int = 24) -> Scenario:
    """Faster approval and fewer bad loans, as uncertain as their links, at 12 once and 1 a month."""
    return a_scenario(
        (an_initiative("ai", (start, start + 2), adoption=adoption, cost_once=12.0, cost_per_month=1.0),),
        (
            an_effect("ai", "approval_time_median", -0.5, 0.2),
            an_effect("ai", "npl_rate", -0.3, 0.3),
        ),
        months=months,
        coefficients=tuple(COEFFICIENTS.values()),
    )


SCENARIOS = (uncertain(1.0, 2), uncertain(0.5, 2), uncertain(1.0, 9), uncertain(0.2, 1))
RESULTS = tuple(simulate(one) for one in SCENARIOS)
SIDES = tuple(zip(NAMES, RESULTS, strict=True))
CHINESE_SIDES = tuple(zip(CHINESE_NAMES, RESULTS, strict=True))


def fan_of(result: Result, series: str, of: str) -> Fan:
    return next(fan for fan in result.fans if (fan.series, fan.of) == (series, of))


def said(figure: Figure) -> list[str]:
    """Everything written in a figure: notes, ticks, and what one reads where one points."""
    hovers = [
        str(text)
        for trace in figure.data
        for text in (trace.text if isinstance(trace.text, tuple) else [trace.text])
    ]
    ticks = [*(figure.layout.xaxis.ticktext or ()), *(figure.layout.yaxis.ticktext or ())]
    return [alt_of(figure), *(str(one.text) for one in figure.layout.annotations), *ticks, *hovers]


def no_english(figure: Figure) -> None:
    for text in said(figure):
        plain = re.sub(r"<[^>]*>|NPV|AI|None", "", text)
        assert not re.search(r"[A-Za-z]{2,}", plain), text


def medians(figure: Figure) -> list[object]:
    return [trace for trace in figure.data if trace.name]


def test_every_scenario_has_its_median_with_a_dash_and_a_colour_of_its_own() -> None:
    figure = fans(SIDES, "net", "difference", FIRST, False, "CNY", "en", "light")
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
    levels = fans(SIDES, "approval_time_median", "scenario", FIRST, False, "CNY", "en", "light")
    first = medians(levels)[0]
    assert (first.name, first.line.dash, first.line.color) == ("Do nothing", "dash", LIGHT.quiet)
    still = [five[2] for five in fan_of(RESULTS[0], "approval_time_median", "baseline").by_month]
    assert list(first.y) == pytest.approx(still)
    assert not [shape for shape in levels.layout.shapes if shape.y0 == shape.y1 == 0]
    changes = fans(SIDES, "approval_time_median", "difference", FIRST, False, "CNY", "en", "light")
    assert [shape for shape in changes.layout.shapes if shape.y0 == shape.y1 == 0]
    assert changes.layout.yaxis.range[0] < 0 < changes.layout.yaxis.range[1]


def test_scenarios_that_assume_different_things_of_doing_nothing_each_have_their_own() -> None:
    grown = tuple(
        one.stated(0.1, 0.1, 0.1) if one.name == "volume_growth" else one for one in COEFFICIENTS.values()
    )
    other = simulate(
        a_scenario(SCENARIOS[0].initiatives, SCENARIOS[0].effects, months=24, coefficients=grown)
    )
    sides = (("as now", RESULTS[0]), ("growing", other))
    figure = fans(sides, "balance", "scenario", FIRST, False, "CNY", "en", "light")
    assert [line.name for line in medians(figure)][:2] == [
        "Do nothing, as as now assumes",
        "Do nothing, as growing assumes",
    ]


@pytest.mark.parametrize("series", ["net", "npl_rate", "balance", SO_FAR])
def test_labels_at_the_right_never_cover_each_other(series: str) -> None:
    figure = fans(SIDES, series, "difference", FIRST, False, "CNY", "en", "light")
    low, high = figure.layout.yaxis.range
    heights = sorted(note.y for note in figure.layout.annotations if note.x == 1 and note.yref != "paper")
    assert len(heights) == 4
    row = ROW * (high - low) / PLOT
    assert all(after - before >= 0.999 * row for before, after in pairwise(heights))
    assert low <= heights[0] and heights[-1] <= high


def test_the_ends_stand_as_intervals_of_the_last_month_that_all_reach() -> None:
    longer = simulate(uncertain(1.0, 2, months=36))
    sides = (SIDES[0], ("longer", longer))
    figure = fans(sides, "net", "difference", FIRST, False, "CNY", "en", "light")
    end = fan_of(longer, "net", "difference").by_month[23]
    bars = [list(trace.y) for trace in figure.data if trace.mode == "lines" and len(trace.y) == 2]
    assert bars[2:] == [pytest.approx([end[0], end[4]]), pytest.approx([end[1], end[3]])]
    assert "Dec 2027" in said(figure)


def test_net_since_the_start_is_the_sum_of_the_differences_in_each_draw() -> None:
    """Without uncertainty every draw is the median, so medians add up, too."""
    sure = simulate(a_scenario((an_initiative("a", (0, 0), cost_once=5.0, cost_per_month=1.0),), ()))
    assert [five[2] for five in sure.so_far] == pytest.approx([-6.0 - month for month in range(12)])
    figure = fans((("a", sure),), SO_FAR, "difference", FIRST, False, "CNY", "en", "light")
    assert list(medians(figure)[0].y)[-1] == pytest.approx(-17.0)


def test_sums_of_years_add_up_to_all_months_and_lines_to_net_in_the_mean() -> None:
    for result in RESULTS:
        means = {(one.series, one.first, one.last): one.mean for one in result.sums}
        for line in LINES:
            years = means[line, 1, 12] + means[line, 13, 24]
            assert means[line, 1, 24] == pytest.approx(years)
        costs = sum(means[line, 1, 24] for line in LINES if line.endswith("cost"))
        assert means["net", 1, 24] == pytest.approx(means["income", 1, 24] - costs)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_same_numbers_stand_in_the_label_the_alt_text_and_where_one_points(narrow: bool) -> None:
    sure = simulate(a_scenario((an_initiative("a", (0, 0), cost_once=5.0, cost_per_month=1.0),), ()))
    figure = fans((("a", sure),), "net", "difference", FIRST, narrow, "CNY", "en", "light")
    assert "● <b>a</b><br>−1.00 (−1.00 … −1.00)" in said(figure)
    assert "Dec 2026: a −1\xa0CNY" in alt_of(figure)
    assert "Jan 2026 · <b>a</b><br>median −6\xa0CNY" in medians(figure)[0].text[0]


@pytest.mark.parametrize("series", ["net", "npl_rate", "approval_time_median", "active_months", SO_FAR])
def test_chinese_fans_hold_no_english(series: str) -> None:
    no_english(fans(CHINESE_SIDES, series, "difference", FIRST, True, "CNY", "zh", "dark"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_nobody_knows_says_why_it_is_blank(language: Language) -> None:
    without = tuple((name, Result((), *([None] * 9))) for name in NAMES)  # type: ignore[arg-type]
    figure = fans(without, "customer_value", "difference", FIRST, False, "CNY", language, "light")
    assert not figure.data and len(alt_of(figure)) > 10


def test_a_name_is_shown_as_it_was_typed() -> None:
    figure = fans((("a <b> & c", RESULTS[0]),), "net", "difference", FIRST, False, "CNY", "en", "light")
    assert "a <b> & c" in alt_of(figure)
    assert any("<b>a &lt;b&gt; &amp; c</b>" in text for text in said(figure))
    assert "<b>a &lt;b&gt; &amp; c</b>" in medians(figure)[0].text[0]


def test_places_are_moved_apart_no_more_than_they_must() -> None:
    assert apart([5.0, 1.0], 1.0, 0.0, 10.0) == [5.0, 1.0]
    assert apart([5.0, 5.0, 1.0], 1.0, 0.0, 10.0) == [4.5, 5.5, 1.0]
    assert apart([10.0, 10.0], 1.0, 0.0, 10.0) == [9.0, 10.0]


def test_a_long_name_is_cut_where_its_room_ends() -> None:
    assert cut("short", 100) == "short"
    for name in (NAMES[2], CHINESE_NAMES[2]):
        short = cut(name, 120)
        assert short.endswith("…") and width(short) <= 120 < width(name)
