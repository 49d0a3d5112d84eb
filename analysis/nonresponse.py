"""Satisfaction of everyone surveyed, estimated from those who answered by weighting, and the limits of that.

Cells are combinations of channel × region × segment. The rate of a cell is taken to hold for everyone surveyed in
it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import intervals
from analysis.intervals import IDENTITY, LOGIT, MINIMUM_UNITS, effective_units, jackknife
from analysis.results import NO_ROWS, TOO_FEW, Estimate
from analysis.statistic import MINIMUM_CASES

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

FEWEST_ANSWERS = 10


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """Weighted satisfaction before and after, and how much nonresponse would be needed to explain the change.

    `response_*`: answered ÷ sent. `break_even_gap`: how much less satisfied nonrespondents would have to be than
    respondents, equally on both sides, for the change to vanish; None if response did not change.
    `break_even_growth`: how much that gap would have to have grown, at the mean response rate.
    """

    before: Estimate
    after: Estimate
    absolute: Estimate
    response_before: float | None
    response_after: float | None
    break_even_gap: float | None
    break_even_growth: float | None


def weighted_share(codes: Codes, sums: Array) -> float:
    """Return p = Σ_c (sent_c ÷ Σ sent) × top2_c ÷ answered_c; NaN without answers (statistics §3).

    `codes` [cells, 3]: channel, region, segment; `sums` [cells, 3]: sent, answered, top2. Cells with fewer than 10
    answers are pooled: first by channel and region, then by channel, then all that remain; if those are still too
    few, they take the overall rate.
    """
    return _weigh(codes, sums)[0]


def _weigh(codes: Codes, sums: Array) -> tuple[float, float]:
    """The weighted share, and how many answers of one weight are worth as much: (Σ w)² ÷ Σ w² (Kish 1965), an answer of
    cell c weighing sent_c ÷ answered_c."""
    total = sums.sum(axis=0)
    if total[1] <= 0:
        return float("nan"), 0.0
    weighted, squares, left, keys = 0.0, 0.0, sums, codes
    for kept in (3, 2, 1, 0):
        _, cell = np.unique(keys[:, :kept], axis=0, return_inverse=True)
        cells = np.zeros((int(cell.max(initial=-1)) + 1, 3))
        np.add.at(cells, cell.ravel(), left)
        enough = cells[:, 1] >= FEWEST_ANSWERS
        weights = cells[enough, 0] / cells[enough, 1]
        weighted += float((weights * cells[enough, 2]).sum())
        squares += float((weights**2 * cells[enough, 1]).sum())
        thin = ~enough[cell.ravel()]
        left, keys = left[thin], keys[thin]
    others = float(left[:, 0].sum())
    share = (weighted + others * total[2] / total[1]) / total[0]
    return share, float(total[0] ** 2 / (squares + others**2 / total[1]))


def weighted_change(codes: Codes, units: Codes, before: Array, after: Array) -> Weighted:
    """Compute both windows and their change, with intervals that leave out one unit at a time.

    `codes` [cells, 3]; `units` [cells]: the unit of each cell; `before`, `after` [cells, 3]: sent, answered, top2.
    Weights are recomputed without each unit. With fewer than five units answers are treated as independent.
    """
    sizes = [_by_unit(units, side[:, 1]) for side in (before, after)]
    weighed = [_weigh(codes, side) for side in (before, after)]
    without = [_without_units(codes, units, side) for side in (before, after)]
    sides = [
        _estimate(*side, left_out, size) for side, left_out, size in zip(weighed, without, sizes, strict=True)
    ]
    absolute = _change(sides, without, sizes)
    rates = [
        side[:, 1].sum() / side[:, 0].sum() if side[:, 0].sum() > 0 else None for side in (before, after)
    ]
    gap, growth = break_even(absolute.value, rates[0], rates[1])
    return Weighted(
        before=sides[0],
        after=sides[1],
        absolute=absolute,
        response_before=rates[0],
        response_after=rates[1],
        break_even_gap=gap,
        break_even_growth=growth,
    )


def break_even(
    change: float | None, response_before: float | None, response_after: float | None
) -> tuple[float | None, float | None]:
    """Return δ = −Δ ÷ (r1 − r0), which solves 0 = Δ + δ × (r1 − r0), and the growth of δ, Δ ÷ (1 − mean r).

    Either is None where it is undefined.
    """
    if change is None or response_before is None or response_after is None:
        return None, None
    moved = response_after - response_before
    silent = 1 - (response_before + response_after) / 2
    return (-change / moved if moved else None), (change / silent if silent > 0 else None)


def _change(sides: list[Estimate], without: list[Array], sizes: list[Array]) -> Estimate:
    """From the units; where they are few or show no spread, from both sides' own intervals."""
    before, after = sides
    if before.value is None or after.value is None:
        return Estimate.cannot_say(before.reason or after.reason or TOO_FEW)
    together, change = sizes[0] + sizes[1], after.value - before.value
    in_both = ((sizes[0] > 0) & (sizes[1] > 0)).sum()
    at_end = {before.value, after.value} & {0.0, 1.0}
    if min(in_both, effective_units(together)) < MINIMUM_UNITS or at_end:
        return intervals.difference(before, after, change, IDENTITY)
    return jackknife(change, without[1] - without[0], together, IDENTITY)


def _estimate(share: float, answers: float, without: Array, sizes: Array) -> Estimate:
    """From the units; where they are few or show no spread, Wilson's interval of that many answers of one weight."""
    if sizes.sum() < MINIMUM_CASES:
        return Estimate.cannot_say(TOO_FEW if sizes.sum() > 0 else NO_ROWS)
    if effective_units(sizes) < MINIMUM_UNITS or share in (0.0, 1.0):
        return intervals.wilson(share * answers, answers)
    return jackknife(share, without, sizes, LOGIT)


def _by_unit(units: Codes, measure: Array) -> Array:
    return np.bincount(units, weights=measure).astype(float)


def _without_units(codes: Codes, units: Codes, sums: Array) -> Array:
    return np.array(
        [weighted_share(codes[units != u], sums[units != u]) for u in range(int(units.max(initial=-1)) + 1)]
    )
