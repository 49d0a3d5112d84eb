"""Effects of initiatives on KPIs at one glance: a matrix, and on a phone a list of the same."""

from dataclasses import dataclass

import plotly.graph_objects as go

from ui import formats
from ui.charts import canvas, label
from ui.effects import Names, amount, headline_of, moved_name, span, told
from ui.theme import COLOURS, SMALL, Colours, Theme, faded
from ui.words import Language, say
from warehouse.evidence import Pair, Range, Scale
from warehouse.kpis import find

ROW, LIST_ROW = 52, 40  # pixels
MOST_COLUMNS = 14  # more of them cannot be read; the list is shown instead
REACH = 0.42  # of a column to each side of its zero
LETTERS = {"en": 10, "zh": 6}  # of a line of a column's heading
LIST_LETTERS = {"en": 17, "zh": 9}  # of a line of a name in a list
HALF_LIST = 0.56  # of the width of a list; the words stand in the rest


@dataclass(frozen=True)
class Dot:
    """An effect in its cell: where its column's scale puts it, −1 … 1, and how it is drawn."""

    pair: Pair
    value: float
    lower: float
    upper: float
    goal: float | None
    symbol: str
    colour: str
    words: str
    hover: str


def code_of(pair: Pair) -> str:
    """What a point of a pair carries: the initiative and the KPI; a code of a KPI has no space in it."""
    return f"{pair.initiative} {pair.kpi}"


def limit_of(pairs: list[Pair]) -> float:
    """Half the width of a KPI's scale: its effects, its goals, and the intervals of what can be told."""
    reach = []
    for pair in pairs:
        value, _ = headline_of(pair)
        if value is not None:
            reach.append(abs(value.value))
            if pair.grade != "cannot tell":
                reach += [abs(value.lower), abs(value.upper)]
        if pair.expected_change is not None and pair.relative is not None:
            reach.append(abs(pair.expected_change))
    return 1.05 * max(reach, default=1.0) or 1.0


def matrix(
    pairs: tuple[Pair, ...],
    initiatives: tuple[str, ...],
    kpis: tuple[str, ...],
    names: Names,
    chosen: str,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Rows initiatives, columns KPIs, each column with a scale of its own around zero."""
    colours = COLOURS[theme]
    rows = [code for code in initiatives if any(pair.initiative == code for pair in pairs)]
    figure = canvas(theme, 110 + ROW * len(rows), _alt(pairs, names, currency, language))
    placed = []
    for x, code in enumerate(kpis):
        own = [pair for pair in pairs if pair.kpi == code]
        limit = limit_of(own)
        _column(figure, x, len(rows), colours)
        for pair in own:
            y = rows.index(pair.initiative)
            if code_of(pair) == chosen:
                _frame(figure, x - 0.5, x + 0.5, y, colours)
            placed.append((x, y, _dot(pair, limit, names, currency, colours, language)))
        if words := _limit_words(own, limit, currency, language):
            label(figure, words, x, len(rows) - 0.45, colours.quiet, yanchor="top")
    _draw(figure, placed, REACH, colours)
    figure.add_scatter(
        x=[x for x, _, _ in placed],
        y=[y - 0.29 for _, y, _ in placed],
        mode="text",
        text=[dot.words for _, _, dot in placed],
        textfont={"color": [_ink(dot, colours) for _, _, dot in placed], "size": SMALL},
        hoverinfo="skip",
    )
    figure.update_xaxes(
        side="top", range=[-0.5, len(kpis) - 0.5], tickangle=0, tickvals=list(range(len(kpis))),
        ticktext=[_head(code, language) for code in kpis], tickfont={"color": colours.ink},
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(rows) - 0.1, -0.5], tickvals=list(range(len(rows))),
        ticktext=[names.get(code, code) for code in rows], tickfont={"color": colours.ink},
    )  # fmt: skip
    figure.update_layout(margin={"t": 8}, shapes=[*figure.layout.shapes, *_rules(len(rows), colours)])
    return figure


def effect_list(
    pairs: tuple[Pair, ...],
    kpis: tuple[str, ...],
    names: Names,
    chosen: str,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """The same as a list: under each KPI its initiatives, with the numbers in words at the right."""
    colours = COLOURS[theme]
    rows: list[tuple[str, Dot | None]] = []
    for code in kpis:
        own = [pair for pair in pairs if pair.kpi == code]
        limit = limit_of(own)
        rows.append((_heading(code, language), None))
        for pair in own:
            rows.append(
                (names.get(pair.initiative, ""), _dot(pair, limit, names, currency, colours, language))
            )
    figure = canvas(theme, 40 + LIST_ROW * len(rows), _alt(pairs, names, currency, language))
    placed = []
    for y, (text, dot) in enumerate(rows):
        if dot is None:
            label(figure, f"<b>{text}</b>", 0, y + 0.15, colours.ink, xref="paper", xanchor="left")
            continue
        if code_of(dot.pair) == chosen:
            _frame(figure, -1.15, 1.15, y, colours)
        placed.append((0, y, dot))
        value, scale = headline_of(dot.pair)
        small = (
            f"<br><span style='color:{colours.quiet}'>{span(value, scale, currency, language)}</span>"
            if value
            else ""
        )
        label(
            figure,
            f"{dot.words}{small}",
            1,
            y,
            _ink(dot, colours),
            xref="paper",
            xanchor="right",
            align="right",
        )
        figure.add_shape(
            type="line", x0=0, x1=0, y0=y - 0.5, y1=y + 0.5, layer="below",
            line={"color": colours.line, "width": 1},
        )  # fmt: skip
    _draw(figure, placed, 1.0, colours)
    figure.update_xaxes(visible=False, range=[-1.15, 1.15], domain=[0, HALF_LIST])
    named = [(y, text) for y, (text, dot) in enumerate(rows) if dot is not None]
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], tickvals=[y for y, _ in named],
        ticktext=[_wrapped(text, LIST_LETTERS[language], language) for _, text in named], tickfont={"color": colours.ink},
    )  # fmt: skip
    figure.update_layout(margin={"t": 4})
    return figure


def _dot(pair: Pair, limit: float, names: Names, currency: str, colours: Colours, language: Language) -> Dot:
    value, scale = headline_of(pair)
    found = value or Range(0.0, 0.0, 0.0)
    goal = None if pair.expected_change is None or scale != "ln" else pair.expected_change / limit
    way = told(pair, find(pair.kpi))
    colour = {"better": colours.better, "worse": colours.worse, "neither": colours.ink}[way]
    if pair.grade == "cannot tell":
        colour = colours.before
    symbol = {
        "attributable": "circle",
        "trend break": "diamond-open",
        "difference only": "circle-open",
        "cannot tell": "circle" if value else "x-thin-open",
    }[pair.grade]
    value_at, lower_at, upper_at = (
        min(1.0, max(-1.0, end / limit)) for end in (found.value, found.lower, found.upper)
    )
    words = _cell_words(pair, currency, language)
    hover = _hover(pair, value, scale, names, currency, language)
    return Dot(pair, value_at, lower_at, upper_at, goal, symbol, colour, words, hover)


def _cell_words(pair: Pair, currency: str, language: Language) -> str:
    value, scale = headline_of(pair)
    if value is None:
        return "–"
    words = amount(value.value, scale, currency, language)
    if pair.grade == "attributable":
        return f"<b>{words}</b>"
    return words if pair.grade == "trend break" else f"({words})"


def _hover(
    pair: Pair, value: Range | None, scale: Scale, names: Names, currency: str, language: Language
) -> str:
    lines = [
        f"<b>{names.get(pair.initiative, pair.initiative)}</b>",
        moved_name(find(pair.kpi), language),
        say(f"grade.{pair.grade}", language),
    ]
    if value is not None:
        lines.insert(
            2, f"{amount(value.value, scale, currency, language)} {span(value, scale, currency, language)}"
        )
    if pair.expected_change is not None:
        lines.append(
            say("pair.goal_short", language, change=formats.relative_change(pair.expected_change, language))
        )
    return "<br>".join(lines)


def _draw(figure: go.Figure, placed: list[tuple[int, int, Dot]], reach: float, colours: Colours) -> None:
    """Intervals, goals, then dots that can be clicked: a trace for each look."""
    for colour in dict.fromkeys(dot.colour for _, _, dot in placed):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for x, y, dot in placed:
            if dot.colour == colour and dot.upper > dot.lower:
                xs += [x + reach * dot.lower, x + reach * dot.upper, None]
                ys += [y, y, None]
        line = {"color": faded(colour, 0.55), "width": 3}
        figure.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")
    goals = [(x + reach * dot.goal, y) for x, y, dot in placed if dot.goal is not None]
    figure.add_scatter(
        x=[x for x, _ in goals], y=[y for _, y in goals], mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": 16, "color": colours.ink, "line": {"width": 2}},
    )  # fmt: skip
    figure.add_scatter(
        x=[x + reach * dot.value for x, _, dot in placed],
        y=[y for _, y, _ in placed],
        mode="markers",
        marker={
            "opacity": 1,
            "symbol": [dot.symbol for _, _, dot in placed],
            "size": [12 if dot.pair.grade != "cannot tell" else 8 for _, _, dot in placed],
            "color": [dot.colour for _, _, dot in placed],
            "line": {"width": 2, "color": [dot.colour for _, _, dot in placed]},
        },
        unselected={"marker": {"opacity": 1}},
        customdata=[code_of(dot.pair) for _, _, dot in placed],
        text=[dot.hover for _, _, dot in placed],
        hovertemplate="%{text}<extra></extra>",
    )


def _ink(dot: Dot, colours: Colours) -> str:
    return colours.quiet if dot.pair.grade == "cannot tell" else dot.colour


def _frame(figure: go.Figure, x0: float, x1: float, y: int, colours: Colours) -> None:
    """The chosen cell is framed."""
    figure.add_shape(
        type="rect", x0=x0, x1=x1, y0=y - 0.48, y1=y + 0.48, layer="below",
        line={"color": colours.ink, "width": 1},
    )  # fmt: skip


def _column(figure: go.Figure, x: int, rows: int, colours: Colours) -> None:
    """The zero of a column, and every other column on a panel."""
    if x % 2:
        figure.add_shape(
            type="rect", x0=x - 0.5, x1=x + 0.5, y0=-0.5, y1=rows - 0.5, layer="below",
            fillcolor=colours.panel, line_width=0,
        )  # fmt: skip
    figure.add_shape(
        type="line", x0=x, x1=x, y0=-0.5, y1=rows - 0.5, layer="below",
        line={"color": colours.line, "width": 1},
    )  # fmt: skip


def _limit_words(own: list[Pair], limit: float, currency: str, language: Language) -> str:
    """How far the scale of a column reaches, "" where it holds no effect."""
    scale = next((headline_of(pair)[1] for pair in own if pair.effect is not None), None)
    return "" if scale is None else f"±{formats.unsigned(amount(limit, scale, currency, language))}"


def _rules(rows: int, colours: Colours) -> list[dict[str, object]]:
    """Thin lines between the rows."""
    return [
        {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y - 0.5, "y1": y - 0.5, "layer": "below",
         "line": {"color": colours.line, "width": 1}}
        for y in range(rows + 1)
    ]  # fmt: skip


def _heading(code: str, language: Language) -> str:
    """The name of a KPI, and which way is better."""
    return f"{moved_name(find(code), language)} {_better(code, language)}".strip()


def _better(code: str, language: Language) -> str:
    """Which way is better, "" where neither is."""
    better = find(code).better
    return "" if better == "neither" else say(f"initiatives.better_{better}", language)


def _head(code: str, language: Language) -> str:
    return f"{_wrapped(moved_name(find(code), language), LETTERS[language], language)}<br>{_better(code, language)}"


def _wrapped(text: str, most: int, language: Language) -> str:
    """A name on lines of at most so many letters, as far as its words allow."""
    if language == "zh":
        return "<br>".join(text[i : i + most] for i in range(0, len(text), most))
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _alt(pairs: tuple[Pair, ...], names: Names, currency: str, language: Language) -> str:
    said = []
    for pair in pairs:
        value, scale = headline_of(pair)
        size = "–" if value is None else amount(value.value, scale, currency, language)
        said.append(
            say(
                "alt.effect",
                language,
                initiative=names.get(pair.initiative, pair.initiative),
                kpi=moved_name(find(pair.kpi), language),
                size=size,
                grade=say(f"grade.{pair.grade}", language),
            )
        )
    return say("alt.effects", language, effects=say("format.semicolon", language).join(said))
