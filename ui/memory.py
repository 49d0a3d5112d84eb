"""What the server keeps for all readers: open snapshots, answers and figures.

Keys are plain values. The key of an answer comes from `asking.ask` and includes the scope, so that no reader gets what
only another may see.
"""

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

import streamlit as st

from asking.ask import Ask
from asking.memory import Fill, Key, Reply
from asking.statements import Stated
from figures.canvas import Figure
from ui.turns import Turns
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot

# Some stay open: the older one for who is in the middle of a page, those that locked scenarios run on.
SNAPSHOTS = 6
REPLIES, FIGURES = 10_000, 1_000  # of each snapshot
# What has been stated since the last time somebody wrote it down (`ui.recording`).
TO_RECORD: deque[Stated] = deque(maxlen=100_000)


# Readers before everything that is computed in advance.
TURNS = Turns()

Value = TypeVar("Value")


class _Place(Generic[Value]):
    """Where a value stands once it is computed; whoever computes it holds the lock."""

    __slots__ = ("lock", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.value: tuple[Value] | None = None


def _give(value: Value) -> Value:
    return value


class Kept(Generic[Value]):
    """Values by key, each computed once however many threads ask for it; when it is full, the value that was not
    asked for the longest makes room.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock, self._together = Lock(), Lock()
        self._places: dict[Hashable, _Place[Value]] = {}  # the one asked for last stands last

    def recall(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """Return the value for a key; if computing it fails, the error is raised and the next who asks tries again."""
        place = self._place(key)
        if place.value is None:
            with place.lock:
                if place.value is None:
                    place.value = (compute(),)
        return place.value[0]

    def prepare(
        self, keys: Sequence[Hashable], compute: Callable[[Sequence[Any]], Mapping[Any, Value]]
    ) -> None:
        """Keep a value under each key, computing those that are missing together, one such group at a time."""
        with self._together:
            missing = [key for key in keys if self._place(key).value is None]
            if missing:
                for key, value in compute(missing).items():
                    self.recall(key, partial(_give, value))

    def _place(self, key: Hashable) -> _Place[Value]:
        with self._lock:
            place = self._places.pop(key, None) or _Place()
            self._places[key] = place
            while len(self._places) > self._limit:
                self._places.pop(next(iter(self._places)))
        return place


class SharedMemory:
    """Replies about one snapshot, and figures of it, shared by all readers while it is open.

    They are kept as they are, not copied for each reader: nobody changes them once they are made.
    """

    def __init__(self) -> None:
        self._replies = Kept[Reply](REPLIES)
        self._figures = Kept[Figure](FIGURES)

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """Return the reply for the key, computed once for all readers; what it states is queued for recording."""
        with TURNS.take():
            return self._replies.recall(key, partial(_record, compute))

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Compute the missing replies together; what they state is queued for recording."""
        with TURNS.take():
            self._replies.prepare(keys, partial(_record_all, compute))

    def figure(self, key: tuple[Hashable, ...], draw: Callable[[], Figure]) -> Figure:
        """Return the figure for a key, drawn once.

        The key holds values only: the figure's name, KPI, choices, scope, language, theme …
        """
        with TURNS.take():
            return self._figures.recall(key, draw)


def _record(compute: Callable[[], Reply]) -> Reply:
    reply = compute()
    if reply.stated is not None:
        TO_RECORD.append(reply.stated)
    return reply


def _record_all(compute: Fill, keys: Sequence[Key]) -> Mapping[Key, Reply]:
    replies = compute(keys)
    TO_RECORD.extend(reply.stated for reply in replies.values() if reply.stated is not None)
    return replies


@st.cache_resource(max_entries=SNAPSHOTS, show_spinner=False)
def memory_of(snapshot_id: str) -> SharedMemory:
    """Return the memory of a snapshot; it goes when the snapshot is closed."""
    return SharedMemory()


def ask_of(snapshot: Snapshot, scope: Scope) -> Ask:
    """Return an `Ask` for a snapshot and scope that uses the shared memory."""
    return Ask(snapshot=snapshot, scope=scope, memory=memory_of(snapshot.id))


def open_served(home: Home) -> Snapshot:
    """Return the served snapshot, opened once per process and reopened if its file was replaced.

    Raises MilepostError if nothing is published, Damaged if the snapshot cannot be read.
    """
    asked = str(home.root), snapshots.current_id(home)
    snapshot = _open(*asked)
    if snapshot.is_outdated():
        _open.clear(*asked)
        snapshot = _open(*asked)
    return snapshot


def open_kept(snapshot_id: str, scope: Scope) -> Ask:
    """Return an `Ask` for a kept snapshot that is not the served one; raises MilepostError if it is gone."""
    return ask_of(_open(str(Home.from_environment().root), snapshot_id), scope)


def _close(snapshot: Snapshot) -> None:
    memory_of.clear(snapshot.id)
    snapshot.close()


@st.cache_resource(max_entries=SNAPSHOTS, show_spinner=False, on_release=_close)
def _open(root: str, snapshot_id: str) -> Snapshot:
    return snapshots.open_snapshot(Home(root=Path(root)), snapshot_id)
