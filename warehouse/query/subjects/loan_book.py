"""The loan book on the Risk page: bridge of bad balances and concentration.

If the mart does not carry what is asked for, the answer is a reason.
"""

from dataclasses import dataclass

from analysis.equal_age import GOING_BAD, Split
from analysis.results import NO_ROWS, TOO_FEW, Reason
from analysis.statistic import MINIMUM_CASES
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
