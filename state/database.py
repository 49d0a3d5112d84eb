"""The database for what people write: transactions are atomic, and any number of processes may write.

`MILEPOST_STATE` is its address: postgresql://user:password@host/database, or sqlite:////folder/state.sqlite. Without
it, the file state.sqlite in the company's folder is used, readable by its owner only.

Known drawback: every writer waits for the previous one, which people do not notice.
"""

import logging
import os
import sqlite3
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import pg8000.dbapi as pg8000
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.visitors import iterate

from state.failures import Unavailable, of_file, of_server
from state.tables import LAYOUT, LAYOUTS, METADATA
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

# How long a writer waits for another one, and then a server may still take to answer.
WAIT_SECONDS, ANSWER_SECONDS = 10, 5
# Any number, the same in every program that writes these tables.
WRITERS = 7_205_301
SSL: Mapping[str, bool | ssl.SSLContext | None] = {"disable": False, "prefer": None, "require": True}


PRAGMAS = ("foreign_keys = on", "journal_mode = wal", "synchronous = full")


class Database:
    """The state of one company; every failure is raised as Unavailable, in one line without a password."""

    def __init__(self, where: str, engine: Engine, begin: Sequence[str], file: Path | None) -> None:
        self._where, self._engine, self._begin, self._file = where, engine, begin, file

    @contextmanager
    def transact(self) -> Iterator[Connection]:
        """Run a transaction that excludes all other writers; it is committed at the end, and rolled back on an
        error.
        """
        with self._translate_errors():
            if self._file is not None:
                _make(self._file)
            with self._connect() as connection, connection.begin():
                for statement in self._begin:
                    connection.exec_driver_sql(statement)
                if not inspect(connection).has_table(LAYOUTS.name):
                    METADATA.create_all(connection)
                    connection.execute(LAYOUTS.insert().values(layout=LAYOUT))
                if self._layout(connection) < LAYOUT:
                    # So far a newer layout has tables more, and changes none.
                    METADATA.create_all(connection)
                    connection.execute(LAYOUTS.update().values(layout=LAYOUT))
                yield connection

    def rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """Return the rows of one statement; none, without creating anything, where nobody has written yet."""
        with self._translate_errors():
            if self._file is not None and not self._file.exists():
                return ()
            with self._connect() as connection:
                if not inspect(connection).has_table(LAYOUTS.name):
                    return ()
                if self._layout(connection) < LAYOUT and _lacks(connection, statement):
                    return ()
                return connection.execute(statement).all()

    def _layout(self, connection: Connection) -> int:
        """The layout found; Unavailable where it is newer than this program's."""
        layout: int | None = connection.scalar(select(LAYOUTS.c.layout))
        if layout is None or layout > LAYOUT:
            raise Unavailable(
                f"{self._where}: written by a newer Milepost (layout {layout}, this one knows {LAYOUT}); update it"
            )
        return layout

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            try:
                yield connection
            except OSError:
                # What comes late would be taken for the answer to the next question.
                connection.invalidate()
                raise

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, OSError) as error:
            cause = error.orig or error if isinstance(error, DBAPIError) else error
            tell = of_server if self._file is None else of_file
            raise tell(self._where, cause) from None


def state_of(home: Home) -> Database:
    """Open the state of a company, as `MILEPOST_STATE` says; MilepostError if that is not a valid address."""
    address = os.environ.get("MILEPOST_STATE", "").strip()
    return _at(address) if address else _in_file(home.state)


@cache
def _at(address: str) -> Database:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = URL.create("unreadable")
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database and not url.query:
        return _in_file(Path(url.database).absolute())
    # Of a password with a second @ the rest would be taken for the host, and shown.
    whole = url.username and url.host and url.database and address.count("@") == 1
    if kind in ("postgresql", "postgres") and whole:
        return _on_server(url)
    # Never what was given: it may hold a password.
    raise MilepostError(
        "MILEPOST_STATE: must be postgresql://user:password@host/database, signs such as @ in the password written "
        "%40, or sqlite:////folder/state.sqlite"
    )


@cache
def _in_file(path: Path) -> Database:
    def connect() -> sqlite3.Connection:
        # mode=rw: whoever only reads makes no file. Without an isolation level transactions begin where we say.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None
        )
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")
        return connection

    # A connection each time: a file restored from a copy is seen at once, and no two threads share one.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    return Database(str(path), engine, ("begin immediate",), path)


def _on_server(url: URL) -> Database:
    where = f"{url.host}{f':{url.port}' if url.port else ''}/{url.database}"
    wanted = dict(url.query)
    mode = wanted.pop("sslmode", "prefer")
    if wanted or mode not in (*SSL, "verify-full"):
        raise MilepostError(
            f"MILEPOST_STATE: {where}: after ? only sslmode is known, one of {', '.join(SSL)}, verify-full"
        )
    secure = ssl.create_default_context() if mode == "verify-full" else SSL[str(mode)]
    engine = create_engine(
        url.set(drivername="postgresql+pg8000", query={}),
        connect_args={"ssl_context": secure, "timeout": WAIT_SECONDS + ANSWER_SECONDS},
        max_overflow=-1,
    )
    event.listen(engine, "checkout", _ping)
    # That a connection is lost is told in a line; the pool would print why it cannot be closed either, at length.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    begin = (
        f"set local lock_timeout = '{WAIT_SECONDS * 1_000:.0f}ms'",
        f"select pg_advisory_xact_lock({WRITERS})",
    )
    return Database(where, engine, begin, None)


def _lacks(connection: Connection, statement: Select[Any]) -> bool:
    """A table of the statement is not there yet: the next who writes makes it."""
    asked = {element.name for element in iterate(statement) if isinstance(element, Table)}
    return not asked <= set(inspect(connection).get_table_names())


def _ping(connection: Any, *_: Any) -> None:
    """Let a kept connection go that a server has dropped; SQLAlchemy's own ping knows no errors of sockets."""
    try:
        connection.cursor().execute("select 1")
    except (pg8000.Error, OSError):
        raise InvalidatePoolError from None


def _make(path: Path) -> None:
    """An empty file, which is an empty database, of mode 0600.

    Closed before it gets its name: a program that closes a file gives up all its locks on it, SQLite's, too.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = mkstemp(dir=path.parent, prefix=path.name)
    os.close(descriptor)
    try:
        with suppress(FileExistsError):
            os.link(made, path)
    finally:
        Path(made).unlink()
