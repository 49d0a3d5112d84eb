"""A change in steps from before to after: what the mix of each dimension moved, then the change at the same mix."""

from dataclasses import dataclass

import plotly.graph_objects as go

from analysis.mix_estimates import Mixed
from analysis.results import Estimate
from figures.canvas import Axis, canvas, label
from warehouse.kpis.record import Kpi
from warehouse.query.judged import is_led
from wording import formats
from wording.downloads import Rows
from wording.naming import name_of, reason_words
from wording.theme import COLOURS, SMALL, Colours, Theme, fade
from wording.words import Language, say

STEP_HEIGHT = 42  # of a row with two lines of words beside it
BAR = 0.5  # of a row
WORDS_FROM = 0.5  # of the width, so that both lines of words fit on a phone


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part of the change, which starts where the parts before it end.

    clear: whether it differs from zero beyond chance.
    """

    name: str
    start: float
    change: Estimate
    clear: bool

    @property
    def end(self) -> float:
        """Where the step ends."""
        return self.start + (self.change.value or 0.0)


def steps(mixed: Mixed, language: Language) -> tuple[Step, ...]:
    """Return a step for the mix of each dimension, largest first, then one for the change at the same mix.

    The first starts at the value before, the last ends at the value after.
    """
    parts = sorted(mixed.parts, key=lambda part: -abs(part[1].value or 0.0))
    named = [
        (say("mix.part", language, dimension=say(f"dimension.{name}", language)), change, change.clear)
        for name, change in parts
    ]
    within = (say("mix.within", language), mixed.within, mixed.within_is_clear)
    waterfall_steps: list[Step] = []
    for name, change, clear in (*named, within):
        waterfall_steps.append(
            Step(
                name=name,
                start=waterfall_steps[-1].end if waterfall_steps else mixed.before,
                change=change,
                clear=clear,
            )
        )
    return tuple(waterfall_steps)


def mix_rows(mixed: Mixed, language: Language) -> Rows:
    """Return the value before, a row per step with its interval, and the value after."""
    columns = ("part", "value", "lower", "upper", "reason")
    between = (
        (
            *(step.name, step.change.value, step.change.lower, step.change.upper),
            reason_words(step.change.interval_reason, language) if step.change.interval_reason else "",
        )
        for step in steps(mixed, language)
    )
    return Rows(
        columns=tuple(say(f"column.{name}", language) for name in columns),
        rows=(
            (say("window.before", language), mixed.before, None, None, ""),
            *between,
            (say("window.after", language), mixed.after, None, None, ""),
        ),
    )


def waterfall(mixed: Mixed, kpi: Kpi, language: Language, theme: Theme) -> go.Figure:
    """Return a figure with a row for each value and each step, with size and interval in words on the right."""
    colours, rows = COLOURS[theme], steps(mixed, language)
    axis = Axis(kpi.unit, language, mixed.before, mixed.after)
    last = len(rows) + 1
    figure = canvas(theme, 40 + STEP_HEIGHT * (last + 1), _alt(mixed, rows, kpi, language, axis.scale))
    for place, step in enumerate(rows, 1):
        _bar(figure, place=place, step=step, kpi=kpi, axis=axis, colours=colours, language=language)
    joints = [mixed.before, *(step.end for step in rows)]
    for place, joint in enumerate(joints):
        x = axis.at(joint)
        figure.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=place,
            y1=place + 1,
            layer="below",
            line={"color": colours.quiet, "width": 1, "dash": "dot"},
        )
    for place, window, value in ((0, "before", mixed.before), (last, "after", mixed.after)):
        _value(
            figure,
            place=place,
            window=window,
            value=value,
            kpi=kpi,
            axis=axis,
            colours=colours,
            language=language,
        )
    windows = (say("window.before", language), say("window.after", language))
    figure.update_yaxes(
        tickvals=list(range(last + 1)),
        ticktext=[windows[0], *(step.name for step in rows), windows[1]],
        range=[last + 0.6, -0.6],
        tickfont={"color": colours.ink},
    )
    figure.update_xaxes(
        **axis.ticks,
        showgrid=True,
        nticks=3,
        tickangle=0,
        domain=[0, WORDS_FROM],
        range=_range(mixed, rows, axis),
    )
    return figure


def step_words(step: Step, kpi: Kpi, language: Language, scale: float) -> str:
    """Format the size of a step: ▼ −1.30 h; in brackets and without an arrow where it is not clear.

    scale: minutes per unit shown, the same for all steps of a figure.
    """
    change = step.change
    assert change.value is not None
    if kpi.unit == "fraction":
        text = formats.short_points(change.value, language)
    else:
        text = formats.add_sign(formats.value(change.value, kpi.unit, language, scale), change.value)
    if not step.clear:
        return formats.bracket(text, language)
    return f"{'▲' if change.value > 0 else '▼'} {text}"


def format_interval(change: Estimate, kpi: Kpi, language: Language, scale: float) -> str:
    """The interval, on the scale of the step."""
    if kpi.unit == "minutes" and change.lower is not None and change.upper is not None:
        lower, upper = (
            formats.digits(change.lower / scale),
            formats.value(change.upper, "minutes", language, scale),
        )
        return formats.bracket(formats.span(lower, upper, language), language)
    unit = "points" if kpi.unit == "fraction" else kpi.unit
    return formats.interval(change.lower, change.upper, unit, language)


def step_colour(step: Step, kpi: Kpi, colours: Colours) -> str:
    """Return the colour of a step, neutral unless it is clear and the KPI has a better direction."""
    if not step.clear or kpi.better == "neither" or is_led(kpi):
        return colours.neutral
    rises = step.end > step.start
    return colours.better if rises == (kpi.better == "higher") else colours.worse


def _bar(
    figure: go.Figure, place: int, step: Step, kpi: Kpi, axis: Axis, colours: Colours, language: Language
) -> None:
    colour = step_colour(step, kpi, colours)
    words = step_words(step, kpi, language, axis.scale)
    interval = format_interval(step.change, kpi, language, axis.scale)
    figure.add_bar(
        x=[(step.end - step.start) / axis.scale],
        base=[step.start / axis.scale],
        y=[place],
        orientation="h",
        width=BAR,
        marker={
            "color": colour if step.clear else fade(colours.neutral, 0.0),
            "line": {"color": colour, "width": 2},
        },
        text=[f"{step.name}: {formats.add_interval(words, interval, language)}"],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    if step.change.lower is not None and step.change.upper is not None:
        ends = [(step.start + end) / axis.scale for end in (step.change.lower, step.change.upper)]
        figure.add_scatter(
            x=ends, y=[place, place], mode="lines", line={"color": colours.ink, "width": 1}, hoverinfo="skip"
        )
    small = f"<br><span style='color:{colours.quiet}'>{interval}</span>" if interval else ""
    label(figure, f"{words}{small}", 1, place, colour, xref="paper", xanchor="right", align="right")


def _value(
    figure: go.Figure,
    place: int,
    window: str,
    value: float,
    kpi: Kpi,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    text = formats.value(value, kpi.unit, language)
    figure.add_scatter(
        x=[axis.at(value)],
        y=[place],
        mode="markers",
        marker={"size": 13, "color": colours.of_window(window)},
        text=[f"{say(f'window.{window}', language)}: {text}"],
        hovertemplate="%{text}<extra></extra>",
    )
    label(
        figure,
        f"<b>{text}</b>",
        1,
        place,
        colours.words_of_window(window),
        xref="paper",
        xanchor="right",
        font={"size": SMALL, "color": colours.words_of_window(window)},
    )


def _range(mixed: Mixed, rows: tuple[Step, ...], axis: Axis) -> list[float]:
    """Everything drawn, with some room; not from zero, since no bar stands on it."""
    reach = [mixed.before, mixed.after]
    for step in rows:
        reach += [
            step.end,
            *(step.start + end for end in (step.change.lower, step.change.upper) if end is not None),
        ]
    low, high = min(reach) / axis.scale, max(reach) / axis.scale
    room = 0.06 * ((high - low) or 1)
    return [low - room, high + room]


def _alt(mixed: Mixed, rows: tuple[Step, ...], kpi: Kpi, language: Language, scale: float) -> str:
    parts = [
        say("alt.mix_part", language, part=step.name, change=step_words(step, kpi, language, scale))
        for step in rows
    ]
    return say(
        "alt.mix",
        language,
        name=name_of(kpi, language),
        before=formats.value(mixed.before, kpi.unit, language),
        after=formats.value(mixed.after, kpi.unit, language),
        parts=say("format.comma", language).join(parts),
    )
