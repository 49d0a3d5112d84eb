"""The probability of reaching a target, by the share of an initiative's cases."""

from html import escape

import plotly.graph_objects as go

from analysis.scenario.goal_seek import Coverage
from figures.canvas import canvas, label
from wording import formats
from wording.scenarios.terms import of_100
from wording.theme import COLOURS, Colours, Theme
from wording.words import Language, say

SEEK_HEIGHT = 240


def seek_curve(
    coverage: Coverage, initiative: str, wanted: float, language: Language, theme: Theme
) -> go.Figure:
    """Plot the probability of reaching the target by share of an initiative's cases, and the least that suffices.

    wanted: the probability to reach.
    """
    colours = COLOURS[theme]
    words = _least(coverage, language)
    told = [
        f"{formats.plain_percent(share, language)} → {of_100(chance, language)}"
        for share, chance in coverage.curve
    ]
    alt = say(
        "seek.alt",
        language,
        initiative=initiative,
        least=words,
        told=say("format.semicolon", language).join(told),
    )
    figure = canvas(theme, SEEK_HEIGHT, alt)
    figure.add_scatter(
        x=[share for share, _ in coverage.curve],
        y=[chance for _, chance in coverage.curve],
        mode="lines+markers",
        line={"color": colours.ink, "width": 2},
        marker={"size": 6, "color": colours.ink},
        text=told,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    _mark_wanted(figure, coverage, wanted, colours, language)
    if coverage.least is not None:
        _mark_least(figure, coverage.least, wanted, colours)
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left"}
    label(figure, f"<b>{escape(initiative, quote=False)}</b><br>{words}", 0, 1, colours.ink, **where)
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%", nticks=6, showline=True)
    figure.update_yaxes(range=[0, 1.04], tickformat=".0%", nticks=6, showgrid=True)
    figure.update_layout(margin={"t": 44})
    return figure


def _mark_wanted(
    figure: go.Figure, coverage: Coverage, wanted: float, colours: Colours, language: Language
) -> None:
    """A dashed line, its words at the end where the curve is not above it."""
    figure.add_shape(
        type="line", x0=0, x1=1, y0=wanted, y1=wanted, line={"color": colours.ink, "width": 1.5, "dash": "dash"}
    )  # fmt: skip
    at, anchor = (0, "left") if coverage.curve[-1][1] >= wanted else (1, "right")
    asked = say("seek.wanted", language, share=of_100(wanted, language))
    label(figure, asked, at, wanted, colours.ink, yanchor="bottom", xanchor=anchor)


def _mark_least(figure: go.Figure, least: float, wanted: float, colours: Colours) -> None:
    """Down from where the wanted probability is reached to the share that reaches it."""
    figure.add_shape(
        type="line", x0=least, x1=least, y0=0, y1=wanted, line={"color": colours.ink, "width": 1.5, "dash": "dot"}
    )  # fmt: skip
    figure.add_scatter(
        x=[least],
        y=[wanted],
        mode="markers",
        marker={"symbol": "circle-open", "size": 13, "color": colours.ink, "line": {"width": 2}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _least(coverage: Coverage, language: Language) -> str:
    if coverage.least is None:
        best = max(chance for _, chance in coverage.curve)
        return say("seek.none", language, best=of_100(best, language))
    if coverage.least == 0:
        return say("seek.without", language)
    return say("seek.least", language, share=formats.plain_percent(coverage.least, language))
