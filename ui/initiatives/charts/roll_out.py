"""The roll-out calendar: how many of its units an initiative had reached, month by month."""

from collections.abc import Mapping

import plotly.graph_objects as go

from figures.canvas import canvas, label, month_start
from warehouse.effects.coverage import Course, MonthOfRollOut
from wording import formats
from wording.evidence.coverage import describe_reach
from wording.evidence.effects import Names
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say, say_member

ROW, ROW_ON_A_PHONE = 34, 52  # pixels; on a phone the name stands above its row
FAINTEST = 0.12
NAMED = 8  # units named where one points at a month; the table behind the figure names all

Units = Mapping[str, Names]  # kind of unit → code → name


def calendar(
    courses: tuple[Course, ...], names: Names, units: Units, narrow: bool, language: Language, theme: Theme
) -> go.Figure:
    """Plot a row per initiative and a cell per month, darker the more units are live; marks show go-lives."""
    colours, row = COLOURS[theme], ROW_ON_A_PHONE if narrow else ROW
    figure = canvas(theme, 44 + row * len(courses), _alt(courses, names, language))
    shares = [[month.live / course.units or None for month in course.months] for course in courses]
    months = [month_start(month.month) for month in courses[0].months]
    figure.add_heatmap(
        x=months,
        y=list(range(len(courses))),
        z=shares,
        zmin=0,
        zmax=1,
        colorscale=[[0, fade(colours.sequence, FAINTEST)], [1, fade(colours.sequence, 0.85)]],
        showscale=False,
        xgap=0 if narrow else 1,
        ygap=row - 16,
        customdata=[[_hover(m, course, names, units, language) for m in course.months] for course in courses],
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
    )
    _marks(figure, courses, row, colours)
    for y, course in enumerate(courses):
        label(
            figure,
            describe_reach(course, language),
            1,
            y,
            colours.quiet,
            xref="paper",
            xanchor="left",
            xshift=6,
        )
        if narrow:
            name = names.get(course.initiative, "")
            label(figure, name, 0, y, colours.ink, xref="paper", xanchor="left", yshift=24)
    figure.update_yaxes(
        range=[len(courses) - 0.5, -0.75],
        tickvals=list(range(len(courses))),
        ticktext=[names.get(course.initiative, course.initiative) for course in courses],
        tickfont={"color": colours.ink},
        showticklabels=not narrow,
    )
    figure.update_xaxes(
        dtick="M12", tick0="2000-01-01", tickformat="%Y", ticklabelmode="period", ticks="outside"
    )
    figure.update_layout(margin={"r": 76, "t": 12})
    return figure


def _marks(figure: go.Figure, courses: tuple[Course, ...], row: int, colours: Colours) -> None:
    """A triangle over the months in which units went live, a cross over those in which units gave up."""
    months = [(month, y) for y, course in enumerate(courses) for month in course.months]
    for sign, colour, marked in (
        ("triangle-down", colours.ink, [(m, y) for m, y in months if m.started]),
        ("x", colours.worse, [(m, y) for m, y in months if m.given_up]),
    ):
        figure.add_scatter(
            x=[month_start(month.month) for month, _ in marked],
            y=[y - 11 / row for _, y in marked],
            mode="markers",
            marker={"symbol": sign, "size": 7, "color": colour},
            hoverinfo="skip",
        )


def _hover(month: MonthOfRollOut, course: Course, names: Names, units: Units, language: Language) -> str:
    own = units.get(course.unit_kind, {})
    lines = [
        f"<b>{names.get(course.initiative, course.initiative)}</b> · {formats.month(month.month, language)}",
        say(
            "rollout.live",
            language,
            n=str(month.live),
            all=str(course.units),
            kind=say_member("unit_kind", course.unit_kind, language),
        ),
    ]
    for key, members in (("started", month.started), ("given_up", month.given_up)):
        if members:
            lines.append(say(f"rollout.{key}", language, units=unit_list(members, own, NAMED, language)))
    return "<br>".join(lines)


def unit_list(members: tuple[str, ...], names: Names, most: int, language: Language) -> str:
    """Return the names of the first `most` units; the others are only counted."""
    named = [
        say("unit_kind.company", language) if unit == "all" else names.get(unit, unit)
        for unit in members[:most]
    ]
    text = say("format.comma", language).join(named)
    more = len(members) - most
    return say("rollout.more", language, units=text, n=str(more)) if more > 0 else text


def _alt(courses: tuple[Course, ...], names: Names, language: Language) -> str:
    said = []
    for course in courses:
        first = next((month.month for month in course.months if month.started), course.months[0].month)
        said.append(
            say(
                "rollout.course",
                language,
                initiative=names.get(course.initiative, course.initiative),
                first=formats.month(first, language),
                reached=describe_reach(course, language),
            )
        )
    return say("alt.rollout", language, courses=say("format.comma", language).join(said))
