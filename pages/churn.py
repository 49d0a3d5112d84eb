"""Churn page: do customers stay longer at equal tenure, how do they leave, and do they finance again?"""

import streamlit as st

from ui.blocks import cards_block, lower_section, trend_block, where_block
from ui.churn.blocks import churn_verdict_block, decision_block, incidence_block, retention_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up, section
from ui.keys import VIEW
from ui.mix import why_block
from ui.switches import switch
from ui.view import open_view, part
from ui.viewport import side_by_side

CARDS = ("churn_rate", "churn_rate_crude", "retention_12m", "early_settlement_rate", "repeat_finance_rate")
DIMENSIONS = ("product", "channel", "region", "segment")
BY = ("region", "product", "channel", "segment")

view = open_view("churn")
sections = {
    "trend": view.say("page.trend"),
    "retention": view.say("churn.retention"),
    "incidence": view.say("churn.incidence"),
    "where": view.say("page.where"),
    "why": view.say("page.why"),
}
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
    draw_jump_list(sections)
    with section(view, sections, "trend"):
        trend_block(view, choices, "churn_rate", "trend")
    here, gone = side_by_side()
    with here:
        lower_section(view, sections, "retention", lambda: retention_block(view, choices))
    with gone:
        lower_section(view, sections, "incidence", lambda: incidence_block(view, choices))
    where, why = side_by_side()
    with where:
        lower_section(view, sections, "where", lambda: where_block(view, choices, "churn_rate", "where", BY))
    with why:
        lower_section(view, sections, "why", lambda: why_block(view, choices, "churn_rate", "why"))

draw_way_up(view)
