"""Figure of where an application's time goes: work and waiting in each stage, before and after."""

from typing import Literal

import plotly.graph_objects as go

from figures.canvas import canvas, empty, label
from warehouse.query.answers import Stage, StageWork
from wording import formats
from wording.naming import Labels, member_name, reason_words
from wording.theme import COLOURS, Theme
from wording.words import Language, say, say_member

STAGES = 10  # the longest ones; the rest is in the data under the figure


OTHERS = ("applicant", "partner")  # whose time the lender waits for

STEP = 58  # height of a stage: its name and two bars
LEFT = {"xanchor": "left", "yanchor": "bottom"}

Measure = Literal["work", "waiting"]
Key = tuple[str, str]  # stage and who works on it: human, system, applicant or partner


def minutes_of(row: Stage | None, measure: Measure) -> float | None:
    """Return a stage's minutes of work or of waiting, None where there are none.

    The lender waits for applicants and partners, so all the time they take counts as waiting.
    """
    if row is None:
        return None
    if row.resource_kind in OTHERS:
        return None if measure == "work" else row.touch_minutes + (row.queue_minutes or 0.0)
    return row.touch_minutes if measure == "work" else row.queue_minutes


def select_stages(before: StageWork, after: StageWork, measure: Measure) -> tuple[Key, ...]:
    """Return the stages to draw, at most `STAGES`, ordered by the longer of their times before and after."""
    longest: dict[Key, float] = {}
    for row in (*before.stages, *after.stages):
        minutes = minutes_of(row, measure)
        if minutes is not None:
            key = (row.stage, row.resource_kind)
            longest[key] = max(longest.get(key, 0.0), minutes)
    return tuple(sorted(longest, key=lambda key: (-longest[key], key))[:STAGES])


def stage_name(key: Key, labels: Labels, language: Language) -> str:
    """Return the company's name of a stage, with who works on it.

    That is left out where it is the company's own staff, or named by the stage already.
    """
    name = member_name(key[0], labels, language)
    kind = say_member("resource_kind", key[1], language)
    if key[1] in ("human", "") or kind.lower() in name.lower():
        return name
    return say("figure.stage", language, stage=name, kind=kind)


def stages(
    before: StageWork, after: StageWork, measure: Measure, labels: Labels, language: Language, theme: Theme
) -> go.Figure:
    """Draw a pair of bars per stage, each labelled with its time, so that no axis is needed."""
    title = say(f"measure.{measure}", language)
    keys = select_stages(before, after, measure)
    if not keys:
        reason = after.reason or before.reason
        why = reason_words(reason, language) if reason else say("figure.no_queue", language)
        return empty(theme, f"{title}<br>{say('figure.no_data', language, reason=why)}")
    colours = COLOURS[theme]
    figure = canvas(theme, 50 + STEP * len(keys), say("alt.stages", language, what=title, n=str(len(keys))))
    sides = (("before", colours.before), ("after", colours.after))
    pairs = [(minutes_of(_row(before, key), measure), minutes_of(_row(after, key), measure)) for key in keys]
    for side, (_, colour) in enumerate(sides):
        figure.add_bar(
            y=[place + 0.1 + 0.28 * side for place in range(len(keys))],
            x=[pair[side] for pair in pairs],
            width=0.26,
            orientation="h",
            marker={"color": colour},
            text=["" if pair[side] is None else _time(pair, side, language) for pair in pairs],
            textposition="outside",
            textfont={"color": colours.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    for place, key in enumerate(keys):
        label(figure, stage_name(key, labels, language), 0, place - 0.08, colours.ink, **LEFT)
    named = [
        f"<span style='color:{colours.words_of_window(window)}'>{say(f'window.{window}', language)}</span>"
        for window, _ in sides
    ]
    heading = f"<b>{title}</b> · {' '.join(named)}"
    label(figure, heading, 0, 1, colours.ink, **{**LEFT, "xref": "paper", "yref": "paper"})
    known = [m for pair in pairs for m in pair if m is not None]
    # Room for the words behind the longest bar.
    figure.update_xaxes(visible=False, range=[0, 1.3 * (max(known) or 1.0)])
    figure.update_yaxes(visible=False, range=[len(keys) - 0.4, -0.5])
    return figure


def _row(work: StageWork, key: Key) -> Stage | None:
    return next((row for row in work.stages if (row.stage, row.resource_kind) == key), None)


def _time(pair: tuple[float | None, float | None], side: int, language: Language) -> str:
    """The minutes of one window, in the unit that fits the longer of both."""
    return formats.value(pair[side] or 0.0, "minutes", language, formats.pair_scale(*pair))
