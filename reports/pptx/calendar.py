"""The roll-out calendar with effects: a lane per initiative, a bar that darkens as units go live, signs of effects."""

from itertools import groupby

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN

from reports.description import Calendar, Lane, Mark
from reports.pptx.board_layout import BETWEEN, LEAST
from reports.pptx.layout import GAP, line_height, text_height
from reports.pptx.pen import Box, Pen
from wording.theme import COLOURS

_NO_BREAK = "\u00a0"
_LIGHT = COLOURS["light"]
_SHARES = (0.2, 0.24)  # of the width: names, months; effects have the rest
_MORE = 30.0  # for how many effects are not drawn
_BAR, _SIGN = 16.0, 12.0  # height of a bar of months; width of a sign
_YEAR = 42.0  # the least room for a year
_FAINTEST, _DARKEST = 0.15, 0.9
_SHAPES = {
    "filled": MSO_SHAPE.OVAL,
    "grey": MSO_SHAPE.OVAL,
    "square": MSO_SHAPE.RECTANGLE,
    "hollow": MSO_SHAPE.OVAL,
    "diamond": MSO_SHAPE.DIAMOND,
    "unknown": MSO_SHAPE.MATH_MULTIPLY,
}


def draw_calendar(calendar: Calendar, box: Box, pen: Pen) -> None:
    """Draw the heads, a lane per initiative, and what the signs mean."""
    left, top, width, height = box
    lefts = _lefts(left, width)
    head = line_height(LEAST)
    quiet = pen.style(LEAST, _LIGHT.quiet, True)
    pen.write([(calendar.head, quiet)], (lefts[2], top, _rooms(left, width)[2], head), 0.0)
    key = text_height(calendar.key, width, LEAST)
    _years(calendar, (lefts[1], top, _rooms(left, width)[1], head), pen)
    first = top + head + 2
    high = (top + height - key - BETWEEN - first) / max(1, len(calendar.lanes))
    for place, lane in enumerate(calendar.lanes):
        y = first + place * high
        pen.block((left, y, width, 0.75), _LIGHT.line)
        _lane(lane, calendar, (left, y + 3, width, high - 4), pen)
    pen.write(
        [(calendar.key, pen.style(LEAST, _LIGHT.quiet, False))], (left, top + height - key, width, key), 0.0
    )


def _rooms(left: float, width: float) -> tuple[float, ...]:
    rooms = [share * width - GAP for share in _SHARES]
    return (*rooms, left + width - _lefts(left, width)[-1])


def _lefts(left: float, width: float) -> tuple[float, ...]:
    lefts = [left]
    for share in _SHARES:
        lefts.append(lefts[-1] + share * width)
    return tuple(lefts)


def _years(calendar: Calendar, box: Box, pen: Pen) -> None:
    """The years whose January is drawn, as many as have room."""
    left, top, width, height = box
    month = width / len(calendar.months)
    free = left
    for place, code in enumerate(calendar.months):
        at = left + place * month
        if code.endswith("-01") and at >= free and at + _YEAR <= left + width + GAP:
            pen.write([(code[:4], pen.style(LEAST, _LIGHT.quiet, False))], (at, top, _YEAR, height), 0.0)
            free = at + _YEAR


def _lane(lane: Lane, calendar: Calendar, box: Box, pen: Pen) -> None:
    left, top, width, height = box
    lefts, rooms = _lefts(left, width), _rooms(left, width)
    pen.write([(lane.name, pen.style(LEAST, _LIGHT.ink, True))], (lefts[0], top, rooms[0], height), 0.0)
    month, at = rooms[1] / len(lane.shares), lefts[1]
    for share, months in groupby(lane.shares):
        long = month * len(list(months))
        pen.block((at, top, long, _BAR), _tint(calendar.colour, share) if share else _LIGHT.panel)
        at += long
    below = (lefts[1], top + _BAR + 1, rooms[1], height - _BAR - 1)
    pen.write([(lane.reach, pen.style(LEAST, _LIGHT.quiet, False))], below, 0.0)
    each = (rooms[2] - _MORE) / max(1, *(len(other.marks) for other in calendar.lanes))
    for place, mark in enumerate(lane.marks):
        _mark(mark, (lefts[2] + place * each, top, each - GAP, height), pen)
    if lane.more:
        more = (left + width - _MORE, top, _MORE, line_height(LEAST))
        pen.write([(lane.more, pen.style(LEAST, _LIGHT.quiet, False))], more, 0.0, PP_ALIGN.RIGHT)


def _mark(mark: Mark, box: Box, pen: Pen) -> None:
    left, top, width, height = box
    sign = (left, top + 3, _SIGN, _SIGN)
    if mark.sign in ("hollow", "diamond"):
        pen.outline(_SHAPES[mark.sign], (left + 1, top + 4, _SIGN - 2, _SIGN - 2), mark.colour, 2.0)
    else:
        pen.fill(_SHAPES[mark.sign], sign, mark.colour)
    words = f"{mark.name} {mark.size.replace(' ', _NO_BREAK)}".strip()
    style = pen.style(LEAST, mark.colour if mark.sign != "unknown" else _LIGHT.quiet, mark.sign == "filled")
    pen.write([(words, style)], (left + _SIGN + 5, top, width - _SIGN - 5, height), 0.0)


def _tint(colour: str, share: float) -> str:
    """The colour mixed with paper: the more units, the darker."""
    strength = _FAINTEST + (_DARKEST - _FAINTEST) * share
    mixed = (
        round(strength * ink + (1 - strength) * paper)
        for ink, paper in zip(_parts(colour), _parts(_LIGHT.paper), strict=True)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _parts(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))
