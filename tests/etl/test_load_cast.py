"""Every kind of text but days and times: what it becomes, or why it is refused."""

from pathlib import Path

import pytest

from tests.kit.casts import check
from tests.kit.loading import run

MONTHS = "loan_id,month_end,balance,days_past_due"


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
