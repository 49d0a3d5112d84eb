"""Writes down what pages have stated, so that a number on a screen or on paper can be asked about later.

Beside the pages, in a thread of the server: nobody waits for it, and where the state cannot be written, pages go on.
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
    """Write what was stated every second until told to stop; after a failure, wait a minute."""
    while not stop.wait(EVERY_SECONDS if record(home) else AGAIN_SECONDS):
        pass
    record(home)


def record(home: Home) -> bool:
    """Write what was stated since the last time; where that fails it is kept for the next time, and False."""
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
