"""How old the deliveries are and whether they are late: one rule for pages, reports and the health route."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from warehouse.snapshot.snapshots import Snapshot

# Tables that change when there is something to change: without a rhythm they are never late.
BY_HAND = frozenset(
    {
        *("partners", "partner_terms", "targets", "events"),
        *("initiatives", "rollouts", "initiative_goals"),
    }
)
USUAL_DAYS = 31  # of a table that has come too seldom to tell
LONGEST_RHYTHM_DAYS = 92  # files by year, loaded at once, say nothing of how often a company delivers
LEAST_GRACE_DAYS = 3


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """The state of one operational table: rows, cut-off and last load (UTC; None if never), and rows refused.

    `age_days`: days since the cut-off, None if there is none. `rhythm_days`: usual days between deliveries, None if
    the table has no rhythm or deliveries have ended. `late`: the age exceeds the rhythm by more than half of it, and
    by more than three days.
    """

    table: str
    rows: int
    cut_off: datetime | None
    loaded_at: datetime | None
    rejected: int
    age_days: int | None
    rhythm_days: int | None
    late: bool


def list_deliveries(snapshot: Snapshot, now: datetime) -> tuple[Delivered, ...]:
    """Return the state of every table at the moment `now` (UTC without offset), in the order of the schema."""
    has_ended = snapshot.company.deliveries_ended
    return tuple(_read_delivery(row, now, has_ended) for row in snapshot.freshness.to_dict("records"))


def have_ended(tables: Sequence[Delivered]) -> bool:
    """Tell whether none of the tables delivered has a rhythm any longer, those kept by hand aside."""
    known = [table for table in tables if table.age_days is not None and table.table not in BY_HAND]
    return bool(known) and all(table.rhythm_days is None for table in known)


def find_late(tables: Sequence[Delivered]) -> tuple[Delivered, ...]:
    """Return the tables that are late."""
    return tuple(table for table in tables if table.late)


def are_all_late(tables: Sequence[Delivered]) -> bool:
    """Return whether all tables with a delivery rhythm are late; tables never delivered are ignored."""
    rhythmic = [table for table in tables if table.age_days is not None and table.rhythm_days is not None]
    return bool(rhythmic) and all(table.late for table in rhythmic)


def _read_delivery(row: Any, now: datetime, has_ended: bool) -> Delivered:
    cut_off, loaded_at = _moment(row["cut_off"]), _moment(row["loaded_at"])
    age = None if cut_off is None else max(0, (now - cut_off).days)
    rhythm = None if has_ended or row["table_name"] in BY_HAND else _rhythm(row.get("rhythm_days"))
    is_late = age is not None and rhythm is not None and age > rhythm + max(LEAST_GRACE_DAYS, rhythm // 2)
    return Delivered(
        table=row["table_name"],
        rows=int(row["rows"]),
        cut_off=cut_off,
        loaded_at=loaded_at,
        rejected=int(row["rejected"]),
        age_days=age,
        rhythm_days=rhythm,
        late=is_late,
    )


def _rhythm(days: float | None) -> int:
    """Days between deliveries; snapshots of older versions do not say."""
    if days is None or pd.isna(days):
        return USUAL_DAYS
    return min(max(1, round(days)), LONGEST_RHYTHM_DAYS)


def _moment(value: pd.Timestamp) -> datetime | None:
    return None if pd.isna(value) else value.to_pydatetime()
