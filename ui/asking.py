"""The one seam between pages and numbers: questions to the query layer, answered once per snapshot.

Cache keys are values only (snapshot id, KPI, its version, filters, months, scope): `scope` is part of every
key, so that no reader is served what only another may see. The open snapshot goes beside the key
(a leading underscore keeps it out of it).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ui.charts import Figure
from warehouse import query, snapshots, waits
from warehouse.answers import Answer, Comparison, Distribution, Filters, Months, Scope, StageWork
from warehouse.kpis import find
from warehouse.snapshots import Snapshot
from warehouse.store import Home

_KEPT = 2_000  # answers kept in memory; the oldest go first


def served(home: Home) -> Snapshot:
    """The served snapshot, opened once per process; MilepostError where nothing is published."""
    return _opened(str(home.root), snapshots.current_id(home))


# Three stay open: a reader in the middle of a page keeps the older one until the page is drawn.
@st.cache_resource(max_entries=3, show_spinner=False, on_release=lambda snapshot: snapshot.close())
def _opened(root: str, snapshot_id: str) -> Snapshot:
    return snapshots.open_snapshot(Home(Path(root)), snapshot_id)


@dataclass(frozen=True)
class Asker:
    """Asks for one reader: one snapshot, one scope."""

    snapshot: Snapshot
    scope: Scope

    def values(self, kpi: str, by: tuple[str, ...], where: Filters, months: Months | None) -> Answer:
        """Values of a KPI (`warehouse.query.answer`)."""
        version = find(kpi).version
        return _values(self.snapshot, self.snapshot.id, version, kpi, by, where, months, self.scope.partners)

    def change(
        self, kpi: str, before: Months, after: Months, by: tuple[str, ...], where: Filters
    ) -> Comparison:
        """Before and after of a KPI (`warehouse.query.compare`)."""
        version, partners = find(kpi).version, self.scope.partners
        return _change(self.snapshot, self.snapshot.id, version, kpi, before, after, by, where, partners)

    def distribution(self, kpi: str, window: Months, beside: Months, where: Filters) -> Distribution:
        """How waits end over time in one window (`warehouse.waits.distribution`)."""
        version, partners = find(kpi).version, self.scope.partners
        return _distribution(self.snapshot, self.snapshot.id, version, kpi, window, beside, where, partners)

    def stages(self, window: Months, beside: Months, where: Filters) -> StageWork:
        """Work and waiting by stage in one window (`warehouse.waits.stages`)."""
        return _stages(self.snapshot, self.snapshot.id, window, beside, where, self.scope.partners)

    def figure(self, key: tuple[Hashable, ...], draw: Callable[[], Figure]) -> Figure:
        """A figure drawn once per `key` (values only: its name, KPI, choices, language, theme …)."""
        return _figure((self.snapshot.id, self.scope.partners, *key), draw)

    def labels(self, dimension: str) -> dict[str, dict[str, str]]:
        """Names of the members of a dimension, as the company calls them: code → {en, zh}."""
        return _labels(self.snapshot, self.snapshot.id, dimension)

    def members(self, dimension: str) -> tuple[str, ...]:
        """Codes of a dimension that occur, most cases first; of partners only those in the scope."""
        codes, partners = self.snapshot.members(dimension), self.scope.partners
        if dimension != "partner" or partners is None:
            return codes
        return tuple(code for code in codes if code in partners)

    def months(self) -> tuple[str, ...]:
        """The months with submitted applications, YYYY-MM."""
        return _months(self.snapshot, self.snapshot.id)


Partners = tuple[str, ...] | None


# Kept as it is, not copied for each reader: nobody changes a figure once it is drawn.
@st.cache_resource(max_entries=500, show_spinner=False)
def _figure(key: tuple[Hashable, ...], _draw: Callable[[], Figure]) -> Figure:
    return _draw()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _values(
    _snapshot: Snapshot,
    snapshot_id: str,
    version: str,
    kpi: str,
    by: tuple[str, ...],
    where: Filters,
    months: Months | None,
    partners: Partners,
) -> Answer:
    return query.answer(_snapshot, query.Question(kpi, by, where, months), Scope(partners))


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _change(
    _snapshot: Snapshot,
    snapshot_id: str,
    version: str,
    kpi: str,
    before: Months,
    after: Months,
    by: tuple[str, ...],
    where: Filters,
    partners: Partners,
) -> Comparison:
    return query.compare(_snapshot, kpi, before, after, by, where, Scope(partners))


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _distribution(
    _snapshot: Snapshot,
    snapshot_id: str,
    version: str,
    kpi: str,
    window: Months,
    beside: Months,
    where: Filters,
    partners: Partners,
) -> Distribution:
    return waits.distribution(_snapshot, kpi, window, beside, where, Scope(partners))


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _stages(
    _snapshot: Snapshot, snapshot_id: str, window: Months, beside: Months, where: Filters, partners: Partners
) -> StageWork:
    return waits.stages(_snapshot, window, beside, where, Scope(partners))


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _labels(_snapshot: Snapshot, snapshot_id: str, dimension: str) -> dict[str, dict[str, str]]:
    return _snapshot.labels(dimension)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _months(_snapshot: Snapshot, snapshot_id: str) -> tuple[str, ...]:
    cutoffs = _snapshot.month_cutoffs
    return tuple(str(month)[:7] for month in cutoffs[cutoffs.calendar == "submission"].month)
