"""Imputation for means and shares: each effect is a weighted sum of outcomes, and the calendar alone sets the
weights.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.attribution.panel import Array, Rows

RIDGE = 1e-10  # of a level that nothing informs the coefficient is then 0; estimable sums do not feel it
UNDETERMINED = 1e-6  # share of an effect's weight that may rest on levels which the fit rows do not determine


def solve(gram: Array, right: Array) -> Array:
    """Solve the normal equations; if there are several solutions, return that of least norm, up to the ridge."""
    return np.asarray(np.linalg.solve(gram + RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram)), right))


def gram(design: sparse.csr_array, weight: Array) -> Array:
    """Return X′ diag(w) X, dense [columns, columns]."""
    return np.asarray((design.T @ design.multiply(weight[:, None]).tocsr()).todense())


@dataclass(frozen=True, kw_only=True)
class Design:
    """Indicator columns [rows, columns], and where they meet: what many fits with other weights share."""

    columns: sparse.csr_array
    meetings: sparse.csr_array

    def gram(self, weight: Array) -> Array:
        """Return X′ diag(w) X as `gram` does, ten times as fast."""
        return np.asarray((self.meetings @ weight).reshape(2 * [self.columns.shape[1]]))


def design_of(*parts: sparse.csr_array) -> Design:
    """Return the design of all columns of the parts."""
    columns = sparse.csr_array(sparse.hstack(parts))
    return Design(columns=columns, meetings=find_meetings(columns))


def find_meetings(design: sparse.csr_array) -> sparse.csr_array:
    """Return which rows each pair of columns meets in [columns², rows], so that its product with μ is X′ diag(μ) X.

    All entries of the design are 1.
    """
    held = np.diff(design.indptr)
    row = np.repeat(np.arange(len(held)), held**2)
    first_pair = np.cumsum(held**2) - held**2
    place = np.arange(len(row)) - first_pair[row]
    column, other = (design.indices[design.indptr[row] + part] for part in np.divmod(place, held[row]))
    pair = column.astype(np.int64) * design.shape[1] + other
    return sparse.csr_array((np.ones(len(row)), (pair, row)), shape=(design.shape[1] ** 2, len(held)))


def effect_weights(
    factors: Design,
    others: sparse.csr_array,
    everything: Design,
    weight: Array,
    joint_weight: Array,
    fit_rows: Rows,
    targets: Array,
) -> Array:
    """Return weights a [rows, effects] such that a′y are the effects on the target rows.

    targets [rows, effects]: 1 for the rows an effect is averaged over, by `weight`. everything: the columns of the
    factors, then those of every initiative, of which the `others` are the last. The part of the other
    initiatives is estimated on all rows of `joint_weight` > 0, from unit, period and every initiative's event time,
    and subtracted; the remainder is imputed from `fit_rows` by unit and period (Borusyak, Jaravel and Spiess 2024,
    section 4). NaN for an effect without target rows, or whose target rows are not determined by the fit rows, as
    can happen when a unit is left out.
    """
    share = targets * weight[:, None]
    total = share.sum(axis=0)
    share = np.divide(share, total, out=np.zeros_like(share), where=total > 0)
    fit = weight * fit_rows
    normal, asked_of = factors.gram(fit), factors.columns.T @ share
    levels = solve(normal, asked_of)
    left = share - fit[:, None] * (factors.columns @ levels)
    undetermined = np.abs(normal @ levels - asked_of).max(axis=0) > UNDETERMINED
    left[:, undetermined | (total <= 0)] = np.nan
    if others.shape[1] == 0:
        return np.asarray(left)
    asked = np.zeros((everything.columns.shape[1], targets.shape[1]))
    asked[-others.shape[1] :] = others.T @ left
    taught = everything.columns @ solve(everything.gram(joint_weight), asked)
    return np.asarray(left - joint_weight[:, None] * taught)


def find_estimable(factors: sparse.csr_array, fit_rows: Rows) -> Rows:
    """Return the rows whose sum of unit and period effects is determined by the fit rows [rows]."""
    values, vectors = np.linalg.eigh(gram(factors, fit_rows.astype(float)))
    free = vectors[:, values < 1e-8 * max(values[-1], 1.0)]
    return np.asarray(np.abs(factors @ free).max(axis=1, initial=0.0) < 1e-5)


def share_left(live: Array, factors: sparse.csr_array, others: sparse.csr_array, weight: Array) -> float:
    """Return the share of the variance of a live dummy, net of unit and period, that the other initiatives leave."""
    alone = _residual(live, factors, weight)
    if alone <= 0:
        return 0.0
    return _residual(live, sparse.csr_array(sparse.hstack([factors, others])), weight) / alone


def two_way(live: Array, factors: sparse.csr_array, weight: Array, outcome: Array) -> float:
    """Return the coefficient of the live dummy in a two-way fixed-effects regression; NaN where it has none.

    Under a staggered roll-out it compares late units with early ones as if these were untreated.
    """
    rest = live - factors @ solve(gram(factors, weight), factors.T @ (weight * live))
    variation = float((weight * rest**2).sum())
    return float((weight * rest * outcome).sum()) / variation if variation > 1e-12 else float("nan")


def _residual(live: Array, columns: sparse.csr_array, weight: Array) -> float:
    rest = live - columns @ solve(gram(columns, weight), columns.T @ (weight * live))
    return float((weight * rest**2).sum())
