"""Links within a page, for a phone: to its sections, and back to the top."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from ui.view import View, part
from ui.viewport import phone

Headings = Mapping[str, str]  # of the sections of a page: anchor → heading, in their order
TOP = "top"  # the anchor of the frame's first line


def draw_jump_list(headings: Headings) -> None:
    """Draw a link to each section of a page on a phone, nothing on a laptop; `section` draws where it leads."""
    if phone():
        _draw_links(list(headings.items()))


@contextmanager
def section(view: View, headings: Headings, anchor: str, about: str = "") -> Iterator[None]:
    """Draw a section of a page: its heading, which a link leads to and `about` explains, over a part of the page."""
    # Elsewhere nothing leads to it, and it would be one more stop of the Tab key with an English name.
    st.subheader(headings[anchor], anchor=anchor if phone() else False, help=about or None)
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
