"""Churn page: do customers stay longer at equal tenure, how do they leave, and do they finance again?"""

import streamlit as st

from ui.blocks import cards_block, trend_block, where_block
from ui.churn.blocks import churn_verdict_block, decision_block, incidence_block, retention_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up
from ui.keys import VIEW
from ui.mix import why_block
from ui.switches import switch
from ui.view import open_view, part

CARDS = ("churn_rate", "churn_rate_crude", "retention_12m", "early_settlement_rate", "repeat_finance_rate")
DIMENSIONS = ("product", "channel", "region", "segment")
BY = ("region", "product", "channel", "segment")

view = open_view("churn")
st.title(view.say("churn.title"))
choices = draw_filters(view, DIMENSIONS)
with part(view):
    churn_verdict_block(view, choices)
with part(view):
    cards_block(view, choices, CARDS)

if switch(view, VIEW, view.say("customers.view"), ("staying", "decision"), "view") == "decision":
    with part(view):
        decision_block(view, choices)
else:
    draw_jump_list(
        (
            ("trend", view.say("page.trend")),
            ("retention", view.say("churn.retention")),
            ("incidence", view.say("churn.incidence")),
            ("where", view.say("page.where")),
            ("why", view.say("page.why")),
        )
    )
    st.subheader(view.say("page.trend"), anchor="trend")
    with part(view):
        trend_block(view, choices, "churn_rate", "trend")
    here, gone = st.columns(2, gap="large")
    with here:
        st.subheader(view.say("churn.retention"), anchor="retention")
        with part(view):
            retention_block(view, choices)
    with gone:
        st.subheader(view.say("churn.incidence"), anchor="incidence")
        with part(view):
            incidence_block(view, choices)
    where, why = st.columns(2, gap="large")
    with where:
        st.subheader(view.say("page.where"), anchor="where")
        with part(view):
            where_block(view, choices, "churn_rate", "where", BY)
    with why:
        st.subheader(view.say("page.why"), anchor="why")
        with part(view):
            why_block(view, choices, "churn_rate", "why")

draw_way_up(view)
