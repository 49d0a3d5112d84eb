"""Memories that answers are recalled from, so that nothing is computed twice; whoever asks need not know which it
has.

The server's own memory, shared by all readers, is in `ui.memory`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from asking.statements import Stated

Key = tuple[Hashable, ...]  # values only: the question, the snapshot's id, what it is about, the scope


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer that carries its number, and what it states; `stated` is None for answers without a number."""

    answer: Any
    stated: Stated | None


Fill = Callable[[Sequence[Key]], Mapping[Key, Reply]]  # computes the replies of several keys at once


class Memory(Protocol):
    """A store of replies by key."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """Return the reply kept under a key, computing it if there is none."""

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Keep a reply under each of the keys, computing those that are missing together."""


class Remembering:
    """A memory that keeps every reply for its own lifetime; for use by one thread."""

    def __init__(self) -> None:
        self._kept: dict[Key, Reply] = {}

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """Return the reply, computing it once."""
        if key not in self._kept:
            self._kept[key] = compute()
        return self._kept[key]

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Compute the missing replies together."""
        if missing := [key for key in keys if key not in self._kept]:
            self._kept.update(compute(missing))


class Noting:
    """A memory that recalls from another one and notes what was stated: number → statement, in the order asked."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.noted: dict[str, Stated] = {}

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """Return the other memory's reply, and note its statement even if the reply was already kept."""
        reply = self._memory.recall(key, compute)
        if reply.stated is not None:
            self.noted[reply.stated.number] = reply.stated
        return reply

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Let the other memory prepare; nothing is stated before it is recalled."""
        self._memory.prepare(keys, compute)
