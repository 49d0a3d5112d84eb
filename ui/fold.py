"""A part of a page that is folded away and computed only once it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.view import View, part


@contextmanager
def fold(view: View, key: str, title: str, at_first: bool) -> Iterator[bool]:
    """Fold a part of a page away under its title; yields whether it is open and so must be drawn.

    at_first: whether it is open when the page is.
    """
    with st.expander(title, expanded=at_first, key=f"fold_{key}", on_change="rerun") as folded, part(view):
        yield bool(folded.open)
