"""The journal of a snapshot: what was loaded, stopped and refused. No number depends on it.

A snapshot holds its journal as of publication. When the same facts are published again, the new journal is written to
a file beside the snapshot, which itself never changes; readers look for that file on every read.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd

from warehouse.contract.errors import Damaged
from warehouse.contract.store import connect_to_published

TABLES = {
    "loads": "from loads order by logged_at desc, source, file",
    "rejects": "from rejects order by logged_at desc, source, file, record",
    "missing_references": (
        "select table_name, column_name, sum(rows)::bigint as rows, sum(members)::bigint as members "
        "from missing_references group by all order by table_name, column_name"
    ),
    "freshness": "from freshness order by position",
}


class Journal:
    """The journal of one snapshot, read from the file `beside` if it exists, else from the snapshot.

    `ask` runs a query on the snapshot.
    """

    def __init__(self, beside: Path, ask: Callable[[str], pd.DataFrame]) -> None:
        self._beside = beside
        self._ask = ask
        self._kept: tuple[int, dict[str, pd.DataFrame]] = (0, {})

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return its tables by name, read again only when the file has changed.

        Raises Damaged if the file cannot be read.
        """
        try:
            written = self._beside.stat().st_mtime_ns
        except FileNotFoundError:
            written = 0
        kept, frames = self._kept
        if not frames or kept != written:
            frames = _frames_of(self._beside) if written else _frames(self._ask)
            self._kept = (written, frames)
        return frames


def _frames_of(path: Path) -> dict[str, pd.DataFrame]:
    # In memory at once: DuckDB would go on showing an open file that has been replaced.
    try:
        with closing(connect_to_published(path)) as connection:
            return _frames(lambda sql: connection.execute(sql).df())
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise Damaged(f"{path}: cannot be read ({why}); publish again") from None


def _frames(ask: Callable[[str], pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: ask(sql) for name, sql in TABLES.items()}
