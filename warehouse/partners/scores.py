"""Scores of the partners of a kind, from several measures with weights set by the reader (catalogue PAR-01).

Measures of events are ratios to the peers, shrunk (`partners.standings`); shares and waits are shrunk towards the
peers' mean as far as they are uncertain; amounts lent are exact (statistics §11). Concentration is not scored: it
is a property of the company and has no better side.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtri

from analysis.composite import Measure, Score, composite, shrink_normal
from analysis.intervals import CONFIDENCE_TAIL
from analysis.peers import FEWEST_PEERS
from analysis.results import NO_ROWS, Estimate, Reason
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.kpis import find
from warehouse.partners.standings import RATED, roster, standings
from warehouse.query.answers import Passport
from warehouse.query.query import comparable_months, compare
from warehouse.snapshot.snapshots import Snapshot

# What was lent, waits, shares of people, events: where each is normal.
CERTAIN, WAIT, SHARE, EVENTS = "certain", "wait", "share", "events"
MEASURES = {
    "originations": CERTAIN,
    "approval_time_median": WAIT,
    "decided_within_24h": SHARE,
    "take_up_rate": SHARE,
    **dict.fromkeys(RATED, EVENTS),
    "csat": SHARE,
}
EQUAL = (1.0,) * len(MEASURES)
LEAST_ERROR = 1e-6  # nothing that was sampled is certain
LEAST_MINUTES = 1.0  # of a wait: those decided at once lie in the first bin, whose lower end has no logarithm


def _log_minutes(minutes: Array) -> Array:
    return np.asarray(np.log(np.maximum(minutes, LEAST_MINUTES)))


SCALES: Mapping[str, Callable[[Array], Array]] = {WAIT: _log_minutes, EVENTS: np.cbrt}


@dataclass(frozen=True, kw_only=True)
class Scored:
    """The scores of the partners of a kind, in the order of their codes.

    `weights`: of MEASURES, in their order, Σ = 1. `peers`: how many partners have each measure; it counts from five
    on. `reason`: why no partner has a score.
    """

    kind: str
    weights: tuple[float, ...]
    peers: tuple[int, ...]
    partners: tuple[str, ...]
    scores: tuple[Score, ...]
    reason: Reason | None
    passport: Passport

    def of(self, partner: str) -> Score | None:
        """Return the score of a partner, None where it is not of the kind."""
        return dict(zip(self.partners, self.scores, strict=True)).get(partner)

    @property
    def ranked(self) -> int:
        """How many partners have a rank."""
        return sum(score.rank is not None for score in self.scores)


def scores(
    snapshot: Snapshot,
    kind: str,
    weights: tuple[float, ...],
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
) -> Scored:
    """Score the partners of a kind in the after window (statistics §11).

    `weights`: of MEASURES, in their order, none below 0 and not all 0.
    """
    codes = roster(snapshot, scope).codes(kind)
    shares = tuple(weight / sum(weights) for weight in weights)
    months = comparable_months(snapshot, find("originations"), before, after)[1]
    as_of = snapshot.as_of.isoformat(timespec="minutes")
    passport = Passport(
        number="",
        kpi="",
        definition_version="",
        snapshot=snapshot.id,
        as_of=as_of,
        mart="",
        sql="",
        filters=where,
        months=months,
        excluded_months=(),
    )
    if not codes:
        return Scored(
            kind=kind,
            weights=shares,
            peers=(0,) * len(shares),
            partners=(),
            scores=(),
            reason=NO_ROWS,
            passport=passport,
        )
    measures = _measures(
        snapshot, kind=kind, codes=codes, before=before, after=after, where=where, scope=scope
    )
    composites = composite(measures, np.array(shares), f"{snapshot.seed} {kind}")
    reason = None if any(score.reason is None for score in composites) else composites[0].reason
    peers = tuple(int(measure.known.sum()) for measure in measures)
    return Scored(
        kind=kind,
        weights=shares,
        peers=peers,
        partners=codes,
        scores=composites,
        reason=reason,
        passport=passport,
    )


# Kept, since a reader who moves a weight asks for the same measures again.
@lru_cache(maxsize=16)
def _measures(
    snapshot: Snapshot,
    kind: str,
    codes: tuple[str, ...],
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
) -> tuple[Measure, ...]:
    """The measures of the partners `codes`."""
    measures = []
    for code, sort in MEASURES.items():
        if sort == EVENTS:
            known = standings(
                snapshot,
                code=code,
                kind=kind,
                side="after",
                before=before,
                after=after,
                where=where,
                scope=scope,
            ).standings
            estimates = {standing.partner: standing.ratio for standing in known}
        else:
            estimates = _values(
                snapshot, code=code, codes=codes, before=before, after=after, where=where, scope=scope
            )
        measures.append(_measure(code, sort, [estimates.get(partner) for partner in codes]))
    return tuple(measures)


def _values(
    snapshot: Snapshot,
    code: str,
    codes: tuple[str, ...],
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
) -> dict[str, Estimate]:
    """A KPI by partner in the after window, as it is compared."""
    comparison = compare(
        snapshot,
        kpi_code=code,
        before=before,
        after=after,
        by=("partner",),
        where=(*where, ("partner", codes)),
        scope=scope,
    )
    return {change.members[0]: change.after.estimate for change in comparison.changes}


def _measure(code: str, sort: str, estimates: list[Estimate | None]) -> Measure:
    """A measure on its scale, turned so that more is better; what has no interval is not known, but what is certain.

    Waits are normal in ln, gammas in the cube root (Wilson and Hilferty 1931), shares as they are: Wilson's interval
    keeps 30 of 30 away from 1.
    """
    scale = SCALES.get(sort, np.asarray)
    ends: list[tuple[float | None, float | None]] = [
        (None, None)
        if estimate is None
        else (estimate.value, estimate.value)
        if sort == CERTAIN
        else (estimate.lower, estimate.upper)
        for estimate in estimates
    ]
    known = np.array([lower is not None and upper is not None for lower, upper in ends])
    lower, upper = (scale(np.array([end or 0.0 for end in side])[known]) for side in zip(*ends, strict=True))
    sign = 1.0 if find(code).better == "higher" else -1.0
    centres, errors = sign * (lower + upper) / 2, (upper - lower) / (2 * float(ndtri(CONFIDENCE_TAIL)))
    if sort in (WAIT, SHARE) and known.sum() >= FEWEST_PEERS:
        centres, errors = shrink_normal(centres, np.maximum(errors, LEAST_ERROR))
    return Measure(code=code, known=known, centres=_scatter(centres, known), errors=_scatter(errors, known))


def _scatter(values: Array, known: Array) -> Array:
    """Values in the places of those known [peers], 0 elsewhere."""
    scattered = np.zeros(len(known))
    scattered[known] = values
    return scattered
