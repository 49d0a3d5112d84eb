"""Contracts originated in the before and in the after window, followed by age: ever late, with intervals."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.intervals import LOGIT
from analysis.results import NO_ROWS, TOO_FEW, Reason
from analysis.statistic import MINIMUM_CASES, Array
from analysis.survival import at_risk, kaplan_meier
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.answers import Curve, Passport
from warehouse.query.query import check_dimensions, mart_for, passport_of
from warehouse.query.subjects.lifetimes import curve_of
from warehouse.query.subjects.loan_book import last_complete_month
from warehouse.query.subjects.vintages import MONTH, read_started
from warehouse.query.sums import unit_dimensions
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class PooledVintage:
    """All contracts originated in a window: the share that has ever been late by each age, as in `Vintage`.

    `curve` [ages] reaches as far as 30 contracts not yet late do; None, and a reason, where there are too few.
    `complete`: the number of ages that all months of the window have reached; `mostly`: that half of them have.
    """

    months: tuple[str, ...]
    contracts: int
    curve: Curve | None
    complete: int
    mostly: int
    reason: Reason | None
    passport: Passport


def follow_windows(
    snapshot: Snapshot, days: Literal[30, 60, 90], before: Months, after: Months, where: Filters, scope: Scope
) -> tuple[PooledVintage, PooledVintage]:
    """Return the curve of the contracts of each window, with jackknife intervals over units (statistics §8).

    `days`: days past due that count as late. Raises MilepostError for a dimension that does not exist.
    """
    first, second = (_follow(snapshot, days, window, where, scope) for window in (before, after))
    return first, second


def _follow(
    snapshot: Snapshot, days: Literal[30, 60, 90], window: Months, where: Filters, scope: Scope
) -> PooledVintage:
    kpi, mart = find("vintage_90_12m"), MARTS["originations"]
    check_dimensions((), where)
    end = last_complete_month(snapshot)
    months = tuple(month for month in months_between(*window) if month <= end)
    held, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=(mart,))
    if held is None or reason is not None:
        nothing = passport_of(snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=())
        return _say_why(months, 0, reason or NO_ROWS, nothing)
    unit = unit_dimensions(snapshot, mart)[0] or "''"
    keys = (f"{unit} as unit", MONTH)
    followed, sql = read_started(snapshot, days, keys=keys, months=months, where=where, scope=scope)
    passport = passport_of(
        snapshot, kpi=kpi, mart="vintage_events", sql=sql, where=where, months=months, excluded=()
    )
    contracts = int(followed.contracts.sum())
    if contracts < MINIMUM_CASES:
        return _say_why(months, contracts, TOO_FEW if contracts else NO_ROWS, passport)
    units = sorted({str(code) for code in followed.unit})
    ages = len(months_between(months[0], end))
    events, left = np.zeros((2, len(units), ages))
    for code, month, age, count in snapshot.frame(sql).itertuples(index=False, name=None):
        seen = len(months_between(month, end))
        if str(code) in units and age < seen:
            events[units.index(str(code)), age] += count
            left[units.index(str(code)), seen - 1] -= count  # is not censored at the last age seen
    for code, month, count in followed.itertuples(index=False, name=None):
        left[units.index(str(code)), len(months_between(month, end)) - 1] += count
    return _draw_up(
        months, end=end, events=events, exits=events + left, contracts=contracts, passport=passport
    )


def _draw_up(
    months: tuple[str, ...], end: str, events: Array, exits: Array, contracts: int, passport: Passport
) -> PooledVintage:
    """The curve from events and exits of each unit [units, ages]."""
    totals = [np.concatenate((sums.sum(axis=0)[None], sums.sum(axis=0) - sums)) for sums in (events, exits)]
    reach = int((at_risk(totals[1][0]) >= MINIMUM_CASES).sum())
    shares = 1 - kaplan_meier(*totals)
    return PooledVintage(
        months=months,
        contracts=contracts,
        curve=curve_of(shares[:, :reach], at_risk(exits)[:, :reach], LOGIT),
        complete=min(reach, len(months_between(months[-1], end))),
        mostly=min(reach, len(months_between(months[(len(months) - 1) // 2], end))),
        reason=None,
        passport=passport,
    )


def _say_why(months: tuple[str, ...], contracts: int, reason: Reason, passport: Passport) -> PooledVintage:
    return PooledVintage(
        months=months,
        contracts=contracts,
        curve=None,
        complete=0,
        mostly=0,
        reason=reason,
        passport=passport,
    )
