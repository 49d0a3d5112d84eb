"""Why the number of the same months is another one now: decided from what is known, else said to be unexplained."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import pandas as pd

from asking.books import LastBook
from reports.since.as_stated import Then
from warehouse.kpis import KPIS
from warehouse.query.answers import Comparison
from warehouse.query.lineage import settings_of, tables_of
from warehouse.snapshot.snapshots import Snapshot

Why = Literal["definition", "setting", "program", "months", "late", "corrected", "both", "unexplained"]
CHANGED = ("loaded", "taken_back")  # states of loads that change facts


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why a number is restated.

    about: versions of the definition, names of settings or months that are counted now. rows: delivered since.
    """

    why: Why
    about: tuple[str, ...]
    rows: int


def find_cause(then: Then, now: Comparison, book: LastBook, snapshot: Snapshot) -> Cause:
    """Return why a comparison of the same windows says something else now; the first that applies."""
    code = now.passport.kpi
    if then.version != KPIS[code].version:
        return Cause(why="definition", about=(then.version, KPIS[code].version), rows=0)
    kept = book.kept
    if kept is not None:
        names = tuple(
            name
            for name in settings_of(KPIS[code])
            if getattr(kept.company, name) != getattr(snapshot.company, name)
        )
        if names:
            return Cause(why="setting", about=names, rows=0)
        if kept.content == snapshot.seed:
            return Cause(why="program", about=(), rows=0)
    months = _list_months(then.comparison) ^ _list_months(now)
    if months:
        return Cause(why="months", about=tuple(sorted(months)), rows=0)
    since = kept.published_at if kept is not None else book.at
    return judge_deliveries(
        snapshot.loads, since, tables_of(KPIS[code]), _has_other_cases(then.comparison, now)
    )


def judge_deliveries(
    loads: pd.DataFrame, since: datetime, tables: tuple[str, ...], other_cases: bool
) -> Cause:
    """Return what was delivered since of these tables: new rows, replaced ones, or none.

    other_cases: whether more or fewer cases are counted; rows that were replaced alone do not make any.
    """
    of_tables = loads[loads.table_name.isin(tables) & loads.status.isin(CHANGED)]
    later = of_tables[pd.to_datetime(of_tables.logged_at) > since]
    added, replaced = later.rows_loaded - later.rows_replaced, later.rows_replaced
    new, corrected = int(added[added > 0].sum()), int(replaced.sum() - added[added < 0].sum())
    if new and corrected and other_cases:
        return Cause(why="both", about=(), rows=new + corrected)
    if corrected and not other_cases:
        return Cause(why="corrected", about=(), rows=corrected)
    if new:
        return Cause(why="late", about=(), rows=new)
    if corrected:
        return Cause(why="corrected", about=(), rows=corrected)
    return Cause(why="unexplained", about=(), rows=0)


def _list_months(comparison: Comparison) -> set[str]:
    return {*comparison.months_before, *comparison.months_after}


def _has_other_cases(then: Comparison, now: Comparison) -> bool:
    return any(
        old.n != new.n
        for old, new in (
            (then.changes[0].before, now.changes[0].before),
            (then.changes[0].after, now.changes[0].after),
        )
    )
