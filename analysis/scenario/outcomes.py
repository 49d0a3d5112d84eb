"""Outcomes by draw and month: where they start, how they drift, and what is live where.

Effects add up on logarithms; on shares they add up as log odds, so that no sum of them leaves 0–1 while each alone
is exactly as many points as stated. Of initiatives that the evidence cannot separate, only the larger effect counts.
The levels include what was under way at its average over their window, so it moves them by its effect in a month
less that average (for rates: divided by it). Doing nothing drifts alike: the level of month t is the usual one × (1
+ drift)^(t ÷ 12), for shares + drift × t ÷ 12; the NPL rate is multiplied by formation_stress.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.coverage import states
from analysis.scenario.description import OUTCOMES, Outcome, Scenario

Array = NDArray[np.float64]

Together = tuple[str, ...]

YEAR = 12
AT_ONCE = 250  # draws: what states need of memory then stays near the processor
NEAREST = 0.001  # how near to none and to all a share can come, since log odds know neither
DRIFTS = {
    "approval_time_median": "approval_time_drift",
    "take_up_rate": "take_up_drift",
    "automated_rate": "automated_drift",
    "churn_rate": "churn_drift",
}


def usual_levels(scenario: Scenario, deviates: Array) -> dict[str, Array]:
    """Return the level each outcome starts from [draws, 1], for deviates [draws, outcomes]."""
    out = {}
    base = scenario.baseline
    for place, (code, outcome) in enumerate(OUTCOMES.items()):
        level, off = base.levels[place], deviates[:, place, None] * base.level_errors[place]
        if outcome.scale == "points":
            # Added to the level, so that one without error stays what it is, also where log odds know none.
            out[code] = np.clip(level + _share(_log_odds(level) + off) - _share(_log_odds(level)), 0, 1)
        else:
            out[code] = level * np.exp(off)
    return out


def outcome_paths(
    scenario: Scenario, effects: Array, usual: dict[str, Array], given: dict[str, Array]
) -> dict[str, Array]:
    """Return every outcome [draws, months] after its direct effects, for deviates of the effects [draws, effects].

    usual: from `usual_levels`; given: coefficients [draws].
    """
    years = np.arange(1, scenario.months + 1) / YEAR
    out = {}
    for place, (code, outcome) in enumerate(OUTCOMES.items()):
        stated, start = scenario.baseline.levels[place], usual[code]
        if code == "npl_rate":
            level = np.broadcast_to(
                start * given["formation_stress"][:, None], (len(effects), scenario.months)
            )
        elif outcome.scale == "points":
            level = np.clip(start + given[DRIFTS[code]][:, None] * years, 0, 1)
        else:
            level = start * (1 + given[DRIFTS[code]][:, None]) ** years
        out[code] = _path(scenario, outcome, stated, level, effects)
    return out


def _path(scenario: Scenario, outcome: Outcome, stated: float, level: Array, deviates: Array) -> Array:
    """The outcome; stated: where effects in points are points from; level: without any [draws, months]."""
    everything = scenario.acting
    places = [n for n, (effect, _) in enumerate(everything) if effect.outcome == outcome.code]
    if not places:
        return level
    acting = tuple(everything[n] for n in places)
    steps, share = states(scenario, outcome.code, acting)
    sizes: dict[Together, list[Array]] = {}  # of effects that count once with each other [draws, steps]
    where: dict[Together, list[Array]] = {}  # in which states each of their steps is [steps, states]
    for column, (place, (effect, initiative)) in enumerate(zip(places, acting, strict=True)):
        centre, spread = np.array([(step.centre, step.spread) for step in effect.steps]).T
        size = (centre + deviates[:, place, None] * spread) * initiative.adoption
        if outcome.scale == "points":
            size = _log_odds(stated + size) - _log_odds(stated)
        with_it = _find_exclusive_set(scenario, effect.initiative)
        sizes.setdefault(with_it, []).append(size)
        where.setdefault(with_it, []).append(
            (steps[:, column] == np.arange(len(centre))[:, None]).astype(float)
        )
    window = scenario.baseline.window
    if outcome.geometric and set(sizes) == {()}:  # all is linear, so states need no draws of their own
        where_by_month = np.concatenate(where[()]) @ share.T
        change = where_by_month[:, window:] - where_by_month[:, :window].mean(axis=1, keepdims=True)
        return np.asarray(level * np.exp(np.concatenate(sizes[()], axis=1) @ change))
    out = np.empty((len(deviates), scenario.months))
    for start in range(0, len(deviates), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        moved = _move_states({key: [size[rows] for size in parts] for key, parts in sizes.items()}, where)
        out[rows] = _average_level(
            outcome,
            stated=stated,
            level=level[rows],
            moved=moved,
            before=share[:window],
            share=share[window:],
        )
    return out


def _move_states(
    sizes: Mapping[Together, Sequence[Array]], where: Mapping[Together, Sequence[Array]]
) -> Array:
    """How far the outcome is moved in each state [draws, states]."""
    parts = [
        # One product for all that adds up; where only the largest counts, each by itself.
        _largest([a @ b for a, b in zip(sizes[key], where[key], strict=True)])
        if key
        else np.concatenate(sizes[key], axis=1) @ np.concatenate(where[key])
        for key in sizes
    ]
    return sum(parts[1:], start=parts[0])


def _find_exclusive_set(scenario: Scenario, initiative: str) -> tuple[str, ...]:
    """The set of initiatives that count once with this one, empty if there is none."""
    return next((exclusive for exclusive in scenario.together if initiative in exclusive), ())


def _largest(parts: list[Array]) -> Array:
    """Of each draw and state the part that is farthest from 0."""
    out = parts[0]
    for part in parts[1:]:
        out = np.where(np.abs(out) >= np.abs(part), out, part)
    return out


def _average_level(
    outcome: Outcome, stated: float, level: Array, moved: Array, before: Array, share: Array
) -> Array:
    """The level of the company [draws, months], from how far it is moved in each state [draws, states].

    before: shares of the states in the months of the window, share: in those of the scenario [months, states].
    """
    usually = before.mean(axis=0)[:, None]
    if outcome.geometric:
        return np.asarray(level * np.exp(moved @ share.T - moved @ usually))
    if outcome.scale == "ln":  # a rate, of which there is no more than all
        relative = np.expm1(moved)
        return np.asarray(np.minimum(level * (1 + relative @ share.T) / (1 + relative @ usually), 1))
    odds = _log_odds(stated)
    points = _share(odds + moved) - _share(odds)
    return np.asarray(np.clip(level + points @ share.T - points @ usually, 0, 1))


def _log_odds(share: Array | float) -> Array:
    kept = np.clip(share, NEAREST, 1 - NEAREST)
    return np.asarray(np.log(kept) - np.log1p(-kept))


def _share(log_odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def take_up(path: Array, times: Array, usual_time: Array, response: Array) -> Array:
    """Return take-up [draws, months] adjusted for approval time; response: ln odds per ln of time [draws]."""
    return _share(_log_odds(path) + response[:, None] * np.log(times / usual_time))
