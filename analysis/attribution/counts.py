"""Imputation for event counts: Poisson regression on unit, period and cohort factors, offset by expected events."""

import numpy as np
from scipy import sparse

from analysis.attribution.linear import RIDGE, find_meetings
from analysis.attribution.panel import Array

STEPS = 200
CLOSE = 1e-9  # on the logarithm of the events expected of a row
KEPT_BELOW = 0.3  # of the step before: while steps shrink so fast, the matrix they were made with is kept
FEWEST = -30.0  # logarithm of the factor of a level without any event: none is expected of it
PULL = 1e-8  # towards a factor of 1, in events: a level whose few events would carry it off without end stays finite
NUMBERS_AT_ONCE = 2**22  # of all matrices that are inverted together


def fit_each(design: sparse.csr_array, events: Array, expected: Array) -> Array:
    """Return maximum-likelihood coefficients [columns, fits], each fit using the rows whose `expected` is above 0.

    `expected` [rows, fits]: the first fit uses all rows; the others use nearly all of them and start from its
    result. Newton's method, which reuses X′ diag(μ) X as long as it converges fast enough. The coefficient of a
    level without events is set to its limit. Raises ArithmeticError if a fit does not converge.
    """
    used = expected.any(axis=1)
    design, events, expected = design[used], events[used], expected[used]
    meetings = find_meetings(design)
    coefficients = _solve(design, meetings, events, expected[:, :1], None)
    at_once = max(1, NUMBERS_AT_ONCE // design.shape[1] ** 2)
    for first in range(1, expected.shape[1], at_once):
        some = expected[:, first : first + at_once]
        coefficients = np.hstack([coefficients, _solve(design, meetings, events, some, coefficients[:, :1])])
    return coefficients


def _solve(
    design: sparse.csr_array, meetings: sparse.csr_array, events: Array, expected: Array, start: Array | None
) -> Array:
    """Coefficients [columns, fits] by Newton's method from `start` [columns, 1]."""
    counted = events[:, None] * (expected > 0)
    empty = design.T @ counted <= 0
    base = np.where(design @ empty.astype(float) > 0, 0.0, expected)
    if empty.all():
        return np.full(empty.shape, FEWEST)
    if start is None:
        a_row_has = max(1, round(design.nnz / design.shape[0]))
        start = np.full((design.shape[1], 1), np.log(counted.sum() / base.sum()) / a_row_has)
    coefficients = np.where(empty, 0.0, start)
    inverses = np.empty((empty.shape[1], *[len(empty)] * 2))
    last, stale = np.full(empty.shape[1], np.inf), np.ones(empty.shape[1], dtype=bool)
    fitted = design @ coefficients
    for _ in range(STEPS):
        mean = base * np.exp(fitted)
        inverses[stale] = _inverses(meetings, mean[:, stale], empty[:, stale])
        score = np.where(empty, 0.0, design.T @ (counted - mean) - PULL * coefficients)
        step = np.matmul(inverses, score.T[:, :, None])[:, :, 0].T
        # A long first step may overshoot by orders of magnitude; no factor changes by more than e² at once.
        step *= np.minimum(1.0, 2.0 / np.maximum(np.abs(step).max(axis=0), 1e-300))
        change = design @ step
        coefficients, fitted = coefficients + step, fitted + change
        moved = np.abs(change * (base > 0)).max(axis=0)
        if moved.max() < CLOSE:
            return np.where(empty, FEWEST, coefficients)
        stale, last = (moved > KEPT_BELOW * last) & (moved >= CLOSE), moved
    raise ArithmeticError(f"the fit of {design.shape[1]} factors did not settle in {STEPS} steps")


def _inverses(meetings: sparse.csr_array, mean: Array, empty: Array) -> Array:
    """Inverse of X′ diag(μ) X [fits, columns, columns], the step of an empty column 0."""
    columns, fits = empty.shape
    matrices = (meetings @ mean).T.reshape(fits, columns, columns)
    size = np.trace(matrices, axis1=1, axis2=2)[:, None] / columns
    matrices[:, range(columns), range(columns)] += PULL + RIDGE * size + empty.T * size
    return np.linalg.inv(matrices)


def means(design: sparse.csr_array, expected: Array, coefficients: Array) -> Array:
    """Return the events each fit expects of each row [rows, fits]."""
    return np.asarray(expected * np.exp(np.maximum(design @ coefficients, FEWEST)))


def log_ratios(events: Array, imputed: Array, targets: Array) -> Array:
    """Return ln(Σ events ÷ Σ imputed) over each target's rows [effects, fits], from [rows, fits]; NaN where either
    is 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log((targets.T @ events) / (targets.T @ imputed))
    return np.where(np.isfinite(ratios), ratios, np.nan)
