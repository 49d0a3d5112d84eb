"""A KPI of one partner over time, against the band of the other partners of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.peers import band
from analysis.results import NO_ROWS, Estimate, Reason
from warehouse.contract.scope import Filters, Scope
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.partners.standings import roster
from warehouse.query.answers import Passport, Value
from warehouse.query.calendars import all_months, span, young_months
from warehouse.query.query import Question, answer, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_no_months
from warehouse.snapshot.snapshots import Snapshot

# Months put together: the fewest with which at least half of the periods hold enough of the partner, else the most.
TOGETHER = (3, 6, 12)
Months = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Period:
    """Several months taken together: the partner's value and n, and a band of the other partners.

    `band`: 10, 25, 50, 75 and 90 % quantiles of their values. `peers`: how many others have a value; fewer than
    five have no band.
    """

    months: Months
    own: Estimate
    n: int
    band: tuple[float, ...] | None
    peers: int


@dataclass(frozen=True, kw_only=True)
class PartnerTrend:
    """Periods of `together` months each, oldest first, counted back from the last month that is old enough.

    `reason`: why there are none.
    """

    kpi: str
    partner: str
    together: int
    periods: tuple[Period, ...]
    reason: Reason | None
    passport: Passport


def partner_trend(
    snapshot: Snapshot, code: str, kind: str, partner: str, where: Filters, scope: Scope
) -> PartnerTrend:
    """Compute a partner's KPI and the band of its kind by period, over all delivered months that are old enough.

    Periods have the fewest months with which at least half of them hold a value of the partner, else the most of
    TOGETHER.
    """
    kpi, codes = find(code), roster(snapshot, scope).codes(kind)
    mart, reason = mart_for(
        snapshot, kpi=kpi, by=("partner",), where=where, scope=scope, marts=kpi_marts(kpi)
    )
    periods: tuple[Period, ...] = ()
    sql, together = "", TOGETHER[-1]
    for together in TOGETHER:
        spans = _spans(snapshot, code, together)
        if mart is None or reason is not None or not codes or not spans:
            break
        values, sql = _values(snapshot, code=code, codes=codes, spans=spans, where=where, scope=scope)
        periods = tuple(_period(span, value, partner) for span, value in zip(spans, values, strict=True))
        if 2 * sum(period.own.value is not None for period in periods) >= len(periods):
            break
    months = tuple(month for period in periods for month in period.months)
    passport = passport_of(
        snapshot,
        kpi=kpi,
        mart=mart.name if mart and periods else "",
        sql=sql,
        where=where,
        months=months,
        excluded=(),
    )
    if periods:
        return PartnerTrend(
            kpi=code, partner=partner, together=together, periods=periods, reason=None, passport=passport
        )
    return PartnerTrend(
        kpi=code,
        partner=partner,
        together=together,
        periods=(),
        reason=reason or _why_none(snapshot, kpi, codes),
        passport=passport,
    )


def _why_none(snapshot: Snapshot, kpi: Kpi, codes: tuple[str, ...]) -> Reason:
    return why_no_months(snapshot, kpi, span(snapshot, kpi)) if codes else NO_ROWS


def _spans(snapshot: Snapshot, code: str, together: int) -> tuple[Months, ...]:
    kpi = find(code)
    months = all_months(snapshot, kpi)
    young = young_months(snapshot, kpi, months)
    old = tuple(month for month in months if month not in young)
    ends = range(len(old), together - 1, -together)
    return tuple(old[end - together : end] for end in reversed(ends))


# Kept, since a reader who looks at one partner after another asks for the same peers again.
@lru_cache(maxsize=32)
def _values(
    snapshot: Snapshot,
    code: str,
    codes: tuple[str, ...],
    spans: tuple[Months, ...],
    where: Filters,
    scope: Scope,
) -> tuple[tuple[Mapping[str, Value], ...], str]:
    """Values by partner in each of the periods, and the SQL of the last."""
    filters = (*where, ("partner", codes))
    answers = [
        answer(
            snapshot, Question(kpi=code, by=("partner",), where=filters, months=(span[0], span[-1])), scope
        )
        for span in spans
    ]
    return tuple({value.members[0]: value for value in result.values} for result in answers), answers[
        -1
    ].passport.sql


def _period(span: Months, values: Mapping[str, Value], partner: str) -> Period:
    own = values.get(partner)
    others = [
        value.estimate.value
        for code, value in values.items()
        if code != partner and value.estimate.value is not None
    ]
    estimate = own.estimate if own else Estimate.cannot_say(NO_ROWS)
    return Period(
        months=span, own=estimate, n=own.n if own else 0, band=band(np.array(others)), peers=len(others)
    )
