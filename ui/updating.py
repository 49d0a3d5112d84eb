"""The mark of a page whose numbers are being computed for other filters than those it was drawn with."""

import streamlit as st

from ui import address
from ui.keys import DIMENSIONS, WINDOWS

_MARK = "updating"  # session: where this run has drawn the mark


def is_updating() -> bool:
    """Return whether the filters differ from those of the numbers on the screen."""
    return address.has_changed((*WINDOWS, *DIMENSIONS.values()))


def draw_mark(words: str) -> None:
    """Say in words that the numbers are being computed, until `clear_mark`; nothing where they stand already."""
    st.session_state[_MARK] = place = st.empty()
    if is_updating():
        place.markdown(f":material/progress_activity: {words}", width="content")


def clear_mark() -> None:
    """Take the mark away once the page is drawn."""
    place = st.session_state.pop(_MARK, None)
    if place is not None:
        place.empty()
