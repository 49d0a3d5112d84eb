"""Slides read back: every number is that of the records, nothing leaves the slide or covers anything else."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from analysis.results import Reason
from reports.description import Panels, Range, Report, Table
from reports.measure import line_count
from reports.pptx.layout import SLIDE, text_of
from reports.pptx.slides import slides
from reports.scenarios.report import scenario_report
from reports.xlsx.workbook import workbook
from tests.kit.a_report import MADE_AT, ODD, a_report, a_setting, small_report, small_sides, with_splits
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot
from wording.words import LANGUAGES, Language, say

Four = tuple[Report, list[tuple[str, Side]], Any, bytes]


@pytest.fixture(scope="module", params=LANGUAGES)
def four(request: pytest.FixtureRequest, simulated_snapshot: Snapshot) -> Four:
    report, sides = a_report(simulated_snapshot, 4, request.param)
    file = slides(report)
    return report, sides, Presentation(io.BytesIO(file)), file


def charts_of(deck: Any) -> Iterator[Any]:
    yield from (shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)


def texts_of(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def test_every_row_of_every_table_is_on_a_slide_in_its_order(four: Four) -> None:
    report, _, deck, _ = four
    found = [
        tuple(cell.text for cell in row.cells)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    tables = [part for page in report.pages for part in page.parts if isinstance(part, Table)]
    assert found == [tuple(map(text_of, row)) for table in tables for row in table.rows]


def test_a_text_of_a_range_says_its_three_numbers(four: Four) -> None:
    """What slides print in a line is made of the numbers that the workbook holds in three cells."""
    report, _, _, _ = four
    cells = [c for p in report.pages for t in p.parts if isinstance(t, Table) for r in t.rows for c in r]
    ranges = [(c, c.middle) for c in cells if isinstance(c, Range) and not isinstance(c.middle, str)]
    assert len(ranges) > 60
    for one, middle in ranges:
        assert one.text.startswith(middle.text)
        known = [cell.value for cell in (one.lower, one.middle, one.upper) if not isinstance(cell, str)]
        assert known == sorted(known)  # a payback may lie beyond all months, and is a word then


def test_lines_are_the_fans_and_their_small_workbooks_hold_them(four: Four) -> None:
    report, sides, deck, _ = four
    fans = report.pages[2]
    drawn = iter([chart for chart in charts_of(deck) if len(chart.plots[0].series) == 3])
    for panels in (part for part in fans.parts if isinstance(part, Panels)):
        for chart, (_, side) in zip(panels.charts, sides, strict=True):
            found = next(drawn)
            by_month = next(
                fan.by_month
                for fan in side.result.fans
                if fan.of == "difference" and said(fan.series, report) == panels.title
            )
            for series, place in zip(found.plots[0].series, (4, 2, 0), strict=True):
                wanted = [five[place] / chart.axis.divisor for five in by_month]
                assert list(series.values) == pytest.approx(wanted)
            behind = load_workbook(io.BytesIO(found.part.chart_workbook.xlsx_part.blob)).active
            rows = list(behind.iter_rows(min_row=2, values_only=True))
            assert [row[2] for row in rows] == pytest.approx(
                [five[2] / chart.axis.divisor for five in by_month]
            )
            assert rows[0][0].strftime("%Y-%m") == chart.categories[0]


def said(series: str, report: Report) -> str:
    name = say(f"planned.{series}", report.language)
    return say("report.fan_title", report.language, series=name)


def test_bars_are_the_npv_with_its_percentiles(four: Four) -> None:
    report, sides, deck, _ = four
    panels = report.pages[1].parts[0]
    assert isinstance(panels, Panels)
    divisor = panels.charts[0].axis.divisor
    chart = next(charts_of(deck))
    (series,) = chart.plots[0].series
    wanted = [side.result.npv for _, side in sides]
    assert [value * divisor for value in series.values] == pytest.approx([npv[2] for npv in wanted])
    drawn = series._element.find(qn("c:errBars"))
    marks = {
        way: [float(value.text) * divisor for value in drawn.find(qn(f"c:{way}")).iter(qn("c:v"))]
        for way in ("plus", "minus")
    }
    assert marks["plus"] == pytest.approx([npv[4] - npv[2] for npv in wanted])
    assert marks["minus"] == pytest.approx([npv[2] - npv[0] for npv in wanted])


def test_the_tornado_is_that_of_the_result(four: Four) -> None:
    report, sides, deck, _ = four
    drawn = [chart for chart in charts_of(deck) if len(chart.plots[0].series) == 2]
    moving = [side for _, side in sides if side.result.bars]
    panels = [part for part in report.pages[3].parts if isinstance(part, Panels)]
    assert len(drawn) == len(moving) == 3
    for chart, part, side in zip(drawn, panels, moving, strict=True):
        divisor, bars = part.charts[0].axis.divisor, side.result.bars[:8]
        low, high = (
            [value * divisor + side.result.middle for value in series.values]
            for series in chart.plots[0].series
        )
        assert low == pytest.approx([bar.at_low for bar in bars])
        assert high == pytest.approx([bar.at_high for bar in bars])


def test_each_slide_says_of_when_and_from_which_snapshot(four: Four) -> None:
    report, sides, deck, _ = four
    total = len(deck.slides)
    for number, slide in enumerate(deck.slides, 1):
        texts = texts_of(slide)
        assert report.foot in texts and f"{number} / {total}" in texts
        assert slide.shapes.title.text_frame.text
    assert sides[0][1].assembled.scenario.snapshot in report.foot and "2025-12-31" in report.foot


def test_nothing_leaves_the_slide_and_nothing_covers_anything(four: Four) -> None:
    _, _, deck, _ = four
    for number, slide in enumerate(deck.slides, 1):
        boxes = []
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            width = sum(column.width for column in shape.table.columns) if shape.has_table else shape.width
            boxes.append((shape.left.pt, shape.top.pt, width / 12700, height / 12700, shape.name))
        for left, top, width, height, name in boxes:
            assert left >= 0 and top >= 0, (number, name)
            assert left + width <= SLIDE[0] and top + height <= SLIDE[1], (number, name)
        for place, (left, top, width, height, name) in enumerate(boxes):
            for x, y, wide, high, other in boxes[place + 1 :]:
                beside = left + width <= x + 0.1 or x + wide <= left + 0.1
                apart = top + height <= y + 0.1 or y + high <= top + 0.1
                assert beside or apart, (number, name, other)


def test_texts_fit_their_cells(four: Four) -> None:
    """Each cell has the height of the lines that its text takes at its size."""
    _, _, deck, _ = four
    for slide in deck.slides:
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=True):
                    if cell.text:
                        size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
                        lines = line_count(cell.text, column.width.pt - 10, size)
                        assert size >= 10 and lines * size * 1.2 + 5 <= row.height.pt + 1, cell.text


def test_no_text_is_smaller_than_ten_points_and_every_run_has_a_chinese_font(four: Four) -> None:
    _, _, _, file = four
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        drawn = [name for name in names if re.fullmatch(r"ppt/(slides/slide|charts/chart)\d+\.xml", name)]
        for name in drawn:
            xml = archive.read(name).decode()
            assert all(int(size) >= 1000 for size in re.findall(r' sz="(\d+)"', xml)), name
            runs = re.findall(r"<a:rPr.*?</a:rPr>", xml)
            assert runs and all("<a:ea typeface=" in run for run in runs), name
            assert "charts" not in name or re.search(r"<a:defRPr[^>]*>.*?<a:ea", xml), name
    assert not any(name.startswith("ppt/media") for name in names)


def test_names_stay_as_they_are(four: Four) -> None:
    _, _, deck, _ = four
    first = texts_of(deck.slides[0])
    assert set(ODD) <= set(first) and "= an answer" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(language: Language) -> None:
    report = small_report(Reason(code="not over the same months"), language)
    file = slides(report)
    assert file == slides(report)
    told = Presentation(io.BytesIO(file)).core_properties
    assert (told.created, told.modified) == (MADE_AT, MADE_AT)


def test_names_longer_than_a_property_of_a_file_may_be_are_cut_in_it_only() -> None:
    setting = replace(a_setting("zh"), company="示例汽车金融" * 50)
    report = scenario_report(with_splits(small_sides()), Reason(code="not over the same months"), "", setting)
    deck = Presentation(io.BytesIO(slides(report)))
    assert deck.core_properties.comments == report.foot[:255]
    assert report.foot in texts_of(deck.slides[0])


def test_a_table_too_long_for_a_slide_goes_on(four: Four) -> None:
    _, _, deck, _ = four
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert any("2/" in title for title in titles)
    assert len(set(titles)) == len(titles)


def test_the_colour_of_the_company_is_on_top_of_slides_and_under_titles_of_sheets() -> None:
    setting = replace(a_setting("en"), colour="#C8102E")
    report = scenario_report(with_splits(small_sides()), Reason(code="not over the same months"), "", setting)
    deck = Presentation(io.BytesIO(slides(report)))
    for slide in deck.slides:
        bars = [s for s in slide.shapes if (s.left, s.top, s.width) == (0, 0, deck.slide_width)]
        assert [str(bar.fill.fore_color.rgb) for bar in bars] == ["C8102E"]
    title = load_workbook(io.BytesIO(workbook(report))).worksheets[0]["A1"]
    assert title.border.bottom.color.rgb == "FFC8102E"
