"""Whether a number somebody holds in hand still is what its snapshot says."""

import streamlit as st

from state.database import state_of
from state.passports import Passports, Recorded
from ui import formats
from ui.naming import name_of
from ui.recording import record
from ui.view import View
from ui.words import say_member
from warehouse.errors import MilepostError
from warehouse.kpis import KPIS
from warehouse.passports import read_number
from warehouse.store import Home
from warehouse.verification import Verification, verify

TONES = {"holds": "green", "differs": "red"}


def verify_block(view: View) -> None:
    """A field for the number; below it what was stated, when, and whether it holds."""
    st.caption(view.say("verify.lead"))
    with st.form("verify", border=False):
        line = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        typed = line.text_input(
            view.say("verify.number"), key="verify_number", placeholder="MP-7K3Q-9XTD-2B4H", width=260
        )
        asked = line.form_submit_button(view.say("verify.ask"))
    if not asked or not typed.strip():
        return
    number, home = read_number(typed), Home.from_environment()
    if number is None:
        st.warning(view.say("verify.unreadable"))
        return
    try:
        record(home)  # what this server has stated a moment ago
        recorded = Passports(state_of(home)).find(number)
        if recorded is None:
            st.warning(view.say("verify.unknown", number=number))
            return
        _tell(view, recorded, verify(home, recorded.stated))
    except MilepostError as failed:
        st.warning(view.say("verify.failed", why=str(failed)))


def _tell(view: View, recorded: Recorded, checked: Verification) -> None:
    stated = recorded.stated
    kpi = KPIS.get(stated.kpi)
    what = name_of(kpi, view.language) if kpi else say_member("asked", stated.name, view.language)
    colour = TONES.get(checked.verdict, "orange")
    verdict = say_member("verdict", checked.verdict, view.language)
    st.markdown(f"`{stated.number}` · **{what}** · :{colour}[{verdict}]")
    lines = [
        view.say("verify.snapshot", snapshot=stated.snapshot),
        view.say("verify.stated", moment=formats.moment(recorded.stated_at, view.snapshot.company.timezone)),
    ]
    if stated.version:
        lines.append(view.say("verify.versions", then=stated.version, now=checked.version or "–"))
    st.caption("  \n".join(lines))
    if checked.differences:
        st.dataframe(
            {
                view.say("verify.place"): [one.place or "–" for one in checked.differences],
                view.say("verify.then"): [one.then for one in checked.differences],
                view.say("verify.now"): [one.now for one in checked.differences],
            },
            hide_index=True,
            alt=view.say("verify.title"),
        )
    st.code(f"{stated.name} {stated.about}", language=None, wrap_lines=True)
