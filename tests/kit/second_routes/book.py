"""The loan book, from contracts and their month ends."""

from collections.abc import Iterator
from functools import cache, partial

import numpy as np
import pandas as pd

from tests.kit.demo_company import Simulated, cut_off, window, within
from tests.kit.second_routes.record import (
    EXACT,
    FIRST_MONTH,
    LAST_MONTH,
    Bounds,
    Route,
    Told,
    is_true,
    month_numbers,
    share,
)

BAD = ("substandard", "doubtful", "loss")
PAID_IN_FULL = ("matured", "early_settled", "refinanced_away")
BUCKETS = {
    "current": (0, 0),
    "1_29": (1, 29),
    "30_59": (30, 59),
    "60_89": (60, 89),
    "90_179": (90, 179),
}
MONTHS = (LAST_MONTH - FIRST_MONTH).n + 1


@cache
def month_ends(simulated: Simulated) -> pd.DataFrame:
    """Month ends of contracts, those since sold too, with what they were a month earlier.

    closing, opening (currency; 0 once sold), bad, was_bad, was_days; age in months; `own`: not sold by then.
    """
    rows = simulated.true("loan_months").merge(simulated.true("loans"), on="loan_id")
    rows = rows.sort_values(["loan_id", "month_end"]).reset_index(drop=True)
    rows["age"] = month_numbers(rows.month_end) - month_numbers(rows.disbursed_on)
    rows["own"] = ~(rows.transferred_on <= rows.month_end)
    rows["on_book"] = (rows.balance > 0) & rows.own
    rows["closing"] = rows.balance.where(rows.on_book, 0.0)
    rows["bad"] = rows.classification.isin(BAD)
    same = rows.loan_id.eq(rows.loan_id.shift())
    rows["opening"] = rows.closing.shift().where(same, 0.0)
    rows["was_bad"] = rows.bad.shift(fill_value=False) & same & (rows.opening > 0)
    rows["was_days"] = rows.days_past_due.shift().where(rows.opening > 0)
    return rows


def _within(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = month_ends(simulated)
    return rows[within(rows.month_end, bounds)]


def _months(bounds: Bounds) -> int:
    return len(pd.date_range(*bounds, freq="MS", inclusive="left"))


def _stock(value: float, events: float, rows: pd.DataFrame, bounds: Bounds) -> Told:
    """Contracts are counted as the average of the month ends."""
    months = _months(bounds)
    return Told(
        value=value, events=round(events / months), n=round(rows.on_book.sum() / months), within=EXACT
    )


def npl_rate(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _within(simulated, bounds)
    bad = rows.on_book & rows.bad
    return _stock(rows.closing[bad].sum() / rows.closing.sum(), bad.sum(), rows, bounds)


def delinquency(days: int, by: str, simulated: Simulated, bounds: Bounds) -> Told:
    rows = _within(simulated, bounds)
    late = rows.on_book & (rows.days_past_due >= days)
    value = (
        rows.closing[late].sum() / rows.closing.sum() if by == "balance" else late.sum() / rows.on_book.sum()
    )
    return _stock(value, late.sum(), rows, bounds)


def net_loss(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _within(simulated, bounds)
    own = rows[rows.own]
    lost = own.charged_off_amount.sum() - own.recovered_amount.sum()
    value = 12 * lost / ((rows.opening + rows.closing).sum() / 2)
    charged_off = (own.charged_off_amount > 0).sum()
    return Told(
        value=value, events=int(charged_off), n=round(rows.on_book.sum() / _months(bounds)), within=EXACT
    )


def _in_reference(simulated: Simulated, rows: pd.DataFrame) -> pd.Series:
    before, after = (within(rows.month_end, window(simulated, name)) for name in ("before", "after"))
    return before | after


def _by_age(
    simulated: Simulated, rows: pd.DataFrame, above: pd.Series, below: pd.Series, counted: pd.Series
) -> pd.Series:
    """The rate of each row's age over both windows, ages of under 200 contract-months joined to the next."""
    ages = pd.DataFrame({"age": rows.age, "above": above, "below": below, "n": counted})
    sums = ages[_in_reference(simulated, rows)].groupby("age").sum()
    sums = sums.reindex(range(ages.age.max() + 1), fill_value=0)
    bands: list[list[int]] = [[]]
    for age in sums.index:
        if sums.n[bands[-1]].sum() >= 200:
            bands.append([])
        bands[-1].append(age)
    if len(bands) > 1 and sums.n[bands[-1]].sum() < 200:
        rest = bands.pop()
        bands[-1] += rest
    rates = {
        age: sums.above[band].sum() / max(sums.below[band].sum(), EXACT) for band in bands for age in band
    }
    return rows.age.map(rates)


@cache
def expected_bad(simulated: Simulated) -> tuple[pd.DataFrame, float]:
    """Month ends on the book with `expected` bad balance at their age; and the reference's own rate."""
    rows = month_ends(simulated)
    rows = rows[rows.on_book]
    bad = rows.closing.where(rows.bad, 0.0)
    rate = _by_age(simulated, rows, bad, rows.closing, rows.on_book.astype(int))
    both = _in_reference(simulated, rows)
    return rows.assign(expected=rows.closing * rate), bad[both].sum() / rows.closing[both].sum()


def npl_rate_same_age(simulated: Simulated, bounds: Bounds) -> Told:
    rows, own = expected_bad(simulated)
    rows = rows[within(rows.month_end, bounds)]
    value = own * rows.closing[rows.bad].sum() / rows.expected.sum()
    told = _stock(value, rows.bad.sum(), rows, bounds)
    return Told(
        value=told.value, events=told.events, n=told.n, within=1e-7
    )  # expected amounts are kept to six decimals


@cache
def formation(simulated: Simulated) -> tuple[pd.DataFrame, float]:
    """Month ends with the balance `formed` and `expected` to form; and the reference's own rate a year.

    Formed: on the book, bad and not so a month earlier, and what was charged off or sold as bad straight from
    performing. Contracts first seen in mid-life, bad, have no known past.
    """
    rows = month_ends(simulated)
    rows = rows[(rows.opening > 0) | rows.on_book | (rows.charged_off_amount > 0)]
    turned = rows.bad & ~rows.was_bad
    formed = rows.closing.where(turned & ((rows.opening > 0) | (rows.age <= 1)), 0.0)
    formed += rows.charged_off_amount.where(rows.own & ~rows.was_bad, 0.0).fillna(0.0)
    formed += rows.opening.where(turned & (rows.opening > 0) & ~rows.own, 0.0)
    performing = rows.opening.where(~rows.was_bad, 0.0)
    rate = _by_age(simulated, rows, formed, performing, (performing > 0).astype(int))
    both = _in_reference(simulated, rows)
    rows = rows.assign(formed=formed, performing=performing, expected=performing * rate)
    return rows, 12 * formed[both].sum() / performing[both].sum()


def npl_formation(simulated: Simulated, bounds: Bounds) -> Told:
    rows, own = formation(simulated)
    rows = rows[within(rows.month_end, bounds)]
    value = own * rows.formed.sum() / rows.expected.sum()
    n = round((rows.performing > 0).sum() / _months(bounds))
    return Told(value=value, events=int((rows.formed > 0).sum()), n=n, within=1e-6)


def roll_rate(bucket: str, simulated: Simulated, bounds: Bounds) -> Told:
    """Of the opening balance so late: what is in a later bucket now, or was charged off."""
    least, most = BUCKETS[bucket]
    rows = _within(simulated, bounds)
    rows = rows[(rows.opening > 0) & rows.was_days.between(least, most)]
    charged_off = ~rows.on_book & (rows.close_reason == "charged_off") & (rows.closed_on <= rows.month_end)
    worse = (rows.on_book & (rows.days_past_due > most)) | charged_off
    return Told(
        value=rows.opening[worse].sum() / rows.opening.sum(),
        events=int(worse.sum()),
        n=len(rows),
        within=EXACT,
    )


def _originated(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = simulated.true("loans")
    return rows[within(rows.disbursed_on, bounds)]


def ever_late(days: int, simulated: Simulated, bounds: Bounds) -> Told:
    rows, ends = _originated(simulated, bounds), month_ends(simulated)
    late = ends.loan_id[ends.on_book & (ends.days_past_due >= days) & (ends.age <= 12)]
    return share(rows.loan_id.isin(late).sum(), len(rows))


def first_payment_default(simulated: Simulated, bounds: Bounds) -> Told:
    rows, thirty = _originated(simulated, bounds), pd.Timedelta(days=30)
    due = rows[rows.first_due_on + thirty <= cut_off(simulated.truth)]
    due = due[~(due.closed_on < due.first_due_on)]
    late = due.first_paid_on.isna() | (due.first_paid_on > due.first_due_on + thirty)
    return share(late.sum(), len(due))


def loan_to_value(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _originated(simulated, bounds)
    rows = rows[rows.vehicle_value.notna()]
    return Told(
        value=rows.principal.sum() / rows.vehicle_value.sum(), events=len(rows), n=len(rows), within=EXACT
    )


@cache
def grid(simulated: Simulated) -> dict[str, np.ndarray]:
    """Month ends as [contracts, months] by measure; 0 where there is none."""
    rows = month_ends(simulated)
    rows = rows.assign(
        month=month_numbers(rows.month_end) - FIRST_MONTH.year * 12 - FIRST_MONTH.month,
        paid_in_full=~rows.on_book & rows.own & (rows.opening > 0) & rows.close_reason.isin(PAID_IN_FULL),
        sold=rows.opening.where(~rows.own, 0.0),
        lost=rows.charged_off_amount.where(rows.own, 0.0),
        up_to_date=rows.on_book & (rows.days_past_due == 0) & ~is_true(rows.restructured),
        started=rows.on_book & (rows.age <= 1),
        # what a sold contract brings in after the month of its sale is the buyer's
        recovered=rows.recovered_amount.where(
            ~(rows.transferred_on < rows.month_end.dt.to_period("M").dt.start_time)
        ),
    )
    contract = pd.factorize(rows.loan_id)[0]
    found = {}
    for name in (
        *("closing", "days_past_due", "started", "paid_in_full", "sold"),
        *("lost", "recovered", "up_to_date"),
    ):
        found[name] = np.zeros((contract.max() + 1, MONTHS))
        found[name][contract, rows.month] = rows[name].fillna(0).astype(float)
    return found


def _entries(days: int, simulated: Simulated, bounds: Bounds) -> Iterator[tuple[int, int]]:
    """(contract, month) in which it got so late, none having come in the 6 months before, 6 months to follow."""
    found = grid(simulated)
    late = (found["closing"] > 0) & (found["days_past_due"] >= days)
    was = (found["closing"] > 0) & (found["days_past_due"] < days)
    came = late & (np.hstack((np.zeros((len(late), 1), bool), was[:, :-1])) | (found["started"] > 0))
    first, after = ((day.year - FIRST_MONTH.year) * 12 + day.month - FIRST_MONTH.month for day in bounds)
    for contract, month in zip(*np.nonzero(came), strict=True):
        alone = not came[contract, max(month - 6, 0) : month].any()
        if alone and first <= month < after and month + 6 < MONTHS:
            yield int(contract), int(month)


def recovery(simulated: Simulated, bounds: Bounds) -> Told:
    found, principal, paid, n = grid(simulated), 0.0, 0.0, 0
    for contract, month in _entries(90, simulated, bounds):
        later = slice(month + 1, month + 7)
        entry = found["closing"][contract, month]
        gone = sum(found[name][contract, later].sum() for name in ("lost", "sold"))
        principal += entry
        paid += entry - found["closing"][contract, month + 6] - gone
        paid += found["recovered"][contract, later].sum()
        n += 1
    return Told(value=paid / principal, events=n, n=n, within=EXACT)


def cure(simulated: Simulated, bounds: Bounds) -> Told:
    """Up to date within 3 months and for 3 more; paid in full counts as up to date ever after."""
    found, kept, n = grid(simulated), 0, 0
    for contract, month in _entries(30, simulated, bounds):
        later = slice(month + 1, month + 7)
        paid = np.maximum.accumulate(found["paid_in_full"][contract, later])
        good = np.maximum(found["up_to_date"][contract, later], paid) > 0
        kept += any(good[k : k + 4].all() for k in range(3))
        n += 1
    return share(kept, n)


ROUTES: dict[str, Route] = {
    "npl_rate": npl_rate,
    "npl_rate_same_age": npl_rate_same_age,
    "npl_formation_same_age": npl_formation,
    **{f"delinquency_{days}": partial(delinquency, days, "balance") for days in (30, 60, 90)},
    **{f"delinquency_{days}_count": partial(delinquency, days, "contracts") for days in (30, 60, 90)},
    "net_loss_rate": net_loss,
    "vintage_30_12m": partial(ever_late, 30),
    "vintage_90_12m": partial(ever_late, 90),
    "first_payment_default": first_payment_default,
    "ltv": loan_to_value,
    **{f"roll_rate_{bucket}": partial(roll_rate, bucket) for bucket in BUCKETS},
    "recovery_rate": recovery,
    "cure_rate": cure,
}
