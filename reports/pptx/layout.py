"""The distribution of a page over slides: tables and notes are measured and split, charts take the remaining room.

All lengths are in points. Lines of text have an exact height on the slides, so that the heights measured here hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.description import Cell, Notes, Page, Panels, Table
from reports.measure import line_count, width
from wording.formats import unbind

SLIDE = (960.0, 540.0)
LEFT, TOP, ROOM = 36.0, 20.0, 888.0  # of everything on a slide
TITLE, ANSWER, HEADING, FOOT = 24, 14, 12, 10  # sizes of text
SIZES = (12, 11, 10)  # of text in tables, the largest that keeps rows on one line
NOTE = 12
FOOT_TOP, FOOT_END = 506.0, 534.0  # of the foot, which begins higher where it is long
BAR = 6.0  # height of the colour of the company, on top
GAP = 10.0
NUMBER_WIDTH = 70.0  # of the number of a slide
PAD = (5.0, 2.5)  # in a cell, beside and above
_LINE = 1.25  # height of a line ÷ size of its text
_TITLE_HEIGHT = 34.0
_PANELS_LEAST = 190.0
_TOGETHER = 3  # groups of rows that a table begins with at least
_WIDEST = 2.2  # inches of a slide per inch that a column asks for
INCH = 72.0


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a page, or as much of it as fits on one slide.

    height, widths, heights: in points, widths of columns and heights of rows, header first. size: font size.
    """

    part: Table | Panels | Notes
    height: float
    size: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of one slide, in points: its heights, where body and foot begin, and its blocks from top to bottom.

    answer_size: font size of the answer.
    """

    title_height: float
    answer_size: int
    answer_height: float
    body: float
    foot: float
    blocks: tuple[Block, ...]


def line_height(size: int) -> float:
    """Return the height of a line of text at a font size."""
    return round(size * _LINE, 1)


def text_height(text: str, room: float, size: int) -> float:
    """Return the height of a text wrapped at a width of `room` points."""
    return line_count(text, room, size) * line_height(size)


def heading_height(part: Table | Panels | Notes) -> float:
    """Return the height of the title of a part; charts also have a caption."""
    title = text_height(part.title, ROOM, HEADING) + 4 if part.title else 0.0
    return title + (text_height(part.caption, ROOM, FOOT) + 2 if isinstance(part, Panels) else 0.0)


def foot_heights(page: Page, foot: str) -> tuple[float, float]:
    """Return the heights of the report's foot and of the page's own foot below it.

    The report's foot is narrower, since the slide number stands next to it.
    """
    own = text_height(page.foot, ROOM, FOOT) if page.foot else 0.0
    return text_height(foot, ROOM - NUMBER_WIDTH, FOOT), own


def lay_out_slides(page: Page, foot: str) -> list[Layout]:
    """Lay out a page on as many slides as it needs; `foot` is the report's, printed on each."""
    foot_top = min(FOOT_TOP, FOOT_END - sum(foot_heights(page, foot)))
    size = ANSWER if line_count(page.answer, ROOM, ANSWER) <= 3 else HEADING
    height = text_height(page.answer, ROOM, size)
    body = TOP + _TITLE_HEIGHT + height + GAP
    slides = _Filled(foot_top - GAP - body)
    for part in page.parts:
        if isinstance(part, Table):
            slides.add_table(part)
        elif isinstance(part, Panels):
            slides.add_panels(part)
        else:
            slides.add_notes(part)
    return [
        Layout(
            title_height=_TITLE_HEIGHT,
            answer_size=size,
            answer_height=height,
            body=body,
            foot=foot_top,
            blocks=tuple(blocks),
        )
        for blocks in slides.finish()
    ]


class _Filled:
    """Slides filled one after another; `left` is the room on the last."""

    def __init__(self, room: float) -> None:
        self.room = self.left = room
        self.slides: list[list[Block]] = [[]]

    def finish(self) -> list[list[Block]]:
        """Charts get the room that nothing else needs."""
        return [_stretch(blocks, self.room) for blocks in self.slides]

    def _turn(self) -> None:
        if self.slides[-1]:
            self.slides.append([])
            self.left = self.room

    def _put(self, block: Block) -> None:
        self.slides[-1].append(block)
        self.left -= block.height + GAP

    def add_panels(self, panels: Panels) -> None:
        if self.left < _PANELS_LEAST or any(isinstance(block.part, Panels) for block in self.slides[-1]):
            self._turn()
        self._put(Block(part=panels, height=_PANELS_LEAST, size=FOOT, widths=(), heights=()))

    def add_table(self, table: Table) -> None:
        size, widths = _fit_columns(table)
        header = max(
            _cell_height(column.title, room, size) for column, room in zip(table.columns, widths, strict=True)
        )
        groups = _groups(table, widths, size)
        head = heading_height(table) + header
        first = head + sum(sum(heights) for _, heights in groups[:_TOGETHER])
        whole = head + sum(sum(heights) for _, heights in groups)
        # What has room on a slide of its own is not broken.
        if first > self.left or self.left < whole <= self.room:
            self._turn()
        while groups:
            taken, used = 0, head
            while taken < len(groups) and (not taken or used + sum(groups[taken][1]) <= self.left):
                used += sum(groups[taken][1])
                taken += 1
            rows = tuple(row for group_rows, _ in groups[:taken] for row in group_rows)
            heights = tuple(height for _, group_heights in groups[:taken] for height in group_heights)
            self._put(
                Block(
                    part=replace(table, rows=rows),
                    height=used,
                    size=size,
                    widths=widths,
                    heights=(header, *heights),
                )
            )
            groups = groups[taken:]
            if groups:
                self._turn()

    def add_notes(self, notes: Notes) -> None:
        lines = list(notes.lines)
        while lines:
            taken, used = 0, heading_height(notes)
            while taken < len(lines) and used + note_height(lines[taken]) <= self.left:
                used += note_height(lines[taken])
                taken += 1
            if taken:
                self._put(
                    Block(
                        part=replace(notes, lines=tuple(lines[:taken])),
                        height=used,
                        size=NOTE,
                        widths=(),
                        heights=(),
                    )
                )
                lines = lines[taken:]
            if lines:
                self._turn()


def note_height(line: str) -> float:
    """Return the height of a line of notes with the gap below it."""
    return text_height(line, ROOM, NOTE) + 6


def _stretch(blocks: Sequence[Block], room: float) -> list[Block]:
    left = room - sum(block.height for block in blocks) - GAP * (len(blocks) - 1)
    return [
        replace(block, height=block.height + left) if isinstance(block.part, Panels) else block
        for block in blocks
    ]


def text_of(cell: Cell) -> str:
    """Return a cell as people read it."""
    return unbind(cell if isinstance(cell, str) else cell.text)


def _fit_columns(table: Table) -> tuple[int, tuple[float, ...]]:
    """The largest size at which every cell is one line, else the smallest; and the widths of the columns."""
    asked = sum(column.share for column in table.columns)
    full = min(ROOM, asked * INCH * _WIDEST)
    widths = tuple(full * column.share / asked for column in table.columns)
    for size in SIZES:
        texts = [
            (text_of(cell), room - 2 * PAD[0])
            for row in table.rows
            for cell, room in zip(row, widths, strict=True)
        ]
        if all(width(text, size) <= room for text, room in texts):
            return size, widths
    return SIZES[-1], widths


def _cell_height(text: str, room: float, size: int) -> float:
    return text_height(text, room - 2 * PAD[0], size) + 2 * PAD[1]


_Group = tuple[list[tuple[Cell, ...]], list[float]]


def _groups(table: Table, widths: Sequence[float], size: int) -> list[_Group]:
    """Rows that stay together, with their heights: a row without a first cell belongs to the one above."""
    groups: list[_Group] = []
    for row in table.rows:
        height = max(_cell_height(text_of(cell), room, size) for cell, room in zip(row, widths, strict=True))
        if row[0] == "" and groups:
            groups[-1][0].append(row)
            groups[-1][1].append(height)
        else:
            groups.append(([row], [height]))
    return groups
