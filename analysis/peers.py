"""Partners compared with their peers: observed ÷ expected events, shrunk towards the peers, and what chance would
do.

Events are modelled as Poisson: O_p ~ Poisson(E_p θ_p), with the true ratios of peers gamma with mean m and variance
A. Known drawback: a partner's events are treated as independent given its ratio.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv, gammaln, pdtr, pdtrc

from analysis.intervals import CONFIDENCE_TAIL
from analysis.results import NO_ROWS, TOO_FEW, Estimate

Array = NDArray[np.float64]

FEWEST_PEERS, FEWEST_EVENTS = 5, 10
SHRUNK = "gamma–Poisson over peers"
QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
LIMITS = (0.95, 0.998)  # of a funnel plot (Spiegelhalter 2005)
SPREADS, MEANS = 24, 7  # points of the grid of what A and m may be
UNLIKELY = 1e-4  # grid points that weigh less are left out
HALVINGS = 24
ROUNDS = 5  # of the weights of the moments


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What the peers' true ratios may be like: gamma shapes and rates, with the plausibility of each given all peers
    [points].
    """

    shapes: Array
    rates: Array
    weights: Array


@dataclass(frozen=True, kw_only=True)
class Shrunk:
    """Shrunk ratios of the peers in their order.

    `spread`: variance A of the true ratios, 0 where chance alone explains the differences.
    """

    ratios: tuple[Estimate, ...]
    spread: float


def shrink(observed: Array, expected: Array) -> Shrunk:
    """Return gamma–Poisson ratios with 95 % posterior intervals, from events and expected events [peers].

    Value: (O + m²/A) ÷ (E + m/A) (Clayton and Kaldor 1987), or m where A = 0, with m = Σ O ÷ Σ E and A from
    `moments`. Interval: posterior quantiles over all plausible A and m, weighted by their likelihood. With A fixed
    at its estimate, intervals among 6–12 peers would cover 80–92 % instead of 95 %; these cover 91–99 % (simulated).
    A peer without expected events is `no rows`; fewer than five peers with any, or fewer than ten events in total,
    are `too few`.
    """
    counted = expected > 0
    if counted.sum() < FEWEST_PEERS or observed[counted].sum() < FEWEST_EVENTS:
        reasons = [TOO_FEW if has else NO_ROWS for has in counted]
        return Shrunk(ratios=tuple(map(Estimate.cannot_say, reasons)), spread=0.0)
    events, exposure = observed[counted].astype(float), expected[counted].astype(float)
    mean, spread = moments(events, exposure)
    values = (
        np.full(len(events), mean)
        if spread == 0
        else (events + mean**2 / spread) / (exposure + mean / spread)
    )
    lower, upper = posterior_interval(prior_of(events, exposure), events, exposure)
    shrunk = (
        Estimate(value=value, lower=low, upper=high, method=SHRUNK, reason=None, interval_reason=None)
        for value, low, high in zip(values.tolist(), lower.tolist(), upper.tolist(), strict=True)
    )
    ratios = tuple(next(shrunk) if has else Estimate.cannot_say(NO_ROWS) for has in counted)
    return Shrunk(ratios=ratios, spread=spread)


def moments(observed: Array, expected: Array) -> tuple[float, float]:
    """Estimate the m and A used by `shrink`; all `expected` must be above 0.

    With S = Σ E, (O − E m)² − E m (1 − E/S) has the expectation A c with c = E² (1 − 2 E/S + Σ E² ÷ S²). A is fitted
    by least squares weighted by 1 ÷ (2 v² + v), where v = E m + E² A uses the A of the previous round. Without
    weights a single event could decide where 0.01 were expected, as has been seen.
    """
    total = float(expected.sum())
    mean = float(observed.sum()) / total
    usual = expected * mean
    excess = (observed - usual) ** 2 - usual * (1 - expected / total)
    slopes = expected**2 * (1 - 2 * expected / total + float(np.sum(expected**2)) / total**2)
    spread = 0.0
    for _ in range(ROUNDS):
        variances = usual + expected**2 * spread
        weights = slopes / (2 * variances**2 + variances)
        spread = max(0.0, float(np.sum(weights * excess) / np.sum(weights * slopes)))
    return mean, spread


def prior_of(observed: Array, expected: Array) -> Prior:
    """Return a grid of plausible gammas, weighted by the likelihood of the peers' counts (negative binomial).

    The shrinkage of an average peer, (m ÷ Ē) ÷ (m ÷ Ē + A), is uniform between 0 and 1 a priori (Christiansen and
    Morris 1997), and ln m is uniform.
    """
    total = float(expected.sum())
    centre = float(observed.sum()) / total
    shrinkage = (np.arange(SPREADS) + 0.5) / SPREADS
    spreads = centre * len(expected) / total * (1 - shrinkage) / shrinkage
    errors = np.sqrt(centre / total + spreads * np.sum(expected**2) / total**2) / centre
    means = centre * np.exp(errors[:, None] * np.linspace(-2.5, 2.5, MEANS))
    shapes, rates = ((means**power / spreads[:, None]).ravel() for power in (2, 1))
    likelihood = np.array(
        [
            np.sum(gammaln(observed + a) - gammaln(a) + a * np.log(b) - (observed + a) * np.log(expected + b))
            for a, b in zip(shapes, rates, strict=True)
        ]
    ) + np.log(np.repeat(errors, MEANS))  # grid points lie further apart where m is less sure
    weights = np.exp(likelihood - likelihood.max())
    weights /= weights.sum()
    kept = weights > UNLIKELY
    return Prior(shapes=shapes[kept], rates=rates[kept], weights=weights[kept] / weights[kept].sum())


def posterior_mean(prior: Prior, observed: Array, expected: Array) -> Array:
    """Return the posterior mean [peers] of each ratio over the same mixture as `posterior_interval`."""
    return ((observed[:, None] + prior.shapes) / (expected[:, None] + prior.rates)) @ prior.weights


def posterior_interval(prior: Prior, observed: Array, expected: Array) -> tuple[Array, Array]:
    """Return the 2.5 % and 97.5 % posterior quantiles [peers] of each ratio: a mixture of gamma(a + O, b + E) over
    the prior.
    """
    shapes, rates = observed[:, None] + prior.shapes, expected[:, None] + prior.rates
    ends = []
    for level in (1 - CONFIDENCE_TAIL, CONFIDENCE_TAIL):
        of_each = gammaincinv(shapes, level) / rates
        low, high = of_each.min(axis=1), of_each.max(axis=1)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            below = gammainc(shapes, rates * middle[:, None]) @ prior.weights < level
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        ends.append((low + high) / 2)
    return ends[0], ends[1]


def funnel_limits(expected: Array, level: float) -> tuple[Array, Array]:
    """Return limits [peers] within which O ÷ E of a partner like its peers lies with probability `level`.

    Quantiles of the exact Poisson distribution, interpolated between counts so that the limits have no steps
    (Spiegelhalter 2005, appendix); all `expected` must be above 0.
    """
    tail = (1 - level) / 2
    return _quantile(tail, expected) / expected, _quantile(1 - tail, expected) / expected


def _quantile(probability: float, expected: Array) -> Array:
    """Between k − 1 and k, the smallest count with P(O ≤ k) of at least `probability`; k is found by halving."""
    low = np.full(len(expected), -1.0)
    high = np.ceil(expected + 10 * np.sqrt(expected) + 20)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        reached = pdtr(middle, expected) >= probability
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    at, below = pdtr(high, expected), np.where(high > 0, pdtr(np.maximum(high - 1, 0), expected), 0.0)
    return np.asarray(np.maximum(0.0, high - (at - probability) / (at - below)))


def chance(observed: Array, expected: Array) -> Array:
    """Return two-sided exact p-values [peers] of "events come as expected": twice the smaller Poisson tail, at most
    1.
    """
    above = np.where(observed > 0, pdtrc(observed - 1, expected), 1.0)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(pdtr(observed, expected), above)))


def band(known: Array) -> tuple[float, ...] | None:
    """Return the 10, 25, 50, 75 and 90 % quantiles of the peers' values; None below five peers, who could be
    identified.
    """
    if len(known) < FEWEST_PEERS:
        return None
    return tuple(float(q) for q in np.quantile(known, QUANTILES))
