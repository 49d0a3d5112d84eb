"""Peers scored by several measures at once: score, coverage, and how sure and how robust the rank is.

Score = Σ w z ÷ Σ w over the measures known of a peer. z, 0–100, is the share of the other peers that it is expected to
be better than: with every value certain, its percentile; of a peer of which little is known, near 50 (expected
percentile, Laird and Louis 1989). Known drawbacks: measures are taken as independent of each other, and what several
of them share (speed, say) counts several times.
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
    """One measure of the peers, where it is normal and more is better: is it `known`, centres, errors [peers]."""

    code: str
    known: Flags
    centres: Array
    errors: Array


@dataclass(frozen=True, kw_only=True)
class Score:
    """One peer. `percentiles`: z of each measure, None where it has none; `coverage`: share of the weight measured of
    peers that is known of this one.

    `rank` 1 is the best; `rank_interval`: where it lies in 95 % of draws of the measures; `rank_by_weights`: where it
    lies with any one measure left out or counted twice. All None where `reason` says why.
    """

    percentiles: tuple[float | None, ...]
    coverage: float
    value: float | None
    rank: int | None
    rank_interval: tuple[int, int] | None
    rank_by_weights: tuple[int, int] | None
    reason: Reason | None


def composite(measures: Sequence[Measure], weights: Array, seed: str) -> tuple[Score, ...]:
    """Scores of the peers in their order; `weights` [measures], none below 0 and not all 0.

    Missing is not zero: the other weights are scaled up. A measure that fewer than five peers have is out for all;
    if what is left has less than half of the weight, or a peer less than 60 % of that: too little known. Under five
    peers with a score: too few.
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
    """Share of the other peers, in percent, that each is expected to be better than [peers]; 0 where not known."""
    shares = np.zeros(len(measure.known))
    centres, errors = measure.centres[measure.known], measure.errors[measure.known]
    if len(centres) > 1:
        gaps, spread = centres[:, None] - centres, np.hypot(errors[:, None], errors)
        certain = (np.sign(gaps) + 1) / 2
        above = np.where(spread > 0, ndtr(gaps / np.where(spread > 0, spread, 1.0)), certain)
        shares[measure.known] = 100 * (above.sum(axis=1) - 0.5) / (len(centres) - 1)
    return shares


def rank(values: Array) -> NDArray[np.int64]:
    """1 for the largest; equal ones share the better rank [.., peers]."""
    return np.asarray(rankdata(-values, method="min", axis=-1), dtype=np.int64)


def shrink_normal(centres: Array, errors: Array) -> tuple[Array, Array]:
    """Values of peers drawn towards their mean as far as they are uncertain, and their errors [peers].

    Normal values around normal true ones, all errors above 0; their variance A solves Σ (y − m)² ÷ (e² + A) = n − 1
    (Paule and Mandel 1982), and is 0 where chance alone explains the differences.
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
