"""Curves by months: cohorts of origination that were ever late, and recoveries after entry into 90 days past due."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import canvas, empty, label
from warehouse.contract.windows import months_between
from warehouse.query.answers import Comparison, Value
from warehouse.query.subjects.vintages import Vintage, Vintages
from warehouse.query.subjects.window_vintages import PooledVintage
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

A_YEAR = 12
CALENDAR = {3: "Q", 6: "H", 12: ""}  # months of a cohort → how it is counted in its year
ROOM = 1.4  # for the words behind the longest line


def cohort_name(cohort: Vintage) -> str:
    """Return 2021H2, 2021Q3 or 2021 for calendar periods, 2021-08 for one month, else 2021-08…2022-01."""
    months = months_between(cohort.first, cohort.last)
    year, place = cohort.first[:4], int(cohort.first[5:]) - 1
    if len(months) in CALENDAR and place % len(months) == 0:
        sign = CALENDAR[len(months)]
        return f"{year}{sign}{place // len(months) + 1}" if sign else year
    return cohort.first if len(months) == 1 else f"{cohort.first}…{cohort.last}"


def vintage(
    vintages: Vintages, pooled: Sequence[PooledVintage], days: str, language: Language, theme: Theme
) -> go.Figure:
    """Draw the contracts of both windows as lines with their intervals, and every cohort thin behind them.

    pooled: before and after. A line is dotted from the age that not all months of its window have reached. The ages
    drawn are those that the younger window has reached and as many again, at least two years of them.
    """
    drawn = [cohort for cohort in vintages.cohorts if cohort.shares]
    bands = [(name, side) for name, side in zip(("before", "after"), pooled, strict=True) if side.curve]
    if not drawn and not bands:
        reasons = [side.reason for side in pooled if side.reason]
        why = reason_words(vintages.reason or (reasons[0] if reasons else NO_ROWS), language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    last = _last_age(drawn, bands)
    figure = canvas(theme, 400, _alt(bands, days, language))
    for cohort in drawn:
        _cohort(figure, cohort, colours, language)
    for name, side in bands:
        _band(figure, side, colours.of_window(name))
    age = _read_at(bands) if bands else 0
    upper = max(bands, key=lambda band: band[1].curve.at[age] if band[1].curve else 0.0, default=("", None))[
        0
    ]
    for name, side in bands:
        _draw_window(figure, side, name, age=age, above=name == upper, colours=colours, language=language)
    tops = [100 * share for cohort in drawn for share in cohort.shares[: last + 1]]
    tops += [100 * (end or 0.0) for _, side in bands if side.curve for end in side.curve.upper[: last + 1]]
    highest = max(tops, default=0.0) or 0.01
    figure.update_xaxes(
        title={"text": say("vintage.axis", language), "standoff": 4},
        range=[0, last],
        tickvals=list(range(0, last + 1, A_YEAR if last > 2 * A_YEAR else 3)),
        showline=True,
        showgrid=True,
    )
    figure.update_yaxes(ticksuffix="%", showgrid=True, nticks=6, range=[-0.03 * highest, 1.08 * highest])
    return figure


def _read_at(bands: Sequence[tuple[str, PooledVintage]]) -> int:
    """The age at which both windows are told in words: a year, or the oldest that half of their months have reached."""
    return min(A_YEAR, *(side.mostly - 1 for _, side in bands))


def _last_age(cohorts: Sequence[Vintage], bands: Sequence[tuple[str, PooledVintage]]) -> int:
    reached = [len(side.curve.at) - 1 for _, side in bands if side.curve]
    longest = max([len(cohort.shares) - 1 for cohort in cohorts] + reached)
    return min(longest, max(2 * A_YEAR, 2 * min(reached, default=longest)))


def _cohort(figure: go.Figure, cohort: Vintage, colours: Colours, language: Language) -> None:
    figure.add_scatter(
        x=list(range(len(cohort.shares))),
        y=[100 * share for share in cohort.shares],
        mode="lines",
        line={"color": fade(colours.neutral, 0.35), "width": 1},
        text=[_hover(cohort, age, language) for age in range(len(cohort.shares))],
        hovertemplate="%{text}<extra></extra>",
    )


def _band(figure: go.Figure, side: PooledVintage, colour: str) -> None:
    assert side.curve is not None
    known = [
        (age, 100 * lower, 100 * upper)
        for age, (lower, upper) in enumerate(zip(side.curve.lower, side.curve.upper, strict=True))
        if lower is not None and upper is not None
    ]
    figure.add_scatter(
        x=[age for age, _, _ in known] + [age for age, _, _ in reversed(known)],
        y=[upper for _, _, upper in known] + [lower for _, lower, _ in reversed(known)],
        fill="toself",
        fillcolor=fade(colour, 0.18),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _draw_window(
    figure: go.Figure,
    side: PooledVintage,
    window: str,
    age: int,
    above: bool,
    colours: Colours,
    language: Language,
) -> None:
    assert side.curve is not None
    heights = [100 * share for share in side.curve.at]
    spans = ((0, side.complete, "solid"), (max(0, side.complete - 1), len(heights), "dot"))
    for first, last, dash in spans:
        if last - first > 1:
            figure.add_scatter(
                x=list(range(first, last)),
                y=heights[first:last],
                mode="lines",
                line={"color": colours.of_window(window), "width": 3, "dash": dash},
                text=[_hover_pooled(side, at, window, language) for at in range(first, last)],
                hovertemplate="%{text}<extra></extra>",
            )
    share = formats.percent(side.curve.at[age])
    figure.add_scatter(
        x=[age],
        y=[heights[age]],
        mode="markers",
        marker={"size": 9, "color": colours.of_window(window)},
        hoverinfo="skip",
    )
    named = say("vintage.at", language, window=say(f"window.{window}", language), age=str(age), share=share)
    label(
        figure,
        f"<b>{named}</b>",
        age,
        heights[age],
        colours.words_of_window(window),
        xanchor="left",
        yanchor="bottom" if above else "top",
        xshift=8,
        bgcolor=fade(colours.paper, 0.75),
    )


def _hover(cohort: Vintage, age: int, language: Language) -> str:
    return say(
        "vintage.hover",
        language,
        cohort=cohort_name(cohort),
        age=str(age),
        share=formats.percent(cohort.shares[age]),
        n=formats.count(cohort.contracts, language),
    )


def _hover_pooled(side: PooledVintage, age: int, window: str, language: Language) -> str:
    assert side.curve is not None
    interval = formats.interval(side.curve.lower[age], side.curve.upper[age], "fraction", language)
    share = formats.percent(side.curve.at[age])
    return say(
        "vintage.pooled_hover",
        language,
        window=say(f"window.{window}", language),
        age=str(age),
        share=formats.add_interval(share, interval, language),
        n=formats.count(side.contracts, language),
    )


def _alt(bands: Sequence[tuple[str, PooledVintage]], days: str, language: Language) -> str:
    told = [
        say(
            "vintage.at",
            language,
            window=say(f"window.{name}", language),
            age=str(_read_at(bands)),
            share=formats.percent(side.curve.at[_read_at(bands)]),
        )
        for name, side in bands
        if side.curve
    ]
    return say("alt.vintage", language, days=days, values=say("format.comma", language).join(told) or "–")


def recovery_curves(comparison: Comparison, language: Language, theme: Theme) -> go.Figure:
    """Draw the share of the principal at entry recovered by months since, before and after, with intervals."""
    changes = comparison.changes
    if changes[0].before.estimate.value is None and changes[0].after.estimate.value is None:
        why = reason_words(changes[0].absolute.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    ends = []
    figure = canvas(theme, 320, "")
    for window in ("before", "after"):
        values = [change.before if window == "before" else change.after for change in changes]
        points = [
            (int(c.members[0]), v)
            for c, v in zip(changes, values, strict=True)
            if v.estimate.value is not None
        ]
        if points:
            ends.append(_follow(figure, points, window, colours, language))
    figure.update_layout(meta={"alt": say("alt.recovered", language, ends=" · ".join(ends))})
    figure.update_xaxes(
        title={"text": say("recovered.axis", language), "standoff": 4},
        range=[0, ROOM * int(changes[-1].members[0])],
        tickvals=list(range(0, int(changes[-1].members[0]) + 1, 3)),
        showline=True,
    )
    figure.update_yaxes(ticksuffix="%", showgrid=True, nticks=5)
    return figure


def _follow(
    figure: go.Figure, points: list[tuple[int, Value]], window: str, colours: Colours, language: Language
) -> str:
    """Draw one window and return its last value in words."""
    colour = colours.of_window(window)
    known = [(x, v.estimate) for x, v in points if v.estimate.lower is not None]
    figure.add_scatter(
        x=[x for x, _ in known] + [x for x, _ in reversed(known)],
        y=[100 * (e.upper or 0.0) for _, e in known] + [100 * (e.lower or 0.0) for _, e in reversed(known)],
        fill="toself",
        fillcolor=fade(colour, 0.15),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[x for x, _ in points],
        y=[100 * (v.estimate.value or 0.0) for _, v in points],
        mode="lines+markers",
        line={"color": colour, "width": 2},
        text=[_at(x, v, language) for x, v in points],
        hovertemplate="%{text}<extra></extra>",
    )
    last, value = points[-1]
    share = formats.percent(value.estimate.value or 0.0)
    words = f"{say(f'window.{window}', language)} {share}"
    height = 100 * (value.estimate.value or 0.0)
    label(figure, f"<b>{words}</b>", last, height, colours.words_of_window(window), xanchor="left", xshift=6)
    return words


def _at(since: int, value: Value, language: Language) -> str:
    estimate = value.estimate
    return say(
        "recovered.hover",
        language,
        since=str(since),
        share=formats.percent(estimate.value or 0.0),
        interval=formats.interval(estimate.lower, estimate.upper, "fraction", language),
        n=formats.count(value.n, language),
    )
