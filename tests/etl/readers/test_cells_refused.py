"""Cells of a workbook that cannot be trusted, or that no name stands above: refused with their address, or said."""

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from etl.readers import stage
from etl.readers.sheet_xml import address
from tests.kit.staged import a_source, rows, staging
from tests.kit.workbooks import workbook
from warehouse.contract.errors import MilepostError


def staged(path: Path, **settings: Any) -> tuple[list[Any], list[Any], list[str]]:
    """What the reader hands over: rows, rejects, remarks."""
    with staging(path.parent) as connection:
        stage(connection, a_source(**settings), path, "staging.t", {})
        there = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        found = [
            connection.execute(f"from staging.{name} order by all").fetchall() if name in there else []
            for name in ("t", "t_rejects", "t_remarks")
        ]
    (path.parent / "staging.duckdb").unlink()
    return found[0], found[1], [remark for (remark,) in found[2]]


def with_errors(folder: Path) -> Path:
    """
    Below two blank rows and right of a blank column, as calamine sees it without errors and results:

        row     B         C        D
        3       loan_id   balance  note
        4       L1        1        #N/A
        5       L2        =A1*2
        6       #REF!
        7
        8       L5        5        x
        9                          =B3
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Book 1"
    cells = {"B3": "loan_id", "C3": "balance", "D3": "note", "B4": "L1", "C4": 1, "D4": "#N/A", "B5": "L2"}
    cells |= {"C5": "=A1*2", "B6": "#REF!", "B8": "L5", "C8": 5, "D8": "x", "D9": "=B3"}
    for cell, value in cells.items():
        sheet[cell] = value
    book.save(folder / "loans.xlsx")
    return folder / "loans.xlsx"


STORE = "a formula whose result is not stored; open the file in Excel and save it, or store values"
ERROR = "correct the cell, or clear it"


@pytest.mark.parametrize("sql", ["", "select * from source", "select loan_id from source"])
def test_errors_and_formulas_without_a_result_are_refused(tmp_path: Path, sql: str) -> None:
    """In every column that is loaded, and with sql in every column."""
    settings = {"table": "loan_months", "columns": {"balance": "balance", "classification": "note"}}
    kept, refused, _ = staged(with_errors(tmp_path), sql=sql, **settings)
    assert [row[0] for row in kept] == ["L5"]
    assert kept[0][-1] == (1 if sql.startswith("select loan_id") else 5)
    assert refused == [
        (1, "Book 1!D4: #N/A", f'"note": an error, #N/A; {ERROR}; first in Book 1!D4'),
        (2, "Book 1!C5: =A1*2", f'"balance": {STORE}; first in Book 1!C5'),
        (3, "Book 1!B6: #REF!", f'"loan_id": an error, #REF!; {ERROR}; first in Book 1!B6'),
        (6, "Book 1!D9: =B3", f'"note": {STORE}; first in Book 1!D9'),
    ]


def test_a_column_that_is_not_loaded_may_hold_errors(tmp_path: Path) -> None:
    kept, refused, _ = staged(with_errors(tmp_path), table="loan_months")
    assert [row[0] for row in kept] == ["L1", "L5"]
    assert [record for record, _, _ in refused] == [2, 3]


def test_results_that_are_stored_are_values(tmp_path: Path) -> None:
    """A number, an empty text and 0 are results."""
    with xlsxwriter.Workbook(tmp_path / "loans.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["loan_id", "balance", "product"])
        sheet.write_row("A2", ["L1"])
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_formula("C2", '=""', None, "")
    # As Excel stores an empty text: marked as a text, without signs.
    content = {}
    with zipfile.ZipFile(tmp_path / "loans.xlsx") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    content[part] = re.sub(
        rb'<c r="C2"[^>]*>.*?</c>', b'<c r="C2" t="str"><f>""</f><v></v></c>', content[part]
    )
    with zipfile.ZipFile(tmp_path / "loans.xlsx", "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert staged(tmp_path / "loans.xlsx", columns={"principal": "balance"}) == (
        [("L1", "2", None, 1)],
        [],
        [],
    )


LONG = "a number of more than 15 digits, of which Excel keeps 15; store it as text"


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        (622022123456789010, True),  # 18 digits, as an ID number without its last sign
        (1234567890123456, True),  # 16
        (1000000000000000, True),  # 16, though all but one may have been 0
        (999999999999999, False),  # 15
        (-999999999999999, False),
        (1234567890123.25, False),  # 15, with a point
        (1234567890123.456, True),  # 16
        ("622022123456789010", False),
    ],
)
def test_ids_of_more_digits_than_excel_keeps_are_refused(tmp_path: Path, number: Any, refused: bool) -> None:
    path = workbook(tmp_path, data=[["loan_id", "customer_id"], ["L1", number], ["L2", "C"]])
    kept, rejects, _ = staged(path)
    assert len(kept) == 2 - refused
    if refused:
        whole = f"{float(number):.0f}"
        assert rejects == [(1, f"data!B2: {whole}", f'"customer_id": {LONG}; first in data!B2')]


def test_an_amount_may_have_many_digits(tmp_path: Path) -> None:
    """0.1 + 0.2 has 17; with sql nobody knows what a column is for, and whole numbers are taken for ids."""
    path = workbook(tmp_path, data=[["loan_id", "principal"], ["L1", 0.1 + 0.2], ["L2", 1e15]])
    assert [row[0] for row in staged(path)[0]] == ["L1", "L2"]
    kept, rejects, _ = staged(path, sql="select loan_id, principal from source")
    assert [row[0] for row in kept] == ["L1"]
    assert [(record, raw) for record, raw, _ in rejects] == [(2, "data!B3: 1000000000000000")]


def test_what_is_hidden_or_merged_is_said(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, data=[["loan_id", "product", "note"], *([f"L{n}", "p", n] for n in range(4))], aside=[]
    )
    book = openpyxl.load_workbook(path)
    sheet = book["data"]
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[40].hidden = True  # holds nothing
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("B2:B3")
    book["aside"].sheet_state = "veryHidden"
    book.save(path)
    kept, _, said = staged(path)
    assert len(kept) == 4
    assert said == [
        "2 hidden rows were read",
        "hidden columns were read: note",
        "hidden sheets were not read: aside",
        "of merged cells only the first holds the value, the others are empty: B2:B3",
    ]


def test_a_hidden_sheet_that_is_read_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, shown=[["x"], ["y"]], data=[["loan_id"], ["L1"]])
    book = openpyxl.load_workbook(path)
    book["data"].sheet_state = "hidden"
    book.save(path)
    assert staged(path, sheet="data")[2] == ['sheet "data" is hidden and was read']
    assert staged(path, sheet="data", sql="from source")[2] == ['sheet "data" is hidden and was read']


def test_nothing_is_said_of_a_plain_sheet(tmp_path: Path) -> None:
    assert staged(workbook(tmp_path, data=[["loan_id"], ["L1"]]))[1:] == ([], [])


def test_addresses() -> None:
    assert [address(0, n) for n in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        *("A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1", "XFD1")
    ]


def test_what_is_not_seen_in_other_formats_is_said(tmp_path: Path) -> None:
    """An OpenDocument sheet: read, with a remark that errors in it are not told from values."""
    names = "office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    spaces = [
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("table", "text")
    ]
    texts = [
        f"<table:table-cell office:value-type='string'><text:p>{t}</text:p></table:table-cell>" for t in "ab"
    ]
    body = "".join(f"<table:table-row>{text}</table:table-row>" for text in texts)
    content = (
        f"<{names} {' '.join(spaces)}><office:body><office:spreadsheet><table:table table:name='S'>{body}"
    )
    with zipfile.ZipFile(tmp_path / "loans.ods", "w") as archive:
        manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        end = "</table:table></office:spreadsheet></office:body></office:document-content>"
        archive.writestr("content.xml", content + end)
    unseen = "errors and formulas without a result are not seen in this format; in .xlsx they are refused"
    assert staged(tmp_path / "loans.ods") == ([("b", 1)], [], [unseen])


MONTHS = ["month", "account", "amount"]
JANUARY, MARCH = ["2024-01", "revenue", 8095.2], ["2024-03", "revenue", 3027.6]


@pytest.mark.parametrize("sql", ["", "select * from source"])
def test_the_first_row_must_name_the_columns(tmp_path: Path, sql: str) -> None:
    """Rows without names, or with a title above them, as in CSV files; `header` says otherwise."""
    path = workbook(tmp_path, data=[JANUARY, MARCH])
    with pytest.raises(MilepostError, match="looks like data; write header = false"):
        rows(path, sql=sql)
    assert len(rows(path, sql=sql, header=True)) == 1
    assert len(rows(path, sql=sql, header=False)) == 2
    path = workbook(tmp_path, data=[["Revenue by month"], MONTHS, JANUARY, MARCH])
    with pytest.raises(MilepostError, match="fills 1 of the 3 columns below it: a title"):
        rows(path, sql=sql)


@pytest.mark.parametrize("sql", ["", "select * from source"])
def test_cells_beyond_the_named_columns_are_refused(tmp_path: Path, sql: str) -> None:
    """Data moved to the right, a note beside the table, an error there; blanks are nothing."""
    wide = [[None, *JANUARY], [*MARCH, None, "checked"], [*MARCH, "=1/0"], [*MARCH, "#N/A"], [*MARCH, " "]]
    path = workbook(tmp_path, data=[MONTHS, JANUARY, *wide])
    kept, refused, _ = staged(path, table="finance_months", sql=sql)
    assert {row[0] for row in kept} == {"2024-01", "2024-03"}
    assert len(kept) == 2
    assert [(record, raw) for record, raw, _ in refused] == [
        (2, "data!D3: 8095.2"),
        (3, "data!E4: checked"),
        (4, "data!D5: =1/0"),
        (5, "data!D6: #N/A"),
    ]
    assert refused[1][2] == '"column 5": more cells than the header has columns; first in data!E4'


@pytest.mark.parametrize(("cell", "says"), [("#REF!", "an error, #REF!"), ('="am"&"ount"', "not stored")])
@pytest.mark.parametrize("sql", ["", "select * from source"])
def test_names_without_a_value_are_refused(tmp_path: Path, cell: str, says: str, sql: str) -> None:
    """In the header, or in a row of their own above it, which looks blank."""
    sheets: list[list[list[Any]]] = [[[*MONTHS[:2], cell], JANUARY], [[None, None, cell], MONTHS, JANUARY]]
    for content in sheets:
        path = workbook(tmp_path, data=content)
        with pytest.raises(MilepostError, match=f"data!C1, in the header or above it: .*{says}"):
            rows(path, table="finance_months", sql=sql)
