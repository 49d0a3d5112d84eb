"""Workbooks read back: every number is that of the records, every text is a text."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.results import Reason
from reports.description import Cell, Data, Number, Range, Report, Table
from reports.xlsx.workbook import workbook
from tests.kit.a_report import MADE_AT, ODD, a_report, small_report
from warehouse.scenarios.rows import scenario_rows
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot
from wording.words import LANGUAGES, Language, say

Four = tuple[Report, list[tuple[str, Side]], Workbook]


def opened(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(workbook(report)))


@pytest.fixture(scope="module", params=LANGUAGES)
def four(request: pytest.FixtureRequest, simulated_snapshot: Snapshot) -> Four:
    report, sides = a_report(simulated_snapshot, 4, request.param)
    return report, sides, opened(report)


def held(sheet: Worksheet) -> list[object]:
    """What the cells hold, row by row, empty ones left out."""
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell not in (None, "")]


def flat(table: Table) -> Iterator[Cell]:
    for row in table.rows:
        for cell in row:
            yield from (cell.middle, cell.lower, cell.upper) if isinstance(cell, Range) else (cell,)


def test_every_month_of_every_fan_is_that_of_the_records(four: Four) -> None:
    report, sides, book = four
    rows = list(book[report.data[0].name].iter_rows(min_row=2, values_only=True))
    wanted = [
        (name, row["series"], row["month"], row["p5"], row["p25"], row["p50"], row["p75"], row["p95"])
        for name, side in sides
        for row in scenario_rows(side.assembled, side.result, "CNY")
        if row["part"] == "fan"
    ]
    assert [(row[0], row[2], row[5], *row[6:]) for row in rows] == wanted


def test_bars_and_effects_are_those_of_the_records(four: Four) -> None:
    report, sides, book = four
    keys = {
        "tornado": ("npv_at_low", "npv_at_middle", "npv_at_high"),
        "effect": ("value", "lower", "upper", "drawn_around", "spread", "full_after_months"),
    }
    for data, (part, names) in zip(report.data[1:], keys.items(), strict=True):
        rows = list(book[data.name].iter_rows(min_row=2, values_only=True))
        found = [row[-len(names) :] for row in rows]
        wanted = [
            tuple(row[name] for name in names)
            for _, side in sides
            for row in scenario_rows(side.assembled, side.result, "CNY")
            if row["part"] == part
        ]
        assert found == wanted and found


def test_every_number_of_a_table_is_a_number_under_a_format(four: Four) -> None:
    report, _, book = four
    for page in report.pages:
        cells = [cell for row in book[page.name].iter_rows() for cell in row]
        numbers = [(cell.value, cell.number_format) for cell in cells if isinstance(cell.value, int | float)]
        tables = [part for part in page.parts if isinstance(part, Table)]
        wanted = [(one.held, one.code) for table in tables for one in flat(table) if isinstance(one, Number)]
        found = iter(numbers)
        for value, code in wanted:
            assert any(value == pytest.approx(each) and code == form for each, form in found), (value, code)


def test_a_format_shows_what_the_text_says(four: Four) -> None:
    """−3.38 h stands for −202.8 minutes: the digits of text and format agree, money in full apart."""
    report, _, _ = four
    seen, nothing = 0, say("estimate.no_change", report.language)
    for page in report.pages:
        for table in (part for part in page.parts if isinstance(part, Table)):
            for one in (
                each
                for each in flat(table)
                if isinstance(each, Number)
                and each.unit in ("minutes", "fraction")
                and each.text  # the ends of a range stand in its own
            ):
                code = re.search(r"0(?:\.(0+))?[\"%]", one.code)
                assert code, one.code
                places = len(code.group(1) or "")
                shown = one.held * (100 if "%" in one.code else 1)
                told = f"{abs(shown):,.{places}f}"
                if one.text == nothing:
                    assert float(told) == 0, one
                else:
                    assert told in one.text.replace("<", "") or "<" in one.text, one
                seen += 1
    assert seen > 50


def test_no_cell_is_a_formula_and_names_stay_as_they_are(four: Four) -> None:
    report, _, book = four
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"], sheet.title
    comparison = book[report.pages[0].name]
    assert set(ODD) <= set(held(comparison))
    heads = [cell for row in comparison.iter_rows() for cell in row if cell.value == ODD[1]]
    assert heads and all(cell.quotePrefix for cell in heads)


def test_each_sheet_says_of_when_and_from_which_snapshot(four: Four) -> None:
    report, sides, book = four
    snapshot = sides[0][1].assembled.scenario.snapshot
    for sheet in book:
        assert snapshot in sheet.oddFooter.left.text and "2025-12-31" in sheet.oddFooter.left.text
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
        assert sheet.freeze_panes
    for page in report.pages:
        assert report.foot in held(book[page.name])


def test_charts_are_native_and_drawn_from_cells(four: Four) -> None:
    report, _, book = four
    charts = sum(len(sheet._charts) for sheet in book)
    with zipfile.ZipFile(io.BytesIO(workbook(report))) as archive:
        names = archive.namelist()
        drawn = [archive.read(name).decode() for name in names if name.startswith("xl/charts/chart")]
    # NPV; net and whatever moves, for four scenarios each; a tornado for each but the one that does nothing.
    fans = next(page for page in report.pages if len(page.parts) > 4)
    assert charts == len(drawn) == 1 + 4 * len(fans.parts) + 3
    assert not any(name.startswith("xl/media") for name in names)
    assert all("<c:f>" in xml for xml in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(language: Language) -> None:
    report = small_report(Reason(code="not over the same months"), language)
    assert workbook(report) == workbook(report)
    properties = opened(report).properties
    assert properties.created == MADE_AT


def test_data_without_rows_has_its_header() -> None:
    """A scenario without effects still has its sheet."""
    report = small_report(Reason(code="not over the same months"), "en")
    empty = Data(name="empty", columns=("a", "b"), rows=())
    book = opened(Report(**{**vars(report), "data": (empty,)}))
    assert held(book["empty"]) == ["a", "b"]
