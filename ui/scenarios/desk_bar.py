"""The bar of the Scenarios page: the scenarios on the desk, which one is open, and what can be added."""

import json
from collections.abc import Callable
from functools import partial

import streamlit as st

from ui import address
from ui.scenarios import keys
from ui.scenarios.desk import (
    MOST,
    NEW,
    Laid,
    discard,
    lay,
    lay_new,
    list_left_drafts,
    plans_to_start_from,
    shelf,
    take_off,
)
from ui.scenarios.draft import text_of
from ui.scenarios.kept_drafts import is_loose, redo_step, undo_step
from ui.scenarios.sheet import start_again
from ui.view import View
from warehouse.contract.errors import MilepostError
from wording import formats

LISTED = 12  # of the saved ones at once


def desk_bar(view: View, laid: tuple[Laid, ...], current: Laid) -> None:
    """Draw the choice of the open scenario, and the buttons that add one and remove one."""
    widget = "desk_open"
    st.session_state[widget] = current.code
    names = {each.code: label_scenario(view, each) for each in laid}
    st.segmented_control(
        view.say("desk.open"),
        list(names),
        key=widget,
        required=True,
        format_func=lambda code: names[code],
        on_change=address.from_widget,
        args=(keys.EDIT, widget),
        wrap=True,
    )
    with st.container(horizontal=True, gap="small"):
        with st.popover(view.say("desk.add"), key="desk_add", icon=":material/add:"):
            _more(view, laid, current)
        if len(laid) > 1:
            away = partial(take_off, laid, current.code)
            st.button(view.say("desk.away"), key="desk_away", type="tertiary", on_click=away)
        _draw_steps(view, current)
        if current.edited:
            with st.popover(view.say("desk.discard"), key="desk_discard", type="tertiary"):
                _ask_to_discard(view, laid, current)
    _say_draft(view, current)


def label_scenario(view: View, scenario: Laid) -> str:
    """Return its name, with whether it has edits, or which saved version it is and whether that is locked."""
    if scenario.edited:
        return view.say("desk.edited", name=scenario.name)
    if scenario.saved is None:
        return scenario.name
    number = str(scenario.saved.key.number)
    if scenario.saved.locked_at is not None:
        return view.say("desk.locked", name=scenario.name, n=number)
    return view.say("desk.version", name=scenario.name, n=number)


def _draw_steps(view: View, current: Laid) -> None:
    """Draw the buttons that take a change back and do it again."""
    steps = (("undo", current.can_undo, undo_step), ("redo", current.can_redo, redo_step))
    for name, possible, step in steps:
        if possible:
            st.button(
                view.say(f"desk.{name}"),
                key=f"desk_{name}",
                type="tertiary",
                icon=f":material/{name}:",
                on_click=partial(_step, step, current.code),
            )


def _step(step: Callable[[str], None], code: str) -> None:
    step(code)
    start_again(code)


def _ask_to_discard(view: View, laid: tuple[Laid, ...], current: Laid) -> None:
    ask = "desk.discard_new" if current.code.startswith(NEW) else "desk.discard_ask"
    st.markdown(view.say(ask, name=current.name))
    st.button(
        view.say("desk.discard"),
        key="desk_discard_now",
        type=view.main_button,
        on_click=partial(_discard, laid, current.code),
    )


def _discard(laid: tuple[Laid, ...], code: str) -> None:
    """Discard a draft and what was typed into its form, which the next one of that code must not show."""
    start_again(code)
    discard(laid, code)


def _say_draft(view: View, current: Laid) -> None:
    """Say of a draft that it is one, for whom it is kept, and since when."""
    if not current.edited or current.draft is None:
        return
    if is_loose(current.code):
        st.warning(view.say("desk.loose"), icon=":material/warning:")
        return
    at = formats.moment(current.draft.changed_at, view.snapshot.company.timezone)
    st.caption(view.say("desk.draft", at=at))


def _more(view: View, laid: tuple[Laid, ...], current: Laid) -> None:
    if len(laid) >= MOST:
        st.markdown(view.say("desk.full"))
        return
    there = {each.code for each in laid}
    copy = text_of(json.loads(current.plan) | {"name": view.say("desk.copy", name=current.name)[:80]})
    st.button(
        view.say("desk.copy_one"),
        key="desk_copy",
        type="tertiary",
        icon=":material/content_copy:",
        on_click=lay_new,
        args=(laid, copy),
    )
    st.markdown(f"**{view.say('desk.templates')}**")
    for code, plan in plans_to_start_from(view).items():
        if code not in there:
            name = json.loads(plan)["name"]
            st.button(name, key=f"desk_{code}", type="tertiary", on_click=lay, args=(laid, code))
    if left := list_left_drafts(laid):
        st.markdown(f"**{view.say('desk.drafts')}**")
        for code, name in list(left.items())[:LISTED]:
            st.button(name, key=f"desk_draft_{code}", type="tertiary", on_click=lay, args=(laid, code))
    st.markdown(f"**{view.say('desk.saved')}**")
    _draw_saved(view, laid, there)


def _draw_saved(view: View, laid: tuple[Laid, ...], there: set[str]) -> None:
    try:
        saved = shelf().list_scenarios()
    except MilepostError:
        st.markdown(view.say("desk.unreachable"))
        return
    if not saved:
        st.caption(view.say("desk.nothing_saved"))
    wanted = ""
    if len(saved) > LISTED:
        wanted = (st.text_input(view.say("desk.find"), key="desk_find", type="search") or "").casefold()
    for listed in [each for each in saved if wanted in each.name.casefold()][:LISTED]:
        code = str(listed.newest)
        if code not in there:
            words = view.say("desk.version", name=listed.name, n=str(listed.newest.number))
            st.button(words, key=f"desk_{code}", type="tertiary", on_click=lay, args=(laid, code))
