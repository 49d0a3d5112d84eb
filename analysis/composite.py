"""A composite score of peers over several measures: score, coverage, and how certain and how robust each rank is.

Score = Σ w z ÷ Σ w over the measures known for a peer. z, 0–100, is the share of the other peers that the peer is
expected to outperform: its percentile where every value is certain, close to 50 where little is known of it
(expected percentile, Laird and Louis 1989). Known drawbacks: measures are treated as independent of each other, and
whatever several of them have in common (speed, say) counts several times.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr
from scipy.stats import rankdata

from analysis.peers import FEWEST_PEERS
from analysis.results import TOO_FEW, TOO_LITTLE_KNOWN, Reason

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

MEASURED = 0.5 - 1e-9  # of the weight must be measured of five peers
ENOUGH = 0.6 - 1e-9  # of that must be known of a peer
DRAWS = 500
TAILS = (0.025, 0.975)
HALVINGS = 60


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure of all peers, on a scale where it is normal and more is better.

    `known`, `centres` and `errors` are arrays [peers]: whether the peer has a value, the value, and its standard
    error.
    """

    code: str
    known: Flags
    centres: Array
    errors: Array


@dataclass(frozen=True, kw_only=True)
class Score:
    """The score of one peer.

    `percentiles`: z of each measure, None where it is unknown. `coverage`: the share of the weight of all measures
    in use that is known for this peer. `rank`: 1 is the best. `rank_interval`: the range that holds the rank in 95 %
    of simulated draws of the measures. `rank_by_weights`: its range when any one measure is left out or counted
    twice. Value, rank and ranges are None where `reason` says why.
    """

    percentiles: tuple[float | None, ...]
    coverage: float
    value: float | None
    rank: int | None
    rank_interval: tuple[int, int] | None
    rank_by_weights: tuple[int, int] | None
    reason: Reason | None


def composite(measures: Sequence[Measure], weights: Array, seed: str) -> tuple[Score, ...]:
    """Score all peers, in their order; `weights` [measures] are never negative and not all 0.

    A missing value is not zero: the other weights are scaled up. A measure known for fewer than five peers is
    dropped for all. `too little known`: the measures left carry less than half of the weight, or a peer has less
    than 60 % of that. `too few`: fewer than five peers have a score. `seed` determines the simulated ranks.
    """
    measures = [_or_none(measure) for measure in measures]
    known = np.array([measure.known for measure in measures])
    standings = np.array([percentiles(measure) for measure in measures])
    values, coverage = _scores(standings, known, weights)
    measured = float(weights[known.any(axis=1)].sum() / weights.sum()) >= MEASURED
    scored = (coverage >= ENOUGH) & measured
    enough = scored.sum() >= FEWEST_PEERS
    reasons = [None if has and enough else TOO_FEW if has else TOO_LITTLE_KNOWN for has in scored]
    places = np.flatnonzero(scored) if enough else np.array([], dtype=np.intp)
    ranks = dict(zip(places, rank(values[places]), strict=True))
    drawn = dict(zip(places, _simulate_ranks(measures, weights, places, seed).T, strict=True))
    varied = dict(zip(places, _vary_weights(standings, known, weights, places).T, strict=True))
    return tuple(
        Score(
            percentiles=tuple(
                float(z) if has else None for z, has in zip(standings[:, peer], known[:, peer], strict=True)
            ),
            coverage=float(coverage[peer]),
            value=float(values[peer]) if reason is None else None,
            rank=int(ranks[peer]) if reason is None else None,
            rank_interval=_widen_to_hold(drawn[peer], ranks[peer]) if reason is None else None,
            rank_by_weights=_widen_to_hold(varied[peer], ranks[peer]) if reason is None else None,
            reason=reason,
        )
        for peer, reason in enumerate(reasons)
    )


def _or_none(measure: Measure) -> Measure:
    """The measure, or the same as known of nobody where fewer than five have it."""
    few = measure.known.sum() < FEWEST_PEERS
    return replace(measure, known=np.zeros_like(measure.known)) if few else measure


def _scores(standings: Array, known: Flags, weights: Array) -> tuple[Array, Array]:
    """Σ w z ÷ Σ w over what is known, and the share of the weight measured that is [peers]; 0 where nothing is."""
    counted, measured = weights @ known, float(weights @ known.any(axis=1))
    sums = np.asarray(weights @ np.where(known, standings, 0.0))
    values = np.divide(sums, counted, out=np.zeros(len(sums)), where=counted > 0)
    return values, counted / measured if measured else counted


def _simulate_ranks(measures: Sequence[Measure], weights: Array, places: Places, seed: str) -> Array:
    """The 2.5 and 97.5 % quantiles of the ranks [2, scored], each measure drawn anew around its values.

    Every measure has draws of its own, so that leaving one out leaves those of the others as they are.
    """
    sums, counted = np.zeros((DRAWS, len(measures[0].known))), np.zeros(len(measures[0].known))
    for measure, weight in zip(measures, weights, strict=True):
        peers = int(measure.known.sum())
        if not peers or not weight:
            continue
        digest = hashlib.sha256(f"{seed} {measure.code}".encode()).digest()
        noise = np.random.default_rng(int.from_bytes(digest[:8], "big")).standard_normal((DRAWS, peers))
        values = measure.centres[measure.known] + measure.errors[measure.known] * noise
        sums[:, measure.known] += weight * 100 * (rankdata(values, axis=1) - 1) / (peers - 1)
        counted[measure.known] += weight
    ranks = rank(sums[:, places] / counted[places])
    return (
        np.asarray(np.quantile(ranks, TAILS, axis=0, method="inverted_cdf"))
        if len(places)
        else np.zeros((2, 0))
    )


def _vary_weights(standings: Array, known: Flags, weights: Array, places: Places) -> Array:
    """The best and the worst rank [2, scored] with any one measure left out or counted twice."""
    ranks = []
    for varied in np.flatnonzero(weights):
        for factor in (0, 2):
            other = np.where(np.arange(len(weights)) == varied, factor * weights, weights)
            if other.any():
                values, coverage = _scores(standings[:, places], known[:, places], other)
                # One of whom nothing else is known stands where nobody knows it.
                ranks.append(rank(np.where(coverage > 0, values, 50.0)))
    return np.array([np.min(ranks, axis=0), np.max(ranks, axis=0)])


def _widen_to_hold(span: Array, own: int) -> tuple[int, int]:
    """A span of ranks widened to hold the rank itself, which is not a likely one where many are nearly alike."""
    return int(min(span[0], own)), int(max(span[1], own))


def percentiles(measure: Measure) -> Array:
    """Return the share of the other peers, in percent, that each peer is expected to outperform [peers]; 0 where
    unknown.
    """
    shares = np.zeros(len(measure.known))
    centres, errors = measure.centres[measure.known], measure.errors[measure.known]
    if len(centres) > 1:
        gaps, spread = centres[:, None] - centres, np.hypot(errors[:, None], errors)
        certain = (np.sign(gaps) + 1) / 2
        above = np.where(spread > 0, ndtr(gaps / np.where(spread > 0, spread, 1.0)), certain)
        shares[measure.known] = 100 * (above.sum(axis=1) - 0.5) / (len(centres) - 1)
    return shares


def rank(values: Array) -> NDArray[np.int64]:
    """Rank values [.., peers], 1 for the largest; ties share the better rank."""
    return np.asarray(rankdata(-values, method="min", axis=-1), dtype=np.int64)


def shrink_normal(centres: Array, errors: Array) -> tuple[Array, Array]:
    """Shrink the values of peers towards their mean in proportion to their uncertainty; return values and errors
    [peers].

    Values are normal around normal true values, and all errors are above 0. The variance A of the true values solves
    Σ (y − m)² ÷ (e² + A) = n − 1 (Paule and Mandel 1982); it is 0 where chance alone explains the differences.
    """

    def weigh(between: float) -> tuple[Array, float, float]:
        """Weights, mean, and how far the sum is above what it should be."""
        weights = 1 / (errors**2 + between)
        mean = float(np.sum(weights * centres) / np.sum(weights))
        return weights, mean, float(np.sum(weights * (centres - mean) ** 2)) - (len(centres) - 1)

    low, high = 0.0, float(np.sum((centres - centres.mean()) ** 2))
    for _ in range(HALVINGS if weigh(0.0)[2] > 0 else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if weigh(middle)[2] > 0 else (low, middle)
    weights, mean, _ = weigh(low)
    kept = low * weights
    return mean + kept * (centres - mean), np.sqrt(kept) * errors
