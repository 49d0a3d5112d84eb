"""Asking in tests, as commands and reports do."""

from collections.abc import Callable, Sequence
from typing import Any

from asking.ask import Ask
from asking.memory import Fill, Key, Remembering, Reply
from asking.statements import Stated
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.snapshot.snapshots import Snapshot


class Forgetful:
    """A memory that keeps nothing."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        return compute()

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Compute nothing that would be forgotten."""


def asks(snapshot: Snapshot) -> Ask:
    """Asks for the whole house, each question once."""
    return Ask(snapshot=snapshot, scope=WHOLE_HOUSE, memory=Remembering())


SPEED = "approval_time_median"
BEFORE, AFTER = ("2021-07", "2022-06"), ("2023-12", "2024-11")


def stated_by(snapshot: Snapshot, question: Callable[..., Any], *about: Any) -> Stated:
    """What the answer to a question states, asked anew for the whole house."""
    return Ask(snapshot=snapshot, scope=WHOLE_HOUSE, memory=Forgetful()).state(question, *about)
