"""The loan side of a month, in order: sell, sign, live a month, book losses, say who will come back."""

from dataclasses import dataclass

import numpy as np

from demo.applying.applications import Columns
from demo.applying.customers import Customers
from demo.loans import loan_life, loan_rows
from demo.loans.book import OPEN, Book
from demo.loans.loan_life import CHARGED_OFF, EARLY, MATURED, REFINANCED, TRANSFERRED
from demo.loans.losses import Losses
from demo.setting.initiatives import BY_CODE
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, Array, first_day, last_day, month_number
from demo.setting.world import World

SECURITISED = {"2022-11": 0.03, "2023-09": 0.03, "2024-10": 0.04, "2025-06": 0.03}  # share of sound contracts
BAD_LOANS_SOLD = {"2023-12": 0.15, "2025-09": 0.15}  # share of those 5 and more months past due
BACK_SOON = np.array([0.16, 0.14, 0.04])  # within the return months, after maturity, settlement, refinancing
BACK_LATER = 0.16
ANOTHER_CAR = 0.0022  # customers with a running contract who apply for a second one, a month
LATE_IN_FIRST_MONTH = 0.07  # first instalments paid late, but before the month end


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A month of the book: what happened, the money of it, and the cash from written-off contracts."""

    happened: loan_life.Month
    money: Columns
    cash: Columns


def live_month(book: Book, losses: Losses, customers: Customers, world: World, month: int) -> Lived:
    """Move the book through a month. Contracts that ended stay in `book.live` until `clear`."""
    rng = stream(world.seed, f"loans {month}")
    _securitise(book, month, rng)
    live = book.live
    before, unpaid = live["late"].copy(), live["paid"] == 0
    happened = loan_life.live_a_month(live, month, world, rng)
    _sell_bad_loans(book, happened, month, rng)
    _first_payments(book, month, before, unpaid, rng)
    ended = happened.reason != OPEN
    book.close(live["loan"][ended], happened.closed[ended], happened.reason[ended])
    cash = losses.recover(month, rng)
    if month >= 0:
        book.signed["still_pays"][cash["loan"]] = True
    off = happened.reason == CHARGED_OFF
    due = loan_rows.oldest_due(month, live["late"][off].astype(np.int64), live["due_day"][off])
    losses.add(live["loan"][off], month, happened.written_off[off], due)
    _say_who_returns(book, happened.reason, customers, world=world, month=month, rng=rng)
    return Lived(happened=happened, money=loan_rows.money_of(book, happened, month), cash=cash)


def clear(book: Book, lived: Lived) -> None:
    """Take the contracts that ended off the live ones."""
    book.keep(lived.happened.reason == OPEN)


def _securitise(book: Book, month: int, rng: np.random.Generator) -> None:
    """Sell sound contracts into a trust; they stay in service, but leave the book."""
    for deal, share in SECURITISED.items():
        if month_number(deal) == month:
            live = book.live
            age = month - live["start"]
            fit = (live["late"] == 0) & (age >= 6) & (age <= 30) & ~live["sold"] & ~live["restructured"]
            chosen = fit & (rng.random(len(age)) < share)
            live["sold"] |= chosen
            book.signed["transferred"][live["loan"][chosen]] = first_day(month) + 17


def _sell_bad_loans(book: Book, happened: loan_life.Month, month: int, rng: np.random.Generator) -> None:
    for deal, share in BAD_LOANS_SOLD.items():
        if month_number(deal) == month:
            live = book.live
            fit = (live["late"] >= 5) & (happened.reason == OPEN) & ~live["sold"]
            chosen = fit & (rng.random(len(fit)) < share)
            happened.reason[chosen] = TRANSFERRED
            happened.closed[chosen] = first_day(month) + 24
            live["balance"][chosen] = 0
            book.signed["transferred"][live["loan"][chosen]] = first_day(month) + 24


def _first_payments(book: Book, month: int, before: Array, unpaid: Array, rng: np.random.Generator) -> None:
    """Note the day on which first instalments were paid: on time, late in the month, or months later."""
    live = book.live
    rows = np.flatnonzero(unpaid & (live["paid"] > 0))
    due = first_day(month) + live["due_day"][rows].astype(np.int64) - 1
    size, end = len(rows), last_day(month)
    on_time = due - rng.integers(0, 3, size)
    late = due + 1 + np.floor(rng.random(size) * (end - due)).astype(np.int64)
    sometime = first_day(month) + np.floor(rng.random(size) * (end + 1 - first_day(month))).astype(np.int64)
    in_time = np.where(rng.random(size) < LATE_IN_FIRST_MONTH, np.minimum(late, end), on_time)
    book.signed["first_paid"][live["loan"][rows]] = np.where(before[rows] > 0, sometime, in_time)


def _say_who_returns(
    book: Book, reason: Array, customers: Customers, *, world: World, month: int, rng: np.random.Generator
) -> None:
    live = book.live
    ended = np.flatnonzero((reason == MATURED) | (reason == EARLY) | (reason == REFINANCED))
    u = rng.random(len(ended))
    soon = BACK_SOON[reason[ended]]
    crm = world.built_up["crm_retention"][month + HISTORY][live["region"][ended]]
    later = BACK_LATER + BY_CODE["crm_retention"].effects["late_return"] * crm
    lag = np.where(u < soon, rng.integers(0, 3, len(ended)), rng.integers(4, 19, len(ended)))
    back = u < soon + later
    # Applications of this month are in already, so the soonest return is next month's.
    customers.will_return(live["customer"][ended][back], month, np.maximum(lag[back], 1))
    again = (reason == OPEN) & (live["late"] == 0) & (rng.random(len(reason)) < ANOTHER_CAR)
    customers.will_return(live["customer"][again], month, np.ones(again.sum(), np.int64))
