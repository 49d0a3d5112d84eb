"""The sql of a file source: one SELECT over its source, in a database where there is nothing else."""

import time
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from etl.readers import stage
from etl.readers.private import lock, private
from etl.readers.query import normalise_sql
from tests.kit.staged import a_source, rows, staging
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two records, and beside them a file that the source does not name."""
    (tmp_path / "other.csv").write_text("secret\nkept\n")
    (tmp_path / "id.key").write_text("kept")
    (tmp_path / "loans.csv").write_text("id,Topic,When\nA,pay,2024-01-02\nB,tech,2024-01-03\n")
    return tmp_path / "loans.csv"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1 ;; -- done", "select 1"),
        ("select a/* between */b", "select a b"),
        ("select '-- no comment; at', $$ at $$ from t", "select '-- no comment; at', $$ at $$ from t"),
        ("select min(at), s.At, '汉' from s", 'select min("at"), s."at", \'汉\' from s'),
        ("select at at time zone 'UTC' as \"at\"", 'select "at" at time zone \'UTC\' as "at"'),
        ("select format, cat, attach from t", "select format, cat, attach from t"),
        ("", ""),
    ],
)
def test_readable(sql: str, expected: str) -> None:
    assert " ".join(normalise_sql(sql).replace('" ,', '",').replace('" )', '")').split()) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "select id from source order by id",
        "select id from source order by id;",
        "SELECT id /* ; */ FROM source -- ;\n ORDER BY 1 ; -- ; drop table x",
        "with s as (select id from source), t as materialized (from s) select id from t order by 1",
        "from source select id order by id",
        "select id from source where id = 'A' union all select id from source where id = 'B'",
        "(select id from source where id = 'A') union (values ('B')) order by 1",
        "with recursive r as (select 'A' as id union all select 'B' from r where id = 'A') from r order by 1",
        "select unnest(['A', 'B']) as id",
        "select u.id from (select 1), unnest(['A', 'B']) as u(id)",
        "select chr((64 + i)::int) as id from range(1, 3) as r(i) order by i",
        "select case when id = 'A' then $$A$$ else 'B' end as id from source order by id",
        "select id from (pivot source on Topic in ('pay', 'tech') using count(*) group by id) order by id",
        "select value as id from (unpivot (select id from source) on id) order by 1",
    ],
)
def test_every_form_of_a_select(path: Path, sql: str) -> None:
    assert [row[0] for row in rows(path, sql=sql)] == ["A", "B"]


ATTACKS = [
    ("select 1) ; drop table targets; select * from (select 1 as x", 'syntax error at or near ")"'),
    ("select 1 as x; select 2 as x", "exactly one SELECT (WITH and FROM count); it is SELECT, SELECT"),
    ("select 1 /* ; */ ; drop table source", "it is SELECT, DROP"),
    ("select 1 -- hidden\n; attach 'x.db' as x", "it is SELECT, ATTACH"),
    ("select $$;$$ as x; copy source to 'made.csv'", "it is SELECT, COPY"),
    ("-- nothing", "it is nothing"),
    ("copy (select 1 as x) to 'made.csv'", "it is COPY"),
    ("attach 'made.db'", "it is ATTACH"),
    ("export database 'made'", "it is EXPORT"),
    ("install httpfs", "it is LOAD"),
    ("load '/tmp/x.duckdb_extension'", "it is LOAD"),
    ("pragma database_list", "it is"),
    ("set enable_external_access = true", "it is SET"),
    ("explain analyze select 1", "it is EXPLAIN"),
    ("create table made as select 1", "it is CREATE"),
    ("with x as (copy source to 'made.csv') from x", "must only select; it holds COPY_QUERY_NODE"),
    ("with x as (insert into source values (1, 2, 3, 4) returning *) from x", "it holds INSERT_QUERY_NODE"),
    ("select * from (with x as (delete from source returning *) from x)", "it holds DELETE_QUERY_NODE"),
    ("show tables", "it holds SHOW"),
    ("select * from read_text('{folder}/id.key')", "calls read_text; a query reads only its source: source"),
    ("select (select content from read_text('{folder}/id.key')) as x", "calls read_text"),
    ("select * from read_csv('{folder}/other.csv')", "calls read_csv"),
    ("select * from read_blob('{folder}/*')", "calls read_blob"),
    ("select * from parquet_scan('https://example.com/x.parquet')", "calls parquet_scan"),
    ("select * from glob('{folder}/*')", "calls glob"),
    ("from '{folder}/other.csv'", "other.csv; there is only source"),
    ("select id from source where id in (from '{folder}/other.csv')", "other.csv; there is only source"),
    ("select id from source limit (select count(*) from glob('/*'))", "calls glob"),
    ("from duckdb_secrets()", "calls duckdb_secrets"),
    ("from duckdb_settings()", "calls duckdb_settings"),
    ("select getenv('HOME') as x", "calls getenv"),
    ("select current_setting('temp_directory') as x", "calls current_setting"),
    ("from query('select 1')", "calls query"),
    ("from query_table('source')", "calls query_table"),
    ("from information_schema.tables", "reads information_schema.tables; there is only source"),
    ("from duckdb_tables", "reads duckdb_tables"),
    ("from own.main.source", "reads own.main.source"),
    ("from staging.t", "reads staging.t"),
    ("from frame", "reads frame; there is only source"),
    ("select * from nothing", "reads nothing; there is only source"),
    ("select nothing from source", 'Referenced column "nothing" not found'),
]


@pytest.mark.parametrize(("sql", "says"), ATTACKS, ids=[sql[:40] for sql, _ in ATTACKS])
def test_nothing_else_is_read_or_written(
    path: Path, sql: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pd.DataFrame({"x": [1]})
    monkeypatch.chdir(path.parent)
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(MilepostError) as error:
        rows(path, sql=sql.format(folder=path.parent))
    assert says in str(error.value)
    assert str(error.value).startswith("source loans (loans.csv): sql: ")
    assert "\n" not in str(error.value)
    (path.parent / "staging.duckdb").unlink()
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
    assert len(frame) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "with x as (copy source to 'made.csv') from x",
        "copy source to '{folder}/made.csv'",
        "select * from read_text('{folder}/id.key')",
        "select * from read_blob('{folder}/*.key')",
        "from '{folder}/other.csv'",
        "from glob('{folder}/*')",
        "attach '{folder}/made.db'",
        "attach '{folder}/facts.duckdb' as facts",
        "from frame",
        "install httpfs",
        "set enable_external_access = true",
        "set python_enable_replacements = true",
        "reset lock_configuration",
        "create secret s (type s3)",
        "export database '{folder}/made'",
    ],
)
def test_the_locked_database_alone_holds_too(path: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is not looked through before: there is no way out of the database itself."""
    frame = pd.DataFrame({"x": [1]})
    monkeypatch.chdir(path.parent)
    before = sorted(path.parent.iterdir())
    with connect(Path(":memory:"), read_only=False) as outside, private(outside, path.parent) as own:
        outside.execute("create table targets as select 1 as x")
        own.execute("create table source as select 1 as x")
        lock(own)
        with pytest.raises(duckdb.Error):
            own.execute(sql.format(folder=path.parent)).fetchall()
    assert sorted(path.parent.iterdir()) == before
    assert len(frame) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive r as (select 1 as i union all select i + 1 from r) select count(*) as n from r",
        "with recursive r as (select 1 as i union all select i + 1 from r) select i from r",
        "select count(*) as n from range(10000000000) as a(i), range(3) as b(j) where hash(i + j) = 1",
    ],
)
def test_a_query_without_end_is_stopped_in_time(path: Path, sql: str) -> None:
    began = time.monotonic()
    with pytest.raises(
        MilepostError, match=r"\(loans.csv\): sql: took longer than 0.5 s; simplify it, or wr"
    ):
        rows(path, sql=sql, sql_seconds=0.5)
    assert time.monotonic() - began < 30


def test_a_query_may_be_larger_than_the_memory(tmp_path: Path) -> None:
    """300 MB of text grouped and sorted within 192 MB, as a load has on two processors, the rest on disk."""
    with connect(Path(":memory:"), read_only=False, memory="192MB") as outside:
        with private(outside, tmp_path) as own:
            own.execute("create table source as select repeat('x', 90) || i as t from range(3000000) as r(i)")
            lock(own)
            own.execute(
                "create table sorted as select t, count(*) as n from source group by t order by t desc"
            )
            assert own.execute("select count(*), sum(n) from sorted").fetchall() == [(3_000_000, 3_000_000)]
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        (
            'select id, Topic as topic, "When" as opened_at from source',
            ["id", "topic", "opened_at", "_record"],
        ),
        ("select TOPIC, id as ID from source", ["Topic", "ID", "_record"]),
        ("select t.TOPIC as Topic from (select Topic as TOPIC from source) as t", ["Topic", "_record"]),
        ("select *  exclude (id), id as Loan_ID from source", ["Topic", "When", "Loan_ID", "_record"]),
    ],
)
def test_the_alias_is_the_name(path: Path, sql: str, names: list[str]) -> None:
    assert names_of(path, sql=sql) == names


def names_of(path: Path, **settings: Any) -> list[str]:
    """The columns of the staging table."""
    with staging(path.parent) as connection:
        stage(connection, a_source(**settings), path, "staging.t", {})
        return [name for name, *_ in connection.execute("describe staging.t").fetchall()]


def test_two_columns_of_one_name_are_refused(path: Path) -> None:
    with pytest.raises(
        MilepostError, match=r"sql: more than one column is called topic; leave one out, as in"
    ):
        rows(path, sql="select *, upper(Topic) as topic from source")


def test_a_record_that_becomes_several_rows_is_numbered_anew(path: Path) -> None:
    sql = "select *, unnest([1, 2]) as part from source"
    assert [row[-1] for row in rows(path, sql=sql)] == [1, 2, 3, 4]
    assert [row[-1] for row in rows(path, sql="select * from source where id = 'B'")] == [2]
