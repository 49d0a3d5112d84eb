"""Asking in tests, as commands and reports do."""

from asking.ask import Ask
from asking.memory import Remembering
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.snapshot.snapshots import Snapshot


def asks(snapshot: Snapshot) -> Ask:
    """Asks for the whole house, each question once."""
    return Ask(snapshot=snapshot, scope=WHOLE_HOUSE, memory=Remembering())
