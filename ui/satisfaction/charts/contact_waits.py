"""Figure of how long customers wait for service: the share served by each time, on a logarithmic axis."""

import math
from bisect import bisect_right

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import canvas, empty, label
from warehouse.query.answers import Distribution
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme
from wording.words import Language, say

FIRST, LAST = 1, 10_080  # one minute to seven days
TICKS = (1, 15, 60, 1440, 10_080)
NAMED_AT = {"responded": 5, "resolved": 60}  # minutes at which the lines are named, with their share


def share_at(curve: Distribution, ending: str, minutes: float) -> float:
    """Return the share that had ended so within `minutes` of opening, a step function of the bins."""
    place = bisect_right(curve.to_minutes, minutes) - 1
    return dict(curve.shares)[ending][place]


def waits(
    before: Distribution, after: Distribution, ending: str, language: Language, theme: Theme
) -> go.Figure:
    """Draw the share that had ended so by each time, before and after, labelled at the service time in `NAMED_AT`.

    The lines begin at the share within the first minute.
    """
    curves = [(curve, window) for curve, window in ((before, "before"), (after, "after")) if curve.shares]
    if not curves:
        why = reason_words(after.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    at = NAMED_AT[ending]
    shares = {window: share_at(curve, ending, at) for curve, window in curves}
    figure = canvas(theme, 340, _alt(shares, ending, language))
    figure.add_vline(x=at, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    _heading(figure, shares, at, colours, language)
    for curve, window in curves:
        _line(figure, curve=curve, ending=ending, window=window, colours=colours, language=language)
    _names(figure, shares, at, colours, language)
    figure.update_layout(margin={"r": 28})
    figure.update_xaxes(
        type="log",
        range=[math.log10(FIRST), math.log10(LAST)],
        tickvals=TICKS,
        ticktext=[say(f"mark.{minutes}", language) for minutes in TICKS],
        tickangle=0,
        showline=True,
        title={"text": say("figure.since_opening", language), "font": {"color": colours.quiet}},
    )
    figure.update_yaxes(ticksuffix="%", range=[0, 103], showgrid=True, nticks=6)
    return figure


def _line(
    figure: go.Figure, curve: Distribution, ending: str, window: str, colours: Colours, language: Language
) -> None:
    words = say(f"window.{window}", language)
    ends = [place for place, minutes in enumerate(curve.to_minutes) if FIRST <= minutes <= LAST]
    minutes = [curve.to_minutes[place] for place in ends]
    shares = [dict(curve.shares)[ending][place] for place in ends]
    figure.add_scatter(
        x=minutes,
        y=[100 * share for share in shares],
        mode="lines",
        line={"color": colours.of_window(window), "width": 3, "shape": "hv"},
        text=[
            f"{words} · {formats.value(m, 'minutes', language)}: {formats.percent(s)}"
            for m, s in zip(minutes, shares, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _heading(
    figure: go.Figure, shares: dict[str, float], at: float, colours: Colours, language: Language
) -> None:
    """The shares at that time above the figure: beside the lines there is no room for them on a phone."""
    told = [
        f"<span style='color:{colours.words_of_window(window)}'>{say(f'window.{window}', language)} "
        f"<b>{formats.percent(share)}</b></span>"
        for window, share in shares.items()
    ]
    words = say("waits.within", language, time=say(f"mark.{at}", language), shares=" · ".join(told))
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    label(figure, words, 0, 1, colours.ink, **where)


def _names(
    figure: go.Figure, shares: dict[str, float], at: float, colours: Colours, language: Language
) -> None:
    """Name each line where it crosses the time: the higher above it at its left, the lower below at its right."""
    highest = max(shares.values())
    for window, share in shares.items():
        upper = share == highest
        figure.add_scatter(
            x=[at],
            y=[100 * share],
            mode="markers",
            marker={"size": 9, "color": colours.of_window(window)},
            hoverinfo="skip",
        )
        label(
            figure,
            say(f"window.{window}", language),
            math.log10(at),
            100 * share,
            colours.words_of_window(window),
            xanchor="right" if upper else "left",
            yanchor="bottom" if upper else "top",
            xshift=-8 if upper else 8,
        )


def _alt(shares: dict[str, float], ending: str, language: Language) -> str:
    told = {window: formats.percent(share) for window, share in shares.items()}
    return say(
        "alt.waits",
        language,
        ending=say(f"ending.{ending}", language),
        time=say(f"mark.{NAMED_AT[ending]}", language),
        before=told.get("before", "–"),
        after=told.get("after", "–"),
    )
