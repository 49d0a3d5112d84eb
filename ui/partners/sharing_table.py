"""Shares of the benefit as a sortable table: paid, computed, the gap, and the bases."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ui.partners.charts.shares import sort_partners
from ui.view import View
from warehouse.partners.sharing import BASES, Shared, Sharing
from wording import formats
from wording.naming import member_name
from wording.words import say_member

LISTED = 50
PERCENT = 100.0
SHARES = {
    "paid_share_percent": "paid_share",
    "computed_percent": "computed",
    "lowest_percent": "lowest",
    "highest_percent": "highest",
    "gap_points": "gap",
}


def draw_shares(view: View, benefit_shares: Sharing, chosen: str) -> None:
    """Draw the chosen partner and those with the largest gaps in money."""
    rows = sort_partners(benefit_shares, chosen)[:LISTED]
    if not rows:
        return
    unit, labels = say_member("currency", view.currency, view.language), view.ask.labels("partner")
    data: dict[str, list[object]] = {
        "partner": [member_name(shared.partner, labels, view.language) for shared in rows],
        **{key: [PERCENT * getattr(shared, name) for shared in rows] for key, name in SHARES.items()},
    }
    column = st.column_config
    shown: dict[str, ColumnConfig] = {
        "partner": column.TextColumn(view.say("column.partner"), pinned=True, width=175),
        **{
            key: column.NumberColumn(view.say(f"column.{key}"), format=formats.SHARE_COLUMN) for key in SHARES
        },
    }
    amounts = {"gap_money": [shared.gap_amount for shared in rows]} | {
        f"{base}_money": _base(rows, place) for place, base in enumerate(BASES)
    }
    for key, values in amounts.items():
        step, sign = formats.amount_step(view.language, *values)
        data[key] = [None if value is None else value / step for value in values]
        amounts_in = view.say("partners.amounts", sign=sign, unit=unit).strip()
        name = view.say(f"column.{key}", amounts=amounts_in)
        shown[key] = column.NumberColumn(name, format=formats.NUMBER_COLUMN)
    st.dataframe(
        pd.DataFrame(data),
        hide_index=True,
        column_config=shown,
        placeholder="–",
        alt=view.say("sharing.table"),
        key="partner_shares",
    )


def _base(rows: tuple[Shared, ...], place: int) -> list[float | None]:
    return [shared.bases[place] for shared in rows]
