"""A page about one subject: the answer, cards, the trend and where it changed, of the KPIs it names."""

from collections.abc import Sequence

import streamlit as st

from ui.blocks import answer_block, cards_block, trend_block, where_block
from ui.filters import draw_filters
from ui.view import open_view, part


def draw_subject(page: str, codes: Sequence[str], dimensions: Sequence[str], by: Sequence[str]) -> None:
    """The page of `codes`, the first of which is its headline; filters by `dimensions`, slices by `by`."""
    view = open_view(page)
    st.title(view.say(f"{page}.title"))
    answer = st.container()
    choices = draw_filters(view, dimensions)
    with answer, part(view):
        answer_block(view, choices, codes[0])
    with part(view):
        cards_block(view, choices, codes, guarded=codes[:1])
    st.subheader(view.say("page.trend"))
    with part(view):
        trend_block(view, choices, codes[0], "trend")
    st.subheader(view.say("page.where"))
    with part(view):
        where_block(view, choices, codes[0], "where", by)
