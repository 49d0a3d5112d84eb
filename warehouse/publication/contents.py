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


def contents(connection: duckdb.DuckDBPyConnection, censored: Collection[str]) -> list[tuple[str, int, str]]:
    """(table or kind of id, rows or ids, sum of their hashes) of the facts that `connection` sees as views.

    The cut-off of a row counts in the tables `censored`, where it decides what is old enough.
    """
    own = {name: _ids(table) for name, table in TABLES.items()}
    sums = [
        _sum_hashes(connection, name, f"select hash from ({_hash_rows(TABLES[name], name in censored)})")
        for name, ids in own.items()
        if not ids
    ]
    for space in SPACES:
        alone = [
            f"select {ids[0]} as id, hash from ({_hash_rows(TABLES[name], name in censored)})"
            for name, ids in own.items()
            if len(ids) == 1 and COLUMNS[ids[0]].space == space
        ]
        seen = " union all ".join(alone) or "select null::bigint as id, null::ubigint as hash where false"
        connection.execute(
            f"create or replace temp table told_{space} as select id, hash(sum(hash)) as told from ({seen}) group by id"
        )
    linked = {name: ids for name, ids in own.items() if len(ids) > 1 and _has_rows(connection, name)}
    for name, ids in linked.items():
        connection.execute(
            f"create or replace temp table links_{name} as select {', '.join(ids)}, sum(hash) as hash"
            f" from ({_hash_rows(TABLES[name], name in censored)}) group by all"
        )
    for _ in range(ROUNDS):
        _tell_on(connection, linked)
    sums += [
        _sum_hashes(connection, space, f"select hash(told) as hash from told_{space}") for space in SPACES
    ]
    for table in (*(f"told_{space}" for space in SPACES), *(f"links_{name}" for name in linked)):
        connection.execute(f"drop table {table}")
    return sums


def _tell_on(connection: duckdb.DuckDBPyConnection, linked: dict[str, tuple[str, ...]]) -> None:
    """One round: what stands in a row with an id, and what is told of the ids beside it, is told of that id."""
    for name, ids in linked.items():
        told = ", ".join(f"coalesce(of_{c}.told, 0)" for c in ids)
        joins = " ".join(f"left join told_{COLUMNS[c].space} of_{c} on of_{c}.id = l.{c}" for c in ids)
        connection.execute(
            f"create or replace temp table heard_{name} as"
            f" select {', '.join(f'l.{c}' for c in ids)}, hash(l.hash, {told}) as hash from links_{name} l {joins}"
        )
    for space in SPACES:
        heard = " union all ".join(
            [f"select id, told as hash from told_{space}", *_select_heard(space, linked)]
        )
        connection.execute(
            f"create or replace temp table told_{space} as"
            f" select id, hash(sum(hash(hash))) as told from ({heard}) where id is not null group by id"
        )
    for name in linked:
        connection.execute(f"drop table heard_{name}")


def _select_heard(space: str, linked: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, ids in linked.items():
        for column in ids:
            if COLUMNS[column].space == space:
                yield f"select {column} as id, hash('{column}', hash) as hash from heard_{name}"


def _has_rows(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return connection.execute(f"select 1 from {name} limit 1").fetchone() is not None


def _ids(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.type == "id")


def _hash_rows(table: Table, censored: bool) -> str:
    """SQL: the ids of each row, and `hash`, the rest of it. Hashed twice, or sums could not tell some swaps."""
    rest = [f"r.{column.name}" for column in table.columns if column.type != "id"]
    cut_off = " join deliveries d on d.delivery = r._delivery" if censored else ""
    values = ", ".join([f"'{table.name}'", *rest, *(["d.as_of"] if censored else [])])
    ids = "".join(f"r.{name}, " for name in _ids(table))
    return f"select {ids}hash(hash({values})) as hash from {table.name} r{cut_off}"


def _sum_hashes(connection: duckdb.DuckDBPyConnection, name: str, hashes: str) -> tuple[str, int, str]:
    row = connection.execute(f"select count(*), coalesce(sum(hash), 0)::varchar from ({hashes})").fetchone()
    assert row is not None
    return (name, int(row[0]), str(row[1]))
