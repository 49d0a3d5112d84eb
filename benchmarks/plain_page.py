"""A plain Streamlit page of the richness of ours, with nothing to compute: what Streamlit itself takes on a machine."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

CARDS, FIGURES, SELECTS, TABLES = 5, 4, 8, 4
MONTHS, ROWS = 60, 90


@st.cache_data
def _frame(number: int) -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(number).normal(size=(ROWS, 8)).cumsum(axis=0))


@st.cache_resource
def _figure(number: int) -> go.Figure:
    lines = np.random.default_rng(number).normal(size=(5, MONTHS)).cumsum(axis=1)
    return go.Figure([go.Scatter(x=np.arange(MONTHS), y=line) for line in lines])


st.set_page_config(layout="wide")
st.title("A plain page")
for place, column in enumerate(st.columns(SELECTS)):
    column.selectbox(f"select {place}", range(20))
for place, column in enumerate(st.columns(CARDS)):
    column.metric(f"card {place}", 100 + place, "5 %", border=True, chart_data=_frame(0)[0])
for place in range(FIGURES):
    st.plotly_chart(_figure(place), key=f"figure {place}")
for place in range(TABLES):
    st.dataframe(_frame(place), key=f"table {place}")
