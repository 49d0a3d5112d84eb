"""What an initiative costs and whether it pays back, in words."""

import streamlit as st

from ui import formats
from ui.effects import Names, moved_name, quoted
from ui.sentences import inside
from ui.view import View
from ui.words import Language, say
from warehouse.benefits import Goal, Money, Payback
from warehouse.kpis import find


def draw_money(view: View, found: tuple[Money, ...], names: Names) -> None:
    """A line per initiative: its costs so far and a month, then what is known of its goals."""
    lines = [money_line(one, names, view.currency, view.language) for one in found]
    st.markdown("\n".join(f"- {line}" for line in lines))


def money_line(one: Money, names: Names, currency: str, language: Language) -> str:
    """The costs of an initiative, and the payback of each goal that is measured; else that none can be said."""
    said = {
        "initiative": quoted(names.get(one.initiative, one.initiative), language),
        "so_far": "–" if one.cost_so_far is None else formats.value(one.cost_so_far, currency, language),
        "months": str(one.live_months),
        "running": "–"
        if one.cost_per_month is None
        else formats.value(one.cost_per_month, currency, language),
    }
    key = "money.costs" if one.cost_so_far is not None else "money.no_costs"
    costs = say(key, language, **said)
    measured = [goal for goal in one.goals if goal.measured is not None]
    if not measured:
        rest = say("money.no_payback", language) if one.goals else ""
        return costs + rest
    return costs + "".join(_payback(goal, currency, language) for goal in measured)


def _payback(goal: Goal, currency: str, language: Language) -> str:
    assert goal.measured is not None
    name = inside(moved_name(find(goal.kpi), language), language)
    value = formats.absolute_change(goal.measured.value, currency, language)
    if goal.measured.value < 0:
        return say("money.harm", language, kpi=name, value=formats.unsigned(value))
    found = goal.payback
    if found is None:
        return ""
    if found.months is None:
        return say("money.never", language, kpi=name, value=value)
    return say(
        *("money.payback", language),
        kpi=name,
        value=value,
        months=_months(found.months),
        range=_range(found, language),
    )


def _months(months: float) -> str:
    return f"{months:.0f}"


def _range(found: Payback, language: Language) -> str:
    """From the soonest to the latest month, which may be never."""
    soonest = "–" if found.soonest is None else _months(found.soonest)
    if found.latest is None:
        return say("money.or_never", language, soonest=soonest)
    return f"{soonest} … {_months(found.latest)}"
