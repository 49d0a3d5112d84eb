"""Published claims page: what others say digital transformation brings, compared with what is measured here."""

import streamlit as st

from ui.claims.blocks import (
    claim_list_block,
    claims_answer_block,
    coverage_block,
    forest_block,
    lines_block,
    together_block,
)
from ui.filters import draw_filters
from ui.view import open_view, part

view = open_view("claims")
st.title(view.say("claims.title"))
answer = st.container()
choices = draw_filters(view, ())
with answer, part(view):
    claims_answer_block(view, choices)

beside, coverage = st.columns([3, 2], gap="large")
with beside:
    st.subheader(view.say("claims.beside"))
    with part(view):
        forest_block(view, choices, "claims")
with coverage:
    st.subheader(view.say("claims.coverage"))
    with part(view):
        coverage_block(view, choices, "coverage")
    with part(view):
        lines_block(view, choices)

st.subheader(view.say("claims.together"))
with part(view):
    together_block(view)

st.subheader(view.say("claims.listed"))
with part(view):
    claim_list_block(view)
