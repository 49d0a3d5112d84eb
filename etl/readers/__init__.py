"""Delivered files as relations of text, to try the load with; CSV (UTF-8, .gz) and Parquet only."""

from pathlib import Path

import duckdb

from etl.sources import Source
from warehouse.errors import MilepostError


def files(source: Source, data: Path) -> list[Path]:
    """The files of a source in name order."""
    found = sorted(data.glob(source.file))
    if not found:
        raise MilepostError(f"{source.name}: no file matches {data / source.file}; check file = …")
    return found


def stage(connection: duckdb.DuckDBPyConnection, source: Source, path: Path | None, into: str) -> None:
    """Make the delivered rows readable as `into`: text columns and `_record`."""
    if path is None:
        raise MilepostError(f"{source.name}: databases cannot be read here")
    name = str(path).replace("'", "''")
    if path.suffix == ".parquet":
        query = f"select columns(*)::varchar from read_parquet('{name}')"
    else:
        query = f"from read_csv('{name}', all_varchar = true, header = true, auto_detect = true)"
    if source.sql:
        query = f"with source as ({query}) {source.sql}"
    try:
        connection.execute(f"create view {into} as select *, row_number() over () as _record from ({query})")
    except duckdb.Error as error:
        raise MilepostError(f"{source.name}: {path.name}: {str(error).splitlines()[0]}") from None
