"""Switches of a page: one of a few codes, in the address like every other choice."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui import address
from ui.view import View


def now(key: str, options: Sequence[str]) -> str:
    """The code chosen, the first unless it is one of the options."""
    return next((code for code in address.read_codes(key) if code in options), options[0])


def switch(view: View, key: str, label: str, options: Sequence[str], family: str) -> str:
    """One of `options`, the first unless the reader chose another; words from the catalogue's `family`."""
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
    view: View, key: str, label: str, options: Sequence[str], chosen: str, names: Mapping[str, str]
) -> None:
    """A list of codes under their names, `chosen` already; the reader's choice goes into the address."""
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
