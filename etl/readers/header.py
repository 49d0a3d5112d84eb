"""The first lines of a delimited text file → delimiter, column names, shape of the records."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.readers.lines import BOM, LINE, LINE_OF_OLD_MACS, Shape, read_line
from etl.readers.staging_table import column_names, number_columns
from etl.sources import Source
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES

DELIMITERS = ",;\t|"
SAMPLE_BYTES = 1 << 16

NUMBER = re.compile(r"[-+]?[0-9]+([.,' ][0-9]+)*%?")
DATE = re.compile(r"[0-9]{4}[-/][0-9]{1,2}([-/][0-9]{1,2}.*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}.*")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The beginning of a file: the shape of its records, its columns, and the line in which the records begin."""

    shape: Shape
    names: list[str]
    line: int


def read_opening(path: Path, source: Source, where: str) -> Opening:
    """Determine how a file begins from its first 65,536 bytes.

    Raises MilepostError if the first record cannot be read, is a title, or looks like data although `header` does
    not say so.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    begin = len(BOM) if sample.startswith(BOM) else 0
    delimiter, rows = _delimiter(sample[begin:], source.delimiter, where)
    begin, end, text = _first_record(sample, begin, delimiter.encode(), where)
    names = _rows(text.decode(errors="replace"), delimiter)[0]
    check_names([names, *rows[1:]], source.header, where)
    ending = re.search(rb"\r?\n\Z|\r\Z", sample[begin:end])
    line_end = ending[0] if ending else b"\n"
    if source.header is False:
        shape = Shape(
            delimiter=delimiter.encode(),
            width=len(names),
            end=line_end,
            header=b"",
            start=begin,
            names=frozenset(),
        )
        return Opening(shape=shape, names=number_columns(len(names)), line=1 + _lines(sample[:begin]))
    header = sample[begin:end].rstrip(b"\r\n") + line_end
    shape = Shape(
        delimiter=delimiter.encode(),
        width=len(names),
        end=line_end,
        header=header,
        start=end,
        names=_collect_words(names, source),
    )
    return Opening(shape=shape, names=column_names(names), line=1 + _lines(sample[:end]))


def check_names(rows: Sequence[Sequence[str]], header: bool | None, where: str) -> None:
    """Raise MilepostError if the first of `rows` is a title above the names, or looks like data itself."""
    first, below = rows[0], rows[1:]
    width = _usual_width(below)
    table = [row for row in below if len(row) == width]
    if (
        table
        and 2 * len(table) > len(below)
        and measure_width(first) < measure_width(table[0])
        and not _data(table[0])
    ):
        raise MilepostError(
            f"{where}: the first line fills {measure_width(first)} of the {width} columns below it: a title? "
            "Take away what stands above the names of the columns"
        )
    if header is None and _matches_below(first, table):
        raise MilepostError(
            f"{where}: the first line looks like data; write header = false if the file does not name its "
            "columns (they are column1, column2, … then), header = true if these are names"
        )


def _collect_words(names: Sequence[str], source: Source) -> frozenset[str]:
    """Words that name columns in this file or another of its table, in small letters; a number names none."""
    known = [*names, *TABLES[source.table].names, *source.columns.values()]
    return frozenset(name.strip().lower() for name in known if any(map(str.isalpha, name)))


def _delimiter(sample: bytes, stated: str, where: str) -> tuple[str, list[list[str]]]:
    """The delimiter, and the rows of the sample by it."""
    if stated and (len(stated) > 1 or not stated.isascii() or stated in '"\r\n'):
        raise MilepostError(f'{where}: delimiter = "{stated}" must be one character, of ASCII, and no quote')
    text = sample.decode(errors="replace")
    # Every candidate is tried on the same text; the right one gives rows of equal width, and wide ones.
    tried = {d: _rows(text, d) for d in stated or DELIMITERS}
    best = max(tried, key=lambda d: _agreement(tried[d]))
    if not tried[best]:
        raise MilepostError(f"{where}: has no header; the first line must name the columns")
    if len(tried[best][0]) < 2:  # one column, or a title above several
        best = max(tried, key=lambda d: _usual_width(tried[d]))
    return best, tried[best]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != " "
        )
        rows = [row for row in reader if row]
    except csv.Error:
        return []
    # The last row of a full sample is cut somewhere.
    return rows[:-1] if len(text.encode()) >= SAMPLE_BYTES - len(BOM) and len(rows) > 1 else rows


def _agreement(rows: list[list[str]]) -> tuple[float, int]:
    """Share of rows as wide as the first, and that width; one column alone says nothing."""
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, width
    return sum(len(row) == width for row in rows) / len(rows), width


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0] if rows else 0


def _first_record(sample: bytes, begin: int, delimiter: bytes, where: str) -> tuple[int, int, bytes]:
    """First byte of the first record, the byte behind it, its text without line end."""
    texts: list[bytes] = []
    end = begin
    pattern = LINE if b"\n" in sample else LINE_OF_OLD_MACS
    while end < len(sample):
        match = pattern.match(sample, end)
        assert match is not None
        end, raw = match.end(), match[0].rstrip(b"\r\n")
        if not texts and not raw.strip(b" "):
            begin = end
            continue
        read = read_line(raw, bool(texts), delimiter)
        if b"\0" in raw:
            raise MilepostError(f"{where}: is not text (it holds zero bytes); deliver it as CSV")
        if read.fault:
            raise MilepostError(f"{where}: the first record: {read.fault}; write it as CSV has it")
        texts.append(read.text + (match[0][len(raw) :] if read.open else b""))
        if not read.open:
            return begin, end, b"".join(texts)
    raise MilepostError(
        f"{where}: a quote opens in the first record and is not closed; write it as CSV has it"
    )


def _lines(text: bytes) -> int:
    """How many physical lines a text has that ends with one."""
    return text.count(b"\n") or text.count(b"\r")


def measure_width(row: Sequence[str]) -> int:
    """Return the number of the last filled column of a row, 0 if none is filled."""
    return max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0)


def _kind(cell: str) -> str:
    return "number" if NUMBER.fullmatch(cell.strip()) else "date" if DATE.fullmatch(cell.strip()) else ""


def _data(row: Sequence[str]) -> bool:
    return any(map(_kind, row))


def _matches_below(first: Sequence[str], table: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds numbers and days in just the columns in which most rows below do."""
    same = [row for row in table if len(row) == len(first)]
    kinds = [Counter(map(_kind, column)).most_common(1)[0] for column in zip(*same, strict=True)]
    telling = [
        (cell, kind)
        for cell, (kind, rows) in zip(first, kinds, strict=False)
        if kind and 2 * rows > len(same)
    ]
    return bool(telling) and all(_kind(cell) == kind for cell, kind in telling)
