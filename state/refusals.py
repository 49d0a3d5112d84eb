"""Requests that are refused, each with a code that a page puts into words in its language."""

from datetime import datetime

from warehouse.contract.errors import Refused


class Refusal(Refused):
    """A request refused before anything was written.

    `code`: stable, one of CODES. `about`: what the sentence must name (a limit, a person, a name), or "". The
    message is for the command line.
    """

    def __init__(self, code: str, about: str, message: str) -> None:
        super().__init__(message)
        self.code, self.about = code, about


class NotThere(Refusal):
    """There is no such scenario, or no such version of it."""

    def __init__(self, asked: str) -> None:
        super().__init__("not there", asked, f"{asked}: no such scenario; `milepost scenario list` shows all")


class Conflict(Refusal):
    """Somebody else has saved a newer version: its `number`, by whom, when (UTC)."""

    def __init__(self, code: str, number: int, by: str, at: datetime) -> None:
        message = f"{code}: {by} saved version {number} meanwhile ({at:%Y-%m-%d %H:%M} UTC); open it, or save a copy"
        super().__init__("saved meanwhile", by, message)
        self.number, self.by, self.at = number, by, at


class ChangedMeanwhile(Refusal):
    """Somebody else has changed an action or a decision: its current key, by whom, when (UTC)."""

    def __init__(self, now: str, by: str, at: datetime) -> None:
        message = f"{now}: {by} changed it meanwhile ({at:%Y-%m-%d %H:%M} UTC); look at it again"
        super().__init__("changed meanwhile", by, message)
        self.now, self.by, self.at = now, by, at


class WrittenMeanwhile(Refusal):
    """Somebody else has written or withdrawn words on a section of a report: by whom, when (UTC)."""

    def __init__(self, section: str, by: str, at: datetime) -> None:
        message = f"{section}: {by} wrote here meanwhile ({at:%Y-%m-%d %H:%M} UTC); read it first"
        super().__init__("written meanwhile", by, message)
        self.section, self.by, self.at = section, by, at


FIELDS = (
    "name",
    "author",
    "comment",
    "partner",
    "action",
    "owner",
    "reason",
    "attendees",
    "notes",
    "decision",
    "remark",
)
FAULTS = ("empty", "too long", "unreadable")
CODES = (
    *(f"{field} {fault}" for field in FIELDS for fault in FAULTS),
    *("name taken", "not a key", "not there", "saved meanwhile", "withdrawn"),
    *("locked", "locked already", "snapshot gone"),
    *(
        "held already",
        "no such meeting",
        "no such action",
        "other state",
        "changed meanwhile",
        "nothing changed",
    ),
    *("not yet", "before it was opened", "written meanwhile"),
    *("decided already", "no such decision", "not a month"),
)
