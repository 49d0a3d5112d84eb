"""A KPI before and after, one row per member of a dimension."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.canvas import Axis, canvas, empty, label
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change, Comparison, Value
from warehouse.query.judged import is_clear
from wording.judgement import verdict
from wording.levels import change_words, describe_sample, interval, level, most_changed
from wording.naming import Labels, member_name, name_dimension, name_of, reason_words
from wording.theme import COLOURS, ROW_HEIGHT, Colours, Theme
from wording.words import Language, say


def dumbbell(comparison: Comparison, kpi: Kpi, labels: Labels, language: Language, theme: Theme) -> go.Figure:
    """Return a figure with two joined dots per member and the change in words on the right.

    The second dot of an unclear change is hollow.
    """
    rows = most_changed(comparison)
    if not any(c.before.estimate.value is not None or c.after.estimate.value is not None for c in rows):
        reasons = [c.absolute.reason for c in rows if c.absolute.reason] or list(comparison.notices)
        why = reason_words(reasons[0], language) if reasons else say("reason.no rows", language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    values = [v.estimate.value for c in rows for v in (c.before, c.after)]
    axis = Axis(kpi.unit, language, *values)
    names = [member_name(c.members[0], labels, language) for c in rows]
    figure = canvas(theme, 60 + ROW_HEIGHT * len(rows), _alt(comparison, kpi, rows, language))
    figure.update_layout(clickmode="event+select")
    limits = [len(rows) - 0.4, -0.6]
    # Plotly hears no clicks where both axes are fixed; the limits keep the rows in their place.
    figure.update_yaxes(fixedrange=False, minallowed=limits[1], maxallowed=limits[0], range=limits)
    for place, change in enumerate(rows):
        _row(figure, place=place, change=change, kpi=kpi, axis=axis, colours=colours, language=language)
    for window, colour in (("before", colours.before), ("after", colours.after)):
        _dots(
            figure,
            rows=rows,
            names=names,
            window=window,
            kpi=kpi,
            axis=axis,
            colour=colour,
            paper=colours.paper,
            language=language,
        )
    _heading(figure, colours, language)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=names,
        tickfont={"color": colours.ink},
    )
    figure.update_xaxes(**axis.ticks, showgrid=True, nticks=5, domain=[0, 0.68], range=_range(values, axis))
    return figure


def _range(values: Sequence[float | None], axis: Axis) -> list[float]:
    known = [v / axis.scale for v in values if v is not None]
    low = min(known) if min(known) > 0.5 * max(known) else min(0.0, *known)
    room = 0.06 * (max(known) - low or 1)
    return [low - room, max(known) + room]


def _alt(comparison: Comparison, kpi: Kpi, rows: Sequence[Change], language: Language) -> str:
    return say(
        "alt.dumbbell",
        language,
        name=name_of(kpi, language),
        dimension=name_dimension(comparison.dimensions[0], language),
        n=str(len(rows)),
    )


def change_colour(kpi: Kpi, change: Change, colours: Colours) -> str:
    """Return the colour of a change, neutral unless it is clear and the KPI has a better direction."""
    return {"better": colours.better, "worse": colours.worse}.get(verdict(change, kpi), colours.neutral)


def _row(
    figure: go.Figure, place: int, change: Change, kpi: Kpi, axis: Axis, colours: Colours, language: Language
) -> None:
    ends = [axis.at(change.before.estimate.value), axis.at(change.after.estimate.value)]
    if None not in ends:
        figure.add_scatter(
            x=ends, y=[place, place], mode="lines", line={"color": colours.line, "width": 3}, hoverinfo="skip"
        )
    label(
        figure,
        change_words(change, kpi, language),
        1,
        place,
        change_colour(kpi, change, colours),
        xref="paper",
        xanchor="right",
    )


def _dots(
    figure: go.Figure,
    rows: Sequence[Change],
    names: Sequence[str],
    window: str,
    kpi: Kpi,
    axis: Axis,
    colour: str,
    paper: str,
    language: Language,
) -> None:
    values = [c.before if window == "before" else c.after for c in rows]
    hollow = [window == "after" and not is_clear(c, kpi) for c in rows]
    words = say(f"window.{window}", language)
    figure.add_scatter(
        x=[axis.at(v.estimate.value) for v in values],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 11,
            "color": [paper if h else colour for h in hollow],
            "line": {"width": 2, "color": colour},
        },
        text=[_hover(f"{name} · {words}", v, kpi, language) for name, v in zip(names, values, strict=True)],
        customdata=[c.members[0] for c in rows],
        hovertemplate="%{text}<extra></extra>",
        # A clicked row narrows the page down: the others must not fade meanwhile.
        unselected={"marker": {"opacity": 1}},
    )


def _hover(name: str, side: Value, kpi: Kpi, language: Language) -> str:
    """The value of a dot with its interval and cases, its name alone where there is none."""
    value = side.estimate.value
    if value is None:
        return name
    text = f"{name}: {level(value, kpi, language, 0)} {interval(side.estimate, kpi, language)}"
    return " · ".join(part for part in (text, describe_sample(side.n, kpi, language)) if part)


def _heading(figure: go.Figure, colours: Colours, language: Language) -> None:
    """Name the two dots above all rows, where no dot and no name of a row can lie."""
    named = (
        f"<span style='color:{colours.words_of_window(window)}'>● {say(f'window.{window}', language)}</span>"
        for window in ("before", "after")
    )
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    label(figure, "  ".join(named), 0, 1, colours.ink, **where)
