"""How much of a change is mix: a different set of cases, as opposed to different results for like cases (statistics
§7).

    cell x  a combination of members of the dimensions; w = 0 before, 1 after
    p_w(x)  share of the weight (the denominator) in x
    F_w(x)  sums of x per unit of weight; where a side has no weight in x, those of the other side
    Q(p, F) = value(Σ_x p(x) F(x))
    within  = ½ [Q(p0,F1) − Q(p0,F0) + Q(p1,F1) − Q(p1,F0)]
    p^S(x)  = p0(x) p1(x_S) ÷ p0(x_S)   dimensions in S as after, the rest as before given S; p1(x) where p0(x_S) = 0
    u(S)    = mean of the worth of S forwards (p0 → p^S) and backwards (the same with the sides changed)
    part of a dimension = its Shapley value of u;   within + Σ parts = change, exactly

Known drawback: arithmetic, not cause. A cell that only one side has is all mix, so dimensions too fine for the cases
turn improvement into mix (`analysis.mix_estimates` leaves those out).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
OfSums = Callable[[Array], Array]


@dataclass(frozen=True, kw_only=True)
class Mix:
    """The values of a KPI before and after; the change is `within` + the sum of `parts`, one for each dimension in
    order.
    """

    before: float
    after: float
    within: float
    parts: tuple[float, ...]


def mix(value: OfSums, sums_before: Array, sums_after: Array, weight: OfSums, dims: Codes) -> Mix:
    """Split one change; sums are [cells, …], `dims` [cells, D ≤ 6] holds member codes, and no cell occurs twice.

    `value` maps sums [..., …] to the KPI (a ratio, a quantile of a histogram, a hazard), `weight` maps them to its
    denominator.
    """
    sides = np.stack((sums_before, sums_after))
    terms = split(value(mixtures(sides, coefficients(weight(sides), dims))))
    return Mix(
        before=float(terms[0]),
        after=float(terms[1]),
        within=float(terms[2]),
        parts=tuple(map(float, terms[3:])),
    )


def coefficients(weights: Array, dims: Codes) -> Array:
    """Return the factor of each cell's sums in each mixture [..., 2, 2^D, F, side, cells], from weights [..., side,
    cells].

    The new axes are: forwards or backwards, the coalition, and the side whose F is used. A mixture weighs as much as
    that side. Sums of a cell without weight belong to no F and stay with the whole of their side.
    """
    whole = weights.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        p0, p1 = np.moveaxis(weights / whole, -2, 0)
        shares = np.stack((_coalitions(p0, p1, dims), _coalitions(p1, p0, dims)), axis=-3)
        counted = np.zeros((*shares.shape[:-1], 2, 2, shares.shape[-1]))
        for side, other in ((0, 1), (1, 0)):
            own, others = (weights[..., None, None, s, :] for s in (side, other))
            scaled = shares * whole[..., None, None, side, :]
            counted[..., side, side, :] = np.where(own > 0, scaled / own, 1.0)
            counted[..., side, other, :] = np.where((own == 0) & (others > 0), scaled / others, 0.0)
    return counted


def mixtures(sides: Array, counted: Array) -> Array:
    """Return the mixed sums [..., F, …] from sums [side, cells, …] and coefficients [..., F, side, cells]."""
    mixture_sums = np.zeros((*counted.shape[:-2], prod(sides.shape[2:])))
    sums = sides.reshape(2 * sides.shape[1], -1)
    filled = sums.any(axis=0)  # most bins of a histogram are empty
    for side in range(2):
        rows = counted[..., side, :, :].reshape(-1, len(sums))
        needed = rows.any(axis=0)  # of the other side only the cells that this one lacks
        mixed = rows[:, needed] @ sums[np.ix_(needed, filled)]
        mixture_sums[..., side, filled] = mixed.reshape(*counted.shape[:-3], -1)
    return mixture_sums.reshape(*counted.shape[:-2], *sides.shape[2:])


def split(values: Array) -> Array:
    """Return before, after, within and the parts [..., 3 + D] from the values of the mixtures [..., 2, 2^D, F]."""
    forwards, backwards = values[..., 0, :, :], values[..., 1, :, :]
    before, at_after = np.moveaxis(forwards[..., 0, :], -1, 0)  # Q(p0, F0), Q(p0, F1)
    at_before, after = np.moveaxis(backwards[..., 0, :], -1, 0)  # Q(p1, F0), Q(p1, F1)
    within = (at_after - before + after - at_before) / 2
    worth = (forwards - backwards).sum(axis=-1) / 4  # u(S), less what is the same for every S
    parts = worth @ _shapley(values.shape[-2].bit_length() - 1).T
    return np.concatenate((np.stack((before, after, within), axis=-1), parts), axis=-1)


def combine_codes(dims: Codes) -> Codes:
    """Return one number for each combination of codes [rows], from codes [rows, D]."""
    codes = np.zeros(len(dims), dtype=np.int64)
    for column in dims.T:
        codes = codes * (column.max(initial=0) + 1) + column
    return codes


def _coalitions(start: Array, end: Array, dims: Codes) -> Array:
    """p^S [..., 2^D, cells] of every coalition S, none first, from shares [..., cells] at the start and at the end."""
    shares = []
    for chosen in product((False, True), repeat=dims.shape[1]):
        groups, place = np.unique(combine_codes(dims[:, np.array(chosen, dtype=bool)]), return_inverse=True)
        member_of = np.eye(len(groups))[place]
        of_start, of_end = ((p @ member_of)[..., place] for p in (start, end))
        shares.append(np.divide(start * of_end, of_start, out=end.copy(), where=of_start > 0))
    return np.stack(shares, axis=-2)


def _shapley(dimensions: int) -> Array:
    """How much each coalition counts for each dimension [D, 2^D]: φ_d = Σ_S |S|! (D−|S|−1)! ÷ D! [u(S + d) − u(S)]."""
    weights = np.zeros((dimensions, 2**dimensions))
    for place, chosen in enumerate(product((0, 1), repeat=dimensions)):
        for d, member in enumerate(chosen):
            others = sum(chosen) - member
            weight = factorial(others) * factorial(dimensions - others - 1) / factorial(dimensions)
            weights[d, place] = weight if member else -weight
    return weights
