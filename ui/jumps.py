"""Links within a page, for a phone: to its sections, and back to the top."""

from collections.abc import Sequence

import streamlit as st

from ui.filters import phone
from ui.view import View

TOP = "top"  # the anchor of the frame's first line


def draw_jump_list(sections: Sequence[tuple[str, str]]) -> None:
    """Draw a link to each section on a phone, nothing on a laptop.

    sections: (anchor, name); `st.subheader(name, anchor=anchor)` is where it leads.
    """
    if phone():
        _draw_links(sections)


def draw_way_up(view: View) -> None:
    """Draw the link to the top of the page on a phone, nothing on a laptop; for the end of a page."""
    if phone():
        _draw_links([(TOP, f":material/arrow_upward: {view.say('jump.top')}")])


def _draw_links(links: Sequence[tuple[str, str]]) -> None:
    with st.container(horizontal=True, gap="small"):
        for anchor, name in links:
            st.markdown(f"[{name}](#{anchor})", width="content")
