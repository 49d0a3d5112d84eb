"""Definitions page: what each KPI means, how it is computed, and from which data."""

import streamlit as st

from ui.definitions.blocks import definition_block, list_block, read_kpi_code, status_block
from ui.fold import fold
from ui.view import open_view, part
from ui.viewport import phone

view = open_view("definitions")
st.title(view.say("definitions.title"))
listed, told = st.columns([3, 4], gap="large")
with listed, part(view):
    list_block(view)
with told:
    with part(view):
        definition_block(view)
    at_first = read_kpi_code() is None and not phone()
    with fold(view, "status", view.say("status.title"), at_first=at_first) as shown:
        if shown:
            status_block(view)
