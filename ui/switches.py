"""Controls that select one of a few codes, kept in the address like every other choice."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui import address
from ui.address import Key
from ui.view import View


def now(key: Key, options: Sequence[str]) -> str:
    """Return the chosen code, or the first option if none of the options is chosen."""
    return next((code for code in address.read_codes(key) if code in options), options[0])


def switch(view: View, key: Key, label: str, options: Sequence[str], family: str) -> str:
    """Draw a segmented control and return the selected option, by default the first.

    Labels come from the catalogue's `family`.
    """
    widget = f"switch_{key}"
    st.session_state[widget] = chosen = now(key, options)
    st.segmented_control(
        label,
        options,
        key=widget,
        required=True,
        format_func=lambda code: view.say(f"{family}.{code}"),
        on_change=address.from_widget,
        args=(key, widget, (options[0],)),
        label_visibility="collapsed",
        wrap=True,
    )
    return chosen


def pick(
    view: View, key: Key, label: str, options: Sequence[str], chosen: str, names: Mapping[str, str]
) -> None:
    """Draw a select box of codes under their names with `chosen` selected; a new selection goes into the address."""
    widget = f"pick_{key}"
    st.session_state[widget] = chosen
    st.selectbox(
        label,
        options,
        key=widget,
        format_func=lambda code: names.get(code, code),
        on_change=address.from_widget,
        args=(key, widget),
    )
