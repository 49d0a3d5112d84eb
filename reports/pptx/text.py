"""Text on slides: exact line heights, and a Chinese font next to the Latin one in every run."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.pptx.layout import line_height
from wording.formats import unbind
from wording.words import Language

# Both are where slides are shown; other programs take the nearest font of the language that the run names.
_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_PASSPORT = re.compile(r"MP(?:-[0-9A-Z]{4}){3}")
_TAGS: dict[Language, str] = {"en": "en-GB", "zh": "zh-CN"}


@dataclass(frozen=True, kw_only=True)
class Style:
    """The style of a text: font size in points, colour in hex."""

    size: int
    colour: str
    bold: bool
    language: Language


def rgb(colour: str) -> RGBColor:
    """Convert a hex colour of the theme."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))


def keep_unbroken(text: str) -> str:
    """Return the text with non-breaking hyphens in passport numbers."""
    return _PASSPORT.sub(lambda match: match[0].replace("-", "\u2011"), text)


def write(paragraph: Any, text: str, style: Style) -> None:
    """Write a text as one run of a paragraph."""
    paragraph.line_spacing = Pt(line_height(style.size))
    paragraph.space_before = paragraph.space_after = Pt(0)
    if not text:
        # Else an empty cell is as high as a line of the program's usual size.
        paragraph._p.get_or_add_endParaRPr().set("sz", str(100 * style.size))
        return
    run = paragraph.add_run()
    run.text = unbind(text)
    run.font.size, run.font.bold = Pt(style.size), style.bold
    run.font.color.rgb = rgb(style.colour)
    set_fonts(run.font, style.language)


def set_fonts(font: Any, language: Language) -> None:
    """Set the Latin and the Chinese font, and the language by which programs replace a missing one."""
    font.name = _LATIN
    properties = font._rPr
    properties.set("lang", _TAGS[language])
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    properties.find(qn("a:latin")).addnext(etree.Element(qn("a:ea"), typeface=_CHINESE))
