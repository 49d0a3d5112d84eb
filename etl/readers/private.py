"""A private database for the sql of one source: it contains that source, and can read or write nothing else.

with private(connection, folder) as own:   a database in a temporary file
    …                                      the files of the source are read into it
    lock(own)                              from here on: no files, no network, no settings
    with time_limit(own, seconds, where):
        …                                  the query
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.readers.staging_table import literal
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import connect

# Tables named in a query are never variables of this program, and no stored password is looked up.
CLOSED = ("python_enable_replacements", "allow_persistent_secrets", "allow_community_extensions")
WATCH_SECONDS = 0.2

# What the database is called in SQL. A file takes less memory and disk than a database in memory that spills.
OWN = "own"

# Set where a load stops: queries that run or begin in private databases end at once.
STOP = threading.Event()


@contextmanager
def private(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in a temporary file in `folder`, with the limits and the time zone of `connection`."""
    ((memory, threads, zone),) = connection.execute(
        "select current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone')"
    ).fetchall()
    with tempfile.TemporaryDirectory(dir=folder, prefix="sql-") as spill:
        own = connect(Path(spill) / f"{OWN}.duckdb", read_only=False, memory=memory)
        try:
            # A folder of its own: DuckDB lets a locked database read the files it has spilled.
            own.execute(f"set temp_directory = {literal(str(Path(spill) / 'spill'))}")
            own.execute(f"set threads = {threads}; set timezone = {literal(zone)}")
            for setting in CLOSED:
                own.execute(f"set {setting} = false")
            yield own
        finally:
            own.close()


def lock(own: duckdb.DuckDBPyConnection) -> None:
    """Forbid files, network, other databases, extensions and changes of settings from now on."""
    own.execute("set enable_external_access = false")
    own.execute("set lock_configuration = true")


@contextmanager
def time_limit(own: duckdb.DuckDBPyConnection, seconds: float, where: str) -> Iterator[None]:
    """Interrupt what runs in `own` after so many seconds, with a MilepostError that says so, or when a load stops."""
    done, end = threading.Event(), time.monotonic() + seconds

    def watch() -> None:
        # Again and again, since an interruption between two steps of a query is lost.
        while not done.wait(min(WATCH_SECONDS, seconds)):
            if STOP.is_set() or time.monotonic() >= end:
                own.interrupt()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if "INTERRUPT" in str(error) and not STOP.is_set():
            raise MilepostError(took_longer(where, seconds)) from None
        raise
    finally:
        done.set()
        watcher.join()


def took_longer(where: str, seconds: float) -> str:
    """Return the message for a query that did not finish in time."""
    return (
        f"{where}: sql: took longer than {seconds:g} s; simplify it, or write sql_seconds = … in the source"
    )
