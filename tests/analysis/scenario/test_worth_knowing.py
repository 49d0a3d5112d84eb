"""The value of knowing an effect against its closed form, and against a planner who is told and then decides."""

from dataclasses import replace
from math import exp, pi, sqrt

import numpy as np
import pytest
from scipy.special import ndtr

from analysis.scenario.description import Effect, Scenario
from analysis.scenario.worth_knowing import find_worth_knowing, value_of_knowing
from tests.kit.scenarios import a_scenario, an_effect, an_initiative

YEAR = sum(1.08 ** (-month / 12) for month in range(1, 13))
WORTH = 10 * 0.1 * 2 / 3 * YEAR  # NPV of automation one higher everywhere (test_money_split.py)
DRAWS = 200_000


def closed_form(mean: float, spread: float) -> float:
    """E max(X, 0) − max(E X, 0) of a normal X: the unit normal loss, Raiffa and Schlaifer (1961)."""
    height = mean / spread
    density = exp(-(height**2) / 2) / sqrt(2 * pi)
    return mean * float(ndtr(height)) + spread * density - max(mean, 0.0)


@pytest.mark.parametrize(("mean", "spread"), [(0.0, 1.0), (0.5, 1.0), (-1.0, 2.0), (3.0, 1.0)])
def test_knowing_all_of_a_normal_npv_is_the_unit_normal_loss(mean: float, spread: float) -> None:
    deviate = np.random.default_rng(1).standard_normal(DRAWS)
    found = value_of_knowing([mean + spread * deviate], deviate)
    assert found == pytest.approx(closed_form(mean, spread), abs=0.01 * spread)


def test_of_a_sum_knowing_one_part_is_worth_its_own_spread() -> None:
    """What stays unknown has no part in it: E[NPV | part] spreads by the part alone."""
    part, rest = np.random.default_rng(2).standard_normal((2, DRAWS))
    npv = 0.3 + 1.0 * part + 5.0 * rest
    assert value_of_knowing([npv], part) == pytest.approx(closed_form(0.3, 1.0), abs=0.05)
    noise = np.random.default_rng(3).standard_normal(DRAWS)
    assert value_of_knowing([npv], noise) == pytest.approx(0.0, abs=0.03)


def test_of_two_plans_only_what_tells_them_apart_is_worth_knowing() -> None:
    """Max of two lines: X and 1, X normal around 1 with spread 2, so the loss of the difference around 0."""
    deviate = np.random.default_rng(4).standard_normal(DRAWS)
    plans = [1.0 + 2.0 * deviate + 100.0, np.full(DRAWS, 101.0)]
    assert value_of_knowing(plans, deviate) == pytest.approx(closed_form(0.0, 2.0), abs=0.02)
    assert value_of_knowing([plan + 3.0 * deviate for plan in (plans[1], plans[1] + 1.0)], deviate) < 1e-9


def unproven(code: str, value: float, spread: float) -> Effect:
    effect = an_effect(code, "automated_rate", value, spread)
    return replace(effect, source="measured", evidence=code, basis="cannot tell")


def automating(*effects: Effect, once: float) -> Scenario:
    initiatives = tuple(
        an_initiative(effect.initiative, (0, 0), cost_once=once if n == 0 else 0.0)
        for n, effect in enumerate(effects)
    )
    return a_scenario(initiatives, effects, draws=20_000)


def test_of_a_plan_it_is_the_loss_of_its_own_effect() -> None:
    """On the pencil's company the NPV is WORTH × effect less the cost, both to be had by hand."""
    cost = 0.01 * WORTH / 1.08 ** (-1 / 12)
    (found,) = find_worth_knowing([automating(unproven("ai", 0.0, 0.02), once=cost)])
    assert found.effect.initiative == "ai"
    assert found.value == pytest.approx(closed_form(-0.01 * WORTH, 0.02 * WORTH), rel=0.03)


def test_what_cannot_change_the_choice_is_not_worth_knowing_nor_what_is_proven() -> None:
    sure = replace(unproven("ai", 0.2, 0.001), basis="attributable")
    scenario = automating(sure, unproven("portal", 0.0, 0.001), once=0.0)
    assert find_worth_knowing([scenario]) == ()
    assert find_worth_knowing([automating(sure, once=0.0)]) == ()


def test_the_dearest_comes_first_and_of_several_plans_each_effect_once() -> None:
    wide, narrow = unproven("ai", 0.0, 0.04), unproven("portal", 0.0, 0.02)
    both, one = automating(wide, narrow, once=0.001), automating(narrow, once=0.001)
    found = find_worth_knowing([both, one])
    assert [worth.effect.initiative for worth in found] == ["ai", "portal"]
    assert found[0].value > found[1].value > 0
