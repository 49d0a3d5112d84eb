"""Writing as a person: their name, remembered for the session, today's date, and the message about the last attempt."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from ui.view import View
from warehouse.contract.errors import MilepostError

_AUTHOR = "author"  # session: who wrote last


def author_field(view: View, place: str) -> None:
    """Draw the text field for the author's name; `place` identifies the field and must be unique on the page."""
    key = f"author_{place}"
    # Also where the field was drawn before the name was first given elsewhere.
    if not st.session_state.get(key):
        st.session_state[key] = str(st.session_state.get(_AUTHOR) or "")
    st.text_input(view.say("kept.author"), key=key, max_chars=60, on_change="ignore")


def author_of(place: str) -> str:
    """Return the name entered at `place`, and remember it as the default of the other fields."""
    by = str(st.session_state.get(f"author_{place}") or "")
    st.session_state[_AUTHOR] = by
    return by


def today_of(view: View) -> date:
    """Return today's date in the company's time zone."""
    return datetime.now(UTC).astimezone(ZoneInfo(view.snapshot.company.timezone)).date()


def attempt(about: str, act: Callable[[], str], why_not: Callable[[MilepostError], str]) -> bool:
    """Run `act`, store the message for `draw_said`, and return whether it succeeded.

    The message is what `act` returns, or what `why_not` makes of the MilepostError it raised.
    """
    try:
        words, done = act(), True
    except MilepostError as refused:
        words, done = why_not(refused), False
    st.session_state[f"said_{about}"] = (done, words)
    return done


def draw_said(about: str) -> None:
    """Show the message about the last attempt, once."""
    outcome: tuple[bool, str] | None = st.session_state.pop(f"said_{about}", None)
    if outcome is not None:
        (st.success if outcome[0] else st.error)(outcome[1])
