"""Early leaving → how long customers stay and what one is worth, as if a whole relationship were lived in one month.

    S(k)            Π over earlier tenures (1 − other endings − early leavers × churn ÷ usual churn)
    active months   Σ S(k)
    value           Σ S(k) × margin(k) × (1 + d)^(−(k + 0.5) ÷ 12)            observed tenures only, d the company's

Both are functions of one number, churn ÷ usual churn, so they are computed at some values of it and read off between.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.lifetime_value import discounts
from analysis.scenario.description import Baseline

Array = NDArray[np.float64]

GRID = 201


def relationship_paths(base: Baseline, churn: Array, usual: Array) -> dict[str, Array]:
    """Return active months and value of a customer [draws, months]; empty if no tenure is observed.

    churn [draws, months], usual [draws, 1].
    """
    if not base.tenures:
        return {}
    # Of a company that nobody leaves early, no relative change makes anybody leave.
    ratio = np.divide(churn, usual, out=np.ones_like(churn), where=usual > 0)
    # 1 is on the grid: what is not moved is read off exactly.
    grid = np.unique(np.append(np.linspace(ratio.min(), ratio.max(), GRID), 1.0))
    early, other, margin = np.array(
        [(tenure.left_early, tenure.otherwise, tenure.margin) for tenure in base.tenures]
    ).T
    staying = np.cumprod(1 - np.minimum(other + early * grid[:, None], 1), axis=1)
    there = np.hstack((np.ones((len(grid), 1)), staying[:, :-1]))
    worth = there @ (margin * discounts(len(margin), base.value_discount_rate))
    return {
        "active_months": np.interp(ratio, grid, there.sum(axis=1)),
        "customer_value": np.interp(ratio, grid, worth),
    }
