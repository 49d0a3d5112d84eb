"""The smallest effect that a planned initiative could show on a KPI, and when (statistics §9)."""

from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.attribution.power import Plan, smallest_effect, without_cohorts
from analysis.intervals import MINIMUM_UNITS
from analysis.results import HISTORY_TOO_SHORT, NOT_DEFINED, TOO_FEW, Reason
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.effects.estimates import RULES
from warehouse.effects.outcomes import OUTCOMES, Scale
from warehouse.effects.panels import UnitPanel, panel_of
from warehouse.effects.roll_outs import roll_outs_of
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.query import mart_for
from warehouse.snapshot.snapshots import Snapshot

HORIZONS = (6, 9, 12, 18, 24)  # months after the first go-live


@dataclass(frozen=True, kw_only=True)
class Power:
    """The smallest detectable effect on `scale`, by months after the first go-live.

    `smallest` [horizons]: None where too few months are delivered for a rehearsal. `shown` [horizons]: the same,
    for a logarithm as the fall 1 − e^−x. `units`: in the panel; `reached`: how many of them are to go live.
    `reason`: why nothing can be said.
    """

    kpi: str
    scale: Scale
    horizons: tuple[int, ...]
    smallest: tuple[float | None, ...]
    shown: tuple[float | None, ...]
    units: int
    reached: int
    reason: Reason | None


def power(snapshot: Snapshot, kpi_code: str, plan: Plan, scope: Scope) -> Power:
    """Compute the smallest effect on a KPI that a plan could show, by the units of the company's statistics."""
    unit_kind = snapshot.company.statistics_unit
    unit_panel = panel_of(snapshot, kpi_code, unit_kind) if scope.partners is None else NOT_DEFINED
    if isinstance(unit_panel, Reason):
        return Power(
            kpi=kpi_code,
            scale="ln",
            horizons=(),
            smallest=(),
            shown=(),
            units=0,
            reached=0,
            reason=unit_panel,
        )
    panel = without_cohorts(unit_panel.panel)
    roll_outs = roll_outs_of(snapshot, kpi_code, unit_kind, unit_panel.units)
    rules = replace(RULES, choosing_periods=0)  # nobody is chosen by results yet
    with threadpool_limits(1):
        found_by = tuple(smallest_effect(panel, roll_outs, plan, months, rules) for months in HORIZONS)
    smallest = _by_then(found_by)
    return Power(
        kpi=kpi_code,
        scale=unit_panel.outcome.scale,
        horizons=HORIZONS,
        smallest=smallest,
        shown=tuple(_convert_for_display(unit_panel, each) for each in smallest),
        units=len(unit_panel.units),
        reached=round(plan.share * len(unit_panel.units)),
        reason=_explain_unknown(len(unit_panel.units)) if all(each is None for each in smallest) else None,
    )


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The smallest roll-out in one wave that shows an effect: its units and months, None where none does.

    most: units that could go live; longest: months tried; least: the smallest effect that all of them show by then, as
    `Power.shown`, None where that cannot be rehearsed.
    """

    units: int | None
    months: int | None
    most: int
    longest: int
    least: float | None
    scale: Scale


def smallest_trial(snapshot: Snapshot, kpi_code: str, most: int, size: float, scope: Scope) -> Trial:
    """Find the fewest of `most` units, halving their number, and then the fewest months that show an effect of a size.

    size: on the scale of the outcome, without sign.
    """
    whole = _rehearse(snapshot, kpi_code, most, scope)
    units, months, rehearsed = None, None, whole
    while (soonest := _first_to_show(rehearsed, size)) is not None:
        units, months = rehearsed.reached, soonest
        if units == 1:
            break
        rehearsed = _rehearse(snapshot, kpi_code, units // 2, scope)
    least = [value for value in whole.shown if value is not None]
    return Trial(
        units=units,
        months=months,
        most=most,
        longest=HORIZONS[-1],
        least=least[-1] if least else None,
        scale=whole.scale,
    )


def _first_to_show(rehearsed: Power, size: float) -> int | None:
    """The first horizon at which an effect of this size is seen."""
    horizons = zip(rehearsed.horizons, rehearsed.smallest, strict=True)
    return next((months for months, smallest in horizons if smallest is not None and smallest <= size), None)


def _rehearse(snapshot: Snapshot, kpi_code: str, reach: int, scope: Scope) -> Power:
    units = len(snapshot.members(snapshot.company.statistics_unit))
    return power(snapshot, kpi_code, Plan(waves=1, gap=0, share=reach / units), scope)


def list_plannable(snapshot: Snapshot, scope: Scope) -> tuple[str, ...]:
    """List the KPIs on which a plan can be rehearsed; none for a reader limited to some partners' rows."""
    kinds = snapshot.company.statistics_unit
    if scope.partners is not None:
        return ()
    return tuple(
        code
        for code, outcome in OUTCOMES.items()
        if mart_for(
            snapshot,
            kpi=find(code),
            by=(kinds,),
            where=(),
            scope=WHOLE_HOUSE,
            marts=tuple(MARTS[m] for m in outcome.marts),
        )[0]
    )


def _by_then(smallest: tuple[float | None, ...]) -> tuple[float | None, ...]:
    """What is seen by each horizon: what could be seen at an earlier one can be seen later as well."""
    return tuple(
        None if effect is None else min(each for each in smallest[: place + 1] if each is not None)
        for place, effect in enumerate(smallest)
    )


def _explain_unknown(units: int) -> Reason:
    """Why no plan can be rehearsed: too few units to leave any waiting, or too few months."""
    return TOO_FEW if units < MINIMUM_UNITS else HISTORY_TOO_SHORT


def _convert_for_display(panel: UnitPanel, smallest: float | None) -> float | None:
    if smallest is None or panel.outcome.scale != "ln":
        return smallest
    return float(-np.expm1(-smallest))
