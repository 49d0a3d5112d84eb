"""Partners by score: the rank of each, its interval by chance, and its span under other weights."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.canvas import canvas, empty, label
from ui.partners.charts.heads import head
from warehouse.partners.scores import Scored
from wording import formats
from wording.naming import Labels, member_name, reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

ROWS, ROW = 10, 46  # as many as stand beside another figure; pixels
HEAD = 0.45  # of a row, from its dot up to the middle of its words: clear of the dot


def select_partners(scored: Scored, chosen: str) -> tuple[str, ...]:
    """Return the codes of the first partners by rank, the chosen one included where it has a rank."""
    ranks = [
        (score.rank, code)
        for code, score in zip(scored.partners, scored.scores, strict=True)
        if score.rank is not None
    ]
    ordered = [code for _, code in sorted(ranks)]
    first = ordered[:ROWS]
    return tuple(first if chosen in first or chosen not in ordered else [*first[:-1], chosen])


def ranks(scored: Scored, chosen: str, labels: Labels, language: Language, theme: Theme) -> go.Figure:
    """Plot a row per partner: a dot at its rank, a bar over its interval by chance, a line over other weights.

    Rank 1 is at the left. Intervals and weights: statistics §11.
    """
    codes = select_partners(scored, chosen)
    if scored.reason is not None or not codes:
        why = reason_words(scored.reason, language) if scored.reason else "–"
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    words = [_words(scored, code, language) for code in codes]
    names = [member_name(code, labels, language) for code in codes]
    rows = say("format.semicolon", language).join(
        f"{name} {text}" for name, text in zip(names, words, strict=True)
    )
    figure = canvas(theme, ROW * len(codes) + 50, say("alt.ranks", language, n=str(scored.ranked), rows=rows))
    figure.update_layout(margin={"l": 8, "r": 8, "t": 4, "b": 24}, clickmode="event+select")
    _draw(figure, scored, codes, colours)
    for row, (code, name, text) in enumerate(zip(codes, names, words, strict=True)):
        head(figure, y=row - HEAD, name=name, words=text, chosen=code == chosen, colours=colours)
    limits = [len(codes) - 0.5, -0.75]
    # Plotly hears no clicks where both axes are fixed; the limits keep the rows in their place.
    figure.update_yaxes(
        visible=False, range=limits, fixedrange=False, minallowed=limits[1], maxallowed=limits[0]
    )
    room = 0.03 * scored.ranked
    figure.update_xaxes(range=[1 - room, scored.ranked + room], showticklabels=False, showline=True)
    ends = (say("ranks.first", language), say("ranks.last", language, n=str(scored.ranked)))
    for x, end, anchor in zip((0, 1), ends, ("left", "right"), strict=True):
        place = {"xref": "paper", "yref": "paper", "xanchor": anchor, "yanchor": "top"}
        label(figure, end, x, 0, colours.quiet, **place)
    return figure


def _words(scored: Scored, code: str, language: Language) -> str:
    score = scored.of(code)
    assert score is not None and score.value is not None and score.rank_interval is not None
    low, high = score.rank_interval
    return say(
        "ranks.row",
        language,
        score=f"{score.value:.0f}",
        rank=str(score.rank),
        span=formats.interval(low, high, "count", language) if low < high else "",
    ).strip()


def _draw(figure: go.Figure, scored: Scored, codes: Sequence[str], colours: Colours) -> None:
    """Bars of chance, lines of other weights, then dots that can be clicked."""
    scores = [score for code in codes if (score := scored.of(code)) is not None]
    for attribute, line in (
        ("rank_interval", {"color": fade(colours.neutral, 0.35), "width": 9}),
        ("rank_by_weights", {"color": colours.ink, "width": 1.5}),
    ):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for row, score in enumerate(scores):
            xs += [*getattr(score, attribute), None]
            ys += [row, row, None]
        figure.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")
    figure.add_scatter(
        x=[score.rank for score in scores],
        y=list(range(len(scores))),
        mode="markers",
        marker={"size": 10, "color": colours.ink, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
        customdata=list(codes),
        hoverinfo="skip",
    )
