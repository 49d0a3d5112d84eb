"""A KPI by month or by quarter with its interval, both windows, the roll-out and other events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from figures.canvas import Axis, canvas, empty, label, month_end, month_start
from figures.events import Mark, draw_events, draw_target
from figures.steps import Steps, steps_of
from warehouse.kpis.record import Kpi, Level, Total
from warehouse.query.answers import Answer, Comparison, Value
from warehouse.query.targets import Target
from wording import formats
from wording.levels import brief, describe_sample, interval
from wording.naming import name_of
from wording.sentences.answer import no_month, say_value
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a trend is read against: first and last month of the roll-out, events and targets."""

    golive: tuple[str, str] | None
    marks: tuple[Mark, ...]
    targets: tuple[Target, ...]


def trend(
    answer: Answer,
    comparison: Comparison | None,
    kpi: Kpi,
    surroundings: Surroundings,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Return a figure with values as a line and their 95% intervals as a ribbon.

    Months that are not final are hollow; windows and roll-out are shaded. `answer` is by month or by quarter;
    `comparison` has the windows and their values, None where there are none.
    """
    said = [v for v in answer.values if v.estimate.value is not None]
    if not said:
        return empty(theme, no_month(answer, comparison, kpi, language))
    colours = COLOURS[theme]
    windows, steps = _windows(comparison, colours), steps_of(answer)
    axis = Axis(kpi.unit, language, *(v.estimate.value for v in said))
    figure = canvas(theme, 340, _alt(answer, windows, kpi, language))
    first, last = answer.values[0].members[0], steps.list_months(answer.values[-1].members[0])[-1]
    figure.update_layout(margin={"t": 44})
    for window in windows:
        value = _describe_window(window, kpi, language)
        words = f"{say(f'window.{window.name}', language)}<br><b>{value}</b>"
        ink = colours.words_of_window(window.name)
        _span(figure, window.months, fade(window.colour, colours.tint), ink, words)
    if surroundings.golive:
        words = say("figure.golive", language)
        _bar(figure, surroundings.golive, fade(colours.neutral, 0.45), colours.quiet, words)
    _ribbon(figure, answer.values, steps, axis, colours)
    _line(figure, answer.values, steps, axis, colours)
    _points(
        figure,
        values=answer.values,
        steps=steps,
        windows=windows,
        kpi=kpi,
        axis=axis,
        colours=colours,
        language=language,
    )
    _levels(figure, windows, kpi, axis)
    for target in surroundings.targets:
        draw_target(
            figure, target=target, shown=(first, last), kpi=kpi, axis=axis, colours=colours, language=language
        )
    figure.update_xaxes(
        range=[month_start(first), month_end(last)], tickformat="%Y-%m", showline=True, nticks=8
    )
    targets = [target.value for target in surroundings.targets]
    reach = _range(said, targets, axis)
    figure.update_yaxes(**axis.ticks, showgrid=True, nticks=5, range=reach)
    marks = [mark for mark in surroundings.marks if month_start(first) <= mark.on < month_end(last)]
    draw_events(figure, marks, reach[0], colours)
    return figure


@dataclass(frozen=True, kw_only=True)
class _Window:
    name: str
    months: tuple[str, ...]
    value: Value
    colour: str


def _windows(comparison: Comparison | None, colours: Colours) -> list[_Window]:
    """The windows that hold months, before first."""
    if comparison is None or not comparison.changes:
        return []
    change = comparison.changes[0]
    both = (
        _Window(name="before", months=comparison.months_before, value=change.before, colour=colours.before),
        _Window(name="after", months=comparison.months_after, value=change.after, colour=colours.after),
    )
    return [window for window in both if window.months]


def _range(said: Sequence[Value], targets: Sequence[float], axis: Axis) -> list[float]:
    """From zero where the values come near it; the intervals of small months may be cut."""
    values = [*(v.estimate.value for v in said if v.estimate.value is not None), *targets]
    upper = [v.estimate.upper for v in said if v.estimate.upper is not None]
    lower = [v.estimate.lower for v in said if v.estimate.lower is not None]
    high = max(*values, min(max(upper, default=0.0), 1.6 * max(values)))
    low = min(values)
    if low >= 0:
        low = min(low, max(min(lower, default=low), 0.6 * low))
        low = low if low > 0.5 * max(values) else 0.0
    room = 0.12 * (high - low or abs(high) or 1)
    return [(low - room if low else 0.0) / axis.scale, (high + room) / axis.scale]


def _alt(answer: Answer, windows: Sequence[_Window], kpi: Kpi, language: Language) -> str:
    values = {window.name: _describe_window(window, kpi, language) for window in windows}
    return say(
        "alt.trend",
        language,
        name=name_of(kpi, language),
        first=steps_of(answer).name(answer.values[0].members[0], language),
        last=steps_of(answer).name(answer.values[-1].members[0], language),
        before=values.get("before", "–"),
        after=values.get("after", "–"),
    )


def _span(figure: go.Figure, months: Sequence[str], fill: str, ink: str, words: str) -> None:
    start, end = month_start(months[0]), month_end(months[-1])
    figure.add_shape(
        type="rect", yref="paper", y0=0, y1=1, x0=start, x1=end, fillcolor=fill, line_width=0, layer="below"
    )
    label(figure, words, start + (end - start) / 2, 1, ink, yref="paper", yanchor="bottom")


def _bar(figure: go.Figure, months: Sequence[str], fill: str, ink: str, words: str) -> None:
    """The months of going live as a bar along the top, so that they are not taken for a window."""
    start, end = month_start(months[0]), month_end(months[-1])
    figure.add_shape(
        type="rect", yref="paper", y0=0.975, y1=1, x0=start, x1=end, fillcolor=fill, line_width=0
    )
    label(figure, words, start + (end - start) / 2, 1, ink, yref="paper", yanchor="bottom")


def _runs(values: Sequence[Value], steps: Steps) -> Iterator[list[Value]]:
    """Stretches of neighbouring values whose interval can be said."""
    run: list[Value] = []
    for value in values:
        known = value.estimate.lower is not None and value.estimate.upper is not None
        if run and not (known and steps.follow(run[-1].members[0], value.members[0])):
            yield run
            run = []
        if known:
            run.append(value)
    if run:
        yield run


def _ribbon(figure: go.Figure, values: Sequence[Value], steps: Steps, axis: Axis, colours: Colours) -> None:
    for run in _runs(values, steps):
        days = [steps.middle(v.members[0]) for v in run]
        upper = [axis.at(v.estimate.upper) for v in run]
        lower = [axis.at(v.estimate.lower) for v in run]
        figure.add_scatter(
            x=days + days[::-1],
            y=upper + lower[::-1],
            fill="toself",
            fillcolor=fade(colours.neutral, 0.18),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
        )


def _line(figure: go.Figure, values: Sequence[Value], steps: Steps, axis: Axis, colours: Colours) -> None:
    """Neighbouring values joined; where one is not final the line is dotted."""
    pairs = [p for p in pairwise(values) if steps.follow(p[0].members[0], p[1].members[0])]
    for dash, young in (("solid", False), ("dot", True)):
        stretches = [p for p in pairs if any(v.young_months for v in p) == young]
        if stretches:
            figure.add_scatter(
                x=[x for p in stretches for x in (*(steps.middle(v.members[0]) for v in p), None)],
                y=[y for p in stretches for y in (*(axis.at(v.estimate.value) for v in p), None)],
                mode="lines",
                line={"color": colours.neutral, "width": 1.5, "dash": dash},
                hoverinfo="skip",
            )


def _points(
    figure: go.Figure,
    values: Sequence[Value],
    steps: Steps,
    windows: Sequence[_Window],
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    edges = [_colour_of(steps.list_months(v.members[0]), windows, colours) for v in values]
    fills = [colours.paper if v.young_months else edge for v, edge in zip(values, edges, strict=True)]
    figure.add_scatter(
        x=[steps.middle(v.members[0]) for v in values],
        y=[axis.at(v.estimate.value) for v in values],
        mode="markers",
        marker={"size": 7, "color": fills, "line": {"width": 1.5, "color": edges}},
        text=[_hover(v, steps, kpi, language) for v in values],
        hovertemplate="%{text}<extra></extra>",
    )


def _colour_of(months: Sequence[str], windows: Sequence[_Window], colours: Colours) -> str:
    """The colour of the window that holds all of the months."""
    inside = (window.colour for window in windows if set(months) <= set(window.months))
    return next(inside, colours.neutral)


def _hover(value: Value, steps: Steps, kpi: Kpi, language: Language) -> str:
    text = say(
        "figure.month",
        language,
        month=steps.name(value.members[0], language),
        value=say_value(value, kpi, language),
        interval=interval(value.estimate, kpi, language),
    )
    text = " · ".join(part for part in (text, describe_sample(value.n, kpi, language)) if part)
    return f"{text}<br>{say('figure.young', language)}" if value.young_months else text


def _height(window: _Window, kpi: Kpi) -> float | None:
    """Where the value of a window stands among those of its months: a sum of months by their mean; None for a level,
    which is that of the last month end."""
    value = window.value.estimate.value
    if value is None or isinstance(kpi.formula, Level):
        return None
    return value / len(window.months) if isinstance(kpi.formula, Total) else value


def _describe_window(window: _Window, kpi: Kpi, language: Language) -> str:
    """The value of a window in words; of a sum of months its mean."""
    height = _height(window, kpi)
    if isinstance(kpi.formula, Total) and height is not None:
        return say("figure.a_month", language, value=formats.value(height, kpi.unit, language))
    number = window.value.estimate.value
    return "–" if number is None else brief(number, kpi, language, 0)


def _levels(figure: go.Figure, windows: Sequence[_Window], kpi: Kpi, axis: Axis) -> None:
    """The value of each window as a line across its months."""
    for window in windows:
        height = axis.at(_height(window, kpi))
        figure.add_scatter(
            x=[month_start(window.months[0]), month_end(window.months[-1])],
            y=[height, height],
            mode="lines",
            line={"color": window.colour, "width": 4},
            hoverinfo="skip",
        )
