"""Survey results: satisfaction weighted for who was asked, and the parts of the answers (statistics §3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.nonresponse import Weighted, weighted_change
from analysis.results import Reason
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.answers import Change, Comparison, Passport
from warehouse.query.query import compare
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

CELLS = ("channel", "region", "segment")
MEASURES = ("sent_30d", "answered", "top2")

# KPI → what its surveys are made up of: part and the measures that count it. The parts add up to a whole.
PARTS: dict[str, dict[str, str]] = {
    "csat": {"satisfied": "top2", "other": "answered - top2", "silent": "sent_30d - answered"},
    "nps": {
        "promoters": "promoters",
        "passives": "answered - promoters - detractors",
        "detractors": "detractors",
    },
}


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """Raw and weighted satisfaction in the same months; `weighted` is None if there is a `reason`."""

    raw: Change
    weighted: Weighted | None
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Replies:
    """Surveys by reply, before and after: of csat all that were sent, of nps all that were answered.

    `parts`: (part, surveys before, surveys after); empty if there is a `reason`.
    """

    parts: tuple[tuple[str, int, int], ...]
    reason: Reason | None
    passport: Passport


def satisfaction(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> Satisfaction:
    """Compare CSAT before and after, raw and weighted by channel × region × segment of all who were asked."""
    raw = compare(snapshot, kpi_code="csat", before=before, after=after, by=(), where=where, scope=scope)
    (change,) = raw.changes
    reason = change.before.estimate.reason or change.after.estimate.reason
    weighted = None if reason else _weigh(snapshot, raw, where, scope)
    return Satisfaction(
        raw=change,
        weighted=weighted,
        months_before=raw.months_before,
        months_after=raw.months_after,
        reason=reason,
        passport=raw.passport,
    )


def replies(
    snapshot: Snapshot, kpi: str, before: Months, after: Months, where: Filters, scope: Scope
) -> Replies:
    """Count the parts (`PARTS`) of the surveys of csat or nps, in the months that the KPI compares."""
    comparison = compare(snapshot, kpi_code=kpi, before=before, after=after, by=(), where=where, scope=scope)
    (change,) = comparison.changes
    reason = change.before.estimate.reason or change.after.estimate.reason
    if reason:
        return Replies(parts=(), reason=reason, passport=comparison.passport)
    measures = ", ".join(f"sum({measure})::bigint as {part}" for part, measure in PARTS[kpi].items())
    sides, sql = _sides(
        snapshot,
        comparison=comparison,
        chosen=(*where, *find(kpi).rows),
        scope=scope,
        by=(),
        measures=measures,
    )
    counts = [side.iloc[0].tolist() for side in sides]
    parts = tuple(zip(PARTS[kpi], *counts, strict=True))
    return Replies(parts=parts, reason=None, passport=replace(comparison.passport, sql=sql))


def _weigh(snapshot: Snapshot, raw: Comparison, where: Filters, scope: Scope) -> Weighted:
    measures = ", ".join(f"sum({measure})::double as {measure}" for measure in MEASURES)
    sides, _ = _sides(
        snapshot,
        comparison=raw,
        chosen=(*where, *find("csat").rows),
        scope=scope,
        by=CELLS,
        measures=measures,
    )
    keyed = [side.set_index(list(CELLS)) for side in sides]
    cells = keyed[0].index.union(keyed[1].index)
    codes = np.column_stack(
        [np.unique(cells.get_level_values(name), return_inverse=True)[1] for name in CELLS]
    )
    before, after = (side.reindex(cells, fill_value=0.0).to_numpy(dtype=float) for side in keyed)
    return weighted_change(codes, codes[:, CELLS.index("region")], before, after)


def _sides(
    snapshot: Snapshot,
    comparison: Comparison,
    chosen: Filters,
    scope: Scope,
    by: Sequence[str],
    measures: str,
) -> tuple[list[pd.DataFrame], str]:
    """The measures of each side of a comparison by `by`, and the SQL of the last.

    A query a side: windows chosen by hand may overlap, or the later one may be called before.
    """
    columns = ", ".join((*by, measures))
    queries = [
        f"select {columns} {where_clause(MARTS['surveys_sent'], chosen, months, scope)} group by all"
        for months in (comparison.months_before, comparison.months_after)
    ]
    return [snapshot.frame(sql) for sql in queries], queries[-1]
