"""Files and databases → staging tables, whatever their format.

    files(source, data)                    which files a source means
    stage(connection, source, path, into)  one of them as rows of text

A staging table holds the columns of the file under their own names, VARCHAR, and `_record`, the 1-based
number of the record. Empty fields are NULL. Records of a CSV file that cannot be read stand in a second
table, `into` + "_rejects" (record, raw, reason), which is there only when there are any.
"""

from pathlib import Path

import duckdb

from etl.readers import delimited, parquet, postgres, xes, xlsx
from etl.readers.query import inner
from etl.readers.staging import one_line, write_text
from etl.sources import Source
from warehouse.errors import MilepostError

DELIMITED = (".csv", ".txt", ".tsv")
FORMATS = (*DELIMITED, ".parquet", ".xes", *xlsx.SUFFIXES)


def files(source: Source, data: Path) -> list[Path]:
    """The files that `source.file` names below `data`, in name order.

    Raises MilepostError naming source, pattern and folder where there is none.
    """
    exact = data / source.file
    if exact.is_file():
        return [exact]
    # An absolute pattern stays itself. ~$… is the lock that Excel leaves beside an open workbook.
    anchor = Path(source.file).anchor
    start, pattern = (Path(anchor) if anchor else data), source.file.removeprefix(anchor)
    try:
        found = sorted(p for p in start.glob(pattern) if p.is_file() and not p.name.startswith("~$"))
    except ValueError as error:
        raise MilepostError(f'source {source.name}: file = "{source.file}": {error}') from None
    if not found:
        raise MilepostError(
            f'source {source.name}: no file "{source.file}" in {data}; '
            "correct file = … in company.toml or name the folder with --data"
        )
    return found


def stage(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path | None, into: str
) -> frozenset[str]:
    """Create table `into` with what the file delivers, or the database where `path` is None.

    Returns the columns whose values had a type and were written as text here, so in our notation.

    With `source.sql` the file is the view `source` (its columns, typed where the format has types, and
    `_record`), and the rows of the query are staged; they are numbered anew unless the query passes
    `_record` on. Raises MilepostError in one line where the file cannot be read.
    """
    where = f"source {source.name}" + (f" ({path.name})" if path else "")
    with one_line(where):
        if path is None:
            return postgres.stage(connection, source, into, where)
        return _stage_file(connection, source, path, into, where)


def _stage_file(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, into: str, where: str
) -> frozenset[str]:
    kind = _format(path, where)
    if (source.thousands or source.decimal != ".") and kind not in DELIMITED:
        raise MilepostError(f"{where}: decimal and thousands are for CSV files; convert the numbers in sql")
    if source.header is not None and kind not in (*DELIMITED, *xlsx.SUFFIXES):
        raise MilepostError(f"{where}: header is for CSV files and workbooks; this format names its columns")
    if kind in DELIMITED and not source.sql:
        delimited.read(connection, source, path, into=into, rejects=f"{into}_rejects", where=where)
        return frozenset()
    raw = f"{into}_source"
    try:
        relation = _relation(connection, source, path, into, where)
        if not source.sql:
            return write_text(connection, relation, into)
        connection.execute(f"create or replace temp view source as {relation}")
        with one_line(f"{where}: sql"):
            return write_text(connection, inner(source.sql), into)
    finally:
        connection.execute("drop view if exists temp.source")
        connection.execute(f"drop table if exists {raw}")


def _relation(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, into: str, where: str
) -> str:
    """A query over the file with its own types; what DuckDB cannot scan goes through `into` + "_source"."""
    kind = _format(path, where)
    if kind == ".parquet":
        return parquet.relation(path)
    raw = f"{into}_source"
    if kind == ".xes":
        xes.read(connection, source, path, into=raw, where=where)
    elif kind in xlsx.SUFFIXES:
        xlsx.read(connection, source, path, into=raw, where=where)
    else:
        delimited.read(connection, source, path, into=raw, rejects=f"{into}_rejects", where=where)
    return f"select * from {raw}"


def _format(path: Path, where: str) -> str:
    """The suffix that says the format, `.gz` left out."""
    name = path.name.lower().removesuffix(".gz")
    for suffix in FORMATS:
        if name.endswith(suffix):
            return suffix
    raise MilepostError(f"{where}: the format is not known by its name; one of {', '.join(FORMATS)}, or .gz")
