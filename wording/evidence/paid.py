"""Which initiative paid: what is proven of each, what that is worth a year, what it costs, and when it is back."""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.effects.benefits import Goal, Money
from warehouse.effects.evidence import Evidence, Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, amount, company_effect, name_moved_part
from wording.words import Language, say

MONTHS = 12  # of a year


@dataclass(frozen=True, kw_only=True)
class PaidRow:
    """A proven goal of an initiative in words: `proven` effect, `worth` a year, `cost`, and whether it is `back`.

    `initiative` and `cost` are "" on the rows after its first.
    """

    initiative: str
    proven: str
    worth: str
    cost: str
    back: str


def covers_running_cost(money: Money) -> bool:
    """Whether the benefit of some proven goal lies above the running cost with its whole interval."""
    running = money.cost_per_month or 0.0
    return any(goal.implied is not None and goal.implied.lower > running for goal in money.goals)


def payback_rows(
    evidence: Evidence, costs: Sequence[Money], names: Names, currency: str, language: Language
) -> list[PaidRow]:
    """Return a row per goal whose effect is proven, the initiatives that cover their running cost first."""
    rows = []
    for money in sorted(costs, key=lambda money: not covers_running_cost(money)):
        proven = [goal for goal in money.goals if goal.grade == "attributable"]
        for place, goal in enumerate(proven):
            rows.append(
                PaidRow(
                    initiative="" if place else names.get(money.initiative, money.initiative),
                    proven=_say_effect(evidence, money.initiative, goal.kpi, currency, language),
                    worth=_say_worth(goal.implied, currency, language),
                    cost="" if place else cost_words(money, currency, language),
                    back=back_words(money, goal, language),
                )
            )
    return rows


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


def _say_effect(evidence: Evidence, initiative: str, kpi: str, currency: str, language: Language) -> str:
    pair = evidence.pair(initiative, kpi)
    size, scale = company_effect(pair) if pair is not None else (None, "ln")
    name = name_moved_part(find(kpi), language)
    return f"{name} {amount(size.value, scale, currency, language)}" if size else name


def _say_worth(implied: Range | None, currency: str, language: Language) -> str:
    """A year's benefit with its interval."""
    if implied is None:
        return say("paid.no_money", language)
    value, lower, upper = (end * MONTHS for end in (implied.value, implied.lower, implied.upper))
    words = formats.value(value, currency, language)
    return f"{words} {formats.interval(lower, upper, currency, language)}"


def cost_words(money: Money, currency: str, language: Language) -> str:
    """Return the one-off cost and the running cost a year; that there is none delivered where there is none."""
    parts = []
    if money.cost_once is not None:
        parts.append(say("paid.once", language, cost=formats.value(money.cost_once, currency, language)))
    if money.cost_per_month is not None:
        year = formats.value(money.cost_per_month * MONTHS, currency, language)
        parts.append(say("paid.yearly", language, cost=year))
    return say("paid.and", language).join(parts) or say("paid.no_costs", language)


def back_words(money: Money, goal: Goal, language: Language) -> str:
    """Return in how many months the one-off cost is back, or what else the interval of the benefit says."""
    implied, running = goal.implied, money.cost_per_month
    if implied is None or (running is None and money.cost_once is None):
        return say("paid.unknown", language)
    if implied.upper <= (running or 0.0):
        return say("paid.never", language)
    if implied.lower <= (running or 0.0):
        return say("paid.unknown", language)
    payback = goal.payback
    if payback is None or payback.months is None or payback.soonest is None or payback.latest is None:
        return say("paid.covers", language)
    months, soonest, latest = (f"{n:.0f}" for n in (payback.months, payback.soonest, payback.latest))
    return say("paid.months", language, months=months, soonest=soonest, latest=latest)
