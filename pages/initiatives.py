"""Initiatives page: where each one went live, what it changed, how strong the evidence is, and what it is worth."""

import streamlit as st

from ui.initiatives.blocks import (
    answer_block,
    calendar_block,
    has_pairs,
    ledger_block,
    matrix_block,
    money_block,
    pair_block,
)
from ui.initiatives.power import power_block
from ui.view import open_view, part

view = open_view("initiatives")
st.title(view.say("initiatives.title"))
shown = False
with part(view):
    shown = answer_block(view)

if shown:
    st.subheader(view.say("initiatives.calendar"))
    with part(view):
        calendar_block(view)
if shown and has_pairs(view):
    st.subheader(view.say("initiatives.matrix"))
    with part(view):
        matrix_block(view)
    st.subheader(view.say("initiatives.pair"))
    with part(view):
        pair_block(view)
    st.subheader(view.say("initiatives.ledger"))
    with part(view):
        ledger_block(view)
    st.subheader(view.say("initiatives.money"))
    with part(view):
        money_block(view)
    with part(view):
        power_block(view)
