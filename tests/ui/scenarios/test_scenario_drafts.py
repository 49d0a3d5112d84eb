"""Drafts on the Scenarios page: they survive a reload, are said to be drafts, are undone and discarded."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.scenarios.kept_drafts
from state.database import state_of
from state.failures import Unavailable
from state.scenarios import SavedScenarios
from tests.kit.pages import run, said
from warehouse.contract.store import Home

FINISH = "scenario/t-finish"


@pytest.fixture(autouse=True)
def one_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")
    monkeypatch.setattr(ui.scenarios.kept_drafts, "person", lambda: "a browser")


def opened(home: Home, monkeypatch: pytest.MonkeyPatch, **chosen: str) -> AppTest:
    return run(home, monkeypatch, "scenarios", **({"lang": "en"} | chosen))


def names(app: AppTest) -> list[str]:
    return list(app.segmented_control("desk_open").options)


def test_a_draft_is_there_after_a_reload_and_can_be_undone(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.text_input(f"{FINISH}/0/name").set_value("Ours")
    app.button("grid_apply").click().run()
    assert "Draft: kept in this browser for you alone" in said(app)
    again = opened(simulated_home, monkeypatch)
    assert "Draft: kept in this browser for you alone" in said(again) and names(again)[0] == "Ours · Draft"
    again.button("desk_undo").click().run()
    assert names(again)[0] == "Finish all roll-outs now" and "Draft:" not in said(again)
    again.button("desk_redo").click().run()
    assert again.text_input(f"{FINISH}/2/name").value == "Ours"
    again.button("desk_discard_now").click().run()
    assert names(again)[0] == "Finish all roll-outs now"
    assert "desk_undo" not in {each.key for each in again.button}


def test_one_comes_back_to_what_one_left_and_not_to_templates(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.button("desk_copy").click().run()
    app.button("desk_away").click().run()  # of the copy, which stays a draft
    assert names(app)[-1] == "Finish a year later"
    app.button("desk_draft_n-1").click().run()
    app.text_input("author_save").set_value("Li Wei")
    app.button("kept_save_now").click().run()
    for code in ("t-finish", "t-proven", "t-later"):
        app.segmented_control("desk_open").set_value(code).run()
        app.button("desk_away").click().run()
    again = opened(simulated_home, monkeypatch)
    said(again)
    assert names(again) == ["Copy of Finish all roll-outs now, version 1"]
    assert not any(str(each.key).startswith("desk_draft_") for each in again.button)


def test_what_is_archived_is_listed_and_brought_back(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.text_input("author_save").set_value("Li Wei")
    app.button("kept_save_now").click().run()
    app.button("kept_withdraw").click().run()
    saved = SavedScenarios(state_of(simulated_home))
    assert saved.list_scenarios() == ()
    (archived,) = saved.list_withdrawn()
    app.button(f"kept_back_{archived.code}").click().run()
    assert [listed.code for listed in saved.list_scenarios()] == [archived.code]
    assert "is back in the list" in app.success[0].value


def test_where_nothing_can_be_written_a_draft_lasts_as_long_as_the_window_and_says_so(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)

    def fails() -> None:
        raise Unavailable("state.sqlite: cannot be written")

    monkeypatch.setattr(ui.scenarios.kept_drafts, "_state", fails)
    app.text_input(f"{FINISH}/0/name").set_value("Ours")
    app.button("grid_apply").click().run()
    assert names(app)[0] == "Ours · Draft" and "lost when this window is closed" in app.warning[0].value
    app.button("desk_discard_now").click().run()
    assert names(app)[0] == "Finish all roll-outs now"
