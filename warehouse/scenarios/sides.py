"""What pages and exports ask of scenarios: one of them in full, several in a ranking, and what reaches a target.

A plan is handed over as JSON text, since an answer is kept by what was asked.
"""

import json
from dataclasses import dataclass

from analysis.results import Reason
from analysis.scenario.comparison import Ranking, rank
from analysis.scenario.description import Target
from analysis.scenario.goal_seek import Cheapest, Coverage, cheapest, least_coverage
from analysis.scenario.projection import Result, simulate
from warehouse.contract.scope import Scope
from warehouse.scenarios.plan import Plan, plan_from
from warehouse.scenarios.scenario import Assembled, assemble
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Side:
    """A scenario with its plan and what it comes to; `number`: its passport's, "" until a reader asks for it."""

    plan: Plan
    assembled: Assembled
    result: Result
    number: str


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What reaches a target with the probability wanted: coverage of each initiative alone, and which initiatives."""

    coverage: tuple[Coverage, ...]
    cheapest: Cheapest | Reason


def side_of(snapshot: Snapshot, plan: str, scope: Scope) -> Side:
    """The scenario of a plan; `Impossible` where a field of it, MilepostError where the snapshot cannot carry it."""
    read = _read(plan)
    assembled = assemble(snapshot, read)
    return Side(plan=read, assembled=assembled, result=simulate(assembled.scenario), number="")


def rank_scenarios(snapshot: Snapshot, plans: tuple[str, ...], scope: Scope) -> Ranking | Reason:
    """Scenarios of one snapshot and doing nothing, by NPV."""
    return rank([assemble(snapshot, _read(plan)).scenario for plan in plans])


def seek_goal(snapshot: Snapshot, plan: str, target: Target, wanted: float, scope: Scope) -> Sought:
    """The least that reaches the target with the probability wanted."""
    scenario = assemble(snapshot, _read(plan)).scenario
    return Sought(
        coverage=tuple(
            least_coverage(scenario, initiative.code, target, wanted) for initiative in scenario.initiatives
        ),
        cheapest=cheapest(scenario, target, wanted),
    )


def _read(plan: str) -> Plan:
    return plan_from("plan", json.loads(plan))
