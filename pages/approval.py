"""Approval page: do applicants get their answer sooner, where and why, and at what cost?"""

import streamlit as st

from ui.approval import keys
from ui.approval.blocks import distribution_block, stages_block
from ui.blocks import cards_block, lower_section, trend_block, verdict_block, where_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up, section
from ui.mix import why_block
from ui.switches import switch
from ui.view import open_view, part
from ui.viewport import side_by_side
from warehouse.kpis.approval import CLOCKS

DIMENSIONS = ("product", "channel", "region", "partner")
BY = ("region", "product", "channel", "score_band")

view = open_view("approval")
sections = {
    "trend": view.say("page.trend"),
    "where": view.say("page.where"),
    "why": view.say("page.why"),
    "distribution": view.say("approval.distribution"),
    "stages": view.say("approval.stages"),
}
st.title(view.say("approval.title"))
choices = draw_filters(view, DIMENSIONS)
clock = switch(view, keys.CLOCK, view.say("approval.clock"), tuple(CLOCKS), "clock")
median, p90 = (f"approval_time_{quantile}{CLOCKS[clock][0]}" for quantile in ("median", "p90"))

with part(view):
    verdict_block(view, choices, median, (view.say(f"clock_help.{clock}"),))
draw_jump_list(sections)
with part(view):
    others = ("decided_within_24h", "gave_up_30d", "approval_rate", "automated_rate")
    cards_block(view, choices, (median, p90, *others))

with section(view, sections, "trend"):
    trend_block(view, choices, median, "trend")

where, why = side_by_side()
with where:
    lower_section(view, sections, "where", lambda: where_block(view, choices, median, "where", BY))
with why:
    lower_section(view, sections, "why", lambda: why_block(view, choices, median, "why"))

lower_section(view, sections, "distribution", lambda: distribution_block(view, choices, median, "waits"))

lower_section(view, sections, "stages", lambda: stages_block(view, choices, "stages"))

draw_way_up(view)
