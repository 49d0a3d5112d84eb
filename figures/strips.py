"""KPIs of one partner, each as a dot on the band of its peers, with a row and a scale per KPI."""

from dataclasses import dataclass

import plotly.graph_objects as go

from figures.canvas import canvas, label
from figures.labels import width
from warehouse.kpis.record import Kpi
from warehouse.partners.standings import Strip
from wording import formats
from wording.naming import name_of, reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

ROW = 98  # pixels: a title, the strip, two lines of words
ROOM = 335.0  # of words on a phone, pixels
BEYOND = 0.5  # of the width of all values: how far an interval may run out of it
THICK = 0.095


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A linear scale for a row: low → 0, high → 1."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the position of a value, clipped to 0 … 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def strips(pairs: tuple[tuple[Strip, Kpi], ...], name: str, language: Language, theme: Theme) -> go.Figure:
    """Return a figure with a row per KPI: peer band and median, dot before, and dot with interval after.

    Each row says the same in words.
    """
    colours = COLOURS[theme]
    said = [(title_of(strip, kpi, language), words_of(strip, kpi, language)) for strip, kpi in pairs]
    rows = say("format.semicolon", language).join(f"{title} {words}" for title, words in said)
    alt = say("alt.strips", language, name=name, rows=rows.replace("<b>", "").replace("</b>", ""))
    figure = canvas(theme, ROW * len(pairs) + 16, alt)
    figure.update_xaxes(visible=False, range=[-0.02, 1.02])
    figure.update_yaxes(visible=False, range=[-len(pairs) + 0.5, 0.5])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    for row, ((strip, _), (title, words)) in enumerate(zip(pairs, said, strict=True)):
        where = {"xref": "paper", "xanchor": "left", "yanchor": "middle"}
        label(figure, title, 0, -row + 0.27, colours.quiet, **where)
        below = where | {"yanchor": "top", "align": "left"}
        label(figure, _lines(words), 0, -row - THICK - 0.04, colours.ink, **below)
        _draw_row(figure, strip, float(-row), colours)
    return figure


def title_of(strip: Strip, kpi: Kpi, language: Language) -> str:
    """Return the name of the KPI, whether the row shows a ratio, and which direction is better."""
    key = "strip.ratio" if strip.is_ratio else "strip.title"
    return say(key, language, name=name_of(kpi, language), way=say(f"strip.{kpi.better}", language))


def words_of(strip: Strip, kpi: Kpi, language: Language) -> str:
    """Return before → after with interval, the median of the peers and n after, or why that cannot be said."""
    before, after = strip.before, strip.after
    reason = after.reason or before.reason
    why = reason_words(reason, language) if reason else ""
    if before.value is None and after.value is None and strip.band is None:
        return say("strip.unsayable", language, reason=why)
    unit = "count" if strip.is_ratio else kpi.unit
    known = any(side.value is not None for side in (before, after))
    durations = (before.value, after.value) if known or not strip.band else (strip.band[2], None)
    scale = formats.pair_scale(*durations) if unit == "minutes" else 0

    def words(value: float | None) -> str:
        if value is None:
            return "–"
        return formats.digits(value) if strip.is_ratio else formats.value(value, unit, language, scale)

    sure = formats.interval(after.lower, after.upper, unit, language)
    key = "reason" if after.reason else "reason_before"
    missing = say(f"strip.{key}", language, reason=why) if why else ""
    return say(
        "strip.values",
        language,
        before=words(before.value),
        after=words(after.value),
        interval=" ".join(part for part in (sure, missing) if part),
        peers=say("strip.peers", language, middle=words(strip.band[2]))
        if strip.band
        else say("strip.no_band", language),
        n=formats.count(strip.change.after.n, language),
    )


def _lines(words: str) -> str:
    """The words on two lines where a phone has no room for them on one: first what is the partner's own."""
    if width(words.replace("<b>", "").replace("</b>", "")) <= ROOM:
        return words
    own, _, others = words.partition(" · ")
    return f"{own}<br>{others}"


def _scale_of(strip: Strip) -> Scale | None:
    """All that is drawn, and intervals as far as they do not run far beyond it; None where nothing is."""
    known = [*(strip.band or ()), *(e.value for e in (strip.before, strip.after) if e.value is not None)]
    if not known:
        return None
    low, high = min(known), max(known)
    room = BEYOND * (high - low or abs(high) or 1.0)
    ends = [end for end in (strip.after.lower, strip.after.upper) if end is not None]
    low, high = max(low - room, min([low, *ends])), min(high + room, max([high, *ends]))
    return Scale(low=low, high=high) if high > low else Scale(low=low - 0.5, high=low + 0.5)


def _draw_row(figure: go.Figure, strip: Strip, y: float, colours: Colours) -> None:
    scale = _scale_of(strip)
    line = {"type": "line", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": colours.line, "width": 1}}
    figure.add_shape(line | {"layer": "below"})
    if scale is None:
        return
    if strip.band:
        for first, last, opacity in ((0, 4, 0.16), (1, 3, 0.30)):
            ends = {"x0": scale.at(strip.band[first]), "x1": scale.at(strip.band[last])}
            figure.add_shape(
                type="rect",
                y0=y - THICK,
                y1=y + THICK,
                layer="below",
                line={"width": 0},
                fillcolor=fade(colours.neutral, opacity),
                **ends,
            )
        middle = scale.at(strip.band[2])
        tick = {"color": colours.ink, "width": 2}
        figure.add_shape(
            type="line", x0=middle, x1=middle, y0=y - 1.35 * THICK, y1=y + 1.35 * THICK, line=tick
        )
    before, after = strip.before, strip.after
    if after.lower is not None and after.upper is not None:
        _draw_interval(figure, scale=scale, lower=after.lower, upper=after.upper, y=y, colours=colours)
    for estimate, symbol, colour, size in (
        (before, "circle-open", colours.before, 11),
        (after, "circle", colours.after, 12),
    ):
        if estimate.value is not None:
            figure.add_scatter(
                x=[scale.at(estimate.value)],
                y=[y],
                mode="markers",
                hoverinfo="skip",
                marker={
                    "symbol": symbol,
                    "size": size,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
            )


def _draw_interval(
    figure: go.Figure, scale: Scale, lower: float, upper: float, y: float, colours: Colours
) -> None:
    """The interval after, with an arrow where it runs out of the row."""
    ends = [scale.at(lower), scale.at(upper)]
    figure.add_scatter(
        x=ends,
        y=[y, y],
        mode="lines",
        hoverinfo="skip",
        line={"color": fade(colours.after, 0.6), "width": 3},
    )
    for x, out, sign in (
        (0.0, lower < scale.low, "triangle-left"),
        (1.0, upper > scale.high, "triangle-right"),
    ):
        if out:
            marker = {"symbol": sign, "size": 8, "color": colours.after}
            figure.add_scatter(x=[x], y=[y], mode="markers", hoverinfo="skip", marker=marker)
