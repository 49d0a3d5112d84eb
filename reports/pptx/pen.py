"""What is drawn on slides, text and plain shapes, in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.pptx.frames import format_frame
from reports.pptx.text import Style, rgb, write
from wording.words import Language

Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Draws on one slide. shapes: of the slide. language: of the report."""

    shapes: Any
    language: Language

    def style(self, size: int, colour: str, bold: bool) -> Style:
        """Return a style in the report's language."""
        return Style(size=size, colour=colour, bold=bold, language=self.language)

    def write(
        self, lines: Sequence[tuple[str, Style]], box: Box, between: float, align: PP_ALIGN = PP_ALIGN.LEFT
    ) -> None:
        """Write lines, each a paragraph, into a box of their own. between: the gap between them."""
        frame = self.shapes.add_textbox(*(Pt(length) for length in box)).text_frame
        format_frame(frame)
        for place, (text, style) in enumerate(lines):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.alignment = align
            write(paragraph, text, style)
            if place:
                paragraph.space_before = Pt(between)

    def fill(self, kind: Any, box: Box, colour: str) -> None:
        """Draw a filled shape without a line; kind: of MSO_SHAPE."""
        shape = self._shape(kind, box)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()

    def outline(self, kind: Any, box: Box, colour: str, thick: float) -> None:
        """Draw the outline of a shape."""
        shape = self._shape(kind, box)
        shape.fill.background()
        shape.line.color.rgb = rgb(colour)
        shape.line.width = Pt(thick)

    def block(self, box: Box, colour: str) -> None:
        """Draw a filled rectangle."""
        self.fill(MSO_SHAPE.RECTANGLE, box, colour)

    def _shape(self, kind: Any, box: Box) -> Any:
        shape = self.shapes.add_shape(kind, *(Pt(length) for length in box))
        shape._element.remove(shape._element.find(qn("p:style")))  # its shadow
        return shape
