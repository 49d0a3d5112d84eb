"""The context of a trend, from the snapshot: go-live, events of the KPI, and the company's targets."""

from typing import Any

import pandas as pd

from figures.trend import Mark, Surroundings
from ui.data_rows import rows_of
from warehouse.contract.scope import Filters
from warehouse.query.targets import targets_of
from warehouse.snapshot.snapshots import Snapshot
from wording.words import Language


def surroundings_of(snapshot: Snapshot, code: str, where: Filters, language: Language) -> Surroundings:
    """Return the go-live period, the events that concern this KPI or every KPI, and its targets for this slice."""
    events = snapshot.events
    marks = tuple(
        Mark(on=pd.Timestamp(row.occurred_on).date(), words=_words(row, language))
        for row in rows_of(events)
        if pd.isna(row.kpi) or row.kpi in ("", code)
    )
    return Surroundings(golive=snapshot.golive, marks=marks, targets=targets_of(snapshot, code, where))


def _words(row: Any, language: Language) -> str:
    own = row.label_zh if language == "zh" else row.label_en
    return str(row.label_en if pd.isna(own) or not own else own)
