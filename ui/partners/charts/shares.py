"""Shares of the benefit, a row per partner: the share paid, and the one computed from weighted bases."""

import plotly.graph_objects as go

from figures.canvas import canvas, empty, label
from ui.partners.charts.heads import head
from warehouse.partners.sharing import Shared, Sharing
from wording import formats
from wording.naming import Labels, member_name, reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

ROWS, ROW = 10, 44  # pixels
HEAD = 0.42  # of a row, from its dots up to the middle of its words: clear of the dots


def sort_partners(benefit_shares: Sharing, chosen: str) -> tuple[Shared, ...]:
    """Return the chosen partner, then the others by the size of their gap in money."""
    return tuple(
        sorted(
            benefit_shares.shared,
            key=lambda shared: (shared.partner != chosen, -abs(shared.gap_amount), shared.partner),
        )
    )


def sharing(
    benefit_shares: Sharing, chosen: str, currency: str, labels: Labels, language: Language, theme: Theme
) -> go.Figure:
    """Plot the share paid as a full dot and the computed one as a hollow dot, over what any weights could give."""
    rows = sort_partners(benefit_shares, chosen)[:ROWS]
    if not rows:
        why = reason_words(benefit_shares.reason, language) if benefit_shares.reason else "–"
        return empty(theme, say("figure.no_data", language, reason=why))
    colours = COLOURS[theme]
    names = [member_name(shared.partner, labels, language) for shared in rows]
    gaps = [gap_words(shared, currency, language) for shared in rows]
    told = say("format.semicolon", language).join(
        say(
            "alt.shared",
            language,
            name=name,
            paid=formats.percent(shared.paid_share),
            computed=formats.percent(shared.computed),
            gap=gap,
        )
        for shared, name, gap in zip(rows, names, gaps, strict=True)
    )
    figure = canvas(theme, ROW * len(rows) + 70, say("alt.sharing", language, rows=told))
    figure.update_layout(margin={"l": 12, "r": 12, "t": 24, "b": 24})
    for row, (shared, name, gap) in enumerate(zip(rows, names, gaps, strict=True)):
        head(figure, y=row - HEAD, name=name, words=gap, chosen=shared.partner == chosen, colours=colours)
        _draw_row(figure, shared, row, colours)
    _draw_heads(figure, rows, colours, language)
    top = 1.06 * max(max(shared.highest, shared.paid_share) for shared in rows)
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.75])
    figure.update_xaxes(range=[-2 * top, 100 * top], ticksuffix="%", nticks=5, showgrid=True)
    return figure


def gap_words(shared: Shared, currency: str, language: Language) -> str:
    """Return the share paid less the one computed, in percentage points and in money."""
    money = formats.absolute_change(shared.gap_amount, currency, language)
    return say("sharing.gap", language, points=formats.short_points(shared.gap, language), money=money)


def _draw_row(figure: go.Figure, shared: Shared, row: int, colours: Colours) -> None:
    for ends, line in (
        ((shared.lowest, shared.highest), {"color": fade(colours.neutral, 0.22), "width": 12}),
        ((shared.computed, shared.paid_share), {"color": colours.neutral, "width": 2}),
    ):
        figure.add_scatter(
            x=[100 * end for end in ends], y=[row, row], mode="lines", line=line, hoverinfo="skip"
        )
    for share, symbol in ((shared.paid_share, "circle"), (shared.computed, "circle-open")):
        marker = {
            "symbol": symbol,
            "size": 11,
            "color": colours.ink,
            "line": {"width": 2, "color": colours.ink},
        }
        figure.add_scatter(x=[100 * share], y=[row], mode="markers", marker=marker, hoverinfo="skip")


def _draw_heads(figure: go.Figure, rows: tuple[Shared, ...], colours: Colours, language: Language) -> None:
    """Explain the two dots, above the figure."""
    words = say("sharing.dots", language)
    label(figure, words, 0, 1, colours.quiet, xref="paper", yref="paper", xanchor="left", yanchor="bottom")
