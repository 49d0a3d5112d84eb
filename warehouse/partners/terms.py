"""Terms agreed with partners: those in force, when they are due for review, and the agreed share of losses.

In force is the latest row of `partner_terms` valid at the cut-off. The tables do not record which losses a partner
really bore, so the agreed share can only be compared with the losses of its contracts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from analysis.intervals import interval
from analysis.results import NO_ROWS, NOT_RECORDED, TOO_FEW, Estimate, Reason, needs_column, needs_table
from warehouse.contract.scope import Months, Scope
from warehouse.kpis import KPIS, find
from warehouse.query import sums
from warehouse.query.answers import Passport
from warehouse.query.batches import read_totals
from warehouse.query.query import Question, answer, kpi_marts, mart_for, old_enough_months, passport_of
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Term:
    """The terms with one partner; None where not stated.

    Amounts are in the company's currency; `risk_share` is the fraction of credit losses that the partner bears.
    """

    partner: str
    valid_from: date
    investment: float | None
    potential: float | None
    paid: float | None
    risk_share: float | None
    review_due: date | None

    def is_overdue(self, day: date) -> bool:
        """Whether the review of these terms was due on or before the day."""
        return self.review_due is not None and self.review_due <= day


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms in force at the end of `day`, in the order of the partners' codes; `reason`: why there are none."""

    day: date
    terms: tuple[Term, ...]
    reason: Reason | None

    def of(self, partner: str) -> Term | None:
        """Return the terms with a partner, None where there are none."""
        return next((term for term in self.terms if term.partner == partner), None)

    def among(self, partners: Sequence[str]) -> tuple[Term, ...]:
        """Return the terms with these partners, earliest review first, those without a review last."""
        wanted = set(partners)
        chosen = [term for term in self.terms if term.partner in wanted]
        return tuple(sorted(chosen, key=lambda term: (term.review_due or date.max, term.partner)))


@dataclass(frozen=True, kw_only=True)
class RiskShare:
    """The net losses of a partner's contracts, and what it would bear of them at its agreed share.

    `net_loss`: charged off less recovered in the months. `would_bear`: `net_loss` × `agreed`, with the interval of
    the loss rate. `borne`: what it really bore, which is not recorded.
    """

    partner: str
    agreed: float | None
    net_loss: Estimate
    would_bear: Estimate
    borne: Estimate
    passport: Passport


def terms(snapshot: Snapshot, scope: Scope) -> Terms:
    """Read the terms in force at the cut-off of the data."""
    day, frame = last_day(snapshot.as_of, snapshot.company.timezone), snapshot.partner_terms
    if scope.partners is not None:
        frame = frame[frame["partner_id"].isin(scope.partners)]
    if frame.empty:
        return Terms(day=day, terms=(), reason=needs_table("partner_terms"))
    known = frame[pd.to_datetime(frame["valid_from"]).dt.date <= day]
    latest = known.sort_values("valid_from").groupby("partner_id").tail(1).sort_values("partner_id")
    rows = tuple(_term(row) for row in latest.itertuples(index=False))
    return Terms(day=day, terms=rows, reason=None if rows else NO_ROWS)


def last_day(as_of: datetime, timezone: str) -> date:
    """Return the last day before a cut-off (UTC) in the company's time zone; midnight belongs to the day before."""
    moment = as_of.replace(tzinfo=ZoneInfo("UTC")) - timedelta(microseconds=1)
    return moment.astimezone(ZoneInfo(timezone)).date()


def _term(row: Any) -> Term:
    due = None if pd.isna(row.review_due_on) else pd.Timestamp(row.review_due_on).date()
    investment, potential, paid, share = (
        None if pd.isna(amount) else float(amount)
        for amount in (row.investment_amount, row.market_potential, row.benefit_paid, row.risk_share)
    )
    valid_from = pd.Timestamp(row.valid_from).date()
    return Term(
        partner=str(row.partner_id),
        valid_from=valid_from,
        investment=investment,
        potential=potential,
        paid=paid,
        risk_share=share,
        review_due=due,
    )


def risk_share(snapshot: Snapshot, partner: str, after: Months, scope: Scope) -> RiskShare:
    """Compute what a partner would bear of the net losses of its contracts in the months of a window."""
    kpi, where = find("net_loss_rate"), (("partner", (partner,)),)
    months, excluded = old_enough_months(snapshot, kpi, after)
    own = terms(snapshot, scope).of(partner)
    agreed = own.risk_share if own else None
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    borne = Estimate.cannot_say(NOT_RECORDED)
    if mart is None or reason is not None or not months:
        nothing = Estimate.cannot_say(reason or NO_ROWS)
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=excluded
        )
        return RiskShare(
            partner=partner,
            agreed=agreed,
            net_loss=nothing,
            would_bear=nothing,
            borne=borne,
            passport=passport,
        )
    plan = sums.Plan(kpi=kpi, mart=mart, by=(), where=where, months=months, scope=scope)
    totals = read_totals(snapshot, plan, {"net_loss": "sum(net_loss)"})
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=totals.sql, where=where, months=months, excluded=excluded
    )
    if not totals.members:
        nothing = Estimate.cannot_say(NO_ROWS)
        return RiskShare(
            partner=partner,
            agreed=agreed,
            net_loss=nothing,
            would_bear=nothing,
            borne=borne,
            passport=passport,
        )
    amount = float(totals.rows[0][0, 0])
    rate = (
        answer(snapshot, Question(kpi=kpi.code, by=(), where=where, months=(months[0], months[-1])), scope)
        .values[0]
        .estimate
    )
    net_loss = _scale(rate, amount)
    missing = needs_column("partner_terms.risk_share") if own else needs_table("partner_terms")
    would_bear = Estimate.cannot_say(missing) if agreed is None else _times(net_loss, agreed)
    return RiskShare(
        partner=partner,
        agreed=agreed,
        net_loss=net_loss,
        would_bear=would_bear,
        borne=borne,
        passport=passport,
    )


def _scale(rate: Estimate, amount: float) -> Estimate:
    """An amount with the interval of its rate, scaled; without one where the rate has none."""
    if not rate.value or rate.lower is None or rate.upper is None:
        return Estimate.bare(amount, rate.interval_reason or TOO_FEW)
    scale = amount / rate.value
    return interval(amount, scale * rate.lower, scale * rate.upper, rate.method)


def _times(amount: Estimate, share: float) -> Estimate:
    if amount.value is None or amount.lower is None or amount.upper is None:
        return Estimate.bare(share * (amount.value or 0.0), amount.interval_reason or TOO_FEW)
    return interval(share * amount.value, share * amount.lower, share * amount.upper, amount.method)


def find_targeted_kpis(snapshot: Snapshot, partner: str) -> tuple[str, ...]:
    """List the KPIs that have a target for this partner."""
    frame = snapshot.targets
    own = frame[(frame["dimension"] == "partner") & (frame["member"] == partner)]
    return tuple(code for code in KPIS if code in set(own["kpi"]))
