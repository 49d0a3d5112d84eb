"""Satisfaction and service page: are customers more satisfied, how many answered, and how well are they served?"""

import streamlit as st

from ui.blocks import cards_block, lower_section, trend_block, where_block
from ui.filters import draw_filters
from ui.jumps import draw_jump_list, draw_way_up
from ui.mix import why_block
from ui.satisfaction import keys
from ui.satisfaction.blocks import CARDS, answers_block, csat_verdict_block, make_up_block
from ui.satisfaction.service import about_service, service_block
from ui.switches import switch
from ui.view import open_view, part
from ui.viewport import side_by_side

DIMENSIONS = ("product", "channel", "region", "partner")
BY = ("touchpoint", "region", "product", "channel", "segment")

view = open_view("satisfaction")
sections = {
    "trend": view.say("page.trend"),
    "answers": view.say("satisfaction.answers"),
    "make-up": view.say("satisfaction.make_up"),
    "where": view.say("page.where"),
    "why": view.say("page.why"),
    "service": view.say("satisfaction.service"),
}
st.title(view.say("satisfaction.title"))
choices = draw_filters(view, DIMENSIONS)
with part(view):
    csat_verdict_block(view, choices)
draw_jump_list(sections)
with part(view):
    cards_block(view, choices, CARDS)

st.subheader(sections["trend"], anchor="trend")
voice = switch(view, keys.VOICE, view.say("page.trend"), ("csat", "nps"), "voice")
with part(view):
    trend_block(view, choices, voice, "trend")

said, promoted = side_by_side()
with said:
    lower_section(view, sections, "answers", lambda: answers_block(view, choices, "answers"))
with promoted:
    lower_section(view, sections, "make-up", lambda: make_up_block(view, choices, "make_up"))

where, why = side_by_side()
with where:
    lower_section(view, sections, "where", lambda: where_block(view, choices, "csat", "where", BY))
with why:
    lower_section(view, sections, "why", lambda: why_block(view, choices, "csat", "why"))

lower_section(view, sections, "service", lambda: service_block(view, choices), about_service(view))

draw_way_up(view)
