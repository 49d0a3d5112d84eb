"""The rows of loan_months: what the ledger says of every contract at a month end."""

import numpy as np
import pyarrow as pa

from demo.applying.applications import Columns
from demo.files import write
from demo.loans.book import Book
from demo.loans.loan_life import EARLY, Month
from demo.setting import market
from demo.setting.codes import CLASSIFICATION
from demo.setting.timeline import Array, first_day, last_day

FIRST_LOAN, FIRST_CUSTOMER = 2_000_000_000, 100_000_000
ORIGINATION_FEE, SETTLEMENT_FEE = 0.006, 0.015
SERVICING, COLLECTING = 600, 6_000  # cents a contract and month, and more when it is behind
_CLASS = np.array([0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4])  # by months past due


def loan_id(loans: Array) -> pa.Array:
    """Contract numbers as the core system writes them."""
    return write.format_ids("HT", np.where(loans < 0, -1, loans.astype(np.int64) + FIRST_LOAN), 10)


def customer_id(customers: Array) -> pa.Array:
    """Customer numbers; -1 is empty."""
    return write.format_ids("KH", np.where(customers < 0, -1, customers.astype(np.int64) + FIRST_CUSTOMER), 9)


def oldest_due(month: int, late: Array, due_day: Array) -> Array:
    """The day on which the oldest unpaid instalment of contracts so many months past due was due."""
    starts = np.array([first_day(month + 1 - n) for n in range(int(late.max(initial=0)) + 1)])
    return starts[late] + due_day - 1


def money_of(book: Book, happened: Month, month: int) -> Columns:
    """Income and cost of the month per live contract, in cents: interest, fee, funding, servicing."""
    live = book.live
    new = live["start"] == month
    fee = np.where(new, np.rint(happened.opening * ORIGINATION_FEE), 0)
    fee = fee + np.where(happened.reason == EARLY, np.rint(happened.opening * SETTLEMENT_FEE), 0)
    return {
        "interest": happened.interest,
        "fee": fee.astype(np.int64),
        "funding": np.rint(happened.opening * market.funding_rate(month) / 12).astype(np.int64),
        "servicing": SERVICING + COLLECTING * (live["late"] > 0).astype(np.int64),
    }


def rows_of(book: Book, happened: Month, money: Columns, cash: Columns, month: int) -> Columns:
    """Columns of loan_months: the live contracts, then those written off earlier that paid something."""
    live = book.live
    late, more = live["late"].astype(np.int64), len(cash["loan"])
    end = last_day(month)
    days = np.where(late > 0, end - oldest_due(month, late, live["due_day"]), 0)
    grade = np.maximum(_CLASS[np.minimum(late, 10)], live["restructured"])
    nothing = np.zeros(more, np.int64)

    def both(values: Array, then: Array = nothing) -> Array:
        return np.concatenate((values, then))

    return {
        "loan_id": loan_id(both(live["loan"], cash["loan"])),
        "month_end": pa.array(np.full(len(late) + more, end, np.int32)).cast(pa.date32()),
        "balance": write.money(both(live["balance"])),
        "days_past_due": both(days, end - cash["oldest_due"]).astype(np.int32),
        "classification": write.code(both(grade, nothing + 4), tuple(CLASSIFICATION)),
        "interest_income": write.money(both(money["interest"])),
        "fee_income": write.money(both(money["fee"])),
        "funding_cost": write.money(both(money["funding"])),
        "servicing_cost": write.money(both(money["servicing"])),
        "charged_off_amount": write.money(both(happened.written_off)),
        "recovered_amount": write.money(both(np.zeros(len(late), np.int64), cash["recovered"])),
        "restructured": write.flag(both(live["restructured"], nothing.astype(bool))),
        "scheduled_principal": write.money(both(happened.due)),
    }
