"""The mark of a page whose numbers are being computed for other filters than those it was drawn with."""

import streamlit as st

from ui import address
from ui.keys import DIMENSIONS, WINDOWS

_MARK = "updating"  # session: where this run has drawn the mark
# Streamlit fades what a run has not drawn yet only after a second: until then old numbers would look like new ones.
# A run that only draws the same again is over before the delay.
_DIMMED = """<style>
[data-testid="stMain"] [data-stale="true"] { opacity: 0.35 !important; transition: opacity 0s 0.2s !important; }
</style>"""


def is_updating() -> bool:
    """Return whether the filters differ from those of the numbers on the screen."""
    return address.has_changed((*WINDOWS, *DIMENSIONS.values()))


def draw_mark(words: str) -> None:
    """Dim old numbers and say in words that new ones are computed, until `clear_mark`; nothing where they stand."""
    st.html(_DIMMED)
    st.session_state[_MARK] = place = st.empty()
    if is_updating():
        place.markdown(f":material/progress_activity: {words}", width="content")


def clear_mark() -> None:
    """Take the mark away once the page is drawn."""
    place = st.session_state.pop(_MARK, None)
    if place is not None:
        place.empty()
