"""Takes a file, or rows of it, back out of the facts, in one transaction.

A file that was taken back counts as not loaded. Rows that it replaced are no longer in the facts, so they cannot be
restored. Loading one of the files they came from would make it override all later ones; only reloading all files, in
their order, gives the facts as if this one had never been loaded.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import duckdb

from etl.arrivals import Load, begin
from etl.cast import cast_column, detect_inexact, never_shown, quote
from etl.ids import id_key
from etl.load import open_facts, private_files
from etl.merge import count_missing_references
from etl.quarantine import record_withdrawal, settle
from warehouse.contract.columns import TYPES, Column
from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES
from warehouse.contract.store import DELIVERY, Home, hold_write_lock

SHOWN = 12  # files named in a message


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A file that was loaded, once or more: the numbers of its deliveries, and how many rows it replaced."""

    source: str
    file: str
    table: str
    deliveries: tuple[int, ...]
    replaced: int

    @property
    def name(self) -> str:
        """Source and file, as the summary of a load shows them."""
        return f"{self.source}: {self.file}"


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What was taken back: rows of a file, all of them (`whole`) or some.

    `lacking`: other files with missing rows that this one may have replaced or kept out.
    """

    file: Loaded
    rows: int
    whole: bool
    lacking: tuple[str, ...]


def unload(home: Home, named: str, row: str) -> TakenBack:
    """Take back the file `named`, or the rows of it that match `row` ("loan_id=L1,month_end=2024-02-28").

    Raises MilepostError, having changed nothing, if there is no such file or row, if several files have that name,
    or if the disk is full.
    """
    if not home.facts.is_file():
        raise MilepostError(f"{home.root}: no facts yet; run `milepost load COMPANY.toml` first")
    with hold_write_lock(home), private_files(), open_facts(home) as facts:
        settings = facts.execute("select settings from company").fetchone()
        file = _find_file(facts, named)
        assert settings is not None  # a file was loaded
        company = Company.from_json(settings[0])
        which = f"{DELIVERY} in ({', '.join(map(str, file.deliveries))})"
        if row:
            which += _build_condition(home, facts, file.table, row, company.timezone)
        rows = _count_rows(facts, file.table, which)
        if row and not rows:
            raise MilepostError(f"{file.name}: no row of it has {row}; nothing was changed")
        done = TakenBack(file=file, rows=rows, whole=not row, lacking=_find_lacking(facts, file))
        try:
            _take_back(facts, begin(company), done, which)
        except (OSError, duckdb.Error) as error:
            raise MilepostError(f"{str(error).strip().splitlines()[0]}; nothing was changed") from None
        return done


def describe(done: TakenBack) -> str:
    """Describe for people what was taken back, and what that could not restore."""
    count = f"{done.rows:,} row{'' if done.rows == 1 else 's'}"
    after = (
        "it counts as not loaded; unless it is corrected or taken away, the next load brings it again, "
        "and lets it win over files that were loaded after it"
        if done.whole
        else "the file itself still counts as loaded"
    )
    line = f"{done.file.name}: {count} taken back; {after}"
    if done.lacking:
        line += (
            f"; rows of {_join_names(done.lacking)} may have been replaced by it, or left out since it held them: "
            "`milepost load COMPANY.toml --again` brings those back, all files in their order"
        )
    return line


def _find_file(facts: duckdb.DuckDBPyConnection, named: str) -> Loaded:
    known = [
        Loaded(source=source, file=file, table=table, deliveries=tuple(numbers), replaced=replaced)
        for source, file, table, numbers, replaced in facts.execute(
            "select source, file, table_name, list(delivery), sum(rows_replaced)::bigint"
            " from deliveries group by all order by max(delivery) desc"
        ).fetchall()
    ]
    meant = [file for file in known if named in (file.name, file.file)]
    meant = meant or [file for file in known if named == file.file.rpartition("/")[2]]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise MilepostError(
            f"{named}: several were loaded, name one: {_join_names([file.name for file in meant])}"
        )
    loaded = _join_names([file.name for file in known]) or "nothing"
    raise MilepostError(f"{named}: no such file was loaded; loaded are {loaded}")


def _join_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _build_condition(home: Home, facts: duckdb.DuckDBPyConnection, table: str, row: str, zone: str) -> str:
    """SQL: the conditions of a row given as column=value, separated by commas."""
    pairs: list[list[str]] = []
    for part in row.split(","):
        if "=" in part:
            pairs.append(list(part.split("=", 1)))
        elif pairs:  # a comma within the value before
            pairs[-1][1] += f",{part}"
        else:
            raise MilepostError(f"--row {row}: written column=value,column=value")
    columns = {column.name: column for column in TABLES[table].columns}
    if unknown := [name for name, _ in pairs if name not in columns]:
        raise MilepostError(f"--row {row}: {table} has no column {unknown[0]}; it has {', '.join(columns)}")
    return "".join(
        f" and {name} is not distinct from {_value(home, facts, columns[name], value, zone)}"
        for name, value in pairs
    )


def _value(home: Home, facts: duckdb.DuckDBPyConnection, column: Column, value: str, zone: str) -> str:
    """SQL: a value as the facts hold it, cast as the load casts; times without offset are the company's."""
    if not value:
        return "null"
    if column.type == "id":
        digest = id_key(home, facts).digest(column.space, value).hex()
        row = facts.execute(
            f"select id from ids where space = '{column.space}' and digest = unhex('{digest}')"
        ).fetchone()
        return str(row[0]) if row else "-1"  # an id never seen is in no row
    text = quote(value)
    cast = cast_column(column, text, None, zone)
    wrong = [detect_inexact(column, text, cast, stated=False) or "false"]
    if column.type == "timestamp":
        wrong.append(never_shown(text, cast, None, zone))
    with facts.cursor() as local:  # moments without offset are cast in the zone of the connection
        local.execute(f"set timezone = {quote(zone)}")
        row = local.execute(
            f"select case when not ({' or '.join(wrong)}) then ({cast})::varchar end"
        ).fetchone()
    if row is None or row[0] is None:
        raise MilepostError(f"--row {column.name}={value}: not a {column.type}; written as docs/data.md says")
    return f"cast({quote(row[0])} as {TYPES[column.type]})"


def _count_rows(facts: duckdb.DuckDBPyConnection, table: str, which: str) -> int:
    row = facts.execute(f"select count(*) from {table} where {which}").fetchone()
    assert row is not None
    return int(row[0])


def _find_lacking(facts: duckdb.DuckDBPyConnection, file: Loaded) -> tuple[str, ...]:
    """Other files of the table that hold fewer rows than they brought, where this one may be the cause.

    It can have replaced rows of earlier files, and forestalled those of later additions; rows that were taken
    back by name are not missing. Who replaced a row is not known, so a third file may have been it.
    """
    rows = facts.execute(
        f"""
        with held as (select {DELIVERY} as delivery, count(*) as rows from {file.table} group by all),
        others as (
            select source, file, min(loaded_at) as since, sum(coalesce(rows, 0)) as held,
                sum(if(delivers = 'additions', rows_read - rows_rejected, rows_loaded)) as brought
            from deliveries left join held using (delivery)
            where table_name = $table and not list_contains($own, delivery)
                and if(delivers = 'additions', delivery > list_min($own), $replaced > 0 and delivery < list_max($own))
            group by all)
        select o.source || ': ' || o.file
        from others o left join withdrawals w
            on w.source = o.source and w.file = o.file and w.status = 'rows_taken_back' and w.withdrawn_at > o.since
        group by o.source, o.file, brought, held having brought - held > coalesce(sum(w.rows), 0) order by 1""",
        {"table": file.table, "own": list(file.deliveries), "replaced": file.replaced},
    ).fetchall()
    return tuple(name for (name,) in rows)


def _take_back(facts: duckdb.DuckDBPyConnection, this: Load, done: TakenBack, which: str) -> None:
    """Delete the rows and say so in the log: before as open, afterwards as what became of it."""
    file = done.file
    record_withdrawal(facts, this, file.source, file.table, file.file)
    try:
        facts.execute("begin")
        facts.execute(f"delete from {file.table} where {which}")
        if done.whole:
            facts.execute("delete from deliveries where list_contains(?, delivery)", [list(file.deliveries)])
        count_missing_references(facts)
        facts.execute(
            "insert into withdrawals values (?, ?, ?, ?, ?)",
            [this.at, file.source, file.file, "taken_back" if done.whole else "rows_taken_back", done.rows],
        )
        facts.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # a full disk ends the transaction by itself
            facts.execute("rollback")
        raise
    finally:
        with suppress(duckdb.Error):  # a full disk may refuse this too; then the next load settles it
            settle(facts, "not taken back; nothing was changed", {})
