"""Meetings with partners, and the actions agreed there; the changes of an action form a sequence.

Every writing method is one transaction, including its line in the audit; nothing is deleted. `by` is the person
acting, 1 to 60 characters; `today` is the day in the company's time zone, and nothing recorded may lie after it.
Raises Refusal (→ refusals) if a request is not allowed, Unavailable if the database fails.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from state.audit import new_code, note, now
from state.database import Database
from state.meeting_records import Action, Change, Meeting, State
from state.records import Key
from state.refusals import ChangedMeanwhile, Refusal
from state.tables import ACTION_CHANGES, ACTIONS, MEETINGS
from state.texts import (
    action_from,
    attendees_from,
    author_from,
    notes_from,
    owner_from,
    partner_from,
    reason_from,
)


class Meetings:
    """The meetings and actions of one company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hold(
        self, partner: str, held_on: date, snapshot: str, attendees: str, notes: str, by: str, today: date
    ) -> str:
        """Record a meeting and the snapshot it looked at, at most one a day with each partner; return its code."""
        partner, by = partner_from(partner), author_from(by)
        written = {"attendees": attendees_from(attendees), "notes": notes_from(notes)}
        _refuse_future(held_on, today)
        with self._database.transact() as connection:
            here = (MEETINGS.c.partner == partner) & (MEETINGS.c.held_on == held_on)
            there = select(MEETINGS).where(here, MEETINGS.c.withdrawn_at.is_(None))
            if held := connection.execute(there).first():
                message = f"{partner}: {held.recorded_by} has recorded a meeting on {held_on} already"
                raise Refusal("held already", held.recorded_by, message)
            code = new_code()
            about = {"partner": partner, "held_on": held_on, "snapshot": snapshot}
            recorded = {"recorded_by": by, "recorded_at": now()}
            connection.execute(MEETINGS.insert().values(code=code, **about, **written, **recorded))
            note(connection, by, "recorded meeting", Key(code=code, number=1), partner)
            return code

    def withdraw(self, meeting: str, by: str) -> None:
        """Remove a meeting from the list as not held; actions opened there remain."""
        by = author_from(by)
        with self._database.transact() as connection:
            held = read_meeting(connection, meeting)
            here = MEETINGS.c.code == meeting
            connection.execute(MEETINGS.update().where(here).values(withdrawn_by=by, withdrawn_at=now()))
            note(connection, by, "withdrew meeting", Key(code=meeting, number=1), held.partner)

    def open(self, meeting: str, text: str, owner: str, due_on: date, by: str) -> Key:
        """Record an action agreed at a meeting; return its first key."""
        text, owner, by = action_from(text), owner_from(owner), author_from(by)
        with self._database.transact() as connection:
            held = read_meeting(connection, meeting)
            _refuse_before(due_on, held.held_on)
            key = Key(code=new_code(), number=1)
            about = {"partner": held.partner, "text": text, "meeting": meeting}
            connection.execute(ACTIONS.insert().values(code=key.code, **about))
            first = Change(
                number=1,
                state="open",
                owner=owner,
                due_on=due_on,
                on=held.held_on,
                meeting=meeting,
                reason="",
                by=by,
                at=now(),
            )
            _add(connection, key, first)
            note(connection, by, "opened action", key, text)
            return key

    def amend(self, key: Key, owner: str, due_on: date, reason: str, by: str, today: date) -> Key:
        """Give an open action another owner or due date; it is still judged by its first due date."""
        owner, reason, by = owner_from(owner), reason_from(reason), author_from(by)
        with self._database.transact() as connection:
            action = _current(connection, key, "open")
            _refuse_before(due_on, action.opened_on)
            if (owner, due_on) == (action.owner, action.due_on):
                raise Refusal("nothing changed", "", f"{key}: owner and due date are these already")
            change = action.follow_with(by, now(), on=today, owner=owner, due_on=due_on, reason=reason)
            return _follow(connection, action, change, "amended action")

    def close(self, key: Key, on: date, meeting: str | None, by: str, today: date) -> Key:
        """Mark an open action as done on a day, reported at a meeting or at none."""
        by = author_from(by)
        _refuse_future(on, today)
        with self._database.transact() as connection:
            action = _current(connection, key, "open")
            _refuse_before(on, action.opened_on)
            _refuse_elsewhere(connection, meeting, action)
            change = action.follow_with(by, now(), state="done", on=on, meeting=meeting)
            return _follow(connection, action, change, "closed action")

    def drop(self, key: Key, meeting: str | None, reason: str, by: str, today: date) -> Key:
        """Abandon an open action, for a reason."""
        reason, by = reason_from(reason), author_from(by)
        with self._database.transact() as connection:
            action = _current(connection, key, "open")
            _refuse_elsewhere(connection, meeting, action)
            change = action.follow_with(by, now(), state="dropped", on=today, meeting=meeting, reason=reason)
            return _follow(connection, action, change, "dropped action")

    def reopen(self, key: Key, reason: str, by: str, today: date) -> Key:
        """Reopen an action that was done or dropped, for a reason."""
        reason, by = reason_from(reason), author_from(by)
        with self._database.transact() as connection:
            action = _current(connection, key, "done", "dropped")
            change = action.follow_with(by, now(), state="open", on=today, reason=reason)
            return _follow(connection, action, change, "reopened action")

    def meetings(self, partner: str) -> tuple[Meeting, ...]:
        """Return the meetings with a partner that are not withdrawn, latest first."""
        here = (MEETINGS.c.partner == partner) & MEETINGS.c.withdrawn_at.is_(None)
        statement = select(MEETINGS).where(here).order_by(MEETINGS.c.held_on.desc())
        return tuple(
            Meeting(
                code=row.code,
                partner=row.partner,
                held_on=row.held_on,
                snapshot=row.snapshot,
                attendees=row.attendees,
                notes=row.notes,
                recorded_by=row.recorded_by,
                recorded_at=row.recorded_at,
            )
            for row in self._database.rows(statement)
        )

    def actions(self, partner: str) -> tuple[Action, ...]:
        """Return the actions agreed with a partner, each with all its changes, by due date."""
        actions = _actions_of(self._database.rows(_changes().where(ACTIONS.c.partner == partner)))
        return tuple(sorted(actions, key=lambda action: (action.due_on, action.code)))


def _changes() -> Select[Any]:
    """Every change of every action, beside what never changes of it."""
    about = (ACTIONS.c.partner, ACTIONS.c.text, ACTIONS.c.meeting.label("opened_at"))
    joined = select(*about, ACTION_CHANGES).join(ACTION_CHANGES, ACTION_CHANGES.c.code == ACTIONS.c.code)
    return joined.order_by(ACTION_CHANGES.c.code, ACTION_CHANGES.c.number)


def _actions_of(rows: Sequence[Row[Any]]) -> list[Action]:
    actions = []
    for code, group in groupby(rows, key=lambda row: row.code):
        own = list(group)
        changes = tuple(
            Change(
                number=row.number,
                state=row.state,
                owner=row.owner,
                due_on=row.due_on,
                on=row.on,
                meeting=row.meeting,
                reason=row.reason,
                by=row.changed_by,
                at=row.changed_at,
            )
            for row in own
        )
        actions.append(
            Action(
                code=code, partner=own[0].partner, text=own[0].text, meeting=own[0].opened_at, changes=changes
            )
        )
    return actions


def _current(connection: Connection, key: Key, *states: State) -> Action:
    """The action as it is, which must be in one of these states and not have changed after `key`."""
    actions = _actions_of(connection.execute(_changes().where(ACTIONS.c.code == key.code)).all())
    if not actions:
        raise Refusal("no such action", str(key), f"{key}: no such action; `milepost meetings` lists them")
    (action,) = actions
    last = action.changes[-1]
    if last.number != key.number:
        raise ChangedMeanwhile(str(action.key), last.by, last.at)
    if action.state not in states:
        raise Refusal("other state", last.by, f"{key}: {action.state} since {last.on}, by {last.by}")
    return action


def _follow(connection: Connection, action: Action, change: Change, act: str) -> Key:
    """Write the change that follows; its number is the next one."""
    key = Key(code=action.code, number=change.number)
    _add(connection, key, change)
    note(connection, change.by, act, key, action.text)
    return key


def _add(connection: Connection, key: Key, change: Change) -> None:
    values = {
        "state": change.state,
        "owner": change.owner,
        "due_on": change.due_on,
        "on": change.on,
        "meeting": change.meeting,
        "reason": change.reason,
        "changed_by": change.by,
        "changed_at": change.at,
    }
    connection.execute(ACTION_CHANGES.insert().values(code=key.code, number=key.number, **values))


def read_meeting(connection: Connection, code: str) -> Row[Any]:
    """Return the row of a meeting that is not withdrawn."""
    meeting = connection.execute(select(MEETINGS).where(MEETINGS.c.code == code)).first()
    if meeting is None:
        raise Refusal("no such meeting", code, f"{code}: no such meeting; `milepost meetings` lists them")
    if meeting.withdrawn_at is not None:
        raise Refusal("withdrawn", meeting.withdrawn_by, f"{code}: withdrawn by {meeting.withdrawn_by}")
    return meeting


def _refuse_elsewhere(connection: Connection, code: str | None, action: Action) -> None:
    """Refuse a meeting with somebody else; None is none."""
    if code is not None and read_meeting(connection, code).partner != action.partner:
        raise Refusal("no such meeting", code, f"{code}: not a meeting with {action.partner}")


def _refuse_future(on: date, today: date) -> None:
    if on > today:
        raise Refusal("not yet", f"{today}", f"{on}: that day is not over; today is {today}")


def _refuse_before(on: date, opened_on: date) -> None:
    if on < opened_on:
        raise Refusal("before it was opened", f"{opened_on}", f"{on}: before the meeting on {opened_on}")
