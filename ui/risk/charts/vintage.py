"""Curves by months: cohorts of origination that were ever late, and recoveries after entry into 90 days past due."""

from collections.abc import Collection, Sequence

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import canvas, empty, label
from warehouse.contract.windows import months_between
from warehouse.query.answers import Comparison, Value
from warehouse.query.subjects.loan_book import Vintage, Vintages
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

FAINTEST = 0.35
A_YEAR = 12
CALENDAR = {3: "Q", 6: "H", 12: ""}  # months of a cohort → how it is counted in its year
ROOM = 1.4  # for the words behind the longest line
LABEL_WIDTH, LABEL_HEIGHT = 0.35, 0.06  # of the axes, on a phone
Windows = tuple[Collection[str], Collection[str]]  # months of before and after


def cohort_name(cohort: Vintage) -> str:
    """Return 2021H2, 2021Q3 or 2021 for calendar periods, 2021-08 for one month, else 2021-08…2022-01."""
    months = months_between(cohort.first, cohort.last)
    year, place = cohort.first[:4], int(cohort.first[5:]) - 1
    if len(months) in CALENDAR and place % len(months) == 0:
        sign = CALENDAR[len(months)]
        return f"{year}{sign}{place // len(months) + 1}" if sign else year
    return cohort.first if len(months) == 1 else f"{cohort.first}…{cohort.last}"


def window_of(cohort: Vintage, windows: Windows) -> str:
    """Return the window that holds more than half of the cohort's months, "" if neither does."""
    months = months_between(cohort.first, cohort.last)
    for name, window in zip(("before", "after"), windows, strict=True):
        if 2 * sum(month in window for month in months) > len(months):
            return name
    return ""


def vintage(vintages: Vintages, days: str, windows: Windows, language: Language, theme: Theme) -> go.Figure:
    """Draw one line per cohort, fainter the older it is, with its name where it ends.

    A line is dotted where only the older months of its cohort have been observed that long. Cohorts of a window end
    in a dot of its colour.
    """
    drawn = [cohort for cohort in vintages.cohorts if cohort.shares]
    if not drawn:
        why = reason_words(vintages.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    figure = canvas(theme, 400, _alt(drawn, days, language))
    for place, cohort in enumerate(drawn):
        strength = FAINTEST + (1 - FAINTEST) * (place + 1) / len(drawn)
        _curve(figure, cohort, fade(colours.sequence, strength), language)
    longest = max(len(cohort.shares) for cohort in drawn)
    highest = 100 * (max(cohort.shares[-1] for cohort in drawn) or 0.01)
    for cohort, height in zip(drawn, _free_heights(drawn, longest, highest), strict=True):
        _end(
            figure,
            cohort=cohort,
            height=height,
            window=window_of(cohort, windows),
            colours=colours,
            language=language,
        )
    figure.update_xaxes(
        title={"text": say("vintage.axis", language), "standoff": 4},
        range=[0, ROOM * longest],
        tickvals=list(range(0, longest + 1, A_YEAR if longest > 2 * A_YEAR else 3)),
        showline=True,
        showgrid=True,
    )
    figure.update_yaxes(ticksuffix="%", showgrid=True, nticks=6, range=[-0.03 * highest, 1.08 * highest])
    return figure


def _curve(figure: go.Figure, cohort: Vintage, colour: str, language: Language) -> None:
    heights = [100 * share for share in cohort.shares]
    spans = ((0, cohort.complete, "solid"), (max(0, cohort.complete - 1), len(heights), "dot"))
    for first, last, dash in spans:
        if last - first > 1:
            figure.add_scatter(
                x=list(range(first, last)),
                y=heights[first:last],
                mode="lines",
                line={"color": colour, "width": 2, "dash": dash},
                text=[_hover(cohort, age, language) for age in range(first, last)],
                hovertemplate="%{text}<extra></extra>",
            )


def _hover(cohort: Vintage, age: int, language: Language) -> str:
    return say(
        "vintage.hover",
        language,
        cohort=cohort_name(cohort),
        age=str(age),
        share=formats.percent(cohort.shares[age], language),
        n=formats.count(cohort.contracts, language),
    )


def _free_heights(cohorts: Sequence[Vintage], longest: int, highest: float) -> list[float]:
    """Heights of the names, lowered where an older cohort ends near by, so that no two lie on each other."""
    taken: list[tuple[int, float]] = []
    for cohort in cohorts:
        age, height = len(cohort.shares) - 1, 100 * cohort.shares[-1]
        near = [other for at, other in taken if abs(at - age) < LABEL_WIDTH * longest]
        while any(abs(other - height) < LABEL_HEIGHT * highest for other in near):
            height -= LABEL_HEIGHT * highest / 2
        taken.append((age, height))
    return [height for _, height in taken]


def _end(
    figure: go.Figure, cohort: Vintage, height: float, window: str, colours: Colours, language: Language
) -> None:
    """The name of a cohort beside its last point; those of a window also say which."""
    age = len(cohort.shares) - 1
    ink = colours.words_of_window(window) if window else colours.quiet
    name = (
        f"{cohort_name(cohort)} <b>{say(f'window.{window}', language)}</b>" if window else cohort_name(cohort)
    )
    if window:
        figure.add_scatter(
            x=[age],
            y=[100 * cohort.shares[-1]],
            mode="markers",
            marker={"size": 9, "color": colours.of_window(window)},
            hoverinfo="skip",
        )
    behind = fade(colours.paper, 0.75)
    label(figure, name, age, height, ink, xanchor="left", yanchor="middle", xshift=6, bgcolor=behind)


def _alt(cohorts: Sequence[Vintage], days: str, language: Language) -> str:
    old = [cohort for cohort in cohorts if len(cohort.shares) > A_YEAR]
    at_a_year = say("format.comma", language).join(
        f"{cohort_name(cohort)} {formats.percent(cohort.shares[A_YEAR], language)}" for cohort in old
    )
    return say("alt.vintage", language, days=days, n=str(len(cohorts)), values=at_a_year or "–")


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
    share = formats.percent(value.estimate.value or 0.0, language)
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
        share=formats.percent(estimate.value or 0.0, language),
        interval=formats.interval(estimate.lower, estimate.upper, "fraction", language),
        n=formats.count(value.n, language),
    )
