"""Decisions: what is recorded of them, in SQLite and PostgreSQL, and what cannot be."""

import threading

import pytest
from sqlalchemy import select

from state.database import state_of
from state.decisions import Decisions
from state.meetings import Meetings
from state.records import Key
from state.refusals import ChangedMeanwhile, NotThere
from state.scenarios import SavedScenarios
from state.tables import DECISION_CHANGES, DECISIONS, LAYOUT, LAYOUTS
from tests.kit.decisions import SNAPSHOT, TODAY, record
from tests.kit.refusals import refused
from tests.kit.saved_scenarios import a_scenario
from warehouse.contract.store import Home

FORECAST = '{"layout": 1, "about": "每月 5 个分位"}'


@pytest.fixture
def kept(home: Home) -> Decisions:
    return Decisions(state_of(home))


def test_what_was_decided_is_read_again(kept: Decisions, saved: SavedScenarios, home: Home) -> None:
    """Of a plan, with its forecast to the letter; of a meeting, without any; the first review first."""
    meeting = Meetings(state_of(home)).hold(
        "D001", held_on=TODAY, snapshot=SNAPSHOT, attendees="", notes="", by="Han", today=TODAY
    )
    version = saved.version(a_scenario(saved, "先稳后快"))
    on_plan = record(kept, " 先在华东推广 ", "2027-01", version, FORECAST)
    in_meeting = kept.record(
        "we keep the terms",
        owner="Mei",
        review="2026-09",
        plan=None,
        forecast=None,
        meeting=meeting,
        snapshot=SNAPSHOT,
        by="李雷",
        today=TODAY,
    )
    first, second = kept.list_decisions()
    assert (first.code, second.code) == (in_meeting.code, on_plan.code)
    assert (second.text, second.plan, second.plan_name) == ("先在华东推广", str(version.key), "先稳后快")
    assert (second.forecast, second.decided_on, second.snapshot) == (FORECAST, TODAY, SNAPSHOT)
    assert (first.plan, first.plan_name, first.forecast, first.meeting) == (None, None, None, meeting)
    assert (first.last.owner, first.last.review, first.last.by) == ("Mei", "2026-09", "李雷")
    acts = [(entry.act, entry.name) for entry in saved.audit()]
    assert acts[-2:] == [("recorded decision", "先在华东推广"), ("recorded decision", "we keep the terms")]


def test_owner_and_review_change_with_a_reason_and_what_was_promised_stays(kept: Decisions) -> None:
    one = record(kept, "A", "2026-09", forecast=FORECAST)
    two = kept.amend(one, owner="Mei", review="2026-12", reason="系统排期", by="李雷")
    three = kept.review(two, "worked as hoped", "Mei")
    (decision,) = kept.list_decisions()
    assert (decision.last.owner, decision.last.review, decision.last.state) == ("Mei", "2026-12", "reviewed")
    assert (decision.first_review, decision.forecast) == ("2026-09", FORECAST)
    assert [(each.number, each.reason, each.by) for each in decision.changes] == [
        (1, "", "Han"),
        (2, "系统排期", "李雷"),
        (3, "worked as hoped", "Mei"),
    ]
    assert three == Key(code=one.code, number=3)
    assert refused(lambda: kept.amend(three, "Mei", "2026-12", "again", "Mei")).code == "nothing changed"


def test_a_decision_taken_back_is_kept(kept: Decisions, home: Home) -> None:
    key = record(kept, "A", "2026-09", forecast=FORECAST)
    kept.withdraw(key, "Mei")
    assert kept.list_decisions() == ()
    assert [row.forecast for row in state_of(home).rows(select(DECISIONS))] == [FORECAST]
    assert refused(lambda: kept.review(key, "late", "Han")).about == "Mei"
    record(kept, "A", "2026-09")  # its words are free again


def test_what_cannot_be_recorded(kept: Decisions, saved: SavedScenarios) -> None:
    version = saved.version(a_scenario(saved, "A"))
    record(kept, "We roll out in the East", "2026-09", version, FORECAST)
    same_plan = refused(lambda: record(kept, "other words", "2026-10", version, FORECAST))
    same_words = refused(lambda: record(kept, "we  roll out IN THE EAST", "2026-10"))
    assert [(each.code, each.about) for each in (same_plan, same_words)] == [("decided already", "Han")] * 2
    assert refused(lambda: record(kept, "", "2026-09")).code == "decision empty"
    assert refused(lambda: record(kept, "B", "2026-13")).code == "not a month"
    gone = refused(
        lambda: kept.record(
            "C",
            owner="Mei",
            review="2026-09",
            plan=None,
            forecast=None,
            meeting="nosuch00",
            snapshot=SNAPSHOT,
            by="Han",
            today=TODAY,
        )
    )
    assert gone.code == "no such meeting"
    assert refused(lambda: kept.review(Key(code="nosuch00", number=1), "x", "Han")).code == "no such decision"
    assert len(kept.list_decisions()) == 1
    with pytest.raises(NotThere):
        saved.version(Key(code=version.key.code, number=2))


def test_two_people_at_once_are_told(kept: Decisions, home: Home) -> None:
    """Both have read the decision before either changes it; of two who record it at once one is refused."""
    key = record(kept, "A", "2026-09")
    kept.amend(key, "Mei", "2026-10", "later", "Han")
    with pytest.raises(ChangedMeanwhile, match="Han changed it meanwhile") as error:
        kept.amend(key, "Li", "2026-11", "even later", "Mei")
    assert error.value.now == f"{key.code}.2"

    told: list[str] = []

    def act() -> None:
        try:
            record(Decisions(state_of(home)), "B", "2026-09")
            told.append("recorded")
        except Exception as refusal:
            told.append(type(refusal).__name__)

    both = [threading.Thread(target=act) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(told) == ["Refusal", "recorded"]


def test_a_state_without_decisions_is_read_and_brought_forward(
    kept: Decisions, saved: SavedScenarios, home: Home
) -> None:
    a_scenario(saved, "A")
    with state_of(home).transact() as connection:
        for table in (DECISION_CHANGES, DECISIONS):
            table.drop(connection)
        connection.execute(LAYOUTS.update().values(layout=2))
    assert kept.list_decisions() == ()
    record(kept, "A", "2026-09")
    assert [row.layout for row in state_of(home).rows(select(LAYOUTS))] == [LAYOUT]
    assert len(kept.list_decisions()) == 1
