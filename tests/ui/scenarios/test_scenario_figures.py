"""Figures of scenarios other than fans and tornados: backtest, money and the tree of drivers."""

import re

import pytest

from analysis.results import Estimate
from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.comparison import Ranking, rank
from analysis.scenario.projection import FIVE, LINES
from figures.canvas import alt_of
from tests.kit.scenario_figures import BASES, FIRST, LIGHT, RESULTS, SCENARIOS, fan_of, no_english, said
from ui.scenarios.charts.backtest import backtest
from ui.scenarios.charts.net_money import money_lines, net_by_year
from ui.scenarios.charts.tornado import ranking_bars, tornado
from ui.scenarios.driver_tree import diagram, links_in_words
from ui.scenarios.driver_tree import in_one_line as tree_in_one_line
from wording.scenarios.terms import coefficient_name


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
    assert "Do nothing" not in said(nothing_yet)


def test_doing_nothing_is_drawn_where_a_decision_is_held_to_it() -> None:
    """Its median as a dotted line within the axis, though it lies far above the band."""
    figure = backtest(
        "Plan",
        by_month=((80.0, 90.0, 100.0, 110.0, 120.0),) * 3,
        observed=observed(100.0),
        series="net",
        first_month=FIRST,
        currency="CNY",
        language="en",
        theme="light",
        do_nothing=((180.0, 190.0, 200.0, 210.0, 220.0),) * 3,
    )
    (line,) = (trace for trace in figure.data if trace.line.dash == "dot")
    assert list(line.y) == [200.0] * 3 and figure.layout.yaxis.range[1] > 200
    assert "Do nothing" in said(figure)


def test_sums_of_years_add_up_to_all_months_and_lines_to_net_in_the_mean() -> None:
    for result in RESULTS:
        means = {(one.series, one.first, one.last): one.mean for one in result.sums}
        for line in LINES:
            years = means[line, 1, 12] + means[line, 13, 24]
            assert means[line, 1, 24] == pytest.approx(years)
        costs = sum(means[line, 1, 24] for line in LINES if line.endswith("cost"))
        assert means["net", 1, 24] == pytest.approx(means["income", 1, 24] - costs)


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
    assert "An ”AI” ∗approval∗ −39% (−53\u202f…\u202f−22%), own range" in text
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
