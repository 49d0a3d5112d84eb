"""Delivered files → checked rows, outside the facts.

Two databases are attached during a load: `delivered` in memory (spilling to disk) for the readers' output, and
`staged` in a temporary file for the checked rows of all files. Both live in a folder that is deleted afterwards, or
by the next load if a process was killed.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from etl import readers
from etl.arrivals import Delivery, Load
from etl.cast import quote
from etl.check import REASONS, Problem, check_rows, problems
from etl.mapping import match_columns
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES, Table
from warehouse.contract.store import Home


@dataclass(frozen=True, kw_only=True)
class Staged:
    """The checked rows of one delivery.

    `rows`: relation of the usable rows: the delivered `columns` (ids as text) and `_record`. `span`: first and last
    day of the key's date in them, None if the key has no date. `rejects`: query of the refused rows: record,
    column_name, raw, code, reason, row. Counts are rows, those of `rounded` by column; `as_of` is in UTC, None if
    nothing in the delivery determines it. `remarks`: what people should know about files that were read.
    """

    delivery: Delivery
    columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    rows: str
    rejects: str
    read: int
    rejected: int
    identical: int
    rounded: tuple[tuple[str, int], ...]
    as_of: datetime | None
    span: tuple[date, date] | None
    remarks: tuple[str, ...]


@contextmanager
def open_staging(home: Home, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Attach the databases `delivered` and `staged` for the duration of a load."""
    folder = home.staging / "load"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        connection.execute(f"set temp_directory = {quote(str(folder / 'spill'))}")
        connection.execute("attach ':memory:' as delivered")
        connection.execute(f"attach {quote(str(folder / 'staged.duckdb'))} as staged")
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage(connection: duckdb.DuckDBPyConnection, load: Load, delivery: Delivery) -> Staged:
    """Read, cast and check one delivery; every thread needs its own connection.

    Raises MilepostError for a file that cannot be read, lacks a column, has no rows, or changed while it was read.
    """
    try:
        return _stage(connection, load, delivery)
    except duckdb.Error as error:
        line = str(error).strip().splitlines()[0]
        raise MilepostError(f"{delivery.source.name}: {delivery.file}: {line}") from None


def _stage(connection: duckdb.DuckDBPyConnection, load: Load, delivery: Delivery) -> Staged:
    source, number = delivery.source, delivery.number
    table, where = TABLES[source.table], f"{source.name}: {delivery.file}"
    connection.execute(f"set timezone = {quote(source.timezone)}")
    connection.execute(f"create schema delivered.d{number}")
    typed = readers.stage(connection, source, delivery.path, f"delivered.d{number}.rows", delivery.beside)
    described = connection.execute(f"describe delivered.d{number}.rows").fetchall()
    mapped = match_columns(source, where, [name for name, *_ in described if name != "_record"])
    wrong = problems(source, mapped, load.at, typed)
    query = check_rows(source, mapped, wrong, f"delivered.d{number}.rows", typed)
    connection.execute(f"create table staged.main.rows_{number} as {query}")
    unreadable = _keep_unreadable(connection, number)
    remarks = _remarks(connection, number)
    connection.execute(f"drop schema delivered.d{number} cascade")
    delivery.check_unchanged()
    columns = tuple(name for name in table.names if name in mapped.theirs)
    read, refused, as_of, *span = _summary(connection, table, columns, number, load)
    if not read + unreadable:
        raise MilepostError(f"{where}: holds no rows; deliver the file again, or take it away")
    identical, conflicting = _twins(connection, table, columns, number)
    stated = source.as_of.astimezone(UTC).replace(tzinfo=None) if source.as_of else None
    return Staged(
        delivery=delivery,
        columns=columns,
        unknown_columns=mapped.unknown,
        rows=_create_usable_view(connection, columns, number, identical + conflicting),
        rejects=_rejects(table, wrong, columns, number),
        read=read + unreadable,
        rejected=refused + conflicting + unreadable,
        identical=identical,
        rounded=_count_rounded(connection, number),
        as_of=stated or as_of,
        span=(span[0], span[1]) if span[0] and span[1] else None,
        remarks=remarks,
    )


def _keep_unreadable(connection: duckdb.DuckDBPyConnection, number: int) -> int:
    """Keep the records that the reader could not even split into fields; how many there are."""
    kept = f"staged.main.unreadable_{number}"
    connection.execute(f"create table {kept} (record bigint, raw varchar, reason varchar)")
    if not _is_delivered(connection, number, "rows_rejects"):
        return 0
    row = connection.execute(f"insert into {kept} from delivered.d{number}.rows_rejects").fetchone()
    assert row is not None
    return int(row[0])


def _remarks(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[str, ...]:
    """What the readers remark on the files, each remark once."""
    if not _is_delivered(connection, number, "rows_remarks"):
        return ()
    told = connection.execute(f"select remark from delivered.d{number}.rows_remarks").fetchall()
    return tuple(dict.fromkeys(remark for (remark,) in told))


def _is_delivered(connection: duckdb.DuckDBPyConnection, number: int, name: str) -> bool:
    """Whether the readers have made a table of this name beside the rows."""
    tables = connection.execute(
        """select 1 from duckdb_tables()
        where database_name = 'delivered' and schema_name = ? and table_name = ?""",
        [f"d{number}", name],
    ).fetchall()
    return bool(tables)


def _summary(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: tuple[str, ...], number: int, load: Load
) -> tuple[int, int, datetime | None, date | None, date | None]:
    """Rows read, rows refused; of the usable ones the latest observed moment in UTC, and the span.

    A date counts as the end of its day in the company's time zone. A table that observes nothing but months is known to
    the end of the latest, and not beyond the load.
    """
    zone, latest = load.company.timezone, ["null::timestamp"]
    for column in table.columns:
        if column.observed and column.name in columns:
            last = f"max({column.name}) filter (_problem is null)"
            if column.type == "date":
                last = f"timezone('UTC', timezone({quote(zone)}, ({last} + 1)::timestamp))"
            latest.append(last)
    if not any(column.observed for column in table.columns):
        ends = "timezone('UTC', timezone({}, {} + interval 1 month))"
        latest += [
            f"max(least({ends.format(quote(zone), c.name)}, timestamp '{load.at}')) filter (_problem is null)"
            for c in table.columns
            if c.type == "month" and c.name in columns
        ]
    dated = [c.name for c in table.columns if c.name in table.key and c.type in ("date", "month")]
    day = dated[0] if dated else "null::date"
    row = connection.execute(f"""
        select count(*), count(_problem), greatest({", ".join(latest)}),
            min({day}) filter (_problem is null), max({day}) filter (_problem is null)
        from staged.main.rows_{number}""").fetchone()
    assert row is not None
    return row


def _count_rounded(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[tuple[str, int], ...]:
    """Columns in which numbers of usable rows were rounded, and in how many rows."""
    counted = connection.execute(f"""
        select column_name, count(*) from (
            select unnest(_rounded) as column_name from staged.main.rows_{number}
            where _problem is null and _rounded is not null)
        group by all order by 1""").fetchall()
    return tuple(counted)


def _twins(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: tuple[str, ...], number: int
) -> tuple[int, int]:
    """Find keys that stand more than once: (rows that repeat another, rows in conflict).

    Where a table has no key, all that was delivered of a row is its key: it can be repeated, not contradicted.
    Those rows are in `staged.twins_<number>` (_record, contents: how many the key has).
    """
    key = [name for name in table.key or columns if name in columns]
    rows, twins = f"staged.main.rows_{number}", f"staged.main.twins_{number}"
    connection.execute(f"create table {twins} (_record bigint, contents bigint)")
    # Hashes find the few keys worth a look; what is the same is then decided by the keys themselves.
    digest = f"hash({', '.join(key)})"
    connection.execute(f"""
        create temp table repeated as select {digest} as digest from {rows}
        where _problem is null group by all having count(*) > 1""")
    content = ", ".join(f"'{name}', {name}" for name in columns)
    connection.execute(f"""
        insert into {twins}
        with candidates as (
            select {", ".join(key)}, _record, cast(json_object({content}) as varchar) as content
            from {rows} where _problem is null and {digest} in (from repeated)),
        keys as (
            select {", ".join(key)}, list(_record) as records, count(distinct content) as contents
            from candidates group by {", ".join(key)} having count(*) > 1)
        select unnest(case when contents = 1 then list_sort(records)[2:] else records end), contents from keys
        """)
    connection.execute("drop table repeated")
    row = connection.execute(f"""
        select count(*) filter (contents = 1), count(*) filter (contents > 1) from {twins}""").fetchone()
    assert row is not None
    return row


def _create_usable_view(
    connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...], number: int, twins: int
) -> str:
    usable, spare = f"staged.main.usable_{number}", f"(select _record from staged.main.twins_{number})"
    connection.execute(f"""
        create view {usable} as select {", ".join(columns)}, _record from staged.main.rows_{number}
        where _problem is null {f"and _record not in {spare}" if twins else ""}""")
    return usable


def _rejects(table: Table, wrong: tuple[Problem, ...], columns: tuple[str, ...], number: int) -> str:
    reasons = ", ".join(
        f"({n}, {quote(p.column)}, {quote(p.code)}, {quote(p.reason)})" for n, p in enumerate(wrong)
    )
    key = [name for name in table.key if name in columns]
    content = ", ".join(f"'{name}', r.{name}" for name in columns)
    refused = f"""
        select r._record as record, p.column_name, r._raw as raw, p.code, p.reason, r._row as row
        from staged.main.rows_{number} r
        join (values {reasons}) p (problem, column_name, code, reason) on p.problem = r._problem
        union all
        select record, '(record)', raw, 'unreadable', reason, null from staged.main.unreadable_{number}"""
    if not key:
        return refused
    return f"""{refused}
        union all
        select r._record, {quote(", ".join(key))}, concat_ws(', ', {", ".join(f"r.{k}" for k in key)}),
            'duplicate_key', {quote(REASONS["duplicate_key"])}, cast(json_object({content}) as varchar)
        from staged.main.rows_{number} r join staged.main.twins_{number} t using (_record)
        where t.contents > 1"""
