"""The peers of a kind: who they are, how each compares with the others, and what share of lending each brings.

One query per KPI serves all partners. A ratio compares a partner with its kind: 1 means as many events as at their
common rate (statistics §11). Known drawback: only the age of loans is adjusted for, not which customers a partner
sends.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.discoveries import discoveries
from analysis.peers import band, chance, shrink
from analysis.results import NO_ROWS, TOO_FEW, Estimate, Reason, needs_table
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.kpis import find
from warehouse.query import sums
from warehouse.query.answers import Change, Comparison, Passport
from warehouse.query.batches import read_totals
from warehouse.query.query import comparable_months, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_not_compared
from warehouse.query.slices import no_change
from warehouse.snapshot.snapshots import Snapshot

KINDS = ("dealer", "oem", "technology", "bank")
FALSE_DISCOVERIES = 0.10
Side = Literal["before", "after"]

# KPI → its events, and how many were to be expected, as SQL over a row of its mart; the scale is taken from the peers.
# Of contracts in a row, as large a share is expected to go bad as of its balance at its age (statistics §4); that is
# within 3 % of what contract by contract would be expected.
RATED = {
    "npl_formation_same_age": (
        "formed_contracts",
        "opening_performing_contracts * expected_formed / nullif(opening_performing, 0)",
    ),
    "first_payment_default": ("fpd_bad", "fpd_due"),
    "fraud_rate": ("confirmed_6m", "funded_6m"),
}


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A partner's master data; "" where nothing is stated."""

    code: str
    kind: str
    region: str
    tier: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    """All partners in the scope, in the order of their codes; `reason`: why there are none."""

    partners: tuple[Partner, ...]
    reason: Reason | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that occur, in the order of KINDS."""
        present = {partner.kind for partner in self.partners}
        return tuple(kind for kind in KINDS if kind in present)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of the partners of a kind."""
        return tuple(partner.code for partner in self.partners if partner.kind == kind)


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Lending through one partner in the after window ("": through none): amount, contracts, share of the company."""

    partner: str
    amount: float
    contracts: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a partner compares with its peers: observed and expected events, and their ratio, shrunk (statistics §11).

    `p`: of so few or so many events by chance alone, None without a ratio. `beyond_chance`: `p` passes a
    false-discovery rate of 10 %.
    """

    partner: str
    observed: float
    expected: float
    ratio: Estimate
    p: float | None
    beyond_chance: bool


@dataclass(frozen=True, kw_only=True)
class Standings:
    """The partners of a kind that had cases, in the order of their codes.

    `spread`: variance of their true ratios, 0 where chance alone explains the differences.
    """

    kpi: str
    months: tuple[str, ...]
    standings: tuple[Standing, ...]
    spread: float
    reason: Reason | None
    passport: Passport

    def of(self, partner: str) -> Standing | None:
        """Return the standing of a partner, None where it had no cases."""
        return next((standing for standing in self.standings if standing.partner == partner), None)


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One KPI of a partner, against the 10, 25, 50, 75 and 90 % quantiles of its peers in the after window.

    `is_ratio`: values are shrunk ratios to the peers, not those of the KPI. `peers`: how many others have a value;
    fewer than five have no band. `change`: the partner's own change of the KPI.
    """

    kpi: str
    is_ratio: bool
    before: Estimate
    after: Estimate
    band: tuple[float, ...] | None
    peers: int
    change: Change


def roster(snapshot: Snapshot, scope: Scope) -> Roster:
    """List the partners that the scope may see."""
    rows = snapshot.partners.fillna("")
    columns = (rows["partner_id"], rows["kind"], rows["region"], rows["tier"])
    partners = tuple(
        Partner(code=str(code), kind=str(kind), region=str(region), tier=str(tier))
        for code, kind, region, tier in zip(*columns, strict=True)
    )
    if scope.partners is not None:
        partners = tuple(partner for partner in partners if partner.code in scope.partners)
    return Roster(partners=partners, reason=None if partners else needs_table("partners"))


def volumes(lent: Comparison) -> tuple[Volume, ...]:
    """Compute the lending through each partner, largest first, from `originations` by partner; shares sum to 1."""
    known = [(change.members[0], change.after) for change in lent.changes if change.after.estimate.value]
    total = sum(value.estimate.value or 0.0 for _, value in known)
    by_partner = [
        Volume(
            partner=code,
            amount=value.estimate.value or 0.0,
            contracts=value.n,
            share=(value.estimate.value or 0.0) / total if total else 0.0,
        )
        for code, value in known
    ]
    return tuple(sorted(by_partner, key=lambda volume: (-volume.amount, volume.partner)))


def standings(
    snapshot: Snapshot,
    code: str,
    kind: str,
    side: Side,
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
) -> Standings:
    """Compare the partners of a kind with each other, on one side of a comparison (statistics §11).

    `code`: one of RATED.
    """
    kpi = find(code)
    months = comparable_months(snapshot, kpi, before, after)[("before", "after").index(side)]
    mart, reason = mart_for(
        snapshot, kpi=kpi, by=("partner",), where=where, scope=scope, marts=kpi_marts(kpi)
    )
    reason = reason or why_not_compared(snapshot, kpi, before, after, (months,))
    peers = roster(snapshot, scope).codes(kind)
    if mart is None or reason is not None or not peers:
        nothing = passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=())
        return Standings(
            kpi=code, months=months, standings=(), spread=0.0, reason=reason or NO_ROWS, passport=nothing
        )
    plan = sums.Plan(
        kpi=kpi, mart=mart, by=("partner",), where=(*where, ("partner", peers)), months=months, scope=scope
    )
    events, expected = RATED[code]
    measures = {"observed": f"sum({events})", "expected": f"coalesce(sum({expected}), 0)"}
    totals = read_totals(snapshot, plan, measures)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=totals.sql, where=where, months=months, excluded=()
    )
    if not totals.members:
        return Standings(kpi=code, months=months, standings=(), spread=0.0, reason=NO_ROWS, passport=passport)
    ranked, spread = _rank([members[0] for members in totals.members], totals.rows[0])
    reasons = {standing.ratio.reason for standing in ranked}
    return Standings(
        kpi=code,
        months=months,
        standings=ranked,
        spread=spread,
        reason=TOO_FEW if reasons <= {TOO_FEW, NO_ROWS} else None,
        passport=passport,
    )


def _rank(partners: list[str], rows: Array) -> tuple[tuple[Standing, ...], float]:
    """Standings from (events, expected up to a scale) [partners, 2], and the spread of their ratios."""
    observed, expected = rows[:, 0], rows[:, 1]
    events = float(observed[expected > 0].sum())
    if events:
        expected = expected * events / expected.sum()
    shrunk = shrink(observed, expected)
    counted = np.array([ratio.value is not None for ratio in shrunk.ratios])
    p_values = np.ones(len(partners))
    p_values[counted] = chance(observed[counted], expected[counted])
    beyond = np.zeros(len(partners), dtype=bool)
    beyond[counted] = discoveries(p_values[counted], FALSE_DISCOVERIES)
    return tuple(
        Standing(
            partner=partner,
            observed=float(observed[place]),
            expected=float(expected[place]),
            ratio=shrunk.ratios[place],
            p=float(p_values[place]) if counted[place] else None,
            beyond_chance=bool(beyond[place]),
        )
        for place, partner in enumerate(partners)
    ), shrunk.spread


def strip(compared: Comparison, peers: tuple[str, ...], partner: str) -> Strip:
    """Place a partner's KPI on the band of the others among `peers`; `compared`: the KPI compared by partner."""
    own, among = change_of(compared, partner), set(peers) - {partner}
    values = [
        change.after.estimate.value
        for change in compared.changes
        if change.members[0] in among and change.after.estimate.value is not None
    ]
    first, last = own.before.estimate, own.after.estimate
    return Strip(
        kpi=compared.passport.kpi,
        is_ratio=False,
        before=first,
        after=last,
        band=band(np.array(values)),
        peers=len(values),
        change=own,
    )


def strip_of_ratios(before: Standings, after: Standings, compared: Comparison, partner: str) -> Strip:
    """Place a partner's ratio to its peers on the band of the peers' ratios."""
    first, last = (
        own.ratio if (own := side.of(partner)) is not None else Estimate.cannot_say(side.reason or NO_ROWS)
        for side in (before, after)
    )
    values = [
        standing.ratio.value
        for standing in after.standings
        if standing.partner != partner and standing.ratio.value is not None
    ]
    return Strip(
        kpi=after.kpi,
        is_ratio=True,
        before=first,
        after=last,
        band=band(np.array(values)),
        peers=len(values),
        change=change_of(compared, partner),
    )


def change_of(compared: Comparison, partner: str) -> Change:
    """Return the change of a partner; one with only a reason where the partner, or the KPI by partner, is missing."""
    changes = {change.members[0]: change for change in compared.changes}
    if partner in changes:
        return changes[partner]
    # Without a mart there is one change: the reason.
    reason = compared.changes[0].absolute.reason if not compared.passport.mart else None
    return no_change((partner,), reason or NO_ROWS)
