"""Figures shared by several pages or reports: functions from records to Plotly figures."""
