"""Definitions page: what each KPI means, how it is computed, and from which data."""

import streamlit as st

from ui.definitions.blocks import definition_block, list_block, status_block
from ui.fold import fold
from ui.view import open_view, part
from ui.viewport import phone

view = open_view("definitions")
st.title(view.say("definitions.title"))
with part(view):
    list_block(view)
with part(view):
    definition_block(view)
with fold(view, "status", view.say("status.title"), at_first=not phone()) as shown:
    if shown:
        status_block(view)
