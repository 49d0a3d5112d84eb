"""Writes into a snapshot what describes its marts: settings, names, freshness, loads, refused rows."""

from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.contract.company import Company
from warehouse.contract.schema import TABLES
from warehouse.marts.families import MARTS
from warehouse.marts.mart import CELL
from warehouse.snapshot.checks import Check

# Days from one cut-off of a table to the next, the median of the latest twelve; two deliveries say nothing.
RHYTHM = """
    select table_name, median(days) as rhythm_days
    from (
        select table_name, date_diff('day', lag(day) over table_days, day) as days,
            row_number() over (partition by table_name order by day desc) as latest
        from (select distinct table_name, as_of::date as day from deliveries where as_of is not null)
        window table_days as (partition by table_name order by day)
    )
    where days is not null and latest <= 12 group by table_name having count(*) >= 2"""

# Members that KPIs name, under what they are called among the needs of a KPI (table `loans`).
NAMED_MEMBERS = {
    "product=nev": "product = 'nev'",
    "product=used": "product = 'used'",
    "channel=app/web": "channel in ('app', 'web')",
}


def describe(
    connection: duckdb.DuckDBPyConnection,
    company: Company,
    quarantine: Path,
    as_of: datetime,
    published_at: datetime,
    *,
    content_id: str,
) -> None:
    """Create the describing tables; facts and steps on the way are still at hand as views."""
    connection.execute(
        "create table snapshot as select $as_of::timestamp as as_of, $at::timestamp as published_at, "
        "$settings as settings, $content_id as content_id",
        {"as_of": as_of, "at": published_at, "settings": company.to_json(), "content_id": content_id},
    )
    _copy_small_tables(connection)
    _describe_members(connection, company)
    describe_loads(connection, quarantine)
    _describe_needs(connection)


def describe_checks(connection: duckdb.DuckDBPyConnection, checks: tuple[Check, ...]) -> None:
    """Keep the checks that the snapshot passed, and the size of its marts."""
    connection.execute("create table checks (name varchar, passed boolean, detail varchar)")
    connection.execute(
        "insert into checks select unnest($1::varchar[]), unnest($2::boolean[]), unnest($3::varchar[])",
        [[c.name for c in checks], [c.passed for c in checks], [c.detail for c in checks]],
    )
    sizes = " union all ".join(
        f"select '{mart.name}' as name, count(*) as rows, (select count(distinct block_id) * 0.262144"
        f" from pragma_storage_info('{mart.name}') where persistent)::double as megabytes,"
        f" coalesce(avg(if({mart.counted} < 5, 1.0, 0.0)), 0) as below_5 from {mart.name}"
        for mart in MARTS.values()
    )
    connection.execute(f"create table mart_sizes as {sizes}")


def _copy_small_tables(connection: duckdb.DuckDBPyConnection) -> None:
    kept = ("initiatives", "rollouts", "initiative_goals", "events", "targets", "partners", "partner_terms")
    for table in kept:
        connection.execute(f"create table {table}_kept as select * exclude (_delivery) from {table}")
        connection.execute(f"drop view {table}")
        connection.execute(f"alter table {table}_kept rename to {table}")


def _describe_members(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    connection.execute("create table labels (dimension varchar, member varchar, en varchar, zh varchar)")
    rows = [
        (dimension, member, words.get("en", member), words.get("zh", member))
        for dimension, members in company.labels.items()
        for member, words in members.items()
    ]
    if rows:
        connection.executemany("insert into labels values (?, ?, ?, ?)", rows)
    connection.execute(
        "insert into labels select 'partner', partner_id, name, name from partners anti join "
        "(select member as partner_id from labels where dimension = 'partner') using (partner_id)"
    )
    cell = "product, channel, region, coalesce(partner_id, '') as partner, coalesce(score_band, '') as score_band"
    cells = f"(select {cell} from applications union all select {cell} from loans)"
    parts = " union all ".join(
        f"select '{dimension}' as dimension, {dimension} as member, count(*) as cases from {cells} group by {dimension}"
        for dimension in CELL
    )
    connection.execute(
        f"create table members as {parts} union all "
        "select 'stage', activity, count(*) from work group by activity union all "
        "select 'resource_kind', resource_kind, count(*) from work group by resource_kind"
        + "".join(_members_of_marts(("stage", "resource_kind")))
    )


def _members_of_marts(described: tuple[str, ...]) -> list[str]:
    """SQL of the members of dimensions that are no part of a cell, from the first mart that carries each."""
    marts = {dimension: mart for mart in reversed(MARTS.values()) for dimension in mart.dimensions}
    return [
        f" union all select '{dimension}', {dimension}, sum({mart.counted}) from {mart.name} group by {dimension}"
        for dimension, mart in sorted(marts.items())
        if dimension not in (*CELL, *described)
    ]


def describe_loads(connection: duckdb.DuckDBPyConnection, quarantine: Path) -> None:
    """Create the tables that tell what was loaded, stopped and refused; no number depends on them."""
    connection.execute(f"attach '{quarantine}' as quarantine (read_only)")
    connection.execute("""
        create table loads as
        select loaded_at as logged_at, loaded_by, source, table_name, file, status, rows_read, rows_loaded,
            rows_replaced, rows_identical, rows_rejected, message
        from quarantine.load_log
    """)
    connection.execute("""
        create table rejects as
        select logged_at, source, file, record, column_name, code, reason, sample
        from quarantine.rejects
        join (
            select load_id, min(loaded_at) as logged_at from quarantine.load_log group by load_id
        ) as load_log using (load_id)
    """)
    connection.execute("detach quarantine")
    tables = " union all ".join(
        f"select {position} as position, '{name}' as table_name, count(*) as rows from {name}"
        for position, name in enumerate(TABLES)
    )
    connection.execute(f"""
        create table freshness as
        select position, table_name, rows, cut_off, loaded_at, coalesce(rejected, 0) as rejected, rhythm_days
        from ({tables})
        left join (
            select table_name, max(as_of) as cut_off, max(loaded_at) as loaded_at, sum(rows_rejected) as rejected
            from deliveries group by table_name
        ) using (table_name)
        left join ({RHYTHM}) using (table_name)
    """)
    connection.execute("create table missing_references as from facts.missing_references")


def _describe_needs(connection: duckdb.DuckDBPyConnection) -> None:
    needs = [f"select '{name}' as name, count(*) as filled from {name}" for name in TABLES]
    for name, table in TABLES.items():
        needs += [f"select '{name}.{c.name}', count({c.name}) from {name}" for c in table.columns]
    # An account that was never booked is not an amount of zero.
    needs += [
        f"select 'finance_months.{account}', count(*) from finance_months where account = '{account}'"
        for account in TABLES["finance_months"].allowed["account"]
    ]
    # Nor is a share of nothing a share of zero: the company may write these members otherwise.
    needs += [
        f"select 'loans.{need}', count(*) from loans where {condition}"
        for need, condition in NAMED_MEMBERS.items()
    ]
    connection.execute(
        f"create table empty_needs as select name from ({' union all '.join(needs)}) where filled = 0"
    )
