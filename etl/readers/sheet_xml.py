"""What calamine does not reveal of a sheet in an .xlsx or .xlsm: cells without a value, and what is hidden.

Calamine returns errors, and formulas whose result is not stored, as empty cells. A workbook is a zip of XML: the
names of its sheets are in xl/workbook.xml, their files in its relations (ECMA-376, part 1, 18.2-18.3). Rows and
columns are counted from 0 here.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lxml import etree

WORKBOOK = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
SAFELY = {"huge_tree": True, "resolve_entities": False, "no_network": True, "load_dtd": False}
CHUNK = 1 << 20
# A sheet of plain values has none of these: an error, a formula, anything hidden.
WORTH_A_LOOK = re.compile(rb"""\bt\s*=\s*["']e["']|<(\w+:)?f[\s/>]|hidden""")
LONGEST_SIGN = 64


@dataclass(frozen=True, kw_only=True)
class Unvalued:
    """A cell without a value where there should be one; `holds` is the error or the formula."""

    row: int
    column: int
    holds: str
    is_error: bool


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """Further content of a sheet: cells without a value, hidden rows that are not empty, and hidden columns."""

    cells: tuple[Unvalued, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def find_unseen(path: Path, sheet: str) -> Unseen:
    """Find what calamine does not reveal of a sheet.

    Raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError if the workbook is damaged.
    """
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        with book.open(part) as file:
            if not _worth_a_look(file):
                return Unseen(cells=(), hidden_rows=frozenset(), hidden_columns=frozenset())
        with book.open(part) as file:
            return _read(file)


def address(row: int, column: int) -> str:
    """Return the name of a cell: (0, 0) is A1, (6, 26) is AA7."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The file of a sheet inside the workbook."""
    workbook = etree.fromstring(book.read(WORKBOOK), etree.XMLParser(**SAFELY))
    relations = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**SAFELY))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    (sheet_element,) = [element for element in workbook.iter("{*}sheet") if element.get("name") == sheet]
    target = targets[sheet_element.get(RELATION) or sheet_element.get(STRICT_RELATION)]
    return target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _worth_a_look(file: IO[bytes]) -> bool:
    tail = b""
    while chunk := file.read(CHUNK):
        if WORTH_A_LOOK.search(tail + chunk):
            return True
        tail = chunk[-LONGEST_SIGN:]
    return False


def _read(file: IO[bytes]) -> Unseen:
    cells: list[Unvalued] = []
    rows: list[int] = []
    columns: set[int] = set()
    row = -1
    for _, element in etree.iterparse(file, tag=("{*}col", "{*}row"), **SAFELY):
        hidden = element.get("hidden") in ("1", "true")
        if element.tag.endswith("}col"):
            if hidden:
                columns |= set(range(int(element.get("min")) - 1, int(element.get("max"))))
        else:
            row = int(element.get("r", row + 2)) - 1
            cells += _find_unvalued(element, row)
            if hidden and len(element):
                rows.append(row)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return Unseen(cells=tuple(cells), hidden_rows=frozenset(rows), hidden_columns=frozenset(columns))


def _find_unvalued(row_element: Any, row: int) -> Iterator[Unvalued]:
    column = -1
    for cell in row_element.iterchildren("{*}c"):
        column = _column(cell.get("r")) if cell.get("r") else column + 1
        value, formula = cell.find("{*}v"), cell.find("{*}f")
        text = "" if value is None else value.text or ""
        if cell.get("t") == "e":
            yield Unvalued(row=row, column=column, holds=text or "an error", is_error=True)
        # An empty text is a value of a formula, and is marked as a text.
        elif formula is not None and not text and (value is None or cell.get("t") != "str"):
            yield Unvalued(row=row, column=column, holds=f"={formula.text or ''}", is_error=False)


def _column(reference: str) -> int:
    number = 0
    for sign in reference.rstrip("0123456789"):
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1
