"""Native PowerPoint charts; each carries its own workbook, so that it can be edited in place."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.description import Axis, Chart, Report, Series
from reports.pptx.text import Style, rgb, set_fonts, write
from reports.waterfall import stack
from reports.xlsx.charts import MONTH, columns_of, finer, months_apart
from wording.theme import COLOURS

_LIGHT = COLOURS["light"]
_TYPES = {
    "lines": XL_CHART_TYPE.LINE,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "tornado": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
}
_THIN, _THICK = 1.25, 4.0  # of lines with words: the first, which the others stand out from, and those
_BAR_GAP = 60  # % of the width of a bar


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Sizes of the text in a chart, in points; bold: whether lines are, too."""

    small: int
    heading: int
    bold: bool


PRINT = Sizes(small=10, heading=12, bold=False)
ROOM = Sizes(small=14, heading=16, bold=True)  # read across a room


def draw(
    shapes: Any,
    chart: Chart,
    report: Report,
    box: tuple[float, float, float, float],
    sizes: Sizes,
    labels: Sequence[str],
) -> None:
    """Draw a chart in a box (left, top, width, height in points).

    labels: words at each series of lines, "" for none; empty where no series has any.
    """
    chart = stack(chart) if chart.kind == "waterfall" else chart
    data = CategoryChartData(number_format=finer(chart.axis.code))
    data.categories = chart.places[: chart.drawn]
    if chart.kind == "lines":
        data.categories.number_format = MONTH
    for series in chart.series:
        data.add_series(series.name, series.values[: chart.drawn])
    frame = shapes.add_chart(_TYPES[chart.kind], *(Pt(length) for length in box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{chart.title} ({chart.axis.title})")
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, report))
    drawn.font.size = Pt(sizes.small)
    drawn.font.color.rgb = rgb(_LIGHT.ink)
    set_fonts(drawn.font, report.language)
    style = Style(size=sizes.heading, colour=_LIGHT.ink, bold=True, language=report.language)
    _title(drawn, chart.title, style)
    _axes(drawn, chart, report, sizes)
    drawn.has_legend = chart.legend
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    if chart.kind != "lines":
        drawn.plots[0].gap_width, drawn.plots[0].overlap = _BAR_GAP, 100
    for series, plotted in zip(chart.series, drawn.plots[0].series, strict=True):
        _series(chart, series, plotted)
    for place, (text, series) in enumerate(zip(labels, chart.series, strict=bool(labels))):
        plotted = drawn.plots[0].series[place]
        if sizes.bold and series.name and not series.dashed:
            plotted.format.line.width = Pt(_THICK if place else _THIN)
        if text:
            _label(text, series, plotted, axis=chart.axis, report=report, sizes=sizes)


def _label(text: str, series: Series, plotted: Any, axis: Axis, report: Report, sizes: Sizes) -> None:
    """Words above the middle of the months that a line covers, in its colour; below it at the top of the chart."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    if not known:
        return
    place = known[len(known) // 2]
    label = plotted.points[place].data_label
    below = series.values[place] == axis.high
    label.position = XL_LABEL_POSITION.BELOW if below else XL_LABEL_POSITION.ABOVE
    style = Style(size=sizes.small, colour=series.colour, bold=not series.dashed, language=report.language)
    write(label.text_frame.paragraphs[0], text, style)


def _title(owner: Any, text: str, style: Style) -> None:
    """The title of a chart or of an axis."""
    owner.has_title = True
    title = owner.chart_title if hasattr(owner, "chart_title") else owner.axis_title
    write(title.text_frame.paragraphs[0], text, style)


def _axes(drawn: Any, chart: Chart, report: Report, sizes: Sizes) -> None:
    values, categories = drawn.value_axis, drawn.category_axis
    values.minimum_scale, values.maximum_scale = chart.axis.low, chart.axis.high
    values.major_unit = chart.axis.step
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.axis.code, False
    values.major_gridlines.format.line.color.rgb = rgb(_LIGHT.line)
    values.format.line.fill.background()
    if chart.axis.title:
        style = Style(size=sizes.small, colour=_LIGHT.quiet, bold=False, language=report.language)
        _title(values, chart.axis.title, style)
    categories.format.line.color.rgb = rgb(_LIGHT.quiet)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.has_major_gridlines = False
    if chart.kind == "lines":
        categories.tick_labels.number_format, categories.tick_labels.number_format_is_linked = MONTH, False
        base = categories._element.find(qn("c:baseTimeUnit"))
        base.set("val", "months")
        base.addnext(etree.Element(qn("c:majorTimeUnit"), val="months"))
        base.addnext(etree.Element(qn("c:majorUnit"), val=str(months_apart(chart))))
    else:
        # Turned round, the first category is on top; the values then stand at its far end, below.
        categories.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")


def _series(chart: Chart, series: Series, plotted: Any) -> None:
    if chart.kind == "lines":
        plotted.smooth = False
        if not series.name:  # what words hang on
            plotted.format.line.fill.background()
            return
        plotted.format.line.color.rgb = rgb(series.colour)
        plotted.format.line.width = Pt(1.25 if series.dashed else 2.5)
        if series.dashed:
            plotted.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        return
    plotted.invert_if_negative = False
    if not series.colour:  # what a step stands on
        plotted.format.fill.background()
        return
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = rgb(series.colour)
    for nth, colour in enumerate(chart.colours):
        point = plotted.points[nth]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = rgb(colour)
    # Without it some programs leave bars below zero white.
    for point in plotted._element.findall(qn("c:dPt")):
        point.find(qn("c:idx")).addnext(etree.Element(qn("c:invertIfNegative"), val="0"))
    if series.ends:
        plotted._element.find(qn("c:cat")).addprevious(_interval_marks(series))


def _interval_marks(series: Series) -> Any:
    """From the lower to the upper end of each value: the two columns behind it in the small workbook."""
    marked = [
        (value, ends) for value, ends in zip(series.values, series.ends, strict=True) if value is not None
    ]
    ways = (
        ("c:plus", "F", [high - value for value, (_, high) in marked]),
        ("c:minus", "E", [value - low for value, (low, _) in marked]),
    )
    marks = etree.Element(qn("c:errBars"))
    for name, value in (("c:errBarType", "both"), ("c:errValType", "cust"), ("c:noEndCap", "0")):
        etree.SubElement(marks, qn(name), val=value)
    for name, column, lengths in ways:
        reference = etree.SubElement(etree.SubElement(marks, qn(name)), qn("c:numRef"))
        etree.SubElement(reference, qn("c:f")).text = f"Sheet1!${column}$2:${column}${len(lengths) + 1}"
        cache = etree.SubElement(reference, qn("c:numCache"))
        etree.SubElement(cache, qn("c:formatCode")).text = "General"
        etree.SubElement(cache, qn("c:ptCount"), val=str(len(lengths)))
        for place, length in enumerate(lengths):
            point = etree.SubElement(cache, qn("c:pt"), idx=str(place))
            etree.SubElement(point, qn("c:v")).text = repr(length)
    line = etree.SubElement(etree.SubElement(marks, qn("c:spPr")), qn("a:ln"), w=str(Pt(1.5)))
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", _LIGHT.ink.removeprefix("#"))
    return marks


def _workbook(chart: Chart, report: Report) -> bytes:
    """The numbers where the chart looks for them: categories in column A, then the columns of `columns_of`."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": report.made_at})
    sheet, number = book.add_worksheet("Sheet1"), book.add_format({"num_format": finer(chart.axis.code)})
    sheet.write_column(1, 0, chart.places[: chart.drawn], book.add_format({"num_format": MONTH}))
    for column, (name, values) in enumerate(columns_of(chart, report.language), 1):
        sheet.write_string(0, column, name)
        sheet.write_column(1, column, values[: chart.drawn], number)
    sheet.set_column(0, 0, 30)
    book.close()
    return file.getvalue()
