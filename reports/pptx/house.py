"""Slides on the company's own master: its layout, its fonts, and its place for what a slide says.

What is drawn for our own slide is scaled as a whole, text too, into the room that the title of the layout and the
placeholders at the foot leave, so that nothing lies on what the master draws and nothing is cut.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.pptx.layout import FOOT_END, LEFT, ROOM, SLIDE, TOP
from reports.template import TITLES

_TITLE_ONLY = 5  # the layout of python-pptx's own template
_FEET = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_PLACES = ("x", "y", "cx", "cy")


def open_deck(template: bytes | None) -> Any:
    """Return an empty presentation of our size, on the master of the template where there is one."""
    deck: Any = Presentation(io.BytesIO(template) if template is not None else None)
    for slide in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide.rId)
        deck.slides._sldIdLst.remove(slide)
    across, down = SLIDE[0] / deck.slide_width.pt, SLIDE[1] / deck.slide_height.pt
    deck.slide_width, deck.slide_height = (Pt(length) for length in SLIDE)
    if template is not None and (across, down) != (1.0, 1.0):
        for master in deck.slide_masters:
            for drawn in (master, *master.slide_layouts):
                _stretch(drawn._element, across, down)
    return deck


def choose_layout(deck: Any, template: bytes | None) -> Any:
    """Return the layout with a title and as little else as possible."""
    if template is None:
        return deck.slide_layouts[_TITLE_ONLY]
    titled = [layout for layout in deck.slide_layouts if _title_of(layout) is not None]
    return min(titled, key=lambda layout: len([p for p in layout.placeholders if not _is_foot(p)]))


def settle_in(deck: Any, layout: Any) -> None:
    """Scale what is drawn on all slides into the room of the layout, and write it in the fonts of the house."""
    room = _room(layout)
    for slide in deck.slides:
        for placeholder in list(slide.placeholders):
            if placeholder.placeholder_format.type not in TITLES:
                placeholder._element.getparent().remove(placeholder._element)
        _scale(slide._element, room)
        _set_fonts(slide)


@dataclass(frozen=True, kw_only=True)
class _Room:
    """Where our corner goes, and by how much all is scaled."""

    left: float
    top: float
    by: float


def _room(layout: Any) -> _Room:
    title = _title_of(layout)
    own = [p for p in layout.placeholders if _is_foot(p)] or [
        p for p in layout.slide_master.placeholders if _is_foot(p)
    ]
    end = min((place.top.pt for place in own if place.top is not None), default=SLIDE[1])
    by = min(1.0, title.width.pt / ROOM, (end - title.top.pt) / (FOOT_END - TOP))
    return _Room(left=title.left.pt - by * LEFT, top=title.top.pt - by * TOP, by=by)


def _title_of(layout: Any) -> Any:
    return next((p for p in layout.placeholders if p.placeholder_format.type in TITLES), None)


def _is_foot(placeholder: Any) -> bool:
    return placeholder.placeholder_format.type in _FEET


def _stretch(element: Any, across: float, down: float) -> None:
    """A master drawn for slides of another size."""
    for place in element.iter(*map(qn, ("a:off", "a:ext", "a:chOff", "a:chExt"))):
        for name, by in zip(_PLACES, (across, down, across, down), strict=True):
            if name in place.attrib:
                place.set(name, str(round(int(place.get(name)) * by)))


def _scale(element: Any, room: _Room) -> None:
    for place in element.iter(qn("a:off"), qn("a:ext")):
        for name, start in zip(_PLACES, (Pt(room.left), Pt(room.top), 0, 0), strict=True):
            if name in place.attrib:
                place.set(name, str(round(int(place.get(name)) * room.by) + start))
    for tag, name in (("a:gridCol", "w"), ("a:tr", "h"), ("a:spcPts", "val"), *_sizes()):
        for part in element.iter(qn(tag)):
            if name in part.attrib:
                part.set(name, str(round(int(part.get(name)) * room.by)))


def _sizes() -> Iterator[tuple[str, str]]:
    yield from ((tag, "sz") for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"))
    yield from (("a:tcPr", f"mar{side}") for side in "LRTB")


def _set_fonts(slide: Any) -> None:
    """The fonts of the theme: that of headings for the title, that of texts for all else."""
    title = slide.shapes.title._element
    for latin, chinese, element in (
        ("+mn-lt", "+mn-ea", slide._element),
        *(("+mn-lt", "+mn-ea", shape.chart._chartSpace) for shape in slide.shapes if shape.has_chart),
        ("+mj-lt", "+mj-ea", title),
    ):
        for tag, typeface in (("a:latin", latin), ("a:ea", chinese)):
            for font in element.iter(qn(tag)):
                font.set("typeface", typeface)
