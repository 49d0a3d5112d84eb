"""A saved scenario against what happened: its fan, and the months observed since as dots."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from analysis.results import Estimate
from analysis.scenario.projection import FIVE
from analysis.scenario.scoring import Place, place_in
from figures.canvas import Axis, canvas, label, month_middle, month_start
from ui.scenarios.charts.fan import HIGHEST, LOWEST, MEDIAN, FanLine, Said, band, median, room_for
from warehouse.contract.windows import shift
from wording import formats
from wording.scenarios.terms import nothing
from wording.theme import COLOURS, Colours, Theme
from wording.words import Language, say

HEIGHT = 340
SYMBOLS: Mapping[Place, str] = {
    "inside": "circle",
    "unclear": "circle-open",
    "above": "triangle-up-open",
    "below": "triangle-down-open",
}


Known = Sequence[
    tuple[str, Estimate, Place, FIVE]
]  # month, what came, where in the band of the month, the band


def backtest(
    name: str,
    by_month: tuple[FIVE, ...],
    observed: Sequence[Estimate | None],
    series: str,
    first_month: str,
    currency: str,
    language: Language,
    theme: Theme,
    do_nothing: tuple[FIVE, ...] = (),
) -> go.Figure:
    """Plot the fan of a scenario's level, and each month's observed value with its interval.

    observed: None for months not yet observed. do_nothing: the fan of which the median is drawn, too. Dots are filled
    inside the band, hollow outside it, and triangles where they are clearly above or below.
    """
    colours, said = COLOURS[theme], Said(series=series, of="scenario", currency=currency, language=language)
    months = [shift(first_month, place) for place in range(len(by_month))]
    known = [
        (month, estimate, place_in(estimate, five), five)
        for month, estimate, five in zip(months, observed, by_month, strict=False)
        if estimate is not None and estimate.value is not None
    ]
    words = _count([place for _, _, place, _ in known], language)
    ends = [end for five in by_month for end in (five[LOWEST], five[HIGHEST])]
    ends += [five[MEDIAN] for five in do_nothing]
    values = [estimate.value for _, estimate, _, _ in known if estimate.value is not None]
    axis = said.axis([*ends, *values])
    alt = say(
        "backtest.alt",
        language,
        name=name,
        series=said.title,
        words=words,
        told=_describe_months(known, said),
    )
    figure = canvas(theme, HEIGHT, alt)
    line = FanLine(
        name=name,
        by_month=by_month,
        colour=colours.scenarios[0],
        dash="solid",
        symbol="circle",
        sign="●",
        quiet=False,
    )
    band(figure, line, months, axis)
    median(figure, line, months, axis, said)
    if do_nothing:
        _draw_nothing(figure, do_nothing, months, axis=axis, said=said, colours=colours)
    _dots(figure, known, axis, said, colours)
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    label(figure, f"<b>{said.title}</b>", 0, 1, colours.ink, yshift=20, **where)
    label(figure, words, 0, 1, colours.quiet, **where)
    _axes(figure, months, [*ends, *values], axis)
    return figure


def _draw_nothing(
    figure: go.Figure,
    by_month: tuple[FIVE, ...],
    months: Sequence[str],
    axis: Axis,
    said: Said,
    colours: Colours,
) -> None:
    """The median of doing nothing as a dotted line, named at its end."""
    name = nothing(said.language)
    line = FanLine(
        name=name, by_month=by_month, colour=colours.quiet, dash="dot", symbol="circle", sign="○", quiet=True
    )
    median(figure, line, months, axis, said)
    where = {"xanchor": "right", "yanchor": "bottom"}
    label(figure, name, month_middle(months[-1]), axis.at(by_month[-1][MEDIAN]), colours.quiet, **where)


def _axes(figure: go.Figure, months: Sequence[str], shown: Sequence[float], axis: Axis) -> None:
    """All bands and values fit; intervals of observed values may be cut."""
    figure.update_xaxes(
        range=[month_start(months[0]), month_start(shift(months[-1], 1))],
        tickformat="%Y-%m",
        nticks=6,
        showline=True,
    )
    figure.update_yaxes(range=list(room_for(shown, axis)), nticks=6, showgrid=True, ticksuffix=axis.suffix)
    figure.update_layout(margin={"t": 46})


def _dots(figure: go.Figure, known: Known, axis: Axis, said: Said, colours: Colours) -> None:
    """Intervals as thin lines, values as dots and triangles."""
    spans = [(month, estimate) for month, estimate, _, _ in known if estimate.lower is not None]
    figure.add_scatter(
        x=[day for month, _ in spans for day in (month_middle(month), month_middle(month), None)],
        y=[y for _, estimate in spans for y in (axis.at(estimate.lower), axis.at(estimate.upper), None)],
        mode="lines",
        line={"color": colours.ink, "width": 1},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[month_middle(month) for month, _, _, _ in known],
        y=[axis.at(estimate.value) for _, estimate, _, _ in known],
        mode="markers",
        marker={
            "opacity": 1,
            "symbol": [SYMBOLS[place] for _, _, place, _ in known],
            "size": [12 if place in ("above", "below") else 8 for _, _, place, _ in known],
            "color": colours.ink,
            "line": {"width": 2, "color": colours.ink},
        },
        text=[_words(estimate, month, place, five, said) for month, estimate, place, five in known],
        hovertemplate="%{text}<extra></extra>",
    )


def _words(estimate: Estimate, month: str, place: Place, five: FIVE, said: Said) -> str:
    """A month in words: what was observed, and what was forecast."""
    return say(
        f"backtest.{place}",
        said.language,
        month=formats.month(month, said.language),
        value=said.value(estimate.value or 0.0),
        span=said.span(five),
    )


def _count(places: Sequence[Place], language: Language) -> str:
    """How many months lie inside, and which way the others went."""
    if not places:
        return say("backtest.none", language)
    return say(
        "backtest.count",
        language,
        n=str(len(places)),
        **{place: str(places.count(place)) for place in SYMBOLS},
    )


def _describe_months(known: Known, said: Said) -> str:
    words = [_words(estimate, month, place, five, said) for month, estimate, place, five in known]
    return say("format.semicolon", said.language).join(words)
