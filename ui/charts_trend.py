"""A KPI month by month, with its interval, the two windows, the go-live and what happened meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from ui import formats
from ui.charts import Axis, canvas, empty, label, month_end, month_middle, month_start
from ui.theme import COLOURS, Colours, Theme, faded
from ui.words import Language, say
from ui.naming import name_of, reason_words
from warehouse.answers import Answer, Comparison, Value
from warehouse.kpis.record import Kpi


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day, in the language of the reader."""

    on: date
    words: str


@dataclass(frozen=True)
class Target:
    """A target value and the months it holds for; `last` None: until further notice."""

    first: str
    last: str | None
    value: float


@dataclass(frozen=True)
class Surroundings:
    """What a trend is read against: first and last month of going live, events, targets."""

    golive: tuple[str, str] | None
    marks: tuple[Mark, ...]
    targets: tuple[Target, ...]


def trend(
    answer: Answer,
    comparison: Comparison,
    kpi: Kpi,
    surroundings: Surroundings,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Monthly values as a line with its 95 % ribbon; young months hollow, windows and go-live shaded."""
    said = [v for v in answer.values if v.estimate.value is not None]
    if not said:
        reasons = [v.estimate.reason for v in answer.values if v.estimate.reason]
        why = reason_words(reasons[0], language) if reasons else say("reason.no rows", language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    axis = Axis(kpi.unit, language, *(v.estimate.value for v in said))
    figure = canvas(theme, 330, _alt(answer, comparison, kpi, language))
    _shade(figure, comparison, surroundings, colours, language)
    _ribbon(figure, answer.values, axis, colours)
    _line(figure, answer.values, comparison, kpi, axis, colours, language)
    _levels(figure, comparison, kpi, axis, colours, language)
    _targets(figure, surroundings.targets, answer, kpi, axis, colours, language)
    _flags(figure, surroundings.marks, answer, colours)
    first, last = answer.values[0].members[0], answer.values[-1].members[0]
    figure.update_xaxes(range=[month_start(first), month_end(last)], tickformat="%Y-%m", showline=True, nticks=8)
    figure.update_yaxes(ticksuffix=axis.suffix, showgrid=True, nticks=5, range=_range(said, comparison, surroundings, axis))
    return figure


def _range(
    said: Sequence[Value], comparison: Comparison, surroundings: Surroundings, axis: Axis
) -> list[float]:
    """From zero where the values come near it; wide intervals of small months may be cut."""
    values = [v.estimate.value for v in said if v.estimate.value is not None]
    values += [t.value for t in surroundings.targets]
    ends = [v.estimate.upper for v in said if v.estimate.upper is not None]
    high = max(*values, min(max(ends, default=0), 1.6 * max(values)))
    low = min(values) if min(values) > 0.5 * max(values) else 0.0
    room = 0.12 * (high - low or abs(high) or 1)
    return [(low - room if low else 0.0) / axis.scale, (high + room) / axis.scale]


def _alt(answer: Answer, comparison: Comparison, kpi: Kpi, language: Language) -> str:
    change = comparison.changes[0] if comparison.changes else None
    return say(
        "alt.trend",
        language,
        name=name_of(kpi, language),
        first=formats.month(answer.values[0].members[0], language),
        last=formats.month(answer.values[-1].members[0], language),
        before=_said(change.before if change else None, kpi, language),
        after=_said(change.after if change else None, kpi, language),
    )


def _said(value: Value | None, kpi: Kpi, language: Language) -> str:
    if value is None or value.estimate.value is None:
        return say("card.cannot_say", language)
    return formats.value(value.estimate.value, kpi.unit, language)


def _shade(
    figure: go.Figure,
    comparison: Comparison,
    surroundings: Surroundings,
    colours: Colours,
    language: Language,
) -> None:
    spans = [
        (comparison.months_before, colours.before, say("figure.before", language)),
        (comparison.months_after, colours.after, say("figure.after", language)),
    ]
    for months, colour, words in spans:
        if months:
            _span(figure, months[0], months[-1], faded(colour, colours.tint), colour, words)
    if surroundings.golive:
        first, last = surroundings.golive
        _span(figure, first, last, faded(colours.neutral, 0.07), colours.quiet, say("figure.golive", language))


def _span(figure: go.Figure, first: str, last: str, fill: str, ink: str, words: str) -> None:
    figure.add_vrect(x0=month_start(first), x1=month_end(last), fillcolor=fill, line_width=0, layer="below")
    middle = month_start(first) + (month_end(last) - month_start(first)) / 2
    label(figure, words, middle, 1, ink, yref="paper", yanchor="bottom")


def _runs(values: Sequence[Value]) -> Iterator[list[Value]]:
    """Stretches of neighbouring months whose interval can be said."""
    run: list[Value] = []
    for value in values:
        if value.estimate.lower is not None and value.estimate.upper is not None:
            run.append(value)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _ribbon(figure: go.Figure, values: Sequence[Value], axis: Axis, colours: Colours) -> None:
    for run in _runs(values):
        days = [month_middle(v.members[0]) for v in run]
        upper = [axis.at(v.estimate.upper) for v in run]
        lower = [axis.at(v.estimate.lower) for v in run]
        figure.add_scatter(
            x=days + days[::-1],
            y=upper + lower[::-1],
            fill="toself",
            fillcolor=faded(colours.neutral, 0.18),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
        )


def _line(
    figure: go.Figure,
    values: Sequence[Value],
    comparison: Comparison,
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    for one, two in pairwise(values):
        # A line that ends in a month that is not final is dotted.
        if (one.young_months or two.young_months) and two.estimate.value is not None:
            _stretch(figure, [one, two], axis, colours, "dot")
    _stretch(figure, [v for v in values if not v.young_months], axis, colours, "solid")
    colour_of = {m: colours.before for m in comparison.months_before}
    colour_of |= {m: colours.after for m in comparison.months_after}
    figure.add_scatter(
        x=[month_middle(v.members[0]) for v in values],
        y=[axis.at(v.estimate.value) for v in values],
        mode="markers",
        marker={
            "size": 7,
            "color": [
                colours.paper if v.young_months else colour_of.get(v.members[0], colours.neutral)
                for v in values
            ],
            "line": {"width": 1.5, "color": [colour_of.get(v.members[0], colours.neutral) for v in values]},
        },
        text=[_hover(v, kpi, language) for v in values],
        hovertemplate="%{text}<extra></extra>",
    )


def _stretch(figure: go.Figure, values: Sequence[Value], axis: Axis, colours: Colours, dash: str) -> None:
    figure.add_scatter(
        x=[month_middle(v.members[0]) for v in values],
        y=[axis.at(v.estimate.value) for v in values],
        mode="lines",
        line={"color": colours.neutral, "width": 1.5, "dash": dash},
        connectgaps=False,
        hoverinfo="skip",
    )


def _hover(value: Value, kpi: Kpi, language: Language) -> str:
    estimate = value.estimate
    text = say(
        "figure.month",
        language,
        month=formats.month(value.members[0], language),
        value=_said(value, kpi, language),
        interval=formats.interval(estimate.lower, estimate.upper, kpi.unit, language),
        n=formats.count(value.n, language),
    )
    return f"{text}<br>{say('figure.young', language)}" if value.young_months else text


def _levels(
    figure: go.Figure, comparison: Comparison, kpi: Kpi, axis: Axis, colours: Colours, language: Language
) -> None:
    """The value of each window as a line across its months, with the number beside it."""
    if not comparison.changes:
        return
    change = comparison.changes[0]
    for months, value, colour in (
        (comparison.months_before, change.before, colours.before),
        (comparison.months_after, change.after, colours.after),
    ):
        if not months or value.estimate.value is None:
            continue
        height = axis.at(value.estimate.value)
        start, end = month_start(months[0]), month_end(months[-1])
        figure.add_scatter(
            x=[start, end], y=[height, height], mode="lines", line={"color": colour, "width": 4}, hoverinfo="skip"
        )
        text = f"<b>{_said(value, kpi, language)}</b>"
        label(figure, text, start + (end - start) / 2, height, colour, yanchor="bottom", yshift=4)


def _targets(
    figure: go.Figure,
    targets: Sequence[Target],
    answer: Answer,
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    first_month, last_month = answer.values[0].members[0], answer.values[-1].members[0]
    for target in targets:
        first, last = max(target.first, first_month), min(target.last or last_month, last_month)
        if first > last:
            continue
        height = axis.at(target.value)
        figure.add_scatter(
            x=[month_start(first), month_end(last)],
            y=[height, height],
            mode="lines",
            line={"color": colours.ink, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
        )
        words = say("figure.target", language, value=formats.value(target.value, kpi.unit, language))
        label(figure, words, month_end(last), height, colours.ink, xanchor="right", yanchor="top")


def _flags(figure: go.Figure, marks: Sequence[Mark], answer: Answer, colours: Colours) -> None:
    first, last = month_start(answer.values[0].members[0]), month_end(answer.values[-1].members[0])
    for mark in marks:
        if not first <= mark.on < last:
            continue
        figure.add_vline(x=mark.on, line={"color": colours.quiet, "width": 1, "dash": "dot"})
        # The flag stands at the foot, where no line of a window carries a label.
        label(
            figure, "⚑", mark.on, 0, colours.quiet, yref="paper", yanchor="bottom", xanchor="left",
            hovertext=mark.words, captureevents=True,
        )  # fmt: skip
