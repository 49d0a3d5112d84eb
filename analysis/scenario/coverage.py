"""The share of cases in each combined state of the roll-outs, month by month.

When an effect does not differ by unit, units matter only by how long each roll-out has been live in them. So all
unit-months with the same steps of all effects are one state, and the shares of the states are exact for any outcome,
also where effects do not add up on its own scale:

    unit   weight   a live for   b live for          state (step of a, step of b)   share
    north    0.6      2 months     never             (first step, none)              0.6
    south    0.4      2 months     1 month           (first step, first step)        0.4
"""

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import OUTCOMES, Effect, Initiative, Scenario

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

NONE = -1  # not live


def states(
    scenario: Scenario, outcome: str, acting: tuple[tuple[Effect, Initiative], ...]
) -> tuple[Whole, Array]:
    """Return the step of each effect in each state [states, effects], and the states' shares [months, states].

    Steps are NONE where an effect is not live. The months begin with those of the window that the baseline levels
    refer to.
    """
    base = scenario.baseline
    weights = np.array(
        base.weights_by_applications
        if OUTCOMES[outcome].weight == "applications"
        else base.weights_by_balance
    )
    # Shares of a unit's cases are nested: whoever is among the first half is among the first two thirds.
    cuts = np.unique([0.0, 1.0, *(initiative.share for _, initiative in acting)])
    months = np.arange(-base.window, scenario.months)
    steps = np.stack([_steps(effect, initiative, cuts, months) for effect, initiative in acting], axis=-1)
    slices = weights[:, None] * np.diff(cuts)  # [units, slices]
    state_steps, place = np.unique(steps.reshape(-1, len(acting)), axis=0, return_inverse=True)
    share = np.zeros((len(months), len(state_steps)))
    of_months = np.broadcast_to(np.arange(len(months)), steps.shape[:-1])
    of_rows = np.broadcast_to(slices[..., None], steps.shape[:-1])
    np.add.at(share, (of_months.ravel(), place.ravel()), of_rows.ravel())
    return state_steps, share


def _steps(effect: Effect, initiative: Initiative, cuts: Array, months: Whole) -> Whole:
    """Step of the effect by unit, slice of its cases, and month [units, slices, months]."""
    live = np.array([months[-1] + 1 if month is None else month for month in initiative.go_lives])
    age = months - live[:, None]  # [units, months]
    steps = np.searchsorted([step.first for step in effect.steps], age, side="right") - 1
    covered = cuts[1:] <= initiative.share
    return np.where((age[:, None] >= 0) & covered[None, :, None], steps[:, None], NONE)
