"""Rows of a sheet that cannot be trusted, and remarks for people on the sheet.

A row is refused if a cell that is loaded holds an error, a formula without a stored result, or, in a column of ids,
names or codes, a number of more than 15 digits: Excel keeps 15 of them and replaces the others by 0. With sql any
column may be loaded. A row with cells beyond the named columns is refused as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import python_calamine as calamine

from etl.readers.sheet_xml import Unseen, Unvalued, address
from etl.readers.staging_table import REJECTS
from etl.sources import Source
from warehouse.contract.columns import COLUMNS
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES

# IEEE 754 doubles keep 15 decimal digits, and so does Excel.
DIGITS = 15
NAMING = ("id", "name", "code")
SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The position of a sheet's columns: the row of the `header` and the `first` column, both from 0.

    `named`: the number of columns up to the last one with a name.
    """

    sheet: str
    header: int
    first: int
    names: Sequence[str]
    named: int

    def cell(self, row: int, place: int) -> str:
        """Return the address of the cell of a row in the column at index `place` of `names`."""
        return f"{self.sheet}!{address(row, self.first + place)}"


class Doubts:
    """Collects rows with untrustworthy cells while the others pass."""

    def __init__(self, columns: Columns, source: Source, more: Unseen | None) -> None:
        fed = {source.columns.get(name, name).casefold(): name for name in TABLES[source.table].names}
        ours = [fed.get(name.casefold()) for name in columns.names]
        self._columns = columns
        self._naming = [
            n for n, our in enumerate(ours) if source.sql or (our and COLUMNS[our].type in NAMING)
        ]
        self._any_column = bool(source.sql)
        self._found: list[tuple[int, int, str, str]] = []  # row, place of the column, held, reason
        for cell in more.cells if more else ():
            place = cell.column - columns.first
            loaded = 0 <= place < len(ours) and (source.sql or ours[place] or place >= columns.named)
            if cell.row > columns.header and loaded:
                self._found.append((cell.row, place, cell.holds, _reason(cell)))
        self._refused = {row for row, *_ in self._found}

    def skip_doubtful(self, rows: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
        """Yield the trustworthy rows, numbered from the header on."""
        for row, cells in rows:
            if not (row in self._refused or self._is_wider(row, cells) or self._is_rounded(row, cells)):
                yield row - self._columns.header, cells

    def _is_wider(self, row: int, cells: list[Any]) -> bool:
        for place, cell in enumerate(cells[self._columns.named :], self._columns.named):
            if text := str(cell).strip():
                self._found.append((row, place, text, "more cells than the header has columns"))
                return True
        return False

    def _is_rounded(self, row: int, cells: list[Any]) -> bool:
        for place in self._naming:
            if isinstance(cells[place], float) and digits(cells[place]) > DIGITS:
                # A share or an amount may be calculated to the last digit; with sql it may be either.
                if self._any_column and not cells[place].is_integer():
                    continue
                reason = (
                    f"a number of more than {DIGITS} digits, of which Excel keeps {DIGITS}; store it as text"
                )
                self._found.append((row, place, f"{cells[place]:.0f}", reason))
                return True
        return False

    def rejects(self) -> pa.Table | None:
        """Return the refused rows: record, raw (the first doubtful cell with its address), reason; None if there are
        none.
        """
        first: dict[tuple[int, str], str] = {}
        rows: dict[int, tuple[int, str, str]] = {}
        for row, place, held, reason in sorted(self._found):
            cell = self._columns.cell(row, place)
            # One reason per column, so that rows refused for the same can be counted together.
            begun = first.setdefault((place, reason), cell)
            words = f'"{self._columns.names[place]}": {reason}; first in {begun}'
            rows.setdefault(row, (row - self._columns.header, f"{cell}: {held}", words))
        if not rows:
            return None
        columns = zip(*rows.values(), strict=True)
        return pa.table([pa.array(c, f.type) for c, f in zip(columns, REJECTS, strict=True)], schema=REJECTS)


def check_header(columns: Columns, more: Unseen | None, where: str) -> None:
    """Raise MilepostError if the header, or a row above it, has a cell without a value."""
    for cell in more.cells if more else ():
        if cell.row <= columns.header:
            place = f"{columns.sheet}!{address(cell.row, cell.column)}"
            raise MilepostError(f"{where}: {place}, in the header or above it: {_reason(cell)}")


def digits(number: float) -> int:
    """Return how many digits a number needs, counting all before the point: 1e15 needs 16, 0.25 needs 2."""
    if number.is_integer():
        return len(f"{abs(number):.0f}")
    return len(repr(abs(number)).split("e")[0].replace(".", "").lstrip("0"))


def _reason(cell: Unvalued) -> str:
    if cell.is_error:
        return f"an error, {cell.holds}; correct the cell, or clear it"
    return "a formula whose result is not stored; open the file in Excel and save it, or store values"


def remarks(
    book: calamine.CalamineWorkbook, sheet: calamine.CalamineSheet, columns: Columns, more: Unseen | None
) -> list[str]:
    """Return remarks on hidden and merged cells, and on what cannot be detected in a workbook of this format."""
    visible = {m.name: m.visible == calamine.SheetVisibleEnum.Visible for m in book.sheets_metadata}
    said = [] if visible[sheet.name] else [f'sheet "{sheet.name}" is hidden and was read']
    passed = [name for name, shown in visible.items() if not shown and name != sheet.name]
    if passed:
        said.append(f"hidden sheets were not read: {_join_names(passed)}")
    merged = [_range(*cells) for cells in sheet.merged_cell_ranges or () if cells[1][0] > columns.header]
    if merged:
        said.append(
            f"of merged cells only the first holds the value, the others are empty: {_join_names(merged)}"
        )
    if more is None:
        said.append(
            "errors and formulas without a result are not seen in this format; in .xlsx they are refused"
        )
        return said
    if hidden := sum(row > columns.header for row in more.hidden_rows):
        said.append(f"{hidden:,} hidden rows were read")
    if names := [n for place, n in enumerate(columns.names) if columns.first + place in more.hidden_columns]:
        said.append(f"hidden columns were read: {_join_names(names)}")
    return said


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    return f"{address(*first)}:{address(*last)}"


def _join_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
