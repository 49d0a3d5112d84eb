"""Which initiative paid: a short table of what is proven, what it is worth, what it costs, and when it is back."""

from dataclasses import astuple

import pandas as pd
import streamlit as st

from ui.initiatives.evidence_notes import read_evidence
from ui.view import View
from ui.viewport import phone
from warehouse.effects.benefits import benefits
from wording.evidence.names import names_of
from wording.evidence.paid import PaidRow, list_unproven, payback_rows

COLUMNS = ("initiative", "proven", "worth", "cost", "back")


def payback_block(view: View) -> None:
    """Draw a row per proven goal with its money, and in one line the initiatives that have none."""
    all_evidence, costs = read_evidence(view), view.ask.of(benefits)
    names = names_of(view, all_evidence)
    st.subheader(view.say("paid.title"), help=view.say("paid.how"))
    if not costs:
        st.caption(view.say("money.none"))
        return
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
    if rows and (rest := list_unproven(costs, names, view.language)):
        st.caption(rest)


def _item(view: View, row: PaidRow) -> str:
    """A row on lines of their own, for a phone."""
    lines = [f"**{row.initiative}**"] if row.initiative else []
    lines.append(f"{row.proven} · {row.back}")
    lines.append(f":small[{view.say('paid.worth')}: {row.worth}]")
    if row.cost:
        lines.append(f":small[{view.say('paid.cost')}: {row.cost}]")
    return "  \n".join(lines)
