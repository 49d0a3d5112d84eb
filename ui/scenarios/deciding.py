"""Recording a decision on the open scenario, as it is saved."""

from functools import partial

import streamlit as st

from state.records import Version
from ui.decisions.decide import draw_promise, draw_words, record
from ui.scenarios.desk import Laid
from ui.scenarios.saving import SCENARIOS, whole_side
from ui.view import View
from warehouse.contract.errors import MilepostError

BOX = "kept_decide"  # the popover


def draw_decide_button(view: View, scenario: Laid, saved: Version) -> None:
    """Draw the button for the form; only when it is open is the forecast computed."""
    box = st.popover(view.say("decide.open"), key=BOX, icon=":material/gavel:", on_change="rerun")
    if box.open:
        with box:
            _draw_form(view, scenario, saved)


def _draw_form(view: View, scenario: Laid, saved: Version) -> None:
    """What is chosen first decides which forecast is kept, so it lies outside the form."""
    try:
        side = whole_side(scenario)
    except MilepostError:
        st.markdown(view.say("kept.cannot_run"))
        return
    if not draw_promise(view, "plan", side):
        return
    with st.form("decide_plan_form", border=False, enter_to_submit=False):
        draw_words(view, "plan")
        act = partial(record, view, "plan", SCENARIOS, box=BOX, plan=(saved, side), meeting=None)
        st.form_submit_button(view.say("decide.now"), type=view.main_button, on_click=act)
