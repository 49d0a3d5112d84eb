"""Customer value page: what a customer is worth over the time they stay, and what changed it."""

import streamlit as st

from ui.blocks import cards_block, lower_section, where_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up, section
from ui.keys import VIEW
from ui.switches import switch
from ui.value.blocks import build_up_block, cohort_block, drivers_block, horizon_block, value_verdict_block
from ui.view import open_view, part
from ui.viewport import side_by_side

CARDS = ("clv", "clv_net", "clv_to_cac", "retention_12m", "churn_rate")
DIMENSIONS = ("product", "channel", "region", "segment")
BY = ("segment", "product", "channel", "region")

view = open_view("value")
sections = {
    "build-up": view.say("value.build_up"),
    "drivers": view.say("value.drivers"),
    "where": view.say("page.where"),
    "horizon": view.say("value.horizon"),
}
st.title(view.say("value.title"))
choices = draw_filters(view, DIMENSIONS)
with part(view):
    value_verdict_block(view, choices)
with part(view):
    cards_block(view, choices, CARDS)

if switch(view, VIEW, view.say("customers.view"), ("window", "joined"), "view") == "joined":
    st.subheader(view.say("value.joined"))
    with part(view):
        cohort_block(view, choices)
else:
    draw_jump_list(sections)
    grown, moved = side_by_side()
    with grown, section(view, sections, "build-up"):
        build_up_block(view, choices)
    with moved, section(view, sections, "drivers"):
        drivers_block(view, choices)
    where, horizon = side_by_side()
    with where:
        lower_section(view, sections, "where", lambda: where_block(view, choices, "clv", "where", BY))
    with horizon:
        lower_section(view, sections, "horizon", lambda: horizon_block(view, choices))

draw_way_up(view)
