"""Figures of the Initiatives page as figures: what is filled, hollow, coloured, and where it stands."""

from dataclasses import replace
from math import expm1

import plotly.graph_objects as go
import pytest

from analysis.attribution.grading import Gate
from analysis.results import Reason
from figures.canvas import alt_of
from tests.kit.evidence_by_hand import AFTER, EVIDENCE, LEDGERS, PAIRS, SERIES, a_pair
from tests.kit.initiatives import EN, FALL, HIDDEN, NAMES, RISE
from ui.initiatives.charts.benefits import money
from ui.initiatives.charts.dots import code_of, limit_of
from ui.initiatives.charts.effect_matrix import effect_list, matrix
from ui.initiatives.charts.effects import bin_name, event_study, trend_break
from ui.initiatives.charts.ledger import ledger
from ui.initiatives.charts.roll_out import calendar
from warehouse.effects.benefits import money_of
from warehouse.effects.coverage import Course, MonthOfRollOut
from warehouse.effects.evidence import EventBin
from wording.evidence.effects import by_go_live, sort_kpis
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

LIGHT = COLOURS["light"]
KPIS = sort_kpis(PAIRS)


def the_matrix(chosen: str = "") -> go.Figure:
    return matrix(
        PAIRS,
        initiatives=by_go_live(EVIDENCE),
        kpis=KPIS,
        names=EN,
        chosen=chosen,
        currency="CNY",
        language="en",
        theme="light",
    )


def looks(figure: go.Figure) -> dict[str, tuple[str, str]]:
    """Pair → symbol and colour of its dot."""
    dots = next(trace for trace in figure.data if trace.customdata is not None)
    looks = zip(dots.marker.symbol, dots.marker.color, strict=True)
    return dict(zip(dots.customdata, looks, strict=True))


@pytest.mark.parametrize(
    ("pair", "symbol", "colour"),
    [
        ("ai_approval approval_time_median", "circle", LIGHT.better),  # less is better
        ("smart_service csat", "circle", LIGHT.better),  # more is better
        ("dealer_portal csat", "circle", LIGHT.worse),
        ("data_platform compliance_check_median", "diamond-open", LIGHT.ink),
        ("ai_approval npl_rate", "circle", LIGHT.neutral),  # cannot tell: grey
        ("process_redesign approval_time_median", "x-thin-open", LIGHT.neutral),  # no size can be said
    ],
)
def test_a_dot_is_filled_and_coloured_by_its_evidence(pair: str, symbol: str, colour: str) -> None:
    assert looks(the_matrix())[pair] == (symbol, colour)
    listed = effect_list(
        PAIRS, kpis=KPIS, narrow=True, names=EN, chosen="", currency="CNY", language="en", theme="light"
    )
    assert looks(listed)[pair] == (symbol, colour)


def test_hidden_harm_is_red_and_a_triangle_marks_whatever_lies_on_the_worse_side() -> None:
    """Fewer answers hide harm: a square at the end of −2.48 ± 1.52 nearest to zero. More may explain it: grey."""
    more = replace(
        HIDDEN,
        initiative="e_contract",
        gates=(*HIDDEN.gates[:-1], Gate(code="answers", passed=False, figure=0.06)),
    )
    weak = a_pair(
        "ai_approval",
        kpi="csat",
        scale="points",
        effect=FALL,
        level=0.78,
        reason=Reason(code="weak among many"),
    )
    better = a_pair("smart_service", "csat", "points", RISE, 0.78)
    pairs = (HIDDEN, more, weak, better)
    figure = matrix(
        pairs,
        initiatives=tuple(pair.initiative for pair in pairs),
        kpis=("csat",),
        names=EN,
        chosen="",
        currency="CNY",
        language="en",
        theme="light",
    )
    assert looks(figure) == {
        "process_redesign csat": ("square", LIGHT.worse),
        "e_contract csat": ("circle", LIGHT.neutral),
        "ai_approval csat": ("circle", LIGHT.neutral),
        "smart_service csat": ("circle", LIGHT.better),
    }
    texts = [text for trace in figure.data for text in (trace.text or ()) if trace.mode == "text"]
    assert texts == [
        *("<b>▲≤\u22120.96 pp</b>", "▲\u22122.48 pp", "▲\u22122.48 pp", "<b>+2.48 pp</b>"),
    ]
    assert alt_of(figure).count("interval on the worse side") == 3
    assert "worse, at least 1.20 pp" in alt_of(figure)
    event = event_study(HIDDEN, False, "CNY", "en", "light")
    assert (event.data[1].marker.symbol, event.data[1].marker.color) == ("circle", LIGHT.worse)


def test_a_dot_stands_in_the_column_of_its_kpi_on_that_column_s_scale() -> None:
    figure = the_matrix()
    dots = next(trace for trace in figure.data if trace.customdata is not None)
    place = list(dots.customdata).index("ai_approval approval_time_median")
    own = [pair for pair in PAIRS if pair.kpi == "approval_time_median"]
    expected = KPIS.index("approval_time_median") + 0.42 * expm1(0.8 * -0.73) / limit_of(own)
    assert dots.x[place] == pytest.approx(expected)


def test_goals_come_first_and_the_chosen_cell_is_framed() -> None:
    assert KPIS.index("operating_cost") < KPIS.index("decided_within_24h")
    frames = [len(the_matrix(chosen).layout.shapes) for chosen in ("", code_of(PAIRS[0]))]
    assert frames[1] == frames[0] + 1


def test_a_number_stands_in_a_cell_where_its_direction_is_known() -> None:
    texts = [text for trace in the_matrix().data for text in (trace.text or ()) if trace.mode == "text"]
    assert "<b>\u221244.2%</b>" in texts  # attributable: e^(0.8 × −0.73) − 1
    assert not any("6.20" in text for text in texts)  # its interval includes zero: e^(0.8 × −0.08) − 1
    assert "+8.80 pp" in texts  # cannot tell, but for another reason: 0.8 × 11
    assert "\u221234.3%" in texts  # live everywhere at once, so without a contribution: e^−0.42 − 1


def test_the_event_study_keeps_leads_hollow_and_the_effect_as_a_band() -> None:
    figure = event_study(PAIRS[0], False, "CNY", "en", "light")
    leads, live = figure.data
    assert (leads.marker.symbol, leads.marker.color) == ("circle-open", LIGHT.neutral)
    assert (live.marker.symbol, live.marker.color) == ("circle", LIGHT.better)
    band = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (band.y0, band.y1) == pytest.approx((100 * expm1(-0.82), 100 * expm1(-0.64)))
    assert (band.x0, band.x1) == (2.5, 6.5)


def test_every_number_of_the_event_study_has_its_sign_and_unit() -> None:
    leads, live = event_study(PAIRS[0], False, "CNY", "en", "light").data
    assert all(text[0] in "+\u2212" and text.endswith("%") for text in (*leads.text, *live.text))
    _, points = event_study(PAIRS[1], False, "CNY", "en", "light").data
    assert all(text.endswith(" pp") for text in points.text)
    leads, live = event_study(PAIRS[0], True, "CNY", "en", "light").data
    assert [bool(text) for text in (*leads.text, *live.text)] == [False] * 6 + [True]


def test_bins_are_named_by_their_months() -> None:
    spans = (
        EventBin(first=-12, last=-7, effect=None),
        EventBin(first=0, last=2, effect=None),
        EventBin(first=12, last=None, effect=None),
    )
    assert [bin_name(one) for one in spans] == ["\u221212 … \u22127", "0–2", "12+"]


def test_a_broken_trend_is_drawn_with_and_without_the_break() -> None:
    _, fitted, without = trend_break(SERIES[0], "geometric mean", "CNY", "en", "light").data
    assert without.line.dash == "dot" and len(without.x) == sum(m >= "2023-03" for m in SERIES[0].months)
    assert fitted.y[-1] < without.y[-1]


def test_counts_beside_those_expected_stand_as_an_index() -> None:
    outcome, *_ = trend_break(SERIES[0], "formation", "CNY", "zh", "light").data
    before = [y for y, month in zip(outcome.y, SERIES[0].months, strict=True) if month < "2023-03"]
    assert sum(before) / len(before) == pytest.approx(100)


def test_the_bars_of_a_ledger_add_up_and_say_what_they_stand_for() -> None:
    found = LEDGERS[0]
    bars = [trace for trace in ledger(found, EN, "CNY", "en", "light").data if trace.type == "bar"]
    ends = [bar.base[0] + bar.x[0] for bar in bars]
    assert bars[1].base[0] == pytest.approx(ends[0])
    assert ends[1] == pytest.approx(ends[2]) == pytest.approx(found.observed.value)
    assert "\u221241.1%" in bars[0].text[0]  # e^−0.53 − 1, while the bar is −0.53 long
    assert bars[0].marker.color == LIGHT.better


@pytest.mark.parametrize("narrow", [True, False])
def test_money_shows_a_dot_only_where_it_is_measured(narrow: bool) -> None:
    pairs = [pair for pair in PAIRS if pair.initiative == "ai_approval" and pair.stated]
    found = (money_of(EVIDENCE.initiatives[0], pairs, (AFTER[0], AFTER[-1]), AFTER[-1]),)
    figure = money(found, names=EN, narrow=narrow, currency="CNY", language="en", theme="light")
    dots = [trace for trace in figure.data if trace.type == "scatter" and trace.marker.size == 12]
    assert [dot.y[0] for dot in dots] == [0, 1]  # approval time and automated rate; not the bad loans


@pytest.mark.parametrize(("language", "suffix"), [("en", "m CNY"), ("zh", "万元")])
def test_the_axis_of_money_names_its_unit(language: Language, suffix: str) -> None:
    pairs = [pair for pair in PAIRS if pair.initiative == "ai_approval" and pair.stated]
    costs = (money_of(EVIDENCE.initiatives[0], pairs, (AFTER[0], AFTER[-1]), AFTER[-1]),)
    figure = money(
        costs, names=NAMES[language], narrow=False, currency="CNY", language=language, theme="light"
    )
    assert figure.layout.xaxis.ticksuffix.replace("\u00a0", " ") == suffix


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_is_darker_the_more_units_are_live(language: Language) -> None:
    months = (
        MonthOfRollOut(month="2022-06", live=0, started=(), given_up=()),
        MonthOfRollOut(month="2022-07", live=1, started=("CN-11",), given_up=()),
        MonthOfRollOut(month="2022-08", live=2, started=("CN-12",), given_up=("CN-11",)),
    )
    names, units = NAMES[language], {"region": {"CN-11": "北京"}}
    course = (Course(initiative="ai_approval", unit_kind="region", units=4, months=months),)
    figure = calendar(course, names=names, units=units, narrow=False, language=language, theme="light")
    heat, started, given_up = figure.data
    assert [list(row) for row in heat.z] == [[None, 0.25, 0.5]]  # nothing live is not drawn
    assert "北京" in heat.customdata[0][1]
    assert (len(started.x), len(given_up.x)) == (2, 1)
    assert names["ai_approval"] in alt_of(figure)
