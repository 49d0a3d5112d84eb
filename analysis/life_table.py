"""Life table of a window: hazards by tenure and cause, survival, cumulative incidence, tenure split.

The last axis of every array is the tenure in months, 0 being the month of start; leading axes (causes, units left
out) are broadcast. Hazards are those of the window, not of the cohorts that joined in it: everyone at risk in the
window counts at the tenure they then had. Statistics §5: h_c(k) = Σ ended_c(k) ÷ Σ at_risk(k), S(k) = Π_(j<k) (1 −
Σ_c h_c(j)), CIF_c(m) = Σ_(k<m) S(k) h_c(k), hence 1 − S(m) = Σ_c CIF_c(m).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.intervals import CONFIDENCE_TAIL, INDEPENDENT, interval, wilson
from analysis.results import TOO_FEW, Estimate

Array = NDArray[np.float64]

MINIMUM_AT_RISK = 20


@dataclass(frozen=True, kw_only=True)
class TenureSplit:
    """The change of a crude rate in points, as `tenure` (how long customers have been here) + `equal_tenure`."""

    tenure: float
    equal_tenure: float


def hazards(ended: Array, at_risk: Array) -> Array:
    """Return the monthly probability of ending at each tenure; 0 where nobody is at risk."""
    shape = np.broadcast_shapes(np.shape(ended), np.shape(at_risk))
    return np.divide(ended, at_risk, out=np.zeros(shape), where=np.broadcast_to(at_risk, shape) > 0)


def survival(hazard: Array) -> Array:
    """Return S(0) = 1, S(1), … [..., tenures + 1], the share that reaches each tenure; `hazard` covers all causes."""
    ones = np.ones((*hazard.shape[:-1], 1))
    return np.concatenate((ones, np.cumprod(1 - np.clip(hazard, 0, 1), axis=-1)), axis=-1)


def cumulative_incidence(ended: Array, at_risk: Array) -> Array:
    """Return the share lost to each cause by the start of each tenure [..., causes, tenures + 1] (Aalen–Johansen).

    `ended` [..., causes, tenures], `at_risk` [..., tenures]. The shares and S add up to 1.
    """
    by_cause = hazards(ended, at_risk[..., None, :])
    steps = survival(by_cause.sum(axis=-2))[..., None, :-1] * by_cause
    return np.concatenate((np.zeros((*steps.shape[:-1], 1)), np.cumsum(steps, axis=-1)), axis=-1)


def retention(ended: Array, at_risk: Array, months: int) -> Array:
    """Return S(months); NaN where an earlier tenure has fewer than 20 at risk. `ended` covers all causes."""
    curve = survival(hazards(ended, at_risk)[..., :months])[..., months]
    return np.where(at_risk[..., :months].min(axis=-1) >= MINIMUM_AT_RISK, curve, np.nan)


def retention_of_independent_cases(ended: Array, at_risk: Array, months: int) -> Estimate:
    """Return S(months) with an interval from Greenwood's variance on the log-log scale, cases treated as
    independent.

    Where nobody left, the interval is Wilson's for as many cases as the smallest tenure had, since no more are known
    to have stayed throughout.
    """
    value = float(retention(ended, at_risk, months))
    if value == 1:
        stayed = float(at_risk[:months].min())
        return wilson(stayed, stayed)
    if not 0 < value < 1:
        return Estimate.cannot_say(TOO_FEW) if np.isnan(value) else Estimate.bare(value, TOO_FEW)
    n, d = at_risk[:months], ended[:months]
    if np.any(n <= d):
        return Estimate.bare(value, TOO_FEW)
    error = np.sqrt(np.sum(d / (n * (n - d)))) / abs(np.log(value))
    reach = float(ndtri(CONFIDENCE_TAIL)) * error
    lower, upper = (float(value ** np.exp(side * reach)) for side in (1, -1))
    return interval(value, lower, upper, INDEPENDENT)


def find_last_observed_tenure(at_risk: Array, fewest: float) -> int:
    """Return the largest tenure K such that every row has at least `fewest` at risk at all tenures up to K; −1 if
    none.
    """
    enough = np.all(np.atleast_2d(at_risk) >= fewest, axis=0)
    return int(len(enough) if enough.all() else np.argmin(enough)) - 1


def tenure_split(rates: tuple[float, float], equal_tenure: tuple[float, float]) -> TenureSplit:
    """Split the crude change in points into tenure and equal tenure, exactly, from (before, after) of both rates.

    rate = (rate ÷ equal-tenure rate) × equal-tenure rate; part_i = L × ln(factor_i), L the logarithmic mean. NaN if
    a rate is not positive.
    """
    if min(*rates, *equal_tenure) <= 0:
        return TenureSplit(tenure=np.nan, equal_tenure=np.nan)
    relative = np.log(rates[1] / rates[0])
    mean = rates[0] if relative == 0 else (rates[1] - rates[0]) / relative
    own = float(np.log(equal_tenure[1] / equal_tenure[0]))
    return TenureSplit(tenure=float(mean * (relative - own)), equal_tenure=float(mean * own))
