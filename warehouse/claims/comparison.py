"""Published figures beside what is measured: which lie inside our interval, and which beyond it on which side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.results import Estimate, Reason
from warehouse.claims.published import MATCHES, Claim, Match, claims
from warehouse.contract.scope import Months, Scope
from warehouse.kpis import KPIS, find
from warehouse.kpis.record import Kpi, Quantile
from warehouse.query.answers import Comparison
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot

Verdict = Literal["inside", "claims more", "claims less", "cannot tell"]
VERDICTS: tuple[Verdict, ...] = ("inside", "claims more", "claims less", "cannot tell")

UNDER_A_MINUTE = Reason(code="under a minute")  # of waits that all lie in the first bin


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A published figure on the scale of our KPI; `verdict` by our interval, `reason` why it cannot tell."""

    claim: Claim
    place: float
    verdict: Verdict
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One KPI of ours and the figures published of it.

    `ours`: its estimate on their scale, without the lower end where only the least of a change is known
    (`at_least`): a wait under one minute is as far as we can see.
    """

    kpi: str
    comparison: Comparison
    ours: Estimate
    at_least: bool
    placed: tuple[Placed, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimCheck:
    """All figures, those beside ours by KPI, and how many of each kind there are.

    `by_match`: match → figures, all of them 99; `by_theme`: (theme, figures, of which beside ours), in the order of
    the report; `verdicts`: verdict → figures beside ours.
    """

    claims: tuple[Claim, ...]
    beside: tuple[Beside, ...]
    by_match: tuple[tuple[Match, int], ...]
    by_theme: tuple[tuple[str, int, int], ...]
    verdicts: tuple[tuple[Verdict, int], ...]


def check_claims(snapshot: Snapshot, before: Months | None, after: Months | None, scope: Scope) -> ClaimCheck:
    """Every published figure, beside the whole company's change between the windows where it may stand there.

    Without windows nothing stands beside anything, and the figures are only listed.
    """
    published = claims()
    about = {claim.kpi for claim in published if claim.placed}
    beside: tuple[Beside, ...] = ()
    if before is not None and after is not None:
        shortest = float(snapshot.edges[1])
        beside = tuple(
            set_beside(
                find(code),
                compare(snapshot, kpi_code=code, before=before, after=after, by=(), where=(), scope=scope),
                published,
                shortest,
            )
            for code in KPIS
            if code in about
        )
    told = Counter(figure.verdict for row in beside for figure in row.placed)
    matches = Counter(claim.match for claim in published)
    themes = Counter(claim.theme for claim in published)
    placed = Counter(claim.theme for claim in published if claim.placed)
    return ClaimCheck(
        claims=published,
        beside=beside,
        by_match=tuple((match, matches[match]) for match in MATCHES),
        by_theme=tuple((theme, n, placed[theme]) for theme, n in themes.items()),
        verdicts=tuple((verdict, told[verdict]) for verdict in VERDICTS),
    )


def set_beside(
    kpi: Kpi, comparison: Comparison, published: Sequence[Claim], shortest_minutes: float
) -> Beside:
    """One KPI and the figures about it; waits up to `shortest_minutes` are only known to be shorter."""
    about = [claim for claim in published if claim.placed and claim.kpi == kpi.code]
    change = comparison.changes[0]
    ours = change.relative if about[0].scale == "relative" else change.after.estimate
    short = [_is_short(side.estimate, kpi, shortest_minutes) for side in (change.before, change.after)]
    at_least = short == [False, True]
    if short[0]:
        ours = Estimate.cannot_say(UNDER_A_MINUTE)
    elif at_least:
        ours = replace(ours, lower=None)
    return Beside(
        kpi=kpi.code,
        comparison=comparison,
        ours=ours,
        at_least=at_least,
        placed=tuple(_place(c, ours, at_least, kpi) for c in about),
    )


def _place(claim: Claim, ours: Estimate, at_least: bool, kpi: Kpi) -> Placed:
    place = claim.place
    assert place is not None, f"{claim.claim_id} is drawn and has no place"
    verdict = verdict_of(place, ours, kpi)
    reason = ours.reason or ours.interval_reason or (UNDER_A_MINUTE if at_least else None)
    return Placed(
        claim=claim, place=place, verdict=verdict, reason=reason if verdict == "cannot tell" else None
    )


def verdict_of(place: float, ours: Estimate, kpi: Kpi) -> Verdict:
    """Where a figure lies to our interval; "more" is further to the side that the KPI calls better.

    An interval that is open on one side can only tell of figures beyond the other.
    """
    if ours.upper is not None and place > ours.upper:
        return "claims more" if kpi.better == "higher" else "claims less"
    if ours.lower is not None and place < ours.lower:
        return "claims less" if kpi.better == "higher" else "claims more"
    return "inside" if ours.lower is not None and ours.upper is not None else "cannot tell"


def _is_short(side: Estimate, kpi: Kpi, shortest_minutes: float) -> bool:
    return isinstance(kpi.formula, Quantile) and side.value is not None and side.value <= shortest_minutes
