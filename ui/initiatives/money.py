"""What initiatives cost, what they promised, and whether they pay back: as a figure and in words."""

from dataclasses import asdict
from functools import partial

import streamlit as st

from ui.initiatives.charts import benefits as benefits_chart
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.view import View
from ui.viewport import phone
from warehouse.effects.benefits import Goal, Money, Payback, benefits
from warehouse.effects.evidence import Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, name_moved_part, quote_name
from wording.evidence.names import names_of
from wording.evidence.rows import money_rows
from wording.sentences.answer import inside
from wording.words import Language, say


def money_block(view: View) -> None:
    """Draw costs, planned benefits and those that measured changes imply, and a line per initiative."""
    names, costs = names_of(view, read_evidence(view)), view.ask.of(benefits)
    if any(goal.planned is not None for money in costs for goal in money.goals):
        _draw_benefits(view, costs, names)
    lines = [money_line(money, names, view.currency, view.language) for money in costs]
    st.markdown("\n".join(f"- {line}" for line in lines) or view.say("money.none"))


def _draw_benefits(view: View, costs: tuple[Money, ...], names: Names) -> None:
    draw = partial(
        benefits_chart.money,
        costs,
        names=names,
        narrow=phone(),
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    draw_evidence(
        view,
        key="money",
        title=view.say("initiatives.money"),
        figure=share_figure(view, "money", (), draw),
        table=partial(money_rows, costs, names, view.language),
        more=[view.say("money.key")],
        behind=[view.say("money.legend"), view.say("money.not_added")],
    )


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
    """Whether the benefit covers the running cost, by its interval, and how soon the one-off cost is recovered."""
    implied, running = goal.implied, money.cost_per_month or 0.0
    assert implied is not None
    said = {
        "kpi": inside(name_moved_part(find(goal.kpi), language), language),
        "value": formats.strip_sign(formats.value(implied.value, currency, language)),
        "running": formats.value(running, currency, language),
    }
    if goal.payback is not None:
        said |= {key: f"{months:.0f}" for key, months in asdict(goal.payback).items() if months is not None}
    return say(f"money.{_pays_key(implied, running, goal.payback)}", language, **said)


def _pays_key(implied: Range, running: float, payback: Payback | None) -> str:
    """The key of the sentence that fits: where the running cost lies relative to the benefit's interval."""
    if implied.value < 0:
        return "harm"
    if implied.upper <= running:
        return "short"
    if implied.lower > running:
        return "covers" if payback is None else "payback"
    return "open" if payback is None else "open_at_best"
