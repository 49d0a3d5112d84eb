"""Figures with a pair of bars per row, each labelled with its value, so that no axis is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from figures.canvas import canvas, label
from wording.theme import COLOURS, Theme

STEP = 58  # height of a row: its name and two bars
LEFT = {"xanchor": "left", "yanchor": "bottom"}
AT_RIGHT = {"xref": "paper", "xanchor": "right", "yanchor": "middle"}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One row: the value and label of each side, and what stands at the right; a value of None has no bar."""

    name: str
    values: tuple[float | None, float | None]
    words: tuple[str, str]
    at_right: tuple[str, str]


def bar_pairs(
    title: str, sides: tuple[str, str], pairs: Sequence[Pair], alt: str, theme: Theme, right: str
) -> go.Figure:
    """Draw a pair of bars per row in the colours of before and after; `sides` names them in the heading.

    right: the heading of what stands at the right of the rows, "" where nothing does.
    """
    colours = COLOURS[theme]
    figure = canvas(theme, 50 + STEP * len(pairs), alt)
    for side, colour in enumerate((colours.before, colours.after)):
        figure.add_bar(
            y=[place + 0.1 + 0.28 * side for place in range(len(pairs))],
            x=[pair.values[side] or 0.0 for pair in pairs],
            width=0.26,
            orientation="h",
            marker={"color": colour},
            text=[pair.words[side] for pair in pairs],
            textposition="outside",
            textfont={"color": colours.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    for place, pair in enumerate(pairs):
        label(figure, pair.name, 0, place - 0.08, colours.ink, **LEFT)
        for side, words in enumerate(pair.at_right):
            label(figure, words, 1, place + 0.1 + 0.28 * side, colours.ink, **AT_RIGHT)
    named = [
        f"<span style='color:{colours.words_of_window(window)}'>{words}</span>"
        for window, words in zip(("before", "after"), sides, strict=True)
    ]
    heading = f"<b>{title}</b> · {' '.join(named)}"
    label(figure, heading, 0, 1, colours.ink, **{**LEFT, "xref": "paper", "yref": "paper"})
    if right:
        label(
            figure, f"<b>{right}</b>", 1, 1, colours.ink, **{**AT_RIGHT, "yref": "paper", "yanchor": "bottom"}
        )
    known = [value for pair in pairs for value in pair.values if value is not None]
    low, high = min(0.0, *known), max(0.0, *known) or 1.0
    # Room for the words behind the longest bar.
    figure.update_xaxes(visible=False, range=[1.6 * low, 1.5 * high])
    figure.update_yaxes(visible=False, range=[len(pairs) - 0.4, -0.5])
    return figure
