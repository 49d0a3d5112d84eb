"""Ids that a workbook, floating point or a spreadsheet has rounded do not become one: they are in the quarantine."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.summary import remarks_on
from tests.kit.loading import facts, quarantine, run


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
