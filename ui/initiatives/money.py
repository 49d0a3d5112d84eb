"""What an initiative costs and whether it pays back, in words."""

from dataclasses import asdict

import streamlit as st

from ui.view import View
from warehouse.effects.benefits import Goal, Money, Payback
from warehouse.effects.evidence import Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, name_moved_part, quote_name
from wording.sentences.answer import inside
from wording.words import Language, say


def draw_money(view: View, found: tuple[Money, ...], names: Names) -> None:
    """A line per initiative: its costs so far and a month, then what is known of its goals."""
    lines = [money_line(one, names, view.currency, view.language) for one in found]
    st.markdown("\n".join(f"- {line}" for line in lines))


def money_line(one: Money, names: Names, currency: str, language: Language) -> str:
    """The costs of an initiative, and what each goal with an implied benefit pays; else that none can be said."""
    words = _costs(one, names, currency, language)
    implied = [goal for goal in one.goals if goal.implied is not None]
    words += "".join(_costs_at_least(goal, currency, language) for goal in one.goals)
    if not implied:
        return words + (say("money.no_payback", language) if one.goals else "")
    return words + "".join(_pays(one, goal, currency, language) for goal in implied)


def _costs_at_least(goal: Goal, currency: str, language: Language) -> str:
    """What harm of which only the least size is known costs at least, "" of any other goal."""
    if goal.grade != "at least" or goal.possible is None or goal.possible.upper >= 0:
        return ""
    return say(
        "money.harm_at_least",
        language,
        kpi=inside(name_moved_part(find(goal.kpi), language), language),
        value=formats.strip_sign(formats.value(goal.possible.least, currency, language)),
    )


def _costs(one: Money, names: Names, currency: str, language: Language) -> str:
    """What was spent once, what is spent a month, and both together so far."""
    name = quote_name(names.get(one.initiative, one.initiative), language)
    known = (("once", one.cost_once), ("monthly", one.cost_per_month))
    parts = [
        say(f"money.{key}", language, cost=formats.value(cost, currency, language))
        for key, cost in known
        if cost is not None
    ]
    if not parts:
        return say("money.no_costs", language, initiative=name)
    costs = say("money.and", language).join(parts)
    if one.cost_so_far is None:
        return say("money.not_live", language, initiative=name, costs=costs)
    return say(
        "money.costs",
        language,
        initiative=name,
        costs=costs,
        so_far=formats.value(one.cost_so_far, currency, language),
        months=str(one.live_months),
    )


def _pays(one: Money, goal: Goal, currency: str, language: Language) -> str:
    """Whether the benefit covers the running cost, by its interval, and how soon the one-off cost is back."""
    implied, running = goal.implied, one.cost_per_month or 0.0
    assert implied is not None
    said = {
        "kpi": inside(name_moved_part(find(goal.kpi), language), language),
        "value": formats.strip_sign(formats.value(implied.value, currency, language)),
        "running": formats.value(running, currency, language),
    }
    if goal.payback is not None:
        said |= {key: f"{months:.0f}" for key, months in asdict(goal.payback).items() if months is not None}
    return say(f"money.{_pays_key(implied, running, goal.payback)}", language, **said)


def _pays_key(implied: Range, running: float, found: Payback | None) -> str:
    """Which sentence a benefit earns: by where the running cost lies beside its interval."""
    if implied.value < 0:
        return "harm"
    if implied.upper <= running:
        return "short"
    if implied.lower > running:
        return "covers" if found is None else "payback"
    return "open" if found is None else "open_at_best"
