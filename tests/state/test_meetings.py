"""Meetings and actions: what is recorded of them, in SQLite and PostgreSQL, and what cannot be."""

import threading
from datetime import date, timedelta

import pytest

from state.database import state_of
from state.meetings import Meetings
from state.records import Key
from state.refusals import ChangedMeanwhile
from state.scenarios import SavedScenarios
from tests.kit.refusals import refused
from warehouse.contract.store import Home

TODAY = date(2026, 3, 20)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 15), date(2026, 2, 12), date(2026, 3, 12)
SNAPSHOT = "20251231-0000000000"


@pytest.fixture
def kept(either_state: Home) -> Meetings:
    return Meetings(state_of(either_state))


def held(kept: Meetings, on: date, partner: str = "D001") -> str:
    return kept.hold(
        partner, held_on=on, snapshot=SNAPSHOT, attendees="李雷、Han", notes="", by="李雷", today=TODAY
    )


def test_what_was_recorded_is_read_again(kept: Meetings) -> None:
    code = kept.hold(
        "D001",
        held_on=JANUARY,
        snapshot=SNAPSHOT,
        attendees=" 李雷、Han ",
        notes="一\r\n二",
        by=" 李雷 ",
        today=TODAY,
    )
    later = held(kept, FEBRUARY)
    held(kept, FEBRUARY, "D002")
    second, first = kept.meetings("D001")
    assert (second.code, first.code) == (later, code)
    assert (first.partner, first.held_on, first.snapshot) == ("D001", JANUARY, SNAPSHOT)
    assert (first.attendees, first.notes, first.recorded_by) == ("李雷、Han", "一\n二", "李雷")
    assert first.recorded_at.tzinfo is None
    assert (kept.meetings("D003"), kept.actions("D001")) == ((), ())


def test_a_life_of_an_action(kept: Meetings, either_state: Home) -> None:
    """Agreed, put off, handed over, done, opened again, dropped: each is kept with who, why and when."""
    first, second = held(kept, JANUARY), held(kept, FEBRUARY)
    one = kept.open(first, "统一进件材料清单", "王芳", FEBRUARY, "李雷")
    two = kept.amend(one, owner="王芳", due_on=MARCH, reason="系统排期", by="李雷", today=TODAY)
    three = kept.amend(two, owner="Mei", due_on=MARCH, reason="handed over", by="Han", today=TODAY)
    four = kept.close(three, date(2026, 3, 1), second, "Han", TODAY)
    five = kept.reopen(four, "came back", "Mei", TODAY)
    kept.drop(five, None, "not needed", "Mei", TODAY)
    (action,) = kept.actions("D001")
    assert (action.text, action.meeting, action.state, action.settled_on) == (
        "统一进件材料清单",
        first,
        "dropped",
        TODAY,
    )
    assert (action.first_due_on, action.due_on, action.opened_on) == (FEBRUARY, MARCH, JANUARY)
    told = [(c.state, c.owner, c.due_on, c.on, c.meeting, c.reason, c.by) for c in action.changes]
    assert told == [
        ("open", "王芳", FEBRUARY, JANUARY, first, "", "李雷"),
        ("open", "王芳", MARCH, TODAY, None, "系统排期", "李雷"),
        ("open", "Mei", MARCH, TODAY, None, "handed over", "Han"),
        ("done", "Mei", MARCH, date(2026, 3, 1), second, "", "Han"),
        ("open", "Mei", MARCH, TODAY, None, "came back", "Mei"),
        ("dropped", "Mei", MARCH, TODAY, None, "not needed", "Mei"),
    ]
    audit = SavedScenarios(state_of(either_state)).audit()
    assert [(line.by, line.act, line.key.number) for line in audit[2:]] == [
        ("李雷", "opened action", 1),
        ("李雷", "amended action", 2),
        ("Han", "amended action", 3),
        ("Han", "closed action", 4),
        ("Mei", "reopened action", 5),
        ("Mei", "dropped action", 6),
    ]
    assert {line.name for line in audit[2:]} == {"统一进件材料清单"}


def test_what_cannot_be_written_of_a_meeting(kept: Meetings) -> None:
    code = held(kept, JANUARY)
    for ask, said in (
        (lambda: held(kept, JANUARY), "held already"),
        (lambda: held(kept, TODAY + timedelta(1)), "not yet"),
        (lambda: held(kept, MARCH, " "), "partner empty"),
        (
            lambda: kept.hold(
                "D001", held_on=MARCH, snapshot=SNAPSHOT, attendees="x" * 301, notes="", by="Han", today=TODAY
            ),
            "attendees too long",
        ),
        (
            lambda: kept.hold(
                "D001", held_on=MARCH, snapshot=SNAPSHOT, attendees="", notes="a\x07", by="Han", today=TODAY
            ),
            "notes unreadable",
        ),
        (
            lambda: kept.hold(
                "D001", held_on=MARCH, snapshot=SNAPSHOT, attendees="", notes="", by="", today=TODAY
            ),
            "author empty",
        ),
        (lambda: kept.withdraw("zzzzzzzz", "Han"), "no such meeting"),
        (lambda: kept.open(code, " ", "Han", MARCH, "Han"), "action empty"),
        (lambda: kept.open(code, "x", "", MARCH, "Han"), "owner empty"),
        (lambda: kept.open(code, "x", "Han", JANUARY - timedelta(1), "Han"), "before it was opened"),
        (lambda: kept.open("zzzzzzzz", "x", "Han", MARCH, "Han"), "no such meeting"),
    ):
        assert refused(ask).code == said
    assert len(kept.meetings("D001")) == 1 and not kept.actions("D001")


def test_what_cannot_become_of_an_action(kept: Meetings) -> None:
    code, other = held(kept, JANUARY), held(kept, JANUARY, "D002")
    key = kept.open(code, "x", "Han", MARCH, "Han")
    for ask, said in (
        (
            lambda: kept.amend(key, owner="Han", due_on=MARCH, reason="why", by="Han", today=TODAY),
            "nothing changed",
        ),
        (
            lambda: kept.amend(key, owner="Mei", due_on=MARCH, reason="", by="Han", today=TODAY),
            "reason empty",
        ),
        (
            lambda: kept.amend(
                key, owner="Mei", due_on=date(2026, 1, 1), reason="why", by="Han", today=TODAY
            ),
            "before it was opened",
        ),
        (lambda: kept.drop(key, None, " ", "Han", TODAY), "reason empty"),
        (lambda: kept.close(key, TODAY + timedelta(1), None, "Han", TODAY), "not yet"),
        (lambda: kept.close(key, JANUARY - timedelta(1), None, "Han", TODAY), "before it was opened"),
        (lambda: kept.close(key, MARCH, other, "Han", TODAY), "no such meeting"),
        (lambda: kept.reopen(key, "why", "Han", TODAY), "other state"),
        (lambda: kept.close(Key(code="zzzzzzzz", number=1), MARCH, None, "Han", TODAY), "no such action"),
    ):
        assert refused(ask).code == said
    assert [action.key for action in kept.actions("D001")] == [key]
    done = kept.close(key, MARCH, code, "Han", TODAY)
    assert refused(lambda: kept.drop(done, None, "why", "Han", TODAY)).code == "other state"


def test_who_has_not_seen_a_change_is_told_and_writes_nothing(kept: Meetings) -> None:
    key = kept.open(held(kept, JANUARY), "x", "Han", FEBRUARY, "Han")
    kept.amend(key, owner="Han", due_on=MARCH, reason="why", by="Mei", today=TODAY)
    with pytest.raises(ChangedMeanwhile, match="Mei changed it meanwhile"):
        kept.close(key, MARCH, None, "Han", TODAY)
    assert [action.state for action in kept.actions("D001")] == ["open"]


def test_of_many_who_close_an_action_at_once_one_does(kept: Meetings) -> None:
    key, told = kept.open(held(kept, JANUARY), "x", "Han", FEBRUARY, "Han"), []

    def close(by: str) -> None:
        try:
            kept.close(key, MARCH, None, by, TODAY)
            told.append("done")
        except ChangedMeanwhile:
            told.append("changed meanwhile")

    threads = [threading.Thread(target=close, args=(f"t{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["changed meanwhile"] * 4 + ["done"]
    (action,) = kept.actions("D001")
    assert len(action.changes) == 2


def test_a_meeting_that_was_not_held_is_hidden_and_its_actions_stay(kept: Meetings) -> None:
    code = held(kept, JANUARY)
    kept.open(code, "x", "Han", FEBRUARY, "Han")
    kept.withdraw(code, "Mei")
    assert kept.meetings("D001") == () and len(kept.actions("D001")) == 1
    assert refused(lambda: kept.open(code, "y", "Han", MARCH, "Han")).code == "withdrawn"
    assert held(kept, JANUARY) != code  # the day is free again
