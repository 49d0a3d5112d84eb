"""CSV files, by DuckDB, with the delimiter found out and unreadable records set apart.

Known drawbacks: in a file with unreadable records, their numbers count empty lines too, and DuckDB's count
can be one or two high after many megabytes with line breaks inside quotes; the raw text stands beside them.
After a quote that is never closed, the records up to where it could be closed are one unreadable record.
"""

import csv
import glob
import io
from pathlib import Path

import duckdb

from etl.readers.staging import RECORD, column_names, literal, temporary_folder
from etl.readers.text import plain_utf8
from etl.sources import Source
from warehouse.errors import MilepostError

DELIMITERS = ",;\t|"
SAMPLE_CHARACTERS = 1 << 16

# What is kept of the raw text of an unreadable record.
RAW_CHARACTERS = 4000

REASONS = {
    "MISSING COLUMNS": "fewer fields than the header has columns: ",
    "TOO MANY COLUMNS": "more fields than the header has columns: ",
    "UNQUOTED VALUE": "a quote is not closed, or text follows a closing quote",
    "LINE SIZE OVER MAXIMUM": "longer than 2,000,000 bytes",
    "INVALID ENCODING": "holds bytes that are not text in the encoding of this file",
    "INVALID STATE": "not readable as CSV",
}


def read(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, *, into: str, rejects: str, where: str
) -> None:
    """Create table `into` (the file's columns, VARCHAR; `_record`), and `rejects` if records are unreadable.

    `rejects`: record (BIGINT, as `_record`), raw (its text), reason (words).
    """
    folder = temporary_folder(connection, into)
    with plain_utf8(path, source.encoding, folder, where) as text:
        delimiter, names = _header(text, source.delimiter, where)
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
        try:
            connection.execute(f"""
                create table {into} as select *, row_number() over () as {RECORD}
                from read_csv({literal(glob.escape(str(text)))}, auto_detect = false, header = true,
                    delim = {literal(delimiter)}, quote = '"', escape = '"', columns = {{{columns}}},
                    compression = 'none', store_rejects = true, rejects_limit = 0,
                    rejects_table = 'delivered_rejects', rejects_scan = 'delivered_scans')
            """)
            _set_rejects_apart(connection, into, rejects)
        except duckdb.InvalidInputException as error:
            if "invalid state" not in str(error):
                raise
            raise MilepostError(
                f"{where}: some lines end in CR LF and others in LF alone; write the file with one kind"
            ) from None
        finally:
            connection.execute("drop table if exists delivered_rejects")
            connection.execute("drop table if exists delivered_scans")


def _header(text: Path, delimiter: str, where: str) -> tuple[str, list[str]]:
    """Delimiter and names of the columns, from the first 65,536 characters."""
    if len(delimiter) > 1:
        raise MilepostError(f'{where}: delimiter = "{delimiter}" must be one character')
    with text.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        sample = file.read(SAMPLE_CHARACTERS)
    # Every candidate is tried on the same text; the right one gives rows of equal width, and wide ones.
    tried = {d: _rows(sample, d) for d in delimiter or DELIMITERS}
    best = max(tried, key=lambda d: _agreement(tried[d]))
    if not tried[best]:
        raise MilepostError(f"{where}: has no header; the first line must name the columns")
    return best, column_names(tried[best][0])


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return []
    # The last row of a full sample is cut somewhere.
    return rows[:-1] if len(sample) == SAMPLE_CHARACTERS and len(rows) > 1 else rows


def _agreement(rows: list[list[str]]) -> tuple[float, int]:
    """Share of rows as wide as the first, and that width; one column alone says nothing."""
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, width
    return sum(len(row) == width for row in rows) / len(rows), width


def _set_rejects_apart(connection: duckdb.DuckDBPyConnection, into: str, rejects: str) -> None:
    words = " ".join(f"when {literal(kind)} then {literal(reason)}" for kind, reason in REASONS.items())
    # Line 1 is the header. DuckDB lists an error once per column that is missing or too many.
    unreadable = f"""
        select record, left(ltrim(any_value(raw), e'\\r\\n'), {RAW_CHARACTERS}) as raw,
            string_agg(
                case kind {words} end
                    || case kind when 'TOO MANY COLUMNS' then most when 'MISSING COLUMNS' then least else '' end,
                '; ' order by kind
            ) as reason
        from (
            select record, kind, any_value(raw) as raw, max(fields)::varchar as most, min(fields)::varchar as least
            from (
                select line::bigint - 1 as record, error_type::varchar as kind, csv_line as raw,
                    try_cast(regexp_extract(error_message, 'Found: ([0-9]+)', 1) as int) as fields
                from delivered_rejects
            ) group by record, kind
        ) group by record
    """
    count = connection.execute("select count(*) from delivered_rejects").fetchone()
    if not count or not count[0]:
        return
    connection.execute(f"create table {rejects} as {unreadable}")
    # The rows were numbered without the unreadable ones: give each the n-th number that is left.
    connection.execute(f"""
        update {into} set {RECORD} = numbered.record from (
            select record, row_number() over (order by record) as place
            from range(1, (select count(*) from {into}) + (select count(*) from {rejects}) + 1) as r(record)
            anti join {rejects} using (record)
        ) as numbered where {into}.{RECORD} = numbered.place
    """)
