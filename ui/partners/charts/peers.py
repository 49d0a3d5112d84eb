"""Partners among their peers: events observed ÷ expected, and what chance alone would do to partners alike."""

from collections.abc import Collection

import numpy as np
import plotly.graph_objects as go

from analysis.peers import LIMITS, funnel_limits
from figures.canvas import canvas, empty, label
from figures.labels import cut
from warehouse.kpis.record import Kpi
from warehouse.partners.standings import Standing, Standings
from wording import formats
from wording.judgement import standing
from wording.naming import Labels, member_name, reason_words
from wording.theme import COLOURS, SMALL, Colours, Theme, fade
from wording.words import Language, say

HEIGHT, POINTS, NAMED = 430, 160, 3
TOP_AT_LEAST, TOP_AT_MOST = 2.5, 5.0  # of the axis of ratios; what lies higher is drawn at its end
NAME_WIDTH = 150.0  # pixels
LINE = 0.06  # of the height, from name to name


def funnel(
    found: Standings,
    kpi: Kpi,
    chosen: str,
    named: Collection[str],
    labels: Labels,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """A dot per partner over the limits of chance; those beyond it as triangles, coloured where their shrunk interval
    leaves out 1. The names of `named`, of the chosen and of those beyond chance are sent, of the others their codes."""
    ranked = [one for one in found.standings if one.ratio.value is not None]
    if found.reason is not None or not ranked:
        why = reason_words(found.reason, language) if found.reason else "–"
        return empty(theme, say("figure.no_data", language, reason=why))
    colours, quality = COLOURS[theme], say(f"quality.{found.kpi}", language)
    beyond = sorted((one for one in ranked if one.beyond_chance), key=lambda one: one.p or 0.0)
    names = {
        one.partner: member_name(one.partner, labels, language)
        for one in ranked
        if one.partner in named or one.beyond_chance or one.partner == chosen
    }
    told = say("format.comma", language).join(names[one.partner] for one in beyond[:10])
    figure = canvas(
        theme,
        HEIGHT,
        say(
            "alt.funnel",
            language,
            quality=quality,
            n=str(len(ranked)),
            apart=str(len(beyond)),
            names=told or say("partners.nobody", language),
        ),
    )
    top = min(TOP_AT_MOST, max(TOP_AT_LEAST, 1.1 * max(_raw(one) for one in ranked)))
    span = min(one.expected for one in ranked) / 1.3, max(one.expected for one in ranked) * 1.3
    _draw_limits(figure, span, top, colours, language)
    if any(_raw(one) > top for one in ranked):
        ticks = range(int(top) + 1)
        figure.update_yaxes(tickvals=list(ticks), ticktext=[*map(str, ticks[:-1]), f"≥{ticks[-1]}"])
    plain = [one for one in ranked if not one.beyond_chance]
    _draw_dots(
        figure,
        dots=plain,
        top=top,
        symbols=["circle"] * len(plain),
        fills=[fade(colours.neutral, 0.55)] * len(plain),
        size=7,
        names=names,
        language=language,
    )
    _draw_dots(
        figure,
        dots=beyond,
        top=top,
        symbols=["triangle-up" if _raw(one) > 1 else "triangle-down" for one in beyond],
        fills=[_colour(one, kpi, colours) for one in beyond],
        size=12,
        names=names,
        language=language,
    )
    _draw_names(
        figure, ranked=ranked, beyond=beyond, chosen=chosen, names=names, span=span, top=top, colours=colours
    )
    return figure


def _raw(one: Standing) -> float:
    return one.observed / one.expected


def _colour(one: Standing, kpi: Kpi, colours: Colours) -> str:
    found = standing(one.ratio, kpi)
    return {"better": colours.better, "worse": colours.worse}.get(found, colours.ink)


def _draw_limits(
    figure: go.Figure, span: tuple[float, float], top: float, colours: Colours, language: Language
) -> None:
    """Bands where chance alone puts partners like their peers, and the line of those like them."""
    expected = np.geomspace(*span, POINTS)
    for level, opacity in zip(reversed(LIMITS), (0.10, 0.16), strict=True):
        lower, upper = funnel_limits(expected, level)
        line = {"width": 0}
        figure.add_scatter(x=expected, y=lower, mode="lines", line=line, hoverinfo="skip")
        figure.add_scatter(
            *(), x=expected, y=np.minimum(upper, 2 * TOP_AT_MOST), mode="lines", line=line, hoverinfo="skip",
            fill="tonexty", fillcolor=fade(colours.neutral, opacity),
        )  # fmt: skip
    figure.add_hline(1, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    label(
        *(figure, say("partners.like_peers", language), 0, 1, colours.ink),
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        bgcolor=fade(colours.paper, 0.7),
    )
    decades = [ten * step for ten in (0.001, 0.01, 0.1, 1, 10, 100, 1_000, 10_000) for step in (1, 3)]
    ticks = [tick for tick in decades if span[0] <= tick <= span[1]]
    figure.update_xaxes(
        type="log",
        range=[float(np.log10(end)) for end in span],
        tickvals=ticks,
        ticktext=[formats.plain(tick, language) for tick in ticks],
        title={"text": say("partners.funnel_expected", language), "font": {"size": SMALL}, "standoff": 6},
    )
    figure.update_yaxes(range=[-0.06 * top, 1.06 * top], showgrid=True, nticks=6)
    label(
        *(figure, say("partners.funnel_axis", language), 0, 1, colours.quiet),
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
    )


def _draw_dots(
    figure: go.Figure,
    dots: list[Standing],
    top: float,
    symbols: list[str],
    fills: list[str],
    size: int,
    names: dict[str, str],
    language: Language,
) -> None:
    figure.add_scatter(
        x=[one.expected for one in dots],
        y=[min(top, _raw(one)) for one in dots],
        mode="markers",
        marker={"symbol": symbols, "color": fills, "size": size, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
        customdata=[one.partner for one in dots],
        text=[_hover(one, names.get(one.partner, one.partner), language) for one in dots],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(one: Standing, name: str, language: Language) -> str:
    ratio = one.ratio
    return say(
        "partners.dot",
        language,
        name=f"<b>{name}</b>",
        observed=formats.count(one.observed, language),
        expected=formats.digits(one.expected),
        raw=formats.digits(_raw(one)),
        ratio=formats.digits(ratio.value or 0.0),
        interval=formats.interval(ratio.lower, ratio.upper, "count", language),
    )


def _draw_names(
    figure: go.Figure,
    ranked: list[Standing],
    beyond: list[Standing],
    chosen: str,
    names: dict[str, str],
    span: tuple[float, float],
    top: float,
    colours: Colours,
) -> None:
    """A ring around the chosen partner; its name and those of the least likely ones where the funnel leaves room."""
    marked = [one for one in ranked if one.partner == chosen]
    figure.add_scatter(
        x=[one.expected for one in marked], y=[min(top, _raw(one)) for one in marked], mode="markers", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 17, "color": colours.ink, "line": {"width": 2.5}},
    )  # fmt: skip
    least_likely = [one for one in beyond if one.partner != chosen][:NAMED]
    shown = sorted((*marked, *least_likely), key=_raw, reverse=True)
    edge = float(np.log10(span[1]))
    for place, one in enumerate(shown):
        words = cut(names[one.partner], NAME_WIDTH)
        figure.add_annotation(
            text=f"<b>{words}</b>" if one.partner == chosen else words,
            x=float(np.log10(one.expected)),
            y=min(top, _raw(one)),
            ax=edge,
            ay=top * (1.0 - LINE * place),
            axref="x",
            ayref="y",
            xanchor="right",
            standoff=7,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=fade(colours.quiet, 0.7),
            font={"size": SMALL, "color": colours.ink},
            bgcolor=fade(colours.paper, 0.8),
        )
