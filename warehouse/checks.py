"""What must hold before a snapshot may be served; one failed check publishes nothing."""

from dataclasses import dataclass

import duckdb

from warehouse.families import FAMILIES, MARTS
from warehouse.schema import TABLES


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it passed, and the figures that show it."""

    name: str
    passed: bool
    detail: str


def run_checks(connection: duckdb.DuckDBPyConnection) -> tuple[Check, ...]:
    """All checks on a snapshot being built, facts and steps on the way still at hand."""
    checks = [_unique(connection, table.name, table.key) for table in TABLES.values() if table.key]
    for mart in MARTS.values():
        checks.append(_unique(connection, mart.name, ("month", *mart.dimensions, *mart.keys)))
    for family in FAMILIES:
        for name, rule in family.rules.items():
            broken = _number(connection, f"select count(*) {rule}")
            checks.append(Check(name, broken == 0, f"{broken} rows break it"))
        for name, (mart_sql, fact_sql) in family.totals.items():
            ours, theirs = _number(connection, mart_sql), _number(connection, fact_sql)
            checks.append(Check(name, ours == theirs, f"{ours} in the mart, {theirs} in the facts"))
    return tuple(checks)


def _unique(connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...]) -> Check:
    columns = ", ".join(key)
    twice = _number(
        connection, f"select count(*) from (select 1 from {table} group by {columns} having count(*) > 1)"
    )
    return Check(f"{table}: {columns} unique", twice == 0, f"{twice} keys occur more than once")


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return (row[0] or 0) if row else 0
