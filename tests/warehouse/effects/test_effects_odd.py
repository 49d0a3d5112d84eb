"""Initiatives as companies really write them down: what must neither crash a publication nor be called evidence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.results import HISTORY_TOO_SHORT, TOO_FEW, Reason
from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.panels import UnitPanel, panel_of
from warehouse.effects.roll_outs import roll_outs_of
from warehouse.snapshot.snapshots import Snapshot, open_current

AS_OF = datetime(2025, 12, 31, 16)
MINUTES = 60 * 30.4375 * 1_440  # of five years
REGIONS = 14
FIRST = pd.Timestamp("2020-12-31 16:00")
KPI = "approval_time_median"
WAVES = ("2022-07-01",) * 2 + ("2022-11-01",) * 2 + ("2023-03-01",) * 2 + ("2023-07-01",) * 2

Scale = Callable[[pd.DatetimeIndex, np.ndarray], np.ndarray]


def applications(count: int, scale: Scale | None, mode: str | None) -> pd.DataFrame:
    """Applications over five years, waits times `scale`(submitted, region), decided by `mode` or by either."""
    random = np.random.default_rng(1)
    submitted = FIRST + pd.to_timedelta(np.sort(random.uniform(0, MINUTES, count)), unit="min")
    region = random.choice(REGIONS, count)
    waits = random.lognormal(7.5, 1.2, count) * (1.0 if scale is None else scale(submitted, region))
    decided = pd.Series(submitted + pd.to_timedelta(waits, unit="min"))
    known = decided <= AS_OF
    modes = np.full(count, mode) if mode else random.choice(["auto", "manual"], count)
    return pd.DataFrame(
        {
            "application_id": np.arange(count),
            "product": "new",
            "channel": random.choice(["dealer", "app"], count),
            "region": np.array([f"R{i:02d}" for i in range(REGIONS)])[region],
            "submitted_at": submitted,
            "decided_at": decided.where(known),
            "outcome": pd.Series(random.choice(["approved", "declined"], count)).where(known, None),
            "decision_mode": pd.Series(modes).where(known, None),
        }
    )


def by_region(days: tuple[str, ...], ended_on: str | None = None, name: str = "X") -> pd.DataFrame:
    rows = [(name, "region", f"R{place:02d}", day, ended_on) for place, day in enumerate(days)]
    return rolled_out(*rows)


def rolled_out(*rows: tuple[str, str, str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["initiative_id", "unit_kind", "unit", "live_on", "ended_on"])
    return frame.assign(live_on=pd.to_datetime(frame.live_on), ended_on=pd.to_datetime(frame.ended_on))


def published(
    folder: Path,
    rows: pd.DataFrame,
    roll_outs: pd.DataFrame | None,
    goals: dict[str, Any],
    **tables: pd.DataFrame,
) -> Snapshot:
    """The snapshot of a company with the initiatives X and Y; `goals`: columns of its goals, else one of X on KPI."""
    if roll_outs is not None:
        tables["rollouts"] = roll_outs
    write_facts(
        Home(root=folder),
        a_company(),
        AS_OF,
        applications=rows,
        initiatives=pd.DataFrame(
            {"initiative_id": ["X", "Y"], "name": ["X", "Y"], "lever": "approval", "status": "finished"}
        ),
        initiative_goals=pd.DataFrame(
            {"initiative_id": ["X"], "kpi": [KPI], "expected_change": [-0.2]} | goals
        ),
        **tables,
    )
    publish(Home(root=folder), lambda line: None)
    return open_current(Home(root=folder))


def found_in(snapshot: Snapshot) -> Evidence:
    return evidence(snapshot, WHOLE_HOUSE)


def goal_of(snapshot: Snapshot, kpi: str = KPI, initiative: str = "X") -> Pair:
    pair = found_in(snapshot).pair(initiative, kpi)
    assert pair is not None
    return pair


def faster_from(day: str) -> Scale:
    return lambda submitted, region: np.where(submitted >= pd.Timestamp(day), 0.4, 1.0)


@pytest.mark.parametrize("mode", ["auto", "manual"])
@pytest.mark.parametrize("at_once", [True, False])
def test_what_never_varies_is_no_effect(tmp_path: Path, mode: str, at_once: bool) -> None:
    roll_outs = rolled_out(("X", "company", "all", "2023-07-01", None)) if at_once else by_region(WAVES)
    pair = goal_of(
        published(tmp_path, applications(6_000, None, mode), roll_outs, {"kpi": ["automated_rate"]}),
        "automated_rate",
    )
    assert (pair.effect, pair.reason) == (None, TOO_FEW)


def test_units_that_nobody_knows_are_no_roll_out(tmp_path: Path) -> None:
    nowhere = rolled_out(
        ("X", "region", "Nowhere", "2023-07-01", None), ("X", "region", "Else", "2023-09-01", None)
    )
    rows = applications(6_000, faster_from("2023-07-01"), None)
    pair = goal_of(published(tmp_path, rows, nowhere, {}))
    assert pair.effect is None and pair.grade != "trend break"


def test_some_units_at_once_are_no_break_of_the_whole(tmp_path: Path) -> None:
    pair = goal_of(published(tmp_path, applications(6_000, None, None), by_region(("2023-07-01",) * 4), {}))
    assert pair.method == "staggered roll-out"  # others wait
    other = tmp_path / "other"
    nowhere = rolled_out(("X", "region", "Nowhere", "2023-07-01", None))
    assert goal_of(published(other, applications(6_000, None, None), nowhere, {})).reason == TOO_FEW


def test_a_pilot_is_judged_while_it_ran(tmp_path: Path) -> None:
    """Six months at 0.4 of the wait: the months after its end are not counted as under it."""
    pilot = rolled_out(("X", "company", "all", "2023-07-01", "2023-12-31"))
    rows = applications(
        12_000,
        lambda submitted, region: np.where(
            (submitted >= pd.Timestamp("2023-06-30 16:00")) & (submitted < pd.Timestamp("2023-12-31 16:00")),
            0.4,
            1.0,
        ),
        None,
    )
    snapshot = published(tmp_path, rows, pilot, {})
    (series,) = (one for one in found_in(snapshot).series if one.kpi == KPI)
    assert series.months[-1] == "2023-12"
    effect = goal_of(snapshot).effect
    assert effect is not None and effect.lower < np.log(0.4) < effect.upper


def test_a_break_on_the_day_of_a_new_definition_is_none(tmp_path: Path) -> None:
    whole = rolled_out(("X", "company", "all", "2023-07-01", None))
    events = pd.DataFrame(
        {"occurred_on": pd.to_datetime(["2023-07-01"]), "kind": "definition", "label_en": "new", "kpi": KPI}
    )
    rows = applications(8_000, faster_from("2023-07-01"), None)
    pair = goal_of(published(tmp_path, rows, whole, {}, events=events))
    assert pair.grade != "trend break"
    assert [gate.code for gate in pair.gates if not gate.passed] == ["definition"]


def test_two_that_reached_all_together_are_not_told_apart(tmp_path: Path) -> None:
    whole = rolled_out(
        ("X", "company", "all", "2023-07-01", None), ("Y", "company", "all", "2023-09-01", None)
    )
    rows = applications(8_000, faster_from("2023-07-01"), None)
    pair = goal_of(published(tmp_path, rows, whole, {}))
    assert pair.grade != "trend break" and pair.reason == Reason(code="not separable from", about="Y")


def test_what_ended_before_the_window_leaves_the_ledger_whole(tmp_path: Path) -> None:
    starts = pd.to_datetime([*WAVES, *["2099-01-01"] * (REGIONS - len(WAVES))]).to_numpy()

    def faster(submitted: pd.DatetimeIndex, region: np.ndarray) -> np.ndarray:
        return np.where((submitted >= starts[region]) & (submitted < pd.Timestamp("2024-06-30")), 0.4, 1.0)

    snapshot = published(tmp_path, applications(30_000, faster, None), by_region(WAVES, "2024-06-30"), {})
    pair = goal_of(snapshot)
    assert pair.grade == "attributable"
    assert pair.contribution is not None and pair.contribution.value == 0
    (ledger,) = (one for one in found_in(snapshot).ledgers if one.kpi == KPI)
    assert [name for name, _ in ledger.parts] == ["X"] and ledger.rest == ledger.observed


@pytest.mark.parametrize("kpi", [KPI, "approval_time_p90", "APR-01"])
def test_anticipation_holds_for_every_goal_the_outcome_speaks_for(tmp_path: Path, kpi: str) -> None:
    goals = {"kpi": [kpi], "anticipation_months": [3]}
    snapshot = published(tmp_path, applications(3_000, None, None), by_region(WAVES), goals)
    panel = panel_of(snapshot, KPI, "region")
    assert isinstance(panel, UnitPanel)
    (roll_out,) = roll_outs_of(snapshot, KPI, "region", panel.units)
    assert roll_out.anticipation == 3


def test_without_a_year_to_choose_in_nothing_is_said(tmp_path: Path) -> None:
    early = tuple(str(pd.Timestamp(day) - pd.DateOffset(months=6))[:10] for day in WAVES)
    assert (
        goal_of(published(tmp_path, applications(4_000, None, None), by_region(early), {})).reason
        == HISTORY_TOO_SHORT
    )


@pytest.mark.parametrize("kind", ["channel", "product", "partner"])
def test_roll_outs_by_other_units_can_be_published(tmp_path: Path, kind: str) -> None:
    rows = rolled_out(*(("X", kind, unit, "2023-07-01", None) for unit in ("dealer", "app", "new", "P1")))
    assert goal_of(published(tmp_path, applications(3_000, None, None), rows, {})).grade != "attributable"


def test_goals_without_a_roll_out_or_without_a_known_kpi(tmp_path: Path) -> None:
    said: list[str] = []
    goals = {"initiative_id": ["X", "X"], "kpi": [KPI, "nonsense"], "expected_change": [0.0, -0.1]}
    snapshot = published(tmp_path, applications(2_000, None, None), None, goals)
    assert [(pair.kpi, pair.reason) for pair in found_in(snapshot).pairs] == [
        (KPI, Reason(code="needs table", about="rollouts"))
    ]
    (tmp_path / "snapshots" / "CURRENT").unlink()
    for path in (tmp_path / "snapshots").iterdir():
        path.unlink()
    publish(Home(root=tmp_path), said.append)
    assert "goals on nonsense are left out: no such KPI" in "\n".join(said)
