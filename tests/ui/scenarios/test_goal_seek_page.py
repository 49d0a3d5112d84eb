"""Goal seek on the Scenarios page: entered in place, answered in one table, kept in the link."""

from pathlib import Path

import pytest

from tests.kit.pages import run, said
from warehouse.contract.store import Home


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


def test_a_target_is_entered_beside_its_answer(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(simulated_home, monkeypatch, "scenarios", lang="en", deep="seek", plans="t-proven")
    assert "Wanted:" not in said(app)  # nothing is computed before it is asked
    app.selectbox("seek_series").set_value("payback").run()
    assert app.selectbox("seek_side_payback").value == "at_most"
    (value,) = (field for field in app.number_input if str(field.key).startswith("seek_value_payback"))
    value.set_value(1)
    app.number_input("seek_share").set_value(90)
    app.button("seek_find").click().run()
    text = said(app)
    assert "Wanted: Payback at most 1 months, with a probability of 90%" in text
    assert "No set of this plan's initiatives is enough. Nearest:" in text
    assert app.table[-1].value.iloc[0, 0] == "Everything as planned"
    app.selectbox("seek_series").set_value("take_up_rate").run()
    value = next(field for field in app.number_input if str(field.key).startswith("seek_value_take_up_rate"))
    value.set_value(500)
    app.button("seek_find").click().run()
    text = said(app)
    assert "a share must be 0–100%" in text and "Wanted: Payback at most 1 months" in text


def test_a_link_that_names_no_target_is_no_failure(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("npv", "npv,at_least,x,,0.8", "none,at_least,1,,0.8", "npv,at_least,1,,7"):
        app = run(
            simulated_home, monkeypatch, "scenarios", lang="en", deep="seek", plans="t-proven", target=code
        )
        assert "Wanted:" not in said(app)
