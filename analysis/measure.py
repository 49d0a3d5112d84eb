"""What a slice says of a KPI: its value, its change, and the interval of each (statistics §8)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis import intervals
from analysis.intervals import IDENTITY, MINIMUM_UNITS, RELATIVE, Scale, effective_units, jackknife
from analysis.results import NO_ROWS, NOT_DEFINED, TOO_FEW, Estimate
from analysis.statistic import Array, Statistic

MINIMUM_EVENTS = 10


@dataclass(frozen=True)
class Measured:
    """An estimate with the cases and units it rests on."""

    estimate: Estimate
    n: int
    events: int
    units: int
    effective_units: float


def measure(statistic: Statistic, units: Array) -> Measured:
    """Value and interval of one slice from the sums of its units [units, …] (statistics §8)."""
    total = units.sum(axis=0)
    sizes = np.asarray(statistic.cases(units), dtype=float)
    estimate = _estimate(statistic, units, total, sizes)
    cases = float(statistic.cases(total))
    return Measured(
        estimate,
        round(cases),
        round(float(statistic.events(total))),
        int((sizes > 0).sum()),
        effective_units(sizes),
    )


def _estimate(statistic: Statistic, units: Array, total: Array, sizes: Array) -> Estimate:
    cases = float(statistic.cases(total))
    if cases <= 0:
        return Estimate.cannot_say(NO_ROWS)
    if cases < statistic.minimum_cases:
        return Estimate.cannot_say(TOO_FEW)
    value = float(statistic.value(total))
    if not np.isfinite(value):
        return Estimate.cannot_say(statistic.missing)
    if statistic.from_units and effective_units(sizes) >= MINIMUM_UNITS:
        return jackknife(value, statistic.without(units), sizes, statistic.scale)
    if statistic.independent is None:
        return Estimate.bare(value, statistic.no_interval)
    return statistic.independent(total)


def absolute_change(statistic: Statistic, before: Array, after: Array) -> Estimate:
    """after − before with its paired interval; units stand in the same order on both sides."""
    return _change(statistic, before, after, lambda b, a: a - b, IDENTITY)


def relative_change(statistic: Statistic, before: Array, after: Array) -> Estimate:
    """(after − before) ÷ before on ln(after ÷ before); undefined for net scores, null where a side is ≤ 0.

    A value that may be negative (of scale IDENTITY) has one only where before is clearly above zero.
    """
    if not statistic.has_relative_change:
        return Estimate.cannot_say(NOT_DEFINED)
    events = [float(statistic.events(side.sum(axis=0))) for side in (before, after)]
    if min(events) < MINIMUM_EVENTS:
        return Estimate.cannot_say(TOO_FEW)
    if any(float(statistic.value(side.sum(axis=0))) <= 0 for side in (before, after)):
        return Estimate.cannot_say(NOT_DEFINED)
    if statistic.scale is IDENTITY and not (measure(statistic, before).estimate.lower or 0) > 0:
        return Estimate.cannot_say(TOO_FEW)
    return _change(statistic, before, after, _relative, RELATIVE)


def _change(
    statistic: Statistic,
    before: Array,
    after: Array,
    difference: Callable[[Any, Any], Any],
    scale: Scale,
) -> Estimate:
    totals = before.sum(axis=0), after.sum(axis=0)
    for total in totals:
        cases = float(statistic.cases(total))
        if cases < statistic.minimum_cases:
            return Estimate.cannot_say(NO_ROWS if cases <= 0 else TOO_FEW)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(difference(*(statistic.value(total) for total in totals)))
        if not np.isfinite(value):
            return Estimate.cannot_say(statistic.missing)
        sizes = np.asarray(statistic.cases(before) + statistic.cases(after), dtype=float)
        in_both = (statistic.cases(before) > 0) & (statistic.cases(after) > 0)
        if in_both.sum() < MINIMUM_UNITS or effective_units(sizes) < MINIMUM_UNITS:
            return _independent_change(statistic, totals, value, scale)
        without = difference(statistic.without(before), statistic.without(after))
    return jackknife(value, without, sizes, scale)


def _independent_change(
    statistic: Statistic, totals: tuple[Array, Array], value: float, scale: Scale
) -> Estimate:
    """The change of a slice of few units: from the sides' own intervals, cases taken as independent."""
    if statistic.independent is None:
        return Estimate.bare(value, statistic.no_interval)
    before, after = (statistic.independent(total) for total in totals)
    if scale is IDENTITY:
        return intervals.difference(before, after, value, IDENTITY)
    ratio = intervals.difference(before, after, value + 1, intervals.LN)
    lower, upper = (None if limit is None else limit - 1 for limit in (ratio.lower, ratio.upper))
    return Estimate(value, lower, upper, ratio.method, None, ratio.interval_reason)


def _relative(before: Array, after: Array) -> Array:
    return np.where((before > 0) & (after > 0), after / before - 1, np.nan)
