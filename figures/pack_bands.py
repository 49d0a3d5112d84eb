"""The measures of a pack on the bands of their peers, for a self-contained page that makes no connections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from figures.canvas import CONFIG, alt_of, canvas, label
from figures.labels import width
from figures.strips import BEYOND, ROOM, THICK, Scale
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

ROW = 96  # pixels
# Addresses in the library: of its makers, of maps, of the button that shares a chart. None is needed to draw.
ADDRESSES = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+[^\s\"'`<>\\)]*")


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A row of the figure: title and words, values before and after, the interval after, and the band of the peers.

    edges: 10th, 25th, 50th, 75th and 90th percentile of the peers, None where withheld.
    """

    title: str
    words: str
    before: float | None
    after: float | None
    lower: float | None
    upper: float | None
    edges: tuple[float | None, ...]


def pack_strips(strips: Sequence[Strip], name: str, language: Language, theme: Theme) -> go.Figure:
    """Return a figure with a row per measure: peer band and median, ring before, dot with interval after.

    Each row says the same in words.
    """
    colours = COLOURS[theme]
    rows = say("format.semicolon", language).join(f"{strip.title} {strip.words}" for strip in strips)
    figure = canvas(theme, ROW * len(strips) + 16, say("alt.pack_strips", language, name=name, rows=rows))
    figure.update_xaxes(visible=False, range=[-0.02, 1.02])
    figure.update_yaxes(visible=False, range=[-len(strips) + 0.5, 0.5])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    where = {"xref": "paper", "xanchor": "left"}
    for row, strip in enumerate(strips):
        label(figure, strip.title, 0, -row + 0.30, colours.quiet, yanchor="middle", **where)
        below = {"yanchor": "top", "align": "left", **where}
        label(figure, _lines(strip.words), 0, -row - THICK - 0.04, colours.ink, **below)
        _draw(figure, strip, float(-row), colours)
    return figure


def _lines(words: str) -> str:
    """On two lines where a phone has no room for them on one: first what is the partner's own."""
    if width(words) <= ROOM:
        return words
    own, _, others = words.partition(" · ")
    return f"{own}<br>{others}"


def _draw(figure: go.Figure, strip: Strip, y: float, colours: Colours) -> None:
    line = {"color": colours.line, "width": 1}
    figure.add_shape(type="line", x0=0, x1=1, y0=y, y1=y, line=line, layer="below")
    scale = _scale_of(strip)
    if scale is None:
        return
    for first, last, opacity in ((0, 4, 0.16), (1, 3, 0.30)):
        low, high = strip.edges[first], strip.edges[last]
        if low is not None and high is not None:
            figure.add_shape(
                type="rect",
                x0=scale.at(low),
                x1=scale.at(high),
                y0=y - THICK,
                y1=y + THICK,
                layer="below",
                line={"width": 0},
                fillcolor=fade(colours.neutral, opacity),
            )
    if (middle := strip.edges[2]) is not None:
        at, tick = scale.at(middle), {"color": colours.ink, "width": 2}
        figure.add_shape(type="line", x0=at, x1=at, y0=y - 0.15, y1=y + 0.15, line=tick)
    if strip.lower is not None and strip.upper is not None:
        ends, sure = (
            [scale.at(strip.lower), scale.at(strip.upper)],
            {"color": fade(colours.after, 0.6), "width": 3},
        )
        figure.add_scatter(x=ends, y=[y, y], mode="lines", hoverinfo="skip", line=sure)
    for value, symbol, colour in (
        (strip.before, "circle-open", colours.before),
        (strip.after, "circle", colours.after),
    ):
        if value is not None:
            marker = {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2, "color": colour}}
            figure.add_scatter(x=[scale.at(value)], y=[y], mode="markers", hoverinfo="skip", marker=marker)


def _scale_of(strip: Strip) -> Scale | None:
    known = [value for value in (*strip.edges, strip.before, strip.after) if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    room = BEYOND * (high - low or abs(high) or 1.0)
    ends = [end for end in (strip.lower, strip.upper) if end is not None]
    return Scale(
        low=max(low - room, min([low, *ends])) - 1e-9, high=min(high + room, max([high, *ends])) + 1e-9
    )


def markup(figure: go.Figure) -> str:
    """Return the figure as an HTML element with its alternative text; the page must contain `library`."""
    drawn = figure.to_html(full_html=False, include_plotlyjs=False, config=CONFIG, div_id="strips")
    alt = alt_of(figure).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<div role="img" aria-label="{alt}">{drawn}</div>'


def library() -> str:
    """Return the Plotly script without any address that it could send to or fetch from."""
    return ADDRESSES.sub("", get_plotlyjs())
