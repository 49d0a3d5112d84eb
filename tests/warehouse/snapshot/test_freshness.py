"""How old the data are: one rule, each table against its own rhythm, said alike wherever it is said."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import duckdb
import pandas as pd
import pytest
from starlette.requests import Request

from app import health
from tests.kit.facts import a_company
from tests.kit.pages import run, said
from warehouse.contract.store import Home
from warehouse.publication.describe import RHYTHM
from warehouse.snapshot.freshness import Delivered, are_all_late, find_late, list_deliveries
from warehouse.snapshot.snapshots import Snapshot
from wording.sentences import freshness

NOW = datetime(2026, 3, 31, 12)


def tables(*rows: tuple[str, int | None, float | None], ended: bool = False) -> tuple[Delivered, ...]:
    """Tables of such an age in days (None: never delivered), that come every so many days (None: not known)."""
    frame = pd.DataFrame(
        [(name, 100, None if age is None else NOW - timedelta(days=age), NOW, 0, r) for name, age, r in rows],
        columns=["table_name", "rows", "cut_off", "loaded_at", "rejected", "rhythm_days"],
    )
    frame["cut_off"] = pd.to_datetime(frame.cut_off)
    company = a_company(deliveries={"ended": ended})
    return list_deliveries(cast(Snapshot, SimpleNamespace(freshness=frame, company=company)), NOW)


@pytest.mark.parametrize(
    ("name", "age", "rhythm", "is_late"),
    [
        ("applications", 4, 1.0, False),  # daily: one day and three more
        ("applications", 5, 1.0, True),
        ("loan_months", 46, 31.0, False),  # monthly: a month and half of one
        ("loan_months", 47, 31.0, True),
        ("loan_months", 46, None, False),  # came once: taken as monthly
        ("loan_months", 47, None, True),
        ("surveys", 138, 365.0, False),  # yearly files are no yearly feed: a quarter at the most
        ("surveys", 139, 365.0, True),
        ("surveys", None, None, False),  # never delivered is not late
        ("partners", 900, 1.0, False),  # kept by hand
        ("targets", 900, None, False),
    ],
)
def test_a_table_is_late_against_its_own_rhythm(
    name: str, age: int | None, rhythm: float | None, is_late: bool
) -> None:
    assert [one.late for one in tables((name, age, rhythm))] == [is_late]


def test_a_rhythm_is_the_middle_of_the_days_between_cut_offs() -> None:
    """Monthly files (31, 29, 31 days), two on one day; of one delivery, and of none with a cut-off, none."""
    connection = duckdb.connect()
    connection.execute("create table deliveries (table_name varchar, as_of timestamp)")
    moments = ["2024-01-01", "2024-02-01", "2024-03-01 00:00", "2024-03-01 09:00", "2024-04-01"]
    rows: list[tuple[str, str | None]] = [("loans", moment) for moment in moments]
    rows += [("surveys", "2024-01-01"), ("surveys", "2024-02-01"), ("events", None)]
    connection.executemany("insert into deliveries values (?, ?)", rows)
    assert connection.execute(RHYTHM).fetchall() == [("loans", 31.0)]


def test_one_late_table_is_named_and_all_late_tables_are_one_line() -> None:
    some = tables(("applications", 2, 1.0), ("surveys", 9, 1.0), ("partners", 900, None))
    assert [one.table for one in find_late(some)] == ["surveys"]
    assert not are_all_late(some)
    assert freshness.late_lines(some, "en") == ["Data · Surveys: 9 days old, usually daily"]
    stopped = tables(("applications", 60, 1.0), ("surveys", 69, 1.0), ("partners", 900, None))
    assert are_all_late(stopped)
    assert freshness.late_lines(stopped, "en") == ["Data · nothing new for 60 days"]
    assert freshness.age_words(stopped, "zh") == "距今已 60 天，未再更新"


def test_what_is_delivered_in_full_is_never_late() -> None:
    rows = ("applications", 333, 1.0), ("surveys", None, None), ("partners", 900, None)
    closed = tables(*rows, ended=True)
    assert find_late(tables(*rows)) and not find_late(closed)
    assert (freshness.age_words(closed, "en"), freshness.late_lines(closed, "zh")) == ("", [])
    states = [freshness.state_words(table, "en") for table in closed]
    assert states == ["complete, no more expected", "not delivered", "updated by hand"]


@pytest.mark.parametrize("is_late", [False, True])
def test_header_scorecard_data_health_and_the_health_route_agree(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, is_late: bool
) -> None:
    """Data of years ago are late everywhere; the same data on the day after their cut-off are late nowhere."""
    monkeypatch.setenv("MILEPOST_HOME", str(small_home.root))
    if not is_late:
        monkeypatch.setattr("warehouse.snapshot.freshness.USUAL_DAYS", 100_000)
        monkeypatch.setattr("warehouse.snapshot.freshness.LONGEST_RHYTHM_DAYS", 100_000)
    scorecard, on_health = (
        said(run(small_home, monkeypatch, "scorecard")),
        run(small_home, monkeypatch, "data_health"),
    )
    assert ("days old, nothing new since" in scorecard) is is_late  # the header
    assert ("Data · nothing new for" in scorecard) is is_late  # what needs attention
    assert (on_health.metric[0].delta == "0 late") is not is_late
    assert any("late (" in state for state in on_health.dataframe[0].value["State"]) is is_late
    body = bytes(health(Request({"type": "http"})).body).decode()
    assert ('"late":[]' in body) is not is_late
