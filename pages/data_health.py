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
FOLDS = {
    "freshness": freshness_block,
    "rejects": rejects_block,
    "references": references_block,
    "loads": loads_block,
    "checks": checks_block,
}
# On a phone the answer and its four numbers are seen first, tables once they are asked for.
for name, block in FOLDS.items():
    with fold(view, name, view.say(f"health.{name}"), not phone()) as shown:
        if shown:
            block(view)
st.subheader(view.say("verify.title"))
with part(view):
    verify_block(view)
