"""Delivered rows → a staging table: every column VARCHAR, and `_record`, the number of the record.

What all formats share: column names, the text of typed values, the place of temporary files, and the conversion of
errors into one line.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.contract.errors import MilepostError

# The number of a data record in its file, 1-based; a header is none.
RECORD = "_record"

# The largest whole number up to which every one has its own value: 15 decimal digits, 24 bits.
WHOLE_TO = {"DOUBLE": 999_999_999_999_999, "FLOAT": 1 << 24}

BATCH_ROWS = 20_000  # handed over at a time
REMARKS = pa.schema([("remark", pa.string())])
REJECTS = pa.schema([("record", pa.int64()), ("raw", pa.string()), ("reason", pa.string())])


def quote(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def column_names(header: Sequence[str]) -> list[str]:
    """Return names that are unique for DuckDB, which ignores case.

    A name that occurs twice becomes `name (1)`, `name (2)`: anyone asking for `name` is told that it is missing
    instead of getting one of them. An empty name becomes `column 3`.
    """
    names = [name.strip() or f"column {n}" for n, name in enumerate(header, 1)]
    folded = [name.casefold() for name in names]
    return [
        f"{name} ({folded[: n + 1].count(fold)})" if folded.count(fold) > 1 or fold == RECORD else name
        for n, (name, fold) in enumerate(zip(names, folded, strict=True))
    ]


def number_columns(width: int) -> list[str]:
    """Return names for columns that the file does not name."""
    return [f"column{n}" for n in range(1, width + 1)]


def write_text(connection: duckdb.DuckDBPyConnection, relation: str, into: str) -> frozenset[str]:
    """Create table `into` from the query `relation`, with values as text and `_record`; return the columns that were
    not text.

    The relation's own `_record` is kept if it has one; otherwise its rows are numbered in their order (a window
    without an order makes DuckDB keep that of the file, whatever the connection's settings).
    """
    described = connection.execute(f"describe select * from ({relation}\n)").fetchall()
    columns = [(str(row[0]), str(row[1])) for row in described]
    connection.execute(f"create table {into} as select {texts(columns)} from ({relation}\n)")
    return find_typed_names(columns)


def texts(columns: Sequence[tuple[str, str]]) -> str:
    """Return the SELECT list that makes a staging table of `columns` (name, type)."""
    written = [f"{_text(name, kind)} as {quote(name)}" for name, kind in columns if name.casefold() != RECORD]
    own = any(name.casefold() == RECORD for name, _ in columns)
    record = f"{RECORD}::bigint" if own else "row_number() over ()"
    return ", ".join([*written, f"{record} as {RECORD}"])


def find_typed_names(columns: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the names among `columns` (name, type) that are not text."""
    return frozenset(name for name, kind in columns if kind != "VARCHAR")


def write_batches(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[pa.RecordBatch], schema: pa.Schema, into: str
) -> None:
    """Create table `into` from a stream of Arrow batches, holding one in memory at a time."""
    _append(connection, f"create table {into} as", schema.empty_table())
    append_batches(connection, batches, into)


def append_batches(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[pa.RecordBatch], into: str
) -> None:
    """Append the rows of a stream of Arrow batches to table `into`."""
    for batch in batches:
        _append(connection, f"insert into {into}", pa.Table.from_batches([batch]))


def write_remarks(connection: duckdb.DuckDBPyConnection, remarks: Sequence[str], into: str) -> None:
    """Create table `into` (remark) from remarks on a file that was read; without remarks, no table."""
    if remarks:
        write_batches(connection, pa.table({"remark": list(remarks)}).to_batches(), REMARKS, into)


def _append(connection: duckdb.DuckDBPyConnection, verb: str, rows: pa.Table) -> None:
    connection.register("delivered_batch", rows)
    try:
        connection.execute(f"{verb} select * from delivered_batch")
    finally:
        connection.unregister("delivered_batch")


def temporary_folder(connection: duckdb.DuckDBPyConnection, into: str) -> Path:
    """Return the folder for large temporary files: beside the database of `into`, or beside DuckDB's spill files."""
    database = into.split(".", maxsplit=1)[0].strip('"')
    rows = connection.execute(
        "select path, current_setting('temp_directory') from duckdb_databases() where database_name = ?",
        [database],
    ).fetchall()
    beside = [Path(place) for row in rows for place in row if place and Path(place).is_absolute()]
    return next((path.parent for path in beside if path.parent.is_dir()), Path(tempfile.gettempdir()))


@contextmanager
def one_line(where: str) -> Iterator[None]:
    """Turn errors of the database or the disk into one-line MilepostErrors that begin with `where`."""
    try:
        yield
    except duckdb.Error as error:
        told = str(error).strip().split("\n\n")[0]
        raise MilepostError(f"{where}: {' '.join(told.split())}") from None
    except OSError as error:
        raise MilepostError(f"{where}: {error.strerror or error}") from None


def _text(name: str, kind: str) -> str:
    column = quote(name)
    if kind == "VARCHAR":
        return column
    if kind in ("FLOAT", "DOUBLE"):
        # Files keep whole numbers, ids among them, as floating point wherever a column has a gap. Beyond what
        # the type keeps exactly they have an exponent: as an id such a number is refused (`etl.check`).
        whole = f"isfinite({column}) and {column} = trunc({column})"
        exact = f"abs({column}) <= {WHOLE_TO[kind]}"
        return (
            f"case when not ({whole}) then {column}::varchar when {exact} then {column}::bigint::varchar "
            f"else format('{{:.16e}}', {column}::double) end"
        )
    if kind.startswith(("STRUCT", "MAP", "UNION")) or kind.endswith("]"):
        return f"to_json({column})::varchar"
    return f"{column}::varchar"
