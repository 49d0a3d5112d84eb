"""Files and databases → staging tables, whatever their format.

    files(source, data)                            the files that a source names
    stage(connection, source, path, into, beside)  one of them as rows of text

A staging table has the columns of the file under their own names, VARCHAR, and `_record`, the 1-based number of the
record. Empty fields are NULL. Two further tables exist only if they have rows: `into` + "_rejects" (record, raw,
reason), the records that cannot be read, and `into` + "_remarks" (remark), what people should know about a file that
was read.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from etl.readers import delimited, parquet, postgres, query, xes, xlsx
from etl.readers.private import OWN, lock, private
from etl.readers.staging_table import (
    RECORD,
    append_batches,
    literal,
    one_line,
    quote,
    temporary_folder,
    write_text,
)
from etl.sources import Source
from warehouse.contract.errors import MilepostError

DELIMITED = (".csv", ".txt", ".tsv")
# Where a private database reads a file to, before the table gets its name.
DELIVERED = f"{OWN}.main.delivered"
FORMATS = (*DELIMITED, ".parquet", ".xes", *xlsx.SUFFIXES)


def files(source: Source, data: Path) -> list[Path]:
    """Return the files that `source.file` matches below `data`, by name.

    Raises MilepostError naming source, pattern and folder if there are none.
    """
    paths = _matching(source.file, data, f"source {source.name}")
    if not paths:
        raise MilepostError(
            f'source {source.name}: no file "{source.file}" in {data}; '
            "correct file = … in company.toml or name the folder with --data"
        )
    return paths


def _matching(file: str, data: Path, where: str) -> list[Path]:
    """The files that a name or pattern means, in name order."""
    exact = data / file
    if exact.is_file():
        return [exact]
    # An absolute pattern stays itself. ~$… is the lock that Excel leaves beside an open workbook.
    anchor = Path(file).anchor
    start, pattern = (Path(anchor) if anchor else data), file.removeprefix(anchor)
    try:
        return sorted(p for p in start.glob(pattern) if p.is_file() and not p.name.startswith("~$"))
    except ValueError as error:
        raise MilepostError(f'{where}: file = "{file}": {error}') from None


def files_beside(source: Source, data: Path) -> dict[str, Path]:
    """Return the further files of a source below `data`, by the name of their table.

    Raises MilepostError if a setting matches no file, or more than one.
    """
    tables = {}
    for name, settings in source.beside.items():
        where = f"source {source.name}: beside.{name}"
        paths = _matching(settings["file"], data, where)
        if len(paths) != 1:
            raise MilepostError(
                f'{where}: {len(paths) or "no"} files match "{settings["file"]}" in {data}; name one file'
            )
        tables[name] = paths[0]
    return tables


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    path: Path | None,
    into: str,
    beside: Mapping[str, Path],
) -> frozenset[str]:
    """Create table `into` from a file, or from the database query if `path` is None.

    Returns the columns whose values were typed and have been converted to text here, hence in our notation.

    With `source.sql` the file is the table `source` (its columns, typed if the format has types, and `_record`), the
    files `beside` are tables under their names, and the rows of the query are staged; they are renumbered unless the
    query passes `_record` on. Raises a one-line MilepostError if a file cannot be read.
    """
    where = f"source {source.name}" + (f" ({path.name})" if path else "")
    with one_line(where):
        if path is None:
            return postgres.stage(connection, source, into, where)
        kind = _format(path, where)
        _check_settings(source, kind, where)
        if source.sql:
            return _stage_query(connection, source, {"source": path, **beside}, into, where)
        if kind == ".parquet":
            return write_text(connection, parquet.relation(path), into)
        if kind == ".xes":
            xes.read(connection, source, path, into=f"{into}_typed", rejects=f"{into}_rejects", where=where)
            typed = write_text(connection, f"from {into}_typed", into)
            connection.execute(f"drop table {into}_typed")
            return typed
        if kind in xlsx.SUFFIXES:
            return xlsx.read(connection, source, path, into=into, where=where)
        _read(connection, source, path, into, where)
        return frozenset()


def _check_settings(source: Source, kind: str, where: str) -> None:
    """Refuse settings that say nothing of a file of this kind."""
    if (source.thousands or source.decimal == ",") and kind not in DELIMITED:
        raise MilepostError(f"{where}: decimal and thousands are for CSV files; convert the numbers in sql")
    _check_header(source, kind, where)


def _check_header(source: Source, kind: str, where: str) -> None:
    if source.header is not None and kind not in (*DELIMITED, *xlsx.SUFFIXES):
        raise MilepostError(f"{where}: header is for CSV files and workbooks; this format names its columns")


def _stage_query(
    connection: duckdb.DuckDBPyConnection, source: Source, tables: Mapping[str, Path], into: str, where: str
) -> frozenset[str]:
    """Read the files into a database of their own, and stage the rows of the source's sql over them.

    Returns the columns of the query that were no text.
    """
    with private(connection, temporary_folder(connection, into)) as own:
        for name, path in tables.items():
            if name == "source":
                _read(own, source, path, DELIVERED, where)
                _hand_over(own, connection, into, "")
            else:
                other, place = source.of_beside(name), f"{where}: beside.{name} ({path.name})"
                _check_header(other, _format(path, place), place)
                _read(own, other, path, DELIVERED, place)
                own.execute(f"alter table {DELIVERED} drop column {RECORD}")
                _hand_over(own, connection, into, f"{path.name}: ")
            own.execute(f"alter table {DELIVERED} rename to {quote(name)}")
        lock(own)
        seconds = source.sql_seconds
        with one_line(f"{where}: sql"):
            return query.run(
                own, source.sql, tables, connection=connection, into=into, seconds=seconds, where=where
            )


def _read(connection: duckdb.DuckDBPyConnection, source: Source, path: Path, into: str, where: str) -> None:
    """Create table `into` with the file's columns, in their own types where the format has types."""
    kind = _format(path, where)
    if kind == ".parquet":
        connection.execute(f"create table {into} as {parquet.relation(path)}")
    elif kind == ".xes":
        xes.read(connection, source, path, into=into, rejects=f"{into}_rejects", where=where)
    elif kind in xlsx.SUFFIXES:
        xlsx.read(connection, source, path, into=into, where=where)
    else:
        delimited.read(connection, source, path, into=into, rejects=f"{into}_rejects", where=where)


def _hand_over(
    own: duckdb.DuckDBPyConnection, connection: duckdb.DuckDBPyConnection, into: str, file: str
) -> None:
    """Move what was refused of the table delivered, and the remarks on it, to the tables of `into`."""
    for kind, columns, words in (
        ("rejects", "record bigint, raw varchar, reason varchar", "reason"),
        ("remarks", "remark varchar", "remark"),
    ):
        told = f"{DELIVERED}_{kind}"
        if own.execute(
            "select 1 from duckdb_tables() where table_name = ?", [f"delivered_{kind}"]
        ).fetchall():
            rows = own.sql(f"select * replace ({literal(file)} || {words} as {words}) from {told}")
            connection.execute(f"create table if not exists {into}_{kind} ({columns})")
            append_batches(connection, rows.to_arrow_reader(), f"{into}_{kind}")
            own.execute(f"drop table {told}")


def _format(path: Path, where: str) -> str:
    """The suffix that says the format, `.gz` left out."""
    name = path.name.lower().removesuffix(".gz")
    for suffix in FORMATS:
        if name.endswith(suffix):
            return suffix
    raise MilepostError(f"{where}: the format is not known by its name; one of {', '.join(FORMATS)}, or .gz")
