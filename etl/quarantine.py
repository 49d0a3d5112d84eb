"""Refused rows and the load log, in a separate database that only its owner can read.

`rejects`: one row for each refused row: the column at fault, its text as delivered (`raw`), the shape of that text
(`sample`: letters as x, digits as 9), the reason, and the whole delivered row as JSON. `load_log`: one row for each
file of a load.

Both are written before the facts change, the log with the status "open"; `settle` then records the outcome, also for
a previous load that was killed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import duckdb

from etl.arrivals import Delivery, Load
from etl.cast import quote
from etl.staging import Staged
from warehouse.contract.store import Home, check_ours

KILLED = "the load was killed before it had finished; nothing was changed"
SAMPLE = r"left(regexp_replace(regexp_replace(raw, '\p{L}', 'x', 'g'), '\p{N}', '9', 'g'), 40)"


@contextmanager
def quarantine(home: Home, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Attach the quarantine, mode 0600, creating it if needed."""
    connection.execute(f"attach {quote(str(home.quarantine))} as quarantine")
    check_ours(connection, home.quarantine, "load_log")
    home.quarantine.chmod(0o600)
    connection.execute("""
        create table if not exists quarantine.main.rejects (
            load_id varchar, source varchar, file varchar, record bigint, column_name varchar,
            raw varchar, sample varchar, code varchar, reason varchar, row varchar);
        create table if not exists quarantine.main.load_log (
            load_id varchar, loaded_at timestamp, loaded_by varchar, source varchar, table_name varchar,
            file varchar, sha256 varchar, rows_read bigint, rows_loaded bigint, rows_replaced bigint,
            rows_identical bigint, rows_rejected bigint, status varchar, message varchar)""")
    settle(connection, KILLED, {})
    yield


def record(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    skipped: Sequence[tuple[Delivery, str]],
    deliveries: Sequence[Delivery],
    staged: Sequence[Staged],
) -> None:
    """Write the refused rows and one open log entry for each file, in one transaction."""
    connection.execute("begin")
    try:
        for result in staged:
            if result.rejected:
                _keep(connection, load, result)
        _log(connection, load, skipped, deliveries, staged)
        connection.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # a full disk ends the transaction by itself
            connection.execute("rollback")
        raise


def _keep(connection: duckdb.DuckDBPyConnection, load: Load, staged: Staged) -> None:
    connection.execute(
        f"""insert into quarantine.main.rejects
        select ?, ?, ?, record, column_name, raw, {SAMPLE}, code, reason, row
        from ({staged.rejects}) order by record""",
        [load.id, staged.delivery.source.name, staged.delivery.file],
    )


def _log(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    skipped: Sequence[tuple[Delivery, str]],
    deliveries: Sequence[Delivery],
    staged: Sequence[Staged],
) -> None:
    done = {s.delivery.number: s for s in staged}
    entries: list[tuple[Delivery, Staged | None, str, str]] = [
        (d, None, "skipped", message) for d, message in skipped
    ]
    entries += [(d, done.get(d.number), "open", "") for d in deliveries]
    for delivery, result, status, message in entries:
        counts = [result.read, 0, 0, result.identical, result.rejected] if result else [0] * 5
        file = (delivery.source.name, delivery.source.table, delivery.file, delivery.sha256)
        connection.execute(
            f"insert into quarantine.main.load_log values ({', '.join('?' * 14)})",
            [load.id, load.at, load.by, *file, *counts, status, message],
        )


def record_withdrawal(
    connection: duckdb.DuckDBPyConnection, this: Load, source: str, table: str, file: str
) -> None:
    """Write an open log entry: a file, or rows of it, are about to be taken back."""
    connection.execute(
        f"insert into quarantine.main.load_log values ({', '.join('?' * 7)}, 0, 0, 0, 0, 0, 'open', '')",
        [this.id, this.at, this.by, source, table, file, None],
    )


def settle(connection: duckdb.DuckDBPyConnection, message: str, faults: Mapping[str, str]) -> None:
    """Close the open log entries, according to what the facts hold.

    An entry becomes loaded if the facts hold its delivery, taken back if they record a withdrawal (the rows then
    count as negative), and otherwise stopped. `faults`: source → what is wrong with it; these sources get their own
    message, all others one that refers to them. Without faults all get `message`.
    """
    connection.execute("""
        update quarantine.main.load_log l
        set status = 'loaded', rows_loaded = d.rows_loaded, rows_replaced = d.rows_replaced,
            rows_identical = d.rows_read - d.rows_rejected - d.rows_loaded
        from deliveries d where l.status = 'open'
            and d.loaded_at = l.loaded_at and d.source = l.source and d.file = l.file""")
    connection.execute("""
        update quarantine.main.load_log l set status = w.status, rows_loaded = -w.rows
        from withdrawals w where l.status = 'open'
            and w.withdrawn_at = l.loaded_at and w.source = l.source and w.file = l.file""")
    open_sources = connection.execute(
        "select distinct source from quarantine.main.load_log where status = 'open'"
    ).fetchall()
    for (source,) in open_sources:
        connection.execute(
            "update quarantine.main.load_log set status = 'stopped', message = ?"
            " where status = 'open' and source = ?",
            [why_stopped(source, message, faults), source],
        )


def why_stopped(source: str, message: str, faults: Mapping[str, str]) -> str:
    """Return why a source was not loaded: its own fault, that of other sources, or the cause that stopped the load."""
    if not faults:
        return message
    return faults.get(
        source, f"not loaded, since {', '.join(faults)} {'was' if len(faults) == 1 else 'were'} stopped"
    )
