"""Figures of why the NPL rate changed: its exact parts, and the flows of the bad balance in both windows."""

import plotly.graph_objects as go

from analysis.equal_age import GOING_BAD, Part, Split
from analysis.results import NO_ROWS
from figures.canvas import canvas, empty, label
from ui.risk.charts.pairs import LEFT, Pair, bar_pairs
from warehouse.query.answers import NplSplit
from warehouse.query.judged import classify_change
from warehouse.query.subjects.loan_book import Bridge
from wording import formats
from wording.naming import reason_words
from wording.sentences.risk import colour_part, name_part
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

STEP = 62  # height of a row: its name, its numbers and its bar
A_YEAR = 12
ARITHMETIC = 0.35  # so strong are bars that are no credit quality, lest they look like a window


def waterfall(npl_split: NplSplit, language: Language, theme: Theme) -> go.Figure:
    """Draw before → age → going bad → staying → after, each bar starting where the one above ended.

    Age and time on the book are arithmetic and never coloured as better or worse; parts that are not clear are
    hollow.
    """
    split = npl_split.split
    parts = split.parts if split else ()
    if split is None or split.before is None or split.after is None or any(p.points is None for p in parts):
        reason = npl_split.reason or next((p.relative.reason for p in parts if p.relative.reason), NO_ROWS)
        return empty(theme, say("figure.no_data", language, reason=reason_words(reason, language)))
    colours = COLOURS[theme]
    figure = canvas(theme, 20 + STEP * (len(parts) + 2), _alt(split, language))
    ends = [split.before]
    for part in parts:
        ends.append(ends[-1] + (part.points or 0.0))
    _bar(figure, place=0, start=0.0, end=split.before, fill=colours.before, edge=colours.before)
    _words(figure, 0, say("split.before", language), formats.percent(split.before), colours)
    for place, part in enumerate(parts, 1):
        colour = colour_part(part, colours)
        clear = classify_change(part.relative) in ("fell", "rose")
        fill = colours.paper if not clear else colour if part.name == GOING_BAD else fade(colour, ARITHMETIC)
        _bar(figure, place=place, start=ends[place - 1], end=ends[place], fill=fill, edge=colour)
        _words(figure, place, name_part(part, language), _numbers(part, language), colours)
    last = len(parts) + 1
    _bar(figure, place=last, start=0.0, end=split.after, fill=colours.after, edge=colours.after)
    _words(figure, last, say("split.after", language), formats.percent(split.after), colours)
    for place, end in enumerate(ends):
        figure.add_shape(
            type="line",
            x0=end,
            x1=end,
            y0=place + 0.41,
            y1=place + 1.15,
            line={"color": colours.neutral, "width": 1, "dash": "dot"},
            layer="below",
        )
    figure.update_xaxes(visible=False, range=[min(0.0, *ends), 1.02 * max(ends)])
    figure.update_yaxes(visible=False, range=[last + 0.5, -0.45])
    return figure


def _numbers(part: Part, language: Language) -> str:
    moved = part.relative
    return say(
        "split.numbers",
        language,
        points=formats.short_points(part.points or 0.0, language),
        relative=formats.relative_change(moved.value or 0.0),
        interval=formats.interval(moved.lower, moved.upper, "relative", language)
        or reason_words(moved.interval_reason or NO_ROWS, language),
    )


def _bar(figure: go.Figure, place: int, start: float, end: float, fill: str, edge: str) -> None:
    figure.add_bar(
        y=[place + 0.27],
        x=[end - start],
        base=[start],
        width=0.27,
        orientation="h",
        marker={"color": fill, "line": {"color": edge, "width": 1.5}},
        hoverinfo="skip",
    )


def _words(figure: go.Figure, place: int, name: str, numbers: str, colours: Colours) -> None:
    text = f"{name}<br><b>{numbers}</b>"
    label(figure, text, 0, place + 0.1, colours.ink, align="left", **LEFT)


def _alt(split: Split, language: Language) -> str:
    return say(
        "alt.split",
        language,
        before=formats.percent(split.before or 0.0),
        after=formats.percent(split.after or 0.0),
        parts="; ".join(f"{name_part(part, language)} {_numbers(part, language)}" for part in split.parts),
    )


def bridge(before: Bridge, after: Bridge, language: Language, theme: Theme) -> go.Figure:
    """Draw the opening bad balance, what came in, what left by which way, and the closing balance, before and after.

    A bar is a yearly flow as a share of the window's average bad balance, so that windows compare and an exit that
    sped up is longer; the amounts are written next to the bars. Opening and closing have amounts only: divided by the
    balance of a growing book they would not be rates.
    """
    if reason := before.reason or after.reason:
        return empty(theme, say("figure.no_data", language, reason=reason_words(reason, language)))
    sides = (before, after)
    flows = [dict(side.flows) for side in sides]
    names = [name for name in flows[0] if any(side[name] for side in flows)]
    pairs = [
        _amounts(say("bridge.opening", language), [side.opening for side in sides], language),
        *(_pair(say(f"bridge.{n}", language), [f[n] for f in flows], sides, language) for n in names),
        _amounts(say("bridge.closing", language), [side.closing for side in sides], language),
    ]
    named = (say("window.before", language), say("window.after", language))
    alt = say(
        "alt.bridge",
        language,
        rows="; ".join(f"{p.name} {_say_side(p, 0)} → {_say_side(p, 1)}" for p in pairs),
    )
    title, right = say("bridge.title", language), say("bridge.amount", language)
    return bar_pairs(title, named, pairs, alt, theme, right=right)


def _say_side(pair: Pair, side: int) -> str:
    """The rate, where there is one, and the amount of a window."""
    return " ".join(filter(None, (pair.words[side], pair.at_right[side])))


def _amounts(name: str, amounts: list[float], language: Language) -> Pair:
    """A row of amounts without bars."""
    before, after = (formats.count(amount, language) for amount in amounts)
    return Pair(name=name, values=(None, None), words=("", ""), at_right=(before, after))


def _pair(name: str, amounts: list[float], sides: tuple[Bridge, Bridge], language: Language) -> Pair:
    """A row: amounts over the window, and yearly flows as shares of its average bad balance."""
    shares = [
        amount / side.average_bad * A_YEAR / len(side.months) if side.average_bad > 0 else 0.0
        for amount, side in zip(amounts, sides, strict=True)
    ]
    before, after = (formats.percent(share) for share in shares)
    at_right = (formats.count(amounts[0], language), formats.count(amounts[1], language))
    return Pair(name=name, values=(shares[0], shares[1]), words=(before, after), at_right=at_right)
