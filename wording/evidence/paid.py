"""Which initiative paid: what is proven of each, what that leaves a year, what it cost, and whether that is back."""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.effects.benefits import Goal, Money
from warehouse.effects.evidence import Evidence, Range
from warehouse.effects.payback import State
from warehouse.kpis import find
from wording import formats
from wording.estimates import write_level
from wording.evidence.effects import Names, amount, company_effect, name_moved_part
from wording.evidence.strongest import weigh
from wording.sentences.answer import inside
from wording.words import Language, say

MONTHS = 12  # of a year
FORESEEN_YEARS = 10  # from now; what is paid back later than that has no date worth telling


@dataclass(frozen=True, kw_only=True)
class PaidRow:
    """An initiative in words: its `proven` effect, whether it is `back`, what is left a year, and what it cost once."""

    initiative: str
    proven: str
    back: str
    left: str
    once: str


def payback_rows(
    evidence: Evidence, costs: Sequence[Money], names: Names, currency: str, language: Language
) -> list[PaidRow]:
    """Return a row per initiative with a proven effect, by the one that stands for it; the most valuable first."""
    chosen = [(money, goal) for money in costs if (goal := choose_goal(evidence, money)) is not None]
    return [
        PaidRow(
            initiative=names.get(money.initiative, money.initiative),
            proven=_say_effect(evidence, money.initiative, goal.kpi, currency, language),
            back=say_whether_back(money, goal, language),
            left=_say_left(money, goal.implied, currency, language),
            once=_say_once(money, currency, language),
        )
        for money, goal in sorted(chosen, key=lambda pair: _value(*pair), reverse=True)
    ]


def count_back(evidence: Evidence, costs: Sequence[Money], language: Language) -> str:
    """Return how many of those proven have paid back for certain, "" where no payback can be computed."""
    goals = [goal for money in costs if (goal := choose_goal(evidence, money)) is not None]
    states = find_payback_states(evidence, costs)
    if not states:
        return ""
    now = next(goal.payback.now for goal in goals if goal.payback is not None)
    n = sum(state == "paid back" for state in states.values())
    said = {"n": str(n), "all": str(len(goals)), "month": formats.month(now, language)}
    return say("paid.some_back" if n else "paid.none_back", language, **said)


def find_payback_states(evidence: Evidence, costs: Sequence[Money]) -> dict[str, State]:
    """Return initiative → whether its one-off cost is back, for those of which a payback can be computed."""
    return {
        money.initiative: goal.payback.state
        for money in costs
        if (goal := choose_goal(evidence, money)) is not None and goal.payback is not None
    }


def choose_goal(evidence: Evidence, money: Money) -> Goal | None:
    """Return the proven goal that stands for an initiative: of those with money the one with the largest effect.

    Goals may describe the same money, so only one of them is counted. None where nothing is proven.
    """
    proven = [goal for goal in money.goals if goal.grade == "attributable"]
    return max(proven, key=lambda goal: _rank(evidence, money.initiative, goal), default=None)


def _rank(evidence: Evidence, initiative: str, goal: Goal) -> tuple[bool, float]:
    pair = evidence.pair(initiative, goal.kpi)
    return goal.implied is not None, weigh(pair) if pair is not None else 0.0


def _value(money: Money, goal: Goal) -> float:
    return float("-inf") if goal.implied is None else goal.implied.value - (money.cost_per_month or 0.0)


def list_unproven(costs: Sequence[Money], names: Names, language: Language) -> str:
    """Return the initiatives without a proven goal in one line, "" where there are none."""
    rest = [
        names.get(money.initiative, money.initiative)
        for money in costs
        if all(goal.grade != "attributable" for goal in money.goals)
    ]
    if not rest:
        return ""
    return say("paid.rest", language, names=say("format.comma", language).join(rest))


def list_uncounted(evidence: Evidence, costs: Sequence[Money], names: Names, language: Language) -> str:
    """Return the proven goals beside those in the rows, and that they are not added; "" where there are none."""
    more = [
        say(
            "paid.goal",
            language,
            initiative=names.get(money.initiative, money.initiative),
            kpi=inside(name_moved_part(find(goal.kpi), language), language),
        )
        for money in costs
        for goal in money.goals
        if goal.grade == "attributable" and goal is not choose_goal(evidence, money)
    ]
    if not more:
        return ""
    return say("paid.not_added", language, goals=say("proven.semicolon", language).join(more))


def _say_effect(evidence: Evidence, initiative: str, kpi: str, currency: str, language: Language) -> str:
    pair = evidence.pair(initiative, kpi)
    size, scale = company_effect(pair) if pair is not None else (None, "ln")
    name = name_moved_part(find(kpi), language)
    return f"{name} {amount(size.value, scale, currency, language)}" if size else name


def _say_left(money: Money, implied: Range | None, currency: str, language: Language) -> str:
    """A year's benefit less the running cost, with its interval."""
    if implied is None:
        return say("paid.no_money", language)
    value, lower, upper = (
        (end - (money.cost_per_month or 0.0)) * MONTHS
        for end in (implied.value, implied.lower, implied.upper)
    )
    return write_level(value, lower, upper, currency, language).text


def _say_once(money: Money, currency: str, language: Language) -> str:
    if money.cost_once is None:
        return say("paid.no_costs", language)
    return formats.value(money.cost_once, currency, language)


def say_whether_back(money: Money, goal: Goal, language: Language) -> str:
    """Return whether the one-off cost has been paid back and when, or why it cannot be told.

    A month with its interval; where today lies within the interval, the interval alone.
    """
    payback = goal.payback
    if goal.implied is None:
        return say("paid.unplanned", language)
    if payback is None:
        return say("paid.undelivered", language)
    if payback.state == "never":
        return say("paid.never", language)
    month, soonest, latest = (
        _say_month(code, payback.now, language) for code in (payback.month, payback.soonest, payback.latest)
    )
    return say(
        f"paid.{payback.state}",
        language,
        month=month,
        soonest=soonest,
        latest=latest,
        span=formats.span(soonest, latest, language),
    )


def _say_month(code: str | None, now: str, language: Language) -> str:
    if code is None:
        return say("paid.at_no_time", language)
    last = int(now[:4]) + FORESEEN_YEARS
    if int(code[:4]) > last:
        return say("paid.far", language, year=str(last))
    return formats.month(code, language)
