"""What the server keeps for all readers: open snapshots, answers and figures.

Cache keys are plain values. The key of an answer comes from `asking.ask` and includes the scope, so that no reader
gets what only another may see. The function that computes an answer or draws a figure is passed beside the key, in a
parameter with a leading underscore, which Streamlit leaves out of the key.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from asking.ask import Ask
from asking.memory import Fill, Key, Reply
from asking.statements import Stated
from figures.canvas import Figure
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot

# What has been stated since the last time somebody wrote it down (`ui.recording`).
TO_RECORD: deque[Stated] = deque(maxlen=100_000)


class SharedMemory:
    """The replies shared by all readers for as long as the server runs; when it is full, old replies are dropped."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """Return the reply for the key, computed once for all readers; what it states is queued for recording."""
        return _reply(key, compute)

    def prepare(self, keys: Sequence[Key], compute: Fill) -> None:
        """Compute the replies together as soon as one of them is missing."""
        replies: dict[Key, Reply] = {}

        def take(key: Key) -> Reply:
            if not replies:
                replies.update(compute(keys))
            return replies[key]

        for key in keys:
            _reply(key, partial(take, key))


SHARED = SharedMemory()


def ask_of(snapshot: Snapshot, scope: Scope) -> Ask:
    """Return an `Ask` for a snapshot and scope that uses the shared memory."""
    return Ask(snapshot=snapshot, scope=scope, memory=SHARED)


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


# Some stay open: the older one for who is in the middle of a page, those that locked scenarios run on.
@st.cache_resource(max_entries=6, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _open(root: str, snapshot_id: str) -> Snapshot:
    return snapshots.open_snapshot(Home(root=Path(root)), snapshot_id)


# Answers and figures are kept as they are, not copied for each reader: nobody changes them once they are made.
@st.cache_resource(max_entries=2_000, show_spinner=False)
def _reply(key: Key, _compute: Callable[[], Reply]) -> Reply:
    reply = _compute()
    if reply.stated is not None:
        TO_RECORD.append(reply.stated)
    return reply


@st.cache_resource(max_entries=500, show_spinner=False)
def figure_of(key: tuple[Hashable, ...], _draw: Callable[[], Figure]) -> Figure:
    """Return the figure for a key, drawn once.

    The key holds values only: the figure's name, KPI, choices, snapshot, scope, language, theme …
    """
    return _draw()
