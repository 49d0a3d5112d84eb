"""One effect over time: by months since go-live, or as a break in the trend of a single series."""

from math import exp

import plotly.graph_objects as go

from figures.canvas import Axis, canvas, label, month_start
from warehouse.effects.evidence import EventBin, Pair, Range, Series
from warehouse.effects.harm import CERTAIN, standing
from warehouse.effects.outcomes import Scale
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import amount, choose_meaning, convert_for_display, name_moved_part
from wording.theme import COLOURS, SMALL, Colours, Theme, fade
from wording.words import Language, say

HEIGHT = 320
INDEXED = ("formation", "leavers", "complaints")


def event_study(pair: Pair, narrow: bool, currency: str, language: Language, theme: Theme) -> go.Figure:
    """Plot how units that went live differed, before and since, with 95% intervals; the whole effect is a band.

    narrow: whether there is room for the last number only.
    """
    colours = COLOURS[theme]
    bins = (*pair.leads, *pair.bins)
    figure = canvas(theme, HEIGHT, _alt(pair, currency, language))
    colour = {"better": colours.better, "worse": colours.worse}.get(
        choose_meaning(pair, find(pair.kpi)), colours.ink
    )
    lead, last = len(pair.leads), len(bins)
    if pair.effect is not None:
        whole = _place_on_axis(pair.effect, pair.scale)
        figure.add_shape(
            type="rect", x0=lead - 0.5, x1=last - 0.5, y0=whole.lower, y1=whole.upper, layer="below",
            fillcolor=fade(colour, colours.tint), line_width=0,
        )  # fmt: skip
    figure.add_shape(
        type="line", x0=0, x1=1, xref="paper", y0=0, y1=0, line={"color": colours.neutral, "width": 1}
    )
    _go_live(figure, lead - 0.5, colours, language)
    for places, one_colour, filled in (
        (range(lead), colours.neutral, False),
        (range(lead, last), colour, standing(pair) in CERTAIN),
    ):
        _dots(
            figure,
            bins=[(x, bins[x]) for x in places],
            named=range(last - 1, last) if narrow else places,
            pair=pair,
            colour=one_colour,
            filled=filled,
            currency=currency,
            language=language,
        )
    figure.update_xaxes(
        range=[-0.5, last - 0.1], tickvals=list(range(last)), tickangle=0,
        ticktext=[_tick(event_bin) for event_bin in bins],
        title={"text": say("figure.since_live", language), "font": {"size": SMALL, "color": colours.quiet}},
    )  # fmt: skip
    figure.update_yaxes(
        showgrid=True, nticks=6, tickformat="+,.3~g", ticksuffix=_suffix(pair.scale, language)
    )
    figure.update_layout(margin={"t": 32})
    return figure


def bin_name(event_bin: EventBin) -> str:
    """Return the name of a bin of months since go-live, such as 0–2, 12+ or −12 … −7."""
    first, last = (
        f"{formats.MINUS}{-n}" if n < 0 else str(n) for n in (event_bin.first, event_bin.last or 0)
    )
    if event_bin.last is None:
        return f"{first}+"
    return f"{first} … {last}" if event_bin.first < 0 else f"{first}–{last}"


def _tick(event_bin: EventBin) -> str:
    """The same on two lines where it is long, so that it fits on a phone."""
    return bin_name(event_bin).replace(" … ", " …<br>")


def _dots(
    figure: go.Figure,
    bins: list[tuple[int, EventBin]],
    named: range,
    pair: Pair,
    colour: str,
    filled: bool,
    currency: str,
    language: Language,
) -> None:
    known = [
        (x, _place_on_axis(event_bin.effect, pair.scale), event_bin)
        for x, event_bin in bins
        if event_bin.effect is not None
    ]
    words = [
        amount(convert_for_display(event_bin.effect, pair.scale).value, pair.scale, currency, language)
        for _, event_bin in bins
        if event_bin.effect is not None
    ]
    figure.add_scatter(
        x=[x for x, _, _ in known],
        y=[placed.value for _, placed, _ in known],
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [placed.upper - placed.value for _, placed, _ in known],
            "arrayminus": [placed.value - placed.lower for _, placed, _ in known],
            "color": fade(colour, 0.55),
            "thickness": 2,
            "width": 0,
        },
        mode="lines+markers+text",
        line={"color": fade(colour, 0.4), "width": 1, "dash": "dot"},
        marker={
            "symbol": "circle" if filled else "circle-open",
            "size": 10,
            "color": colour,
            "line": {"width": 2},
        },
        text=[text if x in named else "" for (x, _, _), text in zip(known, words, strict=True)],
        textposition="middle right",
        textfont={"size": SMALL, "color": colour},
        hovertext=[
            f"{bin_name(event_bin)}: {text}" for (_, _, event_bin), text in zip(known, words, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _place_on_axis(effect: Range, scale: Scale) -> Range:
    """Where an effect lies on the axis: relative changes and points in hundredths."""
    size, by = convert_for_display(effect, scale), 100 if scale in ("ln", "points") else 1
    return Range(value=by * size.value, lower=by * size.lower, upper=by * size.upper)


def _suffix(scale: Scale, language: Language) -> str:
    """The unit after each tick of the axis of effects."""
    if scale == "points":
        return say("unit.short_points", language, number="")
    return {"ln": "%", "minutes": f" {say('unit.minutes', language)}"}.get(scale, "")


def trend_break(series: Series, measured: str, currency: str, language: Language, theme: Theme) -> go.Figure:
    """Plot the outcome by month, the fit with its break, and the fit continued without the break.

    measured: the code of the outcome; those in INDEXED are plotted as an index, the mean before go-live being 100.
    """
    colours, kpi = COLOURS[theme], find(series.kpi)
    unit = currency if kpi.unit == "currency" else kpi.unit
    outcome, fitted, without = _levels(series, indexed=measured in INDEXED)
    if measured in INDEXED:
        unit = "count"
    axis = Axis(unit, language, *outcome)
    months = [month_start(code) for code in series.months]
    live = next((n for n, code in enumerate(series.months) if code >= series.go_live), len(months))
    words = _alt_of_series(series, fitted[-1], without[-1], unit, language)
    figure = canvas(theme, HEIGHT, words)
    figure.add_scatter(
        x=months,
        y=[axis.at(value) for value in outcome],
        mode="markers",
        marker={"size": 5, "color": colours.neutral},
        text=[
            f"{formats.month(code, language)}: {formats.value(value, unit, language)}"
            for code, value in zip(series.months, outcome, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    for key, values, dash, first in (("fitted", fitted, "solid", 0), ("without", without, "dot", live)):
        line = {"color": colours.ink, "width": 2, "dash": dash}
        y = [axis.at(value) for value in values]
        figure.add_scatter(x=months[first:], y=y[first:], mode="lines", line=line, hoverinfo="skip")
        label(
            figure, say(f"figure.{key}", language), months[-1], y[-1], colours.ink, xanchor="left", xshift=6
        )
    _go_live(figure, month_start(series.go_live), colours, language)
    if measured in INDEXED:
        label(
            figure, say("figure.index", language), 0, 1, colours.quiet, xref="paper", yref="paper",
            xanchor="left", yanchor="bottom",
        )  # fmt: skip
    figure.update_yaxes(ticksuffix=axis.suffix, showgrid=True, nticks=5)
    figure.update_xaxes(tickformat="%Y", dtick="M12")
    figure.update_layout(margin={"t": 32, "r": 96})
    return figure


def _go_live(figure: go.Figure, x: object, colours: Colours, language: Language) -> None:
    """A vertical dashed line with its label."""
    line = {"color": colours.ink, "width": 1, "dash": "dash"}
    figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line=line)
    label(figure, say("figure.live", language), x, 1, colours.ink, yref="paper", yanchor="bottom")


def _levels(series: Series, indexed: bool) -> tuple[list[float], ...]:
    """Outcome, fit, and fit without the break; indexed: the mean before the go-live is 100."""
    lines = [
        [exp(value) if series.scale == "ln" else value for value in line]
        for line in (series.outcome, series.fitted, series.without)
    ]
    before = [value for month, value in zip(series.months, lines[0], strict=True) if month < series.go_live]
    by = sum(before) / len(before) / 100 if indexed and before else 1.0
    return tuple([value / by for value in line] for line in lines)


def _alt_of_series(series: Series, fitted: float, without: float, unit: str, language: Language) -> str:
    return say(
        "alt.series",
        language,
        name=name_moved_part(find(series.kpi), language),
        month=formats.month(series.go_live, language),
        last=formats.value(fitted, unit, language),
        without=formats.value(without, unit, language),
    )


def _alt(pair: Pair, currency: str, language: Language) -> str:
    effects = [(b, b.effect) for b in (*pair.leads, *pair.bins) if b.effect is not None]
    parts = [
        f"{bin_name(event_bin)}: "
        f"{amount(convert_for_display(effect, pair.scale).value, pair.scale, currency, language)}"
        for event_bin, effect in effects
    ]
    return say(
        "alt.event_study",
        language,
        name=name_moved_part(find(pair.kpi), language),
        bins=say("format.comma", language).join(parts),
    )
