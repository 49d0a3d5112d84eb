"""How long applicants wait: the share whose wait has ended by a given time, before and after, on a log time axis."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import canvas, empty, label, uprights
from warehouse.query.answers import Distribution
from warehouse.query.subjects.waits import share_at, shares_of
from wording import formats
from wording.formats import DAY
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme
from wording.words import Language, say

# Minutes: a quarter of an hour, an hour, a day, three days. Named above and below the figure in turn, so
# that the words do not run into each other on a phone.
MARKS_ABOVE, MARKS_BELOW = (15, 4320), (60, 1440)
LOW = 0.1  # of the highest share: words below such a point would lie on the axis
FIRST, LAST = 1, 43_200  # one minute to thirty days


def distribution(
    before: Distribution, after: Distribution, ending: str, language: Language, theme: Theme
) -> go.Figure:
    """Return a figure with two rising lines, labelled where they cross 24 hours.

    15 min, 1 h, 24 h and 3 days are marked. ending: how the wait ended.
    """
    curves = [(curve, window) for curve, window in ((before, "before"), (after, "after")) if curve.shares]
    if not curves:
        why = reason_words(after.reason or before.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    figure = canvas(theme, 420, _alt(before, after, ending, language))
    figure.update_layout(margin={"r": 28})
    uprights(figure, (*MARKS_ABOVE, *MARKS_BELOW), colours.quiet)
    for minutes in MARKS_ABOVE:
        words, place = say(f"mark.{minutes}", language), math.log10(minutes)
        label(figure, words, place, 1, colours.quiet, yref="paper", yanchor="bottom")
    for curve, window in curves:
        _line(figure, curve=curve, ending=ending, window=window, colours=colours, language=language)
    _day_labels(figure, [(w, share_at(c, ending, DAY)) for c, w in curves], colours, language)
    top = max(share_at(curve, ending, LAST) for curve, _ in curves)
    figure.update_xaxes(
        type="log",
        range=[math.log10(FIRST), math.log10(LAST) + 0.01],
        tickvals=[FIRST, *MARKS_BELOW, LAST],
        ticktext=[say(f"mark.{minutes}", language) for minutes in (FIRST, *MARKS_BELOW, LAST)],
        tickangle=0,
        showline=True,
        title={"text": say("figure.waited", language), "font": {"color": colours.quiet}},
    )
    figure.update_yaxes(ticksuffix="%", range=[0, 100 * min(1.0, 1.15 * top) or 1], showgrid=True, nticks=6)
    return figure


def _alt(before: Distribution, after: Distribution, ending: str, language: Language) -> str:
    shares = [
        formats.percent(share_at(curve, ending, DAY)) if curve.shares else "–" for curve in (before, after)
    ]
    words = say(f"ending.{ending}", language)
    return say("alt.distribution", language, ending=words, before=shares[0], after=shares[1])


def _line(
    figure: go.Figure, curve: Distribution, ending: str, window: str, colours: Colours, language: Language
) -> None:
    words = say(f"window.{window}", language)
    points = [
        (minutes, share)
        for minutes, share in zip(curve.to_minutes, shares_of(curve, ending), strict=True)
        if minutes <= LAST
    ]
    figure.add_scatter(
        x=[minutes for minutes, _ in points],
        y=[100 * share for _, share in points],
        mode="lines",
        line={"color": colours.of_window(window), "width": 3, "shape": "hv"},
        text=[f"{words} · {formats.value(m, 'minutes', language)}: {formats.percent(s)}" for m, s in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _day_labels(
    figure: go.Figure, shares: Sequence[tuple[str, float]], colours: Colours, language: Language
) -> None:
    """Name each line where it crosses 24 hours, with its share: the higher at its left, the lower at its right."""
    highest = max(share for _, share in shares)
    for window, share in shares:
        upper = share == highest
        figure.add_scatter(
            x=[DAY],
            y=[100 * share],
            mode="markers",
            marker={"size": 9, "color": colours.of_window(window)},
            hoverinfo="skip",
        )
        label(
            figure,
            f"<b>{say(f'window.{window}', language)} {formats.percent(share)}</b>",
            math.log10(DAY),
            100 * share,
            colours.words_of_window(window),
            xanchor="right" if upper else "left",
            yanchor="bottom" if upper or share < LOW * highest else "top",
            xshift=-8 if upper else 8,
        )
