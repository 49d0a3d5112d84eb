"""What relationships bring in and are worth, from month ends of their contracts."""

from functools import cache

import numpy as np
import pandas as pd

from analysis.lifetime_value import FEWEST_AT_RISK
from tests.kit.demo_company import Simulated
from tests.kit.second_routes.customers import (
    FIRST,
    LONGEST,
    RETURN_MONTHS,
    by_tenure,
    can_end,
    contracts,
    life_table,
    numbers,
    reference_months,
    relationships,
)
from tests.kit.second_routes.record import EXACT, Bounds, Route, Told, month_numbers

BAD = ("substandard", "doubtful", "loss")
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
    months, sides = reference_months(simulated, RETURN_MONTHS), []
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
    "clv": lifetime_value,
    "clv_to_cac": value_to_cost,
}
