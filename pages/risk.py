"""Risk page: did fewer loans go bad, or is the book only younger and charged off sooner?"""

import streamlit as st

from ui.blocks import cards_block, lower_section, trend_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up, section
from ui.mix import why_block
from ui.risk.blocks import (
    CARDS,
    bridge_block,
    npl_verdict_block,
    rate_switch,
    rate_where_block,
    split_block,
)
from ui.risk.depth import depth_block
from ui.view import open_view, part
from ui.viewport import side_by_side

DIMENSIONS = ("product", "channel", "region", "partner")
BY = ("region", "product", "channel", "score_band")

view = open_view("risk")
sections = {
    "trend": view.say("page.trend"),
    "split": view.say("risk.split"),
    "bridge": view.say("risk.bridge"),
    "where": view.say("page.where"),
    "why": view.say("page.why"),
    "depth": view.say("risk.depth"),
}
st.title(view.say("risk.title"))
choices = draw_filters(view, DIMENSIONS)

with part(view):
    npl_verdict_block(view, choices)
draw_jump_list(sections)
with part(view):
    cards_block(view, choices, CARDS)

with section(view, sections, "trend"):
    rate = rate_switch(view)
    trend_block(view, choices, rate, "trend")

split, bridge = side_by_side()
with split, section(view, sections, "split"):
    split_block(view, choices, "split")
with bridge:
    lower_section(view, sections, "bridge", lambda: bridge_block(view, choices, "bridge"))

where, why = side_by_side()
with where:
    lower_section(view, sections, "where", lambda: rate_where_block(view, choices, rate, "where", BY))
with why:
    lower_section(view, sections, "why", lambda: why_block(view, choices, rate, "why"))

lower_section(view, sections, "depth", lambda: depth_block(view, choices))

draw_way_up(view)
