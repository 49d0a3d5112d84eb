"""How often forecasts held: the share of actual values at or below each stated percentile."""

import plotly.graph_objects as go

from analysis.scenario.projection import PERCENTILES
from analysis.scenario.scoring import Calibration
from figures.canvas import canvas, label
from wording import formats
from wording.scenarios.decisions import between_words
from wording.theme import COLOURS, Theme
from wording.words import Language, say

HEIGHT = 340
STATED = tuple(percentile / 100 for percentile in PERCENTILES)


def calibration_figure(told: Calibration, language: Language, theme: Theme) -> go.Figure:
    """Plot the observed share against the stated percentile; right forecasts lie on the dashed diagonal."""
    colours = COLOURS[theme]
    points = [
        say(
            "calibration.point",
            language,
            stated=formats.plain_percent(stated, language),
            observed=f"{share.value or 0.0:.0%}",
            between=between_words(share, language),
        )
        for stated, share in zip(STATED, told.at_or_below, strict=True)
    ]
    joined = say("format.semicolon", language).join(points)
    figure = canvas(theme, HEIGHT, say("calibration.alt", language, n=str(told.n), told=joined))
    figure.add_shape(
        type="line", x0=0, x1=1, y0=0, y1=1, line={"color": colours.quiet, "width": 1.5, "dash": "dash"}
    )  # fmt: skip
    figure.add_scatter(
        x=[x for stated in STATED for x in (stated, stated, None)],
        y=[y for share in told.at_or_below for y in (share.lower, share.upper, None)],
        mode="lines",
        line={"color": colours.ink, "width": 1.5},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=STATED,
        y=[share.value for share in told.at_or_below],
        mode="markers",
        marker={"opacity": 1, "size": 10, "color": colours.ink},
        text=points,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left"}
    label(figure, f"<b>{say('calibration.observed', language)}</b>", 0, 1, colours.ink, **where)
    ticks = {"tickvals": STATED, "tickformat": ".0%", "showline": True}
    figure.update_xaxes(range=[-0.03, 1.03], title={"text": say("calibration.stated", language)}, **ticks)
    figure.update_yaxes(range=[-0.03, 1.03], tickformat=".0%", nticks=6, showgrid=True)
    return figure
