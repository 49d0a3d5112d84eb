"""Waiting times from weighted histograms: Kaplan–Meier, Aalen–Johansen, quantiles.

A histogram has one weight per bin (from, to]; arrays are [..., bins], leading axes (windows, left-out units)
are computed alike. Within a bin events come before censorings. Known drawback: inside a bin the curve is
taken as linear in ln(time), within 0.3 % (median) and 1 % (P90) of raw rows for bins that grow by 2 %.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.intervals import CONFIDENCE_TAIL, INDEPENDENT, effective_units_each, interval, t_quantile
from analysis.results import (
    BEYOND_THE_BINS,
    ENDED_OTHERWISE,
    NO_SPREAD,
    NOT_OLD_ENOUGH,
    TOO_FEW,
    Estimate,
    Reason,
)

Array = NDArray[np.float64]

MINIMUM_AT_RISK = 20
SMALLEST_REACH = 0.02  # a slope is read over at least 4 % of the cases


def at_risk(exits: Array) -> Array:
    """Cases still waiting when a bin begins: those that leave in it or later, however they leave."""
    return np.cumsum(exits[..., ::-1], axis=-1)[..., ::-1]


def kaplan_meier(events: Array, exits: Array) -> Array:
    """S at the end of each bin = Π (1 − d ÷ n); `exits` counts every leaving, `events` those that count."""
    risk = at_risk(exits)
    return np.cumprod(1 - np.divide(events, risk, out=np.zeros_like(risk), where=risk > 0), axis=-1)


def cumulative_incidence(events: Array, exits: Array) -> Array:
    """Aalen–Johansen: share that has left by each cause [causes, bins] at the end of each bin.

    `events` [causes, bins]; `exits` [bins] counts the leavings by these causes and the censored.
    """
    risk = at_risk(exits)
    hazards = np.divide(events, risk, out=np.zeros_like(events), where=risk > 0)
    survival = np.cumprod(1 - hazards.sum(axis=0))
    before = np.concatenate(([1.0], survival[:-1]))
    return np.cumsum(before * hazards, axis=-1)


def quantile(events: Array, exits: Array, edges: Array, share: float) -> Array:
    """Time by which `share` of those who stay have had the event, NaN where it cannot be said.

    `edges` [bins + 1], the first 0, the last may be infinite. Cannot be said where S never falls so far, or
    fewer than 20 are at risk in the bin where it does. In the first bin it is the upper edge: nothing is known
    there but that it was no longer.
    """
    risk = at_risk(exits)
    survival = kaplan_meier(events, exits)
    level = 1 - share
    reached = survival <= level + 1e-12
    index = np.argmax(reached, axis=-1)[..., None]
    after = np.take_along_axis(survival, index, axis=-1)[..., 0]
    previous = np.take_along_axis(survival, np.maximum(index - 1, 0), axis=-1)[..., 0]
    before = np.where(index[..., 0] == 0, 1.0, previous)
    risk_there = np.take_along_axis(risk, index, axis=-1)[..., 0]
    sayable = reached.any(axis=-1) & (risk_there >= MINIMUM_AT_RISK) & np.isfinite(edges[index[..., 0] + 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(before > after, (before - level) / (before - after), 1.0)
        low, high = edges[index[..., 0]], edges[index[..., 0] + 1]
        inside = np.exp(np.log(low) + part * (np.log(high) - np.log(low)))
    return np.where(sayable, np.where(low > 0, inside, high), np.nan)


def why_no_quantile(sums: Array, edges: Array, share: float) -> Reason:
    """Why `quantile` cannot be said of sums [(events, exits, of these still open), bins]; nothing is open where the
    last is not told.

    `not old enough` only where it could be said once all that is open has ended; `ended otherwise` where so many left
    another way that S never falls so far; `too few` where fewer than 20 are at risk there.
    """
    events, exits = sums[0] + sums[2:].sum(axis=0), sums[1]
    if np.isfinite(quantile(events, exits, edges, share)):
        return NOT_OLD_ENOUGH
    if exits.sum() * (1 - share) < MINIMUM_AT_RISK:
        return TOO_FEW  # had nobody left another way, too
    reached = kaplan_meier(events, exits) <= 1 - share + 1e-12
    if not reached.any():
        return ENDED_OTHERWISE
    enough = at_risk(exits)[np.argmax(reached)] >= MINIMUM_AT_RISK
    return BEYOND_THE_BINS if enough else TOO_FEW


def quantile_without_units(events: Array, exits: Array, edges: Array, share: float) -> Array:
    """The quantile with each unit left out in turn [units, …], linearised; `events`, `exits` [units, …, bins]."""
    return quantile_without(
        events.sum(axis=0),
        total_exits=exits.sum(axis=0),
        events=events,
        exits=exits,
        edges=edges,
        share=share,
    )


def quantile_without(
    total_events: Array, total_exits: Array, events: Array, exits: Array, edges: Array, share: float
) -> Array:
    """The quantile of the totals […, bins] with each of `events`, `exits` [units, …, bins] taken away, linearised.

    The quantile of real waits jumps where nobody is decided (nights, weekends), and with it its jackknife.
    What does not jump is the curve's height at the quantile: how far leaving out a unit moves that, divided by
    the slope of the curve over the heights within reach of the standard error (Woodruff 1952).
    [Simulated coverage of a 95 % interval, 31 units, 250 / 2,500 lumpy waits: median 94 / 94 %, the plain
    jackknife 90 / 95 %; P90 of 2,500 96 against 93 %. `benchmarks/quantile_intervals.py`]
    """
    value = quantile(total_events, total_exits, edges, share)
    level = 1 - share
    curve = _from_one(kaplan_meier(total_events, total_exits))
    end = np.maximum(np.argmax(curve <= level + 1e-12, axis=-1), 1)
    # Of the curves without a unit only what lies up to the quantile is needed.
    bins = int(end.max(initial=1))
    sizes = exits.sum(axis=-1)
    others = total_exits[..., :bins] - exits[..., :bins]
    risk = (total_exits.sum(axis=-1) - sizes)[..., None] - (np.cumsum(others, axis=-1) - others)
    decided = total_events[..., :bins] - events[..., :bins]
    hazards = np.divide(decided, risk, out=np.zeros_like(risk), where=risk > 0)
    curves = _from_one(np.cumprod(1 - hazards, axis=-1))
    high, low = (_at(curve, end + step) for step in (-1, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (high - level) / (high - low)
        highs, lows = (_at(curves, np.broadcast_to(end + step, curves.shape[:-1])) for step in (-1, 0))
        moved = highs + part * (lows - highs) - level
        counted = (sizes > 0).sum(axis=0)
        spread = np.sqrt(np.sum(np.where(sizes > 0, moved, 0.0) ** 2, axis=0) * (1 - 1 / counted))
        reach = np.fmax(SMALLEST_REACH, t_quantile(effective_units_each(sizes)) * spread)
        earlier, later = (_time_at(curve, edges, level + side * reach) for side in (1, -1))
        without = value * np.exp(moved * np.log(later / earlier) / (2 * reach))
    return np.where(end == 1, value, without)  # in the first bin nothing is known of the curve


def _at(curve: Array, places: NDArray[np.intp]) -> Array:
    """The curve at one place of its last axis each."""
    return np.take_along_axis(curve, places[..., None], axis=-1)[..., 0]


def _from_one(survival: Array) -> Array:
    """The curve at all edges, 1 at the first [..., bins + 1]."""
    return np.concatenate((np.ones((*survival.shape[:-1], 1)), survival), axis=-1)


def _time_at(curve: Array, edges: Array, level: Array) -> Array:
    """When each curve falls to its level, at most the last finite edge, at least half the first."""
    reached = curve <= level[..., None]
    end = np.maximum(np.argmax(reached, axis=-1), 1)
    above, below = _at(curve, end - 1), _at(curve, end)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(above > below, (above - level) / (above - below), 1.0)
    low, high = np.maximum(edges[end - 1], edges[1] / 2), np.minimum(edges[end], edges[-2])
    inside = np.exp(np.log(low) + part * (np.log(high) - np.log(low)))
    return np.asarray(np.where(level >= 1, edges[1] / 2, np.where(reached.any(axis=-1), inside, edges[-2])))


def quantile_of_independent_cases(events: Array, exits: Array, edges: Array, share: float) -> Estimate:
    """Quantile of one histogram with the interval of Brookmeyer and Crowley (1982), log-log scale.

    The interval holds every time at which the curve's own 95 % limits (Greenwood) enclose 1 − share.
    """
    value = float(quantile(events, exits, edges, share))
    if not np.isfinite(value):
        return Estimate.cannot_say(TOO_FEW)
    risk = at_risk(exits)
    survival = kaplan_meier(events, exits)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(risk > events, events / (risk * (risk - events)), 0.0))
        centre = np.log(-np.log(survival))
        error = np.sqrt(variance) / np.abs(np.log(survival))
        z = float(ndtri(CONFIDENCE_TAIL))
        deviation = np.abs(centre - np.log(-np.log(1 - share))) / error
    inside = np.flatnonzero(np.isfinite(deviation) & (deviation <= z))
    if not len(inside) and np.count_nonzero(events) == 1:  # everybody waited as long as the others
        return Estimate.bare(value, NO_SPREAD)
    if not len(inside) or not np.isfinite(edges[inside[-1] + 1]):
        return Estimate.bare(value, TOO_FEW)
    return interval(value, edges[inside[0]], edges[inside[-1] + 1], INDEPENDENT)
