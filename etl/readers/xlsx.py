"""Excel workbooks (and OpenDocument sheets), read by calamine.

Known drawbacks: a sheet is held in memory while it is read, which its limit of 1,048,576 rows bounds; a time at
midnight is written as a date, since a workbook does not distinguish the two.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import duckdb
import pyarrow as pa
import python_calamine as calamine
from lxml.etree import XMLSyntaxError

from etl.readers.header import check_names, measure_width
from etl.readers.sheet_doubts import Columns, Doubts, check_header, remarks
from etl.readers.sheet_xml import find_unseen
from etl.readers.staging_table import (
    BATCH_ROWS,
    RECORD,
    column_names,
    number_columns,
    write_batches,
    write_remarks,
)
from etl.sources import Source
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
# Those that are XML in a zip; in the others an error in a cell is not seen.
WITH_XML = (".xlsx", ".xlsm")

# Whole numbers up to here are ids or amounts; beyond, Excel has lost digits and shows an exponent.
LARGEST_WHOLE = 1e18
ROWS_LOOKED_AT = 1000  # to tell whether the first one names the columns


def read(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, *, into: str, where: str
) -> frozenset[str]:
    """Create table `into` from a sheet: its columns, VARCHAR, and `_record`, counted in rows below the header.

    Returns the columns in which no cell holds text.

    The first row that is not blank is the header; blank rows are left out, but counted. Rows with an untrustworthy
    cell go to `into` + "_rejects" instead, remarks on what is hidden or merged to `into` + "_remarks". Raises
    MilepostError if the workbook cannot be read, the sheet cannot be determined, or the header is invalid.
    """
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_name(_sheet(book, source, where))
        more = find_unseen(path, sheet.name) if path.suffix.lower() in WITH_XML else None
        rows = _iterate_filled_rows(sheet)
        first, header = next(rows)
        _, left = sheet.start or (0, 0)
        texts = [_text(cell) or "" for cell in header]
        names, named = column_names(texts), measure_width(texts)
        if source.header is False:  # the row above the first one is as if it were the header
            first, rows, names, named = (
                first - 1,
                _iterate_filled_rows(sheet),
                number_columns(len(header)),
                len(header),
            )
        elif source.header is None:
            begun = islice(_iterate_filled_rows(sheet), ROWS_LOOKED_AT)
            check_names([[_text(cell) or "" for cell in row] for _, row in begun], None, where)
        columns = Columns(sheet=sheet.name, header=first, first=left, names=names, named=named)
        check_header(columns, more, where)
        doubts = Doubts(columns, source, more)
        schema = pa.schema([*((name, pa.string()) for name in columns.names), (RECORD, pa.int64())])
        worded: set[int] = set()
        write_batches(connection, _batches(doubts.skip_doubtful(rows), schema, worded), schema, into)
        if rejects := doubts.rejects():
            write_batches(connection, rejects.to_batches(), rejects.schema, f"{into}_rejects")
        write_remarks(connection, remarks(book, sheet, columns, more), f"{into}_remarks")
        return frozenset(name for place, name in enumerate(names) if place not in worded)
    except calamine.PasswordError:
        raise MilepostError(f"{where}: is protected by a password; save it without") from None
    except (calamine.CalamineError, BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise MilepostError(f"{where}: is no workbook, or damaged ({error}); deliver it again") from None


def _sheet(book: calamine.CalamineWorkbook, source: Source, where: str) -> str:
    """The sheet that is meant: the stated one, the only one with data, or the only one with our columns."""
    sheets = [m.name for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    if source.sheet:
        if source.sheet not in sheets:
            raise MilepostError(f'{where}: has no sheet "{source.sheet}"; it has {_join_names(sheets)}')
        sheets = [source.sheet]
    headers = {name: _header(book.get_sheet_by_name(name)) for name in sheets}
    filled = [name for name in sheets if headers[name]]
    if not filled:
        raise MilepostError(f"{where}: no data in {_join_names(sheets)}; deliver it again")
    if len(filled) == 1:
        return filled[0]
    wanted = {source.columns.get(name, name).casefold() for name in TABLES[source.table].required}
    matching = [name for name in filled if wanted <= headers[name]]
    if source.sql or len(matching) != 1:
        raise MilepostError(
            f"{where}: cannot tell which sheet is meant: {_join_names(filled)} hold data; write sheet = … "
            "in company.toml"
        )
    return matching[0]


def _header(sheet: calamine.CalamineSheet) -> set[str]:
    """The cells of the first row that is not blank, in small letters; none in an empty sheet."""
    _, cells = next(_iterate_filled_rows(sheet), (0, []))
    return {text.casefold() for cell in cells if (text := _text(cell))}


def _iterate_filled_rows(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """Rows that are not blank, with their number in the sheet, from 0."""
    if sheet.start is None:
        return
    for number, row in enumerate(sheet.iter_rows()):
        if any(cell != "" for cell in row):
            yield number, row


def _batches(
    rows: Iterator[tuple[int, list[Any]]], schema: pa.Schema, worded: set[int]
) -> Iterator[pa.RecordBatch]:
    """The rows as text; `worded` takes the places of columns in which a cell holds text already."""
    gathered: list[list[Any]] = []
    for record, row in rows:
        worded.update(place for place, cell in enumerate(row) if cell and isinstance(cell, str))
        gathered.append([*map(_text, row), record])
        if len(gathered) == BATCH_ROWS:
            yield _batch(gathered, schema)
            gathered = []
    if gathered:
        yield _batch(gathered, schema)


def _batch(rows: list[list[Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _text(cell: Any) -> str | None:
    """What a cell holds, as text: days and moments in ISO 8601, numbers without a spurious .0."""
    text: str | None = str(cell)
    match cell:
        case "":
            text = None
        case bool():
            text = "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < LARGEST_WHOLE:
            text = str(int(cell))
        case datetime():
            text = cell.isoformat(sep=" ")
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            text = f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return text


def _join_names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
