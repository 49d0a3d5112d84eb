"""Imputation for counted events: Poisson with the expected events as offset, and factors for unit, period, cohort."""

import numpy as np
from scipy import sparse

from analysis.attribution.linear import gram, solve
from analysis.attribution.panel import Array

STEPS = 200
STEPS_WITH_A_MATRIX = 8
CLOSE = 1e-9  # on the logarithm of the events expected of a row
FEWEST = -30.0  # logarithm of the factor of a level without any event: none is expected of it


def fit(
    design: sparse.csr_array, events: Array, expected: Array, start: Array | None, matrix: Array | None
) -> Array:
    """Coefficients [columns] of maximum likelihood, on the rows whose `expected` is above 0.

    Newton's method. With a `start` and a `matrix` (X′ diag(μ) X near the solution) that one serves for several
    steps, which are more but take a tenth of the time. A level without events has its limit.
    """
    empty = np.asarray(design.T @ (events * (expected > 0))).ravel() <= 0
    used = (expected > 0) & (np.asarray(design[:, empty].sum(axis=1)).ravel() == 0)
    columns = design[used][:, ~empty]
    counted, base = events[used], expected[used]
    found = np.zeros(columns.shape[1]) if start is None else start[~empty]
    kept = None if matrix is None else matrix[np.ix_(~empty, ~empty)]
    if start is None:
        found[:] = np.log(counted.sum() / base.sum()) / max(1, round(columns.sum() / len(base)))
    for turn in range(STEPS):
        mean = base * np.exp(columns @ found)
        if kept is None or matrix is None or turn % STEPS_WITH_A_MATRIX == STEPS_WITH_A_MATRIX - 1:
            kept = gram(columns, mean)
        step = solve(kept, columns.T @ (counted - mean))
        # A long first step may overshoot by orders of magnitude; no factor changes by more than e² at once.
        found = found + step * min(1.0, 2.0 / max(np.abs(step).max(initial=0.0), 1e-300))
        if np.abs(columns @ step).max(initial=0.0) < CLOSE:
            break
    else:
        raise ArithmeticError(f"the fit of {columns.shape[1]} factors did not settle in {STEPS} steps")
    out = np.full(design.shape[1], FEWEST)
    out[~empty] = found
    return out


def means(design: sparse.csr_array, expected: Array, coefficients: Array) -> Array:
    """The events expected of each row [rows]."""
    return np.asarray(expected * np.exp(np.maximum(design @ coefficients, FEWEST)))


def log_ratios(events: Array, imputed: Array, targets: Array) -> Array:
    """ln(Σ events ÷ Σ imputed) over the rows of each target [effects]; NaN where either is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log((targets.T @ events) / (targets.T @ imputed))
    return np.where(np.isfinite(ratios), ratios, np.nan)
