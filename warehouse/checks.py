"""What must hold before a snapshot may be served; one failed check publishes nothing."""

from dataclasses import dataclass

import duckdb

from warehouse.mart_index import MARTS
from warehouse.schema import TABLES


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it passed, and the figures that show it."""

    name: str
    passed: bool
    detail: str


# Name → SQL that counts the rows that break the rule.
_RULES = {
    "applications: decided not before submitted": "from applications where decided_at < submitted_at",
    "applications: funded not before decided": "from applications where funded_at < decided_at",
    "application_events: ended not before started": "from application_events where ended_at < started_at",
    "loans: closed not before disbursed": "from loans where closed_on < disbursed_on",
    "loan_months: no negative balance": "from loan_months where balance < 0",
    "loan_months: no negative days past due": "from loan_months where days_past_due < 0",
}

# Name → two SQL expressions that must give the same total: from the mart, and from the facts.
_SUBMITTED = "select count(*) from applications where submitted_at is not null"
_TOTALS = {
    "application_flow: submitted applications": (
        "select sum(n) from application_flow where kind = 'submitted'",
        _SUBMITTED,
    ),
    "application_flow: requested amount": (
        "select sum(amount) from application_flow where kind = 'submitted'",
        "select sum(requested_amount) from applications where submitted_at is not null",
    ),
    "application_flow: funded applications": (
        "select sum(n) from application_flow where kind = 'funded'",
        "select count(*) from applications where funded_at is not null and submitted_at is not null",
    ),
    "approval_counts: cases and resubmissions": (
        "select sum(submitted) + (select count(*) from resubmissions where application_id <> case_id)"
        " from approval_counts",
        _SUBMITTED,
    ),
    "approval_waits: cases, each clock": (
        "select sum(n) from approval_waits",
        "select 3 * count(*) from cases",
    ),
    "approval_waits_partner: the same as approval_waits": (
        "select sum(n * (bin + 1)) from approval_waits_partner",
        "select sum(n * (bin + 1)) from approval_waits",
    ),
    "funding_waits: approved cases": (
        "select sum(n) from funding_waits",
        "select count(*) from cases where ending = 'approved'",
    ),
    "drafts: started applications": (
        "select sum(n) from drafts",
        "select count(*) from applications where started_at is not null",
    ),
    "stage_work: steps of submitted applications": (
        "select sum(visits) from stage_work",
        "select count(*) from application_events where application_id in"
        " (select application_id from applications where submitted_at is not null)",
    ),
}


def run_checks(connection: duckdb.DuckDBPyConnection) -> tuple[Check, ...]:
    """All checks on a snapshot being built, facts and steps on the way still at hand."""
    checks = [_unique(connection, table.name, table.key) for table in TABLES.values() if table.key]
    for mart in MARTS.values():
        dimensions = ("cell_id",) if mart.by_cell else mart.dimensions
        checks.append(_unique(connection, mart.name, ("month", *dimensions, *mart.keys)))
    for name, rule in _RULES.items():
        broken = _number(connection, f"select count(*) {rule}")
        checks.append(Check(name, broken == 0, f"{broken} rows break it"))
    for name, (mart_sql, fact_sql) in _TOTALS.items():
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
