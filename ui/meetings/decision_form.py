"""Recording a decision made at a meeting, on a saved scenario or on none."""

import json
from functools import partial

import streamlit as st

from state.records import Version
from ui.decisions.decide import draw_month, draw_promise, draw_words, record
from ui.meetings.log import Log
from ui.meetings.minutes import MEETINGS, NO_MEETING, field
from ui.memory import open_kept
from ui.scenarios.desk import shelf
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.sides import Side, side_of

NO_PLAN = ""


def draw_decide_form(view: View, log: Log) -> None:
    """Draw the form; meeting, plan and month are chosen first, because what is kept depends on them."""
    days = {meeting.code: str(meeting.held_on) for meeting in log.meetings}
    meeting = st.selectbox(
        view.say("minutes.meeting"),
        list(days),
        key=field(log.partner, "decide", "meeting"),
        format_func=lambda code: days.get(code, NO_MEETING),
    )
    version = _choose_plan(view, log)
    plan = None if version is None else _run(view, version)
    form = f"meeting_{log.partner}"
    if plan is None:
        draw_month(view, form)
    elif not draw_promise(view, form, plan[1]):
        return
    with st.form("decide_meeting_form", border=False, enter_to_submit=False):
        draw_words(view, form)
        act = partial(record, view, form, MEETINGS, box="meetings_decide", plan=plan, meeting=meeting)
        st.form_submit_button(view.say("decide.now"), type=view.main_button, on_click=act)


def _choose_plan(view: View, log: Log) -> Version | None:
    """The newest version of a saved scenario, None for none."""
    saved = {str(scenario.newest): scenario for scenario in shelf().list_scenarios()}
    key = st.selectbox(
        view.say("decide.plan"),
        (NO_PLAN, *saved),
        key=field(log.partner, "decide", "plan"),
        format_func=lambda key: (
            view.say("decide.version", name=saved[key].name, n=str(saved[key].newest.number))
            if key in saved
            else view.say("decide.no_plan")
        ),
    )
    return shelf().version(saved[key].newest) if key in saved else None


def _run(view: View, version: Version) -> tuple[Version, Side] | None:
    """The version with its result, on the snapshot it was locked with; None, with a message, where it cannot be run."""
    locked = version.locked_at is not None and version.snapshot != view.snapshot.id
    try:
        ask = open_kept(version.snapshot, view.ask.scope) if locked else view.ask
        side: Side = ask.of(side_of, json.dumps(json.loads(version.plan) | {"name": version.name}))
    except MilepostError:
        st.warning(view.say("kept.cannot_run"))
        return None
    return version, side
