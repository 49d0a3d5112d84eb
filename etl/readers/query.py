"""The sql of a file source: exactly one SELECT, over the tables of its source and nothing else.

It is checked, not trusted: DuckDB's own parse of it is examined before it runs, and it runs in a database that
contains only the source (`etl.readers.private`). Either safeguard would do; the first explains what is wrong, and
the second holds where the first misses something.
"""

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

import duckdb

from etl.readers.private import time_limit
from etl.readers.staging_table import BATCH_ROWS, RECORD, find_typed_names, texts, write_batches
from warehouse.contract.errors import MilepostError

COMMENT = duckdb.token_type.comment
KEYWORD = duckdb.token_type.keyword

# What a SELECT may be made of. DuckDB has more: `with x as (copy … to 'file')` is one SELECT for it.
NODES = ("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE")
# Functions that make tables of their arguments; the others read files, settings or a text as SQL.
TABLE_FUNCTIONS = ("unnest", "range", "generate_series", "json_each", "json_tree")
# Functions that tell of the machine.
TELLTALE = ("current_setting", "getenv")

# The parts of a parsed query: (kind, name) of its nodes, tables, names made by WITH, and functions.
PARTS = """
    with tree as (select value as v from json_tree(json_serialize_sql(?)) where type = 'OBJECT'),
    node as (select v, v ->> 'type' as kind from tree)
    select 'node', kind from node where ends_with(kind, '_NODE')
    union
    select 'table', concat_ws('.', nullif(v ->> 'catalog_name', ''), nullif(v ->> 'schema_name', ''),
        v ->> 'table_name') from node where kind = 'BASE_TABLE'
    union
    select 'with', made ->> 'key' from node, unnest((v -> 'cte_map' -> 'map')::json[]) as m(made)
    union
    select 'table function', v -> 'function' ->> 'function_name' from node where kind = 'TABLE_FUNCTION'
    union
    select 'function', v ->> 'function_name' from node where kind = 'FUNCTION'
    union
    select 'show', 'SHOW' from node where kind = 'SHOW_REF'
"""


def run(
    own: duckdb.DuckDBPyConnection,
    sql: str,
    tables: Collection[str],
    *,
    connection: duckdb.DuckDBPyConnection,
    into: str,
    seconds: float,
    where: str,
) -> frozenset[str]:
    """Create table `into` of `connection` with the rows of the query over `tables`, which are in `own`.

    Returns the columns that were not text. Values are text; `_record` is the query's own if it has one that
    distinguishes its rows, and otherwise their number. Raises MilepostError if the sql is not a SELECT over these
    tables or takes too long.
    """
    query = _one_select(own, sql, tables, where)
    with time_limit(own, seconds, where):
        relation = own.sql(query)
        columns = [(name, str(kind)) for name, kind in zip(relation.columns, relation.types, strict=True)]
        _check_names([name for name, _ in columns], where)
        numbered = any(name.casefold() == RECORD for name, _ in columns)
        rows = relation.project(texts(columns)).to_arrow_reader(BATCH_ROWS)
        write_batches(connection, rows, rows.schema, into)
    if numbered:
        _number_anew(connection, into)
    return find_typed_names(columns)


def _one_select(own: duckdb.DuckDBPyConnection, sql: str, tables: Collection[str], where: str) -> str:
    """The sql as DuckDB can read it, once it is known to be a SELECT over `tables` alone."""
    query = normalise_sql(sql)
    statements = own.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(statement.type.name for statement in statements) or "nothing"
        raise MilepostError(f"{where}: sql: must be exactly one SELECT (WITH and FROM count); it is {kinds}")
    parts: dict[str, set[str]] = {}
    for kind, name in own.execute(PARTS, [query]).fetchall():
        parts.setdefault(kind, set()).add(name)
    if wrong := (parts.get("node", {"nothing that can be looked through"}) - set(NODES)) | parts.get(
        "show", set()
    ):
        raise MilepostError(f"{where}: sql: must only select; it holds {_join_names(wrong)}")
    known = {name.casefold() for name in {*tables, *parts.get("with", ())}}
    if wrong := {name for name in parts.get("table", ()) if name.casefold() not in known}:
        raise MilepostError(f"{where}: sql: reads {_join_names(wrong)}; there is only {_join_names(tables)}")
    called = {name for name in parts.get("function", ()) if name.casefold() in TELLTALE}
    if wrong := called | (parts.get("table function", set()) - set(TABLE_FUNCTIONS)):
        raise MilepostError(
            f"{where}: sql: calls {_join_names(wrong)}; a query reads only its source: {_join_names(tables)}"
        )
    return query


def _check_names(names: list[str], where: str) -> None:
    """Refuse two columns of one name: which of them is meant cannot be known."""
    if twice := [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]:
        raise MilepostError(
            f"{where}: sql: more than one column is called {_join_names(twice)}; leave one out, "
            f"as in select * exclude ({twice[0]})"
        )


def _number_anew(connection: duckdb.DuckDBPyConnection, into: str) -> None:
    """Number the rows where one record of the file became several, or none stands behind a row."""
    ((apart,),) = connection.execute(f"select count(*) = count(distinct {RECORD}) from {into}").fetchall()
    if not apart:
        connection.execute(f"update {into} set {RECORD} = rowid + 1")


def _join_names(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def normalise_sql(sql: str) -> str:
    """Return the sql without comments and trailing semicolons, with `at` quoted where it is a column of an event
    log.

    AT is a keyword of DuckDB: unquoted, `min(at)` is a syntax error. `AT TIME ZONE` and `AT (VERSION …)` stay.
    """
    raw = sql.encode()
    starts = [*duckdb.tokenize(sql), (len(raw), COMMENT)]
    # A comment parts words as a space does.
    words = [
        (raw[start:end].decode() + " " * (after == COMMENT), kind)
        for (start, kind), (end, after) in pairwise(starts)
        if kind != COMMENT
    ]
    while words and words[-1][0].strip() in ("", ";"):
        words.pop()
    followers = [text.strip().lower() for text, _ in words[1:]] + [""]
    return "".join(
        f'"at"{text[2:]} ' if _is_column_at(text, kind, follower) else f"{text}"
        for (text, kind), follower in zip(words, followers, strict=False)
    )


def _is_column_at(text: str, kind: duckdb.token_type, follower: str) -> bool:
    return kind == KEYWORD and text.strip().lower() == "at" and follower not in ("time", "(")
