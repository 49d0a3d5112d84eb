"""Who writes, remembered in this window, and what is said of it afterwards, once."""

from collections.abc import Callable

import streamlit as st

from ui.view import View
from warehouse.contract.errors import MilepostError

_AUTHOR = "author"  # session: who wrote last


def author_field(view: View, place: str) -> None:
    """A field for who writes; a place has one."""
    before = str(st.session_state.get(_AUTHOR) or "")
    st.text_input(
        view.say("kept.author"), value=before, key=f"author_{place}", max_chars=60, on_change="ignore"
    )


def author_of(place: str) -> str:
    """What the field of a place holds, remembered for the next one."""
    by = str(st.session_state.get(f"author_{place}") or "")
    st.session_state[_AUTHOR] = by
    return by


def attempt(about: str, act: Callable[[], str], why_not: Callable[[MilepostError], str]) -> bool:
    """Do it, and keep what is to be said of it: what `act` gives, or why it could not be done; whether it was done."""
    try:
        words, done = act(), True
    except MilepostError as refused:
        words, done = why_not(refused), False
    st.session_state[f"said_{about}"] = (done, words)
    return done


def draw_said(about: str) -> None:
    """What is to be said of the last attempt, once."""
    outcome: tuple[bool, str] | None = st.session_state.pop(f"said_{about}", None)
    if outcome is not None:
        (st.success if outcome[0] else st.error)(outcome[1])
