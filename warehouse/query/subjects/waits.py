"""How waits end over time, and the work in them by stage, for the approval page."""

from bisect import bisect_right
from itertools import chain

import numpy as np
import pandas as pd

from analysis import survival
from analysis.results import NO_ROWS, NOT_DEFINED, TOO_FEW, needs_column
from analysis.statistic import MINIMUM_CASES, Array
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between, select_comparable
from warehouse.kpis import find
from warehouse.kpis.record import Kpi, Quantile
from warehouse.marts.families import MARTS
from warehouse.query import calendars, sums
from warehouse.query.answers import Distribution, Stage, StageWork
from warehouse.query.query import check_dimensions, kpi_marts, mart_for, old_enough_months, passport_of
from warehouse.query.shortage import why_no_months
from warehouse.snapshot.snapshots import Snapshot

NO_ENDS = needs_column("application_events.ended_at")  # of the steps that are asked for


def distribution(
    snapshot: Snapshot, kpi_code: str, window: Months, beside: Months | None, where: Filters, scope: Scope
) -> Distribution:
    """Return how the waits of a waiting-time KPI end over time, by ending, in the old enough months of a window.

    With fewer cases than a value needs there is no curve. `beside`: another window shown beside it; calendar months
    that are too young there are left out here, too.
    Raises MilepostError for a KPI or dimension that does not exist.
    """
    kpi = find(kpi_code)
    check_dimensions((), where)
    months, excluded = _months_beside(snapshot, kpi, window, beside)
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    if excluded and not months:
        reason = reason or why_no_months(snapshot, kpi, window)
    bins = tuple(float(edge) for edge in snapshot.edges[1:])
    formula = kpi.formula
    if mart is None or reason is not None or not isinstance(formula, Quantile):
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=excluded
        )
        return Distribution(
            months=months, to_minutes=bins, shares=(), n=0, reason=reason or NOT_DEFINED, passport=passport
        )
    plan = sums.Plan(kpi=kpi, mart=mart, by=(), where=where, months=months, scope=scope)
    by_ending, sql = _histograms_by_ending(snapshot, plan, formula)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=months, excluded=excluded
    )
    exits = sum(by_ending.values(), np.zeros(len(bins)))
    endings = [ending for ending in (*formula.events, *formula.censored) if ending != "open"]
    cases = round(float(exits.sum()))
    if cases < MINIMUM_CASES:
        return Distribution(
            months=months,
            to_minutes=bins,
            shares=(),
            n=cases,
            reason=TOO_FEW if cases else NO_ROWS,
            passport=passport,
        )
    events = np.array([by_ending.get(ending, np.zeros(len(bins))) for ending in endings])
    shares = survival.cumulative_incidence(events, exits)
    named = tuple((ending, tuple(map(float, share))) for ending, share in zip(endings, shares, strict=True))
    return Distribution(months=months, to_minutes=bins, shares=named, n=cases, reason=None, passport=passport)


def stages(
    snapshot: Snapshot, window: Months, beside: Months | None, where: Filters, scope: Scope
) -> StageWork:
    """Return the work by stage, per application, in the old enough months of a window.

    With fewer applications whose steps have ends than a value needs, there are no stages. `beside` as in
    `distribution`.
    Raises MilepostError for a dimension that does not exist.
    """
    kpi = find("touch_time_mean")
    check_dimensions((), where)
    months, excluded = _months_beside(snapshot, kpi, window, beside)
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=(MARTS["stage_work"],))
    if excluded and not months:
        reason = reason or why_no_months(snapshot, kpi, window)
    if mart is None or reason is not None:
        passport = passport_of(
            snapshot, kpi=kpi, mart="", sql="", where=where, months=months, excluded=excluded
        )
        return StageWork(months=months, stages=(), n=0, reason=reason, passport=passport)
    rows, cases, timed, sql = _stage_sums(snapshot, where, months, scope)
    passport = passport_of(
        snapshot, kpi=kpi, mart=mart.name, sql=sql, where=where, months=months, excluded=excluded
    )
    if timed < MINIMUM_CASES:
        return StageWork(
            months=months,
            stages=(),
            n=timed,
            reason=TOO_FEW if timed else NO_ENDS if cases else NO_ROWS,
            passport=passport,
        )
    work = tuple(
        Stage(
            stage=stage,
            resource_kind=kind,
            visits=visits / cases,
            touch_minutes=touch / timed,
            queue_minutes=queue / cases if queued else None,
        )
        for stage, kind, visits, queued, queue, touch in rows.itertuples(index=False, name=None)
    )
    return StageWork(months=months, stages=work, n=cases, reason=None, passport=passport)


def _months_beside(
    snapshot: Snapshot, kpi: Kpi, window: Months, beside: Months | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The months of a window to be shown beside another one, and those left out."""
    if beside is None:
        return old_enough_months(snapshot, kpi, window)
    both = months_between(*window), months_between(*beside)
    months, _ = select_comparable(*both, calendars.young_months(snapshot, kpi, chain(*both)))
    return tuple(months), tuple(month for month in both[0] if month not in months)


def _histograms_by_ending(
    snapshot: Snapshot, plan: sums.Plan, formula: Quantile
) -> tuple[dict[str, Array], str]:
    """Cases per bin [bins] by the ending of the wait, of those endings that take part in the KPI; and the SQL."""
    chosen = (*plan.where, *plan.kpi.rows, ("ending", (*formula.events, *formula.censored)))
    where = sums.where_clause(plan.mart, chosen, plan.months, plan.scope)
    sql = f"select ending, bin, sum({formula.weight}) as n {where} group by all"
    frame = snapshot.frame(sql)
    histograms = {ending: np.zeros(len(snapshot.edges) - 1) for ending in frame.ending.unique()}
    for ending, rows in frame.groupby("ending"):
        histograms[str(ending)][rows.bin] = rows.n
    return histograms, sql


def _stage_sums(
    snapshot: Snapshot, where: Filters, months: tuple[str, ...], scope: Scope
) -> tuple[pd.DataFrame, int, int, str]:
    """The work per stage and kind of resource, the applications with work, those whose steps have ends, and the SQL.

    Columns: stage, resource_kind, visits, queued_visits, queue_minutes, touch_minutes.
    """
    measures = ", ".join(
        f"sum({m}) as {m}" for m in ("visits", "queued_visits", "queue_minutes", "touch_minutes")
    )
    stages = sums.where_clause(MARTS["stage_work"], where, months, scope)
    sql = f"select stage, resource_kind, {measures} {stages} group by all order by touch_minutes desc, stage"
    work = sums.where_clause(MARTS["application_work"], where, months, scope)
    counts = "coalesce(sum(cases), 0) as cases, coalesce(sum(timed_cases), 0) as timed"
    row = snapshot.frame(f"select {counts} {work}").iloc[0]
    return snapshot.frame(sql), int(row.cases), int(row.timed), sql


# What the reader may choose → the endings whose shares are summed.
ENDINGS: dict[str, tuple[str, ...]] = {
    "decided_all": ("approved", "declined", "decided"),
    "approved": ("approved",),
    "declined": ("declined",),
    "gave_up": ("withdrawn", "expired"),
}


def share_at(curve: Distribution, ending: str, minutes: float) -> float:
    """Return the share of waits that ended in this way by `minutes` after submission (a step function of the bins)."""
    place = bisect_right(curve.to_minutes, minutes) - 1
    return 0.0 if place < 0 else shares_of(curve, ending)[place]


def shares_of(curve: Distribution, ending: str) -> list[float]:
    """Return the share of waits that ended in this way by the upper limit of each bin [bins]; `ending`: see ENDINGS."""
    parts = [shares for name, shares in curve.shares if name in ENDINGS[ending]]
    return [sum(shares) for shares in zip(*parts, strict=True)] or [0.0] * len(curve.to_minutes)
