"""A board's slide: title, tiles, figure, table or calendar, one reference at the foot, and notes for the speaker."""

from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from reports.description import BoardSlide, Calendar, Contents, Figure, Grid, Notes, Report, Tile, Tiles
from reports.pptx.board_layout import (
    BETWEEN,
    FOOT_TOP,
    KICKER,
    LEAD,
    LEAST,
    STRIP_PAD,
    TILE_GAP,
    TILE_PAD,
    TOP,
    Placed,
    column_widths,
    fit_title,
    place_parts,
    row_heights,
    strip_height,
    strips_height,
    tile_lines,
    tile_width,
)
from reports.pptx.calendar import draw_calendar
from reports.pptx.charts import ROOM as ACROSS_A_ROOM
from reports.pptx.charts import draw
from reports.pptx.frames import add_table, colour_cell, format_frame
from reports.pptx.layout import BAR, GAP, LEFT, NUMBER_WIDTH, ROOM, SLIDE, line_height, text_height
from reports.pptx.pen import Box, Pen
from reports.pptx.text import keep_unbroken, write
from wording.theme import COLOURS

_LIGHT = COLOURS["light"]
_EDGE = 4.0  # height of the colour on top of a tile


def draw_board(slide: Any, board: BoardSlide, report: Report, number: str) -> None:
    """Draw a slide on a blank one with a title; number: its own of all."""
    pen = Pen(shapes=slide.shapes, language=report.language)
    if report.template is None:
        pen.block((0.0, 0.0, SLIDE[0], BAR), report.colour)
    for placed in place_parts(board, _head(slide, board, pen), report.language):
        _part(placed, pen, report)
    _strips(board, pen)
    foot = [(keep_unbroken(board.reference), pen.style(LEAST, _LIGHT.quiet, False))]
    room, height = ROOM - NUMBER_WIDTH, line_height(LEAST)
    pen.write(foot, (LEFT, FOOT_TOP, room, height), 0.0)
    own = [(number, pen.style(LEAST, _LIGHT.quiet, False))]
    pen.write(own, (LEFT + room, FOOT_TOP, NUMBER_WIDTH, height), 0.0, PP_ALIGN.RIGHT)
    slide.notes_slide.notes_text_frame.text = "\n".join(board.notes)


def _head(slide: Any, board: BoardSlide, pen: Pen) -> float:
    """The title with the lines above and below it; the top of what follows."""
    top = TOP
    if board.kicker:
        top = _line(board.kicker, top, KICKER, pen)
    size, height = fit_title(board)
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = (Pt(length) for length in (LEFT, top, ROOM, height))
    format_frame(box.text_frame)
    write(box.text_frame.paragraphs[0], board.title, pen.style(size, _LIGHT.ink, True))
    top += height + GAP
    if board.lead:
        top = _line(board.lead, top, LEAD, pen)
    return top + GAP / 2


def _line(text: str, top: float, size: int, pen: Pen) -> float:
    """A quiet line across the slide; the top of what follows."""
    height = text_height(text, ROOM, size)
    pen.write([(text, pen.style(size, _LIGHT.quiet, False))], (LEFT, top, ROOM, height), 0.0)
    return top + height + GAP


def _strips(board: BoardSlide, pen: Pen) -> None:
    """People's words above the foot, set apart from what is measured."""
    top = FOOT_TOP - strips_height(board)
    for strip in board.remarks:
        height = strip_height(strip)
        pen.block((LEFT, top, ROOM, height), _LIGHT.panel)
        pen.block((LEFT, top, _EDGE, height), _LIGHT.quiet)
        head, text = pen.style(LEAST, _LIGHT.quiet, True), pen.style(LEAST, _LIGHT.ink, False)
        box = (LEFT + STRIP_PAD, top + BETWEEN, ROOM - 2 * STRIP_PAD, height - 2 * BETWEEN)
        pen.write([(strip.head, head), (strip.text, text)], box, 0.0)
        top += height + GAP


def _part(placed: Placed, pen: Pen, report: Report) -> None:
    part, box = placed.part, (placed.left, placed.top, placed.width, placed.height)
    if isinstance(part, Figure):
        draw(pen.shapes, part.chart, report, box, sizes=ACROSS_A_ROOM, labels=part.labels)
    elif isinstance(part, Calendar):
        draw_calendar(part, box, pen)
    elif isinstance(part, Tiles):
        _tiles(part, box, pen)
    elif isinstance(part, Grid):
        _grid(part, box, placed.size, pen)
    elif isinstance(part, Contents):
        pen.write([(part.line, pen.style(LEAST, _LIGHT.quiet, False))], box, 0.0)
    else:
        _notes(part, box, placed.size, pen)


def _notes(notes: Notes, box: Box, size: int, pen: Pen) -> None:
    head = [(notes.title, pen.style(size, _LIGHT.ink, True))] if notes.title else []
    pen.write([*head, *((line, pen.style(size, _LIGHT.ink, False)) for line in notes.lines)], box, BETWEEN)


def _tiles(tiles: Tiles, box: Box, pen: Pen) -> None:
    left, top, width, height = box
    wide = tile_width(tiles, width)
    for place, tile in enumerate(tiles.tiles):
        _tile(tile, (left + place * (wide + GAP), top, wide, height), pen)


def _tile(tile: Tile, box: Box, pen: Pen) -> None:
    left, top, width, height = box
    pen.block((left, top, width, _EDGE), tile.colour)
    lines = [
        (text, pen.style(size, tile.colour if coloured else _LIGHT.ink, coloured))
        for text, size, coloured in tile_lines(tile, width)
    ]
    pen.write(lines, (left, top + TILE_PAD, width - TILE_PAD, height - TILE_PAD), TILE_GAP)


def _grid(grid: Grid, box: Box, size: int, pen: Pen) -> None:
    left, top, width, height = box
    if grid.table.title:
        high = line_height(size)
        pen.write([(grid.table.title, pen.style(size, _LIGHT.ink, True))], (left, top, width, high), 0.0)
        top, height = top + high + BETWEEN, height - high - BETWEEN
    heights = row_heights(grid, width, size)
    loose = (height - sum(heights)) / max(1, len(grid.table.rows))
    drawn = add_table(
        pen.shapes,
        grid.table,
        (left, top),
        widths=column_widths(grid, width),
        heights=(heights[0], *(each + loose for each in heights[1:])),
        style=pen.style(size, _LIGHT.ink, False),
    )
    for row, colour in zip(list(drawn.rows)[1:], grid.colours, strict=bool(grid.colours)):
        colour_cell(row.cells[len(row.cells) - 1], colour)
