"""How much of a KPI's change is due to mix, and how much happened within it (statistics §7).

Defined for ratios and for quantiles of waits. The stock NPL rate is split as its rate at equal age, because the age of
the book has a split of its own (`warehouse.query.subjects.npl_split`); churn is at equal tenure already.
"""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from analysis.intervals import MINIMUM_UNITS, effective_units
from analysis.mix import Codes
from analysis.mix_estimates import Cases, Mixed, Splittable, mix_of_units, of_quantile, of_ratio
from analysis.results import NO_ROWS, NOT_DEFINED, TOO_FEW, Reason
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.kpis.record import Kpi, Quantile, Ratio, statistic_of
from warehouse.query import sums
from warehouse.query.answers import Passport
from warehouse.query.groups import Members
from warehouse.query.kpi_sums import by_members
from warehouse.query.query import check_dimensions, comparable_months, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_not_compared
from warehouse.snapshot.snapshots import Snapshot

# A partner is too fine: nearly every cell would be on one side only.
DIMENSIONS = ("product", "channel", "region", "score_band", "segment")
SPLIT_AS = {"npl_rate": "npl_rate_same_age"}


@dataclass(frozen=True, kw_only=True)
class MixAnswer:
    """The mix of a change, or the reason why it cannot be computed.

    `kpi`: the KPI that was split (`SPLIT_AS`). `mixed`: None if there is a `reason`. `n`: cases before and after.
    """

    kpi: str
    mixed: Mixed | None
    n: tuple[int, int]
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    reason: Reason | None
    passport: Passport


def has_mix(kpi: Kpi) -> bool:
    """Return whether the KPI has a mix: quantiles of waits and ratios do, except ratios of amounts."""
    ratio = isinstance(kpi.formula, Ratio) and kpi.formula.counts != "amounts"
    return ratio or isinstance(kpi.formula, Quantile)


def dimensions_of(snapshot: Snapshot, kpi_code: str, where: Filters, scope: Scope) -> tuple[str, ...]:
    """Return the dimensions to split a KPI by: those of its mart with several members within these filters."""
    kpi = find(SPLIT_AS.get(kpi_code, kpi_code))
    mart, _ = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    if mart is None:
        return ()
    chosen = dict(where)
    return tuple(
        d for d in DIMENSIONS if d in mart.dimensions and len(chosen.get(d, snapshot.members(d))) > 1
    )


def mix_of(
    snapshot: Snapshot,
    kpi_code: str,
    before: Months,
    after: Months,
    dims: tuple[str, ...],
    where: Filters,
    scope: Scope,
) -> MixAnswer:
    """Split the change of a KPI into mix, by each of `dims`, and the change within the mix (statistics §7).

    The months are those that `warehouse.query.query.compare` compares.
    Raises MilepostError for a KPI or dimension that does not exist.
    """
    kpi = find(SPLIT_AS.get(kpi_code, kpi_code))
    check_dimensions(dims, where)
    months = comparable_months(snapshot, kpi, before, after)
    both = (*months_between(*before), *months_between(*after))
    compared = tuple(chain(*months))
    excluded = tuple(month for month in both if month not in compared)
    mart, reason = mart_for(snapshot, kpi=kpi, by=dims, where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or why_not_compared(snapshot, kpi, before, after, months)
    if not has_mix(kpi):
        reason = reason or NOT_DEFINED
    if mart is None or reason is not None:
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=compared, excluded=excluded
        )
        return MixAnswer(
            kpi=kpi.code,
            mixed=None,
            n=(0, 0),
            months_before=months[0],
            months_after=months[1],
            reason=reason or NO_ROWS,
            passport=passport,
        )
    plans = tuple(
        sums.Plan(kpi=kpi, mart=mart, by=dims, where=where, months=side, scope=scope) for side in months
    )
    splittable = _make_splittable(snapshot, kpi)
    cases, sql = _cases(snapshot, plans, splittable)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=compared, excluded=excluded
    )
    first, second = (round(float(n)) for n in splittable.statistic.cases(cases.sums.sum(axis=1)))
    few = min(first, second) < splittable.statistic.minimum_cases
    mixed = TOO_FEW if few else mix_of_units(splittable, cases)
    if isinstance(mixed, Reason):
        return MixAnswer(
            kpi=kpi.code,
            mixed=None,
            n=(first, second),
            months_before=months[0],
            months_after=months[1],
            reason=mixed,
            passport=passport,
        )
    return MixAnswer(
        kpi=kpi.code,
        mixed=mixed,
        n=(first, second),
        months_before=months[0],
        months_after=months[1],
        reason=None,
        passport=passport,
    )


def _make_splittable(snapshot: Snapshot, kpi: Kpi) -> Splittable:
    statistic = statistic_of(kpi, snapshot.edges, snapshot.value_terms)
    if isinstance(kpi.formula, Quantile):
        return of_quantile(statistic, snapshot.edges, kpi.formula.share)
    return of_ratio(statistic)


def _cases(snapshot: Snapshot, plans: tuple[sums.Plan, ...], kpi: Splittable) -> tuple[Cases, str]:
    """Sums by all dimensions and unit, and the SQL; the finer unit where there are too few of the roll-out unit."""
    dims = plans[0].by
    candidates: list[tuple[Cases, str]] = []
    for unit in sums.unit_dimensions(snapshot, plans[0].mart):
        by = dims if unit in ("", *dims) else (*dims, unit)
        members, sides, sql = by_members(snapshot, tuple(replace(plan, by=by) for plan in plans))
        codes = _codes(members, len(by))
        units = codes[:, by.index(unit)] if unit else np.zeros(len(members), dtype=np.int64)
        cases = Cases(sums=np.stack(sides), dims=codes[:, : len(dims)], names=dims, units=units)
        candidates.append((cases, sql))
        sizes = np.bincount(units, kpi.statistic.cases(cases.sums).sum(axis=0)).astype(float)
        if effective_units(sizes) >= MINIMUM_UNITS:
            return candidates[-1]
    return candidates[0]


def _codes(members: list[Members], columns: int) -> Codes:
    """Codes from 0 [rows, columns] of the members, in their order."""
    codes = np.zeros((len(members), columns), dtype=np.int64)
    for place, column in enumerate(zip(*members, strict=True)):
        codes[:, place] = np.unique(column, return_inverse=True)[1]
    return codes
