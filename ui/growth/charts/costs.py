"""Figure of the cost structure: a pair of bars per account, before and after."""

import plotly.graph_objects as go

from figures.canvas import canvas, empty, label
from warehouse.query.subjects.costs import Base, CostLine, CostStructure
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Theme
from wording.words import Language, say

STEP = 58  # height of an account: its name and two bars
LEFT = {"xanchor": "left", "yanchor": "bottom"}


def structure(costs: CostStructure, base: Base, unit: str, language: Language, theme: Theme) -> go.Figure:
    """Draw a pair of bars per account with labels in `unit`; losses extend left of zero."""
    title = say(f"base.{base}", language)
    if costs.reason is not None:
        why = reason_words(costs.reason, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    lines = costs.lines
    figure = canvas(theme, 44 + STEP * len(lines), say("alt.costs", language, base=title, n=str(len(lines))))
    values = [value for line in lines for value in (line.before, line.after)]
    low, high = min(0.0, *values), max(values)
    for side, window in enumerate(("before", "after")):
        figure.add_bar(
            y=[place + 0.1 + 0.28 * side for place in range(len(lines))],
            x=[line.before if side == 0 else line.after for line in lines],
            width=0.26,
            orientation="h",
            marker={"color": colours.of_window(window)},
            hoverinfo="skip",
        )
        for place, line in enumerate(lines):
            # Beside the bar, right of zero even where the bar runs to the left.
            at = max(0.0, line.before if side == 0 else line.after)
            words = bar_words(line, side, unit, language)
            label(figure, words, at, place + 0.1 + 0.28 * side, colours.ink, xanchor="left", xshift=4)
    for place, line in enumerate(lines):
        name = say(f"account.{line.account}", language)
        label(figure, name, 0, place - 0.08, colours.ink, **LEFT)
    named = " ".join(
        f"<span style='color:{colours.words_of_window(window)}'>{say(f'window.{window}', language)}</span>"
        for window in ("before", "after")
    )
    heading = f"<b>{title}</b> · {named}"
    label(figure, heading, 0, 1, colours.ink, **{**LEFT, "xref": "paper", "yref": "paper"})
    # Room for the words beside the longest bar.
    figure.update_xaxes(visible=False, range=[low, low + 1.55 * (high - low or 1.0)])
    figure.update_yaxes(visible=False, range=[len(lines) - 0.4, -0.5])
    if low < 0:
        figure.add_vline(x=0, line={"color": colours.line, "width": 1})
    return figure


def bar_words(line: CostLine, side: int, unit: str, language: Language) -> str:
    """Return the label of a bar: its value, and for the later window the change, of shares in percentage points."""
    value = line.before if side == 0 else line.after
    text = formats.value(value, unit, language)
    if side == 0:
        return text
    if unit == "fraction":
        change = formats.short_points(line.after - line.before, language)
    else:
        change = formats.relative_change(line.after / line.before - 1) if line.before > 0 else ""
    return f"{text}  ({change})" if change else text
