"""Builds the marts of a snapshot from the facts, with DuckDB.

The SQL stands in `warehouse/marts/`: `prepare/*.sql` are steps on the way, dropped afterwards; `templates/*.sql`
make several marts each, which their family names; the others are marts, tables of the same name in the snapshot.

Beside standard SQL they use the macros of `_MACROS`, and words that begin with $: the settings of `_settings`;
in marts `$row`, the dimensions and keys that name a row besides its month; in templates the parameters of the variant.
`-- for each limit` … `-- end` repeats its lines for every service limit, `-- for each measure` for every measure
of the mart. A word that nothing defines stops the build.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template

import duckdb
import numpy as np

from warehouse.contract.company import Company
from warehouse.contract.schema import TABLES
from warehouse.contract.store import cannot_open
from warehouse.contract.windows import default_windows, months_between
from warehouse.marts.families import FAMILIES, MARTS, VARIANTS
from warehouse.marts.mart import Mart

SQL = Path(__file__).parents[1] / "marts" / "sql"

BIN_GROWTH = 1.02
LONGEST_WAIT_MINUTES = 259_200  # 180 days

# Of a source that delivers changes or additions only, a row that did not come again was seen unchanged in the
# latest delivery, also where that one only repeats what is known and holds no row of its own. What a file said before
# it was delivered again says nothing any more where it is the same file, or none of its rows is left: so a cut-off
# that was put right leaves no trace.
DELIVERIES = f"""
with said as (
    select *,
        delivery in ({" union ".join(f"select _delivery from facts.{table}" for table in TABLES)}) as holds,
        delivery < max(delivery) over (partition by table_name, source, file) as came_again,
        sha256 is not null
            and delivery < max(delivery) over (partition by table_name, source, file, sha256) as came_unchanged
    from facts.deliveries)
select * exclude (holds, came_again, came_unchanged) replace (
    if(
        delivers in ('changes', 'additions'),
        max(as_of) filter (not came_unchanged and (holds or not came_again)) over (partition by table_name, source),
        as_of) as as_of)
from said qualify holds
"""

_MACROS = """
create temp macro local_time(moment) as timezone('{timezone}', timezone('UTC', moment));
create temp macro local_day(moment) as cast(local_time(moment) as date);
create temp macro local_month(moment) as cast(date_trunc('month', local_time(moment)) as date);
create temp macro moment_of(local) as timezone('UTC', timezone('{timezone}', local));
create temp macro months_earlier(moment, months) as moment_of(local_time(moment) - to_months(months));
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


def attach_facts(connection: duckdb.DuckDBPyConnection, facts: Path) -> None:
    """Show `connection` the facts as views, and as `deliveries` those that still hold rows, with their cut-offs."""
    try:
        connection.execute(f"attach '{facts}' as facts (read_only)")
    except duckdb.IOException as error:
        raise cannot_open(facts, error) from None
    for table in TABLES:
        connection.execute(f"create temp view {table} as from facts.{table}")
    connection.execute(f"create temp table deliveries as {DELIVERIES}")


@cache
def find_censored_tables() -> frozenset[str]:
    """The tables of whose rows some mart asks up to when they were seen; the SQL is read once by a process."""
    texts = [path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")]
    return frozenset(
        table for table in TABLES if any(re.search(rf"\b{table}\._delivery", text) for text in texts)
    )


def build_marts(
    connection: duckdb.DuckDBPyConnection, facts: Path, company: Company, progress: Callable[[str], None]
) -> None:
    """Create every mart in the database of `connection` from the facts file, which is only read."""
    attach_facts(connection, facts)
    connection.execute(_MACROS.format(timezone=company.timezone))
    _create_wait_bins(connection, company)
    for family in FAMILIES:
        for step in family.preparations:
            connection.execute(f"create temp table {step} as {_step_sql(f'prepare/{step}', company)}")
    connection.execute(f"create temp table cells as {_step_sql('cells', company)}")
    calendars = [_step_sql(f"calendars/{name}", company) for family in FAMILIES for name in family.calendars]
    connection.execute("create table month_cutoffs as " + " union all ".join(calendars))
    _create_windows(connection, company)
    for family in FAMILIES:
        for table in family.tables:
            connection.execute(f"create table {table} as {_step_sql(f'tables/{table}', company)}")
        for step in family.rated:
            connection.execute(f"create temp table {step} as {_step_sql(f'prepare/{step}', company)}")
    connection.execute("create table reference_totals (name varchar, rate double)")
    for name in (name for family in FAMILIES for name in family.references):
        connection.execute(f"insert into reference_totals {_step_sql(f'tables/{name}', company)}")
    for mart in MARTS.values():
        progress(f"mart {mart.name}")
        _create_mart(connection, mart, company)


def _create_mart(connection: duckdb.DuckDBPyConnection, mart: Mart, company: Company) -> None:
    """The mart with the dimensions of its cells written out and its columns as narrow as they can be, ordered by key.

    As large as with a number per cell, and a question takes half the time or less: nothing is joined, and
    texts are neither compared nor fetched row by row.
    """
    cells = " join cells using (cell_id)" if mart.by_cell else ""
    keys = ("month", *mart.dimensions, *mart.keys)
    columns = ", ".join((*keys, *mart_measures(mart.name, company)))
    connection.execute(f"create temp table draft as select {columns} from ({mart_sql(mart, company)}){cells}")
    narrow = ", ".join(_narrow_columns(connection))
    connection.execute(f"create table {mart.name} as select {narrow} from draft order by {', '.join(keys)}")
    connection.execute("drop table draft")


def _narrow_columns(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The columns of the draft: texts as enumerations, sums, which are 128 bits wide, in the 64 that a row needs."""
    kinds = {name: kind for name, kind, *_ in connection.execute("describe draft").fetchall()}
    members = _members_of_texts(connection, [name for name, kind in kinds.items() if kind == "VARCHAR"])
    for name, kind in kinds.items():
        if texts := members.get(name):
            yield f"{name}::enum({', '.join(map(_quote, texts))}) as {name}"
        elif kind == "HUGEINT":
            yield f"{name}::bigint as {name}"
        else:
            yield f"{name}::{kind.replace('DECIMAL(38,', 'DECIMAL(18,')} as {name}"


def _members_of_texts(connection: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, list[str]]:
    """Column of the draft → the texts in it, in order. One statement: a type for each would take six times as long."""
    members: dict[str, list[str]] = {name: [] for name in names}
    texts = (f"select distinct '{name}', {name} from draft where {name} is not null" for name in names)
    if names:
        for name, text in connection.execute(f"{' union all '.join(texts)} order by all").fetchall():
            members[name].append(text)
    return members


def _create_windows(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    """The default windows, and the step `window_months`: one row per month of either, `side` 0 or 1."""
    before, after = default_windows(
        company,
        connection.execute("select live_on from rollouts order by live_on").df(),
        connection.execute("from month_cutoffs order by calendar, month").df(),
    )
    connection.execute(
        "create table windows as select $1 as before_first, $2 as before_last,"
        " $3 as after_first, $4 as after_last",
        [*(before or (None, None)), *(after or (None, None))],
    )
    connection.execute("create temp table window_months (month date, side integer)")
    rows = [
        (f"{month}-01", side)
        for side, window in enumerate((before, after))
        for month in (months_between(*window) if window else ())
    ]
    if rows:
        connection.executemany("insert into window_months values (?, ?)", rows)


def mart_sql(mart: Mart, company: Company) -> str:
    """The SQL of a mart, written out for the company's service limits and settings."""
    variant = VARIANTS.get(mart.name)
    path, parameters = (f"templates/{variant.template}", variant.parameters) if variant else (mart.name, {})
    words = {"row": ", ".join((*mart.dimensions, *mart.keys)), **parameters}
    return _write_out(path, company, {"measure": mart_measures(mart.name, company)}, words)


def _step_sql(path: str, company: Company) -> str:
    """The SQL of a step on the way or of a table, written out like that of a mart."""
    return _write_out(path, company, {}, {})


def _write_out(
    path: str, company: Company, lists: Mapping[str, Iterable[str]], words: Mapping[str, str]
) -> str:
    """The SQL at `path` with its repeated lines repeated, then its words replaced by `words` and the settings."""
    lists = {"limit": [str(limit) for limit in company.approval_limits_minutes], **lists}

    def repeat(block: re.Match[str]) -> str:
        name, lines = block.groups()
        return "".join(lines.replace(f"${name}", each) for each in lists[name])

    text = (SQL / f"{path}.sql").read_text(encoding="utf-8")
    text = re.sub(r" *-- for each (\w+)\n(.*?) *-- end\n", repeat, text, flags=re.DOTALL)
    return Template(text).substitute({**_settings(company), **words})


def _settings(company: Company) -> dict[str, str]:
    """The company's settings that SQL names, as SQL; clock times in minutes since midnight."""
    calendar = company.calendar
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (calendar.opens, calendar.closes))
    return {
        "npl_basis": company.npl_basis,
        "npl_days": str(company.npl_days),
        "churn_return_months": str(company.churn_return_months),
        "churn_repeat_months": str(company.churn_repeat_months),
        "availability_systems": _as_list(company.availability_systems),
        "opens": str(opens),
        "closes": str(closes),
        "weekdays": f"cast({list(calendar.weekdays)} as bigint[])",
        "holidays": _as_list(calendar.holidays),
        "extra_workdays": _as_list(calendar.extra_workdays),
    }


def _as_list(texts: Iterable[str]) -> str:
    """Texts of the settings as an SQL list."""
    return f"cast([{', '.join(map(_quote, sorted(texts)))}] as varchar[])"


def _quote(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def mart_measures(name: str, company: Company) -> tuple[str, ...]:
    """Names of the measures of a mart, one for every service limit where the index writes `$limit`."""
    limits, mart = company.approval_limits_minutes, MARTS[name]
    return tuple(
        measure.replace("$limit", str(limit))
        for measure in (*mart.flows, *mart.stocks, *mart.cohorts)
        for limit in (limits if "$limit" in measure else limits[:1])
    )


def _create_wait_bins(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    edges = wait_edges(company)
    connection.execute("create table wait_bins (bin integer, from_minutes double, to_minutes double)")
    # One statement: a statement per row takes half as long as all else that a small company needs.
    connection.execute(
        "insert into wait_bins select unnest(range(len($1))), unnest($1), unnest($2)",
        [edges[:-1].tolist(), edges[1:].tolist()],
    )
