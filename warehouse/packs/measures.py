"""Measures of a pack, computed from the marts: sums of the partner, values of the others."""

from dataclasses import dataclass, replace

import numpy as np

from analysis import intervals
from analysis.measure import compare_each, measure
from analysis.results import HISTORY_TOO_SHORT, NO_ROWS, NOT_OLD_ENOUGH, Estimate, Reason
from analysis.statistic import MINIMUM_CASES, Array
from warehouse.contract.scope import Scope
from warehouse.contract.windows import months_between
from warehouse.kpis.record import Kpi, Ratio, statistic_of
from warehouse.marts.mart import Mart
from warehouse.packs import disclosure
from warehouse.packs.disclosure import NO_EDGES, Counts, Edges
from warehouse.packs.quarters import Months, Spans
from warehouse.packs.records import Cell, Span
from warehouse.query import sums
from warehouse.query.kpi_sums import by_members
from warehouse.query.shortage import why_month
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A measure as taken: cells, the band of the others, how many are behind it, and their rate together."""

    cells: list[Cell]
    edges: Edges
    behind: int
    usual: float | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One measure of some partners; `others`: partners of the same kind, `spans`: the quarters to report."""

    snapshot: Snapshot
    code: str
    kpi: Kpi
    mart: Mart
    partners: tuple[str, ...]
    others: tuple[str, ...]
    spans: Spans
    scope: Scope

    def plan(self, partners: tuple[str, ...], by: tuple[str, ...], months: Months) -> sums.Plan:
        """Plan the sums of these partners over these months."""
        return sums.Plan(
            kpi=self.kpi,
            mart=self.mart,
            by=by,
            where=(("partner", partners),),
            months=months,
            scope=self.scope,
        )

    def own(self, by: tuple[str, ...], months: Months) -> dict[str, Array]:
        """Read the sums of the partners together, by month, or under "" over all of the months."""
        members, (rows,), _ = by_members(self.snapshot, (self.plan(self.partners, by, months),))
        return {(member or ("",))[0]: row for member, row in zip(members, rows, strict=True)}

    def of_others(self, months: Months) -> dict[str, Array]:
        """Read the sums of each of the others."""
        if not self.others:
            return {}
        plan = self.plan(self.others, ("partner",), months)
        members, (rows,), _ = by_members(self.snapshot, (plan,))
        return {member[0]: row for member, row in zip(members, rows, strict=True)}

    def why_none(self, span: Span) -> Reason:
        """Return why a span has no whole year of quarters; waiting does not help for one before the go-live."""
        window = self.snapshot.windows[0]
        if span != "before" or window is None:
            return NOT_OLD_ENOUGH
        whys = {why_month(self.snapshot, self.kpi, month) for month in months_between(*window)}
        return NOT_OLD_ENOUGH if NOT_OLD_ENOUGH in whys else HISTORY_TOO_SHORT

    def cell(self, span: Span, months: Months, counts: Counts, estimate: Estimate) -> Cell:
        """Make a cell over these months from released counts and an estimate."""
        return Cell(
            measure=self.code,
            span=span,
            first_month=months[0] if months else "",
            last_month=months[-1] if months else "",
            events=counts.numerator,
            cases=counts.denominator,
            expected=None,
            value=estimate.value,
            lower=estimate.lower,
            upper=estimate.upper,
            reason=estimate.reason,
        )


def nothing(code: str, reason: Reason) -> Taken:
    """Return a measure whose cells and band hold only a reason."""
    sides: tuple[Span, ...] = ("before", "after")
    cells = [
        Cell(
            measure=code,
            span=span,
            first_month="",
            last_month="",
            events=None,
            cases=None,
            expected=None,
            value=None,
            lower=None,
            upper=None,
            reason=reason,
        )
        for span in sides
    ]
    return Taken(cells=cells, edges=Edges(at=NO_EDGES, reason=reason), behind=0, usual=None)


def join_quarters(quarters: tuple[Months, ...]) -> Months:
    """Return the months of the quarters."""
    return tuple(month for quarter in quarters for month in quarter)


def share(asked: Asked) -> Taken:
    """Report a share of cases, for stocks of the contracts on the book, averaged over month ends."""
    spans = asked.spans
    pairs = [pair(asked, quarter) for quarter in spans.before]
    by_quarter = disclosure.goes_by_quarter(pairs)
    together = disclosure.average_counts if _stock(asked.kpi) else disclosure.add_counts

    def cell(span: Span, quarters: tuple[Months, ...]) -> Cell:
        if not quarters:
            counts = Counts(numerator=None, denominator=None, reason=asked.why_none(span))
        elif by_quarter:
            parts = [disclosure.release_counts(*pair(asked, quarter)) for quarter in quarters]
            counts = parts[0] if span == "quarter" else together(parts)
        else:
            counts = disclosure.release_counts(*pair(asked, join_quarters(quarters)))
        told = asked.cell(span, join_quarters(quarters), counts, disclosure.rate(counts))
        return told if told.value is not None or span == "quarter" else _add_bounds(told, counts)

    after = spans.newest if by_quarter else spans.year
    sides = [cell("before", spans.before), cell("after", after)]
    quarters = [cell("quarter", (quarter,)) for quarter in spans.trend] if by_quarter else []
    change = _difference(*(_estimate(side) for side in sides))
    others = [row for row in asked.of_others(join_quarters(after)).values() if row[3] > 0]
    values = [float(row[2] / row[3]) for row in others if row[3] >= MINIMUM_CASES]
    usual = disclosure.usual_share([float(row[2]) for row in others], [float(row[3]) for row in others])
    cells = [
        *sides,
        asked.cell("change", (), Counts(numerator=None, denominator=None, reason=None), change),
        *quarters,
    ]
    band = disclosure.edges(values, of_volumes=False)
    return Taken(cells=cells, edges=band, behind=len(values), usual=usual)


def _add_bounds(cell: Cell, counts: Counts) -> Cell:
    """The cell with the ends between which its share lies, where its counts say so."""
    lower, upper = disclosure.bounds(counts) or (None, None)
    return replace(cell, lower=lower, upper=upper)


def _stock(kpi: Kpi) -> bool:
    return isinstance(kpi.formula, Ratio) and kpi.formula.stock


def pair(asked: Asked, months: Months) -> tuple[float, float]:
    """Return events and cases of some months; for stocks the average of the month ends, so that nobody counts twice."""
    rows = asked.own(("month",), months)
    whole = np.sum([*rows.values(), np.zeros(4)], axis=0) / (len(months) if _stock(asked.kpi) else 1)
    return round(float(whole[2]), 9), round(float(whole[3]), 9)


def _estimate(cell: Cell) -> Estimate:
    return Estimate(
        value=cell.value,
        lower=cell.lower,
        upper=cell.upper,
        method=None,
        reason=cell.reason,
        interval_reason=cell.reason,
    )


def _difference(before: Estimate, after: Estimate) -> Estimate:
    if before.value is None or after.value is None:
        return Estimate.cannot_say(before.reason or after.reason or NO_ROWS)
    return intervals.difference(before, after, after.value - before.value, intervals.IDENTITY)


def median(asked: Asked) -> Taken:
    """Report a median wait to two significant digits.

    By quarter where each quarter of the year before has at least MINIMUM_CASES waits, else by year.
    """
    snapshot, spans = asked.snapshot, asked.spans
    statistic = statistic_of(asked.kpi, snapshot.edges, snapshot.value_terms)
    bins = len(snapshot.edges) - 1

    def waits(months: Months) -> Array:
        return asked.own((), months).get("", np.zeros((3, bins)))

    def cases_of(months: Months) -> float:
        return float(statistic.cases(waits(months)))

    by_quarter = disclosure.is_steady([cases_of(q) for q in spans.before], MINIMUM_CASES)

    def cell(span: Span, quarters: tuple[Months, ...]) -> Cell:
        if not quarters:
            return asked.cell(
                span,
                (),
                Counts(numerator=None, denominator=None, reason=None),
                Estimate.cannot_say(asked.why_none(span)),
            )
        pieces = quarters if by_quarter else (join_quarters(quarters),)
        counted = [disclosure.release_count(cases_of(piece)) for piece in pieces]
        known = [count for count in counted if count is not None]
        cases = sum(known) if len(known) == len(counted) else None
        rounded = disclosure.roughly(measure(statistic, waits(join_quarters(quarters))[None]).estimate)
        return asked.cell(
            span,
            join_quarters(quarters),
            Counts(numerator=None, denominator=cases, reason=rounded.reason),
            rounded,
        )

    after = spans.newest if by_quarter else spans.year
    sides = [cell("before", spans.before), cell("after", after)]
    quarters = [cell("quarter", (quarter,)) for quarter in spans.trend] if by_quarter else []
    both = [waits(join_quarters(side))[None] for side in (spans.before, after)]
    change = disclosure.roughly(compare_each(statistic, [both])[0].relative)
    values = [
        float(statistic.value(row))
        for row in asked.of_others(join_quarters(after)).values()
        if float(statistic.cases(row)) >= MINIMUM_CASES and np.isfinite(statistic.value(row))
    ]
    cells = [
        *sides,
        asked.cell("change", (), Counts(numerator=None, denominator=None, reason=change.reason), change),
        *quarters,
    ]
    band = disclosure.edges(values, of_volumes=False)
    return Taken(cells=cells, edges=band, behind=len(values), usual=None)
