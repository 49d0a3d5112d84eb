"""The driver tree: outcomes → originations → balance → income, funding, credit cost; applications → operating cost.

    take-up         log odds of the direct path + take_up_response × ln(approval time ÷ usual)
    applications    usual × (1 + volume_growth)^(month ÷ 12)
    originations    usual × applications ÷ usual × take-up ÷ usual
    balance         + originations − balance × (amortisation + gone bad + early leavers × leaver_balance)
    income          mean balance × (usual rate + income_rate_change ÷ 12);  funding cost alike
    credit cost     balance × gone bad × loss_per_bad_balance
    operating cost  applications × cost each × (1 − saving × automated) ÷ (1 − saving × usually automated)
                    + other operating cost
    net             income − funding − credit − operating − initiatives × cost_overrun

saving: saving_per_automated. What an application costs today has the savings of today's automation in it; hence the
divisor.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import Scenario
from analysis.scenario.outcomes import YEAR, take_up

Array = NDArray[np.float64]

MONEY = (
    "originations",
    "balance",
    "income",
    "funding_cost",
    "credit_cost",
    "operating_cost",
    "initiative_cost",
    "net",
)


def money_paths(
    scenario: Scenario, paths: dict[str, Array], usual: dict[str, Array], given: dict[str, Array]
) -> dict[str, Array]:
    """Return take-up, adjusted for approval time, and the series of MONEY, each [draws, months].

    usual: the levels that outcomes start from [draws, 1]; given: coefficients [draws].
    """
    base = scenario.baseline
    taken = take_up(
        paths["take_up_rate"],
        paths["approval_time_median"],
        usual["approval_time_median"],
        given["take_up_response"],
    )
    volume = (1 + given["volume_growth"][:, None]) ** (np.arange(1, scenario.months + 1) / YEAR)
    originations = base.originations * volume * taken / usual["take_up_rate"]
    leaving = paths["churn_rate"] * given["leaver_balance"][:, None]
    opening, closing = _balances(base.balance, originations, base.amortisation + paths["npl_rate"] + leaving)
    mean = (opening + closing) / 2
    income = mean * (base.income_rate + given["income_rate_change"][:, None] / YEAR)
    funding = mean * (base.funding_rate + given["funding_rate_change"][:, None] / YEAR)
    credit = opening * paths["npl_rate"] * given["loss_per_bad_balance"][:, None]
    saving = given["saving_per_automated"][:, None]
    left = (1 - saving * paths["automated_rate"]) / (1 - saving * usual["automated_rate"])
    operating = base.applications * volume * base.cost_per_application * left + base.other_operating_cost
    spent = given["cost_overrun"][:, None] * initiative_costs(scenario)
    net = income - funding - credit - operating - spent
    parts = (originations, closing, income, funding, credit, operating, spent, net)
    return {"take_up_rate": taken, **dict(zip(MONEY, parts, strict=True))}


def _balances(start: float, originations: Array, run_off: Array) -> tuple[Array, Array]:
    """Opening and closing balance [draws, months]; no more runs off than is there."""
    opening, closing = np.empty_like(originations), np.empty_like(originations)
    balance: Array | float = start
    for month in range(originations.shape[1]):
        opening[:, month] = balance
        balance = opening[:, month] * (1 - np.minimum(run_off[:, month], 1)) + originations[:, month]
        closing[:, month] = balance
    return opening, closing


def initiative_costs(scenario: Scenario) -> Array:
    """Return the planned cost of all initiatives [months]."""
    costs = np.zeros(scenario.months)
    for initiative in scenario.initiatives:
        costs[initiative.start :] += initiative.cost_per_month
        costs[initiative.start : initiative.start + 1] += initiative.cost_once
    return costs
