"""Files beside the one of a source, joined by its sql: when they are read again, what is refused of them."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.outcome import LoadReport
from tests.kit.loading import facts, quarantine, run
from warehouse.contract.errors import MilepostError

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
