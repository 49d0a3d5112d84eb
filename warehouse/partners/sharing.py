"""Benefits paid to partners, compared with what they invest, contribute and could contribute (catalogue PAR-06).

The three bases are the investment and the market potential in the terms in force, and as contribution the margin
(interest and fees less funding and servicing) that the contracts through a partner earned in a window. Margin
rather than volume, because it is what there is to share; before losses, because those are shared by terms of their
own.

Known drawback: what came through a partner did not necessarily come because of it, and the data cannot tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.results import BELOW_ZERO, NO_ROWS, TOO_FEW, Reason, needs_column, needs_table
from analysis.sharing import shares
from warehouse.contract.scope import Months, Scope
from warehouse.kpis import find
from warehouse.partners.standings import roster
from warehouse.partners.terms import Term, terms
from warehouse.query import sums
from warehouse.query.answers import Passport
from warehouse.query.batches import read_totals
from warehouse.query.query import kpi_marts, mart_for, old_enough_months, passport_of
from warehouse.snapshot.snapshots import Snapshot

BASES = ("investment", "contribution", "potential")
EQUAL = (1.0, 1.0, 1.0)
COLUMNS = {
    "investment": "partner_terms.investment_amount",
    "potential": "partner_terms.market_potential",
    "paid": "partner_terms.benefit_paid",
}
MARGIN_NEEDS = ("loan_months.interest_income", "loan_months.funding_cost")
MARGIN = "sum(interest) + sum(fee) - sum(funding) - sum(servicing)"

Supposed = tuple[tuple[str, str, float], ...]  # (partner, base, amount) in place of what was agreed


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One partner's share of the benefit paid, and the share computed from its bases.

    `bases`: amounts by BASES, None for an unknown one without weight. `lowest`, `highest`: the computed share under
    any weights of the known bases. `gap`: paid share − computed share, a fraction; `gap_amount`: the same × all
    that was paid.
    """

    partner: str
    bases: tuple[float | None, ...]
    computed: float
    lowest: float
    highest: float
    paid: float
    paid_share: float
    gap: float
    gap_amount: float


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The partners of a kind that can be compared, and those left out with their reasons; both by code.

    `weights`: of BASES, Σ = 1. `paid`: total over the partners compared. Shares are of that total and sum to 1.
    """

    kind: str
    weights: tuple[float, ...]
    months: tuple[str, ...]
    shared: tuple[Shared, ...]
    left_out: tuple[tuple[str, Reason], ...]
    paid: float
    reason: Reason | None
    passport: Passport

    def of(self, partner: str) -> Shared | None:
        """Return the share of a partner, None where it was left out."""
        return next((share for share in self.shared if share.partner == partner), None)


def sharing(
    snapshot: Snapshot, kind: str, weights: tuple[float, ...], after: Months, supposed: Supposed, scope: Scope
) -> Sharing:
    """Compute the shares of the partners of a kind, beside their shares of what was paid (statistics §11).

    `weights`: of BASES, none below 0 and not all 0. `supposed`: investments or potentials to use instead of those
    agreed. A partner without a base that has weight, or without an amount paid, is left out rather than counted as
    0, which would raise the shares of all others.
    """
    scaled = tuple(weight / sum(weights) for weight in weights)
    margins, reason, passport = _margins(snapshot, after, scope)
    codes, agreed = roster(snapshot, scope).codes(kind), terms(snapshot, scope)
    nothing = Sharing(
        kind=kind,
        weights=scaled,
        months=passport.months,
        shared=(),
        left_out=(),
        paid=0.0,
        reason=reason or agreed.reason,
        passport=passport,
    )
    if not codes or agreed.reason is not None:
        return replace(nothing, reason=agreed.reason or NO_ROWS)
    if reason is not None and scaled[1] > 0:
        return nothing
    known = {term.partner: term for term in agreed.terms}
    rows = {
        code: _bases(known[code], margins.get(code, 0.0) if reason is None else None, supposed)
        if code in known
        else {}
        for code in codes
    }
    left_out = tuple((code, why) for code, row in rows.items() if (why := _why_not(row, scaled)) is not None)
    without = {code for code, _ in left_out}
    kept = {code: row for code, row in rows.items() if code not in without}
    shared = _share_out(kept, scaled)
    total = sum(share.paid for share in shared)
    return replace(nothing, shared=shared, left_out=left_out, paid=total, reason=None if shared else TOO_FEW)


def _margins(
    snapshot: Snapshot, after: Months, scope: Scope
) -> tuple[Mapping[str, float], Reason | None, Passport]:
    """Margin of the contracts through each partner in the months of a window that are old enough."""
    kpi = find("net_loss_rate")
    months, excluded = old_enough_months(snapshot, kpi, after)
    mart, reason = mart_for(snapshot, kpi=kpi, by=("partner",), where=(), scope=scope, marts=kpi_marts(kpi))
    missing = next((need for need in MARGIN_NEEDS if need in snapshot.empty_needs), None)
    if missing is not None:
        reason = reason or needs_column(missing)
    if mart is None or reason is not None or not months:
        return (
            {},
            reason or NO_ROWS,
            passport_of(snapshot, kpi=kpi, mart="", sql="", where=(), months=months, excluded=excluded),
        )
    plan = sums.Plan(kpi=kpi, mart=mart, by=("partner",), where=(), months=months, scope=scope)
    totals = read_totals(snapshot, plan, {"margin": MARGIN})
    margins = {member[0]: float(row[0]) for member, row in zip(totals.members, totals.rows[0], strict=True)}
    return (
        margins,
        None,
        passport_of(
            snapshot, kpi=kpi, mart=mart.name, sql=totals.sql, where=(), months=months, excluded=excluded
        ),
    )


def _bases(term: Term, margin: float | None, supposed: Supposed) -> dict[str, float | None]:
    """Amounts by BASES and what was paid; a partner without contracts has brought nothing, which is known."""
    agreed = {
        "investment": term.investment,
        "contribution": margin,
        "potential": term.potential,
        "paid": term.paid,
    }
    return agreed | {base: amount for partner, base, amount in supposed if partner == term.partner}


def _why_not(row: Mapping[str, float | None], weights: tuple[float, ...]) -> Reason | None:
    """Why a partner cannot be compared with the others, None where it can."""
    if not row:
        return needs_table("partner_terms")
    counted = [base for base, weight in zip(BASES, weights, strict=True) if weight > 0]
    for what in (*counted, "paid"):
        amount = row[what]
        if amount is None:
            return needs_column(COLUMNS[what])
        if amount < 0:
            return BELOW_ZERO
    return None


def _share_out(
    rows: Mapping[str, Mapping[str, float | None]], weights: tuple[float, ...]
) -> tuple[Shared, ...]:
    """Shares of partners whose bases are known; none where a base that weighs, or what was paid, is nothing in sum."""
    if not rows:
        return ()
    known = np.array([[row[base] for row in rows.values()] for base in (*BASES, "paid")], dtype=float)
    amounts, paid, counted = known[:-1], known[-1], np.array(weights) > 0
    usable = (amounts >= 0).all(axis=1) & (amounts.sum(axis=1) > 0)  # an amount that is not known is NaN
    if paid.sum() == 0 or not usable[counted].all():
        return ()
    split = shares(amounts[usable], np.array(weights)[usable])
    paid_shares = paid / paid.sum()
    gaps = paid_shares - split.computed
    return tuple(
        Shared(
            partner=code,
            bases=tuple(rows[code][base] for base in BASES),
            computed=float(split.computed[place]),
            lowest=float(split.lowest[place]),
            highest=float(split.highest[place]),
            paid=float(paid[place]),
            paid_share=float(paid_shares[place]),
            gap=float(gaps[place]),
            gap_amount=float(gaps[place] * paid.sum()),
        )
        for place, code in enumerate(rows)
    )
