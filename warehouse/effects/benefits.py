"""Costs of initiatives, the benefits planned, and the benefits that the measured effects imply.

No money is measured. The implied benefit is the planned money × the attributable part of the KPI's change ÷ the
planned change: the company states the money, the estimate only says what share of it came true. Goals of one
initiative are not added up, because they may describe the same money.
"""

from dataclasses import dataclass
from math import expm1

from warehouse.contract.scope import Months, Scope
from warehouse.effects.coverage import last_month
from warehouse.effects.evidence import Initiative, Pair, Range, evidence
from warehouse.effects.harm import Standing, standing
from warehouse.effects.payback import Payback, find_payback, live_months
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal of an initiative, with its money per month in the company's currency.

    `planned`: as stated by the company. `implied`: for attributable pairs only, with its 95 % interval. `possible`:
    for all other grades, the range that the estimate leaves open.
    """

    kpi: str
    grade: Standing
    expected_change: float | None
    planned: float | None
    implied: Range | None
    possible: Range | None
    payback: Payback | None


@dataclass(frozen=True, kw_only=True)
class Money:
    """Costs of an initiative in the company's currency, the number of months it has been live, and its goals."""

    initiative: str
    live_months: int
    cost_once: float | None
    cost_per_month: float | None
    cost_so_far: float | None
    goals: tuple[Goal, ...]


def benefits(snapshot: Snapshot, scope: Scope) -> tuple[Money, ...]:
    """Return the money of every initiative that has goals or has cost anything so far, earliest go-live first."""
    measured, now, after = evidence(snapshot, scope), last_month(snapshot), snapshot.windows[1]
    order = sorted(
        measured.initiatives,
        key=lambda initiative: initiative.waves[0].live_on if initiative.waves else "9999",
    )
    known = [
        money_of(initiative, [p for p in measured.pairs if p.initiative == initiative.code], after, now)
        for initiative in order
    ]
    return tuple(money for money in known if money.goals or money.cost_so_far is not None)


def money_of(initiative: Initiative, pairs: list[Pair], after: Months | None, now: str) -> Money:
    """Compute the costs of an initiative up to the month `now` (YYYY-MM) and the money of its stated goals.

    after: the first and last month of the window whose benefit the effects stand for.
    """
    months = live_months(initiative, now)
    costs = (initiative.cost_once, initiative.cost_per_month)
    known = months > 0 and any(cost is not None for cost in costs)
    so_far = (initiative.cost_once or 0.0) + (initiative.cost_per_month or 0.0) * months if known else None
    return Money(
        initiative=initiative.code,
        live_months=months,
        cost_once=costs[0],
        cost_per_month=costs[1],
        cost_so_far=so_far,
        goals=tuple(_goal(initiative, p, after, now) for p in pairs if p.stated),
    )


def covers_running_cost(money: Money) -> bool:
    """Return whether the benefit of some proven goal lies above the running cost with its whole interval."""
    running = money.cost_per_month or 0.0
    return any(goal.implied is not None and goal.implied.lower > running for goal in money.goals)


def relative_contribution(pair: Pair) -> Range | None:
    """Return the pair's contribution to the whole company's KPI as a share of the KPI's level; None where unknown.

    On a logarithmic scale e^x − 1; otherwise contribution × relative effect ÷ effect, which divides it by the
    level.
    """
    contribution = pair.contribution
    if contribution is None:
        return None
    if pair.scale == "ln":
        return Range(
            value=expm1(contribution.value), lower=expm1(contribution.lower), upper=expm1(contribution.upper)
        )
    if pair.effect is None or pair.relative is None or not pair.relative.value or not pair.effect.value:
        return None
    return _times(contribution, pair.relative.value / pair.effect.value)


def _goal(initiative: Initiative, pair: Pair, after: Months | None, now: str) -> Goal:
    attributable = pair.grade == "attributable"
    share, money = relative_contribution(pair), None
    if share is not None and pair.expected_money is not None and pair.expected_change:
        money = _times(share, pair.expected_money / pair.expected_change)
    return Goal(
        kpi=pair.kpi,
        grade=standing(pair),
        expected_change=pair.expected_change,
        planned=pair.expected_money,
        implied=money if attributable else None,
        possible=None if attributable else money,
        payback=find_payback(initiative, money, after, now) if attributable and money is not None else None,
    )


def _times(quantity: Range, factor: float) -> Range:
    lower, upper = sorted((quantity.lower * factor, quantity.upper * factor))
    return Range(value=quantity.value * factor, lower=lower, upper=upper)
