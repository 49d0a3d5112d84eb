"""Planned benefits and what the measured change implies of them, in money a month, beside what is spent to run."""

import plotly.graph_objects as go

from ui import formats
from ui.charts import canvas, label
from ui.effects import Names, moved_name, span
from ui.theme import COLOURS, SMALL, Colours, Theme, faded
from ui.words import Language, say
from warehouse.benefits import Goal, Money
from warehouse.kpis import find

ROW, ROW_ON_A_PHONE, BAR = 46, 78, 0.5  # on a phone the name stands above its row


def money(
    found: tuple[Money, ...], names: Names, narrow: bool, currency: str, language: Language, theme: Theme
) -> go.Figure:
    """A row per goal: the running cost as a bar, the plan as a tick, the implied benefit as a dot."""
    colours = COLOURS[theme]
    rows = [(one, goal) for one in found for goal in one.goals if goal.planned is not None]
    amounts = [end for one, goal in rows for end in _ends(one, goal)]
    by, sign = formats.amount_step(language, *amounts)
    row = ROW_ON_A_PHONE if narrow else ROW
    figure = canvas(theme, 52 + row * len(rows), _money_alt(rows, names, currency, language))
    for y, (one, goal) in enumerate(rows):
        _goal(figure, y, one, goal, by, currency, colours, language)
    figure.add_shape(
        type="line", x0=0, x1=0, y0=-0.5, y1=len(rows) - 0.5, line={"color": colours.neutral, "width": 1}
    )
    _names(figure, rows, names, narrow, colours, language)
    figure.update_xaxes(domain=[0, 0.6], showgrid=True, nticks=4, ticksuffix=sign, tickangle=0)
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
        (names.get(one.initiative, one.initiative), moved_name(find(goal.kpi), language))
        for one, goal in rows
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


def _ends(one: Money, goal: Goal) -> list[float]:
    found = goal.implied or goal.possible
    ends = [] if found is None else [found.lower, found.upper]
    return [*ends, goal.planned or 0.0, one.cost_per_month or 0.0]


def _goal(
    figure: go.Figure,
    y: int,
    one: Money,
    goal: Goal,
    by: float,
    currency: str,
    colours: Colours,
    language: Language,
) -> None:
    figure.add_bar(
        x=[(one.cost_per_month or 0.0) / by], y=[y], orientation="h", width=BAR, hoverinfo="skip",
        marker={"color": faded(colours.neutral, 0.22)},
    )  # fmt: skip
    figure.add_scatter(
        x=[(goal.planned or 0.0) / by], y=[y], mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": 20, "color": colours.ink, "line": {"width": 2}},
    )  # fmt: skip
    found = goal.implied or goal.possible
    colour = colours.neutral
    if goal.implied is not None:
        colour = colours.better if goal.implied.value > 0 else colours.worse
    if found is not None:
        figure.add_scatter(
            x=[found.lower / by, found.upper / by], y=[y, y], mode="lines", hoverinfo="skip",
            line={"color": colour, "width": 3, "dash": "solid" if goal.implied else "dot"},
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
    """The implied benefit a month with its interval under it, or that none can be told and the range possible."""
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
            initiative=names.get(one.initiative, one.initiative),
            kpi=moved_name(find(goal.kpi), language),
            planned=formats.value(goal.planned or 0.0, currency, language),
            implied=goal_money(goal, currency, language)
            .replace("<b>", "")
            .replace("</b>", "")
            .replace("<br>", " "),
        )
        for one, goal in rows
    ]
    return say("alt.money", language, goals=say("format.semicolon", language).join(said))
