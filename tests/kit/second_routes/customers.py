"""Relationships and what they bring in, from contracts, month ends and customers."""

from functools import cache

import numpy as np
import pandas as pd

from analysis.lifetime_value import FEWEST_AT_RISK
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
BAD = ("substandard", "doubtful", "loss")
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


def _reference(simulated: Simulated, follow_up_months: int) -> list[int]:
    """Months of both windows that were seen for so long after their end."""
    windows = (simulated.truth[name] for name in ("before", "after"))
    months = [
        pd.Period(month, "M") for first, last in windows for month in pd.period_range(first, last, freq="M")
    ]
    return [m.year * 12 + m.month for m in months if m + follow_up_months <= LAST_MONTH]


@cache
def chance_of_leaving(simulated: Simulated) -> tuple[np.ndarray, float]:
    """By tenure; and 12 × the reference's own rate."""
    spells, months = relationships(simulated), _reference(simulated, RETURN_MONTHS)
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
    ages = rows[rows.month.isin(_reference(simulated, 0))].groupby("age")[["held", "settled"]].sum()
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


AMOUNTS = ["interest_income", "fee_income", "funding_cost", "servicing_cost"]
AMOUNTS += ["charged_off_amount", "recovered_amount", "npl_start", "npl_end"]


@cache
def money(simulated: Simulated) -> pd.DataFrame:
    """Amounts by month, tenure and region of the relationship, from month ends of contracts not sold by then."""
    own = contracts(simulated).set_index("loan")
    rows = simulated.true("loan_months")
    rows = rows.assign(month=month_numbers(rows.month_end), began=rows.loan_id.map(own.start))
    rows = rows.assign(customer=rows.loan_id.map(own.customer), why=rows.loan_id.map(own.why))
    rows = rows[(rows.why != "transferred") | (rows.month < rows.loan_id.map(own.end))]
    rows = rows[rows.began.notna()].astype({"began": int})
    spells = relationships(simulated)[["customer", "region", "start", "origin"]]
    spells = spells.astype({"start": int}).sort_values("start")
    rows = pd.merge_asof(rows.sort_values("began"), spells, left_on="began", right_on="start", by="customer")
    rows["npl_end"] = rows.balance.where(rows.classification.isin(BAD), 0.0)
    sold_next = (rows.why == "transferred") & (rows.month + 1 == rows.loan_id.map(own.end))
    opened = rows[~sold_next][["month", "region", "origin", "npl_end"]].rename(
        columns={"npl_end": "npl_start"}
    )
    both = pd.concat([rows, opened.assign(month=opened.month + 1)])
    both["tenure"] = (both.month - both.origin).clip(upper=LONGEST)
    # the bad balance that the first month opened with is not known, so it is no change there
    both.loc[both.month == FIRST, ["npl_start", "npl_end"]] = 0.0
    return both.groupby(["month", "tenure", "region"])[AMOUNTS].sum()


def money_by_tenure(simulated: Simulated) -> pd.DataFrame:
    """Amounts by month and tenure of the relationship."""
    return money(simulated).groupby(["month", "tenure"]).sum()


def loss_given_default(simulated: Simulated) -> float:
    """1 − recovered ÷ charged off, over contracts charged off at least two years before the last month end."""
    rows = simulated.true("loan_months")
    lost = rows[rows.charged_off_amount > 0]
    first = lost.groupby("loan_id").month_end.min()
    old = first.index[first <= rows.month_end.max() - pd.DateOffset(months=24)]
    amounts = rows[rows.loan_id.isin(old)][["charged_off_amount", "recovered_amount"]].sum()
    return float(1 - amounts.recovered_amount / amounts.charged_off_amount)


def _observed_tenures(simulated: Simulated) -> int:
    """From 0 on, how many tenures have 100 relationship-months in both windows."""
    months, sides = _reference(simulated, RETURN_MONTHS), []
    for name in ("before", "after"):
        first, last = (pd.Timestamp(month) for month in simulated.truth[name])
        own = [m for m in months if first.year * 12 + first.month <= m <= last.year * 12 + last.month]
        spells = relationships(simulated)
        sides.append(sum(by_tenure(spells, month, can_end(spells, month)) for month in own))
    enough = (np.asarray(sides) >= FEWEST_AT_RISK).all(axis=0)
    return int(np.argmin(enough))


def _value(simulated: Simulated, bounds: Bounds) -> float:
    """Σ survival × margin × discount over the observed tenures, by a plain loop."""
    exposed, ended = life_table(simulated, bounds)
    amounts = money_by_tenure(simulated)
    amounts = amounts[amounts.index.get_level_values("month").isin(numbers(bounds))].groupby("tenure").sum()
    settings, loss = simulated.toml["clv"], loss_given_default(simulated)
    value, staying = 0.0, 1.0
    for k in range(min(_observed_tenures(simulated), settings["horizon_months"])):
        row = amounts.loc[k]
        credit = row.charged_off_amount - row.recovered_amount + loss * (row.npl_end - row.npl_start)
        margin = row.interest_income + row.fee_income - row.funding_cost - row.servicing_cost - credit
        value += staying * margin / exposed[k] * (1 + settings["annual_discount_rate"]) ** (-(k + 0.5) / 12)
        staying *= 1 - ended[k] / exposed[k]
    return value


def lifetime_value(simulated: Simulated, bounds: Bounds) -> Told:
    return Told(value=_value(simulated, bounds), events=None, n=None, within=EXACT)


def value_to_cost(simulated: Simulated, bounds: Bounds) -> Told:
    """÷ what a customer won in the window cost: a first relationship, where the cost is known."""
    customers = simulated.true("customers").set_index("customer_id")
    spells = relationships(simulated)
    won = spells[spells.start.isin(numbers(bounds))]
    joined = month_numbers(won.customer.map(customers.joined_on))
    cost = won.customer.map(customers.acquisition_cost)[joined.isna() | (joined == won.start)].dropna()
    return Told(value=_value(simulated, bounds) / cost.mean(), events=None, n=None, within=EXACT)


ROUTES: dict[str, Route] = {
    "churn_rate": churn,
    "churn_rate_crude": churn_crude,
    "retention_12m": retention,
    "early_settlement_rate": early_settlement,
    "early_settlement_rate_crude": early_settlement_crude,
    "repeat_finance_rate": repeat_finance,
    "clv": lifetime_value,
    "clv_to_cac": value_to_cost,
}
