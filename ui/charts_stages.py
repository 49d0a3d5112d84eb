"""Where the time of an application goes: work and waiting in each stage, before and after."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from ui import formats
from ui.charts import Axis, canvas, empty, label
from ui.naming import Labels, member_name, reason_words
from ui.theme import COLOURS, Colours, Theme
from ui.words import Language, say, say_member
from warehouse.answers import Stage, StageWork

STAGES = 10  # the longest ones; the rest is in the data under the figure


Key = tuple[str, str]  # stage and who works on it: human, system, applicant or partner


def shown(before: StageWork, after: StageWork) -> tuple[Key, ...]:
    """Stages drawn, the one with most minutes in either window first."""
    minutes: dict[Key, float] = {}
    for row in (*before.stages, *after.stages):
        key = (row.stage, row.resource_kind)
        minutes[key] = max(minutes.get(key, 0.0), row.touch_minutes + (row.queue_minutes or 0.0))
    return tuple(sorted(minutes, key=lambda key: (-minutes[key], key))[:STAGES])


def stage_name(key: Key, labels: Labels, language: Language) -> str:
    """A stage as the company calls it; who works on it is added where it is not the company's people."""
    name = member_name(key[0], labels, language)
    kind = say_member("resource_kind", key[1], language)
    return name if key[1] in ("human", "") else say("figure.stage", language, stage=name, kind=kind)


def stages(
    before: StageWork, after: StageWork, labels: Labels, language: Language, theme: Theme
) -> go.Figure:
    """Two panels over one list of stages: work at the left, waiting at the right, a bar per window."""
    keys = shown(before, after)
    if not keys:
        why = reason_words(after.reason or before.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    figure = canvas(theme, 70 + 44 * len(keys), say("alt.stages", language, n=str(len(keys))))
    found = {
        window: {(row.stage, row.resource_kind): row for row in work.stages}
        for window, work in (("before", before), ("after", after))
    }
    for column, measure in (("x", "touch"), ("x2", "queue")):
        _panel(figure, keys, found, column, measure, colours, language)
    figure.update_layout(
        barmode="group",
        bargap=0.3,
        bargroupgap=0.05,
        xaxis={"domain": [0, 0.47]},
        xaxis2={"domain": [0.53, 1], "anchor": "y", "fixedrange": True, "zeroline": False, "showgrid": False},
    )
    figure.update_xaxes(showticklabels=False)
    figure.update_yaxes(
        tickvals=list(range(len(keys))),
        ticktext=[stage_name(key, labels, language) for key in keys],
        range=[len(keys) - 0.5, -0.5],
        tickfont={"color": colours.ink},
    )
    return figure


def _panel(
    figure: go.Figure,
    keys: Sequence[Key],
    found: Mapping[str, Mapping[Key, Stage]],
    column: str,
    measure: str,
    colours: Colours,
    language: Language,
) -> None:
    minutes: dict[str, list[float | None]] = {
        window: [getattr(rows.get(key), f"{measure}_minutes", None) for key in keys]
        for window, rows in found.items()
    }
    axis = Axis("minutes", language, *minutes["before"], *minutes["after"])
    heading = say(f"figure.{measure}", language)
    words = say("figure.per_application", language, what=heading, unit=axis.suffix.strip())
    if measure == "touch":
        sides = (("before", colours.before), ("after", colours.after))
        named = [f"<span style='color:{c}'><b>{say(f'figure.{w}', language)}</b></span>" for w, c in sides]
        words = f"{words} · {' '.join(named)}"
    label(
        figure,
        words,
        0,
        1,
        colours.ink,
        xref=f"{column} domain",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
    )
    for window, colour in (("before", colours.before), ("after", colours.after)):
        figure.add_bar(
            y=list(range(len(keys))),
            x=[axis.at(m) for m in minutes[window]],
            orientation="h",
            xaxis=column,
            marker={"color": colour},
            text=["" if m is None else formats.digits(m / axis.scale) for m in minutes[window]],
            textposition="outside",
            textfont={"color": colours.ink},
            cliponaxis=False,
            hovertemplate=f"{say(f'figure.{window}', language)} · {heading}: %{{text}}{axis.suffix}<extra></extra>",
        )
    known = [m for values in minutes.values() for m in values if m is not None]
    figure.update_layout(
        {column.replace("x", "xaxis"): {"range": [0, 1.25 * (axis.at(max(known, default=1)) or 1)]}}
    )
    if not known:
        label(
            figure,
            say("figure.no_queue", language),
            0,
            0.5,
            colours.quiet,
            xref=f"{column} domain",
            yref="paper",
            xanchor="left",
        )
