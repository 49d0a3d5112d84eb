"""The rows of a figure as CSV that a spreadsheet opens correctly, Chinese text included.

UTF-8 with byte-order mark. The head lines state filters, cut-off and snapshot; text that a spreadsheet would run as a
formula is written as text.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from wording.formats import unbind

Cell = str | int | float | None
_FORMULA = tuple("=+-@＝＋－＠")  # spreadsheets in Chinese read the full-width signs alike


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A small table: `columns` are the header labels, `rows` the cells in the same order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_bytes(head: Sequence[tuple[str, str]], table: Rows) -> bytes:
    """Return the file: a line per head entry and an empty line, where there is a head; then the header and the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for name, value in head:
        writer.writerow([escape_formula(name), escape_formula(value)])
    if head:
        writer.writerow([])
    writer.writerow([escape_formula(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([escape_formula(cell) for cell in row])
    return unbind(text.getvalue()).encode("utf-8-sig")


def escape_formula(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula.

    Text that begins like a formula, or with a tab or a line break, gets a leading apostrophe; numbers stay
    numbers.
    """
    if isinstance(cell, str) and (cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell
