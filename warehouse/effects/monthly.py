"""Monthly outcomes of the whole company, to estimate breaks where all units went live at once (statistics §9)."""

from dataclasses import dataclass

import numpy as np

from analysis.attribution.models import joint
from analysis.attribution.panel import Array
from analysis.results import NOT_DEFINED, TOO_FEW, Reason
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import month_number
from warehouse.effects.outcomes import OUTCOMES, Scale
from warehouse.effects.panels import panel_of
from warehouse.effects.roll_outs import roll_outs_of
from warehouse.kpis import find
from warehouse.kpis.record import Total
from warehouse.query.calendars import all_months, young_months
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Monthly:
    """An outcome of the whole company by month, in order of time.

    `period` [months]: year × 12 + month − 1. `outcome` [months]: on `scale`. `measured`: what it is, as a code.
    """

    period: Array
    outcome: Array
    scale: Scale
    measured: str


def monthly(snapshot: Snapshot, kpi_code: str) -> Monthly | Reason:
    """Return the monthly outcome of a KPI, or why there is none: that of its panel, or ln of an amount booked.

    The effects of staggered roll-outs are taken out of a panel's outcome first, or they would count as this break.
    """
    if kpi_code in OUTCOMES:
        return _of_panel(snapshot, kpi_code)
    kpi = find(kpi_code)
    if not isinstance(kpi.formula, Total):
        return NOT_DEFINED
    by_month = answer(snapshot, Question(kpi=kpi_code, by=("month",), where=(), months=None), WHOLE_HOUSE)
    old = set(all_months(snapshot, kpi)) - young_months(snapshot, kpi, all_months(snapshot, kpi))
    amounts = {
        value.members[0]: value.estimate.value
        for value in by_month.values
        if value.members[0] in old and value.estimate.value is not None and value.estimate.value > 0
    }
    if not amounts:
        return by_month.values[0].estimate.reason or NOT_DEFINED
    period = np.array([month_number(month) for month in amounts], dtype=float)
    return Monthly(
        period=period, outcome=np.log(np.array(list(amounts.values()))), scale="ln", measured="amount"
    )


def _of_panel(snapshot: Snapshot, kpi_code: str) -> Monthly | Reason:
    unit_panel = panel_of(snapshot, kpi_code, snapshot.company.statistics_unit)
    if isinstance(unit_panel, Reason):
        return unit_panel
    model = joint(
        unit_panel.panel, roll_outs_of(snapshot, kpi_code, snapshot.company.statistics_unit, unit_panel.units)
    )
    try:
        above, below = model.without_staggered(unit_panel.denominator)
    except ArithmeticError:  # a fit that does not settle has too few events to settle it
        return TOO_FEW
    period, place = np.unique(unit_panel.panel.period, return_inverse=True)
    level = np.bincount(place, above) / np.bincount(place, below)
    seen = level > 0 if unit_panel.panel.model == "counts" else np.isfinite(level)
    outcome = np.log(level[seen]) if unit_panel.panel.model == "counts" else level[seen]
    return Monthly(
        period=period[seen].astype(float),
        outcome=outcome,
        scale=unit_panel.outcome.scale,
        measured=unit_panel.outcome.measured,
    )
