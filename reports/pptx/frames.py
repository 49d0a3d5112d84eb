"""Text frames and cells of tables on slides."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.description import Table
from reports.pptx.layout import PAD, text_of
from reports.pptx.text import Style, rgb, write
from wording.theme import COLOURS

_LIGHT = COLOURS["light"]
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def format_frame(frame: Any) -> None:
    """Make a frame without margins, whose size is ours."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def add_table(
    shapes: Any,
    table: Table,
    corner: tuple[float, float],
    widths: Sequence[float],
    heights: Sequence[float],
    style: Style,
) -> Any:
    """Add a table at its upper left corner and return it; columns of numbers stand to the right."""
    size = (len(table.rows) + 1, len(table.columns))
    box = (*corner, sum(widths), sum(heights))
    frame = shapes.add_table(*size, *(Pt(length) for length in box))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
    drawn = frame.table
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Pt(width)
    texts = [[column.title for column in table.columns]]
    texts += [[text_of(cell) for cell in row] for row in table.rows]
    numeric = [not all(isinstance(row[n], str) for row in table.rows) for n in range(size[1])]
    for place, (row, height, cells) in enumerate(zip(drawn.rows, heights, texts, strict=True)):
        row.height = Pt(height)
        for cell, text, right in zip(row.cells, cells, numeric, strict=True):
            _fill_cell(cell, text, replace(style, bold=place == 0), right, place == 0)
    return drawn


def colour_cell(cell: Any, colour: str) -> None:
    """Give the words of a cell a colour, and weight, so that they are read first."""
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.color.rgb, run.font.bold = rgb(colour), True


def _fill_cell(cell: Any, text: str, style: Style, right: bool, head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(PAD[0])
    cell.margin_top = cell.margin_bottom = Pt(PAD[1])
    cell.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(paragraph, text, style)
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(1 if head else 0.5)))
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", (_LIGHT.quiet if head else _LIGHT.line).removeprefix("#"))
    if head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(_LIGHT.panel)
