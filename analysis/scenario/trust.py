"""What a plan's money rests on: effects that are proven, effects that are not, and ranges stated by hand.

The parts are taken one after the other in the same draws: NPV on proven effects alone, all costs included; what the
unproven effects change of it; what stated ranges change of that. Draw by draw they add up to the NPV on all effects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from analysis.scenario.description import Effect, Scenario
from analysis.scenario.draws import draw_deviates
from analysis.scenario.projection import FIVE, percentiles
from analysis.scenario.runs import run_of

Trust = Literal["proven", "unproven", "stated"]
IN_ORDER: tuple[Trust, ...] = ("proven", "unproven", "stated")
PROVEN = ("attributable", "at least")  # bases of `discount.RULES` that take an effect as it was measured


@dataclass(frozen=True, kw_only=True)
class Split:
    """The NPV by what it rests on: PERCENTILES of each part, None where the plan rests on nothing of that kind.

    positive: the share of draws in which the NPV on proven effects alone is positive. proven_effects: how many of the
    plan's effects are proven; without any, the proven part is its costs. unproven_effects: initiative and outcome of
    each that is not.
    """

    proven: FIVE
    positive: float
    proven_effects: int
    unproven: FIVE | None
    unproven_effects: tuple[tuple[str, str], ...]
    stated: FIVE | None


def trust_of(effect: Effect) -> Trust:
    """Return what an effect rests on; a published figure is not proven."""
    if effect.source == "range":
        return "stated"
    return "proven" if effect.basis in PROVEN else "unproven"


def limit_to(scenario: Scenario, trusts: Sequence[Trust]) -> Scenario:
    """Return the scenario as if only effects of these kinds existed, of what is under way too; costs stay."""
    base = scenario.baseline
    return replace(
        scenario,
        effects=tuple(effect for effect in scenario.effects if trust_of(effect) in trusts),
        baseline=replace(
            base, effects=tuple(effect for effect in base.effects if trust_of(effect) in trusts)
        ),
    )


def split_money(scenario: Scenario) -> Split:
    """Split the NPV of a scenario by what it rests on."""
    kinds = [trust_of(effect) for effect in scenario.effects]
    unproven = tuple(
        (effect.initiative, effect.outcome)
        for effect, kind in zip(scenario.effects, kinds, strict=True)
        if kind == "unproven"
    )
    limited = [limit_to(scenario, IN_ORDER[: n + 1]) for n in range(len(IN_ORDER))]
    npvs = {each: run_of(each, draw_deviates(each)).npv for each in dict.fromkeys(limited)}
    sums = [npvs[each] for each in limited]
    parts = dict(zip(IN_ORDER, (sums[0], *np.diff(sums, axis=0)), strict=True))
    fives = {trust: percentiles(values[:, None])[0] for trust, values in parts.items()}
    return Split(
        proven=fives["proven"],
        positive=float(np.mean(sums[0] > 0)),
        proven_effects=kinds.count("proven"),
        unproven=fives["unproven"] if unproven else None,
        unproven_effects=unproven,
        stated=fives["stated"] if "stated" in kinds else None,
    )
