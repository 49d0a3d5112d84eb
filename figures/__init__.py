"""Figures that several pages or reports share: data in, a Plotly figure out."""
