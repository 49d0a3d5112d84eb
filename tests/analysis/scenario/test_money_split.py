"""What a plan's money rests on, on the company small enough for a pencil.

Automation of 0.5 + x everywhere instead of 0.5 saves 10 × 0.1 × x × 2 ÷ 3 a month (test_scenario_comparison.py), so
the NPV is exactly proportional to the sum of what is drawn, as long as shares stay away from 0 and 1.
"""

from dataclasses import replace

import numpy as np
import pytest

from analysis.scenario.description import Effect, Scenario, Source
from analysis.scenario.discount import RULES
from analysis.scenario.draws import draw_deviates
from analysis.scenario.projection import percentiles, simulate
from analysis.scenario.runs import run_of
from analysis.scenario.trust import limit_to, split_money, trust_of
from tests.kit.scenarios import STEADY, a_scenario, an_effect, an_initiative

YEAR = sum(1.08 ** (-month / 12) for month in range(1, 13))
WORTH = 10 * 0.1 * 2 / 3 * YEAR  # NPV of one point of automation everywhere, in hundreds of percent
EVERYWHERE = (0, 0)


def resting_on(basis: str, code: str, value: float, spread: float) -> Effect:
    sources: dict[str, Source] = {"claim": "claim", "own range": "range"}
    source = sources.get(basis, "measured")
    plain = an_effect(code, "automated_rate", value, spread)
    return replace(plain, source=source, evidence="" if source == "range" else code, basis=basis)


def planned(*effects: Effect, once: float = 0.0) -> Scenario:
    initiatives = tuple(
        an_initiative(effect.initiative, EVERYWHERE, cost_once=once if n == 0 else 0.0)
        for n, effect in enumerate(effects)
    )
    return a_scenario(initiatives, effects)


@pytest.mark.parametrize("basis", RULES)
def test_only_what_is_taken_as_measured_is_proven(basis: str) -> None:
    effect = resting_on(basis, "ai", 0.05, 0.01)
    proven = RULES[basis].startswith("as measured") and "none to twice" not in RULES[basis]
    assert trust_of(effect) == ("proven" if proven else "stated" if basis == "own range" else "unproven")


def test_each_part_is_what_its_own_draws_are_worth() -> None:
    """By hand from the deviates: log odds of a half move a share by a quarter of them, near nothing exactly so."""
    sure, unsure = (
        resting_on("attributable", "ai", 0.02, 0.001),
        resting_on("cannot tell", "portal", 0.0, 0.02),
    )
    own = resting_on("own range", "robots", 0.01, 0.002)
    scenario = planned(sure, unsure, own)
    effects = draw_deviates(scenario).effects
    split = split_money(scenario)
    assert split.unproven_effects == (("portal", "automated_rate"),)
    wanted = WORTH * (0.02 + 0.001 * effects[:, 0])
    assert split.proven == pytest.approx(percentiles(wanted[:, None])[0], rel=2e-3)
    assert split.unproven == pytest.approx(
        percentiles((WORTH * 0.02 * effects[:, 1])[:, None])[0], rel=0.02, abs=1e-4
    )
    assert split.stated == pytest.approx(
        percentiles((WORTH * (0.01 + 0.002 * effects[:, 2]))[:, None])[0], rel=0.02
    )
    assert (split.positive, split.proven_effects) == (1.0, 1)


def test_the_parts_add_up_to_the_whole_in_every_draw() -> None:
    scenario = planned(
        resting_on("attributable", "ai", 0.1, 0.05),
        resting_on("claim", "portal", 0.1, 0.1),
        resting_on("own range", "robots", -0.2, 0.1),
        once=0.3,
    )
    sums = [
        run_of(limited, draw_deviates(limited)).npv
        for limited in (limit_to(scenario, ("proven",)), limit_to(scenario, ("proven", "unproven")), scenario)
    ]
    split = split_money(scenario)
    for part, values in (
        (split.proven, sums[0]),
        (split.unproven, sums[1] - sums[0]),
        (split.stated, sums[2] - sums[1]),
    ):
        assert part == pytest.approx(np.percentile(values, [5, 25, 50, 75, 95]))
    assert split.positive == pytest.approx(np.mean(sums[0] > 0)) and 0 < split.positive < 1
    assert simulate(scenario).npv == pytest.approx(np.percentile(sums[2], [5, 25, 50, 75, 95]))


def test_proven_alone_is_the_plan_that_never_heard_of_the_rest() -> None:
    """Also of what is under way: an effect that nobody has proven moves neither the plan nor doing nothing."""
    sure, unsure = (
        resting_on("attributable", "ai", 0.1, 0.05),
        resting_on("difference only", "portal", 0.0, 0.1),
    )
    under_way = replace(
        STEADY,
        under_way=(an_initiative("portal", (-6, None)),),
        effects=(replace(unsure, evidence="portal"),),
    )
    with_all = replace(planned(sure, unsure), baseline=under_way)
    never = replace(
        with_all, effects=(sure,), baseline=replace(under_way, effects=()), name="never heard of it"
    )
    limited = limit_to(with_all, ("proven",))
    assert simulate(limited) == simulate(never)
    assert simulate(with_all).npv != simulate(never).npv


def test_without_anything_proven_the_costs_are_left() -> None:
    split = split_money(planned(resting_on("cannot tell", "portal", 0.0, 0.1), once=5.0))
    assert split.proven == pytest.approx((-5.0 * 1.08 ** (-1 / 12),) * 5)
    assert (split.positive, split.proven_effects, split.stated) == (0.0, 0, None)
    assert split.unproven is not None and split.unproven[0] < 0 < split.unproven[4]
