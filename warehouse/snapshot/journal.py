"""What was loaded, stopped and refused, read with a snapshot: no number depends on it.

A snapshot holds it as at its publication. Where the same facts are published again it is written anew into a
file beside the snapshot, which itself never changes; readers look for that file each time.
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
    """The journal of one snapshot: the file `beside` where there is one, else what the snapshot holds.

    `ask` runs a query over the snapshot.
    """

    def __init__(self, beside: Path, ask: Callable[[str], pd.DataFrame]) -> None:
        self._beside = beside
        self._ask = ask
        self._kept: tuple[int, dict[str, pd.DataFrame]] = (0, {})

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name."""
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
