"""Values and changes of a KPI by slice, each with its interval (statistics §8).

Slices (months, regions …) are computed together, since computing them singly takes ten times as long. Their sums are
stacked as [units, slices, …]; slices with fewer units are padded with zeros, as units without cases do not count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from analysis import intervals
from analysis.intervals import (
    IDENTITY,
    INDEPENDENT,
    MINIMUM_UNITS,
    RELATIVE,
    Scale,
    effective_units_each,
    jackknife_each,
)
from analysis.results import NO_ROWS, NO_SPREAD, NOT_DEFINED, ONE_UNIT, SUM_OF_ALL, TOO_FEW, Estimate, Reason
from analysis.statistic import Array, Statistic

MINIMUM_EVENTS = 10
ROUNDING = 1e-12  # what of a width is only arithmetic


@dataclass(frozen=True, kw_only=True)
class Measured:
    """An estimate and the cases, events and units behind it."""

    estimate: Estimate
    n: int
    events: int
    units: int
    effective_units: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One slice before and after, with its absolute and relative change; `relative` is (after − before) ÷ before."""

    before: Measured
    after: Measured
    absolute: Estimate
    relative: Estimate


@dataclass(frozen=True, kw_only=True)
class _Slices:
    """All slices of one window: cases of each unit [units, slices], and of all units together cases, events and values
    [slices]; `without`: the values without each unit [units, slices]. `at_end`: the value lies at an end of its scale,
    a share of 0 or 1 or a rate of 0, where units show no spread. `independent`: the estimate of a slice with cases
    taken as independent, made once where it is asked for; `missing`: why the value of a slice cannot be said."""

    independent: Callable[[int], Estimate | None]
    missing: Callable[[int], Reason]
    sizes: Array
    cases: Array
    events: Array
    values: Array
    without: Array
    at_end: Array


def measure(statistic: Statistic, units: Array) -> Measured:
    """Compute value and interval of one slice from the sums of its units [units, …] (statistics §8)."""
    return measure_each(statistic, [units])[0]


def measure_each(statistic: Statistic, slices: Sequence[Array]) -> list[Measured]:
    """Compute value and interval of each slice from the sums of its units [units, …]."""
    return _measure(statistic, _stack_slices(statistic, slices)) if slices else []


def values_each(statistic: Statistic, sums: Array) -> list[float | None]:
    """Compute the value of each slice, without interval, from its sums [slices, …]; None where it cannot be said."""
    values, cases = np.asarray(statistic.value(sums)), np.asarray(statistic.cases(sums))
    said = np.isfinite(values) & (cases > 0) & (cases >= statistic.minimum_cases)
    return [float(value) if known else None for value, known in zip(values, said, strict=True)]


def compare_each(statistic: Statistic, slices: Sequence[Sequence[Array]]) -> list[Compared]:
    """Compute values and changes of each slice from (before, after), both [units, …] with the units aligned."""
    if not slices:
        return []
    before, after = zip(*slices, strict=True)
    sides = _stack_slices(statistic, before), _stack_slices(statistic, after)
    values = [_measure(statistic, side) for side in sides]
    absolute = _changes(statistic, *sides, values, lambda b, a: a - b, IDENTITY)
    relative = _relative_changes(statistic, *sides, values)
    return [
        Compared(before=first, after=second, absolute=difference, relative=ratio)
        for first, second, difference, ratio in zip(*values, absolute, relative, strict=True)
    ]


def _stack_slices(statistic: Statistic, slices: Sequence[Array]) -> _Slices:
    units = np.zeros((max(map(len, slices)), len(slices), *slices[0].shape[1:]))
    for place, rows in enumerate(slices):
        units[: len(rows), place] = rows
    totals = units.sum(axis=0)
    alone, values = statistic.independent, statistic.value(totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_end = np.isinf(statistic.scale.to(values))
    return _Slices(
        independent=cache(lambda place: None if alone is None else alone(totals[place])),
        missing=lambda place: statistic.missing(totals[place]),
        sizes=np.asarray(statistic.cases(units), dtype=float),
        cases=np.asarray(statistic.cases(totals), dtype=float),
        events=np.asarray(statistic.events(totals), dtype=float),
        values=np.asarray(values, dtype=float),
        without=np.asarray(statistic.without(units), dtype=float),
        at_end=np.asarray(at_end, dtype=float),
    )


def _measure(statistic: Statistic, side: _Slices) -> list[Measured]:
    effective = effective_units_each(side.sizes)
    units = (side.sizes > 0).sum(axis=0)
    from_units = jackknife_each(side.values, side.without, side.sizes, statistic.scale)
    return [
        Measured(
            estimate=_estimate(
                statistic, side, place, from_units[place] if effective[place] >= MINIMUM_UNITS else None
            ),
            n=_count(side.cases[place]),
            events=_count(side.events[place]),
            units=int(units[place]),
            effective_units=float(effective[place]),
        )
        for place in range(len(side.cases))
    ]


def _count(cases: float) -> int:
    """Cases as a whole number: averages over months end in a half often, and their sums nearly in one."""
    return round(round(float(cases), 6))


def _estimate(statistic: Statistic, side: _Slices, place: int, from_units: Estimate | None) -> Estimate:
    if reason := _too_few(statistic, side, place):
        return Estimate.cannot_say(reason)
    value = float(side.values[place])
    if not np.isfinite(value):
        return Estimate.cannot_say(side.missing(place))
    alone = side.independent(place)
    # The interval of independent cases, around the value that everybody else says: shares of 1 add up only nearly.
    if alone is not None and alone.lower is not None and alone.upper is not None:
        alone = intervals.interval(value, alone.lower, alone.upper, INDEPENDENT)
    elif alone is not None and alone.value is not None:
        alone = replace(alone, value=value)
    no_interval = _no_interval(statistic, side.sizes[:, place])
    if not statistic.from_units:
        many = from_units is not None and statistic.no_interval == ONE_UNIT
        return alone or Estimate.bare(value, SUM_OF_ALL if many else no_interval)
    if from_units is None:
        return alone or Estimate.bare(value, no_interval)
    if not side.at_end[place] and not _is_point(from_units):
        return from_units
    return _without_spread(statistic, from_units, alone)


def _no_interval(statistic: Statistic, sizes: Array) -> Reason:
    """Why cases of these units [units] have no interval; where it is their number, how few they are."""
    if statistic.no_interval != ONE_UNIT:
        return statistic.no_interval
    return intervals.why_few_units(int(np.count_nonzero(sizes)))


def _is_point(estimate: Estimate) -> bool:
    """The interval has no width: all units show the same, which says nothing of chance."""
    if estimate.lower is None or estimate.upper is None:
        return False
    return estimate.upper - estimate.lower <= ROUNDING * max(1.0, abs(estimate.upper))


def _without_spread(statistic: Statistic, from_units: Estimate, alone: Estimate | None) -> Estimate:
    """Where units show no spread: from cases taken as independent; an amount, which has none, without interval."""
    if alone is not None:
        return from_units if alone.lower is None else alone
    reason = NO_SPREAD if statistic.no_interval == ONE_UNIT else statistic.no_interval
    return replace(from_units, lower=None, upper=None, method=None, interval_reason=reason)


def _too_few(statistic: Statistic, side: _Slices, place: int) -> Reason | None:
    if side.cases[place] <= 0:
        return NO_ROWS
    return TOO_FEW if side.cases[place] < statistic.minimum_cases else None


def _relative_changes(
    statistic: Statistic, before: _Slices, after: _Slices, measured: list[list[Measured]]
) -> list[Estimate]:
    """(after − before) ÷ before on ln(after ÷ before); undefined for net scores, null where a side is ≤ 0.

    A value that may be negative (of scale IDENTITY) has one only where before is clearly above zero.
    """
    if not statistic.has_relative_change:
        return [Estimate.cannot_say(NOT_DEFINED)] * len(before.cases)
    changes = _changes(
        statistic,
        before=before,
        after=after,
        measured=measured,
        difference=lambda b, a: np.where((b > 0) & (a > 0), a / b - 1, np.nan),
        scale=RELATIVE,
    )

    def relative(place: int) -> Estimate:
        if min(before.events[place], after.events[place]) < MINIMUM_EVENTS:
            return Estimate.cannot_say(TOO_FEW)
        if before.values[place] <= 0 or after.values[place] <= 0:
            return Estimate.cannot_say(NOT_DEFINED)
        if statistic.scale is IDENTITY and not (measured[0][place].estimate.lower or 0) > 0:
            return Estimate.cannot_say(TOO_FEW)
        return changes[place]

    return [relative(place) for place in range(len(changes))]


def _changes(
    statistic: Statistic,
    before: _Slices,
    after: _Slices,
    measured: list[list[Measured]],
    difference: Callable[[Any, Any], Any],
    scale: Scale,
) -> list[Estimate]:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = difference(before.values, after.values)
        without = difference(before.without, after.without)
    sizes = before.sizes + after.sizes
    in_both = ((before.sizes > 0) & (after.sizes > 0)).sum(axis=0)
    paired = (in_both >= MINIMUM_UNITS) & (effective_units_each(sizes) >= MINIMUM_UNITS)
    from_units = jackknife_each(values, without, sizes, scale)

    def change(place: int) -> Estimate:
        if reason := _too_few(statistic, before, place) or _too_few(statistic, after, place):
            return Estimate.cannot_say(reason)
        value = float(values[place])
        if not np.isfinite(value):
            unsaid = after if np.isfinite(before.values[place]) else before
            return Estimate.cannot_say(unsaid.missing(place))
        if not paired[place]:
            alone = before.independent(place), after.independent(place)
            return _independent_change(_no_interval(statistic, sizes[:, place]), alone, value, scale)
        at_end = statistic.independent is not None and bool(before.at_end[place] or after.at_end[place])
        if not at_end and not _is_point(from_units[place]):
            return from_units[place]
        own = measured[0][place].estimate, measured[1][place].estimate
        apart = (
            None
            if statistic.independent is None
            else _independent_change(statistic.no_interval, own, value, scale)
        )
        return _without_spread(statistic, from_units[place], apart)

    return [change(place) for place in range(len(values))]


def _independent_change(
    no_interval: Reason, sides: tuple[Estimate | None, Estimate | None], value: float, scale: Scale
) -> Estimate:
    """The change of a slice of few units, or of units without spread: from the sides' own intervals."""
    before, after = sides
    if before is None or after is None:
        return Estimate.bare(value, no_interval)
    if scale is IDENTITY:
        return intervals.difference(before, after, value, IDENTITY)
    ratio = intervals.difference(before, after, value + 1, intervals.LN)
    if ratio.lower is None or ratio.upper is None:
        return Estimate.bare(value, ratio.interval_reason or TOO_FEW)
    return intervals.interval(value, ratio.lower - 1, ratio.upper - 1, INDEPENDENT)
