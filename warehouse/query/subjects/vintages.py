"""Vintage curves: contracts by months of origination, followed by age, and the share that has ever been late."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.results import NO_ROWS, Reason
from analysis.statistic import MINIMUM_CASES, Array
from analysis.survival import at_risk, kaplan_meier
from warehouse.contract.scope import Filters, Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.answers import Passport
from warehouse.query.calendars import all_months
from warehouse.query.query import check_dimensions, mart_for, passport_of
from warehouse.query.subjects.loan_book import last_complete_month
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

COHORT_MONTHS = (1, 3, 6, 12)
MONTH = "strftime(month, '%Y-%m') as month"


@dataclass(frozen=True, kw_only=True)
class Vintage:
    """The contracts originated from `first` to `last`, and the share that has ever been late by each age in months.

    `shares` [ages], from age 0: by product limit (Kaplan and Meier 1958); every contract, settled or not, stays at
    risk up to the age that its month of origination has reached by the last complete month end. `complete`: the number
    of ages observed of all months; later ages rest on the older months.
    """

    first: str
    last: str
    contracts: int
    shares: tuple[float, ...]
    complete: int


@dataclass(frozen=True, kw_only=True)
class Vintages:
    """Vintage curves by months of origination, oldest first."""

    cohorts: tuple[Vintage, ...]
    reason: Reason | None
    passport: Passport


def vintages(
    snapshot: Snapshot, days: Literal[30, 60, 90], most: int, anchor: str, where: Filters, scope: Scope
) -> Vintages:
    """Return curves of cohorts of 1, 3, 6 or 12 months, the shortest that make no more than `most` curves, else 12.

    One cohort begins with the month `anchor`. `days`: days past due that count as late. Left out, not drawn as flat,
    are ages past the last complete month end, and those that fewer than 30 contracts not yet late have reached.
    """
    kpi = find("vintage_90_12m")
    check_dimensions((), where)
    held, reason = mart_for(
        snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=(MARTS["originations"],)
    )
    months = all_months(snapshot, kpi)
    if held is None or reason is not None:
        return Vintages(
            cohorts=(),
            reason=reason,
            passport=passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=()),
        )
    started, sql = read_started(snapshot, days, keys=(MONTH,), months=months, where=where, scope=scope)
    passport = passport_of(
        snapshot, kpi=kpi, mart="vintage_events", sql=sql, where=where, months=months, excluded=()
    )
    end = last_complete_month(snapshot)
    followed = {m: int(n) for m, n in started.itertuples(index=False, name=None) if m <= end}
    ages = len(months_between(min(followed), end)) if followed else 0
    firsts = {month: np.zeros(ages) for month in followed}
    for month, age, count in snapshot.frame(sql).itertuples(index=False, name=None):
        if month in followed and age < len(months_between(month, end)):
            firsts[month][age] += count
    cohorts = tuple(_vintage(group, followed, firsts, end) for group in _cohorts(followed, most, anchor))
    return Vintages(cohorts=cohorts, reason=None if cohorts else NO_ROWS, passport=passport)


def read_started(
    snapshot: Snapshot,
    days: Literal[30, 60, 90],
    keys: tuple[str, ...],
    months: tuple[str, ...],
    where: Filters,
    scope: Scope,
) -> tuple[pd.DataFrame, str]:
    """Return the contracts that are followed by `keys` (SQL with names), and the SQL of when they were first late.

    Columns: the keys, contracts; of the SQL: the keys, age (months), contracts.
    """
    columns = ", ".join(keys)
    followed = snapshot.frame(
        f"select {columns}, sum(followed)::bigint as contracts "
        f"{where_clause(MARTS['originations'], where, months, scope)} "
        "group by all having sum(followed) > 0 order by all"
    )
    chosen = (*where, ("event", (f"first_{days}",)))
    sql = (
        f"select {columns}, age, sum(contracts)::bigint as contracts "
        f"{where_clause(MARTS['vintage_events'], chosen, months, scope)} group by all"
    )
    return followed, sql


def _cohorts(months: dict[str, int], most: int, anchor: str) -> list[list[str]]:
    """The months in groups of 1, 3, 6 or 12, the shortest that make no more than `most`."""
    groups: dict[int, list[str]] = {}
    for length in COHORT_MONTHS:
        groups = {}
        for month in sorted(months):
            groups.setdefault((_number(month) - _number(anchor)) // length, []).append(month)
        if len(groups) <= most:
            break
    return list(groups.values())


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])


def _vintage(months: list[str], followed: dict[str, int], firsts: dict[str, Array], end: str) -> Vintage:
    """One cohort; a month's contracts are censored at the last age it was seen at."""
    events, exits = (np.zeros(len(firsts[months[0]])) for _ in range(2))
    for month in months:
        seen = len(months_between(month, end))
        events += firsts[month]
        exits += firsts[month]
        exits[seen - 1] += followed[month] - firsts[month].sum()
    long_enough = int((at_risk(exits) >= MINIMUM_CASES).sum())
    shares = (1 - kaplan_meier(events, exits))[:long_enough]
    complete = min(long_enough, len(months_between(months[-1], end)))
    contracts = sum(followed[month] for month in months)
    return Vintage(
        first=months[0],
        last=months[-1],
        contracts=contracts,
        shares=tuple(map(float, shares)),
        complete=complete,
    )
