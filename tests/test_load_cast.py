"""Every kind of text: what it becomes, or why it is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.loading import facts, quarantine, run

Cases = Sequence[tuple[str, str | None]]


def check(folder: Path, table: str, header: str, row: str, cases: Cases, setting: str = "") -> None:
    """Load one row per case, `row` with its number and text, and compare the last column of `header`.

    Expected is the value as text, or "! " and the reason code.
    """
    rows = "".join(row.format(number, text) + "\n" for number, (text, _) in enumerate(cases, 1))
    report = run(
        folder,
        f'[[source]]\ntable = "{table}"\nfile = "x.csv"\nreject_limit = 1.0\n{setting}',
        {"x.csv": f"{header}\n{rows}"},
    )
    assert report.stopped == ""
    key, column = header.split(",", maxsplit=1)[0], header.rsplit(",", maxsplit=1)[-1]
    # Ids and days follow the order of the file, so do the values that were taken.
    taken = iter(facts(folder, f"select {column}::varchar from {table} order by {key}"))
    refused = {
        record: (code, wrong)
        for record, code, wrong in quarantine(folder, "select record, code, column_name from rejects")
    }
    found = []
    for number, (text, _) in enumerate(cases, 1):
        code, wrong = refused.get(number, ("", column))
        assert wrong == column
        found.append((text, f"! {code}" if code else next(taken)[0]))
    assert found == list(cases)


MONTHS = "loan_id,month_end,balance,days_past_due"
EVENTS = "application_id,activity,started_at"


def test_money(tmp_path: Path) -> None:
    cases = [
        ("12.34", "12.34"),
        ("12.3400", "12.34"),
        ("-5", "-5.00"),
        (" 7 ", "7.00"),
        ("1e3", "1000.00"),
        ("12.340000000000001", "12.34"),  # the noise of a double, not a third decimal
        ("99999999999999.99", "99999999999999.99"),
        ("12.345", "! inexact"),
        ("0.001", "! inexact"),
        ("1e-3", "! inexact"),
        ("1_000", "! inexact"),
        ("1_000.5", "! inexact"),
        ("1,000.00", "! not_a_number"),
        ("1 000", "! not_a_number"),
        ("¥12", "! not_a_number"),
        ("5%", "! not_a_number"),
        ("nan", "! not_a_number"),
        ("1e20", "! not_a_number"),
        ("NA", "! not_a_number"),
        ("", None),
        ("   ", None),
    ]
    check(tmp_path, "loan_months", MONTHS + ",fee_income", 'L{},2024-01-31,1,0,"{}"', cases)


def test_whole_numbers(tmp_path: Path) -> None:
    cases = [
        ("31", "31"),
        ("31.0", "31"),
        ("31.5", "! inexact"),
        (".5", "! inexact"),
        ("0x10", "! inexact"),
        ("1_4", "! inexact"),
        ("-1", "! out_of_bounds"),
        ("3000000000", "! not_a_number"),
        ("", "! missing"),
    ]
    check(tmp_path, "loan_months", MONTHS, "L{},2024-01-31,1,{}", cases)


def test_dates(tmp_path: Path) -> None:
    cases = [
        ("2024-01-31", "2024-01-31"),
        ("2024/1/31", "2024-01-31"),  # year first leaves nothing to guess
        ("2024-01-31T00:00:00", "2024-01-31"),
        ("31/01/2024", "! not_a_date"),
        ("01-31-2024", "! not_a_date"),
        ("2024-02-30", "! not_a_date"),
        ("infinity", "! not_a_date"),
        ("45322", "! not_a_date"),
        ("1899-12-31", "! implausible"),
        ("2999-12-31", "! in_the_future"),
        ("", "! missing"),
    ]
    check(tmp_path, "customers", "customer_id,joined_on", "C{},{}", cases)


def test_dates_of_a_stated_format(tmp_path: Path) -> None:
    cases = [("31/01/2024", "2024-01-31"), (" 31/01/2024", "2024-01-31"), ("2024-01-31", "! not_a_date")]
    setting = 'formats = { joined_on = "%d/%m/%Y" }'
    check(tmp_path, "customers", "customer_id,joined_on", "C{},{}", cases, setting)


def test_months(tmp_path: Path) -> None:
    cases = [
        ("2024-03", "2024-03-01"),
        ("2024/03", "2024-03-01"),
        ("2024-03-31", "2024-03-01"),
        ("202403", "! not_a_month"),
        ("2024-13", "! not_a_month"),
    ]
    header = "initiative_id,name,lever,status,units_chosen_from"
    check(tmp_path, "initiatives", header, "I{},n,ai,planned,{}", cases)
    setting = 'formats = { units_chosen_from = "%Y%m" }'
    (tmp_path / "own").mkdir()
    check(tmp_path / "own", "initiatives", header, "I{},n,ai,planned,{}", [("202403", "2024-03-01")], setting)


def test_times_without_offset_are_local(tmp_path: Path) -> None:
    """Shanghai is UTC+8."""
    cases = [
        ("2024-01-05 10:00:00", "2024-01-05 02:00:00"),
        ("2024-01-05T10:00", "2024-01-05 02:00:00"),
        ("2024-01-05", "2024-01-04 16:00:00"),
        ("2024-01-05T10:00:00+01:00", "2024-01-05 09:00:00"),
        ("2024-01-05T10:00:00Z", "2024-01-05 10:00:00"),
        ("2024-01-05 10:00:00.125", "2024-01-05 02:00:00.125"),
        ("05.01.2024 10:00", "! not_a_timestamp"),
        ("2024-01-05 25:00", "! not_a_timestamp"),
        ("2999-01-01 00:00", "! in_the_future"),
    ]
    check(tmp_path, "application_events", EVENTS, "A{},check,{}", cases)


def test_times_of_another_zone(tmp_path: Path) -> None:
    """New York is UTC-5 in January and UTC-4 in July."""
    cases = [
        ("2024-01-05 10:00:00", "2024-01-05 15:00:00"),
        ("2024-07-05 10:00:00", "2024-07-05 14:00:00"),
        ("2024-01-05T10:00:00Z", "2024-01-05 10:00:00"),
    ]
    check(
        tmp_path,
        "application_events",
        EVENTS,
        "A{},check,{}",
        cases,
        'timezone = "America/New_York"',
    )


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%d.%m.%Y %H:%M", "05.01.2024 10:00", "2024-01-05 02:00:00"),
        ("%d.%m.%Y %H:%M %z", "05.01.2024 10:00 +0100", "2024-01-05 09:00:00"),
    ],
)
def test_times_of_a_stated_format(tmp_path: Path, form: str, text: str, expected: str) -> None:
    cases = [(text, expected), ("2024-01-05 10:00", "! not_a_timestamp")]
    check(
        tmp_path,
        "application_events",
        EVENTS,
        "A{},check,{}",
        cases,
        f'formats = {{ started_at = "{form}" }}',
    )


def test_yes_and_no(tmp_path: Path) -> None:
    cases: list[tuple[str, str | None]] = [
        *[(text, "true") for text in ("1", "true", "TRUE", "Yes", "是", " yes ")],
        *[(text, "false") for text in ("0", "false", "no", "否")],
        ("2", "! not_a_boolean"),
        ("ja", "! not_a_boolean"),
        ("", None),
    ]
    check(tmp_path, "loan_months", MONTHS + ",restructured", "L{},2024-01-31,1,0,{}", cases)


def test_words_of_a_list(tmp_path: Path) -> None:
    cases = [
        ("normal", "normal"),
        (" normal\u3000", "normal"),
        ("正常", "normal"),
        (" 正常 ", "normal"),
        ("NA", None),
        ("关注", "! not_allowed"),
        ("Normal", "! not_allowed"),
    ]
    setting = 'values = { classification = { "正常" = "normal", "NA" = "" } }'
    check(tmp_path, "loan_months", MONTHS + ",classification", "L{},2024-01-31,1,0,{}", cases, setting)


def test_codes_are_short_ascii(tmp_path: Path) -> None:
    cases = [
        ("CN-11", "CN-11"),
        ("北京", "! not_a_code"),
        ("New York", "! not_a_code"),
        ("x" * 65, "! not_a_code"),
    ]
    check(tmp_path, "customers", "customer_id,joined_on,region", "C{},2024-01-31,{}", cases)


def test_a_format_for_a_number_is_a_mistake(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        '[[source]]\ntable = "customers"\nfile = "x.csv"\nformats = { acquisition_cost = "%d" }\n',
        {"x.csv": "customer_id,joined_on\nC1,2024-01-31\n"},
    )
    assert report.stopped == (
        "customers: formats.acquisition_cost: only dates and times have a format, "
        "acquisition_cost is a money; use sql"
    )


def test_an_unknown_format_sign_is_named(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        '[[source]]\ntable = "customers"\nfile = "x.csv"\nformats = { joined_on = "%Q" }\n',
        {"x.csv": "customer_id,joined_on\nC1,2024-01-31\n"},
    )
    assert report.stopped.startswith("customers: x.csv: ")
    assert "%Q" in report.stopped
    assert "\n" not in report.stopped
