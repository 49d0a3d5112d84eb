"""Days, months and times: how they may be written, in which zone they are meant, and which nobody can mean."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.casts import check
from tests.kit.loading import run

EVENTS = "application_id,activity,started_at"


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
        ("1900-01-01", "1900-01-01"),
        ("0024-01-31", "! implausible"),
        ("2999-12-31", "! in_the_future"),
        ("", "! missing"),
    ]
    check(tmp_path, "customers", "customer_id,joined_on", "C{},{}", cases)


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("service_contacts", "contact_id,channel,handled_by,opened_at,due_on", "C{},app,bot,2024-01-01,{}"),
        ("partner_terms", "partner_id,valid_from,review_due_on", "P{},2024-01-01,{}"),
        ("targets", "kpi,valid_from,value,valid_to", "npl_rate,2024-01-{:02},1,{}"),
        ("rollouts", "initiative_id,unit_kind,unit,live_on", "i{},region,r,{}"),
    ],
)
def test_years_of_days_to_come(tmp_path: Path, table: str, header: str, row: str) -> None:
    """What may lie in the future may not lie beyond 2200."""
    cases = [
        ("2200-12-31", "2200-12-31"),
        ("2201-01-01", "! implausible"),
        ("9999-12-31", "! implausible"),
        ("12024-01-31", "! implausible"),
        ("0224-01-31", "! implausible"),
    ]
    check(tmp_path, table, header, row, cases)


def test_years_of_months(tmp_path: Path) -> None:
    cases = [("2024-03", "2024-03-01"), ("2201-01", "! implausible"), ("1899-12", "! implausible")]
    check(tmp_path, "finance_months", "account,amount,month", "revenue,{},{}", cases)


def test_dates_of_a_stated_format(tmp_path: Path) -> None:
    cases = [("31/01/2024", "2024-01-31"), (" 31/01/2024", "2024-01-31"), ("2024-01-31", "! not_a_date")]
    setting = 'formats = { joined_on = "%d/%m/%Y" }'
    check(
        tmp_path,
        table="customers",
        header="customer_id,joined_on",
        row="C{},{}",
        cases=cases,
        setting=setting,
    )


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
    check(
        tmp_path / "own",
        table="initiatives",
        header=header,
        row="I{},n,ai,planned,{}",
        cases=[("202403", "2024-03-01")],
        setting=setting,
    )


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
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting='timezone = "America/New_York"',
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
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting=f'formats = {{ started_at = "{form}" }}',
    )


def test_times_that_no_clock_showed(tmp_path: Path) -> None:
    """Berlin's clocks went from 02:00 to 03:00 on 31 March 2024 and from 03:00 back to 02:00 on 27 October."""
    cases = [
        ("2024-03-31 01:59:59", "2024-03-31 00:59:59"),
        ("2024-03-31 02:00", "! never_was"),
        ("2024-03-31T02:30:00.5", "! never_was"),
        (" 2024-03-31 02:59:59 ", "! never_was"),
        ("2024-03-31 03:00", "2024-03-31 01:00:00"),
        ("2024-03-31T02:30:00Z", "2024-03-31 02:30:00"),
        ("2024-03-31 02:30+00:00", "2024-03-31 02:30:00"),
        ("2024-03-31 02:30:00-05", "2024-03-31 07:30:00"),
        ("2024-10-27 02:30", "2024-10-27 01:30:00"),  # shown twice: the later one is meant
        ("2024-10-27 02:30+02:00", "2024-10-27 00:30:00"),
    ]
    zone = 'timezone = "Europe/Berlin"\n'
    check(tmp_path, table="application_events", header=EVENTS, row="A{},check,{}", cases=cases, setting=zone)
    stated = [("31.03.2024 02:30", "! never_was"), ("31.03.2024 03:30", "2024-03-31 01:30:00")]
    (tmp_path / "own").mkdir()
    form = 'formats = { started_at = "%d.%m.%Y %H:%M" }\n'
    check(
        tmp_path / "own",
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=stated,
        setting=zone + form,
    )


def test_a_time_says_its_offset_in_numbers(tmp_path: Path) -> None:
    """A zone by its name would move a time that its clocks never showed; no place is 99 hours from Greenwich."""
    refused = ["02:30:00 Europe/Berlin", "12:00 CET", "12:00+99", "12:00:00 -15:00", "12:00 PST8PDT"]
    cases = [(f"2024-03-31 {time}", "! not_a_timestamp") for time in refused]
    for time, moment in (("12:00 UTC", 12), ("12:00+14:00", -2), ("12:00:00-09:30", 21.5), ("12:00Z", 12)):
        at = datetime(2024, 3, 31) + timedelta(hours=moment)
        cases.append((f"2024-03-31 {time}", f"{at}"))
    check(
        tmp_path,
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting='timezone = "Europe/Berlin"\n',
    )


@pytest.mark.parametrize(
    ("zone", "cases"),
    [
        # London's winter time is UTC itself: 01:30 moved on is 01:30 in UTC.
        ("Europe/London", [("2024-03-31 01:30", "! never_was"), ("2024-03-31 00:30", "2024-03-31 00:30:00")]),
        # São Paulo's 15 October 2017 began at 01:00, three hours behind UTC before the change and two after.
        ("America/Sao_Paulo", [("2017-10-15", "2017-10-15 03:00:00"), ("2017-10-15 00:30", "! never_was")]),
    ],
)
def test_times_that_no_clock_of_a_zone_showed(
    tmp_path: Path, zone: str, cases: list[tuple[str, str]]
) -> None:
    check(
        tmp_path,
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting=f'timezone = "{zone}"\n',
    )


def test_month_ends_are_the_last_day_of_their_month(tmp_path: Path) -> None:
    cases = [
        ("2024-02-28", "! out_of_bounds"),  # a leap year
        ("2024-02-29", "2024-02-29"),
        ("2023-02-28", "2023-02-28"),
        ("2024-04-01", "! out_of_bounds"),
    ]
    check(tmp_path, "loan_months", "balance,loan_id,days_past_due,month_end", "1,L{},0,{}", cases)


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
