"""Figures of scenarios as figures: what stands where, under which words, with which numbers."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from analysis.results import Estimate
from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.comparison import Ranking, rank
from analysis.scenario.description import Scenario
from analysis.scenario.goal_seek import Coverage
from analysis.scenario.projection import FIVE, LINES, Bar, Fan, Result, simulate
from figures.canvas import Figure, alt_of
from figures.labels import cut, spread_apart, width
from tests.kit.scenarios import a_scenario, an_effect, an_initiative
from ui.scenarios.charts.backtest import backtest
from ui.scenarios.charts.chances import seek_curve
from ui.scenarios.charts.levels import DASHES, PLOT, ROW, SO_FAR, fans
from ui.scenarios.charts.net_money import money_lines, net_by_year
from ui.scenarios.charts.tornado import BAR, LINE, ranking_bars, tornado
from ui.scenarios.driver_tree import diagram, links_in_words
from ui.scenarios.driver_tree import in_one_line as tree_in_one_line
from wording import formats
from wording.scenarios.terms import bases_of, coefficient_name
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

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
BASES = bases_of(SCENARIOS[0])
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


def annotated(figure: Figure, start: str) -> list[Any]:
    return [one for one in figure.layout.annotations if str(one.text).startswith(start)]


def test_bars_of_the_tornado_run_from_end_to_end_each_end_with_its_sign_and_value() -> None:
    result = RESULTS[0]
    figure = tornado(
        result.bars,
        middle=result.middle,
        bases=BASES,
        names={"ai": "AI approval"},
        shown=3,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
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
    figure = tornado(
        bars,
        middle=2.0,
        bases=bases,
        names={},
        shown=8,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert list(figure.data[0].marker.pattern.shape) == ["", "/", ""]
    assert any("assumed</span>" in text for text in said(figure))


@pytest.mark.parametrize("narrow", [True, False])
def test_words_of_the_tornado_are_whole_and_stand_over_their_bars(narrow: bool) -> None:
    """As pixels from the top: a name ends where its bar begins, and begins below the bar before it."""
    result, names = RESULTS[0], {"ai": "A name of an initiative that nobody could write on one line"}
    figure = tornado(
        result.bars,
        middle=result.middle,
        bases=BASES,
        names=names,
        shown=8,
        narrow=narrow,
        currency="CNY",
        language="en",
        theme="light",
    )
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
    figure = ranking_bars(
        ranking,
        first="Everywhere",
        second="Do nothing",
        bases={},
        names={},
        shown=8,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
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
    figure = tornado(
        bars,
        middle=50.0,
        bases={},
        names={},
        shown=8,
        narrow=False,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert list(figure.data[0].x) == [100.0, 20.0]
    assert any("2 more" in str(one.text) for one in figure.layout.annotations)


def test_the_zero_line_is_on_the_figure_when_no_bar_reaches_it() -> None:
    bars = (Bar(luck="a", name="volume_growth", kind="assumption", at_low=2.0, at_high=4.0),)
    ranking = Ranking(
        order=(0, None), best=(1.0, 0.0), ahead=(1.0, 2.0, 3.0, 4.0, 5.0), leads=1.0, middle=3.0, bars=bars
    )
    figure = ranking_bars(
        ranking,
        first="a",
        second="b",
        bases={},
        names={},
        shown=8,
        narrow=True,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert figure.layout.xaxis.range[0] < 0
    assert "No single number" in alt_of(figure)


CURVE = ((0.0, 0.2), (0.5, 0.4), (1.0, 0.8))


@pytest.mark.parametrize(
    ("least", "words"),
    [
        (0.6, "at least 60% of its cases"),
        (None, "at most 80 of 100 simulations"),
        (0.0, "reached without it"),
    ],
)
def test_the_least_coverage_is_marked_where_there_is_one(least: float | None, words: str) -> None:
    figure = seek_curve(
        Coverage(initiative="ai", least=least, curve=CURVE), "AI approval", 0.5, "en", "light"
    )
    assert words in " ".join(said(figure))
    assert list(zip(figure.data[0].x, figure.data[0].y, strict=True)) == list(CURVE)
    marks = [(trace.x[0], trace.y[0]) for trace in figure.data[1:]]
    assert marks == ([] if least is None else [(least, 0.5)])
    wanted = next(shape for shape in figure.layout.shapes if shape.y0 == shape.y1)
    assert (wanted.y0, wanted.line.dash) == (0.5, "dash")


def observed(*values: float | None) -> list[Estimate | None]:
    return [
        None
        if one is None
        else Estimate(value=one, lower=one - 1, upper=one + 1, method="", reason=None, interval_reason=None)
        for one in values
    ]


def test_months_clearly_outside_the_band_point_the_way_they_went() -> None:
    """Each with ± 1 of its own; 120.5 is outside a band that ends at 120, its interval is not."""
    fan: tuple[FIVE, ...] = ((80.0, 90.0, 100.0, 110.0, 120.0),) * 5
    found = observed(100.0, 121.5, None, 78.0, 120.5)
    figure = backtest(
        "Plan",
        by_month=fan,
        observed=found,
        series="net",
        first_month=FIRST,
        currency="CNY",
        language="en",
        theme="light",
    )
    dots = figure.data[-1]
    assert list(dots.marker.symbol) == ["circle", "triangle-up-open", "triangle-down-open", "circle-open"]
    assert [str(day) for day in dots.x] == ["2026-01-15", "2026-02-15", "2026-04-15", "2026-05-15"]
    assert "4 months: 1 inside, 1 unclear ○, 1 ▲, 1 ▼" in said(figure)
    assert "Feb 2026: 122\xa0CNY, above; forecast 90 of 100 simulations between 80\xa0CNY" in alt_of(figure)
    nothing_yet = backtest(
        "Plan",
        by_month=fan,
        observed=(),
        series="net",
        first_month=FIRST,
        currency="CNY",
        language="en",
        theme="light",
    )
    assert "No later month has been observed yet." in said(nothing_yet)


def test_lines_of_money_lead_from_nothing_to_net() -> None:
    figure = money_lines(RESULTS[0], "CNY", "en", "light")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    ends = [bar.base[0] + bar.x[0] for bar in bars]
    assert [bar.base[0] for bar in bars] == pytest.approx([0.0, *ends[:-2], 0.0])
    assert ends[-2] == pytest.approx(ends[-1])
    assert ends[-1] == pytest.approx(RESULTS[0].sums[-1].mean)
    assert RESULTS[0].sums[-1].series == "net"


def test_net_by_year_has_a_bar_a_year_hollow_where_it_may_be_either_way() -> None:
    result = RESULTS[0]
    figure = net_by_year(result, FIRST, "CNY", "en", "light")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    years = [one for one in result.sums if one.series == "net"][:2]
    assert [bar.x[0] for bar in bars] == pytest.approx([one.percentiles[2] for one in years])
    assert "Jan 2026 – Dec 2026 " in alt_of(figure)
    for bar, one in zip(bars, years, strict=True):
        hollow = one.percentiles[0] <= 0 <= one.percentiles[4]
        assert (bar.marker.color == LIGHT.paper) == hollow


@pytest.mark.parametrize("narrow", [True, False])
def test_other_figures_hold_no_english_among_chinese(narrow: bool) -> None:
    names, result = {"ai": "智能审批"}, RESULTS[0]
    ranking = rank(SCENARIOS[:2])
    assert isinstance(ranking, Ranking)
    for figure in (
        tornado(
            result.bars,
            middle=result.middle,
            bases=BASES,
            names=names,
            shown=8,
            narrow=narrow,
            currency="CNY",
            language="zh",
            theme="dark",
        ),
        ranking_bars(
            ranking,
            first="全面推广",
            second="维持现状",
            bases=BASES,
            names=names,
            shown=3,
            narrow=narrow,
            currency="CNY",
            language="zh",
            theme="dark",
        ),
        seek_curve(Coverage(initiative="ai", least=0.6, curve=CURVE), "智能审批", 0.5, "zh", "dark"),
        backtest(
            "全面推广",
            by_month=fan_of(result, "net", "scenario").by_month,
            observed=observed(1.0),
            series="net",
            first_month=FIRST,
            currency="CNY",
            language="zh",
            theme="dark",
        ),
        money_lines(result, "CNY", "zh", "dark"),
        net_by_year(result, FIRST, "CNY", "zh", "dark"),
    ):
        no_english(figure)


def test_the_tree_holds_every_coefficient_and_every_effect_with_its_range() -> None:
    text = diagram(SCENARIOS[0], {"ai": 'An "AI" *approval*'}, "en")
    for one in COEFFICIENTS.values():
        if one.name != "correlation":
            assert coefficient_name(one.name, "en") in text, one.name
    assert "\xa0" not in text  # nothing after it would be drawn
    # exp(−0.5) − 1, and 1.2816 spreads of 0.2 to either side
    assert "An ”AI” ∗approval∗ −39.3% (−53.1\u202f…\u202f−21.6%), own range" in text
    assert "Response of take-up to approval time −0.1 (−0.2\u202f…\u202f0), assumed" in text


def test_links_of_the_tree_that_were_not_measured_are_dotted() -> None:
    text = diagram(SCENARIOS[0], {}, "en")
    node = {name: code for code, name in re.findall(r"^(n\d+)\W+`\*\*(.+?)\*\*", text, re.M)}
    assert f"{node['Approval time, median']} -.-> {node['Take-up rate']}" in text
    assert f"{node['Income a month']} --> {node['Net a month']}" in text


def test_the_tree_in_words_names_the_ends_of_every_link() -> None:
    words = links_in_words(SCENARIOS[0], {"ai": "AI approval"}, "en")
    assert "Approval time, median → Take-up rate: Response of take-up to approval time" in " | ".join(words)
    assert sum("→" in one for one in words) == diagram(SCENARIOS[0], {}, "en").count(">")
    chinese = tree_in_one_line(SCENARIOS[0], {"ai": "智能审批"}, "zh")
    assert not re.search(r"[A-Za-z]{2,}", chinese)
