"""Sums by unit and tenure, from which life tables and lifetime values of two windows are computed."""

from dataclasses import dataclass, replace

import numpy as np

from analysis import life_table
from analysis.lifetime_value import FEWEST_AT_RISK, Terms
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Scope
from warehouse.kpis.record import Kpi, Lifetime
from warehouse.marts.mart import Mart
from warehouse.query.batches import Steps, finish
from warehouse.query.sums import AS_THEY_ARE, TENURES, Plan, Reading, unit_dimensions
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class TenureSums:
    """Sums of some months, `units` [units, measures, tenures], with the names of their measures and the SQL."""

    measures: tuple[str, ...]
    units: Array
    sql: str

    def of(self, *measures: str) -> Array:
        """Return these measures summed over all units [measures, tenures]."""
        return np.asarray(self.units.sum(axis=0)[self._places(measures)])

    def with_each_left_out(self, *measures: str) -> Array:
        """Return these measures of all units, then without each unit in turn [1 + units, measures, tenures]."""
        chosen = self.units[:, self._places(measures)]
        total = chosen.sum(axis=0)
        return np.concatenate((total[None], total - chosen))

    def by_unit(self, measure: str) -> Array:
        """Return the measure summed over all tenures up to each [units, tenures]."""
        return np.asarray(self.units[:, self._places((measure,))[0]].cumsum(axis=-1))

    def _places(self, measures: tuple[str, ...]) -> list[int]:
        return [self.measures.index(measure) for measure in measures]


def sums_of(
    snapshot: Snapshot, plans: tuple[Plan, ...], measures: tuple[str, ...], more: str
) -> tuple[TenureSums, ...]:
    """Return the sums of each plan with their units aligned; `more`: a further condition on the rows, as SQL."""
    return finish(snapshot, _sum_in_steps(snapshot, plans, measures, more))


def _sum_in_steps(
    snapshot: Snapshot, plans: tuple[Plan, ...], measures: tuple[str, ...], more: str
) -> Steps[tuple[TenureSums, ...]]:
    groups = yield Reading(
        plans=plans,
        unit=unit_dimensions(snapshot, plans[0].mart)[0],
        measures={measure: f"sum({measure})" for measure in measures},
        along=("tenure", TENURES),
        more=more,
        back=AS_THEY_ARE,
    )
    return tuple(TenureSums(measures=measures, units=side, sql=groups.sql) for side in groups.rows)


def terms_of(
    snapshot: Snapshot,
    kpi: Kpi,
    mart: Mart,
    where: Filters,
    scope: Scope,
    windows: tuple[tuple[str, ...], tuple[str, ...]],
) -> Terms:
    """Return the terms of a lifetime value in a slice (statistics §6).

    Tenures are observed as far as both windows have 100 at risk at each. If the KPI is not a lifetime value, or a
    window has no months, the terms are those of the snapshot.
    """
    return finish(
        snapshot,
        terms_in_steps(snapshot, kpi=kpi, mart=mart, where=where, scope=scope, windows=windows),
    )


def terms_in_steps(
    snapshot: Snapshot,
    kpi: Kpi,
    mart: Mart,
    where: Filters,
    scope: Scope,
    windows: tuple[tuple[str, ...], tuple[str, ...]],
) -> Steps[Terms]:
    """Find the terms as `terms_of` does, leaving the readings to whoever takes the steps."""
    terms = snapshot.value_terms
    if not isinstance(kpi.formula, Lifetime) or not all(windows):
        return terms
    measure = kpi.formula.at_risk
    plans = tuple(
        Plan(kpi=kpi, mart=mart, by=(), where=where, months=months, scope=scope) for months in windows
    )
    sides = yield from _sum_in_steps(snapshot, plans, (measure,), "true")
    # The last tenure holds the longer ones and is no single tenure.
    at_risk = np.concatenate([side.of(measure)[:, :-1] for side in sides])
    return replace(terms, observed=life_table.find_last_observed_tenure(at_risk, FEWEST_AT_RISK) + 1)


def is_thin(kpi: Kpi, sides: list[Array], terms: Terms) -> bool:
    """Return whether a lifetime value has fewer than 20 at risk at an observed tenure, too few for its margin.

    `sides`: sums [units, measures, tenures] as collected for the KPI. False for any other KPI.
    """
    if not isinstance(kpi.formula, Lifetime):
        return False
    at_risk = np.array([side.sum(axis=0)[1, : terms.span] for side in sides])
    return bool(np.any(at_risk < life_table.MINIMUM_AT_RISK))
