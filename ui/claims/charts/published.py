"""Figures on published claims: each claim as a diamond next to our own change, and how many can be compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from figures.canvas import canvas, note
from figures.labels import width
from warehouse.claims.comparison import Beside, Placed
from warehouse.claims.published import Match
from warehouse.kpis.record import Kpi
from warehouse.query.judged import is_led
from wording import formats
from wording.claims.published import lever, metric, place_words, section, verdict_words
from wording.naming import name_of, reason_words
from wording.theme import COLOURS, ROW_HEIGHT, Colours, Theme, fade
from wording.words import Language, say

# The plot, right of the names, as shares of the width; the words stand right of each mark, or of a narrow plot.
PLOT_WIDE, PLOT_NARROW = (0.24, 1.0), (0.27, 0.69)
LEAST = 480.0  # so wide is a wide plot at least, pixels
HEADING = 2  # rows that the name of a KPI and what its scale means take
PERCENT = 100
MARK = 11  # size of a dot and a diamond
Ends = tuple[float, float]  # of an interval, in percent
AT_LEFT = {"xref": "paper", "xanchor": "left"}
AT_RIGHT = {"xref": "paper", "xanchor": "right"}


@dataclass(frozen=True, kw_only=True)
class _Block:
    """A KPI with its figures, from the row `top` on: heading, our own row, a row per figure."""

    kpi: Kpi
    beside: Beside
    top: int

    @property
    def own_row(self) -> int:
        return self.top + HEADING

    @property
    def last_row(self) -> int:
        return self.own_row + len(self.beside.placed)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What is written in the row `at`: a name, and words about a mark whose right end is at `right`, in percent."""

    at: int
    name: str
    words: str
    right: float
    colour: str


def forest(rows: Sequence[tuple[Kpi, Beside]], narrow: bool, language: Language, theme: Theme) -> go.Figure:
    """Draw one row per published figure, grouped by KPI; the band of our interval runs down its group."""
    blocks = _blocks(rows)
    colours = COLOURS[theme]
    height = 46 + int(0.8 * ROW_HEIGHT * (blocks[-1].last_row + 1))
    figure = canvas(theme, height, _alt(rows, language))
    left, right = _range(rows)
    written = [_rows(block, colours, language) for block in blocks]
    if not narrow:
        right = max(right, *(_reach(row, left) for own in written for row in own))
    notes = [
        words
        for block, own in zip(blocks, written, strict=True)
        for words in _words(block, own, narrow, colours, language)
    ]
    spans = [(block, ends) for block in blocks if (ends := _ends(block.beside, left)) is not None]
    bands = [_band(block, ends, colours) for block, ends in spans]
    # At once: Plotly looks through all notes and shapes again each time one is added.
    figure.update_layout(annotations=notes, shapes=bands)
    _own(figure, blocks, spans, colours, language)
    _diamonds(figure, blocks, colours, language)
    figure.add_shape(
        type="line", x0=0, x1=0, y0=0, y1=1, yref="paper", line={"color": colours.quiet, "width": 1}
    )
    figure.update_yaxes(visible=False, range=[blocks[-1].last_row + 0.7, -0.6])
    plot = list(PLOT_NARROW if narrow else PLOT_WIDE)
    figure.update_xaxes(domain=plot, range=[left, right], ticksuffix="%", nticks=5, showgrid=True, side="top")
    return figure


def coverage(counts: Sequence[tuple[Match, int]], language: Language, theme: Theme) -> go.Figure:
    """Draw a bar per kind of match: how many figures can be compared (violet), and why the others cannot."""
    colours = COLOURS[theme]
    names = [say(f"match.{match}", language) for match, _ in counts]
    sizes = [n for _, n in counts]
    told = say("format.comma", language).join(f"{name} {n}" for name, n in zip(names, sizes, strict=True))
    alt = say("claims.alt_coverage", language, n=str(sum(sizes)), told=told)
    figure = canvas(theme, 40 + ROW_HEIGHT * len(sizes), alt)
    placed = [match in ("same", "near") for match, _ in counts]
    figure.add_bar(
        x=sizes,
        y=names,
        orientation="h",
        width=0.62,
        marker={
            "color": [
                colours.paper if match == "near" else colours.claim if match == "same" else colours.neutral
                for match, _ in counts
            ],
            "line": {"width": 2, "color": [colours.claim if p else colours.neutral for p in placed]},
        },
        text=[str(n) for n in sizes],
        textposition="outside",
        textfont={"color": colours.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(visible=False, range=[0, 1.15 * max(sizes)])
    figure.update_yaxes(autorange="reversed", tickfont={"color": colours.ink})
    return figure


def _blocks(rows: Sequence[tuple[Kpi, Beside]]) -> list[_Block]:
    blocks: list[_Block] = []
    top = 0
    for kpi, beside in rows:
        blocks.append(_Block(kpi=kpi, beside=beside, top=top))
        top = blocks[-1].last_row + 1
    return blocks


def _range(rows: Sequence[tuple[Kpi, Beside]]) -> tuple[float, float]:
    """The range of all values in percent, zero included, with room for a diamond at both ends."""
    ours = [end for _, b in rows for end in (b.ours.value, b.ours.lower, b.ours.upper) if end is not None]
    ends = [0.0, *ours, *(placed.place for _, b in rows for placed in b.placed)]
    room = 0.06 * (max(ends) - min(ends))
    return PERCENT * (min(ends) - room), PERCENT * (max(ends) + room)


def _words(
    block: _Block, rows: Sequence[_Row], narrow: bool, colours: Colours, language: Language
) -> list[dict[str, object]]:
    """Everything written about a KPI: its name, what its scale means, and the names and words of its rows."""
    scale = block.beside.placed[0].claim.scale
    better = "led" if is_led(block.kpi) else block.kpi.better
    means = say(f"forest.{scale}", language, better=say(f"forest.{better}", language))
    return [
        note(f"<b>{name_of(block.kpi, language)}</b>", 0, block.top + 0.3, colours.ink, **AT_LEFT),
        note(means, 0, block.top + 1.05, colours.quiet, **AT_LEFT),
        *(note(row.name, 0, row.at, row.colour, **AT_LEFT) for row in rows),
        *(_beside_mark(row, narrow, colours) for row in rows if row.words),
    ]


def _beside_mark(row: _Row, narrow: bool, colours: Colours) -> dict[str, object]:
    """The words of a row, right of its mark, or of the plot where that is narrow."""
    if narrow:
        return note(row.words, 1, row.at, row.colour, **AT_RIGHT)
    ground = fade(colours.paper, 0.7)  # over lines of the plot
    return note(row.words, row.right, row.at, row.colour, xanchor="left", xshift=MARK, bgcolor=ground)


def _rows(block: _Block, colours: Colours, language: Language) -> list[_Row]:
    """Our own row, and a row per figure."""
    name, ours, ends = say("claims.ours", language), block.beside.ours, _ends(block.beside, 0.0)
    if ours.value is None:
        why = reason_words(ours.reason, language) if ours.reason else say("card.cannot_say", language)
        own = _Row(at=block.own_row, name=f"{name}: {why}", words="", right=0.0, colour=colours.after)
    else:
        own = _Row(
            at=block.own_row,
            name=name,
            words=own_words(block.beside, language),
            right=ends[1] if ends is not None else PERCENT * ours.value,
            colour=colours.after,
        )
    return [
        own,
        *(
            _Row(
                at=at,
                name=section(placed.claim, language),
                words=_describe_verdict(placed, language),
                right=PERCENT * placed.place,
                colour=colours.claim,
            )
            for at, placed in enumerate(block.beside.placed, block.own_row + 1)
        ),
    ]


def _reach(row: _Row, left: float) -> float:
    """Where a plot that begins at `left` must end, so that the words of the row are within it."""
    share = (width(row.words) + 2 * MARK) / LEAST
    return (row.right - share * left) / (1 - share)


def _describe_verdict(placed: Placed, language: Language) -> str:
    return f"{place_words(placed, language)} {verdict_words(placed.claim.kpi, placed.verdict, language)}"


def _band(block: _Block, ends: Ends, colours: Colours) -> dict[str, object]:
    """Our interval, down all rows of its KPI."""
    return {
        "type": "rect",
        "x0": ends[0],
        "x1": ends[1],
        "y0": block.own_row - 0.45,
        "y1": block.last_row + 0.45,
        "fillcolor": fade(colours.after, colours.tint),
        "line": {"width": 0},
        "layer": "below",
    }


def _own(
    figure: go.Figure,
    blocks: Sequence[_Block],
    spans: Sequence[tuple[_Block, Ends]],
    colours: Colours,
    language: Language,
) -> None:
    """Draw our own changes: the interval as a line, the value as a dot, hollow where only the least of it is known."""
    known = [block for block in blocks if block.beside.ours.value is not None]
    lines = [(block.own_row, ends) for block, ends in spans]
    figure.add_scatter(
        x=[at for _, ends in lines for at in (*ends, None)],
        y=[at for row, _ in lines for at in (row, row, None)],
        mode="lines",
        line={"color": colours.after, "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[PERCENT * (block.beside.ours.value or 0.0) for block in known],
        y=[block.own_row for block in known],
        mode="markers",
        marker={
            "size": MARK,
            "color": [colours.paper if block.beside.at_least else colours.after for block in known],
            "line": {"width": 2, "color": colours.after},
        },
        text=[_own_hover(block, language) for block in known],
        hovertemplate="%{text}<extra></extra>",
    )


def _own_hover(block: _Block, language: Language) -> str:
    ours = block.beside.ours
    interval = formats.interval(ours.lower, ours.upper, "relative", language)
    words = formats.add_interval(own_words(block.beside, language), interval, language)
    return f"{name_of(block.kpi, language)} · {words}"


def _ends(beside: Beside, left: float) -> Ends | None:
    """The ends of our band in percent; it starts at `left` if only the least our change can be is known."""
    if beside.ours.upper is None:
        return None
    if beside.ours.lower is None:
        return (left, PERCENT * beside.ours.upper) if beside.at_least else None
    return PERCENT * beside.ours.lower, PERCENT * beside.ours.upper


def own_words(beside: Beside, language: Language) -> str:
    """Return our own change or level in words, "or more" where only the least it can be is known."""
    value = beside.ours.value or 0.0
    if beside.placed[0].claim.scale == "level":
        return formats.percent(value)
    text = formats.relative_change(value)
    return say("unit.or_more", language, size=text) if beside.at_least else text


def _diamonds(figure: go.Figure, blocks: Sequence[_Block], colours: Colours, language: Language) -> None:
    """All of them in one trace, filled where the definition is the same."""
    diamonds = [
        (row, block, placed)
        for block in blocks
        for row, placed in enumerate(block.beside.placed, block.own_row + 1)
    ]
    figure.add_scatter(
        x=[PERCENT * placed.place for _, _, placed in diamonds],
        y=[row for row, _, _ in diamonds],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": MARK,
            "color": [
                colours.claim if placed.claim.match == "same" else colours.paper for _, _, placed in diamonds
            ],
            "line": {"width": 2, "color": colours.claim},
        },
        text=[_hover(placed, language) for _, _, placed in diamonds],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(placed: Placed, language: Language) -> str:
    return say(
        "claims.hover",
        language,
        section=section(placed.claim, language),
        name=metric(placed.claim, language),
        figure=place_words(placed, language),
        lever=lever(placed.claim, language),
        verdict=verdict_words(placed.claim.kpi, placed.verdict, language),
    )


def _alt(rows: Sequence[tuple[Kpi, Beside]], language: Language) -> str:
    verdicts = Counter(
        verdict_words(beside.kpi, placed.verdict, language) for _, beside in rows for placed in beside.placed
    )
    told = say("format.comma", language).join(f"{words} {n}" for words, n in verdicts.items())
    return say("claims.alt", language, n=str(verdicts.total()), kpis=str(len(rows)), told=told)
