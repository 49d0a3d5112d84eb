"""Meetings and actions on the Partners page as Streamlit runs it: written, refused, overdue, out of reach."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from state.database import state_of
from state.meetings import Meetings
from tests.kit.pages import run, said
from ui.meetings import log
from warehouse.contract.store import Home

PARTNER, DAY = "HZF002", date(2026, 3, 20)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


@pytest.fixture
def kept(simulated_home: Home) -> Meetings:
    return Meetings(state_of(simulated_home))


@pytest.fixture
def reviewed(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page on one carmaker, on a day in March."""
    monkeypatch.setattr("ui.meetings.blocks.open_log", on_the_day)
    monkeypatch.setattr("ui.meetings.minutes.today_of", lambda view: DAY)
    return run(simulated_home, monkeypatch, "partners", part="one", kind="oem", partner=PARTNER, lang="en")


def on_the_day(view: object, partner: str) -> log.Log:
    kept = log.open_meetings()
    return log.Log(partner=partner, meetings=kept.meetings(partner), actions=kept.actions(partner), today=DAY)


def form(app: AppTest, name: str) -> AppTest:
    """The page with one of the forms open."""
    app.session_state[f"meetings_{name}"] = True
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (one for one in app.button if one.label == label)
    return button.click().run()


def test_a_meeting_and_an_action_are_written_and_settled(reviewed: AppTest, kept: Meetings) -> None:
    app = form(reviewed, "record")
    app.text_input(f"meeting_{PARTNER}_attendees").set_value("李雷、Han")
    app.text_input("author_meeting").set_value("Han")
    app = press(app, "Record the meeting")
    assert app.success[0].value == f"The meeting of {DAY} is recorded."
    (meeting,) = kept.meetings(PARTNER)
    assert (meeting.held_on, meeting.attendees, meeting.recorded_by) == (DAY, "李雷、Han", "Han")
    assert meeting.snapshot in said(app)

    app = form(app, "agree")
    assert app.text_input("author_action").value == "Han"  # asked once
    app.text_input(f"action_{PARTNER}_text").set_value("*统一* 材料清单")
    app.text_input(f"action_{PARTNER}_owner").set_value("王芳")
    app = press(app, "Add the action")
    assert kept.actions(PARTNER)[0].due_on == DAY + timedelta(28)
    assert "1 open, of them 0 overdue" in said(app)
    assert app.table[-1].value["action"].tolist() == [r"\*统一\* 材料清单"]

    app = press(form(app, "settle"), "Close the action")
    assert app.success[0].value == "The action is closed."
    assert app.table[-1].value["state"].tolist() == [f":green[✓ done {DAY}]"]
    assert [action.state for action in kept.actions(PARTNER)] == ["done"]


def test_what_is_refused_is_said_and_what_was_typed_stays(reviewed: AppTest, kept: Meetings) -> None:
    kept.hold(PARTNER, held_on=DAY, snapshot="s", attendees="", notes="", by="Mei", today=DAY)
    app = form(reviewed, "record")
    app.text_input(f"meeting_{PARTNER}_attendees").set_value("Han")
    app = press(app, "Record the meeting")
    assert app.error[0].value == "Your name: please fill it in."
    app.text_input("author_meeting").set_value("Han")
    app = press(app, "Record the meeting")
    assert app.error[0].value == "A meeting of that day is recorded already, by Mei."
    assert app.text_input(f"meeting_{PARTNER}_attendees").value == "Han"
    assert len(kept.meetings(PARTNER)) == 1


def test_who_settles_what_another_has_changed_is_told(reviewed: AppTest, kept: Meetings) -> None:
    meeting = kept.hold(PARTNER, held_on=DAY, snapshot="s", attendees="", notes="", by="Mei", today=DAY)
    key = kept.open(meeting, "x", "Han", DAY, "Mei")
    app = form(reviewed, "settle")
    kept.amend(key, owner="Mei", due_on=DAY, reason="handed over", by="Mei", today=DAY)
    app.text_input("author_settle").set_value("Han")
    app = press(app, "Close the action")
    assert "Mei changed that action in the meantime" in app.error[0].value
    assert [action.state for action in kept.actions(PARTNER)] == ["open"]


def test_the_form_holds_owner_and_day_of_the_action_that_is_chosen(reviewed: AppTest, kept: Meetings) -> None:
    """Han looks at the first action and puts off the second: its owner stays who it was."""
    meeting = kept.hold(PARTNER, held_on=DAY, snapshot="s", attendees="", notes="", by="Mei", today=DAY)
    kept.open(meeting, "first", "Han", DAY, "Mei")
    second = kept.open(meeting, "second", "Mei", DAY + timedelta(7), "Mei")
    app = form(reviewed, "settle")
    app.session_state[f"settle_{PARTNER}_how_open"] = "amended"
    app = app.run()
    app = app.selectbox(f"settle_{PARTNER}_code").select(second.code).run()
    fields = f"settle_{second}_{PARTNER}"
    assert app.date_input(f"{fields}_due").value == DAY + timedelta(7)
    app.date_input(f"{fields}_due").set_value(DAY + timedelta(9))
    app.text_input(f"{fields}_reason").set_value("later")
    app.text_input("author_settle").set_value("Han")
    press(app, "Change the action")
    found = {one.text: (one.owner, one.due_on) for one in kept.actions(PARTNER)}
    assert found == {"first": ("Han", DAY), "second": ("Mei", DAY + timedelta(9))}


def test_open_actions_and_counts_of_the_day(reviewed: AppTest, kept: Meetings) -> None:
    """Overdue is what was due yesterday and is open; what was put off is judged by its first due date."""
    first = kept.hold(
        PARTNER, held_on=date(2026, 1, 9), snapshot="s", attendees="Han", notes="", by="Han", today=DAY
    )
    yesterday = DAY - timedelta(1)
    kept.open(first, "late", "Han", yesterday, "Han")
    kept.open(first, "today", "Han", DAY, "Han")
    put_off = kept.open(first, "put off", "Han", date(2026, 2, 1), "Han")
    kept.amend(put_off, owner="Han", due_on=date(2026, 5, 1), reason="later", by="Han", today=DAY)
    kept.close(kept.open(first, "done", "Han", DAY, "Han"), date(2026, 2, 1), None, "Han", DAY)
    kept.hold(
        PARTNER, held_on=date(2026, 3, 10), snapshot="s", attendees="Mei", notes="", by="Han", today=DAY
    )
    app = reviewed.run()
    table = app.table[-1].value
    assert dict(zip(table["action"], table["state"], strict=True)) == {
        "late": ":red[▲ overdue by 1 d]",
        "today": "open",
        "put off": "open",
        "done": ":green[✓ done 2026-02-01]",
    }
    assert "2026-05-01 (first 2026-02-01)" in list(table["due"])
    text = said(app)
    assert (
        "A meeting in **1 of the last 2 months**; **0 of 2 actions** closed by their first due date" in text
    )
    assert "3 open, of them 1 overdue" in text
    assert r"**2026-03-10** · Mei · 3 carried over" in text


def test_a_state_out_of_reach_is_one_line_and_the_page_stays(
    simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"x" * 5_000)
    app = run(simulated_home, monkeypatch, "partners", part="one", kind="oem", partner=PARTNER, lang="en")
    assert [error.value[:45] for error in app.error] == ["Meetings and actions cannot be read or writte"]
    assert "among its peers" in said(app)


def test_no_english_among_chinese(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, kept: Meetings
) -> None:
    today = date.today()
    meeting = kept.hold(
        PARTNER,
        held_on=today - timedelta(40),
        snapshot="快照",
        attendees="李雷",
        notes="纪要",
        by="李雷",
        today=today,
    )
    kept.drop(kept.open(meeting, "甲", "李雷", today, "李雷"), meeting, "不再需要", "李雷", today)
    kept.open(meeting, "乙", "李雷", today - timedelta(9), "李雷")
    app = run(simulated_home, monkeypatch, "partners", part="one", kind="oem", partner=PARTNER, lang="zh")
    for name in ("record", "agree", "settle", "withdraw"):
        app = form(app, name)
    own = "".join(one.value for one in (*app.markdown[-2:], *app.caption[-2:]))
    own += " ".join(map(str, (*app.table[-1].value.columns, *app.table[-1].value.to_numpy().ravel())))
    own += " ".join(
        str(one.label) for kind in (app.button, app.selectbox, app.text_input, app.date_input) for one in kind
    )
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(r":(red|green)", "", own))
