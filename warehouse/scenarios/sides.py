"""What pages and exports ask of scenarios: one in full, a ranking of several, and what reaches a target.

Plans are passed as JSON text, because answers are cached by their arguments.
"""

import json
from dataclasses import dataclass, replace

from analysis.results import Reason
from analysis.scenario.comparison import Ranking, rank
from analysis.scenario.description import Target
from analysis.scenario.goal_seek import Sought, seek
from analysis.scenario.projection import Result, simulate
from analysis.scenario.trust import Split, limit_to, split_money
from analysis.scenario.worth_knowing import Worth, find_worth_knowing
from warehouse.contract.scope import Scope
from warehouse.scenarios.plan import Plan, plan_from
from warehouse.scenarios.scenario import Assembled, assemble
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Side:
    """A plan, its scenario and its result; `number`: of its passport, "" until a reader asks for it."""

    plan: Plan
    assembled: Assembled
    result: Result
    number: str


def can_run(snapshot: Snapshot, plan: str, scope: Scope) -> bool:
    """Return True for a plan that can be simulated; raises as `side_of` for any other, without simulating."""
    assemble(snapshot, _read(plan))
    return True


def side_of(snapshot: Snapshot, plan: str, scope: Scope) -> Side:
    """Simulate the scenario of a plan.

    Raises Impossible where a field of the plan is at fault, MilepostError where the snapshot supports no scenario.
    """
    read = _read(plan)
    assembled = assemble(snapshot, read)
    return Side(plan=read, assembled=assembled, result=simulate(assembled.scenario), number="")


def side_on_proven(snapshot: Snapshot, plan: str, scope: Scope) -> Side:
    """Simulate the scenario of a plan as if only proven effects existed; its costs stay."""
    read = _read(plan)
    assembled = _assemble_proven(snapshot, plan)
    return Side(plan=read, assembled=assembled, result=simulate(assembled.scenario), number="")


def split_of(snapshot: Snapshot, plan: str, scope: Scope) -> Split:
    """Split the NPV of a plan by what it rests on."""
    return split_money(assemble(snapshot, _read(plan)).scenario)


def rank_scenarios(snapshot: Snapshot, plans: tuple[str, ...], scope: Scope) -> Ranking | Reason:
    """Rank the scenarios of one snapshot and doing nothing by NPV, or say why they cannot be compared."""
    return rank([assemble(snapshot, _read(plan)).scenario for plan in plans])


def rank_proven(snapshot: Snapshot, plans: tuple[str, ...], scope: Scope) -> Ranking | Reason:
    """Rank as `rank_scenarios`, as if only proven effects existed."""
    return rank([_assemble_proven(snapshot, plan).scenario for plan in plans])


def _assemble_proven(snapshot: Snapshot, plan: str) -> Assembled:
    assembled = assemble(snapshot, _read(plan))
    return replace(assembled, scenario=limit_to(assembled.scenario, ("proven",)))


def worth_knowing(snapshot: Snapshot, plans: tuple[str, ...], scope: Scope) -> tuple[Worth, ...]:
    """Return what it would be worth to know the unproven effects of these plans, which must be comparable."""
    return find_worth_knowing([assemble(snapshot, _read(plan)).scenario for plan in plans])


def seek_goal(
    snapshot: Snapshot, plan: str, target: Target, wanted: float, proven: bool, scope: Scope
) -> Sought:
    """Find the least that reaches the target with the probability wanted, on proven effects alone or on all."""
    assembled = _assemble_proven(snapshot, plan) if proven else assemble(snapshot, _read(plan))
    return seek(assembled.scenario, target, wanted)


def _read(plan: str) -> Plan:
    return plan_from("plan", json.loads(plan))
