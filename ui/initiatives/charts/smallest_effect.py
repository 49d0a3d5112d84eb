"""The smallest effect that a planned roll-out could detect, by months since its first go-live."""

import plotly.graph_objects as go

from figures.canvas import canvas
from warehouse.effects.power import Power
from wording import formats
from wording.evidence.effects import amount
from wording.evidence.power import size_words
from wording.theme import COLOURS, SMALL, Theme
from wording.words import Language, say

HEIGHT = 240


def smallest_effects(power: Power, kpi: str, currency: str, language: Language, theme: Theme) -> go.Figure:
    """Plot the smallest detectable effect by months since go-live, each size beside its dot. kpi: its name."""
    colours = COLOURS[theme]
    known = [
        (months, value, size_words(power, place, currency, language))
        for place, (months, value) in enumerate(zip(power.horizons, power.shown, strict=True))
        if value is not None
    ]
    values = "; ".join(say("power.at", language, months=str(m), size=words) for m, _, words in known)
    figure = canvas(theme, HEIGHT, say("power.alt", language, kpi=kpi, values=values))
    figure.add_scatter(
        x=[months for months, _, _ in known],
        y=[value for _, value, _ in known],
        mode="lines+markers+text",
        line={"color": colours.neutral, "width": 1.5, "dash": "dot"},
        marker={"size": 9, "color": colours.ink},
        text=[formats.strip_sign(amount(value, power.scale, currency, language)) for _, value, _ in known],
        textposition=["top center" if place % 2 == 0 else "bottom center" for place in range(len(known))],
        textfont={"size": SMALL, "color": colours.ink},
        hovertext=[say("power.at", language, months=str(m), size=words) for m, _, words in known],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    largest = max(value for _, value, _ in known)
    figure.update_yaxes(range=[0, 1.25 * largest], showticklabels=False, showline=False)
    figure.update_xaxes(
        range=[0, 1.12 * max(power.horizons)],
        tickvals=list(power.horizons),
        title={"text": say("power.axis", language), "font": {"size": SMALL, "color": colours.quiet}},
    )
    return figure
