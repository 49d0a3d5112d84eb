"""The smallest effect that a planned roll-out could detect, and by when: a rehearsal on the months available.

The plan is laid over the latest months as if it had been carried out then without any effect; its standard error
there, from leaving out units, is the one to expect. An effect of 2.8 standard errors is detected four times in five
(1.96 for the interval, 0.84 for the power).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.attribution.design import Rules, ask_of_live_rows
from analysis.attribution.imputation import inference
from analysis.attribution.models import Question, joint
from analysis.attribution.panel import NEVER, Array, Codes, Panel, RollOut
from analysis.results import Reason

SEEN = 2.8
REHEARSALS = 5  # orders of the units, whose variances are averaged
PLAN = "planned"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan of a roll-out: `waves` of units, `gap` periods apart, until `share` of the units are live."""

    waves: int
    gap: int
    share: float


def smallest_effect(
    panel: Panel, roll_outs: Sequence[RollOut], plan: Plan, periods: int, rules: Rules
) -> float | None:
    """Return the smallest effect detectable `periods` after the first go-live, on the scale of the panel.

    None if the available months do not allow a rehearsal. As the order of the units is not known yet, five random
    orders are used, the same ones on every call.
    """
    errors = [
        error
        for lot in range(REHEARSALS)
        if (error := _error(panel, roll_outs, _plan_roll_out(panel, plan, periods, lot), rules)) is not None
    ]
    return SEEN * float(np.sqrt(np.mean(np.square(errors)))) if len(errors) == REHEARSALS else None


def without_cohorts(panel: Panel) -> Panel:
    """Aggregate a panel of counts to unit and period, adding up events and expected events."""
    if panel.cohort is None:
        return panel
    keys, place = np.unique(np.column_stack([panel.unit, panel.period]), axis=0, return_inverse=True)
    events, expected = (np.bincount(place, sums) for sums in (panel.outcome, panel.weight))
    return Panel(
        unit=keys[:, 0],
        period=keys[:, 1],
        cohort=None,
        outcome=events.astype(float),
        weight=expected.astype(float),
        model=panel.model,
    )


def _plan_roll_out(panel: Panel, plan: Plan, periods: int, lot: int) -> RollOut:
    """The plan with its first go-live so long before the end of the panel."""
    first = int(panel.period.max()) - periods + 1
    order = _shuffle(panel.units, lot)
    starts: Array = np.full(panel.units, NEVER)
    reached = order[: round(plan.share * panel.units)]
    for wave, members in enumerate(np.array_split(reached, plan.waves)):
        starts[members] = first + wave * plan.gap
    never = np.full(panel.units, NEVER)
    return RollOut(
        name=PLAN,
        starts=starts,
        partial=np.zeros(panel.units, dtype=bool),
        ends=never,
        anticipation=0,
        by_cohort=False,
        chosen_from=None,
    )


def _shuffle(units: int, lot: int) -> Codes:
    """The units in an order drawn by lot, the same on every machine."""
    tickets = [hashlib.sha256(f"{lot}/{unit}".encode()).digest() for unit in range(units)]
    return np.array(sorted(range(units), key=tickets.__getitem__), dtype=np.int64)


def _error(panel: Panel, roll_outs: Sequence[RollOut], planned: RollOut, rules: Rules) -> float | None:
    """The standard error of the effect of a plan, with the roll-outs that did happen taken out."""
    model = joint(panel, (*roll_outs, planned))
    if PLAN not in model.staggered:
        return None
    asked = ask_of_live_rows(model, planned, rules)
    if isinstance(asked, Reason):
        return None
    whole = Question(fit_rows=asked.fit_rows, targets=asked.targets[:, :1])
    estimate = inference(model.replicates(PLAN, whole)[:, 0], model.effective_units)
    return None if estimate is None else estimate.error
