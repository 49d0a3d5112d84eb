"""`milepost compare`: JSON with stable keys, a table, and errors in one line."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from cli.main import main
from cli.publishing import publish
from cli.value_rows import change_rows
from tests.kit.facts import a_company, some_applications, write_facts
from tests.kit.records import PASSPORT, a_change, a_comparison
from warehouse.contract.store import Home

BEFORE, AFTER = "2021-01:2021-03", "2021-04:2021-06"
WINDOWS = ("--before", BEFORE, "--after", AFTER)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """3,000 applications; from April on, six in ten of those that were declined are approved."""
    rows = some_applications(3_000, seed=2)
    later = rows["submitted_at"] >= datetime(2021, 3, 31, 16)
    rows.loc[later & (rows["outcome"] == "declined") & (rows.index % 10 < 6), "outcome"] = "approved"
    place = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(place, a_company(), datetime(2021, 12, 31, 16), applications=rows)
    publish(place, lambda line: None)
    return place


@pytest.fixture(autouse=True)
def served(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))


def rows_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(["compare", *arguments, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_a_clear_change_is_a_difference_and_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows_of(capsys, "approval_rate", *WINDOWS)
    before, after, absolute, relative = (row[key] for key in ("before", "after", "absolute", "relative"))
    assert set(before) == {"value", "lower", "upper", "n", "events", "units"}
    change = after["value"] - before["value"]
    assert absolute["value"] == pytest.approx(change)
    assert relative["value"] == pytest.approx(change / before["value"])
    assert relative["lower"] > 0
    assert (row["evidence"], row["reason"]) == ("difference only", None)
    assert row["months"] == {
        "before": ["2021-01", "2021-02", "2021-03"],
        "after": ["2021-04", "2021-05", "2021-06"],
    }


FIELDS = [
    *("before", "after", "absolute", "relative", "status", "caveat", "evidence", "reason", "judged_by"),
    *("interval_method", "unit", "months", "notices"),
    *("snapshot", "definition_version"),
]
SIDE, CHANGE = ["value", "lower", "upper", "n", "events", "units"], ["value", "lower", "upper", "reason"]


@pytest.mark.parametrize(
    ("asked", "dimensions"), [(("approval_rate",), []), (("approval_rate", "--by", "channel"), ["channel"])]
)
def test_keys_and_types(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], dimensions: list[str]
) -> None:
    for row in rows_of(capsys, *asked, *WINDOWS):
        assert list(row) == ["kpi", *dimensions, *FIELDS]
        for name in ("before", "after"):
            side = dict(row[name])
            assert list(side) == SIDE
            assert [type(value) for value in side.values()] == [float] * 3 + [int] * 3
        for name in ("absolute", "relative"):
            change = dict(row[name])
            assert list(change) == CHANGE
            assert [type(value) for value in change.values()] == [float] * 3 + [type(None)]
        assert {type(row[name]) for name in ("kpi", *dimensions, "evidence", "unit", "snapshot")} == {str}


def test_a_change_that_cannot_be_said_is_null_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows_of(capsys, "npl_rate", *WINDOWS)
    nothing = {"value": None, "lower": None, "upper": None}
    why = "needs table loan_months"
    assert row["before"] == row["after"] == {**nothing, "n": 0, "events": 0, "units": 0}
    assert row["absolute"] == row["relative"] == {**nothing, "reason": why}
    assert (row["evidence"], row["reason"]) == ("cannot tell", why)


@pytest.mark.parametrize("arguments", [(), ("approval_rate", "--format", "csv")])
def test_what_is_no_question_at_all_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["compare", *arguments])
    assert stopped.value.code == 2


def test_what_is_not_clear_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows_of(capsys, "gave_up_30d", *WINDOWS)
    assert (row["evidence"], row["reason"]) == ("cannot tell", "the interval holds 0")
    (row,) = rows_of(capsys, "approval_rate", "--before", "2021-01:2021-02", "--after", AFTER)
    assert (row["evidence"], row["reason"]) == ("cannot tell", "fewer than three months")


def test_a_lifetime_value_is_judged_by_its_absolute_change() -> None:
    """+ 100 [20, 180] is clear, whatever the relative interval says; of a rate the relative one decides."""
    change = a_change(1_000, 1_100, relative=(-0.01, 0.2), absolute=(20, 180))
    for kpi, evidence in (("clv", "difference only"), ("npl_rate", "cannot tell")):
        found = replace(a_comparison(change), passport=replace(PASSPORT, kpi=kpi))
        assert change_rows(found, {}, None)[0]["evidence"] == evidence


def test_by_dimension_and_filter(capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(capsys, "approval_rate", *WINDOWS, "--by", "channel", "--where", "product=used")
    assert [row["channel"] for row in rows] == ["app", "dealer"]
    assert main(["compare", "approval_rate", *WINDOWS, "--by", "channel"]) == 0
    assert "difference only" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("approval_rate",), "no windows to compare"),
        (("approval_rate", "--before", "2021"), "first and last month"),
        (("approval_rate", *WINDOWS, "--where", "channel"), "DIM=MEMBER"),
        (("nothing", *WINDOWS), "no such KPI"),
    ],
)
def test_errors_are_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert main(["compare", *arguments]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
