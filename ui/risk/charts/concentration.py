"""Figure of how much of the balance a few members hold at the end of both windows; a count, so without an interval."""

import plotly.graph_objects as go

from figures.canvas import empty
from ui.risk.charts.pairs import Pair, bar_pairs
from warehouse.query.subjects.loan_book import Concentration
from wording import formats
from wording.naming import Labels, member_name, reason_words
from wording.theme import Theme
from wording.words import Language, say

TOP = 10


def top_share(holdings: Concentration) -> float:
    """Return the share of the ten largest members, or of the largest one if there are no more than ten.

    Balance that names no member is left out.
    """
    shares = [share for member, share in holdings.shares if member]
    return sum(shares[:TOP]) if len(shares) > TOP else max(shares, default=0.0)


def concentration(
    before: Concentration, after: Concentration, labels: Labels, language: Language, theme: Theme
) -> go.Figure:
    """Draw the ten largest members at the later month end, with their shares at both."""
    if reason := before.reason or after.reason:
        why = reason_words(reason, language)
        return empty(theme, say("figure.no_data", language, reason=why))
    if not after.index:
        return empty(theme, say("held.nobody", language))
    held = dict(before.shares)
    pairs = [
        Pair(
            name=member_name(member, labels, language),
            values=(held.get(member), share),
            words=(
                formats.percent(held[member]) if member in held else say("held.none", language),
                formats.percent(share),
            ),
            at_right=("", ""),
        )
        for member, share in [row for row in after.shares if row[0]][:TOP]
    ]
    months = (formats.month(before.month, language), formats.month(after.month, language))
    alt = say("alt.held", language, rows="; ".join(f"{p.name} {p.words[0]} → {p.words[1]}" for p in pairs))
    return bar_pairs(say("held.title", language), months, pairs, alt, theme, right="")
