"""Scorecard: the headline KPIs before and after, each with its guard, in one sentence each."""

import streamlit as st

from ui.blocks import cards_block, headlines_block
from ui.filters import draw_filters
from ui.view import open_view, part

HEADLINES = ("approval_time_median", "npl_rate", "csat", "churn_rate")
# The stock NPL rate never stands alone: growth and charge-offs move it too.
CARDS = (*HEADLINES[:2], "npl_rate_same_age", "npl_formation_same_age", *HEADLINES[2:])
DIMENSIONS = ("product", "channel", "region")

view = open_view("scorecard")
st.title(view.say("scorecard.title"))
answer = st.container()
choices = draw_filters(view, DIMENSIONS)
with answer, part(view):
    headlines_block(view, choices, HEADLINES)
with part(view):
    cards_block(view, choices, CARDS, guarded=HEADLINES)
