"""A part of a page that is folded away and computed only once it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.view import View, part


@contextmanager
def fold(view: View, key: str, title: str) -> Iterator[bool]:
    """Fold a part of a page away under its title; yields whether it is open and so must be drawn."""
    with st.expander(title, key=f"fold_{key}", on_change="rerun") as folded, part(view):
        yield bool(folded.open)
