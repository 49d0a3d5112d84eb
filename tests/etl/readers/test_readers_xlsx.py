"""Workbooks as offices send them: notes on the first sheet, blank rows, dates, ids that are numbers."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.staged import rows
from tests.kit.workbooks import workbook
from warehouse.contract.errors import MilepostError


def test_values_as_text(tmp_path: Path) -> None:
    values = [
        *(1001, "007", 1.5, 1234567890123.0, True),
        *(
            datetime(2024, 2, 29, 13, 14, second=15),
            date(2024, 2, 29),
            time(8, 30),
            timedelta(hours=30),
            " NA ",
        ),
    ]
    path = workbook(tmp_path, data=[[f"c{n}" for n in range(10)], values])
    assert rows(path) == [
        (
            *("1001", "007", "1.5", "1234567890123", "true"),
            *("2024-02-29 13:14:15", "2024-02-29", "08:30:00", "30:00:00", " NA ", 1),
        )
    ]


def test_blank_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    """
    row     1      2      3    4  5      6
            blank  blank  id   1  blank  2
    record                     1         3
    """
    path = workbook(tmp_path, data=[[], [], ["id", "编号"], [1, "a"], [], [2, None]])
    assert rows(path) == [("1", "a", 1), ("2", None, 3)]


def test_header_only_is_no_rows(tmp_path: Path) -> None:
    assert rows(workbook(tmp_path, data=[["id", "amount"]])) == []


TEXTS = [["About this file"], ["made by hand"]]
PARTNERS = [["partner_id", "名称", "kind"], ["P1", "Dealer", "dealer"]]


def test_data_on_another_sheet_are_found_by_their_header(tmp_path: Path) -> None:
    path = workbook(tmp_path, notes=TEXTS, empty=[], data=PARTNERS)
    assert rows(path, table="partners", columns={"name": "名称"}) == [("P1", "Dealer", "dealer", 1)]


def test_the_only_sheet_with_data_is_taken(tmp_path: Path) -> None:
    path = workbook(tmp_path, empty=[], data=[["anything"], ["x"]])
    assert rows(path, table="partners") == [("x", 1)]


def test_stated_sheet_holds(tmp_path: Path) -> None:
    path = workbook(tmp_path, notes=TEXTS, data=PARTNERS)
    assert rows(path, table="partners", sheet="notes") == [("made by hand", 1)]
    with pytest.raises(MilepostError, match='has no sheet "x"; it has "notes", "data"'):
        rows(path, table="partners", sheet="x")


@pytest.mark.parametrize("second", [[["id"], ["x"]], PARTNERS])
def test_no_guess_between_sheets(tmp_path: Path, second: list[list[Any]]) -> None:
    """Two sheets that could be meant, or none: the sheets are listed."""
    first = PARTNERS if second is PARTNERS else TEXTS
    path = workbook(tmp_path, first=first, second=second)
    with pytest.raises(MilepostError, match='cannot tell which sheet is meant: "first", "second" hold data'):
        rows(path, table="partners", columns={"name": "名称"})


def test_sql_over_a_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, notes=TEXTS, data=PARTNERS)
    sql = "select _record as number, upper(kind) as kind from source"
    assert rows(path, table="partners", sheet="data", sql=sql) == [("1", "DEALER", 1)]


@pytest.mark.parametrize("content", [b"", b"id,amount\n1,2\n", b"PK\x03\x04 cut off somewhere"])
def test_what_is_no_workbook_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "loans.xlsx").write_bytes(content)
    with pytest.raises(
        MilepostError, match=r"^source loans \(loans.xlsx\): is no workbook, or damaged [^\n]+$"
    ):
        rows(tmp_path / "loans.xlsx")


def test_empty_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(MilepostError, match='no data in "one", "two"; deliver it again'):
        rows(workbook(tmp_path, one=[], two=[]))


def test_many_rows_come_in_batches(tmp_path: Path) -> None:
    path = workbook(tmp_path, data=[["id"], *([n] for n in range(1, 45_001))])
    staged = rows(path)
    assert len(staged) == 45_000
    assert all(int(delivered) == record for delivered, record in staged)


def test_a_header_in_other_letters_tells_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, notes=TEXTS, data=[["PARTNER_ID", "Name", "Kind"], ["P1", "Dealer", "dealer"]])
    assert rows(path, table="partners") == [("P1", "Dealer", "dealer", 1)]
