"""What it would be worth to know an effect before deciding: expected value of perfect information on it.

A planner who goes by the expected NPV takes the best of the plans and of doing nothing. Who knew the effect would take
the best for its size. The difference, averaged over the draws, is what knowing is worth at most:

    E over the effect of max over plans of E[NPV | effect]  −  max over plans of E[NPV]

E[NPV | effect] is a polynomial in the effect's deviate, fitted to the draws (Strong, Oakley and Brennan, 2014, Medical
Decision Making 34, 311–326). What goes with the effect, such as others of the same initiative, is known with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import Effect, Scenario
from analysis.scenario.draws import draw_deviates
from analysis.scenario.runs import run_of
from analysis.scenario.trust import trust_of

Array = NDArray[np.float64]

LEAST = 1e-4  # of the widest spread of an NPV: less is rounding
DEGREE = 3  # of the polynomial: log odds, logarithms and run-off bend the line, but never turn it often


@dataclass(frozen=True, kw_only=True)
class Worth:
    """An effect that is not proven, and what knowing its size would be worth, in money of the first month."""

    effect: Effect
    value: float


def find_worth_knowing(scenarios: Sequence[Scenario]) -> tuple[Worth, ...]:
    """Return the planned effects that are not proven and whose knowledge could change the choice, the dearest first.

    scenarios: on one snapshot, over the same months and with as many draws; doing nothing can be chosen as well.
    """
    npvs, deviates = list[Array](), dict[str, Array]()
    effects: dict[str, Effect] = {}
    for scenario in scenarios:
        drawn = draw_deviates(scenario)
        npvs.append(run_of(scenario, drawn).npv)
        deviates |= {
            effect.luck: drawn.effects[:, place] for place, (effect, _) in enumerate(scenario.acting)
        }
        effects |= {effect.luck: effect for effect in scenario.effects if trust_of(effect) == "unproven"}
    worths = (
        Worth(effect=effect, value=value_of_knowing(npvs, deviates[luck])) for luck, effect in effects.items()
    )
    least = LEAST * max((float(npv.std()) for npv in npvs), default=0.0)
    return tuple(sorted((worth for worth in worths if worth.value > least), key=lambda worth: -worth.value))


def value_of_knowing(npvs: Sequence[Array], deviate: Array) -> float:
    """Return the expected value of knowing what one deviate is, before choosing among plans and doing nothing.

    npvs: of each plan [draws]; deviate [draws].
    """
    design = np.vander(deviate, DEGREE + 1)
    expected = [design @ np.linalg.lstsq(design, npv, rcond=None)[0] for npv in npvs]
    choices = np.array([*expected, np.zeros(len(deviate))])
    # Fitted values have the mean of what they are fitted to, so knowing is never worth less than nothing.
    return float(np.max(choices, axis=0).mean() - np.max(choices.mean(axis=1)))
