"""Frozen forecasts held to what comes: due or not, data corrected later, definitions and KPIs that are gone."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.results import DEFINITION_CHANGED, NOT_OLD_ENOUGH, Estimate, Reason
from analysis.scenario.projection import Of, simulate
from analysis.scenario.scoring import Score
from tests.kit.decisions import a_decision, a_forecast, around
from tests.kit.publishing import published
from tests.kit.scenarios import a_scenario, an_effect, an_initiative, fan
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.scenarios.decisions import judge_decisions, last_month_over, tally
from warehouse.scenarios.forecast import (
    UNREADABLE,
    Judgement,
    freeze,
    judge,
    list_moved,
    list_review_months,
    read_forecast,
)
from warehouse.scenarios.plan import plan_from
from warehouse.scenarios.scenario import Assembled
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot

SEPTEMBER, DECEMBER = datetime(2025, 9, 30, 16), datetime(2025, 12, 31, 16)  # UTC; Shanghai's midnight
# Said in June 2025 of October: faster than it came; doing nothing: a good deal slower.
PLAN, NOTHING = around(1_000, 100), around(2_000, 100)
FORECAST = a_forecast("approval_time_median", "2025-07", "2025-10", PLAN, NOTHING)


def applications(before: datetime, times: float) -> pd.DataFrame:
    """1,200 a month in eight regions of which all are approved, after about a day × times."""
    random = np.random.default_rng(5)
    months = pd.period_range("2025-01", "2025-12", freq="M")
    frames = [
        pd.DataFrame(
            {
                "submitted_at": month.start_time
                - pd.Timedelta(hours=8)
                + pd.to_timedelta(random.uniform(0, 27 * 1440, 1_200), unit="min"),
                "wait": random.lognormal(np.log(1_150 * times), 0.4, 1_200),
            }
        )
        for month in months
    ]
    frame = pd.concat(frames, ignore_index=True)
    frame["application_id"] = np.arange(len(frame))
    frame["decided_at"] = (frame.submitted_at + pd.to_timedelta(frame.wait, unit="min")).dt.floor("s")
    frame["submitted_at"] = frame.submitted_at.dt.floor("s")
    frame["region"] = [f"R{number % 8}" for number in range(len(frame))]
    frame = frame.assign(product="new", channel="app", outcome="approved")
    known = frame[frame.decided_at < pd.Timestamp(before)]
    return known.reset_index(drop=True)


def median_of(frame: pd.DataFrame, month: str) -> float:
    """The median wait of those submitted in a month in Shanghai, by hand."""
    local = frame.submitted_at + pd.Timedelta(hours=8)
    return float(frame.wait[local.dt.strftime("%Y-%m") == month].median())


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return published(tmp_path_factory.mktemp("early"), SEPTEMBER, applications=applications(SEPTEMBER, 1.0))


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return published(tmp_path_factory.mktemp("late"), DECEMBER, applications=applications(DECEMBER, 1.0))


def judged(snapshot: Snapshot, forecast: str) -> Judgement:
    told = judge(snapshot, forecast, WHOLE_HOUSE)
    assert isinstance(told, Judgement)
    return told


def test_a_decision_is_due_once_its_month_is_old_enough(early: Snapshot, late: Snapshot) -> None:
    """At the end of September July and August are 30 days old; at the end of December October is."""
    assert (last_month_over(early), last_month_over(late)) == ("2025-09", "2025-12")
    first = judged(early, FORECAST).main
    assert [estimate.value is None for estimate in first.seen] == [False, False, True, True]
    assert (first.own, first.gain) == (NOT_OLD_ENOUGH, NOT_OLD_ENOUGH)
    came = judged(late, FORECAST).main
    assert came.months == ("2025-07", "2025-08", "2025-09", "2025-10")
    value = came.value.value
    assert value == pytest.approx(median_of(applications(DECEMBER, 1.0), "2025-10"), rel=0.02)
    assert value is not None and came.value.lower is not None


def test_the_score_is_that_of_the_month_of_review(late: Snapshot) -> None:
    """By hand: 90 % range 800–1,200, and of doing nothing 1,800–2,200, which misses the value by far."""
    came = judged(late, FORECAST).main
    value, own, nothing = came.value.value, came.own, came.nothing
    assert value is not None and isinstance(own, Score) and isinstance(nothing, Score)
    assert 1_100 < value < 1_200 and (own.inside_90, own.inside_50) == (True, False)
    assert own.interval_90 == pytest.approx(400)
    assert own.interval_50 == pytest.approx(200 + 4 * (value - 1_100))
    assert nothing.interval_90 == pytest.approx(400 + 20 * (1_800 - value))
    assert came.gain == pytest.approx(1 - own.weighted / nothing.weighted)


def test_what_was_promised_stays_when_data_are_corrected(late: Snapshot, tmp_path: Path) -> None:
    corrected = published(tmp_path, DECEMBER, applications=applications(DECEMBER, 1.7))
    before, after = judged(late, FORECAST).main, judged(corrected, FORECAST).main
    assert (before.plan, before.do_nothing) == (after.plan, after.do_nothing) == ((PLAN,) * 4, (NOTHING,) * 4)
    assert before.value.value is not None and after.value.value is not None
    assert after.value.value == pytest.approx(1.7 * before.value.value, rel=0.02)
    assert isinstance(before.own, Score) and isinstance(after.own, Score)
    assert (before.own.place, after.own.place) == ("inside", "above")


def test_a_forecast_that_nothing_can_be_held_to(late: Snapshot) -> None:
    """Its KPI is gone, or is defined otherwise by now, or it is no forecast: each says which."""
    gone = FORECAST.replace("approval_time_median", "no_such_series")
    assert judged(late, gone).main.own == Reason(code="no such KPI", about="no_such_series")
    kept = json.loads(FORECAST)
    kept["definitions"] = {"approval_time_median": "0"}
    assert judged(late, json.dumps(kept)).main.own == DEFINITION_CHANGED
    assert judged(late, json.dumps(kept)).main.value == Estimate.cannot_say(DEFINITION_CHANGED)
    broken = ("", "[]", "{}", FORECAST.replace('"layout": 1', '"layout": 9'), FORECAST.replace("1000", '"x"'))
    assert [judge(late, text, WHOLE_HOUSE) for text in broken] == [UNREADABLE] * 5


def test_decisions_are_counted_by_what_became_of_them(early: Snapshot, late: Snapshot) -> None:
    reviewed = a_decision("e", "2025-10", None)
    changes = (
        *reviewed.changes,
        reviewed.follow_with("Mei", reviewed.last.at, state="reviewed", reason="ok"),
    )
    gone = FORECAST.replace("approval_time_median", "no_such_series")
    decisions = (
        a_decision("a", "2025-10", FORECAST),
        a_decision("b", "2025-10", None),
        a_decision("c", "2026-10", None),
        a_decision("d", "2025-10", gone),
        replace(reviewed, changes=changes),
    )

    def stand(snapshot: Snapshot) -> list[str]:
        judged = judge_decisions(
            decisions, lambda text: judge(snapshot, text, WHOLE_HOUSE), last_month_over(snapshot)
        )
        counts = tally(judged)
        assert counts.scored + counts.open + counts.by_hand + counts.reviewed == 5
        if counts.scored:
            assert (counts.within_90, counts.within_50, counts.better) == (1, 0, 1)
        return [each.status for each in judged]

    assert stand(early) == ["open", "open", "open", "open", "reviewed"]
    assert stand(late) == ["scored", "by hand", "open", "by hand", "reviewed"]


@pytest.fixture(scope="module")
def side() -> Side:
    """A plan of the steady company that decides faster, from 2026-01 on; what is lent follows."""
    scenario = a_scenario(
        (an_initiative("ai", (2, 2)),), (an_effect("ai", "approval_time_median", -0.4, 0.1),)
    )
    plan = plan_from("plan", {"name": "faster", "months": 12, "draws": 500})
    return Side(
        plan=plan,
        assembled=Assembled(scenario=scenario, already_live=((),)),
        result=simulate(scenario),
        number="",
    )


def test_what_is_frozen_is_what_the_plan_said(side: Side, late: Snapshot) -> None:
    """Of the series that it moves, up to the review, of the plan and of doing nothing."""
    moved = list_moved(side, "2026-06")
    assert moved[0] == "approval_time_median" and "churn_rate" not in moved
    kept = read_forecast(freeze(late, side, None, "2026-06"))
    assert kept is not None and (kept.judged_by, kept.first_month) == ("approval_time_median", "2026-01")
    assert set(kept.plan) == set(kept.nothing) == set(moved)
    kinds: tuple[tuple[Of, object], ...] = (("scenario", kept.plan), ("baseline", kept.nothing))
    for of, fans in kinds:
        assert isinstance(fans, dict)
        assert all(fans[series] == fan(side.result, series, of).by_month[:6] for series in moved)


def test_nothing_is_forecast_that_is_known(side: Side, late: Snapshot) -> None:
    """Of months that the data hold already, and beyond the plan."""
    assert list_review_months(late, side, "approval_time_median") == tuple(
        f"2026-{n:02}" for n in range(1, 13)
    )
    baseline = replace(side.assembled.scenario.baseline, last_month="2025-09")
    scenario = replace(side.assembled.scenario, baseline=baseline)
    older = replace(side, assembled=replace(side.assembled, scenario=scenario))
    assert list_review_months(late, older, "approval_time_median")[0] == "2025-12"
    with pytest.raises(MilepostError, match="still to come of the plan: 2025-12 to 2026-09"):
        freeze(late, older, None, "2025-11")
    for month in ("2025-09", "2026-10"):
        with pytest.raises(MilepostError, match="speaks of 2025-10 to 2026-09"):
            freeze(late, older, None, month)
