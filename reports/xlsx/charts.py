"""Native Excel charts, drawn from numbers on the same sheet."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.description import Chart, Series
from reports.waterfall import stack
from wording.theme import COLOURS
from wording.words import Language, say

_LIGHT = COLOURS["light"]
_WIDTH, _ROW = 560, 20  # pixels of a chart, and of a row
PANEL_ROWS = 18  # that a chart covers
_GAP = 16  # pixels between charts
MONTH = "yyyy-mm"  # the number format
_TYPES = {
    "lines": {"type": "line"},
    "bars": {"type": "bar"},
    "tornado": {"type": "bar"},
    "waterfall": {"type": "bar", "subtype": "stacked"},
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """The position of a chart and of its numbers on a sheet, counted from 0.

    top: first row of the chart. nth: its place among the charts side by side. row, column: first cell of its
    numbers.
    """

    top: int
    nth: int
    row: int
    column: int


def columns_of(chart: Chart, language: Language) -> list[tuple[str, tuple[float | None, ...]]]:
    """Return name and values of each column of numbers behind a chart.

    A series with intervals has five: the values, both ends, and the distances from the values to the ends, which
    error bars need.
    """
    columns: list[tuple[str, tuple[float | None, ...]]] = []
    for series in chart.series:
        columns.append((series.name, series.values))
        if series.ends:
            pairs = [(v, e) for v, e in zip(series.values, series.ends, strict=True) if v is not None]
            columns += [
                (chart.ends[0], tuple(low for low, _ in series.ends)),
                (chart.ends[1], tuple(high for _, high in series.ends)),
                (say("report.below", language), tuple(value - low for value, (low, _) in pairs)),
                (say("report.above", language), tuple(high - value for value, (_, high) in pairs)),
            ]
    return columns


def columns_behind(chart: Chart, language: Language) -> list[tuple[str, tuple[float | None, ...]]]:
    """Return the columns on the sheet: those of the chart; a waterfall's are followed by its bars as drawn."""
    columns = columns_of(chart, language)
    if chart.kind == "waterfall":
        names = ("report.base", "report.over", "report.under")
        bars = zip(names, stack(chart).series, strict=False)
        columns += [(say(name, language), series.values) for name, series in bars]
    return columns


def finer(code: str) -> str:
    """Return the number format for the numbers behind an axis, with two decimals more than its tick labels."""
    return f"{code}00" if "." in code else f"{code}.00"


def block_width(chart: Chart) -> int:
    """Return how many columns the numbers of a chart take, categories included."""
    bars = len(stack(chart).series) if chart.kind == "waterfall" else 0
    return 1 + bars + sum(5 if series.ends else 1 for series in chart.series)


def months_apart(chart: Chart) -> int:
    """Return how many months apart the labels of a month axis are, so that they do not overlap."""
    return 6 if len(chart.categories) <= 36 else 12


def _monthly(chart: Chart) -> dict[str, Any]:
    return {
        "date_axis": True,
        "num_format": MONTH,
        "major_unit": months_apart(chart),
        "major_unit_type": "months",
        "minor_unit": 1,
        "minor_unit_type": "months",
    }


def draw(book: Workbook, sheet: Worksheet, chart: Chart, place: Place, font: str) -> None:
    """Draw a chart at its place on the sheet.

    Its names are references to cells, so that none is read as a formula.
    """
    name = sheet.get_name()
    drawn = book.add_chart(_TYPES[chart.kind])
    column = place.column + 1
    if chart.kind == "waterfall":
        chart, column = stack(chart), column + 1
    for series in chart.series:
        drawn.add_series(_series(chart, series, name, place, column))
        column += 5 if series.ends else 1
    small = {"name": font, "size": 9, "color": _LIGHT.ink}
    drawn.set_title(
        {
            "name": [name, place.row, place.column],
            "name_font": {**small, "size": 11, "bold": True},
            "overlay": False,
        }
    )
    categories = {"num_font": small, "label_position": "low", "line": {"color": _LIGHT.quiet}}
    axis = {
        "name": [name, place.row + 1, place.column],
        "name_font": {**small, "bold": False},
        "num_font": small,
        "num_format": chart.axis.code,
        "min": chart.axis.low,
        "max": chart.axis.high,
        "major_unit": chart.axis.step,
        "major_gridlines": {"visible": True, "line": {"color": _LIGHT.line, "width": 0.75}},
    }
    if chart.kind == "lines":
        drawn.set_x_axis({**categories, **_monthly(chart)})
        drawn.set_y_axis(axis)
        grey = [place for place, series in enumerate(chart.series) if series.colour == _LIGHT.neutral]
        unnamed = {} if chart.legend else {"delete_series": grey}  # the caption names them
        drawn.set_legend({"position": "bottom", "font": small, **unnamed})
    else:
        # Turned round, the first category is on top; its axis then crosses that of the values at its end.
        drawn.set_y_axis({**categories, "reverse": True, "crossing": "max"})
        drawn.set_x_axis(axis)
        drawn.set_legend({"position": "bottom", "font": small} if chart.kind == "tornado" else {"none": True})
    drawn.set_size({"width": _WIDTH, "height": (PANEL_ROWS - 1) * _ROW})
    sheet.insert_chart(
        place.top,
        0,
        drawn,
        {"x_offset": place.nth * (_WIDTH + _GAP), "object_position": 2, "description": chart.title},
    )


def _series(chart: Chart, series: Series, name: str, place: Place, column: int) -> dict[str, Any]:
    first, last = place.row + 2, place.row + 1 + chart.drawn
    options: dict[str, Any] = {
        "name": [name, place.row + 1, column],
        "categories": [name, first, place.column, last, place.column],
        "values": [name, first, column, last, column],
    }
    if chart.kind == "lines":
        line = {"color": series.colour, "width": 1.25 if series.dashed else 2.5}
        return {**options, "line": {**line, "dash_type": "dash"} if series.dashed else line}
    options |= {
        "fill": {"color": series.colour} if series.colour else {"none": True},
        "gap": 60,
        "overlap": 100,
    }
    if chart.colours and series.colour:
        options["points"] = [{"fill": {"color": colour}} for colour in chart.colours]
    if series.ends:
        below, above = (
            f"={quote_sheetname(name)}!{xl_range_abs(first, column + way, last, column + way)}"
            for way in (3, 4)
        )
        options["y_error_bars"] = {
            "type": "custom",
            "minus_values": below,
            "plus_values": above,
            "line": {"color": _LIGHT.ink, "width": 1.5},
        }
    return options
