"""Every kind of text: what it becomes, or why it is refused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.loading import facts, quarantine, run

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
        ("33.333333", "33.33"),  # a quotient, rounded half away from zero
        ("-0.12500", "-0.13"),
        ("1e-3", "0.00"),
        ("12.345", "! inexact"),  # may be twelve thousand and some
        ("-0.001", "0.00"),  # no thousands begin with a nought
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
    check(
        tmp_path,
        table="loan_months",
        header=MONTHS + ",classification",
        row="L{},2024-01-31,1,0,{}",
        cases=cases,
        setting=setting,
    )


def test_codes_are_short_words_of_any_script(tmp_path: Path) -> None:
    cases = [
        ("CN-11", "CN-11"),
        ("四川", "四川"),
        (" 四川\u3000", "四川"),
        ("四川\u00a0", "四川"),  # the blank that web pages and sheets leave behind
        ("New York", "New York"),
        ("O'Higgins; drop", "O'Higgins; drop"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the non-joiner is part of Persian words
        ("四" * 64, "四" * 64),
        ("x" * 65, "! not_a_code"),
        ("\u2003四川", "! not_a_code"),
        ("四\u200b川", "! not_a_code"),  # looks like another member and is none
        ("四\u202e川", "! not_a_code"),
        ("四\x07川", "! not_a_code"),
    ]
    check(tmp_path, "customers", "customer_id,joined_on,region", "C{},2024-01-31,{}", cases)


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("partners", "kind,name,partner_id", "bank,n,P{}{}"),  # a name kept as delivered
        ("partners", "partner_id,kind,name", "P{},bank,{}"),  # free words
        ("partners", "partner_id,name,kind", "P{},n,{}"),  # one of a list
        ("partners", "partner_id,name,kind,tier", "P{},n,bank,{}"),  # a code
        ("customers", "joined_on,customer_id", "2024-01-31,C{}{}"),  # a keyed id
    ],
)
def test_nul_signs_are_refused(tmp_path: Path, table: str, header: str, row: str) -> None:
    """A text file holds none, but what SQL or Parquet hands over may."""
    column = header.rsplit(",", maxsplit=1)[-1]
    nul = f"sql = \"select * replace (replace({column}, '@', chr(0)) as {column}) from source\"\n"
    check(
        tmp_path, table=table, header=header, row=row, cases=[("bank@", "! nul"), ("@", "! nul")], setting=nul
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


def test_times_that_no_clock_of_a_zone_on_utc_showed(tmp_path: Path) -> None:
    """London's winter time is UTC itself: 01:30 moved on is 01:30 in UTC."""
    cases = [("2024-03-31 01:30", "! never_was"), ("2024-03-31 00:30", "2024-03-31 00:30:00")]
    check(
        tmp_path,
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting='timezone = "Europe/London"\n',
    )


def test_a_day_that_began_an_hour_late_is_a_day(tmp_path: Path) -> None:
    """São Paulo's 15 October 2017 began at 01:00, three hours behind UTC before the change and two after."""
    cases = [("2017-10-15", "2017-10-15 03:00:00"), ("2017-10-15 00:30", "! never_was")]
    check(
        tmp_path,
        table="application_events",
        header=EVENTS,
        row="A{},check,{}",
        cases=cases,
        setting='timezone = "America/Sao_Paulo"\n',
    )


@pytest.mark.parametrize(
    ("table", "header", "row", "fits", "not_fits"),
    [
        (
            "loans",
            "loan_id,customer_id,product,channel,region,disbursed_on,principal,annual_rate",
            "L{},C1,new,app,r,2024-01-05,1,{}",
            ["0.1407", "0", "-0.005", "1"],
            ["14.07", "1.01", "-5"],
        ),
        (
            "partner_terms",
            "partner_id,valid_from,risk_share",
            "P{},2024-01-01,{}",
            ["0", "1"],
            ["30", "-0.1"],
        ),
        (
            "incidents",
            "incident_id,kind,started_at,impact",
            "I{},security,2024-01-05,{}",
            ["0.5"],
            ["50", "-1"],
        ),
        (
            "initiative_goals",
            "initiative_id,kpi,expected_change",
            "i{},npl_rate,{}",
            ["-0.3", "1.5"],
            ["-30", "15"],
        ),
    ],
)
def test_rates_that_are_percentages(
    tmp_path: Path, table: str, header: str, row: str, fits: list[str], not_fits: list[str]
) -> None:
    cases = [(text, f"{float(text):.6f}") for text in fits] + [(text, "! out_of_bounds") for text in not_fits]
    check(tmp_path, table, header, row, cases)


@pytest.mark.parametrize(
    ("table", "header", "row", "unknown", "says"),
    [
        ("targets", "valid_from,value,kpi", "2024-01-{:02},1,{}", "nlp_rate", "a KPI of docs/kpis.md"),
        ("initiative_goals", "initiative_id,kpi", "i{},{}", "nlp_rate", "a KPI of docs/kpis.md"),
        ("events", "occurred_on,kind,label_en,kpi", "2024-01-{:02},policy,rule,{}", "nlp_rate", "a KPI of"),
        ("targets", "kpi,valid_from,value,dimension", "npl_rate,2024-01-{:02},1,{}", "regoin", "region"),
    ],
)
def test_kpis_and_dimensions_that_nobody_knows_are_refused(
    tmp_path: Path, table: str, header: str, row: str, unknown: str, says: str
) -> None:
    known = header.rsplit(",", maxsplit=1)[-1].replace("kpi", "npl_rate").replace("dimension", "region")
    check(tmp_path, table, header, row, [(known, known), (unknown, "! out_of_bounds")])
    source = f'[[source]]\ntable = "{table}"\nfile = "y.csv"\n'
    stopped = run(tmp_path, source, {"y.csv": f"{header}\n{row.format(1, unknown)}\n"}).stopped
    assert "1 of 1 rows" in stopped and says in stopped and "\n" not in stopped


def test_month_ends_are_the_last_day_of_their_month(tmp_path: Path) -> None:
    cases = [
        ("2024-02-28", "! out_of_bounds"),  # a leap year
        ("2024-02-29", "2024-02-29"),
        ("2023-02-28", "2023-02-28"),
        ("2024-04-01", "! out_of_bounds"),
    ]
    check(tmp_path, "loan_months", "balance,loan_id,days_past_due,month_end", "1,L{},0,{}", cases)


def test_scores_lie_on_their_scale(tmp_path: Path) -> None:
    """Where scale_min is empty, nps begins at 0 and the others at 1."""
    header = "survey_id,answered_at,kind,scale_min,scale_max,score"
    for number, (kind, lowest, highest, fits, not_fits) in enumerate(
        [
            ("nps", "0", "10", ("0", "10"), ("11", "-1")),
            ("nps", "", "10", ("0", "9.5"), ("10.1",)),
            ("csat", "", "5", ("1", "5"), ("0", "6")),
            ("csat", "0", "4", ("0", "4"), ("5",)),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        cases = [(text, f"{float(text):.4f}") for text in fits] + [
            (text, "! out_of_bounds") for text in not_fits
        ]
        check(folder, "surveys", header, f"S{{}},2024-03-06 10:00,{kind},{lowest},{highest},{{}}", cases)


def test_scales_have_a_length(tmp_path: Path) -> None:
    cases = [("10", "10"), ("1", "! out_of_bounds"), ("0", "! out_of_bounds")]
    check(tmp_path, "surveys", "survey_id,kind,scale_min,scale_max", "S{},ces,1,{}", cases)
    (tmp_path / "own").mkdir()
    check(tmp_path / "own", "surveys", "survey_id,kind,scale_max", "S{},ces,{}", cases)


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
