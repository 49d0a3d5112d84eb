"""Scorecard page: the five headline KPIs before and after, what needs attention, and a table of all other KPIs."""

import streamlit as st

from ui.filters import draw_filters
from ui.meetings.mode import EXECUTIVE, draw_title
from ui.scorecard.blocks import (
    attention_block,
    headline_cards_block,
    initiatives_block,
    table_block,
    tour_block,
    verdict_block,
)
from ui.view import open_view, part
from warehouse.kpis import KPIS
from warehouse.kpis.headlines import HEADLINES
from wording.cards.compared import prepare_kpis

DIMENSIONS = ("product", "channel", "region")

view = open_view("scorecard")
draw_title(view, EXECUTIVE)
tour_block(view)
choices = draw_filters(view, DIMENSIONS)
with part(view):
    prepare_kpis(view, choices, HEADLINES)
    verdict_block(view, choices, HEADLINES)
with part(view):
    headline_cards_block(view, choices, HEADLINES)
with part(view):
    initiatives_block(view, choices)
with part(view):
    prepare_kpis(view, choices, KPIS)
    attention_block(view, choices, HEADLINES)
st.subheader(view.say("scorecard.others"))
with part(view):
    table_block(view, choices, HEADLINES)
