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
from ui.fold import fold
from ui.view import open_view, part
from ui.viewport import phone

view = open_view("claims")
st.title(view.say("claims.title"))
choices = draw_filters(view, ())
with part(view):
    claims_answer_block(view, choices)

st.subheader(view.say("claims.beside"))
with part(view):
    forest_block(view, choices, "claims")
with fold(view, "lines", view.say("claims.in_words"), at_first=False) as opened:
    if opened:
        lines_block(view, choices)
with fold(view, "coverage", view.say("claims.coverage"), at_first=False) as opened:
    if opened:
        coverage_block(view, choices, "coverage")
with fold(view, "together", view.say("claims.together"), at_first=False) as opened:
    if opened:
        together_block(view)
with fold(view, "listed", view.say("claims.listed"), at_first=not phone()) as opened:
    if opened:
        claim_list_block(view)
