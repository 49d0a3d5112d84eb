"""A trend: its months, the windows and go-lives behind them, targets, events, and why there may be nothing to draw."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, TOO_FEW, Estimate, Reason
from figures.trend import Surroundings, trend
from tests.kit.records import (
    MONTHS_AFTER,
    MONTHS_BEFORE,
    a_comparison,
    an_answer,
    no_change,
    one_value,
    sure,
)
from tests.kit.trends import AROUND, BY_MONTH, FASTER, MEDIAN, MONTHS, words
from warehouse.kpis import find
from warehouse.query.answers import Answer
from wording.naming import reason_words
from wording.theme import COLOURS

LIGHT = COLOURS["light"]


def test_a_trend_shades_both_windows_in_their_colours_and_the_go_live_from_first_to_last() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    spans = [(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.type == "rect" and shape.yref]
    assert spans == [
        (date(2021, 7, 1), date(2022, 7, 1)),
        (date(2024, 12, 1), date(2025, 12, 1)),
        (date(2022, 7, 1), date(2024, 7, 1)),
    ]
    fills = [shape.fillcolor for shape in figure.layout.shapes if shape.type == "rect"]
    assert fills[0].startswith("rgba(140,150,163,") and fills[1].startswith("rgba(11,92,173,")


def test_a_month_that_is_not_old_enough_is_hollow_and_its_line_dotted() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    points = next(t for t in figure.data if t.mode == "markers")
    assert points.marker.color[-1] == LIGHT.paper
    assert LIGHT.paper not in points.marker.color[:-1]
    assert "not final yet" in points.text[-1]
    assert [t.line.dash for t in figure.data if t.line.dash == "dot"] == ["dot"]


def test_months_of_a_window_have_its_colour() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    points = next(t for t in figure.data if t.mode == "markers")
    colour_of = dict(zip(MONTHS, points.marker.line.color, strict=True))
    assert {colour_of[month] for month in MONTHS_BEFORE} == {LIGHT.before}
    assert {colour_of[month] for month in MONTHS_AFTER} == {LIGHT.after}
    assert colour_of["2023-06"] == LIGHT.neutral


def test_the_band_of_a_target_lies_around_it_in_the_unit_of_the_axis() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    (band,) = [shape for shape in figure.layout.shapes if shape.type == "rect" and not shape.yref]
    assert (band.y0, band.y1) == (22.0, 26.0)


def test_an_event_is_named_where_a_pointer_rests_and_not_below() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    mark = next(t for t in figure.data if t.marker.symbol == "triangle-up")
    assert (list(mark.x), list(mark.text)) == ([date(2023, 1, 15)], ["2023-01 · Subsidy ends"])
    assert mark.y[0] == figure.layout.yaxis.range[0]
    assert "Subsidy" not in words(figure)


def test_quarters_are_drawn_in_their_middle_and_joined_over_three_months() -> None:
    """2021Q3 2021Q4 2022Q1, 2022Q3: one ribbon of three, one of one; only quarters within a window have its colour."""
    firsts = ("2021-07", "2021-10", "2022-01", "2022-07")
    values = (one_value(sure(3000.0, 2500.0, 3600.0), 50, (first,)) for first in firsts)
    answer = replace(an_answer(*values), dimensions=("quarter",))
    figure = trend(answer, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    points = next(t for t in figure.data if t.mode == "markers")
    assert list(points.x) == [date(2021, 8, 15), date(2021, 11, 15), date(2022, 2, 15), date(2022, 8, 15)]
    assert list(points.marker.line.color) == [LIGHT.before] * 3 + [LIGHT.neutral]
    assert points.text[0].startswith("Q3 2021: ")
    assert [len(t.x) for t in figure.data if t.fill == "toself"] == [6, 2]
    assert figure.layout.xaxis.range[1] == date(2022, 10, 1)


def test_the_target_is_a_dashed_line_from_its_first_month_in_the_unit_of_the_axis() -> None:
    figure = trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    target = next(t for t in figure.data if t.line.dash == "dash")
    assert (target.x[0], target.y[0]) == (date(2024, 1, 1), 24.0)
    assert figure.layout.yaxis.ticksuffix == " h"


def drawn_alone(answer: Answer) -> go.Figure:
    """The months without windows, targets or events."""
    return trend(
        answer,
        comparison=None,
        kpi=MEDIAN,
        surroundings=Surroundings(golive=None, marks=(), targets=()),
        language="en",
        theme="light",
    )


def test_a_month_without_value_breaks_line_and_ribbon() -> None:
    """2021-01 2021-02 (no value) 2021-03: two ribbons, no line that crosses February."""
    answer = an_answer(
        one_value(sure(100.0, 90.0, 110.0), 50, ("2021-01",)),
        one_value(Estimate.cannot_say(TOO_FEW), 3, ("2021-02",)),
        one_value(sure(120.0, 100.0, 140.0), 50, ("2021-03",)),
    )
    figure = drawn_alone(answer)
    assert sum(t.fill == "toself" for t in figure.data) == 2
    lines = [t for t in figure.data if t.mode == "lines" and t.fill is None]
    assert all(None in t.y for t in lines)


def test_months_years_apart_are_not_joined() -> None:
    """2012-01 2012-02 … 2016-06: one line, two ribbons."""
    months = ("2012-01", "2012-02", "2016-06")
    answer = an_answer(*(one_value(sure(100.0, 90.0, 110.0), 50, (month,)) for month in months))
    figure = drawn_alone(answer)
    assert sum(t.fill == "toself" for t in figure.data) == 2
    assert sum(t.mode == "lines" and t.fill is None for t in figure.data) == 1


def test_a_trend_whose_months_are_all_too_small_says_what_the_windows_say() -> None:
    months = an_answer(*(one_value(Estimate.cannot_say(TOO_FEW), 9, (month,)) for month in MONTHS_AFTER))
    text = words(
        trend(months, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    )
    assert "Too few cases in single months" in text and "25.0\u00a0h after" in text
    assert "too few cases" in words(
        trend(months, comparison=None, kpi=MEDIAN, surroundings=AROUND, language="en", theme="light")
    )


@pytest.mark.parametrize("reason", [NOT_OLD_ENOUGH, HISTORY_TOO_SHORT])
def test_a_trend_without_months_gives_the_reason_of_the_card(reason: Reason) -> None:
    """Months of too few cases beside windows that cannot be compared: one reason on card and tab."""
    months = an_answer(one_value(Estimate.cannot_say(TOO_FEW), 5, ("2021-07",)))
    compared = a_comparison(no_change(reason))
    figure = trend(
        months,
        comparison=compared,
        kpi=find("repeat_finance_rate"),
        surroundings=AROUND,
        language="en",
        theme="light",
    )
    told = words(figure).replace("<br>", " ")
    assert reason_words(reason, "en") in told
    assert reason_words(TOO_FEW, "en") not in told
