"""The meetings and actions of one partner as of today, and their counts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from state.database import state_of
from state.meeting_records import Action, Counted, Meeting, cadence, count_closed_in_time, select_carried_over
from state.meetings import Meetings
from ui.view import View
from warehouse.contract.store import Home
from wording.words import Language, say

SETTLED = 8  # of the actions that are done or dropped, the last ones are listed


@dataclass(frozen=True, kw_only=True)
class Log:
    """The log of one partner. meetings: the last first; actions: the first due first; today: in the company's time."""

    partner: str
    meetings: tuple[Meeting, ...]
    actions: tuple[Action, ...]
    today: date

    @property
    def open(self) -> tuple[Action, ...]:
        """The actions that are open."""
        return tuple(action for action in self.actions if action.state == "open")

    @property
    def settled(self) -> tuple[Action, ...]:
        """The actions done or dropped, the last first."""
        settled = [action for action in self.actions if action.settled_on is not None]
        return tuple(sorted(settled, key=lambda action: action.settled_on or date.min, reverse=True))

    def meeting(self, code: str) -> Meeting | None:
        """Return the meeting with this code, None where there is none or it was withdrawn."""
        return next((meeting for meeting in self.meetings if meeting.code == code), None)


def open_meetings() -> Meetings:
    """Return the store of the company's meetings."""
    return Meetings(state_of(Home.from_environment()))


def today_of(view: View) -> date:
    """Return today's date in the company's time zone."""
    return datetime.now(UTC).astimezone(ZoneInfo(view.snapshot.company.timezone)).date()


def open_log(view: View, partner: str) -> Log:
    """Read the log of a partner; MilepostError where the state cannot be read."""
    kept = open_meetings()
    return Log(
        partner=partner, meetings=kept.meetings(partner), actions=kept.actions(partner), today=today_of(view)
    )


def counts_words(log: Log, language: Language) -> str:
    """Return meetings held of those due, actions closed in time of those due, and what is open, in words."""
    comma = say("format.semicolon", language)
    overdue = sum(action.is_overdue(log.today) for action in log.actions)
    return comma.join(
        (
            _describe_count("meetings.cadence", cadence(log.meetings, log.today), language),
            _describe_count("meetings.in_time", count_closed_in_time(log.actions, log.today), language),
            say("meetings.open_now", language, n=str(len(log.open)), overdue=str(overdue)),
        )
    )


def _describe_count(key: str, counted: Counted, language: Language) -> str:
    if not counted.n:
        return say(f"{key}_none", language)
    return say(key, language, count=str(counted.count), n=str(counted.n))


def state_words(action: Action, today: date, language: Language) -> str:
    """Return whether an action is open, overdue, done or dropped; in colour, and never by colour alone."""
    if action.settled_on is None:
        late = str((today - action.due_on).days)
        overdue = say("action.overdue", language, days=late)
        return f":red[▲ {overdue}]" if action.is_overdue(today) else say("action.open", language)
    words = say(f"action.{action.state}_on", language, day=str(action.settled_on))
    if action.state == "dropped":
        return say("action.because", language, words=words, reason=escape_markdown(action.changes[-1].reason))
    in_time = action.settled_on <= action.first_due_on
    return f":green[✓ {words}]" if in_time else say("action.late", language, words=words)


def due_words(action: Action, language: Language) -> str:
    """Return the due date; where it was postponed, also the first one, by which the action is judged."""
    if action.due_on == action.first_due_on:
        return str(action.due_on)
    return say("action.put_off", language, now=str(action.due_on), first=str(action.first_due_on))


def action_table(actions: Sequence[Action], today: date, language: Language) -> Mapping[str, list[str]]:
    """Return columns of words: action, owner, due date, state."""
    return {
        say("column.action", language): [escape_markdown(action.text) for action in actions],
        say("column.owner", language): [escape_markdown(action.owner) for action in actions],
        say("column.due_on", language): [due_words(action, language) for action in actions],
        say("column.action_state", language): [state_words(action, today, language) for action in actions],
    }


def meeting_words(log: Log, meeting: Meeting, language: Language) -> str:
    """Return the day, attendees, numbers of actions carried over and agreed, and the snapshot (Markdown)."""
    agreed = sum(action.meeting == meeting.code for action in log.actions)
    carried = len(select_carried_over(log.actions, meeting))
    parts = (
        f"**{meeting.held_on}**",
        escape_markdown(meeting.attendees),
        say("meetings.carried", language, n=str(carried)) if carried else "",
        say("meetings.agreed", language, n=str(agreed)) if agreed else "",
        say("meetings.looked_at", language, snapshot=meeting.snapshot),
    )
    return " · ".join(part for part in parts if part)


def escape_markdown(text: str) -> str:
    """Return text escaped so that it is not read as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-!|~$:" else sign for sign in text)
