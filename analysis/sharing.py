"""How a benefit would be shared by what each partner puts in, brings and could bring (catalogue PAR-06)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Shares of the partners [partners]: computed, and the least and the most that any weights would make of them."""

    computed: Array
    lowest: Array
    highest: Array


def shares(bases: Array, weights: Array) -> Shares:
    """share_p = Σ_b w_b · base_bp ÷ Σ_p base_bp, from bases [bases, partners] and their weights [bases].

    No base below 0 and each above 0 in sum, so that shares sum to 1; weights are scaled to sum to 1. A share is a mean
    of those by the single bases, so no weights take it beyond the least and the greatest of them.
    """
    single = bases / bases.sum(axis=1, keepdims=True)
    return Shares(
        computed=weights @ single / weights.sum(), lowest=single.min(axis=0), highest=single.max(axis=0)
    )
