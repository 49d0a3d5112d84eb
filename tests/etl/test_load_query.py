"""Sources with sql, loaded: the facts are out of reach, no query runs on, a column is known whatever its case."""

import time
from pathlib import Path
from typing import Any

import pytest

from etl.summary import remarks_on
from tests.kit.loading import facts, home, run
from warehouse.contract.errors import MilepostError

TARGETS = '[[source]]\ntable = "targets"\nfile = "targets.csv"\n'
FINANCE = '[[source]]\ntable = "finance_months"\nfile = "f.csv"\nsql = """{sql}"""\n'
FILES = {
    "targets.csv": "kpi,valid_from,value\nnpl_rate,2024-01-01,0.02\n",
    "f.csv": "month,account,amount\n2024-01,revenue,100\n2024-02,revenue,200\n",
}


def everything(folder: Path) -> tuple[list[str], bytes, list[tuple[Any, ...]]]:
    """Names of all files of company and home but the logs of DuckDB, the key of the ids, the facts."""
    names = [str(p.relative_to(folder)) for p in folder.rglob("*") if not p.name.endswith((".wal", ".toml"))]
    rows = [
        *facts(folder, "from targets"),
        *facts(folder, "from ids"),
        *facts(folder, "select count(*) from finance_months"),
    ]
    return sorted(names), home(folder).id_key.read_bytes(), rows


@pytest.mark.parametrize(
    "sql",
    [
        "select 1) ; drop table targets; select * from (select 1 as x",
        "select 1 as x; drop table targets",
        "select 1 as x from targets",
        "from warehouse.main.targets",
        "select content as account, 1 as amount, '2024-01' as month from read_text('{home}/id.key')",
        "select content as account, 1 as amount, '2024-01' as month from read_text('{home}/quarantine.duckdb')",
        "with x as (copy source to '{home}/made.csv') from x",
        "attach '{home}/warehouse.duckdb' as facts",
        "from delivered.d0.rows",
        "from staged.main.rows_0",
        "from quarantine.main.rejects",
        "from '{home}/staging/load/staged.duckdb'",
        "select key as account from duckdb_secrets()",
    ],
)
def test_facts_key_and_files_are_out_of_reach(tmp_path: Path, sql: str) -> None:
    assert not run(tmp_path, TARGETS, FILES).stopped
    before = everything(tmp_path)
    report = run(tmp_path, TARGETS + FINANCE.format(sql=sql.format(home=home(tmp_path).root)))
    assert report.stopped.startswith("source finance_months (f.csv): sql: ")
    assert "\n" not in report.stopped
    assert everything(tmp_path) == before


def test_a_query_over_time_stops_the_load(tmp_path: Path) -> None:
    endless = "with recursive r as (select 1 as i union all select i + 1 from r) select i as amount from r"
    report = run(tmp_path, TARGETS + FINANCE.format(sql=endless) + "sql_seconds = 0.3\n", FILES)
    assert report.stopped.startswith(
        "source finance_months (f.csv): sql: took longer than 0.3 s; simplify it"
    )
    assert facts(tmp_path, "select count(*) from targets") == [(0,)]


def test_a_load_that_stops_does_not_wait_for_its_queries(tmp_path: Path) -> None:
    """A fault of one file ends the query over another, also one that begins afterwards."""
    endless = "with recursive r as (select 1 as i union all select i + 1 from r) select i as amount from r"
    began = time.monotonic()
    report = run(tmp_path, TARGETS + FINANCE.format(sql=endless), FILES | {"targets.csv": "nothing\nx\n"})
    assert 'column "kpi" for targets.kpi is missing' in report.stopped
    assert time.monotonic() - began < 60


CONTACTS = """[[source]]
table = "service_contacts"
file = "a.csv"
sql = '''select id as contact_id, 'phone' as channel, 'agent' as handled_by, Topic as topic, "When" as opened_at
from source'''
"""
CONTACT_FILES = {"a.csv": "id,Topic,When\n1,pay,2024-01-02 10:00:00\n2,tech,2024-01-03 10:00:00\n"}


@pytest.mark.parametrize(
    "mapping",
    [
        CONTACTS,
        # The header says Topic, ours is topic; another writes it as TOPIC.
        CONTACTS.replace("Topic as topic", "Topic"),
        CONTACTS.replace("Topic as topic", "Topic as TOPIC") + 'columns = { topic = "tOpIc" }\n',
    ],
)
def test_a_column_is_known_whatever_its_case(tmp_path: Path, mapping: str) -> None:
    report = run(tmp_path, mapping, CONTACT_FILES)
    assert report.stopped == "" and remarks_on(report) == []
    assert facts(tmp_path, "select topic from service_contacts order by opened_at") == [("pay",), ("tech",)]


def test_the_closest_name_is_told_whatever_its_case(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        '[[source]]\ntable = "targets"\nfile = "t.csv"\n',
        {"t.csv": "KPIS,valid_from,value\na,2024-01-01,1\n"},
    )
    assert 'column "kpi" for targets.kpi is missing; closest is "KPIS"' in report.stopped


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "true", '"10"'])
def test_sql_seconds_are_a_number_above_0(tmp_path: Path, seconds: str) -> None:
    with pytest.raises(MilepostError, match=r"sql_seconds = \S+ must be a number of seconds above 0"):
        run(tmp_path, f"{CONTACTS}sql_seconds = {seconds}\n", CONTACT_FILES)
