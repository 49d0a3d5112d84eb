"""How long relationships last and what they are worth: curves and drivers of two windows (statistics §5, §6)."""

from dataclasses import dataclass, replace

import numpy as np

from analysis import life_table, lifetime_value
from analysis.intervals import (
    IDENTITY,
    LOGIT,
    MINIMUM_UNITS,
    Scale,
    effective_units,
    jackknife,
    why_few_units,
)
from analysis.results import NO_ROWS, TOO_FEW, Estimate, Reason
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.kpis.customer import ENDINGS
from warehouse.marts.families import MARTS
from warehouse.query import tenures
from warehouse.query.answers import (
    Curve,
    CustomerValue,
    Horizon,
    LifeTable,
    LossSource,
    Passport,
    ValueByTenure,
)
from warehouse.query.query import check_dimensions, comparable_months, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_not_compared
from warehouse.query.sums import Plan
from warehouse.query.tenures import TenureSums
from warehouse.snapshot.snapshots import Snapshot

YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Windows:
    """The sums of the compared months of both windows, or the reason why there are none."""

    months: tuple[tuple[str, ...], tuple[str, ...]]
    sums: tuple[TenureSums, ...]
    reason: Reason | None
    passport: Passport


def life_tables(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> tuple[LifeTable, LifeTable]:
    """Return survival and cumulative incidence by ending for the compared months of both windows (statistics §5).

    Tenures reach as far as each has 20 at risk on both sides.
    """
    windows = _collect(
        snapshot,
        code="retention_12m",
        before=before,
        after=after,
        where=where,
        scope=scope,
        measures=(*ENDINGS, "exposed"),
    )
    last = -1
    if windows.reason is None:
        at_risk = np.concatenate([side.of("exposed")[:, :-1] for side in windows.sums])
        last = life_table.find_last_observed_tenure(at_risk, life_table.MINIMUM_AT_RISK)
    if last < 0:
        reason = windows.reason or TOO_FEW
        first, second = (
            LifeTable(
                months=months,
                at_risk=(),
                survival=None,
                incidence=(),
                reason=reason,
                passport=windows.passport,
            )
            for months in windows.months
        )
        return first, second
    first, second = (
        _life_table(months, side, last + 1, windows.passport)
        for months, side in zip(windows.months, windows.sums, strict=True)
    )
    return first, second


def _life_table(months: tuple[str, ...], side: TenureSums, span: int, passport: Passport) -> LifeTable:
    sums = side.with_each_left_out("exposed", *ENDINGS)[..., :span]
    at_risk, ended = sums[:, 0], sums[:, 1:]
    # The share still there at a tenure rests on those who were at risk before it, at the start on nobody.
    sizes = np.pad(side.by_unit("exposed")[:, :span], ((0, 0), (1, 0)))
    gone = life_table.cumulative_incidence(ended, at_risk)
    return LifeTable(
        months=months,
        at_risk=tuple(round(float(n)) for n in at_risk[0]),
        survival=curve_of(life_table.survival(life_table.hazards(ended.sum(axis=1), at_risk)), sizes, LOGIT),
        incidence=tuple(
            (cause, curve_of(gone[:, place], sizes, LOGIT)) for place, cause in enumerate(ENDINGS)
        ),
        reason=None,
        passport=passport,
    )


def customer_value(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> CustomerValue:
    """Return the lifetime value of both windows, observed and modelled, and the drivers of its change.

    The formulas are those of statistics §6.
    """
    windows, terms = worth_windows(snapshot, before, after, where, scope)
    source = _loss_source(snapshot)
    if windows.reason is not None:
        return CustomerValue(
            months_before=windows.months[0],
            months_after=windows.months[1],
            before=None,
            after=None,
            terms=terms,
            loss_source=source,
            margin=(),
            staying=(),
            reason=windows.reason,
            passport=windows.passport,
        )
    (first, first_ended), (second, second_ended) = (flows_of(side, terms) for side in windows.sums)
    parts = lifetime_value.drivers(first, second, (first_ended, second_ended), terms)
    old, new = lifetime_value.lifetime_values(_take_whole(first), _take_whole(second), terms)
    sizes = _sizes(windows)[:, terms.span - 1]
    return CustomerValue(
        months_before=windows.months[0],
        months_after=windows.months[1],
        before=(old.observed, old.modelled),
        after=(new.observed, new.modelled),
        terms=terms,
        loss_source=source,
        margin=tuple(
            (name, estimate_of(part, sizes, IDENTITY))
            for name, part in zip(lifetime_value.TERMS, np.moveaxis(parts.margin, -1, 0), strict=True)
        ),
        staying=tuple(
            (cause, estimate_of(part, sizes, IDENTITY))
            for cause, part in zip(ENDINGS, np.moveaxis(parts.staying, -1, 0), strict=True)
        ),
        reason=None,
        passport=windows.passport,
    )


def value_by_tenure(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> ValueByTenure:
    """Return how lifetime value builds up tenure by tenure, and its change at horizons of 12, 24, … months."""
    windows, terms = worth_windows(snapshot, before, after, where, scope)
    if windows.reason is not None:
        return ValueByTenure(
            months_before=windows.months[0],
            months_after=windows.months[1],
            before=None,
            after=None,
            horizons=(),
            beyond=0.0,
            terms=terms,
            reason=windows.reason,
            passport=windows.passport,
        )
    first, second = (flows_of(side, terms)[0] for side in windows.sums)
    sizes = _sizes(windows)
    observed = [np.cumsum(lifetime_value.observed_worth(each, terms), axis=-1) for each in (first, second)]
    totals = [
        np.cumsum(worth)
        for worth in lifetime_value.worth_by_tenure(_take_whole(first), _take_whole(second), terms)
    ]
    before_curve, after_curve = (
        _lengthen(curve_of(grown, side.by_unit("exposed"), IDENTITY), total)
        for grown, total, side in zip(observed, totals, windows.sums, strict=True)
    )
    span = terms.span
    horizons = tuple(
        Horizon(
            months=months,
            change=estimate_of(
                observed[1][:, months - 1] - observed[0][:, months - 1], sizes[:, months - 1], IDENTITY
            ),
        )
        for months in (*range(YEAR, span, YEAR), span)
    )
    beyond = (totals[1][-1] - totals[1][span - 1]) - (totals[0][-1] - totals[0][span - 1])
    return ValueByTenure(
        months_before=windows.months[0],
        months_after=windows.months[1],
        before=before_curve,
        after=after_curve,
        horizons=horizons,
        beyond=float(beyond),
        terms=terms,
        reason=None,
        passport=windows.passport,
    )


def worth_windows(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> tuple[Windows, lifetime_value.Terms]:
    """Return the sums and terms of a lifetime value; the reason is `TOO_FEW` if the slice has no observed tenure."""
    measures = ("exposed", *ENDINGS, *lifetime_value.FLOWS)
    windows = _collect(
        snapshot, code="clv", before=before, after=after, where=where, scope=scope, measures=measures
    )
    if windows.reason is not None:
        return windows, snapshot.value_terms
    mart = MARTS[windows.passport.mart]
    terms = tenures.terms_of(
        snapshot, kpi=find("clv"), mart=mart, where=where, scope=scope, windows=windows.months
    )
    return (windows if terms.span > 0 else replace(windows, reason=TOO_FEW)), terms


def _loss_source(snapshot: Snapshot) -> LossSource:
    if snapshot.company.clv_loss_given_default is not None:
        return "stated"
    return "seen" if "loss_given_default" in snapshot.references else "assumed"


def flows_of(side: TenureSums, terms: lifetime_value.Terms) -> tuple[lifetime_value.Flows, Array]:
    """Return the flows of all units, then without each unit in turn [1 + units, …], and their endings by cause.

    The endings are [1 + units, causes, tenures].
    """
    amounts = side.with_each_left_out("exposed", *ENDINGS, *lifetime_value.FLOWS)
    at_risk, ended, flows = np.split(amounts, (1, 1 + len(ENDINGS)), axis=1)
    signed = lifetime_value.signed_terms(flows, terms.loss_given_default)
    return lifetime_value.Flows(at_risk=at_risk[:, 0], ended=ended.sum(axis=1), terms=signed), ended


def _take_whole(flows: lifetime_value.Flows) -> lifetime_value.Flows:
    return lifetime_value.Flows(at_risk=flows.at_risk[0], ended=flows.ended[0], terms=flows.terms[0])


def _sizes(windows: Windows) -> Array:
    """At risk up to each tenure by unit [units, tenures], both windows together."""
    return np.asarray(sum(side.by_unit("exposed") for side in windows.sums))


def estimate_of(value_and_without: Array, sizes: Array, scale: Scale) -> Estimate:
    """Return the first of the values [1 + units], with its jackknife interval from the others (statistics §8).

    `sizes` [units]: cases of each unit; with fewer than five effective units there is no interval.
    """
    value = value_and_without[0]
    if effective_units(sizes) < MINIMUM_UNITS:
        return Estimate.bare(float(value), why_few_units(int(np.count_nonzero(sizes))))
    return jackknife(value, value_and_without[1:], sizes, scale)


def curve_of(shares: Array, sizes: Array, scale: Scale) -> Curve:
    """Return a curve from shares [1 + units, tenures], with intervals; `sizes` [units, tenures]: cases behind them."""
    points = [estimate_of(shares[:, k], sizes[:, k], scale) for k in range(shares.shape[1])]
    return Curve(
        at=tuple(float(share) for share in shares[0]),
        lower=tuple(point.lower for point in points),
        upper=tuple(point.upper for point in points),
    )


def _lengthen(observed: Curve, total: Array) -> Curve:
    """The observed curve, followed by the modelled part up to the horizon, which has no interval."""
    nothing = (None,) * (len(total) - len(observed.at))
    return Curve(
        at=tuple(map(float, total)), lower=(*observed.lower, *nothing), upper=(*observed.upper, *nothing)
    )


def _collect(
    snapshot: Snapshot,
    code: str,
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
    measures: tuple[str, ...],
) -> Windows:
    """The sums of the months that a KPI compares."""
    kpi = find(code)
    check_dimensions((), where)
    months = comparable_months(snapshot, kpi, before, after)
    compared = (*months[0], *months[1])
    excluded = tuple(m for m in (*months_between(*before), *months_between(*after)) if m not in compared)
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or why_not_compared(snapshot, kpi, before, after, months)
    if mart is None or reason is not None:
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=compared, excluded=excluded
        )
        return Windows(months=months, sums=(), reason=reason or NO_ROWS, passport=passport)
    plans = tuple(Plan(kpi=kpi, mart=mart, by=(), where=where, months=side, scope=scope) for side in months)
    sums = tenures.sums_of(snapshot, plans, measures, "true")
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sums[-1].sql, where=where, months=compared, excluded=excluded
    )
    return Windows(months=months, sums=sums, reason=None, passport=passport)
