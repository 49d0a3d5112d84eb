"""The distribution of a board's slide: sizes of text, heights of parts, and what has no room. All in points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.description import (
    BoardPart,
    BoardSlide,
    Calendar,
    Contents,
    Figure,
    Grid,
    Notes,
    Strip,
    Tile,
    Tiles,
)
from reports.measure import line_count, longest_piece
from reports.measure import width as text_width
from reports.pptx.layout import GAP, LEFT, PAD, ROOM, line_height, text_height, text_of
from wording.words import Language, say

LEAST = 14  # the smallest text
SIZES = (24, 20, 18, 16, LEAST)  # of notes and tables, the largest that fits
TITLES, COVER_TITLES = (28, 26, 24, 22), (36, 32, 30, 28, 26, 24)
TITLE_LINES = 2
KICKER, LEAD = 16, 16
TOP, FOOT_TOP = 22.0, 508.0
TILE_PAD = 8.0
STRIP_PAD = 12.0  # beside a person's words
CHANGES = (
    36,
    28,
    26,
    24,
    22,
    20,
    18,
    16,
)  # sizes of a change on a tile, the largest that keeps it on one line
TILE_GAP = 2.0  # between the lines of a tile
_WIDE_TILE = 240.0
BETWEEN = 6.0  # lines of notes
CELL = 4.0  # above and below the text of a cell
LOOSEST = 18.0  # that a row of a table is higher than its text, where there is room
_FIGURE_LEAST = 200.0
_FIGURE_SHARE = 0.6  # of the width, beside other parts
_NARROWEST = 0.36  # a column of notes beside another
_APART = 2  # points, that the text of one column may be larger than that of the other
_BOLD = 1.1  # times as wide as other text


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A part in its place. size: of its text."""

    part: BoardPart
    left: float
    top: float
    width: float
    height: float
    size: int


def fit_title(slide: BoardSlide) -> tuple[int, float]:
    """Return size and height of the title."""
    sizes = COVER_TITLES if slide.kicker and not slide.remarks else TITLES
    size = next(
        (size for size in sizes if line_count(slide.title, ROOM, size * _BOLD) <= TITLE_LINES), sizes[-1]
    )
    return size, line_count(slide.title, ROOM, size * _BOLD) * line_height(size)


def place_parts(slide: BoardSlide, top: float, language: Language) -> list[Placed]:
    """Return every part of a slide in its place below `top`; the last lines of a list give way to their number."""
    room = FOOT_TOP - GAP - strips_height(slide) - top
    widths = _widths(slide.columns)
    columns = [_cut(parts, width, room, language) for parts, width in zip(slide.columns, widths, strict=True)]
    largest = [_largest(parts, width, room) for parts, width in zip(columns, widths, strict=True)]
    placed: list[Placed] = []
    left = LEFT
    for parts, width, size in zip(columns, widths, largest, strict=True):
        placed += _place_column(parts, (left, top), width, room, min(size, min(largest) + _APART))
        left += width + 2 * GAP
    return placed


def strips_height(slide: BoardSlide) -> float:
    """Return the height of people's words at the foot of a slide with the gap above them; 0 without any."""
    return sum(strip_height(strip) + GAP for strip in slide.remarks)


def strip_height(strip: Strip) -> float:
    """Return the height of one person's words, with the line that says whose they are."""
    room = ROOM - 2 * STRIP_PAD
    return line_height(LEAST) + text_height(strip.text, room, LEAST) + 2 * BETWEEN


def _widths(columns: Sequence[Sequence[BoardPart]]) -> list[float]:
    room = ROOM - 2 * GAP * (len(columns) - 1)
    if len(columns) == 2 and any(isinstance(part, Figure) for part in columns[0]):
        return [room * _FIGURE_SHARE, room * (1 - _FIGURE_SHARE)]
    if len(columns) != 2:
        return [room / len(columns)] * len(columns)
    # Of two columns of notes the longer gets more room.
    left, right = (sum(height_of(part, room, LEAST) for part in parts) for parts in columns)
    share = min(1 - _NARROWEST, max(_NARROWEST, left / (left + right)))
    return [room * share, room * (1 - share)]


def _largest(parts: Sequence[BoardPart], width: float, room: float) -> int:
    return next((size for size in SIZES if _fits(parts, width, size, room)), LEAST)


def _place_column(
    parts: Sequence[BoardPart], corner: tuple[float, float], width: float, room: float, size: int
) -> list[Placed]:
    (left, top), left_over = corner, max(0.0, room - _total(parts, width, size))
    placed = []
    for part in parts:
        height = height_of(part, width, size)
        if isinstance(part, Figure | Calendar):
            height += left_over
        elif isinstance(part, Grid):
            loose = min(left_over, LOOSEST * len(part.table.rows))
            height, left_over = height + loose, left_over - loose
        placed.append(Placed(part=part, left=left, top=top, width=width, height=height, size=size))
        top += height + GAP
    return placed


def _fits(parts: Sequence[BoardPart], width: float, size: int, room: float) -> bool:
    """Whether all has room at a size of text, and no word or number of a table is broken."""
    whole = all(is_whole(part, width, size) for part in parts if isinstance(part, Grid))
    return whole and _total(parts, width, size) <= room


def is_whole(grid: Grid, width: float, size: int) -> bool:
    """Return whether every word and number of a table has room in its column."""
    rooms = [each - 2 * PAD[0] for each in column_widths(grid, width)]
    return all(
        longest_piece(text, size * (_BOLD if bold else 1.0)) <= room
        for place, row in enumerate(_texts(grid))
        for text, room, bold in zip(row, rooms, _find_bold(grid, place), strict=True)
    )


def _total(parts: Sequence[BoardPart], width: float, size: int) -> float:
    return sum(height_of(part, width, size) for part in parts) + GAP * (len(parts) - 1)


def _cut(parts: Sequence[BoardPart], width: float, room: float, language: Language) -> list[BoardPart]:
    """The parts without the rows and lines for which there is no room at the smallest size, and their number.

    The last of the longest part goes first.
    """
    fitting, more, gone = list(parts), list[BoardPart](), 0
    if _total(fitting, width, LEAST) > room:
        fitting = [part for part in fitting if not isinstance(part, Contents)]
    while _total([*fitting, *more], width, LEAST) > room:
        place = max(range(len(fitting)), key=lambda n: (_count_lines(fitting[n]), n))
        if _count_lines(fitting[place]) <= 1:
            break
        fitting[place] = _without_last(fitting[place])
        gone += 1
        more = [Notes(title="", lines=(say("board.more", language, n=str(gone)),))]
    return [*fitting, *more]


def _count_lines(part: BoardPart) -> int:
    return (
        len(part.lines) if isinstance(part, Notes) else len(part.table.rows) if isinstance(part, Grid) else 0
    )


def _without_last(part: BoardPart) -> BoardPart:
    if isinstance(part, Notes):
        return replace(part, lines=part.lines[:-1])
    assert isinstance(part, Grid)
    return Grid(table=replace(part.table, rows=part.table.rows[:-1]), colours=part.colours[:-1])


def height_of(part: BoardPart, width: float, size: int) -> float:
    """Return the least height of a part."""
    if isinstance(part, Figure | Calendar):
        return _FIGURE_LEAST
    if isinstance(part, Contents):
        return text_height(part.line, width, LEAST)
    if isinstance(part, Tiles):
        wide = tile_width(part, width)
        return max(tile_height(tile, wide) for tile in part.tiles)
    if isinstance(part, Grid):
        title = line_height(size) + BETWEEN if part.table.title else 0.0
        return title + sum(row_heights(part, width, size))
    lines = (part.title, *part.lines) if part.title else part.lines
    return sum(text_height(line, width, size) for line in lines) + BETWEEN * (len(lines) - 1)


def tile_width(tiles: Tiles, width: float) -> float:
    """Return the width of each of these tiles."""
    return (width - GAP * (len(tiles.tiles) - 1)) / len(tiles.tiles)


def tile_lines(tile: Tile, width: float) -> tuple[tuple[str, int, bool], ...]:
    """Return the lines of a tile of this width with their size, and whether they are in the colour of its status."""
    room = width - TILE_PAD
    small = LEAST if width < _WIDE_TILE else SIZES[-2]
    fitting = (size for size in CHANGES if text_width(tile.change, size * _BOLD) <= room)
    largest = CHANGES[0] if width >= _WIDE_TILE else CHANGES[1]
    lines = (
        (tile.name, 16, False),
        (tile.change, min(largest, next(fitting, LEAST)), True),
        (tile.interval, small, False),
        (tile.levels, small, False),
        (tile.status, small, True),
    )
    return tuple(line for line in lines if line[0])


def tile_height(tile: Tile, width: float) -> float:
    """Return the height of a tile with the bar on top of it."""
    return sum(line_heights(tile, width)) + TILE_PAD


def line_heights(tile: Tile, width: float) -> list[float]:
    """Return the height of each line of a tile with the gap below it."""
    room = width - TILE_PAD
    return [
        line_count(text, room, size * (_BOLD if bold else 1.0)) * line_height(size) + TILE_GAP
        for text, size, bold in tile_lines(tile, width)
    ]


def column_widths(grid: Grid, width: float) -> tuple[float, ...]:
    """Return the widths of the columns of a table."""
    asked = sum(column.share for column in grid.table.columns)
    return tuple(width * column.share / asked for column in grid.table.columns)


def row_heights(grid: Grid, width: float, size: int) -> tuple[float, ...]:
    """Return the least height of each row, that of the column heads first."""
    rooms = [each - 2 * PAD[0] for each in column_widths(grid, width)]
    return tuple(
        max(
            line_count(text, room, size * (_BOLD if bold else 1.0)) * line_height(size)
            for text, room, bold in zip(row, rooms, _find_bold(grid, place), strict=True)
        )
        + 2 * CELL
        for place, row in enumerate(_texts(grid))
    )


def _texts(grid: Grid) -> list[list[str]]:
    heads = [column.title for column in grid.table.columns]
    return [heads, *([text_of(cell) for cell in row] for row in grid.table.rows)]


def _find_bold(grid: Grid, place: int) -> list[bool]:
    """Which cells of a row are bold: all heads, and words in a colour."""
    many = len(grid.table.columns)
    return [place == 0 or (bool(grid.colours) and column == many - 1) for column in range(many)]
