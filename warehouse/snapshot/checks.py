"""The checks that a snapshot must pass to be published; if one fails, nothing is published."""

from dataclasses import dataclass

import duckdb

from warehouse.contract.schema import TABLES
from warehouse.marts.families import FAMILIES, MARTS
from warehouse.marts.mart import OURS, Rule

SHOWN = 3  # lines of a failed rule
TWICE = "load the files of this table again with --again, the right one last"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: its name, whether it passed, and the figures that show it."""

    name: str
    passed: bool
    detail: str


def run_checks(connection: duckdb.DuckDBPyConnection) -> tuple[Check, ...]:
    """Run all checks on a snapshot being built, while its facts and intermediate tables are still there."""
    checks = [
        _check_unique(connection, table.name, table.key, TWICE) for table in TABLES.values() if table.key
    ]
    for mart in MARTS.values():
        checks.append(_check_unique(connection, mart.name, ("month", *mart.dimensions, *mart.keys), OURS))
    for family in FAMILIES:
        checks += [_check_rule(connection, name, rule) for name, rule in family.rules.items()]
        for name, sql in family.findings.items():
            checks.append(Check(name=name, passed=True, detail=f"{_number(connection, sql)} rows found"))
        for name, (mart_sql, fact_sql) in family.totals.items():
            ours, theirs = _number(connection, mart_sql), _number(connection, fact_sql)
            agree, detail = ours == theirs, f"{ours} in the mart, {theirs} in the facts"
            checks.append(Check(name=name, passed=agree, detail=detail if agree else f"{detail}; {OURS}"))
    return tuple(checks)


def _check_rule(connection: duckdb.DuckDBPyConnection, name: str, rule: Rule) -> Check:
    """A failed check names the rows that break the rule, as many as fit in a line, and the remedy."""
    lines = [
        line for (line,) in connection.execute(f"select line from ({rule.broken}) order by line").fetchall()
    ]
    if not lines:
        return Check(name=name, passed=True, detail="0 rows break it")
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return Check(name=name, passed=False, detail=f"{'; '.join(lines[:SHOWN])}{more}: {rule.remedy}")


def _check_unique(
    connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...], remedy: str
) -> Check:
    columns = ", ".join(key)
    twice = _number(
        connection, f"select count(*) from (select 1 from {table} group by {columns} having count(*) > 1)"
    )
    detail = f"{twice} keys occur more than once"
    return Check(
        name=f"{table}: {columns} unique",
        passed=twice == 0,
        detail=f"{detail}: {remedy}" if twice else detail,
    )


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return (row[0] or 0) if row else 0
