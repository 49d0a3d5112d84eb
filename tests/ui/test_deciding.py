"""Decisions recorded where they are made: on an open scenario, and at a meeting with a partner."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from state.database import state_of
from state.decisions import Decisions
from state.meetings import Meetings
from state.scenarios import SavedScenarios
from tests.kit.pages import run, said
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.scenarios.forecast import read_forecast
from warehouse.scenarios.templates import templates
from warehouse.snapshot.snapshots import Snapshot

PARTNER, DAY = "HZF002", date(2026, 3, 12)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


@pytest.fixture
def kept(simulated_home: Home) -> Decisions:
    return Decisions(state_of(simulated_home))


def fill(app: AppTest, form: str, text: str) -> AppTest:
    app.text_input(f"decide_{form}_text").set_value(text)
    app.text_input(f"decide_{form}_owner").set_value("王芳")
    app.text_input(f"author_decide_{form}_by").set_value("Han")
    (button,) = (each for each in app.button if each.label == "Record the decision")
    return button.click().run()


def test_on_an_open_scenario(
    simulated_home: Home, simulated_snapshot: Snapshot, kept: Decisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the form says is kept is what is kept; a second decision on the version is refused."""
    plan = dict(templates(simulated_snapshot, WHOLE_HOUSE))["finish"]
    saved = SavedScenarios(state_of(simulated_home))
    key = saved.save("Finish", plan, simulated_snapshot.id, "{}", "Han")
    app = run(simulated_home, monkeypatch, "scenarios", plans=str(key), edit=str(key), lang="en")
    app.session_state["kept_decide"] = True
    app = app.run()
    assert "Kept as forecast for " in said(app)
    app = fill(app, "plan", "We finish all roll-outs")
    assert app.success[0].value == "The decision is recorded, see Decisions."
    (decision,) = kept.list_decisions()
    assert (decision.text, decision.plan, decision.last.owner) == (
        "We finish all roll-outs",
        str(key),
        "王芳",
    )
    forecast = read_forecast(decision.forecast or "")
    assert forecast is not None and len(forecast.plan[forecast.judged_by]) >= 6
    app.session_state["kept_decide"] = True
    app = fill(app.run(), "plan", "We finish them after all")
    assert app.error[0].value.startswith("Han has recorded this decision already")
    assert len(kept.list_decisions()) == 1


def test_at_a_meeting_without_a_plan(
    simulated_home: Home, kept: Decisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is of the day of the meeting, and keeps no forecast."""
    meeting = Meetings(state_of(simulated_home)).hold(
        PARTNER, held_on=DAY, snapshot="s", attendees="", notes="", by="Han", today=DAY
    )
    app = run(simulated_home, monkeypatch, "partners", part="one", kind="oem", partner=PARTNER, lang="en")
    app.session_state["meetings_decide"] = True
    app = fill(app.run(), f"meeting_{PARTNER}", "We keep the terms")
    assert app.success[0].value == "The decision is recorded, see Decisions."
    (decision,) = kept.list_decisions()
    assert (decision.meeting, decision.decided_on, decision.forecast) == (meeting, DAY, None)


def test_a_partner_at_the_screen_sees_no_plans(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """In meeting mode the forms of the meeting are there, but for that one."""
    Meetings(state_of(simulated_home)).hold(
        PARTNER, held_on=DAY, snapshot="s", attendees="", notes="", by="Han", today=DAY
    )
    chosen = {"agenda": "partner", "section": "log", "kind": "oem", "partner": PARTNER}
    app = run(simulated_home, monkeypatch, "meeting", lang="en", **chosen)
    app.session_state["meetings_decide"] = app.session_state["meetings_agree"] = True
    keys = [str(each.key) for each in app.run().text_input]
    assert f"action_{PARTNER}_text" in keys
    assert not [key for key in keys if key.startswith("decide_")]
