"""The heading above a row of a figure: its name at the left, its numbers in words at the right."""

import plotly.graph_objects as go

from figures.canvas import label
from figures.labels import cut, width
from wording.theme import SMALL, Colours, fade

ROOM = 335.0  # of words on a phone, pixels


def head(figure: go.Figure, y: float, name: str, words: str, chosen: bool, colours: Colours) -> None:
    """Add name and words at the height `y`, dark for the chosen row; a long name is cut."""
    where = {"xref": "paper", "yanchor": "middle", "bgcolor": fade(colours.paper, 0.8)}
    ink, short = colours.ink if chosen else colours.quiet, cut(name, ROOM - width(words) - SMALL)
    label(figure, f"<b>{short}</b>" if chosen else short, 0, y, ink, xanchor="left", **where)
    label(figure, words, 1, y, ink, xanchor="right", **where)
