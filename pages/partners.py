"""Partners page: volume and outcomes of all partners, one partner in detail, and the terms agreed with them."""

import streamlit as st

from ui.filters import draw_filters
from ui.meetings.blocks import meetings_block
from ui.meetings.mode import PARTNER, draw_title
from ui.partners.blocks import funnel_block, partners_answer_block, strips_block, strips_title, table_block
from ui.partners.one_partner import partner_trend_block, targets_block
from ui.partners.review import open_review, part_switch
from ui.partners.scores import makeup_block, ranks_block, score_answer_block
from ui.partners.sharing import reviews_block, risk_block, shares_block, sharing_answer_block, sharing_block
from ui.view import open_view, part

ANSWERS = {"all": partners_answer_block, "one": score_answer_block, "terms": sharing_answer_block}

view = open_view("partners")
draw_title(view, PARTNER)
answer = st.container()
choices = draw_filters(view, ("product", "channel", "partner"))
shown = part_switch(view)
review = open_review(view, choices, shown == "all")

if review is not None:
    with answer, part(view):
        ANSWERS[shown](view, review)
    left, right = st.columns(2, gap="large")

    if shown == "all":
        with left, part(view):
            st.subheader(view.say("partners.funnel"))
            funnel_block(view, review)
        with right, part(view):
            st.subheader(view.say("ranks.title"))
            ranks_block(view, review)
        with part(view):
            st.subheader(view.say("partners.table"))
            table_block(view, review)
    if shown == "one":
        with left, part(view):
            st.subheader(strips_title(view, review))
            strips_block(view, review)
        with right, part(view):
            st.subheader(view.say("partners.trend"))
            partner_trend_block(view, review)
            st.subheader(view.say("scores.makeup"))
            makeup_block(view, review)
            st.subheader(view.say("partners.targets"))
            targets_block(view, review)
        with part(view):
            meetings_block(view, review.partner)
    if shown == "terms":
        with left, part(view):
            sharing_block(view, review)
        with right, part(view):
            risk_block(view, review)
            reviews_block(view, review)
        with part(view):
            shares_block(view, review)
