"""What an initiative costs and whether its goals pay that back, in a line."""

from warehouse.effects.benefits import Goal, Money
from warehouse.effects.evidence import Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, name_moved_part, quote_name
from wording.evidence.paid import say_whether_back
from wording.sentences.answer import inside
from wording.words import Language, say


def money_line(money: Money, names: Names, currency: str, language: Language) -> str:
    """Return the costs of an initiative and whether each goal with an implied benefit pays them back.

    Where it has goals but none has an implied benefit, the line says that no payback can be computed.
    """
    words = _costs(money, names, currency, language)
    implied = [goal for goal in money.goals if goal.implied is not None]
    words += "".join(_costs_at_least(goal, currency, language) for goal in money.goals)
    if not implied:
        return words + (say("money.no_payback", language) if money.goals else "")
    return words + "".join(_pays(money, goal, currency, language) for goal in implied)


def _costs_at_least(goal: Goal, currency: str, language: Language) -> str:
    """The least that a harm costs where only its minimum is known; "" for any other goal."""
    if goal.grade != "at least" or goal.possible is None or goal.possible.upper >= 0:
        return ""
    return say(
        "money.harm_at_least",
        language,
        kpi=inside(name_moved_part(find(goal.kpi), language), language),
        value=formats.strip_sign(formats.value(goal.possible.least, currency, language)),
    )


def _costs(money: Money, names: Names, currency: str, language: Language) -> str:
    """The one-off cost, the monthly cost, and the total so far."""
    name = quote_name(names.get(money.initiative, money.initiative), language)
    known = (("once", money.cost_once), ("monthly", money.cost_per_month))
    parts = [
        say(f"money.{key}", language, cost=formats.value(cost, currency, language))
        for key, cost in known
        if cost is not None
    ]
    if not parts:
        return say("money.no_costs", language, initiative=name)
    costs = say("money.and", language).join(parts)
    if money.cost_so_far is None:
        return say("money.not_live", language, initiative=name, costs=costs)
    return say(
        "money.costs",
        language,
        initiative=name,
        costs=costs,
        so_far=formats.value(money.cost_so_far, currency, language),
        months=str(money.live_months),
    )


def _pays(money: Money, goal: Goal, currency: str, language: Language) -> str:
    """Whether the benefit covers the running cost, by its interval, and whether the one-off cost is paid back."""
    implied, running = goal.implied, money.cost_per_month or 0.0
    assert implied is not None
    said = {
        "kpi": inside(name_moved_part(find(goal.kpi), language), language),
        "value": formats.strip_sign(formats.value(implied.value, currency, language)),
        "running": formats.value(running, currency, language),
    }
    text = say(f"money.{_choose_key(implied, running)}", language, **said)
    if goal.payback is None or implied.upper <= running:
        return text
    return text + say("money.back", language, back=say_whether_back(money, goal, language))


def _choose_key(implied: Range, running: float) -> str:
    """The key of the sentence that fits: where the running cost lies relative to the benefit's interval."""
    if implied.value < 0:
        return "harm"
    if implied.upper <= running:
        return "short"
    return "covers" if implied.lower > running else "open"
