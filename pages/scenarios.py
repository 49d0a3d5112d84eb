"""Scenarios page: plans side by side, the range of outcomes of each, and what their ranking depends on."""

import streamlit as st

from ui.scenarios.blocks import (
    fans_block,
    hangs_block,
    lay_out,
    scenarios_answer_block,
    split_block,
    table_block,
)
from ui.scenarios.desk_bar import desk_bar
from ui.scenarios.form import scenario_form
from ui.scenarios.in_depth import depth_block
from ui.scenarios.saved import downloads_block, keep_block
from ui.view import open_view, part
from ui.viewport import phone

view = open_view("scenarios")
st.title(view.say("scenarios.title"))
desk = None
with part(view):
    desk = lay_out(view)
    if desk is not None:
        scenarios_answer_block(view, desk)

if desk is not None:
    right, left = (st.container(), st.container()) if phone() else reversed(st.columns([3, 5], gap="large"))
    with right:
        st.subheader(view.say("scenarios.split"))
        with part(view):
            split_block(view, desk)
        st.subheader(view.say("scenarios.table"))
        with part(view):
            table_block(view, desk)
            downloads_block(view, desk)
        st.subheader(view.say("scenarios.fans"))
        with part(view):
            fans_block(view, desk)
        st.subheader(view.say("scenarios.hangs"))
        with part(view):
            hangs_block(view, desk)
    with left, part(view):
        desk_bar(view, desk.laid, desk.current)
        keep_block(view, desk)
        scenario_form(view, desk.current, desk.present, desk.names)
    st.subheader(view.say("deep.of", name=desk.current.name))
    with part(view):
        depth_block(view, desk)
