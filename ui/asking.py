"""The one seam between pages and numbers: questions to the query layer, answered once per snapshot.

Cache keys are values only (snapshot id, the question and what it is about, scope): `scope` is part of every
key, so that no reader is served what only another may see. The open snapshot goes beside the key
(a leading underscore keeps it out of it).
"""

from collections import deque
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.charts import Figure
from ui.questions import Questions
from warehouse import snapshots
from warehouse.answers import Scope
from warehouse.passports import Stated, ask
from warehouse.snapshots import Snapshot
from warehouse.store import Home

_KEPT = 2_000  # answers kept in memory; the oldest go first
# What has been stated since the last time somebody wrote it down (`ui.recording`).
TO_RECORD: deque[Stated] = deque(maxlen=100_000)


def served(home: Home) -> Snapshot:
    """The served snapshot, opened once per process; MilepostError where nothing is published, Damaged if unreadable."""
    asked = str(home.root), snapshots.current_id(home)
    snapshot = _opened(*asked)
    if snapshot.is_outdated():
        _opened.clear(*asked)
        snapshot = _opened(*asked)
    return snapshot


# Some stay open: the older one for who is in the middle of a page, those that locked scenarios run on.
@st.cache_resource(max_entries=6, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _opened(root: str, snapshot_id: str) -> Snapshot:
    return snapshots.open_snapshot(Home(Path(root)), snapshot_id)


def opened(snapshot_id: str, scope: Scope) -> "Asker":
    """Asks of a kept snapshot that is not the served one; MilepostError where it is gone."""
    return Asker(_opened(str(Home.from_environment().root), snapshot_id), scope)


class Asker(Questions):
    """Asks for one reader, and keeps the answers for all who may see the same."""

    def kept(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> tuple[Any, Stated | None]:
        """The answer with what it states, asked once for the life of the process."""
        name = f"{question.__module__}.{question.__qualname__}"
        kept: tuple[Any, Stated | None] = _answered(
            (name, self.snapshot.id, about, self.scope.partners), question, self
        )
        return kept

    def figure(self, key: tuple[Hashable, ...], draw: Callable[[], Figure]) -> Figure:
        """A figure drawn once per `key` (values only: its name, KPI, choices, language, theme …)."""
        return _figure((self.snapshot.id, self.scope.partners, *key), draw)

    def labels(self, dimension: str) -> dict[str, dict[str, str]]:
        """Names of the members of a dimension, as the company calls them: code → {en, zh}."""
        return _labels(self.snapshot, self.snapshot.id, dimension)

    def months(self) -> tuple[str, ...]:
        """The months with submitted applications, else those of anything delivered, YYYY-MM; () where there is none."""
        return _months(self.snapshot, self.snapshot.id)


# Answers and figures are kept as they are, not copied for each reader: nobody changes them once they are made.
@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _answered(
    key: tuple[Hashable, ...], _question: Callable[..., Any], _asker: Asker
) -> tuple[Any, Stated | None]:
    found, stated = ask(_asker.snapshot, _question, key[2], _asker.scope)  # type: ignore[arg-type]
    if stated is not None:
        TO_RECORD.append(stated)
    return found, stated


@st.cache_resource(max_entries=500, show_spinner=False)
def _figure(key: tuple[Hashable, ...], _draw: Callable[[], Figure]) -> Figure:
    return _draw()


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _labels(_snapshot: Snapshot, snapshot_id: str, dimension: str) -> dict[str, dict[str, str]]:
    return _snapshot.labels(dimension)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _months(_snapshot: Snapshot, snapshot_id: str) -> tuple[str, ...]:
    calendars = _snapshot.cutoffs
    every = {month for months in calendars.values() for month in months}
    return tuple(sorted(calendars.get("submission") or every))
