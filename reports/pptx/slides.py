"""A report as 16:9 slides; every number is in a table cell or a native chart that can be edited, none in a picture."""

import io
import zipfile
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from reports.description import Chart, Notes, Page, Panels, Report, Table
from reports.pptx.board import draw_board
from reports.pptx.charts import PRINT, draw
from reports.pptx.frames import add_table, format_frame
from reports.pptx.house import choose_layout, open_deck, settle_in
from reports.pptx.layout import (
    BAR,
    FOOT,
    GAP,
    HEADING,
    LEFT,
    NUMBER_WIDTH,
    ROOM,
    SLIDE,
    TITLE,
    TOP,
    Block,
    Layout,
    foot_heights,
    heading_height,
    lay_out_slides,
    line_height,
    note_height,
    text_height,
)
from reports.pptx.text import Style, keep_unbroken, rgb, write
from wording.theme import COLOURS
from wording.words import say

_LIGHT = COLOURS["light"]


def slides(report: Report) -> bytes:
    """Return the presentation as bytes; the same report always gives the same bytes."""
    deck = open_deck(report.template)
    layout_of_all = choose_layout(deck, report.template)
    told = deck.core_properties
    told.title, told.subject, told.comments = report.title, report.subtitle, report.comments
    told.author = told.last_modified_by = "Milepost"
    told.created = told.modified = report.made_at
    pages = report.pages if report.full else ()
    laid = [(page, lay_out_slides(page, report.foot)) for page in pages]
    total, number = len(report.board) + sum(len(layouts) for _, layouts in laid), len(report.board)
    for place, board in enumerate(report.board, 1):
        blank = deck.slides.add_slide(layout_of_all)
        draw_board(
            blank, board, report, say("report.page", report.language, page=str(place), pages=str(total))
        )
    for page, layouts in laid:
        for part, layout in enumerate(layouts, 1):
            number += 1
            parts = {"part": str(part), "parts": str(len(layouts))}
            title = say("report.part", report.language, title=page.title, **parts)
            slide = _Slide(deck.slides.add_slide(layout_of_all), report)
            slide.head(title if len(layouts) > 1 else page.title, page.answer, layout)
            slide.body(layout)
            slide.foot(
                page, layout.foot, say("report.page", report.language, page=str(number), pages=str(total))
            )
    if report.template is not None:
        settle_in(deck, layout_of_all)
    file = io.BytesIO()
    deck.save(file)
    return _date_files(file, report)


def _date_files(file: io.BytesIO, report: Report) -> bytes:
    """The same archive with the time of the report on each file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dated:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, report.made_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            dated.writestr(info, made.read(name))
    return out.getvalue()


class _Slide:
    """One slide while it is drawn."""

    def __init__(self, slide: Any, report: Report) -> None:
        self.shapes, self.report = slide.shapes, report

    def style(self, size: int, colour: str, bold: bool = False) -> Style:
        """A style in the report's language."""
        return Style(size=size, colour=colour, bold=bold, language=self.report.language)

    def head(self, title: str, answer: str, layout: Layout) -> None:
        """The colour of the company on top, the title, and what the page says."""
        if self.report.template is None:
            self._bar()
        box = self.shapes.title
        box.left, box.top, box.width, box.height = (
            Pt(length) for length in (LEFT, TOP, ROOM, layout.title_height)
        )
        format_frame(box.text_frame)
        write(box.text_frame.paragraphs[0], title, self.style(TITLE, _LIGHT.ink, True))
        top = TOP + layout.title_height
        self.text(answer, top, layout.answer_height, self.style(layout.answer_size, _LIGHT.after))

    def _bar(self) -> None:
        bar = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(SLIDE[0]), Pt(BAR))
        bar.fill.solid()
        bar.fill.fore_color.rgb = rgb(self.report.colour)
        bar.line.fill.background()
        bar.shadow.inherit = False

    def body(self, layout: Layout) -> None:
        """The blocks from top to bottom."""
        top = layout.body
        for block in layout.blocks:
            self._block(block, top)
            top += block.height + GAP

    def foot(self, page: Page, top: float, number: str) -> None:
        """What must be known of the numbers, and the number of the slide."""
        room = ROOM - NUMBER_WIDTH
        height, own = foot_heights(page, self.report.foot)
        style = self.style(FOOT, _LIGHT.quiet)
        self.text(keep_unbroken(self.report.foot), top, height, style, room=room)
        if page.foot:
            self.text(keep_unbroken(page.foot), top + height, own, style)
        left, height = LEFT + room, line_height(FOOT)
        self.text(number, top, height, style, left=left, room=NUMBER_WIDTH, align=PP_ALIGN.RIGHT)

    def text(
        self,
        text: str,
        top: float,
        height: float,
        style: Style,
        left: float = LEFT,
        room: float = ROOM,
        align: PP_ALIGN = PP_ALIGN.LEFT,
    ) -> None:
        """A text in a box of its own."""
        box = self.shapes.add_textbox(*(Pt(length) for length in (left, top, room, height)))
        format_frame(box.text_frame)
        box.text_frame.paragraphs[0].alignment = align
        write(box.text_frame.paragraphs[0], text, style)

    def _block(self, block: Block, top: float) -> None:
        part, heading = block.part, heading_height(block.part)
        title = text_height(part.title, ROOM, HEADING) if part.title else 0.0
        if part.title:
            self.text(part.title, top, title, self.style(HEADING, _LIGHT.ink, True))
        if isinstance(part, Table):
            self._table(part, block, top + heading)
        elif isinstance(part, Panels):
            caption = text_height(part.caption, ROOM, FOOT)
            self.text(part.caption, top + heading - caption - 2, caption, self.style(FOOT, _LIGHT.quiet))
            self._charts(part, top + heading, block.height - heading)
        else:
            self._notes(part, block, top + heading)

    def _notes(self, notes: Notes, block: Block, top: float) -> None:
        for line in notes.lines:
            height = text_height(line, ROOM, block.size)
            self.text(line, top, height, self.style(block.size, _LIGHT.ink))
            top += note_height(line)

    def _charts(self, panels: Panels, top: float, height: float) -> None:
        """One to three beside each other, four in two rows."""
        count = len(panels.charts)
        columns = 2 if count == 4 else count
        rows = -(-count // columns)
        wide, high = (ROOM - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows
        for place, chart in enumerate(panels.charts):
            row, column = divmod(place, columns)
            box = (LEFT + column * (wide + GAP), top + row * (high + GAP), wide, high)
            draw(self.shapes, chart, self.report, box, sizes=PRINT, labels=_labels(chart))

    def _table(self, table: Table, block: Block, top: float) -> None:
        style = self.style(block.size, _LIGHT.ink)
        add_table(self.shapes, table, (LEFT, top), widths=block.widths, heights=block.heights, style=style)


def _labels(chart: Chart) -> tuple[str, ...]:
    """The names of lines in a colour, beside them, where there is no legend; the caption names the grey ones."""
    if chart.kind != "lines" or chart.legend:
        return ()
    return tuple(series.name if series.colour != _LIGHT.neutral else "" for series in chart.series)
