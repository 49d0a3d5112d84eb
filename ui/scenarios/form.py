"""What the grid has no row for, of one scenario: its initiatives in detail, targets, links and assumptions."""

import json
from functools import partial

import streamlit as st

from analysis.scenario.coefficients import Coefficient
from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import SERIES
from ui.scenarios.blocks import Desk
from ui.scenarios.draft import (
    MOST_TARGETS,
    TABLES,
    Draft,
    coefficient_in,
    percent_of,
    scale_of,
    show_scaled,
)
from ui.scenarios.initiative_fields import initiative_fields, keep_draft, month_field, remove
from ui.scenarios.sheet import Sheet, draft_of
from ui.view import View
from warehouse.scenarios.plan import MOST_MONTHS, WHOLE_SUMS
from warehouse.scenarios.templates import continue_roll_out
from wording import formats
from wording.evidence.effects import Names
from wording.scenarios.terms import MONTHS, coefficient_name, series_name

SIDES = ("at_least", "at_most")


def details_block(view: View, desk: Desk) -> None:
    """Draw the details of the open scenario."""
    laid, present, names = desk.current, desk.present, desk.names
    draft = draft_of(laid, json.loads(laid.plan))
    sheet = Sheet(view=view, laid=laid, draft=draft, present=present, in_grid=False)
    st.markdown(f"**{view.say('grid.details', name=laid.name)}**")
    for place, initiative in enumerate(sheet.draft.get("initiative", [])):
        initiative_fields(sheet, place, initiative, names)
    _add_initiative(sheet, names)
    with st.expander(view.say("form.targets"), key=sheet.key(("targets",)), on_change=sheet.keep) as box:
        if box.open:
            _targets(sheet)
    with st.expander(view.say("form.assumptions"), key=sheet.key(("rest",)), on_change=sheet.keep) as box:
        if box.open:
            st.caption(view.say("form.assumptions_help"))
            for coefficient in present.coefficients:
                _coefficient(sheet, coefficient)


def _add_initiative(sheet: Sheet, names: Names) -> None:
    """Offer the company's initiatives whose roll-out can continue, and an idea of one's own."""
    taken = {initiative["code"] for initiative in sheet.draft.get("initiative", [])}
    idea = sheet.view.say("form.own_idea")
    offers = {
        code: plan
        for code in names
        if code not in taken and (plan := sheet.laid.ask.of(continue_roll_out, code)) is not None
    }
    with st.popover(sheet.view.say("form.add"), key=sheet.key(("add",)), icon=":material/add:"):
        for code in (*offers, ""):
            new = json.loads(offers[code]) if code else _idea(idea, taken)
            st.button(
                names.get(code, idea),
                key=sheet.key(("add", code)),
                type="tertiary",
                on_click=sheet.relay,
                args=(partial(_add, "initiative", new),),
            )


def _add(table: str, new: Draft, draft: Draft) -> None:
    draft[table] = [*draft.get(table, []), new]


def _idea(name: str, taken: set[str]) -> Draft:
    numbered = (name, *(f"{name} {n}" for n in range(2, len(taken) + 2)))
    code = next(candidate for candidate in numbered if candidate not in taken)
    return {
        "code": code,
        "start_month": 1,
        "adoption": 1.0,
        "cost_once": 0.0,
        "cost_per_month": 0.0,
        "effect": [],
    }


def _targets(sheet: Sheet) -> None:
    view = sheet.view
    for place, target in enumerate(sheet.draft.get("target", [])):
        _target(sheet, place, target)
    if len(sheet.draft.get("target", [])) < MOST_TARGETS:
        first = {"series": "npv", "at_least": 0.0}
        add = partial(sheet.relay, partial(_add, "target", first))
        key = sheet.key(("target", "add"))
        st.button(view.say("form.add_target"), key=key, icon=":material/add:", type="tertiary", on_click=add)


def _target(sheet: Sheet, place: int, target: Draft) -> None:
    view, at, language = sheet.view, ("target", place), sheet.view.language
    options = [*WHOLE_SUMS, *SERIES]
    sheet.field(
        st.selectbox,
        (*at, "series"),
        view.say("form.series"),
        options=options,
        index=options.index(target["series"]),
        format_func=lambda code: series_name(code, language),
        on_change=sheet.relay,
        args=(keep_draft,),
    )
    side = "at_most" if "at_most" in target else "at_least"
    left, right = st.columns(2, wrap=False)
    with left:
        words = {code: view.say(f"form.{code}") for code in SIDES}
        sheet.field(
            st.selectbox,
            (*at, "side"),
            view.say("form.side"),
            options=SIDES,
            index=SIDES.index(side),
            format_func=lambda code: words[code],
        )
    with right:
        value = target.get(side)
        shown = None if value is None else float(value) * scale_of(target["series"])
        label = value_label(view, target["series"])
        sheet.field(st.number_input, (*at, "value"), label, value=shown, step=1.0, format="%.4g")
    if target["series"] not in WHOLE_SUMS:
        label = view.say("form.month")
        month_field(sheet, (*at, "month"), label, target.get("month", 12), range(1, MOST_MONTHS + 1))
    away = partial(sheet.relay, partial(remove, "target", place))
    st.button(view.say("form.remove"), key=sheet.key((*at, "remove")), type="tertiary", on_click=away)


def value_label(view: View, series: str) -> str:
    """Return the label of a target's value, with its unit."""
    if series in OUTCOMES:
        return view.say(f"form.value_{'hours' if OUTCOMES[series].unit == 'minutes' else 'percent'}")
    if series in MONTHS:
        return view.say("form.value_months")
    return view.say("form.value_money", currency=formats.say_unit(view.currency, view.language))


def _coefficient(sheet: Sheet, coefficient: Coefficient) -> None:
    """The fields of a link or an assumption: its value, and the low and high that one in ten lies beyond."""
    view, at = sheet.view, (TABLES[coefficient.kind], coefficient.name)
    st.markdown(
        f"**{coefficient_name(coefficient.name, view.language)}** · :gray[{view.say(f'form_unit.{coefficient.name}')}]"
    )
    held = coefficient_in(sheet.draft, coefficient)
    fields = ("value",) if coefficient.fixed else ("low", "value", "high")
    for column, name in zip(st.columns(3, wrap=False), fields, strict=False):
        with column:
            shown = show_scaled(held[name], percent_of(coefficient.name))
            sheet.field(st.number_input, (*at, name), view.say(f"form.{name}"), value=shown, format="%.4g")
    sheet.say_refusal(at)
