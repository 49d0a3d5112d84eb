"""The Scenarios page as Streamlit runs it: comparing, editing, saving, linking, and what has changed since."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.scenario.comparison import OTHER_START, rank
from cli.main import main
from state.database import state_of
from state.records import Key
from state.scenarios import SavedScenarios
from tests.kit.pages import run, said, words_of
from ui import view
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.contract.windows import shift
from warehouse.scenarios.basis import basis_of, changes
from warehouse.scenarios.sides import Side, side_of
from warehouse.scenarios.templates import templates
from warehouse.snapshot.snapshots import Snapshot
from wording.formats import month
from wording.scenarios.comparison_table import BREAK, align, comparison_frame, fan_of
from wording.scenarios.terms import series_name, series_value

FINISH = "scenario/t-finish/0/"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


@pytest.fixture
def saved(simulated_home: Home) -> SavedScenarios:
    return SavedScenarios(state_of(simulated_home))


@pytest.fixture
def side(simulated_snapshot: Snapshot) -> Side:
    return side_of(simulated_snapshot, plan_of(simulated_snapshot), WHOLE_HOUSE)


def plan_of(snapshot: Snapshot, code: str = "finish", **others: object) -> str:
    return json.dumps(json.loads(dict(templates(snapshot, WHOLE_HOUSE))[code]) | others)


def opened(home: Home, monkeypatch: pytest.MonkeyPatch, **chosen: str | tuple[str, ...]) -> AppTest:
    return run(home, monkeypatch, "scenarios", **({"lang": "en"} | chosen))


def test_three_are_compared_before_anything_is_chosen(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    text = said(app)
    assert 'On proven effects "Finish what is proven" comes first: NPV +' in text
    frame = app.table[0].value
    assert list(frame.columns[1:]) == [
        "Finish all roll-outs now",
        "Finish what is proven",
        "Finish a year later",
    ]
    assert frame.iloc[0, 0] == "NPV against doing nothing"


def test_no_english_stands_among_chinese(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(simulated_home, monkeypatch, lang="zh")
    text = said(app)
    own = text[text.index("情景测算") :] + " ".join(app.table[0].value.astype(str).to_numpy().ravel())
    own += " ".join(
        str(each.label) for kind in (app.button, app.selectbox, app.number_input) for each in kind
    )
    own = own.replace(":small[", "[")
    own = re.sub(
        r"MP(-\w{4}){3}|\b[0-9a-f]{16}\b|20251231-\w+|:green|:red|:gray|:orange-badge|:orange|:material/\w+:|CSV|SQL|AI|CRM|NPV",
        "",
        own,
    )
    assert not re.search(r"[A-Za-z]{3,}", own), re.findall(r".{20}[A-Za-z]{3,}.{20}", own)


def percent(share: float) -> str:
    return f"{round(share, 2):.0%}"


def test_the_page_and_the_command_give_the_same_numbers(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    saved: SavedScenarios,
    side: Side,
) -> None:
    key = saved.save(
        "Finish", plan_of(simulated_snapshot), simulated_snapshot.id, basis_of(simulated_snapshot, side), "Li"
    )
    app = opened(simulated_home, monkeypatch, plans=str(key), trust="all")
    said(app)
    capsys.readouterr()
    assert main(["scenario", "run", str(key), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (npv,) = (row for row in rows if row["part"] == "npv")
    assert percent(npv["positive"]) == app.table[0].value.iloc[1, 1]
    assert rows[0]["id"] in words_of(app)
    (proven,) = (row for row in rows if row.get("rests_on") == "proven" and row["part"] == "npv by evidence")
    usual = opened(simulated_home, monkeypatch, plans=str(key))
    assert percent(proven["positive"]) == usual.table[0].value.iloc[1, 1]


def test_an_impossible_value_is_refused_at_its_field_and_nothing_is_lost(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    before = app.table[0].value
    app.number_input(f"{FINISH}months").set_value(600)
    app.button("grid_apply").click().run()
    text = said(app)
    assert (
        "allowed: a whole number from 12 to 60" in text
        and "Finish all roll-outs now: not applied, see the field marked." in text
    )
    assert app.number_input(f"{FINISH}months").value == 600
    assert app.table[0].value.equals(before)
    app.number_input(f"{FINISH}months").set_value(24)
    app.button("grid_apply").click().run()
    text = said(app)
    assert "not applied" not in text and "not over the same months" in text
    assert "Finish all roll-outs now · Draft" in app.segmented_control("desk_open").options


def test_what_is_typed_is_kept_until_it_is_applied_and_not_saved_before(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, saved: SavedScenarios
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.text_input(f"{FINISH}name").set_value("Ours").run()
    app.segmented_control("desk_open").set_value("t-half").run()
    app.segmented_control("desk_open").set_value("t-finish").run()
    pages = Path(__file__).parents[3] / "pages"
    app.switch_page(str(pages / "definitions.py")).run()
    app.switch_page(str(pages / "scenarios.py")).run()
    assert app.text_input(f"{FINISH}name").value == "Ours"
    assert "Typed, but not applied yet." in said(app)
    assert "kept_save_now" not in {each.key for each in app.button}
    app.button("grid_apply").click().run()
    assert "Typed, but not applied yet." not in said(app)
    app.text_input("author_save").set_value("Li Wei")
    app.button("kept_save_now").click().run()
    assert [one.name for one in saved.list_scenarios()] == ["Ours"]


def test_an_initiative_stays_open_when_its_form_changes(
    simulated_home: Home, simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    code = json.loads(plan_of(simulated_snapshot))["initiative"][0]["code"]
    app.session_state[f"{FINISH}box/{code}"] = True
    app.run()
    app.selectbox(f"{FINISH}initiative/0/effect/churn_rate/source").set_value("range").run()
    assert app.number_input("scenario/t-finish/1/initiative/0/effect/churn_rate/lower").value == -10
    app.button("grid_apply").click().run()
    assert app.number_input("scenario/t-finish/2/initiative/0/effect/churn_rate/lower").value == -10
    app.button("scenario/t-finish/2/initiative/0/remove").click().run()
    shown = [str(each.key) for each in app.selectbox if "/effect/" in str(each.key)]
    assert not app.exception and shown == []  # what stands in its place now is closed


def test_what_was_typed_into_one_that_is_discarded_is_not_in_the_next(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.button("desk_copy").click().run()
    app.text_input("scenario/n-1/0/name").set_value("Forgotten").run()
    app.button("desk_discard_now").click().run()
    app.button("desk_copy").click().run()
    assert app.text_input("scenario/n-1/1/name").value == "Copy of Finish all roll-outs now"


def test_what_is_saved_is_there_for_others(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, saved: SavedScenarios
) -> None:
    app = opened(simulated_home, monkeypatch)
    app.button("kept_save_now").click().run()
    assert "Please enter your name" in app.error[0].value and saved.list_scenarios() == ()
    app.text_input("author_save").set_value("Li Wei")
    app.button("kept_save_now").click().run()
    (listed,) = saved.list_scenarios()
    assert (listed.name, listed.saved_by) == ("Finish all roll-outs now", "Li Wei")
    assert "version 1" in app.success[0].value
    other = opened(simulated_home, monkeypatch, plans=str(listed.newest))
    assert "Finish all roll-outs now" in said(other)
    other.text_input("author_comment").set_value("Wang")
    other.text_area(f"comment_{listed.newest}").set_value("Why so late?")
    other.button("kept_comment_now").click().run()
    assert [one.text for one in saved.comments(listed.code)] == ["Why so late?"]
    other.text_input("author_lock").set_value("Wang")
    assert other.button("kept_lock_now").disabled
    other.checkbox(f"lock_sure_{listed.newest}").check().run()
    other.button("kept_lock_now").click().run()
    assert saved.version(listed.newest).locked_by == "Wang"
    assert "Locked by Wang" in said(other)


def test_scenarios_of_other_lengths_and_starts_are_compared_in_one_month(
    simulated_snapshot: Snapshot, side: Side
) -> None:
    """36 months, 24 months, and 36 months from data of a year earlier: all reach the 24th month of the first.

    month of the first   1 … 12 … 24 … 36
    earlier         1 … 13 … 24 … 36
    """
    short = side_of(simulated_snapshot, plan_of(simulated_snapshot, months=24), WHOLE_HOUSE)
    before = side.assembled.scenario
    start = replace(before.baseline, last_month=shift(before.baseline.last_month, -12))
    old = replace(side, assembled=replace(side.assembled, scenario=replace(before, baseline=start)))
    frame = comparison_frame((side, short, old), OTHER_START, "scenario", "CNY", "en")
    assert frame.columns[0] == f"In {month(shift(before.baseline.last_month, 24), 'en')}"
    row = frame[frame.iloc[:, 0] == series_name("approval_time_median", "en")].iloc[0]
    for column, (one, place) in enumerate(((side, 23), (short, 23), (old, 35)), 2):
        fan = fan_of(one.result, "approval_time_median", "scenario")
        assert fan is not None
        value = series_value("approval_time_median", fan.by_month[place][2], "CNY", "en")
        assert row.iloc[column].startswith(value)
    first, results = align((side, old))
    assert first == shift(before.baseline.last_month, 1)
    assert results[1][1].so_far == side.result.so_far[12:] and results[0][1].so_far == side.result.so_far


def test_doing_nothing_has_every_level_it_has_among_the_scenarios(
    simulated_snapshot: Snapshot, side: Side
) -> None:
    """Applications as they are, and 10 % more a year: two levels of the net sum; the same data twice: one."""
    growth = {"volume_growth": 0.1}
    grown = side_of(simulated_snapshot, plan_of(simulated_snapshot, assumptions=growth), WHOLE_HOUSE)

    def still(*sides: Side) -> str:
        frame = comparison_frame(sides, OTHER_START, "scenario", "CNY", "en")
        return str(frame[frame.iloc[:, 0] == series_name("net", "en")].iloc[0, 1])

    assert still(side, side) == still(side) != still(grown)
    assert still(side, grown) == f"{still(side)} / {still(grown)}"


def test_the_chances_of_being_best_add_up_to_everything(simulated_snapshot: Snapshot, side: Side) -> None:
    half = side_of(simulated_snapshot, plan_of(simulated_snapshot, "half"), WHOLE_HOUSE)
    ranking = rank((side.assembled.scenario, half.assembled.scenario))
    frame = comparison_frame((side, half), ranking, "difference", "CNY", "en")
    (row,) = (row for row in frame.itertuples(index=False) if "best" in row[0])
    shares = [int(share) for share in re.findall(r"(\d+)%", " ".join(row))]
    assert row[0].startswith("Chance that it is best (doing nothing: ") and len(shares) == 3
    assert sum(shares) == pytest.approx(100, abs=2)


def test_the_same_luck_is_said_only_of_scenarios_that_share_it(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    saved: SavedScenarios,
    side: Side,
) -> None:
    assert "the same random numbers" in said(opened(simulated_home, monkeypatch))
    plan = plan_of(simulated_snapshot, draws=1_000)
    key = saved.save("Few", plan, simulated_snapshot.id, basis_of(simulated_snapshot, side), "Li")
    text = said(opened(simulated_home, monkeypatch, plans=(str(key), "t-later")))
    assert "the same random numbers" not in text and "1,000, 5,000 simulations" in text


def test_an_unknown_scenario_of_a_link_is_said(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(simulated_home, monkeypatch, plans="aaaaaaaa.1")
    assert "aaaaaaaa.1 is not here" in app.warning[0].value
    assert "NPV against doing nothing" in str(app.table[0].value.iloc[0, 0])


def test_a_scenario_saved_under_an_old_definition_says_what_changed(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    saved: SavedScenarios,
    side: Side,
) -> None:
    now = json.loads(basis_of(simulated_snapshot, side))
    assert changes(json.dumps(now), json.dumps(now)) == ()
    then = now | {
        "definitions": now["definitions"] | {"take_up_rate": "0"},
        "levels": now["levels"] | {"churn_rate": now["levels"]["churn_rate"] * 2},
    }
    key = saved.save("Old", plan_of(simulated_snapshot), simulated_snapshot.id, json.dumps(then), "Li")
    app = opened(simulated_home, monkeypatch, plans=str(key))
    said(app)
    (notice,) = (each.value for each in app.warning)
    assert "Saved under an old definition" in notice
    assert "Definition of Take-up rate: version 0 then, version 1 now" in notice
    assert "Early leaving a year starts from" in notice


def test_a_plan_these_data_cannot_carry_opens_with_its_reason(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    saved: SavedScenarios,
    side: Side,
) -> None:
    plan = json.loads(plan_of(simulated_snapshot))
    plan["initiative"][0]["units"] = ["XX-1"]
    key = saved.save(
        "Elsewhere", json.dumps(plan), simulated_snapshot.id, basis_of(simulated_snapshot, side), "Li"
    )
    app = opened(simulated_home, monkeypatch, plans=str(key))
    said(app)
    assert "Elsewhere: XX-1 is no unit of these data" in app.warning[0].value


@pytest.mark.parametrize("damaged", ["{", "[]", "{}", '{"layout": 0}', "[" * 100_000])
def test_what_is_damaged_breaks_nothing(
    simulated_home: Home,
    simulated_snapshot: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    saved: SavedScenarios,
    damaged: str,
) -> None:
    basis = saved.save("Basis", plan_of(simulated_snapshot), simulated_snapshot.id, damaged, "Li")
    plan = saved.save("Plan", damaged, simulated_snapshot.id, damaged, "Li")
    app = opened(simulated_home, monkeypatch, plans=str(basis), deep="came")
    assert "The basis it was saved on can no longer be read" in said(app)
    assert "Once the months of a saved scenario are over" in said(app)
    said(opened(simulated_home, monkeypatch, plans=str(plan)))
    capsys.readouterr()
    assert main(["scenario", "run", str(plan)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_partners_see_nothing_of_it(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "scope_of_reader", lambda: Scope(partners=("P1",)))
    assert not view.may_see("scenarios", Scope(partners=("P1",)))
    app = opened(simulated_home, monkeypatch)
    assert not app.table and not app.number_input


def test_data_that_carry_no_scenario_say_so(small_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "The data served cannot carry a scenario" in said(opened(small_home, monkeypatch))
    assert "现有数据不足以支持情景测算" in said(opened(small_home, monkeypatch, lang="zh"))


def test_keys_of_links_are_those_of_the_command() -> None:
    assert Key.looks_like("k3v9x2ab.1") and not Key.looks_like("t-finish")


def test_what_to_find_out_first_has_a_row_per_unproven_effect(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dearest first; a desk on which nothing is planned has nothing to find out."""
    app = opened(simulated_home, monkeypatch, deep="know")
    said(app)
    table = app.table[-1].value
    assert list(table.columns) == [
        "Unproven effect",
        "Knowing it is worth at most",
        "Roll-out that would show it",
    ]
    assert any("NPL formation" in words for words in table.iloc[:, 0])
    assert all("regions" in words for words in table.iloc[:, 2])
    idle = opened(simulated_home, monkeypatch, deep="know", plans="t-present")
    assert "No unproven effect could change which scenario is best." in said(idle)


def test_on_a_phone_the_table_is_a_list_per_scenario_with_the_same_cells(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = opened(simulated_home, monkeypatch).table[0].value
    monkeypatch.setattr("ui.scenarios.blocks.phone", lambda: True)
    app = opened(simulated_home, monkeypatch)
    text = said(app)
    assert not app.table
    for column in frame.columns[1:]:
        block = text[text.index(f"**{column}** · {frame.columns[0]}") :]
        for row, cell in zip(frame.iloc[:, 0], frame[column], strict=True):
            assert f"- {row}: {cell.replace(BREAK, ' ')}" in block
