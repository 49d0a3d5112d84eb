"""Meetings with one partner and the actions agreed there: where they stand, and the forms that record them."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from state.meeting_records import Action, Meeting
from ui.meetings.decision_form import draw_decide_form
from ui.meetings.log import SETTLED, Log, action_table, counts_words, meeting_words, open_log
from ui.meetings.minutes import MEETINGS, NO_MEETING, agree, field, form_of, record, settle, withdraw
from ui.view import View
from ui.writing import author_field, draw_said
from warehouse.contract.errors import MilepostError

LISTED, OFFERED = 3, 6  # meetings shown, and offered in forms
SHARED = "meeting"  # the page that the partner looks at, too: plans of the house are named on none such
USUAL = timedelta(days=28)  # from an action to its due date
WAYS, WAYS_BACK = ("done", "amended", "dropped"), ("reopened",)


def meetings_block(view: View, partner: str) -> None:
    """Draw the actions, the forms and the last meetings; one line where the log cannot be read."""
    st.subheader(view.say("meetings.title"))
    draw_said(MEETINGS)
    try:
        log = open_log(view, partner)
    except MilepostError:
        st.error(view.say("meetings.unreachable"))
        return
    actions_part(view, log)
    _draw_forms(view, log)
    for meeting in log.meetings[:LISTED]:
        st.markdown(meeting_words(log, meeting, view.language))
        if meeting.notes:
            st.text(meeting.notes)
    st.caption(view.say("meetings.note"))


def actions_part(view: View, log: Log) -> None:
    """Draw the counts of meetings and actions, and the actions as a table."""
    st.markdown(counts_words(log, view.language))
    listed = (*log.open, *log.settled[:SETTLED])
    if listed:
        rows = action_table(listed, log.today, view.language)
        st.table(rows, hide_index=True, border="horizontal", alt=view.say("meetings.title"))


def _draw_forms(view: View, log: Log) -> None:
    """A button for each form; only the form of the one that is open is drawn."""
    forms: dict[str, tuple[str, Callable[[View, Log], None]]] = {
        "record": (":material/event:", _draw_record_form)
    }
    if log.meetings:
        forms["agree"] = (":material/add_task:", _draw_agree_form)
    if log.meetings and view.page != SHARED:
        forms["decide"] = (":material/gavel:", draw_decide_form)
    if log.actions:
        forms["settle"] = (":material/task_alt:", _draw_settle_form)
    if log.meetings:
        forms["withdraw"] = (":material/event_busy:", _draw_withdraw_form)
    with st.container(horizontal=True, gap="small"):
        for name, (icon, draw) in forms.items():
            label, key = view.say(f"meetings.{name}"), f"meetings_{name}"
            box = st.popover(label, key=key, icon=icon, on_change="rerun")
            if box.open:
                with box:
                    draw(view, log)


def _draw_record_form(view: View, log: Log) -> None:
    key = partial(field, log.partner, "meeting")
    with st.form("meeting_form", border=False, enter_to_submit=False):
        st.date_input(
            view.say("minutes.on"), value=log.today, max_value=log.today, key=key("on"), format="YYYY-MM-DD"
        )
        st.text_input(view.say("minutes.attendees"), key=key("attendees"), max_chars=300)
        st.text_area(view.say("minutes.notes"), key=key("notes"), max_chars=4_000)
        author_field(view, "meeting")
        done = partial(record, view, log.partner)
        st.form_submit_button(view.say("meetings.record_now"), type=view.main_button, on_click=done)


def _draw_agree_form(view: View, log: Log) -> None:
    key = partial(field, log.partner, "action")
    with st.form("action_form", border=False, enter_to_submit=False):
        _meeting_field(view, log.meetings[:OFFERED], key("meeting"), needed=True)
        st.text_input(view.say("minutes.action"), key=key("text"), max_chars=300)
        st.text_input(view.say("minutes.owner"), key=key("owner"), max_chars=60)
        st.date_input(view.say("minutes.due"), value=log.today + USUAL, key=key("due"), format="YYYY-MM-DD")
        author_field(view, "action")
        done = partial(agree, view, log.partner)
        st.form_submit_button(view.say("meetings.agree_now"), type=view.main_button, on_click=done)


def _draw_settle_form(view: View, log: Log) -> None:
    """The action and how to settle it are chosen first, because the fields of the form depend on them."""
    key = partial(field, log.partner, "settle")
    actions = {entry.code: entry for entry in (*log.open, *log.settled[:SETTLED])}
    code = st.selectbox(
        view.say("minutes.action"),
        list(actions),
        key=key("code"),
        format_func=lambda code: _label_action(view, actions[code]),
    )
    action = actions[code]
    ways = WAYS if action.state == "open" else WAYS_BACK
    how = st.segmented_control(
        view.say("minutes.how"),
        ways,
        default=ways[0],
        key=key(f"how_{action.state}"),
        required=True,
        format_func=lambda way: view.say(f"settle.{way}"),
        label_visibility="collapsed",
    )
    with st.form(f"settle_form_{how}", border=False, enter_to_submit=False):
        _settle_fields(view, log, action, how, partial(field, log.partner, form_of(action)))
        author_field(view, "settle")
        done = partial(settle, view, action, how)
        st.form_submit_button(view.say(f"settle_now.{how}"), type=view.main_button, on_click=done)


def _settle_fields(view: View, log: Log, action: Action, how: str, key: Callable[[str], str]) -> None:
    if how == "done":
        st.date_input(
            view.say("minutes.done_on"),
            value=log.today,
            min_value=action.opened_on,
            max_value=log.today,
            key=key("on"),
            format="YYYY-MM-DD",
        )
    if how == "amended":
        st.text_input(view.say("minutes.owner"), value=action.owner, key=key("owner"), max_chars=60)
        st.date_input(
            view.say("minutes.due"),
            value=action.due_on,
            min_value=action.opened_on,
            key=key("due"),
            format="YYYY-MM-DD",
        )
    if how in ("done", "dropped"):
        _meeting_field(view, log.meetings[:OFFERED], key("meeting"), needed=False)
    if how != "done":
        st.text_input(view.say("minutes.reason"), key=key("reason"), max_chars=300)


def _draw_withdraw_form(view: View, log: Log) -> None:
    key = field(log.partner, "withdraw", "code")
    with st.form("withdraw_form", border=False, enter_to_submit=False):
        _meeting_field(view, log.meetings[:OFFERED], key, needed=True)
        author_field(view, "withdraw")
        st.caption(view.say("meetings.withdraw_help"))
        st.form_submit_button(
            view.say("meetings.withdraw_now"), on_click=lambda: withdraw(view, st.session_state[key])
        )


def _meeting_field(view: View, meetings: Sequence[Meeting], key: str, needed: bool) -> None:
    """The choice of a meeting; where none is needed, "none" comes first."""
    days = {meeting.code: str(meeting.held_on) for meeting in meetings}
    none = {} if needed else {NO_MEETING: view.say("minutes.no_meeting")}
    names = none | days
    st.selectbox(view.say("minutes.meeting"), list(names), key=key, format_func=lambda code: names[code])


def _label_action(view: View, action: Action) -> str:
    """An action in a list: what is to be done, and whether it is open."""
    return f"{action.text} · {view.say(f'action.{action.state}')}"
