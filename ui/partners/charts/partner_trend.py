"""A KPI of one partner over time, on the band of its peers."""

from collections.abc import Iterator
from datetime import date

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import Axis, canvas, empty, label, month_end, month_start
from figures.labels import cut
from warehouse.contract.scope import Months
from warehouse.kpis.record import Kpi
from warehouse.partners.trends import PartnerTrend, Period
from wording import formats
from wording.levels import brief
from wording.naming import name_of, reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

HEIGHT = 360
NAME = 160.0  # pixels


def partner_trend(
    trend: PartnerTrend, windows: tuple[Months, Months], kpi: Kpi, name: str, language: Language, theme: Theme
) -> go.Figure:
    """Plot dots with intervals, coloured in the two windows, over the 25–75% band and the median of the peers."""
    periods = trend.periods
    if not any(period.own.value is not None or period.band for period in periods):
        reason = trend.reason or (periods[-1].own.reason if periods else None) or NO_ROWS
        return empty(theme, say("figure.no_data", language, reason=reason_words(reason, language)))
    colours = COLOURS[theme]
    values = [number for period in periods for number in (period.own.value, *(period.band or ())[1:4])]
    axis = Axis(kpi.unit, language, *values)
    figure = canvas(theme, HEIGHT, _alt(trend, kpi, name, language))
    figure.update_layout(margin={"t": 60})
    first, last = month_start(periods[0].months[0]), month_end(periods[-1].months[-1])
    for window, key in zip(windows, ("before", "after"), strict=True):
        _shade(figure, window=window, shown=(first, last), key=key, colours=colours, language=language)
    _band(figure, periods, axis, colours)
    _own(figure, periods=periods, windows=windows, kpi=kpi, axis=axis, colours=colours, language=language)
    _heads(figure, name, colours, language)
    known = [number / axis.scale for number in values if number is not None]
    reach = [end / axis.scale for p in periods for end in (p.own.lower, p.own.upper) if end is not None]
    high = max([*known, *(min(end, 1.6 * max(known)) for end in reach)])
    low = min(0.0, *known)
    figure.update_yaxes(ticksuffix=axis.suffix, showgrid=True, nticks=5, range=[low, 1.1 * high])
    figure.update_xaxes(range=[first, last], tickformat="%Y-%m", showline=True, nticks=6)
    return figure


def middle(period: Period) -> date:
    """Return the middle of a period, where it is drawn."""
    first, last = month_start(period.months[0]), month_end(period.months[-1])
    return first + (last - first) / 2


def _alt(trend: PartnerTrend, kpi: Kpi, name: str, language: Language) -> str:
    said = say("format.semicolon", language).join(
        f"{formats.months(period.months, language)} {_format_value(period.own.value, kpi, language)}"
        for period in trend.periods
    )
    return say("alt.partner_trend", language, name=name, kpi=name_of(kpi, language), rows=said)


def _format_value(value: float | None, kpi: Kpi, language: Language) -> str:
    return "–" if value is None else brief(value, kpi, language, 0)


def _shade(
    figure: go.Figure,
    window: Months,
    shown: tuple[date, date],
    key: str,
    colours: Colours,
    language: Language,
) -> None:
    """Shade a window as far as it is shown."""
    start, end = max(month_start(window[0]), shown[0]), min(month_end(window[1]), shown[1])
    if start >= end:
        return
    fill = fade(colours.of_window(key), colours.tint)
    figure.add_shape(
        type="rect", yref="paper", y0=0, y1=1, x0=start, x1=end, fillcolor=fill, line_width=0, layer="below"
    )
    words, ink = say(f"window.{key}", language), colours.words_of_window(key)
    label(figure, words, start + (end - start) / 2, 1, ink, yref="paper", yanchor="bottom")


def _stretches(periods: tuple[Period, ...]) -> Iterator[list[Period]]:
    """Neighbouring periods that have a band."""
    run: list[Period] = []
    for period in periods:
        if period.band:
            run.append(period)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _band(figure: go.Figure, periods: tuple[Period, ...], axis: Axis, colours: Colours) -> None:
    for run in _stretches(periods):
        days = [middle(period) for period in run]
        lower, median, upper = ([axis.at(p.band[place]) for p in run if p.band] for place in (1, 2, 3))
        figure.add_scatter(
            x=days + days[::-1], y=upper + lower[::-1], fill="toself", fillcolor=fade(colours.neutral, 0.18),
            line={"width": 0}, mode="lines", hoverinfo="skip",
        )  # fmt: skip
        line = {"color": colours.neutral, "width": 2, "dash": "dot"}
        figure.add_scatter(
            x=days, y=median, mode="lines+markers", line=line, hoverinfo="skip",
            marker={"symbol": "line-ew-open", "size": 9, "color": colours.neutral},
        )  # fmt: skip


def _own(
    figure: go.Figure,
    periods: tuple[Period, ...],
    windows: tuple[Months, Months],
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    known = [period for period in periods if period.own.value is not None]

    def colour(period: Period) -> str:
        for (first, last), key in zip(windows, ("before", "after"), strict=True):
            if first <= period.months[0] and period.months[-1] <= last:
                return colours.of_window(key)
        return colours.neutral

    for period in known:
        if period.own.lower is not None and period.own.upper is not None:
            line = {"color": fade(colour(period), 0.6), "width": 3}
            ends = [axis.at(period.own.lower), axis.at(period.own.upper)]
            figure.add_scatter(x=[middle(period)] * 2, y=ends, mode="lines", line=line, hoverinfo="skip")
    figure.add_scatter(
        x=[middle(period) for period in known],
        y=[axis.at(period.own.value) for period in known],
        mode="lines+markers",
        line={"color": colours.neutral, "width": 1.5},
        marker={"size": 9, "color": [colour(period) for period in known]},
        text=[_hover(period, kpi, language) for period in known],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(period: Period, kpi: Kpi, language: Language) -> str:
    return say(
        "partner_trend.dot",
        language,
        months=formats.months(period.months, language),
        value=_format_value(period.own.value, kpi, language),
        peers=_format_value(period.band[2] if period.band else None, kpi, language),
        n=formats.count(period.n, language),
    )


def _heads(figure: go.Figure, name: str, colours: Colours, language: Language) -> None:
    """Explain the two lines, above the windows."""
    words = say("partner_trend.lines", language, name=f"<b>{cut(name, NAME)}</b>")
    label(
        figure,
        words,
        0,
        1,
        colours.ink,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=20,
    )
