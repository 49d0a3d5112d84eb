"""Customer service by hand: issues, bots, complaints."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import needs_column, needs_table
from tests.kit.demo_company import Simulated, window, within
from tests.kit.publishing import ask, published
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.query import Question, answer
from warehouse.query.subjects.waits import distribution
from warehouse.snapshot.snapshots import Snapshot

AS_OF = datetime(2021, 6, 30, 16)


def _named(row: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(("opened_at", "customer_id", "topic", "handled_by", "outcome"), row, strict=False))


def contacts(*rows: tuple[str, int | None, str, str, str | None, dict[str, object]]) -> pd.DataFrame:
    """(opened UTC, customer, topic, handled by, outcome, more columns)."""
    blank = dict.fromkeys(("first_response_at", "resolved_at", "due_on", "is_complaint", "handling_minutes"))
    frame = pd.DataFrame(
        [
            {
                "contact_id": n,
                "channel": "phone",
                "region": "CN-11",
                **blank,
                **_named(row),
                **row[-1],
            }
            for n, row in enumerate(rows)
        ]
    )
    for column in ("opened_at", "first_response_at", "resolved_at", "due_on"):
        frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame


def test_issues_and_bots_by_hand(tmp_path: Path) -> None:
    """
    customer  topic  opened           by
    1         pay    1, 7, 13 March   agent, agent, agent     one issue (gaps of 6 days), repeated
    2         pay    1 March          bot                     one issue, contained
    2         app    2 March          bot                     another topic: its own issue, contained
    3         pay    1 March, 4 March bot, agent              one issue, repeated, not contained
    4         pay    1 March          bot, abandoned          one issue, not contained
    5         pay    1 March, 9 March bot, agent              two issues, eight days apart: contained
    –         pay    1 March          bot                     cannot be linked
    6         pay    28 June          bot                     seen for two days only

    issues 7 of which 5 once; bots 5 of which 3 contained.
    """
    snapshot = published(
        tmp_path,
        AS_OF,
        service_contacts=contacts(
            *((f"2021-03-{day:02d}", 1, "pay", "agent", "solved", {}) for day in (1, 7, 13)),
            ("2021-03-01", 2, "pay", "bot", "solved", {}),
            ("2021-03-02", 2, "app", "bot", "solved", {}),
            ("2021-03-01", 3, "pay", "bot", "solved", {}),
            ("2021-03-04", 3, "pay", "agent", "solved", {}),
            ("2021-03-01", 4, "pay", "bot", "abandoned", {}),
            ("2021-03-01", 5, "pay", "bot", "solved", {}),
            ("2021-03-09", 5, "pay", "agent", "solved", {}),
            ("2021-03-01", None, "pay", "bot", "solved", {}),
            ("2021-06-28", 6, "pay", "bot", "solved", {}),
        ),
    )
    row = snapshot.frame(
        "select sum(contacts)::int, sum(issues)::int, sum(issues_once_7d)::int, sum(bot_7d)::int, "
        "sum(bot_contained_7d)::int from contacts"
    ).iloc[0]
    assert list(row) == [12, 7, 5, 5, 3]


def test_complaints_in_time_by_hand(tmp_path: Path) -> None:
    """Due 15 March: decided on the 15th (in time), on the 16th, never; due 10 July, open (not due yet), decided
    (in time); without a due date (does not count)."""
    march, july = (
        {"is_complaint": True, "due_on": "2021-03-15"},
        {"is_complaint": True, "due_on": "2021-07-10"},
    )
    told = [
        {**march, "resolved_at": "2021-03-15 15:59"},
        {**march, "resolved_at": "2021-03-15 16:01"},
        march,
        july,
        {**july, "resolved_at": "2021-03-20"},
        {"is_complaint": True, "resolved_at": "2021-03-20"},
    ]
    rows = contacts(*(("2021-03-01", n, "pay", "agent", "solved", more) for n, more in enumerate(told)))
    snapshot = published(tmp_path, AS_OF, service_contacts=rows)
    row = snapshot.frame("select complaints, complaints_due, complaints_in_time from contacts").iloc[0]
    assert list(row) == [6, 4, 2]


def test_reasons(tmp_path: Path) -> None:
    snapshot = published(
        tmp_path,
        AS_OF,
        service_contacts=contacts(("2021-03-01", 1, "pay", "bot", None, {"is_complaint": True})),
    )
    assert ask(snapshot, "complaint_rate", ("2021-03", "2021-03")).estimate.reason == needs_table(
        "loan_months"
    )
    found = answer(
        snapshot,
        Question(kpi="contact_abandonment_rate", by=("product",), where=(), months=None),
        WHOLE_HOUSE,
    )
    assert found.values[0].estimate.reason == needs_column("service_contacts.outcome")


def test_how_waits_end_is_that_of_the_raw_rows_without_those_who_gave_up(
    simulated: Simulated, simulated_snapshot: Snapshot
) -> None:
    found = distribution(
        simulated_snapshot,
        kpi_code="first_response_median",
        window=tuple(simulated.truth["before"]),
        beside=None,
        where=(),
        scope=WHOLE_HOUSE,
    )
    raw = simulated.true("service_contacts")
    raw = raw[within(raw["opened_at"], window(simulated, "before"))]
    rows = raw[~((raw["outcome"] == "abandoned") & raw["first_response_at"].isna())]
    minutes = (rows["first_response_at"] - rows["opened_at"]).dt.total_seconds() / 60
    assert minutes.notna().all()
    assert found.n == len(rows)
    shares = dict(found.shares)["responded"]
    for upper, share in zip(found.to_minutes, shares, strict=True):
        assert share == pytest.approx((minutes <= upper).mean(), abs=1e-9)
