"""Effects as dots on the scale of their KPI.

Dots are filled, hollow or grey by the strength of their evidence, and coloured where they are clearly better or
worse. A triangle stands before a number whose whole interval lies on the worse side.
"""

from dataclasses import dataclass

import plotly.graph_objects as go

from warehouse.effects.evidence import Pair, Range
from warehouse.effects.harm import CERTAIN, lies_worse, standing
from warehouse.effects.outcomes import Scale
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import (
    Names,
    amount,
    choose_meaning,
    company_effect,
    grade_words,
    name_moved_part,
    span,
)
from wording.evidence.harm import size_in_a_cell
from wording.theme import Colours, fade
from wording.words import Language, say

WIDER = 1.6  # than all that can be told, a scale is for what cannot
SYMBOLS = {
    "attributable": "circle",
    "at least": "square",
    "trend break": "diamond-open",
    "difference only": "circle-open",
    "cannot tell": "circle",
}


@dataclass(frozen=True, kw_only=True)
class Dot:
    """An effect in its cell: its position on the scale of its column, −1 … 1, and how it is drawn."""

    pair: Pair
    value: float
    lower: float
    upper: float
    symbol: str
    colour: str
    quiet: bool
    words: str
    hover: str


def code_of(pair: Pair) -> str:
    """Return the code that a point carries: initiative and KPI, separated by a space, which KPI codes never contain."""
    return f"{pair.initiative} {pair.kpi}"


def limit_of(pairs: list[Pair]) -> float:
    """Return half the width of a KPI's scale: it holds effects and clear intervals, and may cut unclear ones."""
    sure: list[float] = []
    unsure: list[float] = []
    for pair in pairs:
        value, _ = company_effect(pair)
        if value is not None:
            sure.append(abs(value.value))
            (unsure if standing(pair) == "cannot tell" else sure).extend((abs(value.lower), abs(value.upper)))
    widest = WIDER * max(sure, default=0.0)
    return 1.05 * max((*sure, *(min(end, widest) for end in unsure)), default=0.0) or 1.0


def dot_of(
    pair: Pair, limit: float, names: Names, currency: str, colours: Colours, language: Language
) -> Dot:
    """Return how a pair is drawn in a column that reaches from −limit to limit."""
    value, scale = company_effect(pair)
    interval = value or Range(value=0.0, lower=0.0, upper=0.0)
    way = choose_meaning(pair, find(pair.kpi))
    colour = {"better": colours.better, "worse": colours.worse, "neither": colours.ink}[way]
    quiet = standing(pair) == "cannot tell" or value is None
    if quiet:
        colour = colours.neutral
    symbol = SYMBOLS[standing(pair)] if value is not None else "x-thin-open"
    value_at, lower_at, upper_at = (
        min(1.0, max(-1.0, end / limit)) for end in (interval.value, interval.lower, interval.upper)
    )
    words = _cell_words(pair, currency, language)
    hover = _hover(pair, value=value, scale=scale, names=names, currency=currency, language=language)
    return Dot(
        pair=pair,
        value=value_at,
        lower=lower_at,
        upper=upper_at,
        symbol=symbol,
        colour=colour,
        quiet=quiet,
        words=words,
        hover=hover,
    )


def _cell_words(pair: Pair, currency: str, language: Language) -> str:
    words = size_in_a_cell(pair, currency, language)
    return f"<b>{words}</b>" if words and standing(pair) in CERTAIN else words


def _hover(
    pair: Pair, value: Range | None, scale: Scale, names: Names, currency: str, language: Language
) -> str:
    lines = [
        f"<b>{names.get(pair.initiative, pair.initiative)}</b>",
        name_moved_part(find(pair.kpi), language),
        grade_words(pair, currency, language),
    ]
    if lies_worse(pair):
        lines.append(say("harm.side", language))
    if value is not None:
        lines.insert(
            2,
            formats.add_interval(
                amount(value.value, scale, currency, language),
                span(value, scale, currency, language),
                language,
            ),
        )
    if pair.expected_change is not None:
        lines.append(say("pair.goal_short", language, change=formats.relative_change(pair.expected_change)))
    return "<br>".join(lines)


def draw_dots(figure: go.Figure, placed: list[tuple[int, int, Dot]], reach: float, colours: Colours) -> None:
    """Add intervals with arrows where they leave the scale, and clickable dots to the figure.

    placed: x, y and the dot. reach: half the width of a scale, in units of x.
    """
    for colour in dict.fromkeys(dot.colour for _, _, dot in placed):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for x, y, dot in placed:
            if dot.colour == colour and dot.upper > dot.lower:
                xs += [x + reach * dot.lower, x + reach * dot.upper, None]
                ys += [y, y, None]
        line = {"color": fade(colour, 0.55), "width": 3}
        figure.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")
    for end, sign in ((-1.0, "triangle-left"), (1.0, "triangle-right")):
        cut = [(x, y, dot.colour) for x, y, dot in placed if end in (dot.lower, dot.upper)]
        figure.add_scatter(
            x=[x + reach * end for x, _, _ in cut], y=[y for _, y, _ in cut], mode="markers", hoverinfo="skip",
            marker={"symbol": sign, "size": 7, "color": [colour for _, _, colour in cut]},
        )  # fmt: skip
    figure.add_scatter(
        x=[x + reach * dot.value for x, _, dot in placed],
        y=[y for _, y, _ in placed],
        mode="markers",
        marker={
            "opacity": 1,
            "symbol": [dot.symbol for _, _, dot in placed],
            "size": [8 if dot.quiet else 12 for _, _, dot in placed],
            "color": [dot.colour for _, _, dot in placed],
            "line": {"width": 2, "color": [dot.colour for _, _, dot in placed]},
        },
        unselected={"marker": {"opacity": 1}},
        customdata=[code_of(dot.pair) for _, _, dot in placed],
        text=[dot.hover for _, _, dot in placed],
        hovertemplate="%{text}<extra></extra>",
    )


def alt_of_pairs(pairs: tuple[Pair, ...], names: Names, currency: str, language: Language) -> str:
    """Return all effects in words, as alternative text."""
    said = []
    for pair in pairs:
        value, scale = company_effect(pair)
        size = "–" if value is None else amount(value.value, scale, currency, language)
        said.append(
            say(
                "alt.effect",
                language,
                initiative=names.get(pair.initiative, pair.initiative),
                kpi=name_moved_part(find(pair.kpi), language),
                size=size,
                grade=_alt_grade(pair, currency, language),
            )
        )
    return say("alt.effects", language, effects=say("format.semicolon", language).join(said))


def _alt_grade(pair: Pair, currency: str, language: Language) -> str:
    words = grade_words(pair, currency, language)
    side = [say("harm.side", language)] if lies_worse(pair) else []
    return say("format.comma", language).join((words, *side))
