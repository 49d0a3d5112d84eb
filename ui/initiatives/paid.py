"""Which initiative paid: a short table of what is proven, whether its cost is back, and what is left a year."""

from dataclasses import astuple

import pandas as pd
import streamlit as st

from ui.initiatives.evidence_notes import read_evidence
from ui.view import View
from ui.viewport import phone
from warehouse.effects.benefits import benefits
from wording.evidence.names import names_of
from wording.evidence.paid import PaidRow, count_back, list_uncounted, list_unproven, payback_rows

COLUMNS = ("initiative", "proven", "back", "left", "once")


def payback_block(view: View) -> None:
    """Draw a row per proven initiative with its money, and below what is proven besides and what is not."""
    all_evidence, costs = read_evidence(view), view.ask.of(benefits)
    names = names_of(view, all_evidence)
    st.subheader(view.say("paid.title"), help=view.say("paid.how"))
    if not costs:
        st.caption(view.say("money.none"))
        return
    if counted := count_back(all_evidence, costs, view.language):
        st.markdown(f"**{counted}**")
    rows = payback_rows(all_evidence, costs, names, view.currency, view.language)
    if not rows:
        st.markdown(view.say("paid.none"))
    elif phone():
        st.markdown("\n\n".join(_item(view, row) for row in rows))
    else:
        frame = pd.DataFrame(
            [astuple(row) for row in rows], columns=[view.say(f"paid.{name}") for name in COLUMNS]
        )
        st.table(frame, hide_index=True, border="horizontal", alt=view.say("paid.title"))
    more = list_uncounted(all_evidence, costs, names, view.language)
    rest = list_unproven(costs, names, view.language) if rows else ""
    if more or rest:
        st.caption("  \n".join(line for line in (more, rest) if line))


def _item(view: View, row: PaidRow) -> str:
    """A row on lines of their own, for a phone."""
    return "  \n".join(
        (
            f"**{row.initiative}** · {row.proven}",
            row.back,
            f":small[{view.say('paid.left')}: {row.left} · {view.say('paid.once')}: {row.once}]",
        )
    )
