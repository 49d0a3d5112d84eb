"""How long relationships last and what they are worth: curves and drivers of a window, from sums by tenure."""

from dataclasses import dataclass, replace

import numpy as np

from analysis import life_table as tables
from analysis import lifetime_value as values
from analysis.results import NOT_OLD_ENOUGH, TOO_FEW, Reason
from analysis.statistic import Array
from warehouse import sums
from warehouse.answers import CustomerValue, Filters, LifeTable, Months, Passport, Scope
from warehouse.kpis import find
from warehouse.kpis.customer import ENDINGS
from warehouse.query import (
    check_dimensions,
    comparable_months,
    kpi_marts,
    mart_for,
    old_enough_months,
    passport_of,
)
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class _Window:
    """Sums by tenure (measure → [tenures]) of the old enough months of a window, or why there are none."""

    months: tuple[str, ...]
    sums: dict[str, Array]
    reason: Reason | None
    passport: Passport


def life_table(snapshot: Snapshot, window: Months, where: Filters, scope: Scope) -> LifeTable:
    """Survival and cumulative incidence by ending in the old enough months of a window."""
    found = _collect(snapshot, "retention_12m", window, where, scope, (*ENDINGS, "exposed"))
    last = -1 if found.reason else tables.observed_until(found.sums["exposed"], tables.MINIMUM_AT_RISK)
    if last < 0:
        return LifeTable(found.months, (), (), (), found.reason or TOO_FEW, found.passport)
    at_risk = found.sums["exposed"][: last + 1]
    ended = np.array([found.sums[cause][: last + 1] for cause in ENDINGS])
    curve = tables.survival(tables.hazards(ended, at_risk).sum(axis=0))
    gone = tables.cumulative_incidence(ended, at_risk)
    return LifeTable(
        found.months,
        tuple(round(float(n)) for n in at_risk),
        tuple(map(float, curve)),
        tuple((cause, tuple(map(float, share))) for cause, share in zip(ENDINGS, gone, strict=True)),
        None,
        found.passport,
    )


def customer_value(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> CustomerValue:
    """Lifetime value in the months of both windows that are compared: observed, modelled, and its drivers."""
    measures = (*ENDINGS, "exposed", *values.FLOWS)
    months = comparable_months(snapshot, find("clv"), before, after)
    sides = [_sums(snapshot, "clv", side, (), where, scope, measures) for side in months]
    terms, reason = snapshot.value_terms, sides[0].reason or sides[1].reason
    last = 0
    if reason is None:
        at_risk = np.array([side.sums["exposed"][:-1] for side in sides])
        last = tables.observed_until(at_risk, values.FEWEST_AT_RISK) + 1
    assumed = snapshot.company.clv_loss_given_default is None and (
        "loss_given_default" not in snapshot.references
    )
    passport = replace(sides[1].passport, months=(*months[0], *months[1]))
    if last < 1:
        return CustomerValue(*months, None, None, 0, (), (), assumed, reason or TOO_FEW, passport)
    terms = replace(terms, observed=last)
    first, second = (_flows(side, terms.loss_given_default) for side in sides)
    ended = {cause: (sides[0].sums[cause], sides[1].sums[cause]) for cause in ENDINGS}
    moved = values.drivers(first, second, ended, terms)
    old, new = values.lifetime_values(first, second, terms)
    return CustomerValue(
        *months,
        (old.observed, old.modelled),
        (new.observed, new.modelled),
        min(last, terms.horizon),
        tuple(moved.margin.items()),
        tuple(moved.staying.items()),
        assumed,
        None,
        passport,
    )


def _flows(window: _Window, loss_given_default: float) -> values.Flows:
    found = window.sums
    ended = np.sum([found[cause] for cause in ENDINGS], axis=0)
    amounts = np.array([found[flow] for flow in values.FLOWS])
    return values.Flows(found["exposed"], ended, values.signed_terms(amounts, loss_given_default))


def _collect(
    snapshot: Snapshot, code: str, window: Months, where: Filters, scope: Scope, measures: tuple[str, ...]
) -> _Window:
    months, excluded = old_enough_months(snapshot, find(code), window)
    return _sums(snapshot, code, months, excluded, where, scope, measures)


def _sums(
    snapshot: Snapshot,
    code: str,
    months: tuple[str, ...],
    excluded: tuple[str, ...],
    where: Filters,
    scope: Scope,
    measures: tuple[str, ...],
) -> _Window:
    kpi = find(code)
    check_dimensions((), where)
    mart, reason = mart_for(snapshot, kpi, (), where, scope, kpi_marts(kpi))
    if mart is None or reason is not None or not months:
        passport = passport_of(snapshot, kpi, "", "", where, months, excluded)
        return _Window(months, {}, reason or NOT_OLD_ENOUGH, passport)
    found, sql = sums.by_tenure(snapshot, sums.Plan(kpi, mart, (), where, months, scope), measures)
    passport = passport_of(snapshot, kpi, mart.name, sql, where, months, excluded)
    return _Window(months, found, None, passport)
