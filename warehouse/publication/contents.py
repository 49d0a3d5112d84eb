"""What the facts say as a few numbers, whichever way they came.

Every row is hashed and the hashes are added up, so neither the order of rows nor their split into files
matters. An id counts not as its integer, which depends on the order of loading, nor as its digest, which
depends on the key of the home, but as all that is said of it: the rows it stands in, and in the next round
the ids that stand beside it there. So two contracts that differ anywhere are told apart, and a contract
that changes its customer is noticed.

Known drawback: what is told alike of two ids over `ROUNDS` steps counts as alike.
"""

from collections.abc import Collection, Iterator

import duckdb

from warehouse.contract.columns import COLUMNS, SPACES
from warehouse.contract.schema import TABLES, Table

# From one month of a contract to the contract, its customer, and all that is the customer's.
ROUNDS = 3

# Each row is hashed twice: what it says, and that with its cut-off, where that decides what is old enough.
READINGS = ("said", "seen")

Sums = list[tuple[str, int, str]]


def contents(connection: duckdb.DuckDBPyConnection, censored: Collection[str]) -> tuple[Sums, Sums]:
    """(table or kind of id, rows or ids, sum of their hashes) of the facts that `connection` sees as views.

    The first sums are of what the rows say alone; in the second the cut-off of a row of the tables `censored` counts.
    """
    own = {name: _ids(table) for name, table in TABLES.items()}
    rows = {name: _hash_rows(TABLES[name], name in censored) for name in own}
    sums = [_sum_hashes(connection, name, rows[name]) for name, ids in own.items() if not ids]
    for space in SPACES:
        alone = [
            f"select {ids[0]} as id, said, seen from ({rows[name]})"
            for name, ids in own.items()
            if len(ids) == 1 and COLUMNS[ids[0]].space == space
        ]
        first = " union all ".join(alone) or (
            "select null::bigint as id, null::ubigint as said, null::ubigint as seen where false"
        )
        connection.execute(
            f"create or replace temp table told_{space} as"
            f" select id, {_each('hash(sum({0}))')} from ({first}) group by id"
        )
    linked = {name: ids for name, ids in own.items() if len(ids) > 1 and _has_rows(connection, name)}
    for name, ids in linked.items():
        connection.execute(
            f"create or replace temp table links_{name} as select {', '.join(ids)}, {_each('sum({0})')}"
            f" from ({rows[name]}) group by all"
        )
    for _ in range(ROUNDS):
        _tell_on(connection, linked)
    sums += [
        _sum_hashes(connection, space, f"select {_each('hash({0})')} from told_{space}") for space in SPACES
    ]
    for table in (*(f"told_{space}" for space in SPACES), *(f"links_{name}" for name in linked)):
        connection.execute(f"drop table {table}")
    said = [(name, count, sum_said) for name, count, sum_said, _ in sums]
    seen = [(name, count, sum_seen) for name, count, _, sum_seen in sums]
    return said, seen


def _each(sql: str) -> str:
    """The expression for each reading, under its name."""
    return ", ".join(f"{sql.format(reading)} as {reading}" for reading in READINGS)


def _tell_on(connection: duckdb.DuckDBPyConnection, linked: dict[str, tuple[str, ...]]) -> None:
    """One round: what stands in a row with an id, and what is told of the ids beside it, is told of that id."""
    for name, ids in linked.items():
        told = ", ".join(f"coalesce(of_{c}.{{0}}, 0)" for c in ids)
        joins = " ".join(f"left join told_{COLUMNS[c].space} of_{c} on of_{c}.id = l.{c}" for c in ids)
        connection.execute(
            f"create or replace temp table heard_{name} as"
            f" select {', '.join(f'l.{c}' for c in ids)}, {_each(f'hash(l.{{0}}, {told})')}"
            f" from links_{name} l {joins}"
        )
    for space in SPACES:
        heard = " union all ".join(
            [f"select id, said, seen from told_{space}", *_select_heard(space, linked)]
        )
        connection.execute(
            f"create or replace temp table told_{space} as"
            f" select id, {_each('hash(sum(hash({0})))')} from ({heard}) where id is not null group by id"
        )
    for name in linked:
        connection.execute(f"drop table heard_{name}")


def _select_heard(space: str, linked: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, ids in linked.items():
        for column in ids:
            if COLUMNS[column].space == space:
                heard = f"hash('{column}', {{0}})"
                yield f"select {column} as id, {_each(heard)} from heard_{name}"


def _has_rows(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return connection.execute(f"select 1 from {name} limit 1").fetchone() is not None


def _ids(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.type == "id")


def _hash_rows(table: Table, censored: bool) -> str:
    """SQL: the ids of each row, and its readings. Hashed twice, or sums could not tell some swaps."""
    values = ", ".join(
        [f"'{table.name}'", *(f"r.{column.name}" for column in table.columns if column.type != "id")]
    )
    ids = "".join(f"r.{name}, " for name in _ids(table))
    said, seen = f"hash(hash({values}))", f"hash(hash({values}, d.as_of))"
    if not censored:
        return f"select {ids}{said} as said, said as seen from {table.name} r"
    cut_off = "join deliveries d on d.delivery = r._delivery"
    return f"select {ids}{said} as said, {seen} as seen from {table.name} r {cut_off}"


def _sum_hashes(connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> tuple[str, int, str, str]:
    row = connection.execute(
        "select count(*), coalesce(sum(said), 0)::varchar, coalesce(sum(seen), 0)::varchar"
        f" from (select said, seen from ({rows}))"
    ).fetchone()
    assert row is not None
    return (name, int(row[0]), str(row[1]), str(row[2]))
