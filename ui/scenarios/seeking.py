"""Goal seek: a KPI, a value and a probability entered beside the answer, which is one table."""

import pandas as pd
import streamlit as st

from analysis.scenario.description import OUTCOMES, Target
from analysis.scenario.goal_seek import USUALLY, Sought
from analysis.scenario.projection import SERIES
from ui import address
from ui.scenarios import keys
from ui.scenarios.blocks import Desk
from ui.scenarios.draft import PER_CENT, scale_of
from ui.scenarios.form import SIDES, value_label
from ui.scenarios.refusals import refusal_words
from ui.view import View
from ui.viewport import phone
from warehouse.contract.windows import shift
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import WHOLE_SUMS, plan_from
from warehouse.scenarios.sides import Side, seek_goal
from wording import formats
from wording.scenarios.comparison_table import BETTER, fan_of
from wording.scenarios.seeking import seek_answer, seek_table
from wording.scenarios.terms import series_name, target_words

OPTIONS = (*WHOLE_SUMS, *SERIES)
LEAST, MOST = 50, 99  # percent of the simulations in which a target may be wanted
MIDDLE = 2  # of PERCENTILES

Goal = tuple[Target, float]  # what is wanted, and with which probability


def draw_seeking(view: View, desk: Desk, side: Side) -> None:
    """Draw the fields of a target, and what reaches it at least."""
    goal = _read_goal(side)
    _draw_fields(view, side, goal)
    if not side.assembled.scenario.initiatives:
        st.markdown(view.say("seek.no_initiative"))
    elif goal is not None:
        _draw_answer(view, desk, side, goal)


def _draw_answer(view: View, desk: Desk, side: Side, goal: Goal) -> None:
    target, wanted = goal
    sought: Sought = desk.current.ask.of(seek_goal, desk.current.plan, target, wanted, desk.proven)
    answer = seek_answer(
        sought,
        target,
        wanted,
        months=side.plan.months,
        names=desk.names,
        currency=view.currency,
        language=view.language,
    )
    st.markdown(f"**{answer}**")
    last = side.assembled.scenario.baseline.last_month
    told = target_words(target, last, view.currency, view.language)
    counted = view.say(f"seek.counted_{'proven' if desk.proven else 'all'}")
    share = formats.plain_percent(wanted, view.language)
    st.caption(view.say("seek.asked", target=told, wanted=share, counted=counted))
    heads, rows = seek_table(sought, desk.names, view.currency, view.language)
    st.table(pd.DataFrame(rows, columns=list(heads)), hide_index=True, border="horizontal", alt=answer)
    st.caption(view.say("seek.note"))


def _draw_fields(view: View, side: Side, goal: Goal | None) -> None:
    """The fields in a row, below each other on a phone, and the button that has the answer computed."""
    target = goal[0] if goal is not None else _first_target(side)
    columns = [st.container()] * 5 if phone() else st.columns([3, 2, 2, 2, 2])
    series = columns[0].selectbox(
        view.say("form.series"),
        OPTIONS,
        index=OPTIONS.index(target.series),
        format_func=lambda code: series_name(code, view.language),
        key="seek_series",
    )
    value = f"seek_value_{series}_{side.assembled.scenario.id}"
    with columns[1]:
        _draw_side(view, target, series)
    with columns[2]:
        shown = target.value if target.series == series else _middle(side, series)
        st.number_input(
            value_label(view, series),
            value=_as_typed(shown, series),
            step=1.0,
            format="%.4g" if series in OUTCOMES else "%.0f",
            key=value,
        )
    if series not in WHOLE_SUMS:
        with columns[3]:
            _draw_month(view, side, target)
    share = goal[1] if goal is not None else USUALLY
    label = view.say("seek.probability")
    columns[4].number_input(label, LEAST, MOST, value=round(PER_CENT * share), step=5, key="seek_share")
    st.button(
        view.say("seek.find"),
        key="seek_find",
        type=view.main_button,
        on_click=_ask,
        args=(view, side, series, value),
    )
    if refused := st.session_state.pop("seek_refused", None):
        st.markdown(f":red[▲ {refused}]")


def _draw_side(view: View, target: Target, series: str) -> None:
    words = {code: view.say(f"form.{code}") for code in SIDES}
    at_least = target.at_least if target.series == series else _is_more_better(series)
    st.selectbox(
        view.say("form.side"),
        SIDES,
        index=0 if at_least else 1,
        format_func=lambda code: words[code],
        key=f"seek_side_{series}",
    )


def _draw_month(view: View, side: Side, target: Target) -> None:
    last, months = side.assembled.scenario.baseline.last_month, side.plan.months
    st.selectbox(
        view.say("form.month"),
        range(1, months + 1),
        index=min(target.month or months, months) - 1,
        format_func=lambda n: formats.month(shift(last, n), view.language),
        key="seek_month",
    )


def _is_more_better(series: str) -> bool:
    """Whether one usually wants at least so much of a series."""
    return (
        series != "payback" and (OUTCOMES[series].better if series in OUTCOMES else BETTER.get(series, 1)) > 0
    )


def _ask(view: View, side: Side, series: str, value: str) -> None:
    """Keep in the address what is sought, unless it cannot be a target."""
    held = st.session_state
    month = "" if series in WHOLE_SUMS else str(held["seek_month"])
    wanted = f"{held['seek_share'] / PER_CENT:g}"
    typed = held[value]
    code = ",".join(
        (series, held[f"seek_side_{series}"], "" if typed is None else f"{typed / scale_of(series):.9g}")
    )
    try:
        _target_from(f"{code},{month},{wanted}", side)
    except Impossible as refused:
        held["seek_refused"] = refusal_words(refused, view.language)
    else:
        address.choose(keys.TARGET, (f"{code},{month},{wanted}",))


def _target_from(code: str, side: Side) -> Goal:
    """Read what is sought from its code in the address, npv,at_least,500000,,0.8; Impossible if it is no target."""
    parts = code.split(",")
    if len(parts) != 5:
        raise Impossible(f"{code}: not a target", ("target", 0), "not a table")
    series, at, value, month, wanted = parts
    try:
        target = {"series": series, at: float(value)} | ({"month": int(month)} if month else {})
        share = float(wanted)
    except ValueError:
        raise Impossible(f"{code}: not a number", ("target", 0, "value"), "no number") from None
    if not LEAST <= PER_CENT * share <= MOST:
        raise Impossible(f"{code}: probability", ("target", 0), "not from to", str(LEAST), str(MOST))
    plan = plan_from("plan", {"name": "-", "months": side.plan.months, "target": [target]})
    return plan.targets[0], share


def _read_goal(side: Side) -> Goal | None:
    """What is sought: what the address says; None where it says nothing, or nothing of this plan."""
    for code in address.read_codes(keys.TARGET):
        try:
            return _target_from(code, side)
        except Impossible:
            continue
    return None


def _first_target(side: Side) -> Target:
    """The target that the plan states first, else the NPV that it has even odds of."""
    targets = side.assembled.scenario.targets
    if targets:
        return targets[0]
    return Target(series="npv", month=None, at_least=True, value=_middle(side, "npv"))


def _middle(side: Side, series: str) -> float:
    """What the plan reaches in half of the simulations."""
    if series == "npv":
        value = side.result.npv[MIDDLE]
    elif series == "payback":
        value = side.result.payback[MIDDLE] or float(side.plan.months)
    else:
        fan = fan_of(side.result, series, "scenario")
        value = 0.0 if fan is None else fan.by_month[-1][MIDDLE]
    return value


def _as_typed(value: float, series: str) -> float:
    """The value as it is typed, in percent or hours, to three digits."""
    return float(f"{value * scale_of(series):.3g}")
