"""PostgreSQL queries through ADBC; rows arrive as a stream of Arrow batches.

The password need not be in company.toml: without one the client uses PGPASSWORD or ~/.pgpass.
"""

import re
from urllib.parse import unquote, urlsplit

import adbc_driver_postgresql.dbapi as postgresql
import duckdb
from adbc_driver_manager import Error as DriverError

from etl.readers.private import took_longer
from etl.readers.staging_table import write_text
from etl.sources import Source
from warehouse.contract.errors import MilepostError

# A database that does not answer shall not hold up a load for minutes.
CONNECT_SECONDS = 10
TYPE = b"POSTGRESQL:type"  # where the driver says the type that a column has in the database


def stage(connection: duckdb.DuckDBPyConnection, source: Source, into: str, where: str) -> frozenset[str]:
    """Create table `into` with the result of `source.sql`, sent unchanged as a single read-only query.

    Returns the columns that were not text. Raises a one-line MilepostError, without the password, if the database or
    the query fails or takes longer than `source.sql_seconds`.
    """
    host, address = _host(source.database, where), _with_timeout(source.database)
    try:
        with postgresql.connect(address) as database, database.cursor() as cursor:
            cursor.execute("set transaction read only")
            cursor.execute(f"set local statement_timeout = {max(1, round(1000 * source.sql_seconds))}")
            # A cursor is declared for a query and for nothing else: the server refuses `copy … to program`.
            cursor.execute(f"declare delivered_query cursor for {source.sql}")
            cursor.execute("close delivered_query")
            cursor.execute(source.sql)
            stream = cursor.fetch_record_batch()
            types = {field.name: (field.metadata or {}).get(TYPE) for field in stream.schema}
            if amounts := [name for name, kind in types.items() if kind == b"money"]:
                # The driver hands over its hundredths, and how many there are to one is up to the server.
                raise MilepostError(
                    f"{where}: sql: {amounts[0]} is of the type money; write {amounts[0]}::numeric"
                )
            connection.register("delivered_stream", stream)
            try:
                typed = write_text(connection, "select * from delivered_stream", into)
                # A numeric arrives as text, with all its digits.
                return typed | {name for name, kind in types.items() if kind == b"numeric"}
            finally:
                connection.unregister("delivered_stream")
    except (DriverError, duckdb.Error) as error:
        told = _without_password(" ".join(str(error).split()), source.database)
        if "statement timeout" in told:
            raise MilepostError(took_longer(where, source.sql_seconds)) from None
        raise MilepostError(f"{where}: {host}: {told}") from None


def _host(database: str, where: str) -> str:
    """Host and database for people: nothing to log in with."""
    try:
        parts = urlsplit(database)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("postgresql", "postgres"):
        raise MilepostError(f'{where}: database = … must be an address "postgresql://user@host/database"')
    return f"{parts.hostname or 'local socket'}{parts.path}"


def _with_timeout(database: str) -> str:
    if "connect_timeout" in database:
        return database
    return f"{database}{'&' if '?' in database else '?'}connect_timeout={CONNECT_SECONDS}"


def _without_password(text: str, database: str) -> str:
    stated = re.findall(r"//[^/@]*?:([^@]*)@|password=([^&]+)", database)
    for secret in {form for pair in stated for word in pair for form in (word, unquote(word)) if form}:
        text = text.replace(secret, "***")
    return text
