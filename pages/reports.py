"""Reports page: the dashboard's content as slides, workbook, PDF and CSV, to take into a meeting."""

import streamlit as st

from ui.filters import draw_filters
from ui.keys import PACK
from ui.pack_door import PARTNER_PACK
from ui.reports.blocks import build_block, order_block
from ui.reports.partner_pack import partner_pack_block
from ui.reports.words import EXECUTIVE, words_block
from ui.switches import switch
from ui.view import open_view, part

DIMENSIONS = ("product", "channel", "region", "partner")

view = open_view("reports")
st.title(view.say("reports.title"))
if switch(view, PACK, view.say("reports.pack"), (EXECUTIVE, PARTNER_PACK), "pack") == PARTNER_PACK:
    with part(view):
        partner_pack_block(view)
else:
    st.markdown(view.say("reports.lead"))
    choices = draw_filters(view, DIMENSIONS)
    order = None
    with part(view):
        order = order_block(view, choices)
    words_block(view, choices)
    if order is not None:
        with part(view):
            build_block(view, order)
