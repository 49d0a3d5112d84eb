"""Targets and events along an axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from figures.canvas import Axis, label, month_end, month_start, uprights
from warehouse.kpis.record import Kpi
from warehouse.query.targets import Target
from wording import formats
from wording.theme import Colours, fade
from wording.words import Language, say


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An event on a day, in the reader's language."""

    on: date
    words: str


def draw_target(
    figure: go.Figure,
    target: Target,
    shown: tuple[str, str],
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    """Draw a target in its months as a dashed line, with its tolerance as a band; `shown`: first and last month."""
    first, last = max(target.first, shown[0]), min(target.last or shown[1], shown[1])
    if first > last:
        return
    height = axis.at(target.value)
    if target.tolerance:
        figure.add_shape(
            type="rect",
            x0=month_start(first),
            x1=month_end(last),
            y0=axis.at(target.value - target.tolerance),
            y1=axis.at(target.value + target.tolerance),
            fillcolor=fade(colours.ink, 0.07),
            line={"width": 0},
        )
    figure.add_scatter(
        x=[month_start(first), month_end(last)],
        y=[height, height],
        mode="lines",
        line={"color": colours.ink, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    words = say("figure.target", language, value=formats.value(target.value, kpi.unit, language))
    place = {"xanchor": "right", "yanchor": "bottom", "bgcolor": fade(colours.paper, 0.7)}
    label(figure, words, month_end(last), height, colours.ink, **place)


def draw_events(figure: go.Figure, marks: Sequence[Mark], bottom: float, colours: Colours) -> None:
    """A dotted line per event with a mark at its foot, which names it where a pointer or a finger rests."""
    uprights(figure, (mark.on for mark in marks), colours.quiet)
    figure.add_scatter(
        x=[mark.on for mark in marks],
        y=[bottom] * len(marks),
        mode="markers",
        marker={"symbol": "triangle-up", "size": 11, "color": colours.quiet},
        text=[f"{mark.on:%Y-%m} · {mark.words}" for mark in marks],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
