"""Sharing a benefit among partners by what each contributes, brings and could bring (catalogue PAR-06)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Shares:
    """The partners' shares [partners]: as computed, and the lowest and highest that any weights could give."""

    computed: Array
    lowest: Array
    highest: Array


def shares(bases: Array, weights: Array) -> Shares:
    """Return share_p = Σ_b w_b · base_bp ÷ Σ_p base_bp, from bases [bases, partners] and their weights [bases].

    No base may be negative and each must have a positive sum, so that shares sum to 1; weights are scaled to sum to
    1. A share is a mean of the shares by the single bases, so no weights can take it beyond the lowest and highest
    of those.
    """
    single = bases / bases.sum(axis=1, keepdims=True)
    return Shares(
        computed=weights @ single / weights.sum(), lowest=single.min(axis=0), highest=single.max(axis=0)
    )
