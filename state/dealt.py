"""What was agreed with partners and what became of it, as a pack tells it."""

from state.meeting_records import Action
from state.meetings import Meetings
from warehouse.packs.records import Agreed, Dealt


def read_dealings(meetings: Meetings, partners: tuple[str, ...]) -> Dealt:
    """Return the actions agreed with partners and the days of their meetings; MilepostError where they cannot be read.

    What both sides agreed, and the day: reasons, notes and who attended stay in the house.
    """
    held = {meeting.held_on.isoformat() for partner in partners for meeting in meetings.meetings(partner)}
    return Dealt(
        agreed=tuple(_action_of(action) for partner in partners for action in meetings.actions(partner)),
        met_on=tuple(sorted(held, reverse=True)),
    )


def _action_of(action: Action) -> Agreed:
    return Agreed(
        text=action.text,
        owner=action.owner,
        due_on=action.due_on.isoformat(),
        first_due_on=action.first_due_on.isoformat(),
        state=action.state,
        settled_on=action.settled_on.isoformat() if action.settled_on else "",
    )
