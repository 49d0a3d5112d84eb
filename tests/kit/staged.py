"""Sources and staging databases for the tests of the readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from etl.readers import stage
from etl.sources import Source
from warehouse.contract.store import connect


def a_source(**settings: Any) -> Source:
    """A source of loans with nothing stated but what the test states."""
    unstated: dict[str, Any] = {
        **dict.fromkeys(("file", "database", "sql", "encoding", "delimiter", "sheet"), ""),
        **{"header": None, "columns": {}, "values": {}, "formats": {}},
        **{"decimal": "", "thousands": "", "percent": ()},
        **{
            "name": "loans",
            "table": "loans",
            "timezone": "UTC",
            "as_of": None,
            "delivers": "all",
            "reject_limit": 0.01,
            "sql_seconds": 600.0,
            "beside": {},
        },
    }
    return Source(**{**unstated, **settings})


@contextmanager
def staging(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with an attached temporary database `staging` in `folder`, as a load has it."""
    connection = connect(Path(":memory:"), read_only=False)
    connection.execute(f"attach '{folder / 'staging.duckdb'}' as staging")
    yield connection
    connection.close()


def rows(path: Path | None, **settings: Any) -> list[tuple[Any, ...]]:
    """What the staging table of a file holds, in order of the records: columns first, `_record` last."""
    folder = path.parent if path else Path(settings.pop("folder"))
    with staging(folder) as connection:
        stage(connection, a_source(**settings), path, "staging.t", {})
        found = connection.execute("select * from staging.t order by _record").fetchall()
        left = connection.execute("select table_name from duckdb_tables()").fetchall()
    # Nothing but the result and its rejects stays behind.
    assert {name for (name,) in left} <= {"t", "t_rejects", "t_remarks"}
    (folder / "staging.duckdb").unlink()
    return found
