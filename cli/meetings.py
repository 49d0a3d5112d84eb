"""The command about meetings with a partner: `milepost meetings PARTNER`."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cli.tables import print_table
from state.database import state_of
from state.meeting_records import Action, Meeting, cadence, count_closed_in_time, select_carried_over
from state.meetings import Meetings
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots


def add_meetings(commands: Any) -> None:
    """Add the command `meetings` to a parser."""
    listing = commands.add_parser("meetings", help="meetings with a partner, and the actions agreed there")
    listing.add_argument("partner", metavar="PARTNER", help="its code, such as D001")
    listing.add_argument("--format", choices=("table", "json"), default="table")
    listing.set_defaults(run=_list)


def _list(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    with closing(snapshots.open_current(home)) as snapshot:
        today = datetime.now(UTC).astimezone(ZoneInfo(snapshot.company.timezone)).date()
    kept = Meetings(state_of(home))
    meetings, actions = kept.meetings(given.partner), kept.actions(given.partner)
    held, closed = cadence(meetings, today), count_closed_in_time(actions, today)
    if given.format == "json":
        record = {
            "partner": given.partner,
            "today": today,
            "months_with_a_meeting": asdict(held),
            "actions_closed_by_their_first_due_date": asdict(closed),
            "meetings": [_meeting_record(meeting, actions) for meeting in meetings],
            "actions": [_action_record(action, today) for action in actions],
        }
        print(json.dumps(record, ensure_ascii=False, indent=1, default=str))
        return
    if not meetings and not actions:
        print(f"no meeting with {given.partner} is recorded")
        return
    print(f"{held.count} of {held.n} months with a meeting; {closed.count} of {closed.n} actions closed by")
    print("their first due date\n")
    print_table(
        ("held on", "code", "carried over", "attendees"),
        [_meeting_cells(meeting, actions) for meeting in meetings],
    )
    if actions:
        print()
        heads = ("action", "state", "due", "first due", "owner", "what")
        print_table(heads, [_action_cells(action, today) for action in actions])


def _meeting_record(meeting: Meeting, actions: tuple[Action, ...]) -> dict[str, Any]:
    return asdict(meeting) | {
        "carried_over": [str(action.key) for action in select_carried_over(actions, meeting)]
    }


def _action_record(action: Action, today: date) -> dict[str, Any]:
    now = {"state": action.state, "owner": action.owner, "due_on": action.due_on}
    judged = {"first_due_on": action.first_due_on, "overdue": action.is_overdue(today)}
    return {"key": str(action.key), **asdict(action), **now, **judged}


def _meeting_cells(meeting: Meeting, actions: tuple[Action, ...]) -> tuple[str, ...]:
    carried = str(len(select_carried_over(actions, meeting)))
    return str(meeting.held_on), meeting.code, carried, meeting.attendees or "–"


def _action_cells(action: Action, today: date) -> tuple[str, ...]:
    state = "overdue" if action.is_overdue(today) else action.state
    return str(action.key), state, str(action.due_on), str(action.first_due_on), action.owner, action.text
