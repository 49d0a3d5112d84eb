"""Cards on a page, beside and below each other."""

from collections.abc import Sequence

import streamlit as st

from wording.cards.cards import Card


def draw_cards(cards: Sequence[Card]) -> None:
    """The cards as a wall that folds to one column on a phone."""
    with st.grid(columns=3, min_column_width=270, gap="small"):
        for one in cards:
            with st.container(border=True, height="stretch", gap="xsmall"):
                # Not the label of the metric itself, which cuts long names off.
                st.markdown(one.label, help=one.help)
                st.metric(
                    one.label,
                    one.value,
                    one.delta or None,
                    delta_color=one.colour,
                    delta_arrow=one.arrow,
                    delta_description=one.interval or None,
                    label_visibility="collapsed",
                )
                st.caption("  \n".join(line for line in (*one.lines, one.attributable) if line))
