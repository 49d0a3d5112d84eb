"""How arrears move from month end to month end, and how much is recovered after 90 days past due.

If the mart does not carry what is asked for, the answer is a reason.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.results import NO_ROWS, NOT_OLD_ENOUGH, Reason
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between, shift
from warehouse.kpis import find
from warehouse.kpis.record import RATIOS, Kpi
from warehouse.marts.families import MARTS
from warehouse.marts.families.book import BUCKETS
from warehouse.query.answers import Change, Comparison
from warehouse.query.groups import Members
from warehouse.query.kpi_sums import collect
from warehouse.query.query import comparable_months, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_not_compared
from warehouse.query.slices import changes_of, no_change
from warehouse.query.subjects.loan_book import last_complete_month
from warehouse.query.sums import Plan, where_clause
from warehouse.snapshot.snapshots import Snapshot

PAID, CHARGED_OFF, OTHER, ROLLED = "paid", "charged_off", "other", "rolled"
STATES = (*BUCKETS, PAID, CHARGED_OFF, OTHER)  # where a balance can be a month later; shares add up to 1
PAID_ENDINGS = ("matured", "early_settled", "refinanced_away", "cancelled", "closed")
LONGEST_SINCE = 12  # months after an entry that the mart holds

Sides = tuple[tuple[str, ...], tuple[str, ...]]  # months compared, before and after


def roll_matrix(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> Comparison:
    """Return the share of the opening balance by (days past due a month earlier, state now), of STATES and `rolled`.

    `rolled` is the roll rate: further past due, or charged off; there is none from 180 days on. `other` means sold,
    total loss or vanished. Rows are in the order of the buckets; n counts contract-months.
    """
    kpi, by = find("roll_rate_30_59"), ("from_days", "to_state")
    sides = comparable_months(snapshot, kpi, before, after)
    if reason := _reason(snapshot, kpi=kpi, windows=(before, after), sides=sides, where=where, scope=scope):
        return _comparison(
            snapshot,
            kpi=kpi,
            by=by,
            changes=(),
            sides=sides,
            windows=(before, after),
            where=where,
            sql="",
            reason=reason,
        )
    ended = f"case when to_state in {PAID_ENDINGS} then '{PAID}' when to_state in {(*BUCKETS, CHARGED_OFF)}"
    carried = snapshot.company.statistics_unit in MARTS["transitions"].dimensions
    select = (
        f"select from_days, {ended} then to_state else '{OTHER}' end as state, "
        f"{snapshot.company.statistics_unit if carried else repr('')} as unit, "
        "sum(opening_balance)::double as balance, sum(contracts)::double as contracts, "
        "sum(rolled_balance)::double as rolled_balance, sum(rolled_contracts)::double as rolled_contracts "
    )
    sqls = [select + where_clause(MARTS["transitions"], where, m, scope) + " group by all" for m in sides]
    frames = [snapshot.frame(sql) for sql in sqls]
    units = sorted({unit for frame in frames for unit in frame.unit})
    sums = [_matrix(frame, units) for frame in frames]
    moves: dict[Members, list[Array]] = {
        (bucket, state): [side[row, column] for side in sums]
        for row, bucket in enumerate(BUCKETS)
        for column, state in enumerate((*STATES, ROLLED))
        if (bucket, state) != (BUCKETS[-1], ROLLED) and units
    }
    changes = changes_of(RATIOS["mean"], moves)
    return _comparison(
        snapshot,
        kpi=kpi,
        by=by,
        changes=changes,
        sides=sides,
        windows=(before, after),
        where=where,
        sql=sqls[-1],
        reason=NO_ROWS,
    )


def _matrix(frame: pd.DataFrame, units: list[str]) -> Array:
    """[from, to and rolled, units, (balance moved, opening balance, contracts moved, contracts)] as of a ratio."""
    cells = np.zeros((len(BUCKETS), len(STATES) + 1, len(units), 2))
    rows = frame.from_days.map(BUCKETS.index).to_numpy(dtype=int)
    columns = frame.state.map(STATES.index).to_numpy(dtype=int)
    # As text: of an enumeration every member would be looked up, also those without rows here.
    places = frame.unit.astype(str).map(units.index).to_numpy(dtype=int)
    np.add.at(cells, (rows, columns, places), frame[["balance", "contracts"]].to_numpy())
    np.add.at(cells[:, -1], (rows, places), frame[["rolled_balance", "rolled_contracts"]].to_numpy())
    whole = np.broadcast_to(cells[:, :-1].sum(axis=1, keepdims=True), cells.shape)
    return np.stack((cells[..., 0], whole[..., 0], cells[..., 1], whole[..., 1]), axis=-1)


def recoveries(snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope) -> Comparison:
    """Return the share of the principal at entry into 90+ that was recovered, by months since entry (0 to 12).

    The entries are those of `recovery_rate`, the same at every month since. A window is answered as far as all its
    months of entry were observed, so that no curve bends because its cases change.
    """
    kpi, by = find("recovery_rate"), ("since",)
    sides = comparable_months(snapshot, kpi, before, after)
    if reason := _reason(snapshot, kpi=kpi, windows=(before, after), sides=sides, where=where, scope=scope):
        return _comparison(
            snapshot,
            kpi=kpi,
            by=by,
            changes=(),
            sides=sides,
            windows=(before, after),
            where=where,
            sql="",
            reason=reason,
        )
    every = replace(kpi, rows=tuple(row for row in kpi.rows if row[0] != "since"))
    plans = tuple(
        Plan(kpi=every, mart=MARTS["overdue_spells"], by=by, where=where, months=months, scope=scope)
        for months in sides
    )
    slices, sql = collect(snapshot, plans)
    reach = [_count_months_followed(months[-1], last_complete_month(snapshot)) for months in sides]
    changes = tuple(
        _as_far(change, reach)
        for change in changes_of(RATIOS["mean"], slices)
        if int(change.members[0]) <= max(reach)
    )
    return _comparison(
        snapshot,
        kpi=kpi,
        by=by,
        changes=changes,
        sides=sides,
        windows=(before, after),
        where=where,
        sql=sql,
        reason=NO_ROWS,
    )


def _count_months_followed(entry: str, last: str) -> int:
    """Months for which an entry of that month was followed."""
    return max(since for since in range(LONGEST_SINCE + 1) if shift(entry, since) <= last)


def _as_far(change: Change, reach: list[int]) -> Change:
    """The change without the side of which not every month of entry was followed that long."""
    since, nothing = int(change.members[0]), no_change(change.members, NOT_OLD_ENOUGH)
    sides = [
        side if since <= seen else nothing.before
        for side, seen in zip((change.before, change.after), reach, strict=True)
    ]
    if since <= min(reach):
        return change
    return replace(nothing, before=sides[0], after=sides[1])


def _reason(
    snapshot: Snapshot, kpi: Kpi, windows: tuple[Months, Months], sides: Sides, where: Filters, scope: Scope
) -> Reason | None:
    """Why these windows cannot be compared for what is chosen, None where they can."""
    _, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    return reason or why_not_compared(snapshot, kpi, *windows, sides)


def _comparison(
    snapshot: Snapshot,
    kpi: Kpi,
    by: tuple[str, ...],
    changes: tuple[Change, ...],
    sides: Sides,
    windows: tuple[Months, Months],
    where: Filters,
    sql: str,
    reason: Reason,
) -> Comparison:
    """The changes with their passport; where there are none, one that says why."""
    compared = (*sides[0], *sides[1])
    asked = [month for window in windows for month in months_between(*window)]
    excluded = tuple(month for month in asked if month not in compared)
    passport = passport_of(
        snapshot,
        kpi=kpi,
        mart=kpi.marts[0] if sql else "",
        sql=sql,
        where=where,
        months=compared,
        excluded=excluded,
    )
    return Comparison(
        dimensions=by,
        changes=changes or (no_change(("",) * len(by), reason),),
        months_before=sides[0],
        months_after=sides[1],
        notices=(),
        passport=passport,
    )
