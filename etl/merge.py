"""Checked rows → facts, in one transaction over all tables.

A later delivery wins over an earlier one and over the facts: rows of the same key, the same unit
of replacement or the same file are deleted before the new ones go in.
Known drawback: a row that a corrected file no longer holds stays, where the table has a key.
"""

import duckdb

from etl.arrivals import Load
from etl.cast import quoted
from etl.ids import Key, number
from etl.staging import Staged
from warehouse.schema import TABLES, Table
from warehouse.store import DELIVERY


def merge(
    facts: duckdb.DuckDBPyConnection, load: Load, staged: Staged, key: Key, delivery: int
) -> tuple[int, int]:
    """Bring one delivery into the facts under the number `delivery`: (rows loaded, rows replaced).

    Runs inside the caller's transaction.
    """
    table, source = TABLES[staged.delivery.source.table], staged.delivery.source
    ids = [c.name for c in table.columns if c.type == "id" and c.name in staged.columns]
    number(facts, key, ids, staged.rows)
    replaced = _replace(facts, table, staged)
    spaces = {c.name: c.space for c in table.columns}
    values = [f"id_{name}.id" if name in ids else f"r.{name}" for name in staged.columns]
    maps = " ".join(f"left join id_map_{spaces[n]} id_{n} on id_{n}.raw = r.{n}" for n in ids)
    row = facts.execute(f"""
        insert into {table.name} ({", ".join(staged.columns)}, {DELIVERY})
        select {", ".join(values)}, {delivery} from {staged.rows} r {maps}""").fetchone()
    loaded = int(row[0]) if row else 0
    row_values = (delivery, table.name, source.name, staged.delivery.file, staged.delivery.sha256)
    counts = (staged.read, loaded, replaced, staged.rejected)
    facts.execute(
        f"insert into deliveries values ({', '.join('?' * 12)})",
        [*row_values, staged.as_of, load.at, load.by, *counts],
    )
    return loaded, replaced


def count_missing_references(facts: duckdb.DuckDBPyConnection) -> None:
    """Count anew, for all deliveries, the rows whose member is not in its table.

    A table without any rows was never delivered, and nothing is missing from it.
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
    row = facts.execute(f"""
        delete from {table.name} f using
            (select distinct {", ".join(values)} from {staged.rows} r {" ".join(maps)}) k
        where {" and ".join([*same, *_ranges(facts, table, staged)])}""").fetchone()
    return int(row[0]) if row else 0


def _ranges(facts: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> list[str]:
    """Conditions that let the scan skip row groups of other months."""
    conditions = []
    for column in table.columns:
        if column.name in table.key and column.type in ("date", "month"):
            row = facts.execute(
                f"select min({column.name}), max({column.name}) from {staged.rows}"
            ).fetchone()
            if row and row[0]:
                conditions.append(f"f.{column.name} between {quoted(str(row[0]))} and {quoted(str(row[1]))}")
    return conditions
