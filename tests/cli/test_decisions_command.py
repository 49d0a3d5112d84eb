"""`milepost decisions`: recorded with the forecast of a plan, listed, and told at a publication."""

import json
from datetime import date
from pathlib import Path

import pytest

from analysis.scenario.projection import Of
from cli.decisions import say_due
from cli.main import main
from state.database import state_of
from state.decisions import Decisions
from state.scenarios import SavedScenarios
from tests.kit.decisions import a_forecast, around, record
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.scenarios.sides import side_of
from warehouse.scenarios.templates import templates
from warehouse.snapshot.snapshots import Snapshot


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("MILEPOST_HOME", str(simulated_home.root))
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")
    return simulated_home


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(["decisions", *command]) == 0
    return capsys.readouterr().out


def test_a_decision_is_recorded_with_what_its_plan_says(
    home: Home, simulated_snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    """The forecast is that of the plan, run again by the library; a month that is known is refused."""
    plan = dict(templates(simulated_snapshot, WHOLE_HOUSE))["finish"]
    key = SavedScenarios(state_of(home)).save("全部推广", plan, simulated_snapshot.id, "{}", "Han")
    who = ("--owner", "王芳", "--by", "Han", "--plan", str(key))
    assert main(["decisions", "record", "finish", "--review", "2025-06", *who]) == 1
    assert "not a month of the plan" in capsys.readouterr().err
    written = printed(
        capsys, "record", "先推广再评估", "--review", "2026-06", "--judged-by", "npl_rate", *who
    )
    (kept,) = json.loads(printed(capsys, "list", "--format", "json"))["decisions"]
    assert (kept["key"], kept["status"], kept["plan"]) == (written.strip(), "open", str(key))
    assert kept["decided_on"] == str(date.today())
    forecast = kept["forecast"]
    side = side_of(simulated_snapshot, plan, WHOLE_HOUSE)
    fans = {(fan.series, fan.of): fan.by_month for fan in side.result.fans}
    months = len(forecast["plan"]["npl_rate"])
    kinds: tuple[tuple[Of, str], ...] = (("scenario", "plan"), ("baseline", "nothing"))
    for of, name in kinds:
        for series, fan in forecast[name].items():
            assert [tuple(five) for five in fan] == list(fans[series, of][:months])
    assert "先推广再评估" in printed(capsys, "list")


def test_a_publication_tells_what_has_come_due(home: Home, tmp_path: Path) -> None:
    """Nothing where nothing was decided; and a state that cannot be read stops no publication."""
    assert say_due(home) == ""
    kept = Decisions(state_of(home))
    wide = a_forecast("approval_time_median", "2025-01", "2025-06", around(1e4, 5e3), around(1e6, 1))
    record(kept, "A", "2025-06", None, wide)
    record(kept, "B", "2025-06")
    told = "1 due: 1 inside the 90% range, 1 with a better forecast than doing nothing; 1 to review by hand"
    assert say_due(home) == f"decisions: {told}"
    (tmp_path / "state.sqlite").write_text("no database" * 200)
    assert say_due(home).startswith("decisions not scored: ")
