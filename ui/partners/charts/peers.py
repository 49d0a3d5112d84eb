"""Partners among their peers: events observed ÷ expected, and the limits of chance for partners alike."""

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
    standings: Standings,
    kpi: Kpi,
    chosen: str,
    named: Collection[str],
    labels: Labels,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Plot a dot per partner over the limits of chance (statistics §11).

    Those beyond chance are triangles, coloured where their shrunk interval leaves out 1. Names are sent to the
    browser only of `named`, of the chosen partner and of those beyond chance; the others go by their codes.
    """
    ranked = [peer for peer in standings.standings if peer.ratio.value is not None]
    if standings.reason is not None or not ranked:
        why = reason_words(standings.reason, language) if standings.reason else "–"
        return empty(theme, say("figure.no_data", language, reason=why))
    colours, quality = COLOURS[theme], say(f"quality.{standings.kpi}", language)
    beyond = sorted((peer for peer in ranked if peer.beyond_chance), key=lambda peer: peer.p or 0.0)
    names = {
        peer.partner: member_name(peer.partner, labels, language)
        for peer in ranked
        if peer.partner in named or peer.beyond_chance or peer.partner == chosen
    }
    told = say("format.comma", language).join(names[peer.partner] for peer in beyond[:10])
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
    top = min(TOP_AT_MOST, max(TOP_AT_LEAST, 1.1 * max(_raw(peer) for peer in ranked)))
    span = min(peer.expected for peer in ranked) / 1.3, max(peer.expected for peer in ranked) * 1.3
    _draw_limits(figure, span, top, colours, language)
    if any(_raw(peer) > top for peer in ranked):
        ticks = range(int(top) + 1)
        figure.update_yaxes(tickvals=list(ticks), ticktext=[*map(str, ticks[:-1]), f"≥{ticks[-1]}"])
    plain = [peer for peer in ranked if not peer.beyond_chance]
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
        symbols=["triangle-up" if _raw(peer) > 1 else "triangle-down" for peer in beyond],
        fills=[_colour(peer, kpi, colours) for peer in beyond],
        size=12,
        names=names,
        language=language,
    )
    _draw_names(
        figure, ranked=ranked, beyond=beyond, chosen=chosen, names=names, span=span, top=top, colours=colours
    )
    return figure


def _raw(peer: Standing) -> float:
    return peer.observed / peer.expected


def _colour(peer: Standing, kpi: Kpi, colours: Colours) -> str:
    verdict = standing(peer.ratio, kpi)
    return {"better": colours.better, "worse": colours.worse}.get(verdict, colours.ink)


def _draw_limits(
    figure: go.Figure, span: tuple[float, float], top: float, colours: Colours, language: Language
) -> None:
    """Bands in which chance alone puts partners like their peers, and the line at a ratio of 1."""
    expected = np.geomspace(*span, POINTS)
    for level, opacity in zip(reversed(LIMITS), (0.10, 0.16), strict=True):
        lower, upper = funnel_limits(expected, level)
        line = {"width": 0}
        figure.add_scatter(x=expected, y=lower, mode="lines", line=line, hoverinfo="skip")
        figure.add_scatter(
            x=expected, y=np.minimum(upper, 2 * TOP_AT_MOST), mode="lines", line=line, hoverinfo="skip",
            fill="tonexty", fillcolor=fade(colours.neutral, opacity),
        )  # fmt: skip
    figure.add_hline(1, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    where = {"xref": "paper", "xanchor": "left", "yanchor": "bottom"}
    behind = fade(colours.paper, 0.7)
    label(figure, say("partners.like_peers", language), 0, 1, colours.ink, bgcolor=behind, **where)
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
    label(figure, say("partners.funnel_axis", language), 0, 1, colours.quiet, yref="paper", **where)


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
        x=[peer.expected for peer in dots],
        y=[min(top, _raw(peer)) for peer in dots],
        mode="markers",
        marker={"symbol": symbols, "color": fills, "size": size, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
        customdata=[peer.partner for peer in dots],
        text=[_hover(peer, names.get(peer.partner, peer.partner), language) for peer in dots],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(peer: Standing, name: str, language: Language) -> str:
    ratio = peer.ratio
    return say(
        "partners.dot",
        language,
        name=f"<b>{name}</b>",
        observed=formats.count(peer.observed, language),
        expected=formats.digits(peer.expected),
        raw=formats.digits(_raw(peer)),
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
    marked = [peer for peer in ranked if peer.partner == chosen]
    figure.add_scatter(
        x=[peer.expected for peer in marked], y=[min(top, _raw(peer)) for peer in marked],
        mode="markers", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 17, "color": colours.ink, "line": {"width": 2.5}},
    )  # fmt: skip
    least_likely = [peer for peer in beyond if peer.partner != chosen][:NAMED]
    shown = sorted((*marked, *least_likely), key=_raw, reverse=True)
    edge = float(np.log10(span[1]))
    for place, peer in enumerate(shown):
        words = cut(names[peer.partner], NAME_WIDTH)
        figure.add_annotation(
            text=f"<b>{words}</b>" if peer.partner == chosen else words,
            x=float(np.log10(peer.expected)),
            y=min(top, _raw(peer)),
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
