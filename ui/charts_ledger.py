"""What of a change is attributable to whom, and what initiatives promised and brought in, in money."""

from dataclasses import dataclass

import plotly.graph_objects as go

from ui import formats
from ui.charts import canvas, label
from ui.effects import Names, amount, meaning, moved_name, shown, span
from ui.theme import COLOURS, SMALL, Colours, Theme, faded
from ui.words import Language, say
from warehouse.benefits import Goal, Money
from warehouse.evidence import Ledger, Range
from warehouse.kpis import find

ROW, BAR = 44, 0.5
MONEY_ROW, MONEY_ROW_ON_A_PHONE = 46, 78  # on a phone the name stands above its row
WORDS_FROM = 0.5  # of the width, so that both lines of words fit on a phone


@dataclass(frozen=True)
class Line:
    """A row of a ledger: from where the rows above it have led."""

    name: str
    start: float
    size: Range
    kind: str  # part, rest, observed

    @property
    def end(self) -> float:
        """Where it leads."""
        return self.start + self.size.value


def lines(found: Ledger, names: Names, language: Language) -> tuple[Line, ...]:
    """The attributable parts, everything else, and their sum, which is what was observed."""
    rows: list[Line] = []
    for code, part in found.parts:
        rows.append(Line(names.get(code, code), rows[-1].end if rows else 0.0, part, "part"))
    rows.append(Line(say("ledger.rest", language), rows[-1].end if rows else 0.0, found.rest, "rest"))
    rows.append(Line(say("ledger.observed", language), 0.0, found.observed, "observed"))
    return tuple(rows)


def ledger(found: Ledger, names: Names, currency: str, language: Language, theme: Theme) -> go.Figure:
    """A row per part, on the scale on which parts add up; its words say what the bar stands for."""
    colours, rows = COLOURS[theme], lines(found, names, language)
    figure = canvas(theme, 36 + ROW * len(rows), _alt(found, rows, currency, language))
    for y, row in enumerate(rows):
        _bar(figure, y, row, found, currency, colours, language)
        if row.kind != "observed":
            figure.add_shape(
                type="line", x0=row.end, x1=row.end, y0=y, y1=y + 1, layer="below",
                line={"color": colours.quiet, "width": 1, "dash": "dot"},
            )  # fmt: skip
    figure.add_shape(
        type="line", x0=0, x1=0, y0=-0.5, y1=len(rows) - 0.5, line={"color": colours.neutral, "width": 1}
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], tickvals=list(range(len(rows))), ticktext=[row.name for row in rows],
        tickfont={"color": colours.ink},
    )  # fmt: skip
    reach = [0.0, *(row.start + end for row in rows for end in (row.size.lower, row.size.upper))]
    room = 0.05 * (max(reach) - min(reach))
    figure.update_xaxes(visible=False, domain=[0, WORDS_FROM], range=[min(reach) - room, max(reach) + room])
    figure.update_layout(margin={"t": 4})
    return figure


def _bar(
    figure: go.Figure, y: int, row: Line, found: Ledger, currency: str, colours: Colours, language: Language
) -> None:
    way = meaning(row.size.value, find(found.kpi))
    colour = colours.ink if way == "neither" else getattr(colours, way)
    if row.kind != "part":
        colour = colours.neutral if row.kind == "rest" else colours.ink
    size = shown(row.size, found.scale)
    words = amount(size.value, found.scale, currency, language)
    interval = span(size, found.scale, currency, language)
    figure.add_bar(
        x=[row.size.value],
        base=[row.start],
        y=[y],
        orientation="h",
        width=BAR,
        marker={
            "color": colour if row.kind == "part" else faded(colour, 0.25),
            "line": {"color": colour, "width": 1},
        },
        text=[f"{row.name}: {words} {interval}"],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    figure.add_scatter(
        x=[row.start + row.size.lower, row.start + row.size.upper], y=[y, y], mode="lines",
        line={"color": colours.ink, "width": 1}, hoverinfo="skip",
    )  # fmt: skip
    small = f"<br><span style='color:{colours.quiet}'>{interval}</span>"
    label(figure, f"<b>{words}</b>{small}", 1, y, colour, xref="paper", xanchor="right", align="right")


def _alt(found: Ledger, rows: tuple[Line, ...], currency: str, language: Language) -> str:
    parts = [
        f"{row.name} {amount(shown(row.size, found.scale).value, found.scale, currency, language)}"
        for row in rows
    ]
    return say(
        "alt.ledger",
        language,
        name=moved_name(find(found.kpi), language),
        parts=say("format.comma", language).join(parts),
    )


def money(
    found: tuple[Money, ...], names: Names, narrow: bool, currency: str, language: Language, theme: Theme
) -> go.Figure:
    """A row per goal: the running cost as a bar, the promise as a tick, the measured benefit as a dot."""
    colours = COLOURS[theme]
    rows = [(one, goal) for one in found for goal in one.goals if goal.planned is not None]
    amounts = [end for one, goal in rows for end in _ends(one, goal)]
    by, sign = formats.amount_step(language, *amounts)
    row = MONEY_ROW_ON_A_PHONE if narrow else MONEY_ROW
    figure = canvas(theme, 52 + row * len(rows), _money_alt(rows, names, currency, language))
    for y, (one, goal) in enumerate(rows):
        _goal(figure, y, one, goal, by, currency, colours, language)
    figure.add_shape(
        type="line", x0=0, x1=0, y0=-0.5, y1=len(rows) - 0.5, line={"color": colours.neutral, "width": 1}
    )
    named = [
        (names.get(one.initiative, one.initiative), moved_name(find(goal.kpi), language))
        for one, goal in rows
    ]
    ink = f"<span style='color:{colours.quiet}'>"
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
    figure.update_xaxes(domain=[0, 0.6], showgrid=True, nticks=4, ticksuffix=sign, tickangle=0)
    figure.update_layout(margin={"t": 4})
    return figure


def _ends(one: Money, goal: Goal) -> list[float]:
    found = goal.measured or goal.possible
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
    found = goal.measured or goal.possible
    colour = colours.neutral
    if goal.measured is not None:
        colour = colours.better if goal.measured.value > 0 else colours.worse
    if found is not None:
        figure.add_scatter(
            x=[found.lower / by, found.upper / by], y=[y, y], mode="lines", hoverinfo="skip",
            line={"color": colour, "width": 3, "dash": "solid" if goal.measured else "dot"},
        )  # fmt: skip
    if goal.measured is not None:
        figure.add_scatter(
            x=[goal.measured.value / by], y=[y], mode="markers", hoverinfo="skip",
            marker={"size": 12, "color": colour},
        )  # fmt: skip
    text = goal_money(goal, currency, language)
    ink = colour if goal.measured is not None else colours.quiet
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
    """The measured benefit a month with its interval under it, or that none can be told and the range possible."""
    if goal.measured is not None:
        value = formats.absolute_change(goal.measured.value, currency, language)
        return f"<b>{value}</b><br>{span(goal.measured, 'currency', currency, language)}"
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
            measured=goal_money(goal, currency, language)
            .replace("<b>", "")
            .replace("</b>", "")
            .replace("<br>", " "),
        )
        for one, goal in rows
    ]
    return say("alt.money", language, goals=say("format.semicolon", language).join(said))
