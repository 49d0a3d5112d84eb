"""The link from a partner's numbers to the report pack about that partner."""

import streamlit as st

from ui import address
from ui.keys import PACK, PARTNER
from ui.places import PAGES
from ui.view import View

PARTNER_PACK = "partner"


def draw_pack_door(view: View, partner: str) -> None:
    """Draw the button that opens the Reports page with this partner's pack selected."""
    if st.button(
        view.say("partner_pack.door"), key="pack_door", icon=":material/outgoing_mail:", type="tertiary"
    ):
        query = address.with_choices({PACK: PARTNER_PACK, PARTNER: partner})
        st.switch_page(PAGES / "reports.py", query_params=query)
