"""A page about one subject: the answer, cards, the trend, where it changed and why, of the KPIs it names."""

from collections.abc import Sequence

import streamlit as st

from ui.blocks import answer_block, cards_block, trend_block, where_block
from ui.blocks_mix import why_block
from ui.filters import draw_filters
from ui.view import open_view, part
from warehouse.mixes import has_mix


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
    mixed = has_mix(view.kpi(codes[0]))
    columns = st.columns(2 if mixed else 1, gap="large")
    with columns[0]:
        st.subheader(view.say("page.where"))
        with part(view):
            where_block(view, choices, codes[0], "where", by)
    if mixed:
        with columns[1]:
            st.subheader(view.say("page.why"))
            with part(view):
                why_block(view, choices, codes[0], "why")
