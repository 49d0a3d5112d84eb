"""Contracts and amounts lent of a pack: counted, so without intervals, and told by quarter where they are steady."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.results import NO_ROWS, Estimate, Reason
from warehouse.packs import disclosure
from warehouse.packs.disclosure import NO_EDGES, Counts, Edges
from warehouse.packs.measures import Asked, Taken, join_quarters
from warehouse.packs.quarters import Months
from warehouse.packs.records import Cell, Span

OF_A_GROUP = Reason(code="not of a group")  # what is told of several partners together has no peers by volume


def contracts(asked: Asked) -> Taken:
    """Report the number of contracts; they are counted, so there is no interval."""
    return _volumes(asked, lambda amount, counts: None if counts is None else float(counts))


def amounts(asked: Asked, base: float) -> Taken:
    """Report the amount lent, to the nearest multiple of `base`."""
    return _volumes(asked, lambda amount, counts: disclosure.release_amount(amount, counts, base))


def _volumes(asked: Asked, release: Callable[[float, int | None], float | None]) -> Taken:
    spans = asked.spans
    by_quarter = disclosure.is_steady([_volume(asked, q)[1] for q in spans.before], disclosure.STEADY)

    def cell(span: Span, quarters: tuple[Months, ...]) -> Cell:
        if not quarters:
            reason = asked.why_none(span)
            return asked.cell(
                span, (), Counts(numerator=None, denominator=None, reason=reason), Estimate.cannot_say(reason)
            )
        pieces = quarters if by_quarter else (join_quarters(quarters),)
        released = [
            (amount, disclosure.release_count(count)) for amount, count in (_volume(asked, q) for q in pieces)
        ]
        values = [release(amount, counts) for amount, counts in released]
        known = [value for value in values if value is not None]
        counts = [count for _, count in released if count is not None]
        whole = sum(counts) if len(counts) == len(released) else None
        missing = disclosure.PART_WITHHELD if len(released) > 1 else disclosure.UNDER_FIVE
        value = float(sum(known)) if len(known) == len(values) else None
        return Cell(
            measure=asked.code,
            span=span,
            first_month=quarters[0][0],
            last_month=quarters[-1][-1],
            events=None,
            cases=whole,
            expected=None,
            value=value,
            lower=None,
            upper=None,
            reason=missing if value is None else None,
        )

    after = spans.newest if by_quarter else spans.year
    sides = [cell("before", spans.before), cell("after", after)]
    quarters = [cell("quarter", (quarter,)) for quarter in spans.trend] if by_quarter else []
    others = [row[0] for row in asked.of_others(join_quarters(after)).values() if row[3] > 0]
    cells = [*sides, _change_of_volume(asked, *sides), *quarters]
    if len(asked.partners) > 1:
        return Taken(cells=cells, edges=Edges(at=NO_EDGES, reason=OF_A_GROUP), behind=0, usual=None)
    band = disclosure.edges(others, of_volumes=True)
    return Taken(cells=cells, edges=band, behind=len(others), usual=None)


def _volume(asked: Asked, months: Months) -> tuple[float, float]:
    """Amount (or contracts again) and contracts of some months."""
    row = asked.own((), months).get("", np.zeros(4))
    return float(row[0]), float(row[3])


def _change_of_volume(asked: Asked, before: Cell, after: Cell) -> Cell:
    estimate = Estimate.cannot_say(before.reason or after.reason or NO_ROWS)
    if before.value and after.value is not None:
        estimate = Estimate.bare(after.value / before.value - 1, NO_ROWS)
    return replace(
        asked.cell("change", (), Counts(numerator=None, denominator=None, reason=None), estimate),
        lower=None,
        upper=None,
    )
