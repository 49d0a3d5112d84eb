"""Satisfaction weighted for who was asked, beside the raw score of those who answered."""

from dataclasses import dataclass

import numpy as np

from analysis.nonresponse import Weighted, weighted_change
from analysis.results import Reason
from warehouse.answers import Change, Comparison, Filters, Months, Passport, Scope
from warehouse.families import MARTS
from warehouse.query import compare
from warehouse.snapshots import Snapshot
from warehouse.sums import where_clause

CELLS = ("channel", "region", "segment")
MEASURES = ("sent_30d", "answered", "top2")


@dataclass(frozen=True)
class Satisfaction:
    """Raw and weighted satisfaction of the same months; `weighted` None where the raw one cannot be said."""

    raw: Change
    weighted: Weighted | None
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    reason: Reason | None
    passport: Passport


def satisfaction(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> Satisfaction:
    """CSAT before and after, raw and weighted by channel × region × segment of all who were asked."""
    raw = compare(snapshot, "csat", before, after, (), where, scope)
    (change,) = raw.changes
    reason = change.before.estimate.reason or change.after.estimate.reason
    weighted = None if reason else _weighted(snapshot, raw, where, scope)
    return Satisfaction(change, weighted, raw.months_before, raw.months_after, reason, raw.passport)


def _weighted(snapshot: Snapshot, raw: Comparison, where: Filters, scope: Scope) -> Weighted:
    chosen = (*where, ("kind", ("csat",)))
    months = (*raw.months_before, *raw.months_after)
    rows = where_clause(MARTS["surveys_sent"], chosen, months, scope)
    first = f"month >= date '{raw.months_after[0]}-01'"
    sides = ", ".join(
        f"coalesce(sum({measure}) filter (where {condition}), 0)::double as {side}_{measure}"
        for side, condition in (("before", f"not ({first})"), ("after", first))
        for measure in MEASURES
    )
    frame = snapshot.frame(f"select {', '.join(CELLS)}, {sides} {rows} group by all order by all")
    codes = np.column_stack([np.unique(frame[name], return_inverse=True)[1] for name in CELLS])
    before, after = (
        frame[[f"{side}_{measure}" for measure in MEASURES]].to_numpy(dtype=float)
        for side in ("before", "after")
    )
    return weighted_change(codes, codes[:, CELLS.index("region")], before, after)
