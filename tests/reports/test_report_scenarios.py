"""What the report of scenarios says, before any format renders it."""

from math import exp

import pytest

from analysis.results import Reason
from analysis.scenario.comparison import OTHER_DRAWS, OTHER_MONTHS, OTHER_START, Ranking
from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import SERIES
from reports import numbers
from reports.axes import difference_axis
from reports.description import Number, Page, Panels, Range, Report, Table
from reports.measure import line_count, shorten
from reports.scenarios.report import scenario_report
from tests.kit.a_report import (
    a_report,
    a_setting,
    plans,
    sides_of,
    small_report,
    small_sides,
    with_splits,
)
from warehouse.scenarios.rows import scenario_rows
from warehouse.snapshot.snapshots import Snapshot
from wording.words import LANGUAGES, Language, say

ALONE = Ranking(
    order=(0, None), best=(0.75, 0.25), ahead=(-1.0, 2.0, 5.0, 6.0, 9.0), leads=0.75, middle=5.0, bars=()
)


def row_of(page: Page, first: str) -> tuple[object, ...]:
    tables = [part for part in page.parts if isinstance(part, Table)]
    return next(row for table in tables for row in table.rows if row[0] == first)


def middle(cell: object) -> float:
    assert isinstance(cell, Range) and isinstance(cell.middle, Number)
    return cell.middle.value


def test_by_hand_churn_falls_by_a_quarter() -> None:
    """On the pencil's company 2 % leave early a month, told by the year; a quarter less is six points less.

    of           churn in the last month
    do nothing   0.02 × 12 = 0.24
    scenario     0.24 × 0.75 = 0.18
    difference   −0.06, which is −6 percentage points
    """
    page = small_report(ALONE, "en").pages[0]
    table = page.parts[1]
    assert isinstance(table, Table)
    place = next(n for n, row in enumerate(table.rows) if row[0] == say("planned.churn_rate", "en"))
    nothing, mine, gain = (row[2] for row in table.rows[place : place + 3])
    assert [middle(cell) for cell in (nothing, mine, gain)] == pytest.approx([0.24, 0.18, -0.06])
    assert isinstance(gain, Range) and isinstance(gain.middle, Number)
    assert gain.middle.held == pytest.approx(-6)
    assert gain.middle.text == "−6.00 pp"


def test_costs_stand_in_the_plan_as_stated() -> None:
    row = row_of(small_report(ALONE, "en").pages[4], "calls")
    costs = [cell.value for cell in row[-2:] if isinstance(cell, Number)]
    assert costs == [100.0, 1.0]


def test_a_range_of_ones_own_stands_as_relative_change_before_the_discount() -> None:
    """ln 0.75 is −25 %; what is drawn around stands beside it."""
    table = small_report(ALONE, "en").pages[4].parts[1]
    assert isinstance(table, Table)
    (row,) = table.rows
    assert middle(row[3]) == pytest.approx(-0.25)
    assert isinstance(row[4], Number) and row[4].value == pytest.approx(-0.25)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [OTHER_START, OTHER_MONTHS, OTHER_DRAWS])
def test_where_there_is_no_ranking_its_reason_is_said(reason: Reason, language: Language) -> None:
    page = small_report(reason, language).pages[1]
    assert say(f"unranked.{reason.code}", language) in page.answer
    titles = [part.title for part in page.parts if isinstance(part, Table)]
    assert titles == [say("scenarios.split", language)]


def test_the_chance_of_being_best_is_that_of_the_ranking() -> None:
    report = small_report(ALONE, "en")
    page = report.pages[1]
    rows = {
        row[1]: row[3].value
        for part in page.parts
        if isinstance(part, Table) and part.title == say("report.ranking", "en")
        for row in part.rows
        if isinstance(row[3], Number)
    }
    assert rows == {"a plan": 0.75, "Do nothing": 0.25}
    assert page.answer == report.pages[0].answer  # one verdict on every page


def test_a_scenario_without_initiatives_changes_nothing_and_says_so(simulated_snapshot: Snapshot) -> None:
    sides = sides_of(simulated_snapshot, plans(4)[3:])
    report = scenario_report(with_splits(sides), OTHER_MONTHS, "", a_setting("zh"))
    comparison, _, fans, drivers, plan = report.pages[:5]
    assert middle(row_of(comparison, say("planned.npv", "zh"))[2]) == 0
    assert len(fans.parts) == 1
    assert not any(isinstance(part, Panels) for part in drivers.parts)
    assert say("report.plan_nothing", "zh", name="＋ nothing at all") in plan.answer


@pytest.mark.parametrize("count", [0, 5])
def test_a_report_holds_one_to_four(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} scenarios"):
        scenario_report(with_splits(small_sides() * count), OTHER_MONTHS, "", a_setting("en"))


def test_names_that_are_the_same_are_told_apart() -> None:
    report = scenario_report(with_splits(small_sides() * 2), OTHER_MONTHS, "", a_setting("en"))
    table = report.pages[0].parts[0]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns[2:]] == ["1. a plan", "2. a plan"]


@pytest.fixture(scope="module", params=LANGUAGES)
def four(request: pytest.FixtureRequest, simulated_snapshot: Snapshot) -> Report:
    return a_report(simulated_snapshot, 4, request.param)[0]


def test_the_last_month_of_every_series_is_that_of_the_records(
    four: Report, simulated_snapshot: Snapshot
) -> None:
    """Of each series three rows, of each scenario three numbers: p50, p5, p95 of the fan's last month."""
    outcomes = four.pages[0].parts[1]
    assert isinstance(outcomes, Table)
    names = {say(f"planned.{series}", four.language): series for series in SERIES}
    last = {
        (place, row["series"], row["of"]): (row["p50"], row["p5"], row["p95"])
        for place, (_, side) in enumerate(sides_of(simulated_snapshot, plans(4)))
        for row in scenario_rows(side.assembled, side.result, "CNY")
        if row["part"] == "fan"
    }
    for start in range(0, len(outcomes.rows), 3):
        series = names[str(outcomes.rows[start][0])]
        rows = outcomes.rows[start : start + 3]
        for row, of in zip(rows, ("baseline", "scenario", "difference"), strict=True):
            for place, cell in enumerate(row[2:]):
                assert three(cell) == pytest.approx(last[place, series, of], rel=1e-8), (series, of)
    assert len(outcomes.rows) >= 18


def three(cell: object) -> list[float]:
    """Median, lower and upper end, as far as they are numbers."""
    assert isinstance(cell, Range)
    return [one.value for one in (cell.middle, cell.lower, cell.upper) if isinstance(one, Number)]


def test_npv_chances_and_targets_are_those_of_the_records(four: Report, simulated_snapshot: Snapshot) -> None:
    money = four.pages[0].parts[0]
    assert isinstance(money, Table)
    for place, (_, side) in enumerate(sides_of(simulated_snapshot, plans(4))):
        cells = [row[2 + place] for row in money.rows]
        rows = scenario_rows(side.assembled, side.result, "CNY")
        (npv,), (payback,) = ([row for row in rows if row["part"] == part] for part in ("npv", "payback"))
        assert three(cells[0]) == pytest.approx([npv["p50"], npv["p5"], npv["p95"]], rel=1e-8)
        months = [payback[name] for name in ("p50", "p5", "p95") if payback[name] is not None]
        assert three(cells[2]) == months
        chances = [cell.value for cell in cells if isinstance(cell, Number)]
        reached = [row["probability"] for row in rows if row["part"] == "target"]
        assert chances == [npv["positive"], payback["within_months"], *reached]


def test_what_effects_are_drawn_around_is_that_of_the_records(
    four: Report, simulated_snapshot: Snapshot
) -> None:
    (_, side), *_ = sides_of(simulated_snapshot, plans(1))
    table = four.pages[4].parts[1]
    assert isinstance(table, Table)
    rows = [row for row in scenario_rows(side.assembled, side.result, "CNY") if row["part"] == "effect"]
    for row, found in zip(rows, table.rows, strict=True):
        stated, taken = found[3], found[4]
        points = OUTCOMES[row["outcome"]].scale == "points"
        value, drawn = (row[key] if points else exp(row[key]) - 1 for key in ("value", "drawn_around"))
        assert isinstance(taken, Number) and taken.value == pytest.approx(drawn)
        number = stated.middle if isinstance(stated, Range) else stated
        assert isinstance(number, Number) and number.value == pytest.approx(value)
        # A published figure has no interval.
        assert isinstance(stated, Range) == (row["source"] != "claim")


def test_charts_read_together_share_a_scale_that_holds_them(four: Report) -> None:
    for page in four.pages:
        for panels in (part for part in page.parts if isinstance(part, Panels)):
            axes = {(chart.axis.low, chart.axis.high, chart.axis.step) for chart in panels.charts}
            assert len(axes) == 1
            for chart in panels.charts:
                ends = [end for one in chart.series for pair in one.ends for end in pair]
                drawn = [value for one in chart.series for value in one.values if value is not None]
                values = [*ends, *drawn]
                near = 1e-9 * chart.axis.step  # an end that is round but for the last digits of a float
                assert chart.axis.low - near <= min(values) and max(values) <= chart.axis.high + near
                assert chart.axis.low <= 0 <= chart.axis.high


def test_a_payback_beyond_the_months_is_no_number(four: Report) -> None:
    cell = row_of(four.pages[0], say("planned.payback", four.language))[2]
    assert isinstance(cell, Range) and isinstance(cell.upper, str)
    assert cell.upper == say("planned.never", four.language, n="36")


def test_a_value_stated_in_one_plan_stands_apart_from_that_of_the_others(four: Report) -> None:
    name = say("coefficient.volume_growth", four.language)
    table = four.pages[5].parts[0]
    assert isinstance(table, Table)
    rows = [row for row in table.rows if row[0] == name]
    assert len(rows) == 2 and middle(rows[0][2]) == 0.02
    assert isinstance(rows[1][2], Number) and rows[1][2].value == 0


def test_a_month_is_an_axis_of_one_unit() -> None:
    axis = difference_axis("approval_time_median", [-203.0, 0.0], a_setting("en"))
    assert (axis.title, axis.divisor, axis.low, axis.high) == ("h", 60, -4.0, 0.0)


@pytest.mark.parametrize(
    ("value", "code"),
    [(0.1234, "0.0%"), (0.00236, "0.000%"), (1.0, "#,##0%"), (0.09996, "0.0%")],
)
def test_a_format_has_three_significant_digits(value: float, code: str) -> None:
    assert numbers.share(value).code == code


def test_money_is_held_in_full() -> None:
    cell = numbers.amount(-1_413_031.4, "CNY", "zh")
    assert (cell.text, cell.held, cell.code) == ("−141万元", -1_413_031.4, '#,##0" 元"')


def test_long_texts_are_measured_by_the_width_of_their_signs() -> None:
    """Ten points a Chinese sign: four fit into 40, the fifth begins a line; a Latin word is not broken."""
    assert line_count("审批时长", 40, 10) == 1
    assert line_count("审批时长中", 40, 10) == 2
    assert line_count("one two", 30, 10) == 2
    assert line_count("", 30, 10) == 1


def test_a_name_that_is_cut_shows_it() -> None:
    assert shorten("short") == "short"
    assert shorten("一二三四五六七八九十一二三四五六七八") == "一二三四五六七八九十一二三四五…"
