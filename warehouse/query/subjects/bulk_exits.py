"""Bad balance that left the book at once, charged off or sold: the NPL rate falls although no loan has improved.

    N bad balance at the month's end · B balance · F gone bad in the month · X charged off or sold as bad in the month
    share    s_t = X_t ÷ (N_(t−1) + F_t), of what was bad or became it
    usual    u_t = upper quartile of s over the six months before t and the six after it
    at once  s_t − u_t ≥ a quarter, and at least ten bad contracts left the book otherwise than by being cured
    without it   Σ (N_m + Y_m) ÷ Σ (B_m + Y_m) over the months m of a window, Y_m = Σ X of such months up to m

A quarter is what statistics §4 calls much. A month is compared with those around it because each company has its own
rhythm: one that charges off every quarter, or earlier from some month on, does so in more than a quarter of them.
"Without it" is an upper bound: some of these loans would since have been cured, repaid or charged off one by one.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results import NO_ROWS, WINDOWS_REVERSED, Reason
from analysis.statistic import Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between, shift
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.marts.families import MARTS
from warehouse.query.answers import Passport
from warehouse.query.calendars import all_months
from warehouse.query.judged import STOCK
from warehouse.query.query import comparable_months, mart_for, passport_of
from warehouse.query.shortage import are_reversed
from warehouse.query.subjects.loan_book import MUCH_SENT_OFF, last_complete_month
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

AROUND = 6  # months on either side
USUAL = 0.75  # quantile of the months around
FEWEST_AROUND = 3  # months, or nothing is usual
FEWEST_CONTRACTS = 10
MEASURES = (
    *("npl_balance", "balance", "formed", "charged_off_bad", "transferred_bad"),
    *("npl_contracts", "formed_contracts", "cured_contracts"),
)


@dataclass(frozen=True, kw_only=True)
class BulkExit:
    """A month in which much of the bad balance left the book at once.

    `charged_off`, `sold`: the amounts that left as bad. `opening`: the bad balance at the beginning of the month.
    """

    month: str
    charged_off: float
    sold: float
    opening: float

    @property
    def amount(self) -> float:
        """The amount that left, charged off or sold."""
        return self.charged_off + self.sold


@dataclass(frozen=True, kw_only=True)
class BulkExits:
    """The bulk exits from the first month before to the last month after, and how far they lower the NPL rate.

    `before`, `after`: the rate of each window; `before_without`, `after_without`: the most it could be if these
    balances had stayed on the book. `reason`: why exits cannot be looked for, None if they can.
    """

    exits: tuple[BulkExit, ...]
    before: float | None
    after: float | None
    before_without: float | None
    after_without: float | None
    reason: Reason | None
    passport: Passport


def bulk_exits(snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope) -> BulkExits:
    """Find the bulk exits in or between the compared months of both windows, and the NPL rates without them."""
    kpi = find(STOCK)
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=(MARTS["book"],))
    if are_reversed(before, after):
        reason = WINDOWS_REVERSED
    sides = comparable_months(snapshot, kpi, before, after)
    months = _months(snapshot, kpi, sides)
    if mart is None or reason is not None or not months:
        passport = passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=())
        return BulkExits(
            exits=(),
            before=None,
            after=None,
            before_without=None,
            after_without=None,
            reason=reason or NO_ROWS,
            passport=passport,
        )
    columns = ", ".join(f"sum({measure})::double as {measure}" for measure in MEASURES)
    rows = where_clause(mart, where, months, scope)
    sql = f"select strftime(month, '%Y-%m') as month, {columns} {rows} group by all"
    book = snapshot.frame(sql).set_index("month").reindex(list(months), fill_value=0.0)
    exits = tuple(bulk for bulk in _in_one_go(book) if sides[0][0] <= bulk.month <= sides[1][-1])
    left = pd.Series({bulk.month: bulk.amount for bulk in exits}, index=book.index).fillna(0.0).cumsum()
    rates = {
        f"{name}{key}": _rate(book.loc[list(side)], more)
        for key, more in (("", None), ("_without", left))
        for name, side in zip(("before", "after"), sides, strict=True)
    }
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=months, excluded=()
    )
    return BulkExits(exits=exits, **rates, reason=None, passport=passport)


def _months(snapshot: Snapshot, kpi: Kpi, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The months to look at, as far as they were delivered whole; none where a window has no months.

    From the first before to the last after, with AROUND months on either side and one more for the opening of the
    first.
    """
    if not all(sides):
        return ()
    wanted = months_between(shift(sides[0][0], -AROUND - 1), shift(sides[1][-1], AROUND))
    last = last_complete_month(snapshot)
    return tuple(month for month in all_months(snapshot, kpi) if month in wanted and month <= last)


def _in_one_go(book: pd.DataFrame) -> list[BulkExit]:
    """The months, in order, in which bad balance left in one go; `book`: MEASURES by month, without gaps."""
    opening, opening_contracts = book.npl_balance.shift(), book.npl_contracts.shift()
    amount = book.charged_off_bad + book.transferred_bad
    at_stake = opening + book.formed
    share = np.divide(amount, at_stake, out=np.full(len(book), np.nan), where=at_stake.to_numpy() > 0)
    gone = opening_contracts + book.formed_contracts - book.cured_contracts - book.npl_contracts
    much = (share - _usual(share) >= MUCH_SENT_OFF) & (gone.to_numpy() >= FEWEST_CONTRACTS)
    return [
        BulkExit(month=str(month), charged_off=float(charged_off), sold=float(sold), opening=float(was_bad))
        for month, charged_off, sold, was_bad in zip(
            book.index[much],
            book.charged_off_bad[much],
            book.transferred_bad[much],
            opening[much],
            strict=True,
        )
    ]


def _usual(share: Array) -> Array:
    """The upper quartile of the shares around each month, NaN where too few of them are known."""
    usual = np.full(len(share), np.nan)
    for place in range(len(share)):
        around = np.delete(share[max(0, place - AROUND) : place + AROUND + 1], min(place, AROUND))
        if np.isfinite(around).sum() >= FEWEST_AROUND:
            usual[place] = np.nanquantile(around, USUAL)
    return usual


def _rate(book: pd.DataFrame, more: pd.Series | None) -> float | None:
    """Bad ÷ balance over the month ends, with `more` of bad balance at each."""
    extra = 0.0 if more is None else float(more[book.index].sum())
    balance = float(book.balance.sum()) + extra
    return (float(book.npl_balance.sum()) + extra) / balance if balance > 0 else None
