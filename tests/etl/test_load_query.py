"""Sources with sql, loaded: the facts are out of reach, other files can be joined, nothing is lost silently."""

import time
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.outcome import LoadReport
from etl.summary import remarks_on
from tests.kit.loading import facts, home, quarantine, run
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


JOINED = """[[source]]
table = "loan_months"
file = "m*.csv"
beside = { rates = "aside/rates.csv" }
reject_limit = 0.4
sql = '''select loan_id, month_end, balance * rate as balance, days_past_due
from (select * replace (balance::decimal(18, 2) as balance) from source)
join (select currency, rate::decimal(18, 2) as rate from rates) using (currency)'''
"""
MONTHS = {
    "m1.csv": "loan_id,month_end,balance,days_past_due,currency\nA,2024-01-31,100,0,EUR\nB,2024-01-31,50,0,CNY\n",
    "m2.csv": "loan_id,month_end,balance,days_past_due,currency\nA,2024-02-29,80,0,EUR\n",
}


def joined(folder: Path, rates: str, sources: str = JOINED, again: bool = False) -> LoadReport:
    """A load of the months with these rates beside them."""
    (folder / "aside").mkdir(exist_ok=True)
    (folder / "aside" / "rates.csv").write_text(rates)
    return run(folder, sources, MONTHS, again)


BALANCES = "select strftime(month_end, '%Y-%m'), balance from loan_months order by all"


def test_a_file_beside_is_joined(tmp_path: Path) -> None:
    """100 EUR at 8 is 800, 50 CNY at 1 is 50, 80 EUR is 640."""
    assert not joined(tmp_path, "currency,rate\nEUR,8\nCNY,1\n").stopped
    assert facts(tmp_path, BALANCES) == [("2024-01", 50), ("2024-01", 800), ("2024-02", 640)]


def test_a_changed_file_beside_is_loaded_again(tmp_path: Path) -> None:
    joined(tmp_path, "currency,rate\nEUR,8\nCNY,1\n")
    assert {file.status for file in joined(tmp_path, "currency,rate\nEUR,8\nCNY,1\n").files} == {"skipped"}
    assert {file.status for file in joined(tmp_path, "currency,rate\nEUR,9\nCNY,1\n").files} == {"loaded"}
    assert facts(tmp_path, BALANCES) == [("2024-01", 50), ("2024-01", 900), ("2024-02", 720)]


def test_refused_records_of_a_file_beside_are_counted(tmp_path: Path) -> None:
    """Of m1.csv one row and one refused record, of m2.csv none and one: too many in all for 40 %."""
    report = joined(tmp_path, "currency,rate\nEUR,8,too,many\nCNY,1\n")
    assert [(file.read, file.rejected) for file in report.files] == [(2, 1), (1, 1)]
    assert "2 of 3 rows (66.7%) cannot be used" in report.stopped
    kept = quarantine(tmp_path, "select distinct record, raw, reason from rejects where code = 'unreadable'")
    (record, raw, reason) = kept[0]
    assert len(kept) == 1 and record == 1 and raw == "EUR,8,too,many"
    assert reason.startswith("rates.csv: more fields than the header has columns")


def test_files_beside_are_read_as_they_say(tmp_path: Path) -> None:
    """Another encoding, another delimiter; a sheet of a workbook; the name in any script."""
    (tmp_path / "r.txt").write_bytes("币种;rate\nEUR;8\n".encode("gb18030"))
    book = openpyxl.Workbook()
    book.active.append(["nothing"])
    book.create_sheet("more").append(["currency", "factor"])
    book["more"].append(["EUR", 2])
    book.save(tmp_path / "f.xlsx")
    sources = """[[source]]
table = "loan_months"
file = "m2.csv"
sql = '''select loan_id, month_end, balance::int * rate::int * factor::int as balance, days_past_due
from source join 汇率 on 币种 = source.currency join "order" using (currency)'''
beside.汇率 = { file = "r.txt", encoding = "gb18030", delimiter = ";" }
beside.order = { file = "f.xlsx", sheet = "more" }
""".replace("beside.汇率", 'beside."汇率"')
    assert run(tmp_path, sources, MONTHS).stopped == ""
    assert facts(tmp_path, BALANCES) == [("2024-02", 80 * 8 * 2)]


@pytest.mark.parametrize(
    ("beside", "says"),
    [
        ('{ rates = "none.csv" }', 'source loan_months: beside.rates: no files match "none.csv" in '),
        ('{ rates = "m*.csv" }', 'beside.rates: 2 files match "m*.csv" in '),
        ('{ source = "m2.csv" }', "beside.source: this name is taken; give the table another"),
        ('{ Delivered_Rejects = "m2.csv" }', "beside.Delivered_Rejects: this name is taken"),
        ('{ delivered = "m2.csv" }', "beside.delivered: this name is taken"),
        ('{ delivered_remarks = "m2.csv" }', "beside.delivered_remarks: this name is taken"),
        ('{ a = "m2.csv", A = "m1.csv" }', "beside.A: this name is taken"),
        ('{ "a b" = "m2.csv" }', 'beside."a b": letters, digits and _ name a table of sql'),
        ("{ rates = 1 }", "beside.rates must name a file"),
        ('{ rates = { encoding = "utf-8" } }', "beside.rates must name a file"),
        ('{ rates = { file = "m2.csv", sep = ";" } }', "beside.rates: unknown setting sep; allowed: file, "),
        ('{ rates = { file = "m2.csv", header = 0 } }', "beside.rates: header must be true or false"),
        ('"rates.csv"', "beside must be a table, as in beside = { customers ="),
    ],
)
def test_what_beside_may_not_be(tmp_path: Path, beside: str, says: str) -> None:
    with pytest.raises(MilepostError) as error:
        run(tmp_path, JOINED.replace('{ rates = "aside/rates.csv" }', beside), MONTHS)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_header_of_a_file_beside(tmp_path: Path) -> None:
    """The rates have no names of columns; the file of the source has, and is read with them."""
    sources = JOINED.replace(
        '{ rates = "aside/rates.csv" }', '{ rates = { file = "bare.csv", header = false } }'
    ).replace("select currency, rate::", "select column1 as currency, column2::")
    assert run(tmp_path, sources, {**MONTHS, "bare.csv": "EUR,8\nCNY,1\n"}).stopped == ""
    assert facts(tmp_path, BALANCES) == [("2024-01", 50), ("2024-01", 800), ("2024-02", 640)]


@pytest.mark.parametrize("header", ["true", "false"])
def test_header_says_nothing_of_a_file_beside_that_names_its_columns(tmp_path: Path, header: str) -> None:
    pq.write_table(pa.table({"currency": ["EUR"], "rate": [8]}), tmp_path / "r.parquet")
    beside = f'{{ rates = {{ file = "r.parquet", header = {header} }} }}'
    told = run(tmp_path, JOINED.replace('{ rates = "aside/rates.csv" }', beside), MONTHS).stopped
    assert (
        "beside.rates (r.parquet): header is for CSV files and workbooks; this format names its columns"
        in told
    )


def test_beside_needs_sql_and_a_file(tmp_path: Path) -> None:
    without = '[[source]]\ntable = "loan_months"\nfile = "m2.csv"\nbeside = { a = "m1.csv" }\n'
    with pytest.raises(MilepostError, match="beside = … needs file = … and sql = …"):
        run(tmp_path, without, MONTHS)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "true", '"10"'])
def test_sql_seconds_are_a_number_above_0(tmp_path: Path, seconds: str) -> None:
    with pytest.raises(MilepostError, match=r"sql_seconds = \S+ must be a number of seconds above 0"):
        run(tmp_path, f"{CONTACTS}sql_seconds = {seconds}\n", CONTACT_FILES)


def test_cells_that_cannot_be_trusted_are_in_the_quarantine(tmp_path: Path) -> None:
    """Three customers with ids of 18 digits, of which Excel has kept 15, do not become one."""
    book = openpyxl.Workbook()
    book.active.title = "Loans"
    loan = ("loan_id", "customer_id", "product", "channel", "region")
    book.active.append([*loan, "disbursed_on", "principal", "annual_rate", "term_months"])
    for n in range(3):
        book.active.append([f"L{n}", 622022123456789000 + n, "p", "c", "r", "2023-05-01", 1000, 0.05, 12])
    book.active.append(["L3", "622022123456789012", "p", "c", "r", "2023-05-01", "#DIV/0!", 0.05, 12])
    book.active.append(["L4", "622022123456789012", "p", "c", "r", "2023-05-01", 1000, 0.05, 12])
    book.active.row_dimensions[6].hidden = True
    book.save(tmp_path / "f.xlsx")
    source = '[[source]]\ntable = "loans"\nfile = "f.xlsx"\nreject_limit = {}\n'
    report = run(tmp_path, source.format(0.5), {})
    assert "4 of 5 rows (80.0%) cannot be used" in report.stopped
    assert "of which Excel keeps 15; store it as text; first in Loans!B2 (3 rows)" in report.stopped
    report = run(tmp_path, source.format(0.8), {})
    assert (report.stopped, report.files[0].rejected, report.files[0].loaded) == ("", 4, 1)
    assert remarks_on(report) == ["loans: f.xlsx: 1 hidden rows were read"]
    kept = quarantine(
        tmp_path, f"select record, raw from rejects where load_id = '{report.load_id}' order by 1"
    )
    assert [raw.split(":")[0] for _, raw in kept] == ["Loans!B2", "Loans!B3", "Loans!B4", "Loans!G5"]
    assert kept[-1] == (4, "Loans!G5: #DIV/0!")


LOANS = """[[source]]
table = "loan_months"
file = "{file}"
reject_limit = 1
"""


@pytest.mark.parametrize("sql", ["", 'sql = "select * from source"\n'])
@pytest.mark.parametrize("kind", [pa.float64(), pa.float32()])
def test_ids_that_floating_point_has_rounded_are_refused(tmp_path: Path, kind: pa.DataType, sql: str) -> None:
    """16,777,217 is the first whole number that 32 bits do not keep, of 64 bits 15 decimal digits are taken."""
    longest = 999_999_999_999_999 if kind == pa.float64() else 16_777_216
    ids = pa.array([7, longest, longest * 11.0, None], kind)
    days = pa.array([0, 0, 0, 0])
    balance = pa.array([20_000_000.0, 1, 1, 1], kind)
    table = {
        "loan_id": ids,
        "month_end": pa.array(["2024-01-31"] * 4),
        "balance": balance,
        "days_past_due": days,
    }
    pq.write_table(pa.table(table), tmp_path / "m.parquet")
    assert run(tmp_path, LOANS.format(file="m.parquet") + sql).stopped == ""
    refused = quarantine(tmp_path, "select record, column_name, code from rejects order by 1")
    assert refused == [(3, "loan_id", "digits_lost"), (4, "loan_id", "missing")]
    assert facts(tmp_path, "select sum(balance), count(distinct loan_id) from loan_months") == [
        (20_000_001, 2)
    ]


@pytest.mark.parametrize(
    ("loan_id", "refused"),
    [
        ("6.22202E+17", True),
        ("6.22022123456789e+17", True),
        ("1E+15", True),
        ("1E5", False),
        ("AE+12", False),
    ],
)
def test_ids_that_a_spreadsheet_has_rounded_are_refused(tmp_path: Path, loan_id: str, refused: bool) -> None:
    text = f"loan_id,month_end,balance,days_past_due\n{loan_id},2024-01-31,1,0\n"
    run(tmp_path, LOANS.format(file="m.csv"), {"m.csv": text})
    assert quarantine(tmp_path, "select code from rejects") == [("digits_lost",)] * refused
