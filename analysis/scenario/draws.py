"""Standardised draws of everything uncertain, seeded by the facts and by the name of what is drawn.

Whatever two scenarios on one snapshot have in common has the same draws in both, so that they can be compared draw
by draw: a measured effect is as large in one as in the other, and the economy grows as fast.

An effect has one draw for all units and months. Effects of one initiative share a factor, so that success in one
goal goes with success in the others: deviate = better × (√ρ factor + √(1 − ρ) own), ρ being the correlation of the
scenario. If the error of an effect has few degrees of freedom, the deviate is stretched to Student's t.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from analysis.scenario.description import OUTCOMES, Scenario

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Deviates:
    """Deviates of the acting effects [draws, effects], coefficients [draws, coefficients] and levels [draws,
    outcomes].
    """

    effects: Array
    coefficients: Array
    levels: Array


def draw_deviates(scenario: Scenario) -> Deviates:
    """Draw the scenario's deviates; the same seed and description give the same draws."""
    rho = next(
        coefficient.value for coefficient in scenario.coefficients if coefficient.name == "correlation"
    )
    effects = np.empty((scenario.draws, len(scenario.acting)))
    for place, (effect, _) in enumerate(scenario.acting):
        shared = _normal(scenario, "initiative", effect.rests_on)
        own = _normal(scenario, "effect", effect.luck)
        normal = OUTCOMES[effect.outcome].better * (np.sqrt(rho) * shared + np.sqrt(1 - rho) * own)
        if effect.degrees is not None:
            error = _random(scenario, "error", effect.luck)
            normal *= np.sqrt(effect.degrees / error.chisquare(effect.degrees, scenario.draws))
        effects[:, place] = normal
    coefficients = [
        _normal(scenario, "coefficient", coefficient.name) for coefficient in scenario.coefficients
    ]
    levels = [_normal(scenario, "level", code) for code in OUTCOMES]
    return Deviates(effects=effects, coefficients=np.array(coefficients).T, levels=np.array(levels).T)


def _random(scenario: Scenario, *of: str) -> np.random.Generator:
    told = "\n".join((scenario.seed, *of))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(told.encode()).digest()))


def _normal(scenario: Scenario, *of: str) -> Array:
    return _random(scenario, *of).standard_normal(scenario.draws)


def ninetieth(degrees: float | None) -> float:
    """Return how many spreads the 90th percentile of an effect lies above its centre; `degrees` None means normal."""
    return float(ndtri(0.9) if degrees is None else stdtrit(degrees, 0.9))


def one_at_a_time(scenario: Scenario) -> tuple[tuple[str, ...], Deviates]:
    """Return the names of all that is drawn, and deviates that move one of them at a time.

    Row 0 has everything at its middle; then follow, for each name, a row with it at its 10th percentile and one at
    its 90th. Effects that rest on the same evidence count as one and move together.
    """
    degrees = {effect.luck: effect.degrees for effect, _ in scenario.acting}
    names = (*degrees, *(coefficient.name for coefficient in scenario.coefficients))
    columns = (
        *(effect.luck for effect, _ in scenario.acting),
        *(coefficient.name for coefficient in scenario.coefficients),
    )
    rows = np.zeros((1 + 2 * len(names), len(columns)))
    for place, name in enumerate(names):
        end = ninetieth(degrees.get(name))
        moved = [column == name for column in columns]
        rows[1 + 2 * place, moved], rows[2 + 2 * place, moved] = -end, end
    effects = len(scenario.acting)
    return names, Deviates(
        effects=rows[:, :effects], coefficients=rows[:, effects:], levels=np.zeros((len(rows), len(OUTCOMES)))
    )


def coefficient_values(scenario: Scenario, deviates: Deviates) -> dict[str, Array]:
    """Return every coefficient [draws]: a two-piece normal with its value in the middle, clipped to what is
    possible.
    """
    out = {}
    for coefficient, deviate in zip(scenario.coefficients, deviates.coefficients.T, strict=True):
        side = np.where(
            deviate < 0, coefficient.value - coefficient.low, coefficient.high - coefficient.value
        )
        out[coefficient.name] = np.clip(
            coefficient.value + deviate * side / ndtri(0.9), coefficient.minimum, coefficient.maximum
        )
    return out
