"""Measured effects as a scenario draws them, and what is under way, from evidence written by hand."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.attribution.grading import Gate
from analysis.results import TOO_FEW
from analysis.scenario.description import Effect
from tests.kit.scenarios import STEADY
from warehouse.effects.evidence import EventBin, Evidence, Initiative, Pair, Range, Wave
from warehouse.effects.goals import Goal
from warehouse.effects.pairs import pair_without_effect
from warehouse.scenarios.drawn_effects import counts_in_plan, of_pair
from warehouse.scenarios.under_way import with_under_way

ERROR = 1.959964  # half of an interval whose error is 1


def measured(initiative: str, kpi: str, *bins: tuple[int, int | None, float, float]) -> Pair:
    """Attributable, −30 % ± 1 %, without a design (so its errors are normal); bins: first, last, value, error."""
    unknown = pair_without_effect(
        initiative,
        Goal(initiative=initiative, kpi=kpi, expected_change=None, expected_money=None, anticipation=0),
        True,
        TOO_FEW,
        False,
    )
    return replace(
        unknown,
        grade="attributable",
        reason=None,
        scale="ln",
        effect=Range(value=-0.3, lower=-0.3 - 0.01 * ERROR, upper=-0.3 + 0.01 * ERROR),
        bins=tuple(
            EventBin(
                first=first,
                last=last,
                effect=Range(value=value, lower=value - error * ERROR, upper=value + error * ERROR),
            )
            for first, last, value, error in bins
        ),
    )


def course(effect: Effect) -> list[float]:
    return [step.centre for step in effect.steps]


def test_an_effect_builds_up_along_its_bins() -> None:
    """Months in the middle of a bin have its value; 1 month of 3 before the first middle goes on a third of the way.

    bins      0–2   3–5   6 on         errors 0.03, 0.06, 0.02; before the first: hypot(4/3 × 0.03, 1/3 × 0.06)
    month     0     1     2     3     4     5        6 on
    effect    −5    −10   −15   −20   −25   −27.5    −30 %
    """
    bins = ((0, 2, -0.10, 0.03), (3, 5, -0.25, 0.06), (6, None, -0.30, 0.02))
    found = of_pair(measured("ai", "npl_rate", *bins), "plan")
    assert course(found) == pytest.approx([-0.05, -0.10, -0.15, -0.20, -0.25, -0.275, -0.30])
    assert [(step.first, step.last) for step in found.steps] == [*((m, m) for m in range(6)), (6, None)]
    known = [np.hypot(0.04, 0.02), 0.03, 0.04, 0.05, 0.06, 0.04, 0.02]
    assert [step.spread for step in found.steps] == pytest.approx(known)


def test_what_nobody_has_been_live_long_enough_to_show_may_rise_or_fade() -> None:
    """Nothing seen from month 6 on: −25 % as in months 3–5, give or take a quarter of it beside its error."""
    pair = measured("ai", "npl_rate", (0, 2, -0.10, 0.03), (3, 5, -0.25, 0.06))
    unseen = (EventBin(first=6, last=11, effect=None), EventBin(first=12, last=None, effect=None))
    steps = of_pair(replace(pair, bins=(*pair.bins, *unseen)), "plan").steps
    assert [step.centre for step in steps[4:]] == pytest.approx([-0.25] * 9)
    assert (steps[4].spread, steps[-1].spread) == pytest.approx((0.06, np.hypot(0.06, 0.0625)))
    (whole,) = of_pair(replace(pair, bins=unseen), "plan").steps
    assert (whole.first, whole.last, whole.centre) == (0, None, -0.3)
    assert whole.spread == pytest.approx(0.01)


def test_an_effect_that_is_there_at_once_stays_so_and_none_begins_the_wrong_way() -> None:
    at_once = of_pair(
        measured("ai", "npl_rate", *((first, first + 2, -0.3, 0.1) for first in (0, 3, 6))), "p"
    )
    assert course(at_once) == pytest.approx([-0.3] * len(at_once.steps))
    late = of_pair(measured("ai", "npl_rate", (0, 2, -0.01, 0.1), (3, None, -0.2, 0.1)), "plan")
    assert course(late)[0] == 0
    assert course(of_pair(measured("ai", "npl_rate"), "plan")) == [-0.3]


def test_doubt_about_harm_makes_no_plan_look_better() -> None:
    """+30 ± 1 % of loans gone bad: as measured where certain, else so, from none of it to twice; −30 % stays in doubt.

    spread    0.01 attributable    0.3 ÷ 1.96 in doubt, around 0.3 of harm, around 0 of a gain
    """
    gain = measured("ai", "npl_rate")
    harm = replace(gain, effect=Range(value=0.3, lower=0.3 - 0.01 * ERROR, upper=0.3 + 0.01 * ERROR))
    told = [
        of_pair(replace(pair, grade=grade), "plan")
        for pair in (gain, harm)
        for grade in ("attributable", "trend break", "difference only", "cannot tell")
    ]
    assert [one.basis for one in told[4:]] == ["attributable", *["harm"] * 3]
    centres, spreads = zip(*((one.steps[-1].centre, one.steps[-1].spread) for one in told), strict=True)
    assert (centres[0], *centres[3:]) == (-0.3, 0.0, 0.3, 0.3, 0.3, 0.3)
    assert (spreads[0], spreads[4]) == pytest.approx((0.01, 0.01))
    assert (spreads[3], *spreads[5:]) == pytest.approx([0.3 / ERROR] * 4)
    hidden = replace(harm, grade="cannot tell", gates=(Gate(code="choosing", passed=False, figure=0.7),))
    (step,) = of_pair(hidden, "plan").steps
    assert step.centre == 0.3 and step.spread == pytest.approx(0.01)
    assert of_pair(hidden, "plan").basis == "at least"


def test_certain_harm_belongs_to_a_plan_though_it_was_no_goal() -> None:
    gain = replace(measured("ai", "npl_rate"), stated=False)
    harm = replace(gain, effect=Range(value=0.3, lower=0.2, upper=0.4))
    assert not counts_in_plan(gain) and counts_in_plan(replace(gain, stated=True))
    assert counts_in_plan(harm)
    assert not counts_in_plan(replace(harm, grade="cannot tell"))  # as chance alone gives some among so many
    assert not counts_in_plan(replace(harm, kpi="complaint_rate"))  # no outcome of a scenario


def test_who_is_under_way() -> None:
    """North and south, last month 2025-12: live for two months, everywhere, given up, by another kind, untold."""
    waves = {
        "north": (
            Wave(unit_kind="region", unit="north", live_on="2025-11-15", ended_on=None),
            Wave(unit_kind="region", unit="south", live_on="2026-01-01", ended_on=None),
        ),
        "all": (Wave(unit_kind="company", unit="", live_on="2024-12-01", ended_on=None),),
        "over": (Wave(unit_kind="region", unit="north", live_on="2024-01-01", ended_on="2025-06-30"),),
        "by channel": (Wave(unit_kind="channel", unit="app", live_on="2024-01-01", ended_on=None),),
        "unknown": (Wave(unit_kind="region", unit="south", live_on="2025-01-01", ended_on=None),),
    }
    initiatives = tuple(
        Initiative(
            code=code,
            name=code,
            lever="",
            owner=None,
            status="",
            cost_once=None,
            cost_per_month=None,
            acts_on=None,
            units_chosen_from=None,
            waves=waves[code],
        )
        for code in waves
    )
    known = tuple(measured(code, "npl_rate") for code in waves if code != "unknown")
    not_a_goal = replace(measured("north", "churn_rate"), stated=False)
    no_size = replace(measured("unknown", "npl_rate"), effect=None)
    no_outcome = measured("all", "csat")
    found = with_under_way(
        STEADY,
        Evidence(
            initiatives=initiatives, pairs=(*known, not_a_goal, no_size, no_outcome), ledgers=(), series=()
        ),
        "region",
    )
    assert {one.code: one.go_lives for one in found.under_way} == {"north": (-2, None), "all": (-13, -13)}
    assert [(one.initiative, one.outcome) for one in found.effects] == [
        ("north", "npl_rate"),
        ("all", "npl_rate"),
    ]
