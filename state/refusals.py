"""What people ask for and cannot have; each has a code that a page words in its language."""

from datetime import datetime

from warehouse.errors import Refused


class Refusal(Refused):
    """Refused before anything was written.

    `code`: stable, one of CODES. `about`: what a sentence must name (a limit, a person, a name), else "".
    The message is for the command line.
    """

    def __init__(self, code: str, about: str, message: str) -> None:
        super().__init__(message)
        self.code, self.about = code, about


class NotThere(Refusal):
    """No such scenario, or no such version of it."""

    def __init__(self, asked: str) -> None:
        super().__init__("not there", asked, f"{asked}: no such scenario; `milepost scenario list` shows all")


class Conflict(Refusal):
    """Somebody saved a newer version meanwhile: its `number`, by whom, when (UTC)."""

    def __init__(self, code: str, number: int, by: str, at: datetime) -> None:
        message = f"{code}: {by} saved version {number} meanwhile ({at:%Y-%m-%d %H:%M} UTC); open it, or save a copy"
        super().__init__("saved meanwhile", by, message)
        self.number, self.by, self.at = number, by, at


CODES = (
    *(f"{field} {fault}" for field in ("name", "author", "comment") for fault in ("empty", "too long", "unreadable")),
    *("name taken", "not a key", "not there", "saved meanwhile", "withdrawn"),
    *("locked", "locked already", "snapshot gone"),
)  # fmt: skip
