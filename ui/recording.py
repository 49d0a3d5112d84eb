"""Records what pages have stated, so that a number on a screen or on paper can be verified later.

It runs in a thread of the server: no page waits for it, and pages carry on if the state cannot be written.
"""

import logging
from contextlib import suppress
from threading import Event

from asking.statements import Stated
from state.database import state_of
from state.passports import Passports
from ui.memory import TO_RECORD
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

log = logging.getLogger(__name__)

EVERY_SECONDS, AGAIN_SECONDS = 1.0, 60.0


def keep_recording(home: Home, stop: Event) -> None:
    """Record every second until `stop` is set, then once more; after a failure, wait a minute."""
    while not stop.wait(EVERY_SECONDS if record(home) else AGAIN_SECONDS):
        pass
    record(home)


def record(home: Home) -> bool:
    """Record everything stated since the last call; if that fails, keep it for the next call and return False."""
    taken: list[Stated] = []
    with suppress(IndexError):
        while True:
            taken.append(TO_RECORD.popleft())
    if not taken:
        return True
    try:
        Passports(state_of(home)).record(taken)
    except MilepostError as error:
        log.warning("numbers of passports are not recorded: %s", error)
        TO_RECORD.extend(taken)
        return False
    return True
