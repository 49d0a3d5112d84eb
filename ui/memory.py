"""What the server keeps for all its readers: open snapshots, answers and figures.

Cache keys are values only: of an answer they come from `asking.ask`, with the scope in them, so that no reader is
served what only another may see. What computes an answer or draws a figure goes beside the key (a leading underscore
keeps it out of it).
"""

from collections import deque
from collections.abc import Callable, Hashable
from pathlib import Path

import streamlit as st

from asking.ask import Ask
from asking.memory import Key, Reply
from asking.statements import Stated
from figures.canvas import Figure
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot

# What has been stated since the last time somebody wrote it down (`ui.recording`).
TO_RECORD: deque[Stated] = deque(maxlen=100_000)


class SharedMemory:
    """The replies that all readers of the server share, as long as it runs; the oldest go first."""

    def recall(self, key: Key, compute: Callable[[], Reply]) -> Reply:
        """The reply, computed once for all; what it states is then to be recorded."""
        return _reply(key, compute)


SHARED = SharedMemory()


def ask_of(snapshot: Snapshot, scope: Scope) -> Ask:
    """Asks a snapshot, from the shared memory."""
    return Ask(snapshot=snapshot, scope=scope, memory=SHARED)


def open_served(home: Home) -> Snapshot:
    """The served snapshot, opened once per process; MilepostError where nothing is published, Damaged if unreadable."""
    asked = str(home.root), snapshots.current_id(home)
    snapshot = _open(*asked)
    if snapshot.is_outdated():
        _open.clear(*asked)
        snapshot = _open(*asked)
    return snapshot


def open_kept(snapshot_id: str, scope: Scope) -> Ask:
    """Asks a kept snapshot that is not the served one; MilepostError where it is gone."""
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
    """A figure drawn once per key (values only: its name, KPI, choices, snapshot, scope, language, theme …)."""
    return _draw()
