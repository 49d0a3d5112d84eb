"""Planned benefits, and those that measured changes imply, in money per month, beside the running costs."""

import plotly.graph_objects as go

from figures.canvas import canvas, label
from warehouse.effects.benefits import Goal, Money
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, name_moved_part, span
from wording.theme import COLOURS, SMALL, Colours, Theme, fade
from wording.words import Language, say

ROOM = 0.35  # of the width of the axis, at both ends
ROW, ROW_ON_A_PHONE, BAR = 46, 78, 0.5  # on a phone the name stands above its row


def money(
    costs: tuple[Money, ...], names: Names, narrow: bool, currency: str, language: Language, theme: Theme
) -> go.Figure:
    """Plot a row per goal: the plan as a tick, the implied benefit as a dot, the running cost once as a bar."""
    colours = COLOURS[theme]
    rows = [(cost, goal) for cost in costs for goal in cost.goals if goal.planned is not None]
    reach = _reach(rows)
    by, sign = formats.amount_step(language, *reach)
    row = ROW_ON_A_PHONE if narrow else ROW
    figure = canvas(theme, 52 + row * len(rows), _money_alt(rows, names, currency, language))
    for y, (cost, goal) in enumerate(rows):
        first = y == 0 or rows[y - 1][0] is not cost
        _goal(
            figure,
            y=y,
            cost=cost if first else None,
            goal=goal,
            by=by,
            reach=reach,
            currency=currency,
            colours=colours,
            language=language,
        )
    figure.add_shape(
        type="line", x0=0, x1=0, y0=-0.5, y1=len(rows) - 0.5, line={"color": colours.neutral, "width": 1}
    )
    _names(figure, rows=rows, names=names, narrow=narrow, colours=colours, language=language)
    edge = 0.02 * (reach[1] - reach[0])  # for the arrows
    ends = [(reach[0] - edge) / by, (reach[1] + edge) / by]
    gap = "" if language == "zh" else "\u00a0"  # 2万元, but 2m CNY
    suffix = f"{sign}{gap}{formats.say_unit(currency, language)}"
    figure.update_xaxes(domain=[0, 0.6], range=ends, showgrid=True, nticks=4, ticksuffix=suffix, tickangle=0)
    figure.update_layout(margin={"t": 4})
    return figure


def _names(
    figure: go.Figure,
    rows: list[tuple[Money, Goal]],
    names: Names,
    narrow: bool,
    colours: Colours,
    language: Language,
) -> None:
    """The initiative and the KPI of each row, beside it or above it."""
    ink = f"<span style='color:{colours.quiet}'>"
    named = [
        (names.get(cost.initiative, cost.initiative), name_moved_part(find(goal.kpi), language))
        for cost, goal in rows
    ]
    if narrow:
        for y, (initiative, kpi) in enumerate(named):
            text = f"{initiative} · {ink}{kpi}</span>"
            label(
                figure,
                text,
                0,
                y,
                colours.ink,
                xref="paper",
                xanchor="left",
                yshift=30,
                bgcolor=colours.paper,
            )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.7], tickvals=list(range(len(rows))), showticklabels=not narrow,
        ticktext=[f"{initiative}<br>{ink}{kpi}</span>" for initiative, kpi in named],
        tickfont={"color": colours.ink},
    )  # fmt: skip


def _reach(rows: list[tuple[Money, Goal]]) -> tuple[float, float]:
    """Both ends of the axis: all that is planned, spent and implied, with room for a part of what is only possible."""
    ends = [0.0]
    for cost, goal in rows:
        ends += [goal.planned or 0.0, cost.cost_per_month or 0.0]
        ends += [goal.implied.lower, goal.implied.upper] if goal.implied is not None else []
    room = ROOM * (max(ends) - min(ends)) or 1.0
    return min(ends) - room, max(ends) + room


def _goal(
    figure: go.Figure,
    y: int,
    cost: Money | None,
    goal: Goal,
    by: float,
    reach: tuple[float, float],
    currency: str,
    colours: Colours,
    language: Language,
) -> None:
    if cost is not None:
        figure.add_bar(
            x=[(cost.cost_per_month or 0.0) / by], y=[y], orientation="h", width=BAR, hoverinfo="skip",
            marker={"color": fade(colours.neutral, 0.4)},
        )  # fmt: skip
    figure.add_scatter(
        x=[(goal.planned or 0.0) / by], y=[y], mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": 20, "color": colours.ink, "line": {"width": 2}},
    )  # fmt: skip
    interval = goal.implied or goal.possible
    colour = colours.neutral
    if goal.implied is not None:
        colour = colours.better if goal.implied.value > 0 else colours.worse
    if interval is not None:
        figure.add_scatter(
            x=[max(interval.lower, reach[0]) / by, min(interval.upper, reach[1]) / by], y=[y, y], mode="lines",
            line={"color": colour, "width": 3, "dash": "solid" if goal.implied else "dot"}, hoverinfo="skip",
        )  # fmt: skip
        for end, sign, beyond in (
            (reach[0], "triangle-left", interval.lower < reach[0]),
            (reach[1], "triangle-right", interval.upper > reach[1]),
        ):
            if beyond:
                figure.add_scatter(
                    x=[end / by], y=[y], mode="markers", hoverinfo="skip",
                    marker={"symbol": sign, "size": 9, "color": colour},
                )  # fmt: skip
    if goal.implied is not None:
        figure.add_scatter(
            x=[goal.implied.value / by], y=[y], mode="markers", hoverinfo="skip",
            marker={"size": 12, "color": colour},
        )  # fmt: skip
    text = goal_money(goal, currency, language)
    ink = colour if goal.implied is not None else colours.quiet
    label(
        figure,
        text,
        1,
        y,
        ink,
        xref="paper",
        xanchor="right",
        align="right",
        font={"size": SMALL, "color": ink},
    )


def goal_money(goal: Goal, currency: str, language: Language) -> str:
    """Return the implied monthly benefit over its interval, else the grade and the possible range (HTML)."""
    if goal.implied is not None:
        value = formats.absolute_change(goal.implied.value, currency, language)
        return f"<b>{value}</b><br>{span(goal.implied, 'currency', currency, language)}"
    grade = say(f"grade.{goal.grade}", language)
    if goal.possible is None:
        return grade
    return f"{grade}<br>{span(goal.possible, 'currency', currency, language)}"


def _money_alt(rows: list[tuple[Money, Goal]], names: Names, currency: str, language: Language) -> str:
    said = [
        say(
            "alt.goal",
            language,
            initiative=names.get(cost.initiative, cost.initiative),
            kpi=name_moved_part(find(goal.kpi), language),
            planned=formats.value(goal.planned or 0.0, currency, language),
            implied=goal_money(goal, currency, language)
            .replace("<b>", "")
            .replace("</b>", "")
            .replace("<br>", " "),
        )
        for cost, goal in rows
    ]
    return say("alt.money", language, goals=say("format.semicolon", language).join(said))
