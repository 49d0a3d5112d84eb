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
from ui.scenarios.form import details_block
from ui.scenarios.grid import plan_grid
from ui.scenarios.in_depth import depth_block
from ui.scenarios.saved import downloads_block, keep_block
from ui.view import open_view, part
from ui.viewport import side_by_side

view = open_view("scenarios")
st.title(view.say("scenarios.title"))
desk = None
with part(view):
    desk = lay_out(view)
    if desk is not None:
        scenarios_answer_block(view, desk)

if desk is not None:
    with part(view):
        desk_bar(view, desk.laid, desk.current)
        keep_block(view, desk)
    left, right = side_by_side()
    with left, part(view):
        st.subheader(view.say("scenarios.split"))
        split_block(view, desk)
        st.subheader(view.say("scenarios.hangs"))
        hangs_block(view, desk)
    with right, part(view):
        st.subheader(view.say("scenarios.fans"))
        fans_block(view, desk)
    st.subheader(view.say("scenarios.table"))
    with part(view):
        table_block(view, desk)
        downloads_block(view, desk)
    st.subheader(view.say("grid.title"))
    with part(view):
        plan_grid(view, desk)
        details_block(view, desk)
    st.subheader(view.say("deep.of", name=desk.current.name))
    with part(view):
        depth_block(view, desk)
