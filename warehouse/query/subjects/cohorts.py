"""What customers have brought in since they joined: one cohort for each window, both followed for the same time.

This complements the life tables of the windows. It follows people, so it reaches only as far as the youngest cohort
was observed, and the older cohort lives on into the after window.
"""

from collections.abc import Iterable
from itertools import chain

import numpy as np

from analysis.intervals import IDENTITY
from analysis.lifetime_value import FLOWS, signed_terms
from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, TOO_FEW, Reason
from analysis.statistic import MINIMUM_CASES, Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import distance, months_between, select_comparable, shift
from warehouse.kpis import find
from warehouse.marts.mart import Mart
from warehouse.query import calendars, tenures
from warehouse.query.answers import CohortValue, Passport
from warehouse.query.query import check_dimensions, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import FEWEST_MONTHS, why_not_compared
from warehouse.query.subjects.lifetimes import curve_of, estimate_of
from warehouse.query.sums import Plan
from warehouse.query.tenures import TenureSums
from warehouse.snapshot.snapshots import Snapshot

FOLLOWED = 6  # months after joining that every cohort must have reached
MONEY = "net_loss_rate"  # whose months are those with complete flows of money


def cohort_value(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> CohortValue:
    """Return the cumulative margin per joined customer, not discounted, up to a tenure that every cohort has reached.

    Raises MilepostError for a dimension that does not exist.
    """
    kpi = find("clv")
    check_dimensions((), where)
    both = months_between(*before), months_between(*after)
    seen = _complete_months(snapshot)
    joined = _choose_cohorts(snapshot, both, seen)
    compared = (*joined[0], *joined[1])
    excluded = tuple(month for month in (*both[0], *both[1]) if month not in compared)
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or _why_not_joined(snapshot, before, after, joined, seen)
    if mart is None or reason is not None:
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=compared, excluded=excluded
        )
        return _nothing(joined, reason or TOO_FEW, passport)
    reach = distance(max(compared), seen[-1])
    sides = tuple(
        _sum_followed(snapshot, mart=mart, cohorts=cohorts, reach=reach, where=where, scope=scope)
        for cohorts in joined
    )
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sides[-1].sql, where=where, months=compared, excluded=excluded
    )
    numbers = [round(float(side.of("started")[0, 0])) for side in sides]
    if min(numbers) < MINIMUM_CASES:
        return _nothing(joined, TOO_FEW, passport)
    terms = snapshot.value_terms
    grown = [_cumulative(side, terms.loss_given_default)[:, : reach + 1] for side in sides]
    sizes = [np.repeat(side.by_unit("started")[:, :1], reach + 1, axis=1) for side in sides]
    change = estimate_of(grown[1][:, -1] - grown[0][:, -1], (sizes[0] + sizes[1])[:, -1], IDENTITY)
    curves = [curve_of(each, size, IDENTITY) for each, size in zip(grown, sizes, strict=True)]
    lived_on = distance(max(joined[0]), min(both[1]))
    return CohortValue(
        months_before=joined[0],
        months_after=joined[1],
        before=curves[0],
        after=curves[1],
        change=change,
        joined_before=numbers[0],
        joined_after=numbers[1],
        lived_on=lived_on,
        reason=None,
        passport=passport,
    )


def _complete_months(snapshot: Snapshot) -> tuple[str, ...]:
    kpi = find(MONEY)
    months = calendars.all_months(snapshot, kpi)
    young = calendars.young_months(snapshot, kpi, months)
    return tuple(month for month in months if month not in young)


def _choose_cohorts(
    snapshot: Snapshot, both: tuple[tuple[str, ...], tuple[str, ...]], seen: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The months of both windows whose cohorts were followed long enough, the same calendar months on each side.

    Who joined in the first months delivered may be an older customer whose earlier contracts are not loaded.
    """
    if not seen:
        return (), ()
    first, last = _first_known(snapshot, seen), shift(seen[-1], -FOLLOWED)
    young = frozenset(month for month in (*both[0], *both[1]) if not first <= month <= last)
    joined = select_comparable(*both, young)
    return tuple(joined[0]), tuple(joined[1])


def _why_not_joined(
    snapshot: Snapshot,
    before: Months,
    after: Months,
    joined: tuple[tuple[str, ...], tuple[str, ...]],
    seen: tuple[str, ...],
) -> Reason | None:
    """As any two windows; months in which nobody can be known to have joined are lost for good."""
    reason = why_not_compared(snapshot, find(MONEY), before, after, joined)
    if reason != NOT_OLD_ENOUGH or not seen:
        return reason
    first = _first_known(snapshot, seen)
    both = months_between(*before), months_between(*after)
    left = select_comparable(*both, frozenset(month for month in chain(*both) if month < first))
    return HISTORY_TOO_SHORT if min(map(len, left)) < FEWEST_MONTHS else reason


def _first_known(snapshot: Snapshot, seen: tuple[str, ...]) -> str:
    """The first month of which it is known who joined in it."""
    return shift(seen[0], snapshot.company.churn_return_months + 1)


def _sum_followed(
    snapshot: Snapshot, mart: Mart, cohorts: tuple[str, ...], reach: int, where: Filters, scope: Scope
) -> TenureSums:
    """Sums by unit and tenure of those who joined in these months, whenever they were at that tenure."""
    months = months_between(min(cohorts), shift(max(cohorts), reach))
    plan = Plan(kpi=find("clv"), mart=mart, by=(), where=where, months=months, scope=scope)
    more = f"cast(month - to_months(tenure) as date) in ({_days(cohorts)}) and tenure <= {reach}"
    (tenure_sums,) = tenures.sums_of(snapshot, (plan,), ("started", *FLOWS), more)
    return tenure_sums


def _days(months: Iterable[str]) -> str:
    return ", ".join(f"date '{month}-01'" for month in months)


def _cumulative(side: TenureSums, loss_given_default: float) -> Array:
    """Margin per joined customer by the end of each tenure [1 + units, tenures]."""
    amounts = side.with_each_left_out("started", *FLOWS)
    margin = signed_terms(amounts[:, 1:], loss_given_default).sum(axis=-2)
    joined = amounts[:, 0].sum(axis=-1, keepdims=True)
    return np.asarray(
        np.divide(np.cumsum(margin, axis=-1), joined, out=np.full(margin.shape, np.nan), where=joined > 0)
    )


def _nothing(
    joined: tuple[tuple[str, ...], tuple[str, ...]], reason: Reason, passport: Passport
) -> CohortValue:
    return CohortValue(
        months_before=joined[0],
        months_after=joined[1],
        before=None,
        after=None,
        change=None,
        joined_before=0,
        joined_after=0,
        lived_on=0,
        reason=reason,
        passport=passport,
    )
