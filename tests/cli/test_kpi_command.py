"""`milepost kpi` as scripts call it: what it prints, what it refuses, and how it exits."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cli.main import main
from cli.publishing import publish
from tests.kit.facts import a_company, some_applications, write_facts
from warehouse.contract.store import Home

AS_OF = datetime(2021, 12, 31, 16)
FIELDS = [
    *("value", "lower", "upper", "interval_method", "n", "events", "units", "unit", "months", "reason"),
    *("snapshot", "definition_version"),
]
YEAR = ("--from", "2021-01", "--to", "2021-11")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(home, a_company(), AS_OF, applications=some_applications(3_000, seed=2))
    publish(home, lambda line: None)
    return home


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["kpi", *arguments])
        return status, *capsys.readouterr()

    return run


def test_json_has_the_fields_scripts_rely_on(run: Run) -> None:
    status, out, _ = run("decided_within_24h", "--by", "month,product", *YEAR, "--format", "json")
    rows = json.loads(out)
    assert status == 0 and len(rows) == 22
    assert all(list(row) == ["kpi", "month", "product", *FIELDS] for row in rows)
    assert {row["month"] for row in rows} == {f"2021-{m:02d}" for m in range(1, 12)}
    assert all(row["lower"] <= row["value"] == row["events"] / row["n"] <= row["upper"] for row in rows)
    assert {(row["unit"], row["reason"], row["kpi"]) for row in rows} == {
        ("fraction", None, "decided_within_24h")
    }


def typed(row: dict[str, object]) -> dict[str, str]:
    return {name: "null" if value is None else type(value).__name__ for name, value in row.items()}


SAID = {
    **dict.fromkeys(("kpi", "interval_method", "unit", "months", "snapshot", "definition_version"), "str"),
    **dict.fromkeys(("value", "lower", "upper"), "float"),
    **dict.fromkeys(("n", "events", "units"), "int"),
    "reason": "null",
}


def test_types_of_a_value_of_one_without_interval_and_of_one_that_cannot_be_said(run: Run) -> None:
    """Durations are minutes: waits of days are thousands. Shares are fractions."""
    _, out, _ = run("approval_time_median", *YEAR, "--format", "json")
    (row,) = json.loads(out)
    assert list(row) == ["kpi", *FIELDS]
    assert typed(row) == SAID
    assert row["unit"] == "minutes" and 1_000 < row["value"] < 10_000
    _, out, _ = run(
        "approval_rate", "--by", "month", "--from", "2021-03", "--to", "2021-03", "--format", "json"
    )
    (row,) = json.loads(out)
    assert list(row) == ["kpi", "month", *FIELDS]
    assert typed(row) == {"month": "str", **SAID}
    assert row["unit"] == "fraction" and 0 < row["value"] < 1
    _, out, _ = run("npl_rate", *YEAR, "--by", "region", "--format", "json")
    (row,) = json.loads(out)
    nothing = dict.fromkeys(("value", "lower", "upper", "interval_method"), "null")
    beside = dict.fromkeys(("npl_rate_same_age", "npl_formation_same_age", "age"), "null")
    assert typed(row) == {"region": "str", **SAID, **nothing, "reason": "str", **beside}
    assert (row["region"], row["reason"]) == ("", "needs table loan_months")


@pytest.mark.parametrize(
    "arguments", [(), ("approval_rate", "--format", "xml"), ("approval_rate", "--weather", "fine")]
)
def test_what_is_no_question_at_all_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


def test_before_anything_is_published_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    assert main(["kpi", "approval_rate", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "milepost publish" in err


def test_csv_and_json_say_the_same(run: Run) -> None:
    asked = ("approval_time_median", "--by", "region", *YEAR)
    _, out, _ = run(*asked, "--format", "json")
    rows = json.loads(out)
    _, out, _ = run(*asked, "--format", "csv")
    for row, text in zip(rows, csv.DictReader(io.StringIO(out)), strict=True):
        assert text == {name: "" if value is None else str(value) for name, value in row.items()}


def test_a_member_that_begins_like_a_formula_is_kept_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A region named =1+1: a spreadsheet would show 2. Numbers below zero stay numbers."""
    rows = some_applications(200, seed=1).assign(region="=1+1")
    write_facts(Home(root=tmp_path), a_company(), AS_OF, applications=rows)
    publish(Home(root=tmp_path), lambda line: None)
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    assert main(["kpi", "approval_rate", "--by", "region", *YEAR, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["region"] == "'=1+1" and float(row["value"]) > 0


def test_young_months_are_named_beside_every_format(run: Run) -> None:
    for form in ("json", "csv", "table"):
        _, out, err = run("approval_rate", "--from", "2021-10", "--to", "2022-02", "--format", form)
        said = out if form == "table" else err
        assert "months: 2021-10 to 2021-12" in said
        assert "left out: 2022-01 to 2022-02 (the cases are not old enough yet)" in said
        assert "counted although not old enough: 2021-12" in said


def test_what_cannot_be_said_is_null_with_its_reason(run: Run) -> None:
    _, out, _ = run("approval_time_median", "--by", "partner,region", *YEAR, "--format", "json")
    (row,) = json.loads(out)
    assert (row["value"], row["lower"], row["n"], row["reason"]) == (None, None, 0, "not kept by region")


def test_a_dimension_asked_for_twice_is_one(run: Run) -> None:
    once = run("approval_rate", "--by", "region", *YEAR, "--format", "csv")
    assert run("approval_rate", "--by", "region,region", "--by", "region", *YEAR, "--format", "csv") == once


def test_members_of_one_dimension_are_either_dimensions_both(run: Run) -> None:
    def cases(*where: str) -> int:
        _, out, _ = run("gave_up_30d", *YEAR, "--format", "json", "--where", *where)
        return int(json.loads(out)[0]["n"])

    assert cases("product=new") + cases("product=used") == cases("product=new", "product=used")
    parts = cases("product=new", "channel=app") + cases("product=new", "channel=dealer")
    assert parts == cases("product=new")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("npl_rat",), "npl_rat: no such KPI"),
        (("approval_rate", "--by", "planet"), "planet: no such dimension"),
        (("approval_rate", "--where", "planet=Mars"), "planet: no such dimension"),
        (("approval_rate", "--where", "region"), "--where region: write it as DIM=MEMBER"),
        (("approval_rate", "--where", "region=R99"), "--where region=R99: no such member"),
        (("approval_rate", "--where", "month=2021-03"), "--from and --to"),
        (("approval_rate", "--from", "2021-03"), "give both"),
        (("approval_rate", "--from", "2021-3", "--to", "2021-04"), "--from/--to 2021-3: a month such as"),
        (("approval_rate", "--from", "2021-04", "--to", "2021-03"), "the first month comes after the last"),
        (("approval_rate", "--as-of", "20200101-0000000000"), "no such snapshot"),
    ],
)
def test_what_is_asked_wrongly_is_one_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1 and err.startswith("milepost: ") and said in err
