"""Deviates of everything uncertain, in units of its own spread; seeded by the id of the scenario.

An effect has one deviate for all units and months. Effects of one initiative share a factor, so that what goes well
goes well for all its goals: deviate = better × (√ρ factor + √(1 − ρ) own), ρ the correlation of the scenario; where
the error of an effect has few degrees of freedom it is stretched to Student's t.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from analysis.scenario.description import OUTCOMES, Scenario

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Deviates:
    """Of effects [draws, effects] and coefficients [draws, coefficients], in the order of the scenario."""

    effects: Array
    coefficients: Array


def drawn(scenario: Scenario) -> Deviates:
    """The scenario's own draws; the same id gives the same."""
    seed = int.from_bytes(hashlib.sha256(scenario.id.encode()).digest())
    random, draws = np.random.default_rng(seed), scenario.draws
    shared = {one.code: random.standard_normal(draws) for one in scenario.initiatives}
    rho = next(one.value for one in scenario.coefficients if one.name == "correlation")
    effects = np.empty((draws, len(scenario.effects)))
    for place, effect in enumerate(scenario.effects):
        own = random.standard_normal(draws)
        normal = OUTCOMES[effect.outcome].better * (
            np.sqrt(rho) * shared[effect.initiative] + np.sqrt(1 - rho) * own
        )
        if effect.degrees is not None:
            normal *= np.sqrt(effect.degrees / random.chisquare(effect.degrees, draws))
        effects[:, place] = normal
    return Deviates(effects, random.standard_normal((draws, len(scenario.coefficients))))


def one_at_a_time(scenario: Scenario) -> Deviates:
    """Row 0: everything at its middle; then for each effect and each coefficient one row at the 10th percentile and
    one at the 90th, all else at its middle."""
    effects, coefficients = len(scenario.effects), len(scenario.coefficients)
    rows = np.zeros((1 + 2 * (effects + coefficients), effects + coefficients))
    for place in range(effects + coefficients):
        degrees = scenario.effects[place].degrees if place < effects else None
        end = ndtri(0.9) if degrees is None else stdtrit(degrees, 0.9)
        rows[1 + 2 * place, place], rows[2 + 2 * place, place] = -end, end
    return Deviates(rows[:, :effects], rows[:, effects:])


def coefficient_values(scenario: Scenario, deviates: Deviates) -> dict[str, Array]:
    """Every coefficient by draw: a normal of two halves with its value in the middle, within what is possible."""
    out = {}
    for one, deviate in zip(scenario.coefficients, deviates.coefficients.T, strict=True):
        side = np.where(deviate < 0, one.value - one.low, one.high - one.value)
        out[one.name] = np.clip(one.value + deviate * side / ndtri(0.9), one.minimum, one.maximum)
    return out
