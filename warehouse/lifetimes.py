"""How long relationships last and what they are worth: curves and drivers of a window, from sums by tenure."""

from dataclasses import dataclass

import numpy as np

from analysis import life_table as tables
from analysis.results import NO_ROWS, TOO_FEW, Reason
from analysis.statistic import Array
from warehouse import sums
from warehouse.answers import Filters, LifeTable, Months, Passport, Scope
from warehouse.families import MARTS
from warehouse.kpis import find
from warehouse.kpis.customer import ENDINGS
from warehouse.query import check_dimensions, mart_for, old_enough_months, passport_of
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


def _collect(
    snapshot: Snapshot, code: str, window: Months, where: Filters, scope: Scope, measures: tuple[str, ...]
) -> _Window:
    kpi, mart = find(code), MARTS["relationships"]
    check_dimensions((), where)
    months, excluded = old_enough_months(snapshot, kpi, window)
    carrying, reason = mart_for(snapshot, kpi, (), where, scope, (mart,))
    if carrying is None or reason is not None or not months:
        passport = passport_of(snapshot, kpi, "", "", where, months, excluded)
        return _Window(months, {}, reason or NO_ROWS, passport)
    found, sql = sums.by_tenure(snapshot, sums.Plan(kpi, mart, (), where, months, scope), measures)
    passport = passport_of(snapshot, kpi, mart.name, sql, where, months, excluded)
    return _Window(months, found, None, passport)
