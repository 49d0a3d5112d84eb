"""Initiatives page: what each one moved, which paid, where each went live, and how that is known."""

import streamlit as st

from ui.fold import fold
from ui.initiatives.contributions import contributions_block
from ui.initiatives.headline import choices_block, has_pairs, headline_block
from ui.initiatives.live import live_block
from ui.initiatives.money import money_block
from ui.initiatives.overview import matrix_block
from ui.initiatives.paid import payback_block
from ui.initiatives.pair import pair_block
from ui.initiatives.power import has_plans, power_block
from ui.view import open_view, part

view = open_view("initiatives")
st.title(view.say("initiatives.title"))
shown = False
with part(view):
    if has_pairs(view):
        choices_block(view)
    shown = headline_block(view)

if shown and has_pairs(view):
    with part(view):
        payback_block(view)
    st.subheader(view.say("initiatives.matrix"))
    with part(view):
        matrix_block(view)
if shown:
    st.subheader(view.say("initiatives.calendar"))
    with part(view):
        live_block(view)
if shown and has_pairs(view):
    st.subheader(view.say("initiatives.pair"))
    with part(view):
        pair_block(view)
    with fold(view, "ledger", view.say("initiatives.ledger"), at_first=False) as opened:
        if opened:
            contributions_block(view)
    with fold(view, "money", view.say("initiatives.money"), at_first=False) as opened:
        if opened:
            money_block(view)
    if has_plans(view):
        with fold(view, "power", view.say("power.title"), at_first=False) as opened:
            if opened:
                power_block(view)
