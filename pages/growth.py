"""Costs and growth page: what the company earns, what it costs to run, and how fast it grows."""

import streamlit as st

from ui.blocks import cards_block, lower_section
from ui.filters import draw_filters
from ui.growth.blocks import (
    CARDS,
    costs_verdict_block,
    growth_block,
    lending_block,
    series_block,
    structure_block,
)
from ui.jumps import draw_jump_list, draw_way_up, section
from ui.view import open_view, part
from ui.viewport import side_by_side

view = open_view("growth")
sections = {
    "trend": view.say("page.trend"),
    "structure": view.say("growth.structure"),
    "year": view.say("growth.year"),
    "lending": view.say("growth.lending"),
}
st.title(view.say("growth.title"))
choices = draw_filters(view, ("product", "channel", "region", "partner"))
with part(view):
    costs_verdict_block(view, choices)
draw_jump_list(sections)
with part(view):
    cards_block(view, choices, CARDS)

with section(view, sections, "trend"):
    series_block(view, choices, "trend")

structure, growth = side_by_side()
with structure:
    lower_section(view, sections, "structure", lambda: structure_block(view, choices, "structure"))
with growth:
    lower_section(view, sections, "year", lambda: growth_block(view, choices, "growth"))

lower_section(view, sections, "lending", lambda: lending_block(view, choices, "lending"))

draw_way_up(view)
