"""The grid of plans: edited in place, applied for all at once, refused at its cell, with what differs marked."""

from pathlib import Path

import pytest

from tests.kit.pages import run, said
from ui.scenarios.grid import MARK
from warehouse.contract.store import Home


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


def test_all_plans_are_applied_at_once_and_a_refused_one_loses_nothing(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(simulated_home, monkeypatch, "scenarios", lang="en", plans=("t-finish", "t-proven", "t-later"))
    marks = said(app).count(MARK)
    first, later = "scenario/t-finish/0/initiative/0", "scenario/t-later/0/initiative/0"
    app.number_input(f"{first}/adoption").set_value(60)
    app.number_input(f"{later}/adoption").set_value(600)
    app.button("grid_apply").click().run()
    text = said(app)
    assert (
        '"Finish what is proven" differs from "Finish all roll-outs now" in:' in text and "60% → 100%" in text
    )
    assert "Finish a year later: not applied, see the field marked." in text
    assert "allowed: from 0 to 100" in text
    assert app.number_input(f"{later}/adoption").value == 600
    assert app.number_input("scenario/t-finish/1/initiative/0/adoption").value == 60
    assert text.count(MARK) > marks
    app.button("grid_again").click().run()
    assert "not applied" not in said(app)


def test_an_initiative_of_another_plan_is_added_in_its_row(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(simulated_home, monkeypatch, "scenarios", lang="en", plans=("t-finish", "t-proven"))
    offered = [each for each in app.button if "/grid/" in str(each.key)]
    assert offered
    offered[0].click().run()
    app.button("grid_apply").click().run()
    said(app)
    assert len([each for each in app.button if "/grid/" in str(each.key)]) == len(offered) - 1
