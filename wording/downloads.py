"""The rows of a figure as CSV that opens right in a spreadsheet, Chinese ones included.

UTF-8 with byte-order mark; the head lines say what was filtered, as of when, from which snapshot; texts that
a spreadsheet would run as a formula are written as text.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None
_FORMULA = tuple("=+-@＝＋－＠")  # spreadsheets in Chinese read the full-width signs alike


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A small table: `columns` are the words of the header, `rows` the cells in the same order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_bytes(head: Sequence[tuple[str, str]], table: Rows) -> bytes:
    """The file: a line per head entry, an empty line, the header and the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for name, value in head:
        writer.writerow([escape_formula(name), escape_formula(value)])
    writer.writerow([])
    writer.writerow([escape_formula(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([escape_formula(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def escape_formula(cell: Cell) -> Cell:
    """A text that begins like a formula, or with a tab or a line end, gets an apostrophe before it; numbers stay
    numbers."""
    if isinstance(cell, str) and (cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell
