"""What the NPV, or one scenario's lead over another, depends on most: one input at a time at either end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analysis.scenario.comparison import Ranking
from analysis.scenario.projection import Bar
from figures.canvas import Axis, canvas, empty, label, note
from figures.labels import cut, wrap
from wording import formats
from wording.evidence.effects import Names
from wording.scenarios.terms import bar_name, basis_name, is_measured
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

SEEN = 0.02  # of the longest bar: shorter ones are counted, not drawn
BAR, LINE, GAP = 14, 17, 12  # pixels: height of a bar, of a line of words, between rows
ABOVE, TICKS = 24, 28  # pixels: over the rows, of the ticks under them
NAMES_WIDE, NAMES_NARROW = 560, 320  # pixels a line of words may take
AHEAD_WIDE, AHEAD_NARROW = 220, 90  # pixels the name of a scenario may take
ROOM_WIDE, ROOM_NARROW = 0.16, 0.36  # beside the bars, of their span, for the values at their ends
LOW_END, HIGH_END = "▼", "▲"
DOT = "·\u00a0"  # before what a number rests on, which stays on one line
SEEN_THROUGH = 0.8  # opacity of what is behind words, so that they are read over a line


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A bar, the lines of words over it, and where its middle is, in pixels from the top."""

    bar: Bar
    lines: tuple[str, ...]
    basis: str
    solid: bool
    y: float


def tornado(
    bars: Sequence[Bar],
    middle: float,
    bases: Mapping[str, str],
    names: Names,
    shown: int,
    narrow: bool,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Plot the NPV with one input at its 10th (▼) and 90th (▲) percentile, longest bars first; hatched: not measured.

    bases: from `wording.scenarios.terms.bases_of`; names: of initiatives; shown: the most bars drawn, the others are
    counted.
    """
    if not bars:
        return empty(theme, say("tornado.none", language))
    shown = _count_seen(bars, shown)
    ends = [end for bar in bars[:shown] for end in (bar.at_low, bar.at_high)]
    axis = Axis(currency, language, middle, *ends)
    alt = say(
        "tornado.alt",
        language,
        middle=formats.value(middle, currency, language),
        bars=_bars_in_words(bars[:shown], bases, names, currency, language),
    )
    foot = (say("tornado.ends", language), *_others(bars, shown, currency, language))
    figure = _draw_rows(
        bars[:shown],
        bases=bases,
        names=names,
        dark=bars,
        foot=foot,
        alt=alt,
        axis=axis,
        values=[middle, *ends],
        narrow=narrow,
        language=language,
        theme=theme,
    )
    words = say("tornado.middle", language, value=_number(middle, axis))
    left, right = figure.layout.xaxis.range
    place = (middle / axis.scale - left) / (right - left)
    anchor = "left" if place < 0.4 else "right" if place > 0.6 else "center"
    _draw_upright(figure, middle / axis.scale, 1, "dot", COLOURS[theme].ink)
    label(
        figure, words, middle / axis.scale, 1, COLOURS[theme].ink, yref="paper", yanchor="bottom", xanchor=anchor
    )  # fmt: skip
    return figure


def ranking_bars(
    ranking: Ranking,
    first: str,
    second: str,
    bases: Mapping[str, str],
    names: Names,
    shown: int,
    narrow: bool,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Plot the same for the NPV of the first scenario less that of the second.

    At zero the ranking turns; the bars that reach across it are dark.
    """
    if not ranking.bars:
        return empty(theme, say("tornado.none", language))
    shown = _count_seen(ranking.bars, shown)
    bars, colours = ranking.bars[:shown], COLOURS[theme]
    ends = [end for bar in bars for end in (bar.at_low, bar.at_high)]
    axis = Axis(currency, language, ranking.middle, *ends)
    alt = say(
        "hinges.alt",
        language,
        first=first,
        second=second,
        middle=formats.absolute_change(ranking.middle, currency, language),
        turning=_find_turning(ranking, names, language),
        bars=_bars_in_words(bars, bases, names, currency, language),
    )
    foot = (
        _find_turning(ranking, names, language),
        say("tornado.ends", language),
        *_others(ranking.bars, shown, currency, language),
    )
    values = [0.0, ranking.middle, *ends]
    figure = _draw_rows(
        bars,
        bases=bases,
        names=names,
        dark=ranking.hinges,
        foot=foot,
        alt=alt,
        axis=axis,
        values=values,
        narrow=narrow,
        language=language,
        theme=theme,
    )
    _draw_upright(figure, 0, 2, "solid", colours.ink)
    _draw_upright(figure, ranking.middle / axis.scale, 1, "dot", colours.quiet)
    _sides(figure, first=first, second=second, narrow=narrow, colours=colours, language=language)
    return figure


def _sides(
    figure: go.Figure, first: str, second: str, narrow: bool, colours: Colours, language: Language
) -> None:
    """On which side of zero which of the two is ahead."""
    width = AHEAD_NARROW if narrow else AHEAD_WIDE
    for x, anchor, place, name in ((0, "left", "second", second), (1, "right", "first", first)):
        words = say(f"hinges.{place}", language, name=escape(cut(name, width), quote=False))
        label(figure, words, x, 1, colours.ink, xref="paper", yref="paper", yanchor="bottom", xanchor=anchor)


def _draw_rows(
    bars: Sequence[Bar],
    bases: Mapping[str, str],
    names: Names,
    dark: Sequence[Bar],
    foot: Sequence[str],
    alt: str,
    axis: Axis,
    values: Sequence[float],
    narrow: bool,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Rows of words and bars; the axis holds all of `values`."""
    colours, pixels = COLOURS[theme], NAMES_NARROW if narrow else NAMES_WIDE
    rows = _rows(bars, bases, names, pixels, language)
    tall = rows[-1].y + BAR / 2 + GAP
    under = [line for text in foot for line in wrap(text, pixels)]
    below = TICKS + LINE * len(under) + 6
    figure = canvas(theme, int(ABOVE + tall + below), alt)
    _draw_bars(figure, rows, dark, axis, colours)
    room = (ROOM_NARROW if narrow else ROOM_WIDE) * (max(values) - min(values) or abs(values[0]) or 1.0)
    figure.update_xaxes(
        automargin=False,
        range=[(min(values) - room) / axis.scale, (max(values) + room) / axis.scale],
        nticks=5,
        tickformat=",.3~r",
        ticksuffix=axis.suffix,
        showgrid=True,
    )
    figure.update_yaxes(visible=False, range=[tall, 0])
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
    # At once: Plotly looks through all notes again each time one is added.
    notes = [words for row in rows for words in _words_of(row, axis, colours)]
    notes.append(note("<br>".join(under), 0, 0, colours.quiet, yshift=-TICKS, **where))
    figure.update_layout(margin={"t": ABOVE, "b": below}, annotations=notes)
    return figure


def _rows(
    bars: Sequence[Bar], bases: Mapping[str, str], names: Names, pixels: int, language: Language
) -> list[_Row]:
    rows: list[_Row] = []
    top = GAP / 2
    for bar in bars:
        basis = bases.get(bar.luck, "assumed")
        rests_on = basis_name(basis, language).replace(" ", "\u00a0")
        name = f"{bar_name(bar, names, language)} {DOT}{rests_on}"
        lines = tuple(wrap(name, pixels))
        y = top + LINE * len(lines) + BAR / 2
        rows.append(_Row(bar=bar, lines=lines, basis=basis, solid=is_measured(basis), y=y))
        top = y + BAR / 2 + GAP
    return rows


def _draw_bars(
    figure: go.Figure, rows: Sequence[_Row], dark: Sequence[Bar], axis: Axis, colours: Colours
) -> None:
    """Each from one end to the other."""
    edges = [colours.ink if row.bar in dark else colours.neutral for row in rows]
    figure.add_bar(
        x=[abs(row.bar.at_high - row.bar.at_low) / axis.scale for row in rows],
        base=[min(row.bar.at_low, row.bar.at_high) / axis.scale for row in rows],
        y=[row.y for row in rows],
        width=BAR,
        orientation="h",
        marker={
            "color": [fade(edge, 0.75) for edge in edges],  # of the hatching where there is some
            "pattern": {"shape": ["" if row.solid else "/" for row in rows], "size": 6},
            "line": {"color": edges, "width": 1},
        },
        hoverinfo="skip",
    )


def _words_of(row: _Row, axis: Axis, colours: Colours) -> list[dict[str, object]]:
    """Over its bar its name, and in grey what it is based on; at each end its sign and its value."""
    behind = fade(colours.paper, SEEN_THROUGH)
    head, dot, basis = "<br>".join(escape(line, quote=False) for line in row.lines).rpartition(DOT)
    name = f"{head}<span style='color:{colours.quiet}'>{dot}{basis}</span>"
    where = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left", "bgcolor": behind}
    notes = [note(name, 0, row.y - BAR / 2, colours.ink, **where)]
    ends = sorted(((row.bar.at_low, LOW_END), (row.bar.at_high, HIGH_END)))
    for (value, sign), anchor, shift in zip(ends, ("right", "left"), (-4, 4), strict=True):
        text, beside = (
            f"{sign} {_number(value, axis)}",
            {"xanchor": anchor, "xshift": shift, "bgcolor": behind},
        )
        notes.append(note(text, value / axis.scale, row.y, colours.ink, **beside))
    return notes


def _draw_upright(figure: go.Figure, x: float, width: int, dash: str, colour: str) -> None:
    figure.add_shape(
        type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": colour, "width": width, "dash": dash}
    )  # fmt: skip


def _number(value: float, axis: Axis) -> str:
    return f"{formats.digits(value / axis.scale)}{axis.suffix}"


def _find_turning(ranking: Ranking, names: Names, language: Language) -> str:
    """Which inputs alone reverse the ranking."""
    if not ranking.hinges:
        return say("hinges.none", language)
    listed = say("format.comma", language).join(bar_name(bar, names, language) for bar in ranking.hinges)
    return say("hinges.some", language, names=listed)


def _count_seen(bars: Sequence[Bar], most: int) -> int:
    """How many of the bars, longest first, are long enough to be seen beside the longest; `most` at most."""
    lengths = [abs(bar.at_high - bar.at_low) for bar in bars[:most]]
    return sum(length >= SEEN * lengths[0] for length in lengths)


def _others(bars: Sequence[Bar], shown: int, currency: str, language: Language) -> tuple[str, ...]:
    """How many are not shown, and how far the longest of them goes."""
    rest = bars[shown:]
    if not rest:
        return ()
    most = formats.value(abs(rest[0].at_high - rest[0].at_low), currency, language)
    return (say("tornado.others", language, n=str(len(rest)), most=most),)


def _bars_in_words(
    bars: Sequence[Bar], bases: Mapping[str, str], names: Names, currency: str, language: Language
) -> str:
    return say("format.semicolon", language).join(
        say(
            "tornado.bar",
            language,
            name=bar_name(bar, names, language),
            basis=basis_name(bases.get(bar.luck, "assumed"), language),
            low=formats.value(bar.at_low, currency, language),
            high=formats.value(bar.at_high, currency, language),
        )
        for bar in bars
    )
