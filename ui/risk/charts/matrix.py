"""Roll matrix: where the balance of each bucket of days past due was a month later, before and after."""

import plotly.graph_objects as go

from analysis.results import NO_ROWS
from figures.canvas import canvas, empty
from warehouse.marts.families.book import BUCKETS
from warehouse.query.answers import Change, Comparison
from warehouse.query.subjects.arrears import PAID, ROLLED, STATES
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

COLUMNS = (*STATES, ROLLED)
STEP = 58  # height of a row: three lines
LINES = (-0.28, 0.0, 0.28)  # before, after, change


def better_if_more(came_from: str, state: str) -> bool | None:
    """Return whether it is good that more balance moves this way, None if neither.

    Staying in a bucket is neither; nor are charge-off and sale, which are decisions.
    """
    if state == ROLLED:
        return False
    if state == PAID:
        return True
    if state not in BUCKETS or state == came_from:
        return None
    return BUCKETS.index(state) < BUCKETS.index(came_from)


def state_name(state: str, language: Language) -> str:
    """Return the name of a bucket or an ending on one line."""
    between = " " if language == "en" else ""
    return say(f"state.{state}", language).replace("–<br>", "–").replace("<br>", between)


def matrix(comparison: Comparison, language: Language, theme: Theme) -> go.Figure:
    """Draw a row per bucket the balance came from and a column per state it moved to.

    A cell holds the shares before and after, and the change with an arrow if it is clear; it is coloured only where
    more is better or worse.
    """
    cells = {change.members: change for change in comparison.changes}
    rows = [bucket for bucket in BUCKETS if (bucket, bucket) in cells]
    if not rows:
        why = reason_words(comparison.changes[0].absolute.reason or NO_ROWS, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    figure = canvas(theme, 70 + STEP * len(rows), _alt(cells, rows, language))
    for place, bucket in enumerate(rows):
        _fill(figure, COLUMNS.index(bucket), place, 0.5, colours.panel)
    for line, window in enumerate(("before", "after")):
        _numbers(figure, cells=cells, rows=rows, line=line, window=window, colours=colours)
    _changes(figure, cells, rows, colours)
    for edge in range(len(rows) + 1):
        figure.add_hline(y=edge - 0.5, line={"color": colours.line, "width": 1})
    for edge in (len(BUCKETS), len(STATES)):
        figure.add_vline(x=edge - 0.5, line={"color": colours.neutral, "width": 1})
    figure.update_xaxes(
        side="top",
        tickvals=list(range(len(COLUMNS))),
        ticktext=[say(f"state.{state}", language) for state in COLUMNS],
        range=[-0.5, len(COLUMNS) - 0.35],
        tickangle=0,
        ticklabeloverflow="allow",
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[state_name(bucket, language) for bucket in rows],
        range=[len(rows) - 0.5, -0.5],
        tickfont={"color": colours.ink},
    )
    figure.update_layout(margin={"t": 8, "l": 4, "r": 4})
    return figure


def _share(change: Change | None, window: str) -> float | None:
    if change is None:
        return None
    return (change.before if window == "before" else change.after).estimate.value


def _numbers(
    figure: go.Figure,
    cells: dict[tuple[str, ...], Change],
    rows: list[str],
    line: int,
    window: str,
    colours: Colours,
) -> None:
    """One line of every cell; moves that never happen are left blank."""
    shares = [
        (x, y, _share(cells.get((bucket, state)), window), _never(cells.get((bucket, state))))
        for y, bucket in enumerate(rows)
        for x, state in enumerate(COLUMNS)
    ]
    shown = [(x, y, share) for x, y, share, never in shares if share is not None and not never]
    figure.add_scatter(
        x=[x for x, _, _ in shown],
        y=[y + LINES[line] for _, y, _ in shown],
        mode="text",
        text=[formats.tenths(share) for _, _, share in shown],
        textfont={"color": colours.words_of_window(window)},
        hoverinfo="skip",
    )


def _never(change: Change | None) -> bool:
    """Whether nothing moved this way in either window."""
    return not (_share(change, "before") or _share(change, "after"))


def _changes(
    figure: go.Figure, cells: dict[tuple[str, ...], Change], rows: list[str], colours: Colours
) -> None:
    """The clear changes in percentage points, under the numbers."""
    clear = [
        (x, y, change)
        for y, bucket in enumerate(rows)
        for x, state in enumerate(COLUMNS)
        if (change := cells.get((bucket, state))) is not None
        and change.absolute.value is not None
        and change.relative.clear
    ]
    inks = [_ink(change, colours) for _, _, change in clear]
    for (x, y, _), ink in zip(clear, inks, strict=True):
        if ink != colours.neutral:
            _fill(figure, x, y, 0.48, fade(ink, colours.tint))
    figure.add_scatter(
        x=[x for x, _, _ in clear],
        y=[y + LINES[2] for _, y, _ in clear],
        mode="text",
        text=[_arrow(change.absolute.value or 0.0) for _, _, change in clear],
        textfont={"color": inks},
        hoverinfo="skip",
    )


def _fill(figure: go.Figure, x: int, y: int, reach: float, colour: str) -> None:
    """A square around the centre of a cell, `reach` to each side, behind the numbers."""
    figure.add_shape(
        type="rect",
        x0=x - reach,
        x1=x + reach,
        y0=y - reach,
        y1=y + reach,
        fillcolor=colour,
        line_width=0,
        layer="below",
    )


def _ink(change: Change, colours: Colours) -> str:
    good = better_if_more(change.members[0], change.members[1])
    if good is None:
        return colours.neutral
    return colours.better if ((change.absolute.value or 0.0) > 0) == good else colours.worse


def _arrow(points: float) -> str:
    return f"{'▲' if points > 0 else '▼'}{formats.tenths(abs(points))}"


def _alt(cells: dict[tuple[str, ...], Change], rows: list[str], language: Language) -> str:
    rolled = [
        say(
            "matrix.rolled",
            language,
            bucket=state_name(bucket, language),
            before=_percent(cells[bucket, ROLLED], "before"),
            after=_percent(cells[bucket, ROLLED], "after"),
        )
        for bucket in rows
        if (bucket, ROLLED) in cells
    ]
    return say("alt.matrix", language, rolled=say("format.comma", language).join(rolled))


def _percent(change: Change, window: str) -> str:
    share = _share(change, window)
    return "–" if share is None else formats.percent(share)
