"""Data health page: what was loaded and when, which rows were refused and why, and which checks passed."""

import streamlit as st

from ui.data_health.blocks import (
    checks_block,
    freshness_block,
    loads_block,
    references_block,
    rejects_block,
    summary_block,
    trust_block,
)
from ui.data_health.verifying import verify_block
from ui.view import open_view, part

view = open_view("data-health")
st.title(view.say("health.title"))
with part(view):
    trust_block(view)
with part(view):
    summary_block(view)
st.subheader(view.say("health.freshness"))
with part(view):
    freshness_block(view)
st.subheader(view.say("health.rejects"))
with part(view):
    rejects_block(view)
st.subheader(view.say("health.references"))
with part(view):
    references_block(view)
st.subheader(view.say("health.loads"))
with part(view):
    loads_block(view)
st.subheader(view.say("health.checks"))
with part(view):
    checks_block(view)
st.subheader(view.say("verify.title"))
with part(view):
    verify_block(view)
