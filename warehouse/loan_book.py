"""What the Risk page asks beside KPIs: the bridge of bad balances, vintage curves, concentration.

Every function takes an open snapshot and a scope; what the mart does not carry is answered with a reason.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.results import NO_ROWS, Reason
from warehouse.answers import Filters, Months, Scope
from warehouse.families import MARTS, Mart
from warehouse.kpis import find
from warehouse.query import check_dimensions, mart_for
from warehouse.snapshots import Snapshot
from warehouse.sums import all_months, where_clause, young_months
from warehouse.windows import months_between

FLOWS = ("formed", "cured", "repaid_bad", "charged_off_bad", "transferred_bad", "missing_bad")


@dataclass(frozen=True)
class Bridge:
    """opening + formed − cured − repaid − charged off − transferred − missing = closing, bad balances, exactly.

    `flows`: name as in FLOWS → amount over the months. `reason`: why it cannot be said.
    """

    months: tuple[str, ...]
    opening: float
    flows: tuple[tuple[str, float], ...]
    closing: float
    reason: Reason | None


@dataclass(frozen=True)
class Vintage:
    """Contracts originated in a month: share that was ever so late by each age from 0 on, as far as it was seen."""

    month: str
    contracts: int
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Concentration:
    """Σ share² over the members of a dimension at a month end, and their shares, largest first.

    A count and not an estimate: it has no interval.
    """

    month: str
    index: float | None
    shares: tuple[tuple[str, float], ...]
    reason: Reason | None


def npl_bridge(snapshot: Snapshot, window: Months, where: Filters, scope: Scope) -> Bridge:
    """How the bad balance moved from before the first to the last month end of the window."""
    months = months_between(*window)
    mart, reason = _mart(snapshot, "npl_rate", "book", (), where, scope)
    if mart is None or reason is not None:
        return Bridge(months, 0.0, (), 0.0, reason)
    last = f"month = date '{months[-1]}-01'"
    columns = ", ".join(f"coalesce(sum({flow}), 0)::double as {flow}" for flow in FLOWS)
    row = snapshot.frame(
        f"select coalesce(sum(npl_balance) filter (where {last}), 0)::double as closing, count(*) as n, {columns} "
        + where_clause(mart, where, months, scope)
    ).iloc[0]
    if not row.n:
        return Bridge(months, 0.0, (), 0.0, NO_ROWS)
    flows = tuple((flow, float(row[flow])) for flow in FLOWS)
    moved = flows[0][1] - sum(amount for _, amount in flows[1:])
    return Bridge(months, float(row.closing) - moved, flows, float(row.closing), None)


def vintages(
    snapshot: Snapshot, days: Literal[30, 60, 90], where: Filters, scope: Scope
) -> tuple[tuple[Vintage, ...], Reason | None]:
    """Curves by month of origination; ages past the last complete month end are left out, not drawn as flat."""
    mart, reason = _mart(snapshot, "vintage_90_12m", "originations", (), where, scope)
    if mart is None or reason is not None:
        return (), reason
    stock = find("npl_rate")
    ends = all_months(snapshot, stock)
    young = young_months(snapshot, stock, ends)
    complete = [month for month in ends if month not in young]
    months = all_months(snapshot, find("vintage_90_12m"))
    key = "strftime(month, '%Y-%m') as month"
    started = snapshot.frame(
        f"select {key}, sum(followed)::bigint as followed {where_clause(mart, where, months, scope)} "
        "group by all having sum(followed) > 0 order by all"
    )
    chosen = (*where, ("event", (f"first_{days}",)))
    events = snapshot.frame(
        f"select {key}, age, sum(contracts)::bigint as contracts "
        f"{where_clause(MARTS['vintage_events'], chosen, months, scope)} group by all"
    )
    found = []
    for month, contracts in started.itertuples(index=False, name=None):
        ages = len(months_between(month, complete[-1])) if complete and month <= complete[-1] else 0
        counts = np.zeros(ages)
        late = events[(events.month == month) & (events.age < ages)]
        np.add.at(counts, late.age.to_numpy(), late.contracts.to_numpy())
        found.append(Vintage(month, contracts, tuple(map(float, np.cumsum(counts) / contracts))))
    return tuple(found), None if found else NO_ROWS


def concentration(snapshot: Snapshot, dimension: str, where: Filters, scope: Scope) -> Concentration:
    """Shares of the balance at the last complete month end by a dimension of the book."""
    kpi = find("npl_rate")
    ends = all_months(snapshot, kpi)
    young = young_months(snapshot, kpi, ends)
    month = max((end for end in ends if end not in young), default="")
    mart, reason = _mart(snapshot, "npl_rate", "book", (dimension,), where, scope)
    if mart is None or reason is not None or not month:
        return Concentration(month, None, (), reason or NO_ROWS)
    frame = snapshot.frame(
        f"select {dimension} as member, sum(balance)::double as balance "
        f"{where_clause(mart, where, (month,), scope)} group by all having sum(balance) > 0 "
        "order by balance desc, member"
    )
    if frame.empty:
        return Concentration(month, None, (), NO_ROWS)
    shares = (frame.balance / frame.balance.sum()).to_numpy()
    named = tuple(zip(frame.member.astype(str), map(float, shares), strict=True))
    return Concentration(month, float((shares**2).sum()), named, None)


def _mart(
    snapshot: Snapshot, kpi: str, mart: str, by: tuple[str, ...], where: Filters, scope: Scope
) -> tuple[Mart | None, Reason | None]:
    check_dimensions(by, where)
    return mart_for(snapshot, find(kpi), by, where, scope, (MARTS[mart],))
