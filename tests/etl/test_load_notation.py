"""Files without a header, and numbers that are not written as ours are: settings of a source, and what they refuse."""

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from etl.sources import read_company
from tests.kit.loading import COMPANY, facts, quarantine, run
from warehouse.contract.errors import MilepostError

MONTHS = '[[source]]\ntable = "finance_months"\nfile = "f.csv"\nreject_limit = 1.0\n'


def amounts(folder: Path, setting: str, texts: list[str]) -> dict[str, str | None]:
    """Text → the amount that was loaded, or None where it was refused as no number."""
    rows = "".join(f"2024-01;revenue;{text};u{n}\n" for n, text in enumerate(texts))
    report = run(folder, MONTHS + setting, {"f.csv": f"month;account;amount;unit\n{rows}"})
    assert report.stopped == ""
    taken = dict(facts(folder, "select unit, amount::varchar from finance_months"))
    refused = quarantine(folder, "select raw, code, reason from rejects")
    assert {raw for raw, _, _ in refused} == {t for n, t in enumerate(texts) if f"u{n}" not in taken}
    assert all(
        code == "not_a_number" and "decimal, thousands and percent" in said for _, code, said in refused
    )
    return {text: taken.get(f"u{n}") for n, text in enumerate(texts)}


@pytest.mark.parametrize("sql", ["", "sql = 'select month, account, amount, unit from source'\n"])
def test_comma_and_points(tmp_path: Path, sql: str) -> None:
    expected = {
        "1.234,56": "1234.56",
        "-1.234.567": "-1234567.00",
        "12,5": "12.50",
        " 7 ": "7.00",
        "1234,5": "1234.50",
        "1,234.56": None,
        "1.23": None,
        "12.34,5": None,
        "1.2345": None,
        "1234.567": None,
        "1..234": None,
        "1,2,3": None,
    }
    assert amounts(tmp_path, sql + 'decimal = ","\nthousands = "."\n', list(expected)) == expected


def test_comma_alone_takes_no_points(tmp_path: Path) -> None:
    """1.234 could be a thousand or one and a bit: refused."""
    expected = {"12,5": "12.50", "1.234": None, "1.5": None, "3": "3.00"}
    assert amounts(tmp_path, 'decimal = ","\n', list(expected)) == expected


@pytest.mark.parametrize(("sign", "other"), [(",", "."), (" ", "\u00a0"), (" ", "\u202f"), ("'", "\u2019")])
def test_other_thousands(tmp_path: Path, sign: str, other: str) -> None:
    written = other if other != "." else sign
    expected = {f"1{written}234.5": "1234.50", "999": "999.00", f"12{written}34": None, f"1{written}23": None}
    assert amounts(tmp_path, f'thousands = "{sign}"\n', list(expected)) == expected


def test_without_settings_nothing_is_guessed(tmp_path: Path) -> None:
    expected = {"1,234": None, "1 234": None, "12,5": None, "5%": None, "12.5": "12.50"}
    assert amounts(tmp_path, "", list(expected)) == expected


def test_what_sql_computes_is_in_our_notation(tmp_path: Path) -> None:
    """1.234 by sql is a number and no text: the thousands of the source do not touch it, and it is rounded."""
    sql = "sql = 'select month, account, 1.234::double as amount, unit from source'\n"
    assert amounts(tmp_path, sql + 'decimal = ","\nthousands = "."\n', ["9"]) == {"9": "1.23"}
    assert amounts(tmp_path, sql, ["9"]) == {"9": "1.23"}


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ('decimal = ","\nthousands = "."\n', "1,234"),
        ('decimal = ","\n', "1,234"),
        ('decimal = "."\n', "1.234"),
        ('thousands = ","\n', "1.234"),
    ],
)
def test_three_decimals_of_a_stated_notation_are_rounded_and_counted(
    tmp_path: Path, setting: str, text: str
) -> None:
    """Which sign is which is said, so 1.234 is no thousand; without a word it may be one and is refused."""
    file = {"f.csv": f"month;account;amount\n2024-01;revenue;{text}\n"}
    report = run(tmp_path, MONTHS + setting, file)
    assert (report.stopped, report.files[0].rounded) == ("", (("amount", 1),))
    assert facts(tmp_path, "select amount::varchar from finance_months") == [("1.23",)]


@pytest.mark.parametrize("text", ["1.234", "15.000", "12.500", "9.990", "+1.000", "-120.000", " 7.010 "])
def test_three_decimals_without_a_word_of_their_notation_are_refused(tmp_path: Path, text: str) -> None:
    """Fifteen thousand or fifteen: whatever the last digit is."""
    run(tmp_path, MONTHS, {"f.csv": f"month;account;amount\n2024-01;revenue;{text}\n"})
    assert quarantine(tmp_path, "select raw, code from rejects") == [(text, "inexact")]


def test_what_cannot_be_thousands_is_no_doubt(tmp_path: Path) -> None:
    """Other than three decimals, or more than three digits before them; a rate has six decimals and takes three."""
    expected = {
        "0.500": "0.50",
        "15.0": "15.00",
        "15.0000": "15.00",
        "1500.500": "1500.50",
        "15000": "15000.00",
    }
    assert amounts(tmp_path, "", list(expected)) == expected
    (tmp_path / "rates").mkdir()
    assert rates(tmp_path / "rates", "", ["0.125", "0.120"]) == {"0.125": "0.125000", "0.120": "0.120000"}


@pytest.mark.parametrize(("setting", "days"), [("", None), ('decimal = "."\n', 1)])
def test_whole_numbers_with_three_decimals(tmp_path: Path, setting: str, days: int | None) -> None:
    source = '[[source]]\ntable = "loan_months"\nfile = "f.csv"\nreject_limit = 1.0\n' + setting
    rows = "L1,2024-01-31,10,1.000\nL2,2024-01-31,10,2\n"
    run(tmp_path, source, {"f.csv": f"loan_id,month_end,balance,days_past_due\n{rows}"})
    found = facts(tmp_path, "select days_past_due from loan_months order by 1")
    assert found == ([(2,)] if days is None else [(days,), (2,)])


@pytest.mark.parametrize(
    ("file", "setting", "kept"),
    [
        ("f.parquet", "", ["1.23", "12.35"]),
        ("f.parquet", "sql = 'from source'\n", ["1.23", "12.35"]),
        ("f.xlsx", "", ["1.23", "12.35"]),
        ("text.parquet", "", []),
        ("text.xlsx", "", []),
    ],
)
def test_numbers_with_a_type_are_rounded_and_texts_refused(
    tmp_path: Path, file: str, setting: str, kept: list[str]
) -> None:
    """1.234 and 12.3451 in cells that are numbers, or the same as text: 1.234 then may be a thousand."""
    values: list[Any] = [1.234, 12.3451]
    if file.startswith("text"):
        values = ["1.234", "12.345"]
    rows = pd.DataFrame({"month": ["2024-01", "2024-02"], "account": "revenue", "amount": values})
    rows.to_parquet(tmp_path / file) if "parquet" in file else rows.to_excel(tmp_path / file, index=False)
    report = run(tmp_path, MONTHS.replace("f.csv", file) + setting)
    assert report.stopped == ""
    taken = facts(tmp_path, "select amount::varchar from finance_months order by month")
    assert [amount for (amount,) in taken] == kept
    assert report.files[0].rounded == ((("amount", 2),) if kept else ())


LOANS = "loan_id;customer_id;product;channel;region;disbursed_on;principal;annual_rate;term_months\n"
LOAN = '[[source]]\ntable = "loans"\nfile = "l.csv"\nreject_limit = 1.0\n'


def rates(folder: Path, setting: str, texts: list[str]) -> dict[str, str | None]:
    rows = "".join(f"L{n};C;new;app;r1;2023-12-05;1000;{text};36\n" for n, text in enumerate(texts))
    report = run(folder, LOAN + setting, {"l.csv": LOANS + rows})
    assert report.stopped == ""
    refused = {record - 1 for (record,) in quarantine(folder, "select record from rejects")}
    taken = iter(facts(folder, "select annual_rate::varchar from loans order by loan_id"))
    return {text: None if n in refused else next(taken)[0] for n, text in enumerate(texts)}


def test_percent(tmp_path: Path) -> None:
    """A number in percent divided by 100: 14.07 is 0.1407, whether the sign stands behind it or not."""
    expected = {
        "14.07": "0.140700",
        "14.07%": "0.140700",
        "14.07 %": "0.140700",
        "5％": "0.050000",
        "0": "0.000000",
        "-1.5": "-0.015000",
        "5%%": None,
        "%": None,
        " ％": None,
        "1_4": None,
        "x": None,
        "14.070001": "0.140700",  # 0.14070001: six decimals are kept, more are rounded
    }
    assert rates(tmp_path, 'percent = ["annual_rate"]\n', list(expected)) == expected


def test_percent_with_a_comma_and_by_sql(tmp_path: Path) -> None:
    setting = 'percent = ["annual_rate"]\ndecimal = ","\n'
    assert rates(tmp_path, setting, ["14,07", "14,07%", "14.07"])["14,07%"] == "0.140700"
    (tmp_path / "sql").mkdir()
    sql = """sql = 'select * replace (replace(annual_rate, ",", ".")::double as annual_rate) from source'\n"""
    sql = (
        sql.replace('","', "','")
        .replace('"."', "'.'")
        .replace("sql = '", 'sql = "')
        .replace("source'", 'source"')
    )
    assert rates(tmp_path / "sql", setting + sql, ["14,07"]) == {"14,07": "0.140700"}


def test_mapped_words_are_no_percentages(tmp_path: Path) -> None:
    setting = 'percent = ["annual_rate"]\nvalues = { annual_rate = { "staff" = "0.05" } }\n'
    assert rates(tmp_path, setting, ["staff", "5"]) == {"staff": "0.050000", "5": "0.050000"}


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ('decimal = ";"', 'decimal = ";" must be "." or ","'),
        ('thousands = "_"', 'thousands = "_" must be one of ",", ".", " ", "\'"'),
        ('thousands = "."', 'decimal and thousands are both "."; write decimal = ","'),
        ('thousands = ","\ndecimal = ","', 'decimal and thousands are both ","; write decimal = "."'),
        ('percent = ["rate"]', "percent: loans has no column rate"),
        ('percent = ["product"]', "percent: only numbers can be in percent, product is a code"),
        ('percent = "annual_rate"', "percent must be a list of columns"),
        ('header = "no"', 'header = "no" must be true or false'),
        ("header = 0", "header = 0 must be true or false"),
        ("header = 1", "header = 1 must be true or false"),
        *(
            (
                f'database = "postgresql://u@h/d"\nsql = "select 1"\n{setting}',
                f"{setting.split()[0]} is for files",
            )
            for setting in (
                "header = true",
                'decimal = "."',
                'thousands = ","',
                'sheet = "x"',
                'encoding = "utf-8"',
            )
        ),
    ],
)
def test_wrong_settings_are_told_in_one_line(tmp_path: Path, setting: str, says: str) -> None:
    entry = LOAN.replace('file = "l.csv"\n', "") if setting.startswith("database") else LOAN
    (tmp_path / "company.toml").write_text(COMPANY + entry + setting + "\n")
    with pytest.raises(MilepostError) as error:
        read_company(tmp_path / "company.toml")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


BARE = "2024-01\trevenue\t8095.20\n2024-02\trevenue\t3027.60\n"
BY_PLACE = 'columns = { month = "column1", account = "column2", amount = "column3" }\n'
BY_SQL = 'sql = "select column1 as month, column2 as account, column3 as amount from source"\n'


@pytest.mark.parametrize("mapped", [BY_PLACE, BY_SQL])
@pytest.mark.parametrize(
    "text", [BARE, "\ufeff" + BARE, '"2024-01"\trevenue\t8095.20\n2024-02\trevenue\t"3027.60"']
)
def test_columns_by_place(tmp_path: Path, mapped: str, text: str) -> None:
    report = run(tmp_path, MONTHS + "header = false\n" + mapped, {"f.csv": text})
    assert (report.stopped, report.files[0].loaded) == ("", 2)
    assert facts(tmp_path, "select amount::varchar from finance_months order by month") == [
        ("8095.20",),
        ("3027.60",),
    ]


def test_columns_of_a_workbook_by_place(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["2024-01", "revenue", 8095.2], ["2024-02", "revenue", 3027.6]):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    source = MONTHS.replace("f.csv", "f.xlsx") + "header = false\n" + BY_PLACE
    assert run(tmp_path, source).files[0].loaded == 2


def test_data_is_not_taken_for_names(tmp_path: Path) -> None:
    """By sql the first row would be lost without a word: its cells are names like any others."""
    sql = """sql = 'select "2024-01" as month, "revenue" as account, "8095.20" as amount from source'\n"""
    report = run(tmp_path, MONTHS + sql, {"f.csv": BARE})
    assert "the first line looks like data; write header = false" in report.stopped
    report = run(tmp_path, MONTHS + "header = true\n" + sql, {"f.csv": BARE})
    assert (report.stopped, report.files[0].loaded) == ("", 1), "whoever says so has names like these"


def test_years_as_names_of_columns_are_names(tmp_path: Path) -> None:
    sql = """sql = 'from (unpivot source on "2024-01", "2024-02" into name month value amount)'\n"""
    report = run(
        tmp_path, MONTHS + sql, {"f.csv": "account,2024-01,2024-02\nrevenue,5,6\nfunding_cost,7,8\n"}
    )
    assert (report.stopped, report.files[0].loaded) == ("", 4)


def test_words_without_names_are_told_of_the_setting(tmp_path: Path) -> None:
    report = run(
        tmp_path, '[[source]]\ntable = "partners"\nfile = "f.csv"\n', {"f.csv": "P1,a,bank\nP2,b,bank\n"}
    )
    assert "write header = false" in report.stopped


@pytest.mark.parametrize("title", ["Revenue by month\n", "Revenue by month,,\n", "\nRevenue by month,2024\n"])
def test_a_title_above_the_names(tmp_path: Path, title: str) -> None:
    text = title + "month,account,amount\n2024-01,revenue,5\n2024-02,revenue,6\n"
    report = run(tmp_path, MONTHS, {"f.csv": text})
    assert "of the 3 columns below it: a title? Take away what stands above" in report.stopped
