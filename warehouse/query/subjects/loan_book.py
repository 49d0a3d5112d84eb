"""The loan book on the Risk page: bridge of bad balances, vintage curves and concentration.

If the mart does not carry what is asked for, the answer is a reason.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.equal_age import GOING_BAD, Split
from analysis.results import NO_ROWS, TOO_FEW, Reason
from analysis.statistic import MINIMUM_CASES, Array
from analysis.survival import at_risk, kaplan_meier
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.marts.mart import Mart
from warehouse.query.answers import Passport
from warehouse.query.calendars import all_months, month_ends, young_months
from warehouse.query.query import check_dimensions, mart_for, passport_of
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

FLOWS = ("formed", "cured", "repaid_bad", "charged_off_bad", "transferred_bad", "missing_bad")
MUCH_SENT_OFF = 0.25  # of the opening bad balance (statistics §4)
COHORT_MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """The bridge of bad balances over the months of a window (statistics §4).

    Exactly: opening + formed − cured − repaid − charged off − transferred − missing = closing.
    `flows`: name as in FLOWS → amount over the months. `average_balance`: the whole balance of an average month, as
    mean of opening and closing. `average_bad`: the bad balance at an average month end. `reason`: why there are no
    amounts, None if there are.
    """

    months: tuple[str, ...]
    opening: float
    flows: tuple[tuple[str, float], ...]
    closing: float
    average_balance: float
    average_bad: float
    reason: Reason | None
    passport: Passport

    @property
    def months_bad(self) -> float | None:
        """How many months bad balance stays, average ÷ what leaves in a month (Little 1961); None if nothing leaves."""
        left = sum(amount for _, amount in self.flows[1:])
        return self.average_bad * len(self.months) / left if left > 0 else None

    @property
    def sent_off(self) -> float:
        """The amount that was charged off or sold as bad."""
        flows = dict(self.flows)
        return flows["charged_off_bad"] + flows["transferred_bad"]


@dataclass(frozen=True, kw_only=True)
class Vintage:
    """The contracts originated from `first` to `last`, and the share that has ever been late by each age in months.

    `shares` [ages], from age 0: by product limit (Kaplan and Meier 1958); every contract, settled or not, stays at
    risk up to the age that its month of origination has reached by the last complete month end. `complete`: the number
    of ages observed of all months; later ages rest on the older months.
    """

    first: str
    last: str
    contracts: int
    shares: tuple[float, ...]
    complete: int


@dataclass(frozen=True, kw_only=True)
class Vintages:
    """Vintage curves by months of origination, oldest first."""

    cohorts: tuple[Vintage, ...]
    reason: Reason | None
    passport: Passport


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """The concentration of the balance at a month end: `index` = Σ share² over the members of a dimension.

    `shares`: of the whole balance, largest first. Balance that names no member has its share under "", which adds
    nothing to the index. This is a count and not an estimate, so it has no interval.
    """

    month: str
    contracts: int
    index: float | None
    shares: tuple[tuple[str, float], ...]
    reason: Reason | None
    passport: Passport

    @property
    def unnamed(self) -> float:
        """The share of the balance that names no member."""
        return dict(self.shares).get("", 0.0)

    @property
    def equal_members(self) -> float | None:
        """How many members of equal size would be as concentrated, None if no member is named."""
        return (1 - self.unnamed) ** 2 / self.index if self.index else None


def npl_bridge(snapshot: Snapshot, window: Months, where: Filters, scope: Scope) -> Bridge:
    """Return how the bad balance moved from before the first to the last month end of the window.

    With fewer contracts at an average month end than a value needs, the answer is a reason.
    """
    months, kpi = months_between(*window), find("npl_rate")
    mart, reason = _mart(snapshot, kpi="npl_rate", mart="book", by=(), where=where, scope=scope)
    if mart is None or reason is not None:
        passport = passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=())
        return Bridge(
            months=months,
            opening=0.0,
            flows=(),
            closing=0.0,
            average_balance=0.0,
            average_bad=0.0,
            reason=reason,
            passport=passport,
        )
    last = f"month = date '{months[-1]}-01'"
    columns = ", ".join(f"coalesce(sum({flow}), 0)::double as {flow}" for flow in FLOWS)
    sql = (
        f"select coalesce(sum(npl_balance) filter (where {last}), 0)::double as closing, "
        "coalesce(sum(contracts), 0) as n, "
        f"coalesce(sum(npl_balance), 0)::double as bad, {columns} {where_clause(mart, where, months, scope)}"
    )
    row = snapshot.frame(sql).iloc[0]
    money = where_clause(MARTS["book_money"], where, months, scope)
    held = snapshot.frame(f"select coalesce(sum(average_balance), 0)::double as balance {money}").balance
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=months, excluded=()
    )
    ends = month_ends(snapshot, kpi, months)
    if row.n < MINIMUM_CASES * ends:
        return Bridge(
            months=months,
            opening=0.0,
            flows=(),
            closing=0.0,
            average_balance=0.0,
            average_bad=0.0,
            reason=TOO_FEW if row.n else NO_ROWS,
            passport=passport,
        )
    flows = tuple((flow, float(row[flow])) for flow in FLOWS)
    moved = flows[0][1] - sum(amount for _, amount in flows[1:])
    closing, bad = float(row["closing"]), float(row["bad"])
    means = float(held.iloc[0]) / ends, bad / ends
    return Bridge(
        months=months,
        opening=closing - moved,
        flows=flows,
        closing=closing,
        average_balance=means[0],
        average_bad=means[1],
        reason=None,
        passport=passport,
    )


def needs_bridge(split: Split, before: Bridge, after: Bridge) -> bool:
    """Return whether a change of the stock NPL rate needs the bridge beside it (statistics §4).

    It does if stock and formation differ in sign, if much of the bad balance was charged off or sold, or if the split
    has no values to tell by.
    """
    formed = next(part.relative.value for part in split.parts if part.name == GOING_BAD)
    if split.before is None or split.after is None or formed is None:
        return True
    apart = (split.after - split.before) * formed < 0
    return apart or any(side.sent_off > MUCH_SENT_OFF * side.opening for side in (before, after))


def vintages(
    snapshot: Snapshot, days: Literal[30, 60, 90], most: int, anchor: str, where: Filters, scope: Scope
) -> Vintages:
    """Return curves of cohorts of 1, 3, 6 or 12 months, the shortest that make no more than `most` curves, else 12.

    One cohort begins with the month `anchor`. `days`: days past due that count as late. Left out, not drawn as flat,
    are ages past the last complete month end, and those that fewer than 30 contracts not yet late have reached.
    """
    kpi = find("vintage_90_12m")
    mart, reason = _mart(snapshot, kpi=kpi.code, mart="originations", by=(), where=where, scope=scope)
    months = all_months(snapshot, kpi)
    if mart is None or reason is not None:
        return Vintages(
            cohorts=(),
            reason=reason,
            passport=passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=()),
        )
    key = "strftime(month, '%Y-%m') as month"
    started = snapshot.frame(
        f"select {key}, sum(followed)::bigint as followed {where_clause(mart, where, months, scope)} "
        "group by all having sum(followed) > 0 order by all"
    )
    chosen = (*where, ("event", (f"first_{days}",)))
    sql = (
        f"select {key}, age, sum(contracts)::bigint as contracts "
        f"{where_clause(MARTS['vintage_events'], chosen, months, scope)} group by all"
    )
    events = snapshot.frame(sql)
    passport = passport_of(
        snapshot, kpi=kpi, mart="vintage_events", sql=sql, where=where, months=months, excluded=()
    )
    end = last_complete_month(snapshot)
    followed = {m: int(n) for m, n in started.itertuples(index=False, name=None) if m <= end}
    ages = len(months_between(min(followed), end)) if followed else 0
    firsts = {month: np.zeros(ages) for month in followed}
    for month, age, count in events.itertuples(index=False, name=None):
        if month in followed and age < len(months_between(month, end)):
            firsts[month][age] += count
    cohorts = tuple(_vintage(group, followed, firsts, end) for group in _cohorts(followed, most, anchor))
    return Vintages(cohorts=cohorts, reason=None if cohorts else NO_ROWS, passport=passport)


def _cohorts(months: dict[str, int], most: int, anchor: str) -> list[list[str]]:
    """The months in groups of 1, 3, 6 or 12, the shortest that make no more than `most`."""
    groups: dict[int, list[str]] = {}
    for length in COHORT_MONTHS:
        groups = {}
        for month in sorted(months):
            groups.setdefault((_number(month) - _number(anchor)) // length, []).append(month)
        if len(groups) <= most:
            break
    return list(groups.values())


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])


def _vintage(months: list[str], followed: dict[str, int], firsts: dict[str, Array], end: str) -> Vintage:
    """One cohort; a month's contracts are censored at the last age it was seen at."""
    events, exits = (np.zeros(len(firsts[months[0]])) for _ in range(2))
    for month in months:
        seen = len(months_between(month, end))
        events += firsts[month]
        exits += firsts[month]
        exits[seen - 1] += followed[month] - firsts[month].sum()
    long_enough = int((at_risk(exits) >= MINIMUM_CASES).sum())
    shares = (1 - kaplan_meier(events, exits))[:long_enough]
    complete = min(long_enough, len(months_between(months[-1], end)))
    contracts = sum(followed[month] for month in months)
    return Vintage(
        first=months[0],
        last=months[-1],
        contracts=contracts,
        shares=tuple(map(float, shares)),
        complete=complete,
    )


def concentration(
    snapshot: Snapshot, dimension: str, month: str | None, where: Filters, scope: Scope
) -> Concentration:
    """Return the shares of the balance at a month end by a dimension of the book.

    `month`: None for the last complete one. With too few contracts, the answer is a reason.
    """
    kpi, month = find("npl_rate"), month or last_complete_month(snapshot)
    mart, reason = _mart(snapshot, kpi="npl_rate", mart="book", by=(dimension,), where=where, scope=scope)
    months = (month,) if month else ()
    if mart is None or reason is not None or not month:
        nothing = passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=())
        return Concentration(
            month=month, contracts=0, index=None, shares=(), reason=reason or NO_ROWS, passport=nothing
        )
    sql = (
        f"select {dimension} as member, sum(balance)::double as balance, sum(contracts)::bigint as contracts "
        f"{where_clause(mart, where, months, scope)} group by all having sum(balance) > 0 "
        "order by balance desc, member"
    )
    frame = snapshot.frame(sql)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=months, excluded=()
    )
    contracts = int(frame.contracts.sum())
    if contracts < MINIMUM_CASES:
        return Concentration(
            month=month,
            contracts=contracts,
            index=None,
            shares=(),
            reason=TOO_FEW if contracts else NO_ROWS,
            passport=passport,
        )
    members = frame.member.fillna("").astype(str)
    shares = (frame.balance / frame.balance.sum()).to_numpy()
    index = float((shares[members != ""] ** 2).sum())
    named = tuple(zip(members, map(float, shares), strict=True))
    return Concentration(
        month=month, contracts=contracts, index=index, shares=named, reason=None, passport=passport
    )


def last_complete_month(snapshot: Snapshot) -> str:
    """Return the last month whose month end is complete, "" if there is none."""
    stock = find("npl_rate")
    ends = all_months(snapshot, stock)
    young = young_months(snapshot, stock, ends)
    return max((end for end in ends if end not in young), default="")


def _mart(
    snapshot: Snapshot, kpi: str, mart: str, by: tuple[str, ...], where: Filters, scope: Scope
) -> tuple[Mart | None, Reason | None]:
    check_dimensions(by, where)
    return mart_for(snapshot, kpi=find(kpi), by=by, where=where, scope=scope, marts=(MARTS[mart],))
