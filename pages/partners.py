"""Partners: how much comes through each, how that turns out among its peers, and who stands apart."""

import streamlit as st

from ui.blocks_meetings import meetings_block
from ui.blocks_partners import funnel_block, partners_answer_block, strips_block, strips_title, table_block
from ui.filters import draw_filters
from ui.meeting_mode import PARTNER, draw_title
from ui.partner_review import open_review
from ui.view import open_view, part

view = open_view("partners")
draw_title(view, PARTNER)
answer = st.container()
choices = draw_filters(view, ("product", "channel", "partner"))
review = open_review(view, choices)

if review is not None:
    with answer, part(view):
        partners_answer_block(view, review)

    all_of_them, one = st.columns(2, gap="large")
    with all_of_them:
        st.subheader(view.say("partners.funnel"))
        with part(view):
            funnel_block(view, review)
    with one:
        st.subheader(strips_title(view, review))
        with part(view):
            strips_block(view, review)

    st.subheader(view.say("partners.table"))
    with part(view):
        table_block(view, review)
    st.subheader(view.say("meetings.title"))
    with part(view):
        meetings_block(view, review.partner)
