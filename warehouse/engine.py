"""Builds the marts of a snapshot from the facts, with DuckDB.

The SQL stands in `warehouse/marts/`: `prepare/*.sql` are steps on the way, dropped afterwards; the others
are marts, tables of the same name in the snapshot. The words they use beside standard SQL are the macros
of `_MACROS`; `-- for each limit` … `-- end` repeats its lines for every service limit.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np

from warehouse.company import Company
from warehouse.mart_index import MARTS
from warehouse.schema import TABLES

SQL = Path(__file__).parent / "marts"
PREPARATIONS = ("resubmissions", "cases", "work", "case_waits", "clocks", "case_work")

BIN_GROWTH = 1.02
LONGEST_WAIT_MINUTES = 259_200  # 180 days

_MACROS = """
create temp macro local_time(moment) as timezone('{timezone}', timezone('UTC', moment));
create temp macro local_day(moment) as cast(local_time(moment) as date);
create temp macro local_month(moment) as cast(date_trunc('month', local_time(moment)) as date);
create temp macro minutes_between(from_at, to_at) as (epoch_us(to_at) - epoch_us(from_at)) / 6e7;
create temp macro working_minutes_at(minutes_before, opens, closes, moment) as
    minutes_before + least(greatest(epoch_us(moment - date_trunc('day', moment)) / 6e7 - opens, 0), closes - opens)
"""


def wait_edges(company: Company) -> np.ndarray:
    """Edges of the wait bins in minutes: 0, then from 1 minute to 180 days growing by 2 %, then infinity.

    Every service limit of the company is an edge, so that shares within a limit are exact.
    """
    steps = int(np.floor(np.log(LONGEST_WAIT_MINUTES) / np.log(BIN_GROWTH)))
    grown = BIN_GROWTH ** np.arange(steps + 1)
    limits = np.array(company.approval_limits_minutes, dtype=float)
    inner = np.union1d(np.append(grown, LONGEST_WAIT_MINUTES), limits)
    # An edge within a thousandth of a limit would make a bin of no width to speak of.
    near = np.abs(inner[:, None] / limits - 1).min(axis=1)
    return np.concatenate(([0.0], inner[(near > 1e-3) | np.isin(inner, limits)], [np.inf]))


def build_marts(
    connection: duckdb.DuckDBPyConnection, facts: Path, company: Company, progress: Callable[[str], None]
) -> None:
    """Create every mart in the database of `connection` from the facts file, which is only read."""
    connection.execute(f"attach '{facts}' as facts (read_only)")
    for table in (*TABLES, "deliveries"):
        connection.execute(f"create temp view {table} as from facts.{table}")
    connection.execute(_MACROS.format(timezone=company.timezone))
    _create_wait_bins(connection, company)
    for step in PREPARATIONS:
        if step == "case_waits":
            _create_working_days(connection, company)
        connection.execute(f"create temp table {step} as {mart_sql(f'prepare/{step}', company)}")
    connection.execute(f"create table cells as {mart_sql('cells', company)}")
    for name in MARTS:
        progress(f"mart {name}")
        keys = "month, " + ", ".join((*_dimension_columns(name), *MARTS[name].keys))
        connection.execute(f"create table {name} as from ({mart_sql(name, company)}) order by {keys}")
    connection.execute("create table month_cutoffs as " + mart_sql("month_cutoffs", company))


def mart_sql(name: str, company: Company) -> str:
    """The SQL of a mart or of a step on the way, written out for the company's service limits."""
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")

    def repeat(block: re.Match[str]) -> str:
        limits = company.approval_limits_minutes
        return "".join(block.group(1).replace("$limit", str(limit)) for limit in limits)

    return re.sub(r" *-- for each limit\n(.*?) *-- end\n", repeat, text, flags=re.DOTALL)


def mart_measures(name: str, company: Company) -> tuple[str, ...]:
    """Names of the measures of a mart, one for every service limit where the index writes `$limit`."""
    limits = company.approval_limits_minutes
    return tuple(
        measure.replace("$limit", str(limit))
        for measure in MARTS[name].flows
        for limit in (limits if "$limit" in measure else limits[:1])
    )


def _dimension_columns(name: str) -> tuple[str, ...]:
    mart = MARTS[name]
    return ("cell_id",) if mart.by_cell else mart.dimensions


def _create_wait_bins(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    edges = wait_edges(company)
    connection.execute("create table wait_bins (bin integer, from_minutes double, to_minutes double)")
    rows = [(i, float(low), float(high)) for i, (low, high) in enumerate(pairwise(edges))]
    connection.executemany("insert into wait_bins values (?, ?, ?)", rows)


def _create_working_days(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    """Every day from the first submission to the last cut-off: working minutes before it, and its hours."""
    calendar = company.calendar
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (calendar.opens, calendar.closes))
    connection.execute(
        """
        create temp table working_days as
        select
            day,
            if(works, $opens, 0) as opens,
            if(works, $closes, 0) as closes,
            coalesce(sum(if(works, $closes - $opens, 0)) over (
                order by day rows between unbounded preceding and 1 preceding), 0) as minutes_before
        from (
            select
                day,
                list_contains($extra_workdays, cast(day as varchar))
                or (
                    list_contains($weekdays, isodow(day))
                    and not list_contains($holidays, cast(day as varchar))
                ) as works
            from (
                select cast(unnest(generate_series(
                    local_day(min(submitted_at)), local_day(max(wait_ended_at)), interval 1 day)) as date) as day
                from cases
            )
        )
        """,
        {
            "opens": opens,
            "closes": closes,
            "weekdays": list(calendar.weekdays),
            "holidays": list(calendar.holidays),
            "extra_workdays": list(calendar.extra_workdays),
        },
    )
