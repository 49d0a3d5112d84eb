"""Partners of a kind as a sortable table: volume, standing among peers, score and other KPIs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.composite import Score
from analysis.results import Estimate
from warehouse.kpis.record import Kpi
from warehouse.partners.scores import Scored
from warehouse.partners.standings import Standings, Volume
from warehouse.query.answers import Comparison
from wording import formats
from wording.judgement import standing
from wording.naming import Labels, member_name
from wording.words import Language, say

PERCENT, MINUTES_AN_HOUR = 100.0, 60.0
# KPI → its column, and what it is multiplied by there.
BESIDE = {
    "approval_time_median": ("approval_hours", 1 / MINUTES_AN_HOUR),
    "delinquency_30": ("delinquent", PERCENT),
    "csat": ("satisfied", PERCENT),
}
NUMBERS: Mapping[str, str] = {
    "lent": formats.NUMBER_COLUMN,
    "share_lent": formats.PERCENT_COLUMN,
    "contracts": formats.COUNT_COLUMN,
    "score": formats.COUNT_COLUMN,
    "rank": formats.COUNT_COLUMN,
    "best": formats.COUNT_COLUMN,
    "worst": formats.COUNT_COLUMN,
    "known": formats.COUNT_COLUMN,
    "observed": formats.COUNT_COLUMN,
    "expected": formats.NUMBER_COLUMN,
    "ratio": formats.RATIO_COLUMN,
    "from": formats.RATIO_COLUMN,
    "to": formats.RATIO_COLUMN,
    "approval_hours": formats.NUMBER_COLUMN,
    "delinquent": formats.PERCENT_COLUMN,
    "satisfied": formats.NUMBER_COLUMN,
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The contents of the table: the partners in order, their standings by one measure, scores, and other KPIs.

    step: what amounts are divided by.
    """

    volumes: Sequence[Volume]
    standings: Standings
    scored: Scored
    kpi: Kpi
    beside: Mapping[str, Comparison]
    step: float


def frame_of(listed: Listed, labels: Labels, language: Language) -> pd.DataFrame:
    """Return a row per partner; None where a number is not known.

    Columns: name, amount lent (in steps), share in percent, contracts, score and rank with its interval, the percent
    known, ratio with its interval, the standing in words, events, and the KPIs of BESIDE.
    """
    scores = dict(zip(listed.scored.partners, listed.scored.scores, strict=True))
    standings = {peer.partner: peer for peer in listed.standings.standings}
    values = {
        column: (
            factor,
            {change.members[0]: change.after.estimate.value for change in listed.beside[code].changes},
        )
        for code, (column, factor) in BESIDE.items()
    }
    rows = []
    for volume in listed.volumes:
        peer = standings.get(volume.partner)
        ratio = peer.ratio if peer else None
        row: dict[str, object] = {
            "partner": member_name(volume.partner, labels, language),
            "lent": volume.amount / listed.step,
            "share_lent": PERCENT * volume.share,
            "contracts": volume.contracts,
            **_score(scores.get(volume.partner)),
            "ratio": ratio.value if ratio else None,
            "from": ratio.lower if ratio else None,
            "to": ratio.upper if ratio else None,
            "standing": _standing(ratio, listed.kpi, language),
            "observed": peer.observed if peer else None,
            "expected": peer.expected if peer else None,
        }
        for column, (factor, of_partner) in values.items():
            value = of_partner.get(volume.partner)
            row[column] = None if value is None else factor * value
        rows.append(row)
    return pd.DataFrame(rows)


def _score(score: Score | None) -> dict[str, float | None]:
    """Score, rank, the ends of its interval, and the percent of the measures known."""
    best, worst = score.rank_interval if score and score.rank_interval else (None, None)
    value = score.value if score else None
    return {
        "score": None if value is None else round(value),
        "rank": score.rank if score else None,
        "best": best,
        "worst": worst,
        "known": None if score is None else round(PERCENT * score.coverage),
    }


def _standing(ratio: Estimate | None, kpi: Kpi, language: Language) -> str:
    return say(f"standing.{standing(ratio, kpi) if ratio else 'unknown'}", language)
