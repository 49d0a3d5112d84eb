"""What the forms of the meeting log do: record a meeting, agree on an action, settle an action, withdraw a meeting."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from state.meeting_records import Action
from state.refusals import FIELDS, ChangedMeanwhile, Refusal
from ui.meetings.log import open_meetings
from ui.view import View
from ui.writing import attempt, author_of, today_of
from warehouse.contract.errors import MilepostError
from wording import formats
from wording.words import say_member

MEETINGS = "meetings"  # about what something is said
NO_MEETING = ""


def field(partner: str, form: str, name: str) -> str:
    """Return the key of a field; every partner has fields of its own."""
    return f"{form}_{partner}_{name}"


def form_of(action: Action) -> str:
    """Return the form of an action in its present state, so that no field keeps the owner or date of another."""
    return f"settle_{action.key}"


def record(view: View, partner: str) -> None:
    """Save the meeting in the form, as one that looked at the snapshot served now."""
    held = partial(_field_value, partner, "meeting")

    def act() -> str:
        by, on = author_of("meeting"), held("on")
        open_meetings().hold(
            partner,
            held_on=on,
            snapshot=view.snapshot.id,
            attendees=held("attendees"),
            notes=held("notes"),
            by=by,
            today=today_of(view),
        )
        return view.say("meetings.recorded", day=str(on))

    _do(view, act, partner, "meeting", ("attendees", "notes"))


def agree(view: View, partner: str) -> None:
    """Save the action in the form."""
    held = partial(_field_value, partner, "action")

    def act() -> str:
        by = author_of("action")
        open_meetings().open(held("meeting"), held("text"), held("owner"), held("due"), by)
        return view.say("action.added")

    _do(view, act, partner, "action", ("text", "owner"))


def settle(view: View, action: Action, how: str) -> None:
    """Close, drop, amend or reopen an action as the form says."""
    form, key, today = form_of(action), action.key, today_of(view)
    held = partial(_field_value, action.partner, form)

    def act() -> str:
        by, kept, meeting = author_of("settle"), open_meetings(), held("meeting") or None
        if how == "done":
            kept.close(key, held("on"), meeting, by, today)
        elif how == "dropped":
            kept.drop(key, meeting, held("reason"), by, today)
        elif how == "amended":
            kept.amend(
                key, owner=held("owner"), due_on=held("due"), reason=held("reason"), by=by, today=today
            )
        else:
            kept.reopen(key, held("reason"), by, today)
        return view.say(f"settled.{how}")

    _do(view, act, action.partner, form, ())


def withdraw(view: View, code: str) -> None:
    """Withdraw a meeting that was not held."""

    def act() -> str:
        open_meetings().withdraw(code, author_of("withdraw"))
        return view.say("meetings.withdrawn")

    attempt(MEETINGS, act, partial(_why_not, view))


def _field_value(partner: str, form: str, name: str) -> Any:
    return st.session_state.get(field(partner, form, name), "")


def _do(view: View, act: Callable[[], str], partner: str, form: str, emptied: tuple[str, ...]) -> None:
    """Empty the fields `emptied` where it succeeds; where it is refused, keep what was typed."""
    if attempt(MEETINGS, act, partial(_why_not, view)):
        for name in emptied:
            st.session_state[field(partner, form, name)] = ""


def _why_not(view: View, refused: MilepostError) -> str:
    """Why it could not be done, in words."""
    if isinstance(refused, ChangedMeanwhile):
        at = formats.moment(refused.at, view.snapshot.company.timezone)
        return view.say("meeting_refused.changed meanwhile", by=refused.by, at=at)
    if not isinstance(refused, Refusal):
        return view.say("meetings.unreachable")
    named, _, fault = refused.code.partition(" ")
    if named in FIELDS:
        name = view.say(f"minutes.{named}")
        return view.say(f"field_fault.{fault}", field=name, most=refused.about)
    return say_member("meeting_refused", refused.code, view.language, about=refused.about)
