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
from ui.fold import fold
from ui.view import open_view, part
from ui.viewport import phone

view = open_view("data-health")
st.title(view.say("health.title"))
with part(view):
    trust_block(view)
with part(view):
    summary_block(view)
# On a phone the answer and its four numbers are seen first, tables once they are asked for.
at_first = not phone()
with fold(view, "freshness", view.say("health.freshness"), at_first) as shown:
    if shown:
        freshness_block(view)
with fold(view, "rejects", view.say("health.rejects"), at_first) as shown:
    if shown:
        rejects_block(view)
with fold(view, "references", view.say("health.references"), at_first) as shown:
    if shown:
        references_block(view)
with fold(view, "loads", view.say("health.loads"), at_first) as shown:
    if shown:
        loads_block(view)
with fold(view, "checks", view.say("health.checks"), at_first) as shown:
    if shown:
        checks_block(view)
st.subheader(view.say("verify.title"))
with part(view):
    verify_block(view)
