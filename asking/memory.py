"""What answers are recalled from, so that nothing is asked twice; who asks is given one and need not know which.

The server's own memory, shared by all its readers, is in `ui.memory`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol

from asking.statements import Stated

Key = tuple[Hashable, ...]  # values only: the question, the snapshot's id, what it is about, the scope


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer with its number in it, and what it states; None where such answers have no number."""

    answer: Any
    stated: Stated | None


class Memory(Protocol):
    """Recalls replies by their key."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """The reply that is kept under a key, computed where none is."""


class Forgetful:
    """Keeps nothing."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """The reply, computed each time."""
        return compute()


class Remembering:
    """Keeps every reply as long as it lives itself; for one thread."""

    def __init__(self) -> None:
        self._kept: dict[Key, Reply] = {}

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """The reply, computed once."""
        if key not in self._kept:
            self._kept[key] = compute()
        return self._kept[key]


class Noting:
    """Recalls from another memory, and notes what was stated: number → statement, in the order of asking."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.noted: dict[str, Stated] = {}

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """The reply of the other memory; its statement is noted, also where it was kept already."""
        reply = self._memory.recall(key, compute)
        if reply.stated is not None:
            self.noted[reply.stated.number] = reply.stated
        return reply
