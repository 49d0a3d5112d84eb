"""Sheets that print, and the formats of their cells."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.description import Report
from wording.downloads import escape_formula
from wording.theme import COLOURS
from wording.words import Language

LIGHT = COLOURS["light"]
FONTS: dict[Language, str] = {"en": "Arial", "zh": "Microsoft YaHei"}
SIZE = 10  # points
NARROWEST, WIDEST = 11, 44  # letters in a column
_A4 = 9  # its number among papers


class Styles:
    """Cell formats by their properties, each created once."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._book = book
        self._font = {
            "font_name": FONTS[language],
            "font_size": SIZE,
            "font_color": LIGHT.ink,
            "valign": "top",
        }
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """Return the format with these properties on top of the default ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._font, **properties})
        return self._made[key]

    def text(self, text: str, **properties: Any) -> Format:
        """Return the format for a text.

        Text that begins like a formula is marked as text, so that editing the cell does not run it.
        """
        return self.of(**properties, **({"quote_prefix": True} if escape_formula(text) != text else {}))


def new_sheet(book: Workbook, name: str, report: Report) -> Worksheet:
    """A sheet that prints: lying, as wide as the paper, with what must be known of the numbers on each."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&L{_literal(report.title, 60)}&R&A · &P / &N")
    # Alone on its side of the paper: what stands right of a long text is printed over it.
    sheet.set_footer(f"&L{_literal(report.foot, 200)}")
    return sheet


def _literal(text: str, longest: int) -> str:
    """A text in a header, where & begins a command and 255 letters are the limit."""
    return (text if len(text) <= longest else f"{text[: longest - 1]}…").replace("&", "&&")
