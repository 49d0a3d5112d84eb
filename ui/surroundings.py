"""What a trend is read against, from the snapshot: go-live, events of the KPI, targets of the company."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ui.charts_trend import Mark, Surroundings, Target
from ui.records import rows_of
from ui.words import Language
from warehouse.snapshots import Snapshot


def surroundings_of(snapshot: Snapshot, code: str, language: Language) -> Surroundings:
    """Go-live, the events that concern the KPI or all of them, and its targets for the whole company."""
    events = snapshot.events
    marks = tuple(
        Mark(pd.Timestamp(row.occurred_on).date(), _words(row, language))
        for row in rows_of(events)
        if pd.isna(row.kpi) or row.kpi in ("", code)
    )
    return Surroundings(snapshot.golive, marks, targets_of(snapshot, code))


def _words(row: Any, language: Language) -> str:
    own = row.label_zh if language == "zh" else row.label_en
    return str(row.label_en if pd.isna(own) or not own else own)


def targets_of(snapshot: Snapshot, code: str) -> tuple[Target, ...]:
    """Targets of the whole company for a KPI, by the months they hold for."""
    frame = snapshot.targets
    own = frame[(frame.kpi == code) & (frame.dimension.isna() | (frame.dimension == ""))]
    return tuple(
        Target(
            f"{pd.Timestamp(row.valid_from):%Y-%m}",
            None if pd.isna(row.valid_to) else f"{pd.Timestamp(row.valid_to):%Y-%m}",
            float(row.value),
        )
        for row in rows_of(own)
    )


def target_of(snapshot: Snapshot, code: str, months: Sequence[str]) -> float | None:
    """The target that holds in the last of the months, None where there is none."""
    if not months:
        return None
    last = months[-1]
    holding = [
        t for t in targets_of(snapshot, code) if t.first <= last and (t.last is None or last <= t.last)
    ]
    return holding[-1].value if holding else None
