"""Reports page: the dashboard's content as slides, workbook, PDF and CSV, to take into a meeting."""

import streamlit as st

from reports.executive.report import SECTIONS, executive_pack
from reports.executive.scenarios import ChosenPlan
from reports.files import FORMATS, ending_of, files_of
from reports.partner_pack.handover import make_pack
from reports.pdf import office
from ui.filters import draw_filters
from ui.pack_door import PACK, PARTNER_PACK
from ui.reports.blocks import EXECUTIVE, build_block, order_block
from ui.reports.order import Maker
from ui.reports.partner_pack import partner_pack_block
from ui.switches import switch
from ui.view import open_view, part

DIMENSIONS = ("product", "channel", "region", "partner")

view = open_view("reports")
st.title(view.say("reports.title"))
if switch(view, PACK, view.say("reports.pack"), (EXECUTIVE, PARTNER_PACK), "pack") == PARTNER_PACK:
    with part(view):
        partner_pack_block(view, make_pack)
else:
    st.markdown(view.say("reports.lead"))
    choices = draw_filters(view, DIMENSIONS)
    maker = Maker(
        sections=SECTIONS,
        formats=FORMATS,
        has_office=office() is not None,
        pack=executive_pack,
        plan=ChosenPlan,
        files=files_of,
        ending=ending_of,
    )
    order = None
    with part(view):
        order = order_block(view, choices, maker)
    if order is not None:
        with part(view):
            build_block(view, order, maker)
