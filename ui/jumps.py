"""Links within a page, for a phone: to its sections, and back to the top."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from ui.filters import phone
from ui.view import View, part

TOP = "top"  # the anchor of the frame's first line


def draw_jump_list(sections: Sequence[tuple[str, str]]) -> None:
    """Draw a link to each section on a phone, nothing on a laptop.

    sections: (anchor, name); `section` draws where it leads.
    """
    if phone():
        _draw_links(sections)


@contextmanager
def section(view: View, anchor: str, heading: str) -> Iterator[None]:
    """Draw a section: its heading, which a link leads to, over a part of the page.

    heading: its code among the words.
    """
    st.subheader(view.say(heading), anchor=anchor)
    with part(view):
        yield


def draw_way_up(view: View) -> None:
    """Draw the link to the top of the page on a phone, nothing on a laptop; for the end of a page."""
    if phone():
        _draw_links([(TOP, f":material/arrow_upward: {view.say('jump.top')}")])


def _draw_links(links: Sequence[tuple[str, str]]) -> None:
    with st.container(horizontal=True, gap="small"):
        for anchor, name in links:
            st.markdown(f"[{name}](#{anchor})", width="content")
