"""Small balanced panels and roll-outs for the tests of attribution."""

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.attribution.design import Rules
from analysis.attribution.imputation import Effect, effect
from analysis.attribution.models import Joint, joint
from analysis.attribution.panel import NEVER, Model, Panel, RollOut

# No period of choosing, and any unit not yet live will do: what small tables can be worked out by hand with.
SIMPLE = Rules(choosing_periods=0, fewest_before=1, fewest_waiting=1)
AS_IN_LIFE = Rules(choosing_periods=12, fewest_before=6, fewest_waiting=3)


def balanced(outcome: Any, weight: Any, model: Model) -> Panel:
    """The panel of a table [units, periods]; `weight` a table, one number per unit [units, 1], or one number."""
    table = np.asarray(outcome, dtype=float)
    unit, period = np.indices(table.shape)
    weights = np.broadcast_to(np.asarray(weight, dtype=float), table.shape)
    return Panel(
        unit=unit.ravel(),
        period=period.ravel(),
        cohort=None,
        outcome=table.ravel(),
        weight=weights.ravel().copy(),
        model=model,
    )


def rolled_out(name: str, starts: Any, **given: Any) -> RollOut:
    """A roll-out at the first of a month, for good, without anticipation, unless `given` says otherwise."""
    starts = np.asarray(starts, dtype=float)
    plain = RollOut(
        name=name,
        starts=starts,
        partial=np.zeros(len(starts), dtype=bool),
        ends=np.full(len(starts), NEVER),
        anticipation=0,
        by_cohort=False,
        chosen_from=None,
    )
    return replace(plain, **given)


def since(starts: Any, periods: int) -> np.ndarray:
    """Periods since the go-live [units, periods], −inf where never."""
    return np.asarray(np.arange(periods)[None, :] - np.asarray(starts, dtype=float)[:, None])


def known(model: Joint, one: RollOut, rules: Rules) -> Effect:
    """The effect, which must be sayable."""
    found = effect(model, one, rules)
    assert isinstance(found, Effect), found
    return found


def effect_in(panel: Panel, one: RollOut, rules: Rules) -> Effect:
    """The effect of a roll-out that is the only one."""
    return known(joint(panel, [one]), one, rules)


def some_company(seed: int, periods: int) -> tuple[np.ndarray, np.ndarray, list[RollOut]]:
    """Outcome [15, periods] of noise around unit and month effects, sizes [15], and two roll-outs in partly one order.

    Three units are never live; the first roll-out begins in month 20, the second in month 22.
    """
    random = np.random.default_rng(seed)
    order = random.permutation(12)
    first, second = np.full(15, NEVER), np.full(15, NEVER)
    first[order] = 20 + 3 * (np.arange(12) // 3)
    second[np.roll(order, 4)] = 22 + 4 * (np.arange(12) // 4)
    noise = random.normal(0, 0.2, (15, periods))
    outcome = random.normal(0, 1, (15, 1)) + random.normal(0, 0.3, (1, periods)) + noise
    return outcome, random.lognormal(0, 0.8, 15), [rolled_out("first", first), rolled_out("second", second)]
