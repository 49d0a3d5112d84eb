"""Writing the exports: columns in our names and codes go in, files in the company's own words come out."""

import codecs
import queue
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import xlsxwriter

from demo.files.dirt import FAULTS, spoil_rows
from demo.files.exports import Export
from demo.setting.streams import stream
from demo.setting.timeline import Array

GZIP_LEVEL = 1  # level 6 takes four times as long for a sixth less


def code(indices: Array, codes: Sequence[str]) -> pa.Array:
    """Codes from indices; -1 is empty."""
    return pa.DictionaryArray.from_arrays(
        pa.array(indices.astype(np.int16), mask=indices < 0), pa.array(list(codes), pa.string())
    )


def moment(minutes: Array) -> pa.Array:
    """Moments to the second, without offset (the company's own time); nan is empty."""
    empty = np.isnan(minutes)
    seconds = np.floor(np.where(empty, 0.0, minutes) * 60 + 1e-6).astype(np.int64)
    return pa.array(seconds, pa.timestamp("s"), mask=empty)


def date(days: Array) -> pa.Array:
    """Dates from day numbers; negative is empty."""
    return pa.array(days.astype(np.int32), pa.int32(), mask=days < 0).cast(pa.date32())


def money(cents: Array, empty: Array | None = None) -> pa.Array:
    """Amounts from whole cents."""
    return pa.array(cents / 100.0, pa.float64(), mask=empty)


def number(values: Array) -> pa.Array:
    """Plain numbers."""
    return pa.array(values, pa.float64())


def to_integers(numbers: Array, empty: Array | None = None) -> pa.Array:
    """Whole numbers."""
    return pa.array(numbers.astype(np.int64), mask=empty)


def flag(values: Array, empty: Array | None = None) -> pa.Array:
    """true or false as words (the export may have its own)."""
    codes = pa.array(values.astype(np.int8), mask=empty)
    return pa.DictionaryArray.from_arrays(codes, pa.array(["false", "true"]))


def format_ids(prefix: str, numbers: Array, width: int, dates: Array | None = None) -> pa.Array:
    """Identifiers: prefix, the date (day number) if given, and the number with leading zeros; -1 is empty."""
    empty = numbers < 0
    head = pa.scalar(prefix)
    tail = _digits(np.where(empty, 0, numbers), width)
    if dates is not None:
        days, inverse = np.unique(dates, return_inverse=True)
        texts = [str(d).replace("-", "") for d in days.astype("datetime64[D]")]
        head = pa.DictionaryArray.from_arrays(pa.array(inverse), pa.array([prefix + t for t in texts]))
        head = head.cast(pa.string())
    names = pc.binary_join_element_wise(head, tail, "")
    return pc.if_else(pa.array(empty), pa.scalar(None, pa.string()), names) if empty.any() else names


def _digits(numbers: Array, width: int) -> pa.Array:
    powers = 10 ** np.arange(width - 1, -1, -1)
    digits = (numbers.astype(np.int64)[:, None] // powers % 10 + 48).astype(np.uint8)
    fixed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(width), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(digits))]
    )
    return fixed.cast(pa.binary()).cast(pa.string())


def translate_values(columns: Mapping[str, Any], export: Export) -> pa.Table:
    """A table under their headers, codes replaced by their words, moments written in their format."""
    out = {}
    for ours, theirs in export.columns.items():
        values = columns[ours] if isinstance(columns[ours], pa.Array) else pa.array(columns[ours])
        if pa.types.is_dictionary(values.type):
            said = export.values.get(ours, {})
            words = [said.get(word, word) for word in values.dictionary.to_pylist()]
            values = pa.DictionaryArray.from_arrays(values.indices, pa.array(words, pa.string()))
            values = values.cast(pa.string())
        elif pa.types.is_timestamp(values.type):
            values = values.cast(pa.string())
            if "/" in export.formats.get(ours, ""):
                values = pc.replace_substring(values, "-", "/")
        elif pa.types.is_date(values.type) and export.formats.get(ours) == "%Y%m%d":
            values = pc.replace_substring(values.cast(pa.string()), "-", "")
        out[theirs] = values
    return pa.table(out)


def csv_bytes(table: pa.Table, export: Export, header: bool) -> bytes:
    """A table as CSV in the export's encoding and delimiter."""
    sink = pa.BufferOutputStream()
    options = pa_csv.WriteOptions(
        include_header=header, delimiter=export.delimiter, quoting_style="needed", quoting_header="needed"
    )
    pa_csv.write_csv(table, sink, options)
    raw: bytes = sink.getvalue().to_pybytes()
    if export.encoding == "utf-8-sig":
        return codecs.BOM_UTF8 + raw if header else raw
    return raw if export.encoding == "utf-8" else raw.decode().encode(export.encoding)


def gzip_bytes(raw: bytes) -> bytes:
    """A gzip stream without a date in it, so that the same rows give the same bytes."""
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(raw) + packer.flush()


def write_xlsx(tables: Sequence[pa.Table], path: Path, sheet: str) -> None:
    """One worksheet; dates and numbers as Excel holds them, moments as text."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1)})
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, tables[0].column_names)
    above = 1
    for table in tables:
        writers = [_cell_writer(page, kind) for kind in table.schema.types]
        columns = [column.to_pylist() for column in table.columns]
        for number, row in enumerate(zip(*columns, strict=True), above):
            for place, value in enumerate(row):
                if value is not None:
                    writers[place](number, place, value)
        above += table.num_rows
    book.close()


def _cell_writer(page: Any, kind: pa.DataType) -> Callable[[int, int, Any], Any]:
    """How cells of a type are written; the page's own `write` finds it out cell by cell, at twice the time."""
    if pa.types.is_date(kind):
        return cast(Callable[[int, int, Any], Any], page.write_datetime)
    return cast(
        Callable[[int, int, Any], Any],
        page.write_string if pa.types.is_string(kind) else page.write_number,
    )


def write_parquet(tables: Iterator[pa.Table], path: Path) -> None:
    """Several tables of one shape as the row groups of one file."""
    first = next(tables)
    with pq.ParquetWriter(str(path), first.schema, compression="zstd") as writer:
        for table in chain((first,), tables):
            writer.write_table(table)


class Files:
    """Writes exports below a folder on a thread of its own, in the order given, and adds the faulty rows.

    pyarrow and zlib let go of the interpreter while they work, so writing costs the simulation little.
    `rows`: true rows per table; `faults`: what was added to which file; both complete after `close`.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.rows: dict[str, int] = {}
        self.faults: list[dict[str, Any]] = []
        self._faults = list(FAULTS)
        self._folder, self._seed = folder, seed
        self._jobs: queue.Queue[tuple[Export, str, Mapping[str, Any]] | None] = queue.Queue(maxsize=3)
        self._failure: BaseException | None = None
        self._started: set[Path] = set()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def append(self, export: Export, part: str, columns: Mapping[str, Any]) -> None:
        """Add rows to the file of the export whose `*` stands for `part`; a workbook takes only one lot."""
        if self._failure:
            raise self._failure
        self._jobs.put((export, part, columns))

    def close(self) -> None:
        """Wait until everything is on disk."""
        self._jobs.put(None)
        self._thread.join()
        if self._failure:
            raise self._failure

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._failure is None:
                try:
                    self._write(*job)
                except BaseException as error:
                    self._failure = error

    def _write(self, export: Export, part: str, columns: Mapping[str, Any]) -> None:
        path = self._folder / export.file.replace("*", part)
        path.parent.mkdir(parents=True, exist_ok=True)
        table = translate_values(columns, export)
        self.rows[export.table] = self.rows.get(export.table, 0) + table.num_rows
        lots = [table, *self._make_faulty(table, export, part, path)]
        if path.suffix == ".xlsx":
            write_xlsx(lots, path, export.sheet)
            return
        first = path not in self._started
        self._started.add(path)
        raw = b"".join(csv_bytes(lot, export, header=first and lot is table) for lot in lots)
        with path.open("wb" if first else "ab") as file:
            file.write(gzip_bytes(raw) if path.suffix == ".gz" else raw)

    def _make_faulty(self, table: pa.Table, export: Export, part: str, path: Path) -> Iterator[pa.Table]:
        """The faulty rows that belong into this file, each kind once."""
        for fault in [f for f in self._faults if f.table == export.table and part.startswith(f.part)]:
            self._faults.remove(fault)
            rows = spoil_rows(table, export, fault, stream(self._seed, f"{fault.table} {fault.reason}"))
            self.faults.append(fault.report(rows.num_rows, str(path.relative_to(self._folder))))
            yield rows
