"""Checked rows → facts, in one transaction over all tables.

A later delivery replaces an earlier one and the facts: rows with the same key, the same unit of replacement or from
the same file are deleted before the new ones are inserted. A source that delivers additions deletes nothing, and
rows it repeats are left out. Known drawback: a row that a corrected file no longer contains stays, if the table has
a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.arrivals import Load
from etl.staging import Staged
from warehouse.contract.columns import TYPES
from warehouse.contract.schema import TABLES, Table
from warehouse.contract.store import DELIVERY

# Deliveries inserted by one statement: they share its map of the ids, and its memory.
TOGETHER = 4


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The effect of a delivery: rows loaded, and rows of the facts replaced.

    `gone`: how many of the rows replaced with their unit do not reappear, and in how many units.
    """

    loaded: int
    replaced: int
    gone: tuple[int, int]


def batches(staged: Sequence[Staged]) -> list[list[Staged]]:
    """Group deliveries that can be merged together: of one table, with keys in date ranges that do not overlap."""
    groups: list[list[Staged]] = []
    for result in staged:
        if groups and len(groups[-1]) < TOGETHER and _lies_apart(groups[-1], result):
            groups[-1].append(result)
        else:
            groups.append([result])
    return groups


def _lies_apart(batch: Sequence[Staged], staged: Staged) -> bool:
    if batch[0].delivery.source.table != staged.delivery.source.table or staged.span is None:
        return False
    first, last = staged.span
    return all(other.span and (other.span[1] < first or last < other.span[0]) for other in batch)


def merge(facts: duckdb.DuckDBPyConnection, load: Load, batch: Sequence[Staged], first: int) -> list[Merged]:
    """Merge a batch of deliveries into the facts, numbered from `first` on.

    Runs inside the caller's transaction, after `etl.ids.number`.
    """
    table = TABLES[batch[0].delivery.source.table]
    adding = batch[0].delivery.source.delivers == "additions"
    gone = [(0, 0) if adding else _count_gone(facts, table, result) for result in batch]
    replaced = [0 if adding else _replace(facts, table, result) for result in batch]
    rows = " union all ".join(_rows(table, result, nth) for nth, result in enumerate(batch, first))
    ids = [c for c in table.columns if c.type == "id"]
    values = [f"{f'id_{c.name}.id' if c in ids else f'r.{c.name}'} as {c.name}" for c in table.columns]
    maps = " ".join(f"left join id_map_{c.space} id_{c.name} on id_{c.name}.raw = r.{c.name}" for c in ids)
    fresh = f"select {', '.join(values)}, r.{DELIVERY} from ({rows}) r {maps}"
    row = facts.execute(f"""
        insert into {table.name} ({", ".join(table.names)}, {DELIVERY})
        {_not_there(table, batch[0].columns, fresh) if adding else fresh}""").fetchone()
    assert row is not None
    loaded = (
        [int(row[0])] if adding else [result.read - result.rejected - result.identical for result in batch]
    )
    for nth, result in enumerate(batch):
        file = (result.delivery.source.name, result.delivery.file, result.delivery.sha256, result.as_of)
        counts = (result.read, loaded[nth], replaced[nth], result.rejected)
        facts.execute(
            f"insert into deliveries values ({', '.join('?' * 13)})",
            [first + nth, table.name, *file, load.at, load.by, *counts, result.delivery.source.delivers],
        )
    return [
        Merged(loaded=rows, replaced=before, gone=without)
        for rows, before, without in zip(loaded, replaced, gone, strict=True)
    ]


def id_columns(staged: Sequence[Staged]) -> list[tuple[str, str]]:
    """Return (relation, column) of all delivered ids."""
    return [
        (result.rows, column.name)
        for result in staged
        for column in TABLES[result.delivery.source.table].columns
        if column.type == "id" and column.name in result.columns
    ]


def _rows(table: Table, staged: Staged, delivery: int) -> str:
    """The usable rows with all columns of the table, those that were not delivered as null."""
    values = [
        c.name
        if c.name in staged.columns
        else f"null::{'VARCHAR' if c.type == 'id' else TYPES[c.type]} as {c.name}"
        for c in table.columns
    ]
    return f"select {', '.join(values)}, {delivery} as {DELIVERY} from {staged.rows}"


def _not_there(table: Table, columns: Sequence[str], fresh: str) -> str:
    """Of the query `fresh` the rows that the facts do not hold, by all that was delivered of them."""
    unit = table.unit_of_replacement
    known = f"(from {table.name} semi join fresh using ({unit}))" if unit else table.name
    same = " and ".join(f"fresh.{name} is not distinct from known.{name}" for name in columns)
    return f"with fresh as materialized ({fresh}) select fresh.* from fresh anti join {known} known on {same}"


def _count_gone(facts: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> tuple[int, int]:
    """Rows known of the units that the delivery replaces and does not tell again, and their units."""
    unit = table.unit_of_replacement
    if not unit or not facts.execute(f"select 1 from {table.name} limit 1").fetchone():
        return 0, 0
    space = next(column.space for column in table.columns if column.name == unit)
    told = sorted(table.required - {unit})
    row = facts.execute(f"""
        with fresh as materialized (
            select distinct u.id as {unit}, {", ".join(f"r.{name}" for name in told)}
            from {staged.rows} r join id_map_{space} u on u.raw = r.{unit})
        select count(*), count(distinct {unit})
        from (from {table.name} semi join fresh using ({unit})) anti join fresh using ({unit}, {", ".join(told)})
        """).fetchone()
    assert row is not None
    return row


def count_missing_references(facts: duckdb.DuckDBPyConnection) -> None:
    """Recount, for all deliveries, the rows that refer to a member missing from its table.

    A table without rows was never delivered, so nothing counts as missing from it.
    """
    facts.execute("delete from missing_references")
    for table in TABLES.values():
        for column, target in table.references.items():
            facts.execute(f"""
                insert into missing_references
                select {DELIVERY}, '{table.name}', '{column}', count(*), count(distinct {column})
                from {table.name} anti join {target} using ({column})
                where {column} is not null and exists (from {target}) group by {DELIVERY}""")


def _replace(facts: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> int:
    """Delete what the delivery replaces; how many rows that were."""
    if not facts.execute(f"select 1 from {table.name} limit 1").fetchone():
        return 0
    if not table.key and not table.unit_of_replacement:
        row = facts.execute(
            f"""delete from {table.name} where {DELIVERY} in
            (select delivery from deliveries where source = ? and file = ?)""",
            [staged.delivery.source.name, staged.delivery.file],
        ).fetchone()
        return int(row[0]) if row else 0
    types = {c.name: c for c in table.columns}
    names = table.key or (table.unit_of_replacement,)
    values, maps, same = [], [], []
    for name in names:
        value = f"r.{name}" if name in staged.columns else "null"
        if types[name].type == "id":
            maps.append(f"join id_map_{types[name].space} id_{name} on id_{name}.raw = r.{name}")
            value = f"id_{name}.id"
        values.append(f"{value} as {name}")
        same.append(f"f.{name} {'=' if name in table.required else 'is not distinct from'} k.{name}")
    if staged.span:  # lets the scan pass over the other months
        dated = next(n for n in names if types[n].type in ("date", "month"))
        same.append(f"f.{dated} between '{staged.span[0]}' and '{staged.span[1]}'")
    row = facts.execute(f"""
        delete from {table.name} f using
            (select distinct {", ".join(values)} from {staged.rows} r {" ".join(maps)}) k
        where {" and ".join(same)}""").fetchone()
    return int(row[0]) if row else 0
