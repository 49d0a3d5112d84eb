"""Definitions: what every KPI means, how it is computed and from what."""

import streamlit as st

from ui.view import open_view

view = open_view("definitions")
st.title(view.say("definitions.title"))
