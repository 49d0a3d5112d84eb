"""Meetings and actions as frozen records, and counts of them; times are UTC.

An action is judged by the due date it was opened with; a later date is kept as well and changes no count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from state.records import Key

State = Literal["open", "done", "dropped"]
CADENCE_MONTHS = 12  # so many months back


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting with a partner: its day in the company's time zone, and the snapshot that was shown."""

    code: str
    partner: str
    held_on: date
    snapshot: str
    attendees: str
    notes: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Change:
    """The state of an action from one change to the next; `number` counts from 1.

    on: the day from which it holds; meeting: the one at which it was made, None for none; reason: "" if none was
    required.
    """

    number: int
    state: State
    owner: str
    due_on: date
    on: date
    meeting: str | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Action:
    """What was agreed at a meeting, with all its changes, oldest first."""

    code: str
    partner: str
    text: str
    meeting: str
    changes: tuple[Change, ...]

    @property
    def key(self) -> Key:
        """The key of the current state; whoever changes the action must have seen that state."""
        return Key(code=self.code, number=self.changes[-1].number)

    @property
    def state(self) -> State:
        return self.changes[-1].state

    @property
    def owner(self) -> str:
        return self.changes[-1].owner

    @property
    def due_on(self) -> date:
        return self.changes[-1].due_on

    @property
    def first_due_on(self) -> date:
        """The due date the action was opened with."""
        return self.changes[0].due_on

    @property
    def opened_on(self) -> date:
        return self.changes[0].on

    @property
    def settled_on(self) -> date | None:
        """The day on which it was done or dropped, None while it is open."""
        return None if self.state == "open" else self.changes[-1].on

    def is_overdue(self, today: date) -> bool:
        """Return whether it is still open after its current due date."""
        return self.state == "open" and self.due_on < today

    def was_open_before(self, day: date) -> bool:
        """Return whether it was open at the beginning of a day."""
        earlier = [change for change in self.changes if change.on < day]
        return bool(earlier) and earlier[-1].state == "open"

    def follow_with(self, by: str, at: datetime, **other: Any) -> Change:
        """Return the next change: the current state with the named fields replaced."""
        now = {"meeting": None, "reason": ""} | other
        return replace(self.changes[-1], number=self.changes[-1].number + 1, by=by, at=at, **now)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A count out of n."""

    count: int
    n: int


def select_carried_over(actions: Sequence[Action], meeting: Meeting) -> tuple[Action, ...]:
    """Return the actions of earlier meetings that were still open when this one began."""
    return tuple(action for action in actions if action.was_open_before(meeting.held_on))


def cadence(meetings: Sequence[Meeting], today: date) -> Counted:
    """Count the months with a meeting among the completed months since the first one, at most the last twelve."""
    held = {_month(meeting.held_on) for meeting in meetings}
    this = _month(today)
    due = range(max(min(held, default=this), this - CADENCE_MONTHS), this)
    return Counted(count=len(held & set(due)), n=len(due))


def count_closed_in_time(actions: Sequence[Action], today: date) -> Counted:
    """Count the actions done by their original due date, among those whose original due date has passed.

    An action dropped by that date is not counted; one dropped later counts as not done.
    """
    due = [action for action in actions if action.first_due_on < today and not _is_dropped_in_time(action)]
    return Counted(count=sum(action.state == "done" and _by_then(action) for action in due), n=len(due))


def _is_dropped_in_time(action: Action) -> bool:
    return action.state == "dropped" and _by_then(action)


def _by_then(action: Action) -> bool:
    return action.settled_on is not None and action.settled_on <= action.first_due_on


def _month(day: date) -> int:
    """Months since the year 0."""
    return 12 * day.year + day.month - 1
