"""The NPV of plans by what it rests on: proven effects solid, unproven ones hollow, stated ranges dotted."""

from collections.abc import Iterator, Sequence
from html import escape

import plotly.graph_objects as go

from analysis.scenario.projection import FIVE
from analysis.scenario.trust import Split
from figures.canvas import canvas, label
from ui.scenarios.charts.fan import HIGHEST, LOWEST, MEDIAN
from wording.estimates import write_change
from wording.scenarios.comparison_table import chance
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

NAME, ROW = 26, 44  # pixels of a plan's name, and of a row with its words and its bar
Part = tuple[str, FIVE]  # key of its words, percentiles


def money_split(
    plans: Sequence[tuple[str, Split]], currency: str, language: Language, theme: Theme
) -> go.Figure:
    """Plot a row per part of each plan's NPV, all plans on one scale.

    plans: name and split. A bar is the range of 90 of 100 simulations; the mark on the proven one is its median.
    """
    colours, semicolon = COLOURS[theme], say("format.semicolon", language)
    told = [
        f"{name}: {semicolon.join(_words(part, split, currency, language) for part in _parts(split))}"
        for name, split in plans
    ]
    alt = say("split.alt", language, told=semicolon.join(told))
    height = sum(NAME + ROW * len(list(_parts(split))) for _, split in plans)
    figure = canvas(theme, height + 8, alt)
    top = 0
    for name, split in plans:
        words = f"<b>{escape(name, quote=False)}</b>"
        label(figure, words, 0, top + NAME / 2, colours.ink, xref="paper", xanchor="left")
        top += NAME
        for part in _parts(split):
            _row(figure, top, part, _words(part, split, currency, language), colours)
            top += ROW
    ends = [0.0, *(end for _, split in plans for _, five in _parts(split) for end in (five[0], five[4]))]
    room = 0.03 * (max(ends) - min(ends) or 1.0)
    zero = {"color": colours.neutral, "width": 1}
    figure.add_shape(type="line", x0=0, x1=0, y0=NAME, y1=height, line=zero, layer="below")
    figure.update_xaxes(visible=False, range=[min(ends) - room, max(ends) + room])
    figure.update_yaxes(visible=False, range=[height, 0])
    figure.update_layout(margin={"t": 4, "b": 4})
    return figure


def _parts(split: Split) -> Iterator[Part]:
    yield ("split.proven" if split.proven_effects else "split.costs"), split.proven
    if split.unproven is not None:
        yield "split.unproven", split.unproven
    if split.stated is not None:
        yield "split.stated", split.stated


def _words(part: Part, split: Split, currency: str, language: Language) -> str:
    key, five = part
    written = write_change(five[MEDIAN], five[LOWEST], five[HIGHEST], currency, language)
    positive = chance(split.positive, language)
    return say(key, language, size=written.value, between=written.interval, positive=positive)


def _row(figure: go.Figure, top: int, part: Part, words: str, colours: Colours) -> None:
    """The words, and below them the bar."""
    key, five = part
    behind = fade(colours.paper, 0.8)
    label(figure, words, 0, top + 10, colours.ink, xref="paper", xanchor="left", bgcolor=behind)
    proven = key in ("split.proven", "split.costs")
    figure.add_shape(
        type="rect", x0=five[LOWEST], x1=five[HIGHEST], y0=top + 23, y1=top + 35,
        fillcolor=fade(colours.ink, 0.75) if proven else colours.paper,
        line={"color": colours.ink, "width": 1.5, "dash": "dot" if key == "split.stated" else "solid"},
    )  # fmt: skip
    if proven:
        figure.add_shape(
            type="line", x0=five[MEDIAN], x1=five[MEDIAN], y0=top + 20, y1=top + 38,
            line={"color": colours.ink, "width": 3},
        )  # fmt: skip
    figure.add_scatter(
        x=[five[LOWEST], five[HIGHEST]],
        y=[top + 29] * 2,
        mode="markers",
        marker={"opacity": 0, "size": 12},
        text=[words] * 2,
        hovertemplate="%{text}<extra></extra>",
    )
