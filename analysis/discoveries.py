"""Which of many changes exceed chance: p-values recovered from intervals, and control of the false-discovery rate."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr

from analysis.intervals import CONFIDENCE_TAIL, INDEPENDENT, Scale, t_quantile
from analysis.results import Estimate


def p_value(change: Estimate, scale: Scale, effective_units: float, upwards: bool) -> float | None:
    """Return the one-sided p-value of "it did not go up" (`upwards`) or "it did not go down"; None without an
    interval.

    The standard error is recovered from the limit nearer to zero on `scale`. The reference distribution is Student's
    t with G_eff − 1 degrees of freedom where the interval came from units, and normal where cases were treated as
    independent.
    """
    if change.value is None or change.lower is None or change.upper is None:
        return None
    centre = float(scale.to(change.value))
    reach = abs(centre - float(scale.to(change.lower if centre > 0 else change.upper)))
    if reach == 0:
        return None
    if change.method == INDEPENDENT:
        below = float(ndtr(centre * ndtri(CONFIDENCE_TAIL) / reach))
    else:
        below = float(stdtr(max(1.0, effective_units - 1), centre * t_quantile(effective_units) / reach))
    return 1 - below if upwards else below


def discoveries(p_values: NDArray[np.float64], rate: float) -> NDArray[np.bool_]:
    """Return which hypotheses to reject [p-values] so that the expected share of false rejections is at most `rate`.

    Benjamini and Hochberg (1995).
    """
    order = np.argsort(p_values)
    limits = rate * np.arange(1, len(p_values) + 1) / max(1, len(p_values))
    passed = np.flatnonzero(p_values[order] <= limits)
    rejected = np.zeros(len(p_values), dtype=bool)
    if len(passed):
        rejected[order[: passed[-1] + 1]] = True
    return rejected
