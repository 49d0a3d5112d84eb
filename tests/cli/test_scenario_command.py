"""`milepost scenario run` on the simulated company: the example, the baseline on raw rows, what it refuses."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.scenario.projection import simulate
from analysis.scenario.trust import limit_to
from cli.main import main
from cli.publishing import publish
from tests.kit.facts import a_company, some_applications, write_facts
from warehouse.contract.store import Home
from warehouse.scenarios.plan import read_plan
from warehouse.scenarios.scenario import Assembled, assemble
from warehouse.snapshot.snapshots import Snapshot

EXAMPLE = Path(__file__).parents[2] / "examples" / "scenarios" / "demo.toml"


@pytest.fixture(autouse=True)
def served(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(simulated_home.root))


@pytest.fixture(scope="module")
def example(simulated_snapshot: Snapshot) -> Assembled:
    return assemble(simulated_snapshot, read_plan(EXAMPLE))


def test_the_example_runs(capsys: pytest.CaptureFixture[str], example: Assembled) -> None:
    assert main(["scenario", "run", str(EXAMPLE), "--format", "json"]) == 0
    first = capsys.readouterr().out
    assert main(["scenario", "run", str(EXAMPLE), "--format", "json"]) == 0
    assert capsys.readouterr().out == first
    rows: list[dict[str, Any]] = json.loads(first)
    assert rows[0]["id"] == example.scenario.id
    parts = pd.Series([row["part"] for row in rows]).value_counts()
    assert (parts["initiative"], parts["effect"], parts["target"]) == (4, 5, 3)
    fans = pd.DataFrame([row for row in rows if row["part"] == "fan"])
    assert fans.groupby(["series", "of"]).size().unique().tolist() == [36]
    assert (fans[["p5", "p25", "p50", "p75", "p95"]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert main(["scenario", "run", str(EXAMPLE)]) == 0
    table = capsys.readouterr().out
    assert "npl_formation" in table and "npl_rate" not in first
    for row in rows:
        assert row["part"] == "fan" or row.get("name", row.get("code", "")) in table


def test_plans_are_compared_in_the_draws_they_share(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, example: Assembled
) -> None:
    """The example beside a plan without initiatives."""
    idle = tmp_path / "idle.toml"
    idle.write_text('name = "Idle"\nmonths = 36\n', encoding="utf-8")
    assert main(["scenario", "compare", str(EXAMPLE), str(idle), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    places = {row["name"]: row for row in rows if row["part"] == "rank"}
    assert set(places) == {example.scenario.name, "Idle", "do nothing"}
    assert sum(row["best"] for row in places.values()) == pytest.approx(1)
    # Idling is doing nothing, so the example is best just as often as it pays, on whichever effects.
    paying = simulate(limit_to(example.scenario, ("proven",))).positive
    assert places[example.scenario.name]["best"] == pytest.approx(paying)
    assert main(["scenario", "compare", str(EXAMPLE), str(idle), "--effects", "all", "--format", "json"]) == 0
    best = {row["name"]: row["best"] for row in json.loads(capsys.readouterr().out) if row["part"] == "rank"}
    assert best[example.scenario.name] == pytest.approx(simulate(example.scenario).positive)
    assert paying < best[example.scenario.name]
    assert main(["scenario", "compare", str(EXAMPLE), str(idle)]) == 0
    verdict, _, counted, *_ = capsys.readouterr().out.splitlines()
    assert verdict.startswith(("On proven effects", "No clear winner on proven effects"))
    assert counted == "effects counted: proven"
    assert main(["scenario", "compare", str(EXAMPLE), str(idle), "--effects", "all"]) == 0
    assert "hangs on" in capsys.readouterr().out
    idle.write_text('name = "Idle"\nmonths = 24\n', encoding="utf-8")
    assert main(["scenario", "compare", str(EXAMPLE), str(idle)]) == 1
    assert capsys.readouterr().err == "milepost: these plans cannot be compared: not over the same months\n"


def test_what_reaches_a_target_is_sought(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One initiative: if some of it is needed, it is the cheapest set; else doing nothing is."""
    plan = tmp_path / "plan.toml"
    head = EXAMPLE.read_text(encoding="utf-8").split("[[initiative]]")[:2]
    target = '[[target]]\nseries = "automated_rate"\nmonth = 36\nat_least = 0.4\n'
    plan.write_text("[[initiative]]".join(head) + target, encoding="utf-8")
    assert main(["scenario", "seek", str(plan), "--format", "json"]) == 0
    coverage, cost = json.loads(capsys.readouterr().out)
    assert (coverage["seek"], coverage["initiatives"], cost["seek"]) == (
        "coverage",
        "ai_approval",
        "cheapest",
    )
    assert 0 <= coverage["least"] <= 1
    assert cost["initiatives"] == ("ai_approval" if coverage["least"] else "do nothing")
    assert (
        main(["scenario", "seek", str(plan), "--series", "npl_formation", "--at-most", "0", "--month", "36"])
        == 0
    )
    said = capsys.readouterr().out
    assert "No set of this plan's initiatives is enough. Nearest: " in said and "Nearest set: " in said
    assert main(["scenario", "seek", str(plan), "--series", "npl_formation", "--at-most", "0"]) == 1
    assert "month is missing" in capsys.readouterr().err
    assert main(["scenario", "seek", str(plan), "--probability", "2"]) == 1
    assert "between 0 and 1" in capsys.readouterr().err


def test_a_wrong_file_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('name = "x"\nmonths = 600\n', encoding="utf-8")
    assert main(["scenario", "run", str(plan)]) == 1
    assert capsys.readouterr().err == (
        "milepost: plan.toml: months = 600; allowed: a whole number from 12 to 60\n"
    )


def test_a_company_that_cannot_carry_a_scenario(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Applications alone: there is no book to start from."""
    place = Home(root=tmp_path)
    write_facts(place, a_company(), datetime(2021, 12, 31, 16), applications=some_applications(3_000, seed=2))
    publish(place, lambda line: None)
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    plan = tmp_path / "plan.toml"
    plan.write_text('name = "x"\nmonths = 12\n', encoding="utf-8")
    assert main(["scenario", "run", str(plan)]) == 1
    assert capsys.readouterr().err == (
        "milepost: a scenario starts from outstanding_balance in the after window: needs table loan_months\n"
    )
