"""Decisions page: what was decided, what was expected, what the data show since, and how good forecasts have been."""

import streamlit as st

from ui.decisions.blocks import (
    calibration_block,
    decisions_answer_block,
    list_block,
    one_block,
    read_judged,
)
from ui.view import open_view, part

view = open_view("decisions")
st.title(view.say("decisions.title"))
judged = None
with part(view):
    judged = read_judged(view)
    if judged is not None:
        decisions_answer_block(view, judged)

if judged:
    st.subheader(view.say("decisions.list"))
    with part(view):
        list_block(view, judged)
    st.subheader(view.say("decisions.one"))
    with part(view):
        one_block(view, judged)
    st.subheader(view.say("decisions.calibration"))
    with part(view):
        calibration_block(view, judged)
