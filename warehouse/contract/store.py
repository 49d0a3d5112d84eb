"""Where a company's data lives on disk, and who may write there.

warehouse.duckdb    facts, one table per operational table; only the load opens it to write
quarantine.duckdb   refused rows and the load log, mode 0600
id.key              the key of the ids, mode 0600
state.sqlite        what people write, mode 0600 (→ state/)
snapshots/          immutable published files, and CURRENT, the id of the served one
staging/            temporary files of a running load or publish, safe to delete
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import duckdb

from warehouse.contract.columns import TYPES
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.schema import TABLES

# What every fact row carries beside its columns: the delivery it was last seen in (→ deliveries).
DELIVERY = "_delivery"


@dataclass(frozen=True, kw_only=True)
class Home:
    """The folder that holds all data of one company (`MILEPOST_HOME`)."""

    root: Path

    @staticmethod
    def from_environment() -> "Home":
        """Return the folder named by `MILEPOST_HOME`, or `./data` if it is not set."""
        return Home(root=Path(os.environ.get("MILEPOST_HOME") or "data").absolute())

    @property
    def facts(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine.duckdb"

    @property
    def id_key(self) -> Path:
        return self.root / "id.key"

    @property
    def state(self) -> Path:
        return self.root / "state.sqlite"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def staging(self) -> Path:
        return self.root / "staging"


@contextmanager
def hold_write_lock(home: Home) -> Iterator[None]:
    """Hold the right to write into `home`.

    The kernel releases the lock with the process that holds it, so a killed load leaves nothing to clean up by hand.
    Raises Refused, naming the holder, if another process is writing, and MilepostError if the disk fails while the
    lock is taken or held.
    """
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        with (home.root / "write.lock").open("a+", encoding="utf-8") as lock:
            _take(lock, home)
            yield
    except OSError as error:
        raise disk_failed(home.root, error) from error


def _take(lock: IO[str], home: Home) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        raise Refused(f"{home.root}: {holder} is writing there; wait until it has finished") from None
    lock.truncate(0)
    with suppress(OSError):  # on a full disk nobody is told who holds it; it is held all the same
        os.write(lock.fileno(), f"process {os.getpid()}".encode())


def disk_failed(where: Path, error: OSError) -> MilepostError:
    """Return the error to raise for a failed file operation; `where` is named if the OSError names no file."""
    remedy = (
        "make room and try again"
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        else "give Milepost the right to read and write there, or set MILEPOST_HOME"
    )
    return MilepostError(f"{error.filename or where}: {error.strerror or error}; {remedy}")


def connect(path: Path, *, read_only: bool, memory: str = "4GB") -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file in UTC, using at most `memory` and downloading no extensions.

    Raises MilepostError if the file cannot be opened: it is damaged, or another process holds it.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise cannot_open(path, error) from None
    connection.execute("load icu; set timezone = 'UTC'; set enable_progress_bar = false")
    return connection


def connect_to_published(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published file read-only, with no access to any other file.

    Raises duckdb.Error if it cannot be opened.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "1GB",
        "threads": 2,
        "enable_external_access": "false",
        # Not by `set` afterwards: a second handle on the same file would find it locked already.
        "lock_configuration": "true",
    }
    return duckdb.connect(str(path), read_only=True, config=config)


def cannot_open(path: Path, error: duckdb.Error) -> MilepostError:
    """Return the error to raise for a database file that DuckDB cannot open."""
    why = str(error).splitlines()[0]
    full = "No space left" in why or "Could not write" in why
    remedy = "make room and try again" if full else "wait if it is in use, else restore it from a copy"
    return MilepostError(f"{path}: cannot be opened ({why}); {remedy}")


def check_ours(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> None:
    """Raise MilepostError if an open database holds tables, but not the one that Milepost always creates there."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and not temporary", [path.stem]
    ).fetchall()
    if tables and (table,) not in tables:
        raise MilepostError(
            f"{path}: was written by another program; move it away, or restore it from a copy"
        )


def create_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the fact tables and their bookkeeping tables where they do not exist yet.

    `deliveries`: one row per loaded file or database query; `as_of` (UTC) is its cut-off; if `delivers` is "changes"
    or "additions", rows that do not come again are unchanged.
    `withdrawals`: one row per file, or per group of its rows, that was withdrawn; kept for the load log.
    `ids`: per space, the keyed digest of a delivered id → the integer that stands for it.
    """
    for table in TABLES.values():
        columns = ", ".join(f"{c.name} {TYPES[c.type]}" for c in table.columns)
        connection.execute(f"create table if not exists {table.name} ({columns}, {DELIVERY} integer)")
    connection.execute("""
        create table if not exists deliveries (
            delivery integer, table_name varchar, source varchar, file varchar, sha256 varchar,
            as_of timestamp, loaded_at timestamp, loaded_by varchar,
            rows_read bigint, rows_loaded bigint, rows_replaced bigint, rows_rejected bigint, delivers varchar);
        create table if not exists missing_references (
            delivery integer, table_name varchar, column_name varchar, rows bigint, members bigint);
        create table if not exists withdrawals (
            withdrawn_at timestamp, source varchar, file varchar, status varchar, rows bigint);
        create table if not exists ids (space varchar, id bigint, digest blob);
        create table if not exists company (settings varchar, id_key_check varchar)
    """)
