"""Satisfaction of all who were asked, from those who answered: weights, and what the weights cannot see.

Cells are combinations of channel × region × segment. The rate of a cell stands for all who were asked in it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import intervals
from analysis.intervals import IDENTITY, LOGIT, MINIMUM_UNITS, effective_units, jackknife
from analysis.results import NO_ROWS, ONE_UNIT, TOO_FEW, Estimate
from analysis.statistic import MINIMUM_CASES

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

FEWEST_ANSWERS = 10


@dataclass(frozen=True)
class Weighted:
    """Weighted satisfaction before and after, and how far silence could explain the change.

    `response_*`: answered ÷ sent. `break_even_gap`: the silent would have to be this much less satisfied than
    the answering, on both sides alike, for the change to vanish; None where response did not change.
    `break_even_growth`: the gap between them would have to have grown by this much, at the mean response rate.
    """

    before: Estimate
    after: Estimate
    absolute: Estimate
    response_before: float | None
    response_after: float | None
    break_even_gap: float | None
    break_even_growth: float | None


def weighted_share(codes: Codes, sums: Array) -> float:
    """p = Σ_c (sent_c ÷ Σ sent) × top2_c ÷ answered_c; NaN without any answer (statistics §3).

    `codes` [cells, 3]: channel, region, segment; `sums` [cells, 3]: sent, answered, top2. Cells with fewer than
    10 answers are joined: those of one channel and region, then those of one channel, then all that are
    left, which take the rate of everybody where they are still fewer.
    """
    total = sums.sum(axis=0)
    if total[1] <= 0:
        return float("nan")
    weighted, left, keys = 0.0, sums, codes
    for kept in (3, 2, 1, 0):
        _, cell = np.unique(keys[:, :kept], axis=0, return_inverse=True)
        cells = np.zeros((int(cell.max(initial=-1)) + 1, 3))
        np.add.at(cells, cell.ravel(), left)
        enough = cells[:, 1] >= FEWEST_ANSWERS
        weighted += float((cells[enough, 0] * cells[enough, 2] / cells[enough, 1]).sum())
        thin = ~enough[cell.ravel()]
        left, keys = left[thin], keys[thin]
    return (weighted + float(left[:, 0].sum()) * total[2] / total[1]) / total[0]


def weighted_change(codes: Codes, units: Codes, before: Array, after: Array) -> Weighted:
    """Both windows and their change, with intervals that leave out one unit at a time.

    `codes` [cells, 3], `units` [cells]: which unit a cell belongs to; `before`, `after` [cells, 3]: sent,
    answered, top2. Weights are made anew without each unit.
    """
    sizes = [_by_unit(units, side[:, 1]) for side in (before, after)]
    values = [weighted_share(codes, side) for side in (before, after)]
    without = [_without_units(codes, units, side) for side in (before, after)]
    sides = [
        _estimate(value, left_out, size, LOGIT)
        for value, left_out, size in zip(values, without, sizes, strict=True)
    ]
    absolute = _change(values, without, sizes)
    rates = [
        side[:, 1].sum() / side[:, 0].sum() if side[:, 0].sum() > 0 else None for side in (before, after)
    ]
    gap, growth = break_even(absolute.value, rates[0], rates[1])
    return Weighted(sides[0], sides[1], absolute, rates[0], rates[1], gap, growth)


def break_even(
    change: float | None, response_before: float | None, response_after: float | None
) -> tuple[float | None, float | None]:
    """δ = −Δ ÷ (r1 − r0), from: true change = Δ + δ × (r1 − r0); and the growth of δ, Δ ÷ (1 − mean r)."""
    if change is None or response_before is None or response_after is None:
        return None, None
    moved = response_after - response_before
    silent = 1 - (response_before + response_after) / 2
    return (-change / moved if moved else None), (change / silent if silent > 0 else None)


def _change(values: list[float], without: list[Array], sizes: list[Array]) -> Estimate:
    for size in sizes:
        if size.sum() < MINIMUM_CASES:
            return Estimate.cannot_say(TOO_FEW if size.sum() > 0 else NO_ROWS)
    in_both = (sizes[0] > 0) & (sizes[1] > 0)
    change = values[1] - values[0]
    if in_both.sum() < MINIMUM_UNITS:
        return Estimate.bare(change, ONE_UNIT)
    return _estimate(change, without[1] - without[0], sizes[0] + sizes[1], IDENTITY)


def _estimate(value: float, without: Array, sizes: Array, scale: intervals.Scale) -> Estimate:
    if sizes.sum() < MINIMUM_CASES:
        return Estimate.cannot_say(TOO_FEW if sizes.sum() > 0 else NO_ROWS)
    if effective_units(sizes) < MINIMUM_UNITS:
        return Estimate.bare(value, ONE_UNIT)
    return jackknife(value, without, sizes, scale)


def _by_unit(units: Codes, measure: Array) -> Array:
    return np.bincount(units, weights=measure).astype(float)


def _without_units(codes: Codes, units: Codes, sums: Array) -> Array:
    return np.array(
        [weighted_share(codes[units != u], sums[units != u]) for u in range(int(units.max(initial=-1)) + 1)]
    )
