"""Plans to start from, made from the snapshot: unfinished roll-outs, at their own costs."""

import json
from collections.abc import Iterator
from typing import Any

from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.effects.evidence import Evidence, Initiative, evidence
from warehouse.effects.harm import CERTAIN, standing
from warehouse.scenarios.baseline import start_of
from warehouse.scenarios.drawn_effects import counts_in_plan
from warehouse.scenarios.fields import Place
from warehouse.scenarios.plan import PlannedInitiative
from warehouse.scenarios.scenario import live_units
from warehouse.snapshot.snapshots import Snapshot

MONTHS = 36
PRESENT = "present"
FINISH = "finish"
PROVEN_ONLY = "proven"
# What sets each apart from finishing all roll-outs from the next month on, everywhere at once and fully adopted.
VARIANTS: dict[str, dict[str, Any]] = {
    FINISH: {},
    PROVEN_ONLY: {},
    "later": {"start_month": 13},
    "half": {"adoption": 0.5},
}


def templates(snapshot: Snapshot, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return (code, plan) of each template; the plan is JSON and its name is the code.

    Raises MilepostError where the snapshot supports no scenario.
    """
    measured = evidence(snapshot, scope)
    waiting = list(_list_waiting(snapshot, measured))
    plans = {PRESENT: _plan(PRESENT, [])}
    proven = [initiative for initiative in waiting if _has_proven(measured, initiative)]
    for code, other in VARIANTS.items():
        chosen = proven if code == PROVEN_ONLY else waiting
        # All of them proven, or none, is no plan of its own.
        if chosen and (code != PROVEN_ONLY or len(proven) < len(waiting)):
            plans[code] = _plan(code, [initiative | other for initiative in chosen])
    return tuple((code, json.dumps(plan)) for code, plan in plans.items())


def continue_roll_out(snapshot: Snapshot, code: str, scope: Scope) -> str | None:
    """Return an initiative (JSON) as it would reach the units still waiting; None where it has none."""
    waiting = [
        initiative
        for initiative in _list_waiting(snapshot, evidence(snapshot, scope))
        if initiative["code"] == code
    ]
    return json.dumps(waiting[0]) if waiting else None


def _has_proven(measured: Evidence, initiative: dict[str, Any]) -> bool:
    """Whether any effect that the plan takes from the evidence is proven."""
    pairs = (measured.pair(initiative["code"], effect["outcome"]) for effect in initiative["effect"])
    return any(standing(pair) in CERTAIN for pair in pairs if pair is not None)


def _plan(code: str, initiatives: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": code, "months": MONTHS, "initiative": initiatives}


def _list_waiting(snapshot: Snapshot, measured: Evidence) -> Iterator[dict[str, Any]]:
    """The initiatives with units in which they are not live, and something measured of their goals."""
    base = start_of(snapshot).baseline
    applications = dict(zip(base.units, base.weights_by_applications, strict=True))
    for initiative in measured.initiatives:
        effects = [
            {"outcome": pair.kpi, "source": "measured"}
            for pair in measured.pairs
            if pair.initiative == initiative.code and counts_in_plan(pair)
        ]
        if not effects or not initiative.waves:
            continue
        try:
            live = live_units(
                measured,
                _as_planned(initiative.code),
                snapshot.company.statistics_unit,
                base.units,
                base.last_month,
            )
        except MilepostError:  # it went live by another kind of unit
            continue
        new = [unit for unit in base.units if unit not in live]
        if new:
            yield {
                "code": initiative.code,
                "start_month": 1,
                "adoption": 1.0,
                **_costs(initiative, sum(applications[unit] for unit in new)),
                "effect": effects,
            }


def _costs(initiative: Initiative, share: float) -> dict[str, float]:
    """What it costs where it is live, for this share of the applications; nothing where no costs were delivered."""
    return {
        name: float(f"{(cost or 0.0) * share:.3g}")
        for name, cost in (("cost_once", initiative.cost_once), ("cost_per_month", initiative.cost_per_month))
    }


def _as_planned(code: str) -> PlannedInitiative:
    return PlannedInitiative(
        place=Place(words="", path=()),
        code=code,
        start_month=1,
        units=None,
        share=1.0,
        waves=1,
        gap_months=0,
        adoption=1.0,
        cost_once=0.0,
        cost_per_month=0.0,
        effects=(),
    )
