"""Approval time: did applicants get their answer sooner, where, how, and at what price."""

import streamlit as st

from ui.approval import draw_cards_of, draw_distribution, draw_sentence, draw_stages, draw_trend, draw_where
from ui.filters import draw_filters
from ui.switches import clock_switch
from ui.view import open_view, part

view = open_view("approval")
st.title(view.say("approval.title"))
answer = st.container()
choices = draw_filters(view, ("product", "channel", "region", "partner"))
clock = clock_switch(view)
with answer, part(view):
    draw_sentence(view, choices, clock)
