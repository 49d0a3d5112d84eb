"""A grid of KPI cards."""

from collections.abc import Sequence

import streamlit as st

from wording.cards.cards import Card


def draw_cards(cards: Sequence[Card]) -> None:
    """Draw the cards in a grid of three columns that folds to one on a phone."""
    with st.grid(columns=3, min_column_width=270, gap="small"):
        for card in cards:
            with st.container(border=True, height="stretch", gap="xsmall"):
                # Not the label of the metric itself, which cuts long names off.
                st.markdown(card.label, help=card.help)
                st.metric(
                    card.label,
                    card.value,
                    card.delta or None,
                    delta_color=card.colour,
                    delta_arrow=card.arrow,
                    delta_description=card.interval or None,
                    label_visibility="collapsed",
                )
                st.caption("  \n".join(line for line in (*card.lines, card.attributable) if line))
