"""Effects of initiatives on KPIs at a glance: a matrix, or a list where there is no room for one."""

import re

import plotly.graph_objects as go

from figures.canvas import canvas, label
from figures.labels import width
from ui.initiatives.charts.dots import Dot, alt_of_pairs, code_of, dot_of, draw_dots, limit_of
from warehouse.effects.evidence import Pair
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, amount, company_effect, name_moved_part, span
from wording.theme import COLOURS, SMALL, Colours, Theme
from wording.words import Language, say

ROW, LIST_ROW = 52, 40  # pixels
CELL = 64.0  # so wide is a cell at least, pixels
MOST_COLUMNS = 14  # more of them cannot be read; the list is shown instead
REACH = 0.42  # of a column to each side of its zero
LETTERS = {"en": 10, "zh": 7}  # of a line of a column's heading
BREAKABLE = re.compile(r"\s+|(?<=-)")  # where a name may be broken
LIST_LETTERS = {"en": 17, "zh": 9}  # of a line of a name in a list
LIST_WIDTH = {True: 0.56, False: 0.8}  # by whether it is narrow; the words stand in the rest


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
    """Plot initiatives as rows and KPIs as columns, each column on its own scale around zero."""
    colours = COLOURS[theme]
    rows = [code for code in initiatives if any(pair.initiative == code for pair in pairs)]
    figure = canvas(theme, 126 + ROW * len(rows), alt_of_pairs(pairs, names, currency, language))
    placed = []
    for x, code in enumerate(kpis):
        own = [pair for pair in pairs if pair.kpi == code]
        limit = limit_of(own)
        _column(figure, x, len(rows), colours)
        for pair in own:
            y = rows.index(pair.initiative)
            if code_of(pair) == chosen:
                _frame(figure, x - 0.5, x + 0.5, y, colours)
            placed.append(
                (
                    x,
                    y,
                    dot_of(
                        pair, limit=limit, names=names, currency=currency, colours=colours, language=language
                    ),
                )
            )
        if words := _limit_words(own, limit, currency, language):
            lines = words if width(words) <= CELL else words.replace(" ", "<br>")
            label(figure, lines, x, len(rows) - 0.45, colours.quiet, yanchor="top")
    draw_dots(figure, placed, REACH, colours)
    _numbers(figure, placed, colours)
    figure.update_xaxes(
        side="top", range=[-0.5, len(kpis) - 0.5], tickangle=0, tickvals=list(range(len(kpis))),
        ticktext=[_head(code, language) for code in kpis], tickfont={"color": colours.ink, "size": SMALL},
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(rows) + 0.2, -0.5], tickvals=list(range(len(rows))),
        ticktext=[names.get(code, code) for code in rows], tickfont={"color": colours.ink},
    )  # fmt: skip
    figure.update_layout(
        margin={"t": 8, "r": 24}, shapes=[*figure.layout.shapes, *_rules(len(rows), colours)]
    )
    return figure


def _numbers(figure: go.Figure, placed: list[tuple[int, int, Dot]], colours: Colours) -> None:
    """The sizes over their dots where the interval tells their direction, in the middle of each cell."""
    placed = [(x, y, dot) for x, y, dot in placed if dot.lower > 0 or dot.upper < 0]
    figure.add_scatter(
        x=[x for x, _, _ in placed],
        y=[y - 0.29 for _, y, _ in placed],
        mode="text",
        text=[_fit(dot.words) for _, _, dot in placed],
        textfont={"color": [_ink(dot, colours) for _, _, dot in placed], "size": SMALL},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _fit(words: str) -> str:
    """The size of an effect, without its unit where the cell is too narrow; the scale below the column names it."""
    plain = re.sub("<[^>]*>", "", words)
    return words if width(plain) <= CELL else words.replace(plain, plain.partition(" ")[0])


def effect_list(
    pairs: tuple[Pair, ...],
    kpis: tuple[str, ...],
    narrow: bool,
    names: Names,
    chosen: str,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Plot the same effects as a list: the initiatives under each KPI, with their numbers at the right."""
    colours = COLOURS[theme]
    rows: list[tuple[str, Dot | None]] = []
    for code in kpis:
        own = [pair for pair in pairs if pair.kpi == code]
        limit = limit_of(own)
        rows.append((_heading(code, language), None))
        for pair in own:
            rows.append(
                (
                    names.get(pair.initiative, ""),
                    dot_of(
                        pair, limit=limit, names=names, currency=currency, colours=colours, language=language
                    ),
                )
            )
    figure = canvas(theme, 40 + LIST_ROW * len(rows), alt_of_pairs(pairs, names, currency, language))
    placed = []
    for y, (text, dot) in enumerate(rows):
        if dot is None:
            label(figure, f"<b>{text}</b>", 0, y + 0.15, colours.ink, xref="paper", xanchor="left")
            continue
        if code_of(dot.pair) == chosen:
            _frame(figure, -1.15, 1.15, y, colours)
        placed.append((0, y, dot))
        _row(figure, y=y, dot=dot, currency=currency, colours=colours, language=language)
    draw_dots(figure, placed, 1.0, colours)
    figure.update_xaxes(visible=False, range=[-1.15, 1.15], domain=[0, LIST_WIDTH[narrow]])
    named = [(y, text) for y, (text, dot) in enumerate(rows) if dot is not None]
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], tickvals=[y for y, _ in named], tickfont={"color": colours.ink},
        ticktext=[_wrap(text, LIST_LETTERS[language] if narrow else 99, language) for _, text in named],
    )  # fmt: skip
    figure.update_layout(margin={"t": 4})
    return figure


def _row(figure: go.Figure, y: int, dot: Dot, currency: str, colours: Colours, language: Language) -> None:
    """The words of a row of the list, and its piece of the zero line."""
    small = f"<span style='color:{colours.quiet}'>{_under(dot.pair, currency, language)}</span>"
    words = f"{dot.words or '–'}<br>{small}"
    label(figure, words, 1, y, _ink(dot, colours), xref="paper", xanchor="right", align="right")
    figure.add_shape(
        type="line", x0=0, x1=0, y0=y - 0.5, y1=y + 0.5, layer="below",
        line={"color": colours.line, "width": 1},
    )  # fmt: skip


def _under(pair: Pair, currency: str, language: Language) -> str:
    """The interval, or of an effect without a size its grade."""
    value, scale = company_effect(pair)
    return say(f"grade.{pair.grade}", language) if value is None else span(value, scale, currency, language)


def _ink(dot: Dot, colours: Colours) -> str:
    return colours.quiet if dot.quiet else dot.colour


def _frame(figure: go.Figure, x0: float, x1: float, y: int, colours: Colours) -> None:
    """Frame the chosen cell."""
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
    scale = next((company_effect(pair)[1] for pair in own if pair.effect is not None), None)
    if scale is None:
        return ""
    return f"±{formats.strip_sign(amount(limit, scale, currency, language))}"


def _rules(rows: int, colours: Colours) -> list[dict[str, object]]:
    """Thin lines between the rows."""
    return [
        {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y - 0.5, "y1": y - 0.5, "layer": "below",
         "line": {"color": colours.line, "width": 1}}
        for y in range(rows + 1)
    ]  # fmt: skip


def _heading(code: str, language: Language) -> str:
    """The name of a KPI, and which way is better."""
    return f"{name_moved_part(find(code), language)} {_better(code, language)}".strip()


def _better(code: str, language: Language) -> str:
    """Which direction is better; "" where neither is."""
    better = find(code).better
    return "" if better == "neither" else say(f"initiatives.better_{better}", language)


def _head(code: str, language: Language) -> str:
    """A name, and under it which way is better."""
    words = (
        _wrap(name_moved_part(find(code), language), LETTERS[language], language),
        _better(code, language),
    )
    return "<br>".join(word for word in words if word)


def _wrap(text: str, most: int, language: Language) -> str:
    """A name on lines of at most so many letters, as far as its words allow; broken after hyphens, too."""
    if language == "zh":
        head, _, tail = text.partition("（")
        pieces = [head, f"（{tail}"] if tail else [text]
        return "<br>".join(part[i : i + most] for part in pieces for i in range(0, len(part), most))
    lines = [""]
    for word in BREAKABLE.split(text):
        between = "" if lines[-1].endswith("-") else " "
        if lines[-1] and len(lines[-1]) + len(between) + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]}{between}{word}".strip()
    return "<br>".join(lines)
