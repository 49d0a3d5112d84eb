"""The house: fraud, the monthly accounts, incidents and checks."""

from functools import cache, partial

import numpy as np
import pandas as pd

from tests.kit.demo_company import ACCOUNTS, Simulated, cut_off, within
from tests.kit.second_routes.record import (
    EXACT,
    ONE_BIN,
    Bounds,
    Route,
    Told,
    covered_minutes,
    in_minutes,
    is_true,
    minutes_between,
    share,
    wait,
)

SIX_MONTHS, SEVEN_MONTHS = pd.DateOffset(months=6), pd.DateOffset(months=7)


@cache
def _applications(simulated: Simulated) -> pd.DataFrame:
    """Submitted applications with the moment at which fraud was first confirmed."""
    found = simulated.true("fraud_cases").groupby("application_id", as_index=False).confirmed_at.min()
    rows = simulated.true("applications").merge(found, on="application_id", how="left")
    rows = rows[rows.submitted_at.notna()]
    return rows.assign(soon=rows.confirmed_at <= rows.funded_at + SIX_MONTHS)


def fraud_rate(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _applications(simulated)
    rows = rows[within(rows.funded_at, bounds)]
    old = rows[rows.funded_at + SIX_MONTHS <= cut_off(simulated.truth)]
    return share(old.soon.sum(), len(old))


def fraud_detection(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _applications(simulated)
    rows = rows[within(rows.submitted_at, bounds)]
    old = rows[rows.submitted_at + SEVEN_MONTHS <= cut_off(simulated.truth)]
    stopped = (old.confirmed_at.notna() & old.funded_at.isna()).sum()
    return share(stopped, stopped + old.soon.sum())


def fraud_incidents(simulated: Simulated, bounds: Bounds) -> Told:
    confirmed = within(simulated.true("fraud_cases").confirmed_at, bounds).sum()
    submitted = within(_applications(simulated).submitted_at, bounds).sum()
    return Told(value=1000 * confirmed / submitted, events=int(confirmed), n=int(submitted), within=EXACT)


@cache
def _sheet(simulated: Simulated) -> pd.DataFrame:
    """The accounts as delivered, one column each, under our names; `month`: its first day."""
    rows = simulated.raw("finance_months")
    amounts: pd.DataFrame = rows[list(ACCOUNTS)].apply(pd.to_numeric).rename(columns=ACCOUNTS)
    return amounts.assign(month=pd.to_datetime(rows["月份"]))


def _accounts(simulated: Simulated, bounds: Bounds) -> tuple[pd.Series, int]:
    """Each account's sum over a window, and how many amounts are booked in it, of all accounts."""
    rows, raw = _sheet(simulated), simulated.raw("finance_months")
    own = within(rows.month, bounds)
    booked = raw[own].drop(columns=["月份", "核算单元", "单元类型", "file"])
    return rows[own][list(ACCOUNTS.values())].sum(), int((booked != "").to_numpy().sum())


def account(name: str, simulated: Simulated, bounds: Bounds) -> Told:
    sums, _ = _accounts(simulated, bounds)
    return Told(value=sums[name], events=None, n=None, within=EXACT)


def margin(simulated: Simulated, bounds: Bounds) -> Told:
    sums, booked = _accounts(simulated, bounds)
    costs = sums.operating_cost + sums.funding_cost + sums.credit_cost
    return Told(value=(sums.revenue - costs) / sums.revenue, events=booked, n=booked, within=EXACT)


def cost_income(simulated: Simulated, bounds: Bounds) -> Told:
    sums, booked = _accounts(simulated, bounds)
    return Told(value=sums.operating_cost / sums.revenue, events=booked, n=booked, within=EXACT)


def cost_per_application(simulated: Simulated, bounds: Bounds) -> Told:
    sums, booked = _accounts(simulated, bounds)
    submitted = int(within(_applications(simulated).submitted_at, bounds).sum())
    return Told(value=sums.origination_cost / submitted, events=booked, n=submitted, within=EXACT)


def availability(simulated: Simulated, bounds: Bounds) -> Told:
    """Minutes in which a system was down, whatever it was down for, of all minutes of the agreed systems."""
    rows, systems = simulated.true("incidents"), simulated.toml["availability"]["systems"]
    rows = rows[(rows.kind == "availability") & rows.system.isin(systems)]
    first, after = (in_minutes(pd.Series([day]))[0] for day in bounds)
    begins = np.clip(in_minutes(rows.started_at), first, after)
    ends = np.clip(in_minutes(rows.restored_at.fillna(cut_off(simulated.truth))), first, after)
    down = 0.0
    for system in systems:
        own = rows.system == system
        down += covered_minutes(list(zip(begins[own], ends[own], strict=True)))
    return Told(
        value=1 - down / (len(systems) * (after - first)), events=None, n=None, within=1e-8
    )  # to a thousandth of a minute


def incident(kind: str, end: str, simulated: Simulated, bounds: Bounds) -> Told:
    """Some incidents a year: neighbouring waits lie further apart than the bins are wide."""
    rows = simulated.true("incidents")
    rows = rows[(rows.kind == kind) & ~is_true(rows.planned) & within(rows.started_at, bounds)]
    ended = rows[end].fillna(cut_off(simulated.truth))
    return wait(minutes_between(rows.started_at, ended), rows[end].notna(), 0.5, ONE_BIN)


def _checks(simulated: Simulated, bounds: Bounds) -> pd.DataFrame:
    rows = simulated.true("compliance_checks")
    return rows[within(rows.started_at, bounds)]


def check_time(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _checks(simulated, bounds)
    ended = rows.completed_at.fillna(cut_off(simulated.truth))
    return wait(minutes_between(rows.started_at, ended), rows.completed_at.notna(), 0.5, ONE_BIN)


def checks_by_machine(simulated: Simulated, bounds: Bounds) -> Told:
    rows = _checks(simulated, bounds)
    return share((rows.done_by == "system").sum(), (rows.done_by != "").sum())


ROUTES: dict[str, Route] = {
    "fraud_rate": fraud_rate,
    "fraud_detection_rate": fraud_detection,
    "fraud_incidents": fraud_incidents,
    **{name: partial(account, name) for name in ("revenue", "operating_cost", "it_cost")},
    "margin": margin,
    "cost_income_ratio": cost_income,
    "cost_per_application": cost_per_application,
    "availability": availability,
    "availability_restore_median": partial(incident, "availability", "restored_at"),
    "availability_detect_median": partial(incident, "availability", "detected_at"),
    "availability_acknowledge_median": partial(incident, "availability", "acknowledged_at"),
    "security_restore_median": partial(incident, "security", "restored_at"),
    "compliance_check_median": check_time,
    "compliance_automated_rate": checks_by_machine,
}
