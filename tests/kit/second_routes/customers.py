"""Relationships, how they end and begin again, from contracts and customers."""

from functools import cache

import numpy as np
import pandas as pd

from tests.kit.demo_company import Simulated
from tests.kit.second_routes.record import (
    EXACT,
    FIRST_MONTH,
    LAST_MONTH,
    Bounds,
    Route,
    Told,
    month_numbers,
    share,
)

EARLY = ("early_settled", "refinanced_away")
RETURN_MONTHS, REPEAT_MONTHS = 3, 12
LONGEST = 120  # the tenure that holds the longer ones, too
STILL_THERE = 10**6
FIRST, LAST = (month.year * 12 + month.month for month in (FIRST_MONTH, LAST_MONTH))


def numbers(bounds: Bounds) -> range:
    """The months of a window as months since the year 0."""
    first, after = (day.year * 12 + day.month for day in bounds)
    return range(first, after)


@cache
def contracts(simulated: Simulated) -> pd.DataFrame:
    """Contracts that were not cancelled: customer, start, end (months since the year 0), why it ended."""
    rows = simulated.true("loans")
    rows = rows[rows.close_reason != "cancelled"].sort_values(["customer_id", "disbursed_on", "loan_id"])
    sold = rows.transferred_on.notna()
    return pd.DataFrame(
        {
            "loan": rows.loan_id,
            "customer": rows.customer_id,
            "region": rows.region,
            "start": month_numbers(rows.disbursed_on),
            "end": month_numbers(rows.transferred_on.where(sold, rows.closed_on)).fillna(STILL_THERE),
            "why": rows.close_reason.where(~sold, "transferred"),
        }
    )


@cache
def relationships(simulated: Simulated) -> pd.DataFrame:
    """One row per relationship: start, last and origin as months since the year 0; left early, gone (not only sold).

    Tenure counts from joining where the customer's older contracts cannot be seen.
    """
    rows = contracts(simulated)
    held = rows.groupby("customer").end.cummax().groupby(rows.customer).shift()
    rows = rows.assign(spell=(held.isna() | (rows.start > held + RETURN_MONTHS)).cumsum())
    at_the_end = rows.end == rows.groupby("spell").end.transform("max")
    rows = rows.assign(early=rows.why.isin(EARLY) & at_the_end, gone=(rows.why != "transferred") & at_the_end)
    spells = rows.groupby("spell").agg(
        customer=("customer", "first"),
        region=("region", "first"),
        start=("start", "min"),
        last=("end", "max"),
        early=("early", "any"),
        gone=("gone", "any"),
    )
    joined = month_numbers(
        spells.customer.map(simulated.true("customers").set_index("customer_id").joined_on)
    )
    unseen = ~spells.customer.duplicated() & (spells.start <= FIRST + RETURN_MONTHS)
    return spells.assign(origin=joined.where(unseen & (joined < spells.start), spells.start))


def at_risk(spells: pd.DataFrame, month: int) -> pd.Series:
    """Relationships that a month opens with."""
    return (spells.start < month) & (spells["last"] >= month)


def left_early(spells: pd.DataFrame, month: int) -> pd.Series:
    """Relationships that end early in the month."""
    return spells.early & (spells["last"] == month)


def can_end(spells: pd.DataFrame, month: int) -> pd.Series:
    """Who can end in a month: at risk, or in the month of the start."""
    return at_risk(spells, month) | ((spells.start == month) & (spells.origin == month))


def by_tenure(spells: pd.DataFrame, month: int, rows: pd.Series) -> np.ndarray:
    tenures = (month - spells.origin[rows]).clip(upper=LONGEST).astype(int)
    return np.bincount(tenures, minlength=LONGEST + 1).astype(float)


def _pooled(exposed: np.ndarray, events: np.ndarray) -> np.ndarray:
    """The rate of each age; ages of under 200 are joined to the next, the oldest to the one before.

    Ages that do not occur have the rate of the nearest younger one.
    """
    seen = np.flatnonzero(exposed)
    pools, held = [0], exposed[seen[0]]
    for size in exposed[seen[1:]]:
        full = held >= 200
        pools.append(pools[-1] + int(full))
        held = size if full else held + size
    if held < 200:
        pools = [min(pool, pools[-1] - 1) for pool in pools]
    rates = np.bincount(pools, events[seen]) / np.bincount(pools, exposed[seen])
    every = pd.Series(rates[pools], seen).reindex(range(len(exposed)))
    return every.ffill().fillna(0).to_numpy()


def reference_months(simulated: Simulated, follow_up_months: int) -> list[int]:
    """Months of both windows that were seen for so long after their end."""
    windows = (simulated.truth[name] for name in ("before", "after"))
    months = [
        pd.Period(month, "M") for first, last in windows for month in pd.period_range(first, last, freq="M")
    ]
    return [m.year * 12 + m.month for m in months if m + follow_up_months <= LAST_MONTH]


@cache
def chance_of_leaving(simulated: Simulated) -> tuple[np.ndarray, float]:
    """By tenure; and 12 × the reference's own rate."""
    spells, months = relationships(simulated), reference_months(simulated, RETURN_MONTHS)
    exposed = sum(by_tenure(spells, month, can_end(spells, month)) for month in months)
    left = sum(by_tenure(spells, month, left_early(spells, month)) for month in months)
    risk = sum(at_risk(spells, month).sum() for month in months)
    return _pooled(np.asarray(exposed), np.asarray(left)), 12 * np.sum(left) / risk


def churn(simulated: Simulated, bounds: Bounds) -> Told:
    spells, months = relationships(simulated), numbers(bounds)
    chance, scale = chance_of_leaving(simulated)
    left = int(sum(left_early(spells, month).sum() for month in months))
    expected = sum(by_tenure(spells, month, can_end(spells, month)) @ chance for month in months)
    risk = sum(at_risk(spells, month).sum() for month in months)
    return Told(value=scale * left / expected, events=left, n=round(risk / len(months)), within=EXACT)


def churn_crude(simulated: Simulated, bounds: Bounds) -> Told:
    spells, months = relationships(simulated), numbers(bounds)
    left = int(sum(left_early(spells, month).sum() for month in months))
    risk = sum(at_risk(spells, month).sum() for month in months)
    return Told(value=12 * left / risk, events=left, n=round(risk / len(months)), within=EXACT)


@cache
def life_table(simulated: Simulated, bounds: Bounds) -> tuple[np.ndarray, np.ndarray]:
    """(exposed, ended for whatever reason but sale) by tenure of the months of a window."""
    spells, months = relationships(simulated), numbers(bounds)
    exposed = sum(by_tenure(spells, month, can_end(spells, month)) for month in months)
    gone = [spells.gone & (spells["last"] == month) for month in months]
    ended = sum(by_tenure(spells, month, rows) for month, rows in zip(months, gone, strict=True))
    return np.asarray(exposed), np.asarray(ended)


def retention(simulated: Simulated, bounds: Bounds) -> Told:
    exposed, ended = (rows[:12] for rows in life_table(simulated, bounds))
    n = round(exposed.sum() / len(numbers(bounds)))
    return Told(value=float(np.prod(1 - ended / exposed)), events=int(ended.sum()), n=n, within=EXACT)


@cache
def _held(simulated: Simulated) -> pd.DataFrame:
    """Contracts by month and age: on book a month earlier, settled early."""
    rows, found = contracts(simulated), []
    for month in range(FIRST, LAST + 1):
        own = rows[(rows.start < month) & (rows.end >= month)]
        settled = own.why.isin(EARLY) & (own.end == month)
        found.append(pd.DataFrame({"month": month, "age": month - own.start, "held": 1, "settled": settled}))
    return pd.concat(found).groupby(["month", "age"], as_index=False).sum()


def early_settlement(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _held(simulated)
    ages = rows[rows.month.isin(reference_months(simulated, 0))].groupby("age")[["held", "settled"]].sum()
    ages = ages.reindex(range(rows.age.max() + 1), fill_value=0)
    chance = _pooled(ages.held.to_numpy(float), ages.settled.to_numpy(float))
    scale = 12 * ages.settled.sum() / ages.held.sum()
    rows = rows[rows.month.isin(numbers(bounds))]
    expected = (rows.held * chance[rows.age]).sum()
    n = round(rows.held.sum() / len(numbers(bounds)))
    return Told(
        value=scale * rows.settled.sum() / expected, events=int(rows.settled.sum()), n=n, within=EXACT
    )


def early_settlement_crude(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _held(simulated)
    rows = rows[rows.month.isin(numbers(bounds))]
    n = round(rows.held.sum() / len(numbers(bounds)))
    return Told(
        value=12 * rows.settled.sum() / rows.held.sum(), events=int(rows.settled.sum()), n=n, within=EXACT
    )


def repeat_finance(simulated: Simulated, bounds: Bounds) -> Told:
    """Contracts matured or settled, one per customer and month: did the customer open another one about then?"""
    rows, months = contracts(simulated), numbers(bounds)
    ended = rows[rows.why.isin(("matured", *EARLY)) & rows.end.isin(months)]
    starts = {
        customer: list(zip(own.loan, own.start, strict=True)) for customer, own in rows.groupby("customer")
    }
    decisions: dict[tuple[str, int], bool] = {}
    for loan, customer, end in zip(ended.loan, ended.customer, ended.end, strict=True):
        again = any(
            other != loan and end - RETURN_MONTHS <= start <= end + REPEAT_MONTHS
            for other, start in starts[customer]
        )
        decisions[customer, end] = decisions.get((customer, end), False) or again
    return share(sum(decisions.values()), len(decisions))


ROUTES: dict[str, Route] = {
    "churn_rate": churn,
    "churn_rate_crude": churn_crude,
    "retention_12m": retention,
    "early_settlement_rate": early_settlement,
    "early_settlement_rate_crude": early_settlement_crude,
    "repeat_finance_rate": repeat_finance,
}
