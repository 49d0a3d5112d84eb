"""The mix of a change with intervals: which dimensions can be separated, and how certain the parts are.

`analysis.mix` holds the exact split; here all of it is repeated with one unit left out at a time (statistics §7,
§8).
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from scipy.sparse import csr_array

from analysis import survival
from analysis.intervals import (
    IDENTITY,
    MINIMUM_UNITS,
    RELATIVE,
    Scale,
    effective_units,
    jackknife,
    why_few_units,
)
from analysis.measure import MINIMUM_EVENTS
from analysis.mix import Codes, OfSums, coefficients, combine_codes, mixtures, split
from analysis.results import NO_ROWS, NOT_DEFINED, TOO_FEW, Estimate, Reason
from analysis.statistic import Array, Statistic

FEWEST_SHARED = 0.95  # of each side's weight, in cells that both sides have
LARGE_MEMBER = 0.05  # share of the weight from which a member counts for a reversal
MOST = 0.5  # of the weight, held together by the members of a reversal
_NOTHING_LEFT = 1e-12  # of a cell's weight: what rounding leaves of it without its only unit


@dataclass(frozen=True, kw_only=True)
class Splittable:
    """A KPI whose changes can be split.

    `weight` maps its sums to the denominator; `without` maps its sums and the sums to be removed [units, …] to the
    remaining values [units].
    """

    statistic: Statistic
    weight: OfSums
    without: Callable[[Array, Array], Array]


@dataclass(frozen=True, kw_only=True)
class Mixed:
    """A change and its parts with intervals, in the KPI's own unit.

    `parts`: (dimension, part) of the dimensions that can be separated; `left_out`: the others, for which too little
    of the weight lies in cells that both sides have. `reversed_by`: dimensions in which every large member moved
    against the whole. `relative_total` and `relative_within` are divided by `before`; the latter is the change with
    the mix held constant.
    """

    before: float
    after: float
    total: Estimate
    within: Estimate
    parts: tuple[tuple[str, Estimate], ...]
    relative_total: Estimate
    relative_within: Estimate
    left_out: tuple[str, ...]
    reversed_by: tuple[str, ...]

    @property
    def total_is_clear(self) -> bool:
        """Whether the relative interval excludes zero, or the absolute one if there is no relative change."""
        return (self.total if self.relative_total.value is None else self.relative_total).clear

    @property
    def within_is_clear(self) -> bool:
        """The same for the change with the mix held constant."""
        return (self.within if self.relative_within.value is None else self.relative_within).clear


@dataclass(frozen=True, kw_only=True)
class Cases:
    """The sums to be split [side, rows, …], before and after, with a row for each combination of cell and unit that
    occurs.

    `dims` [rows, D] and `units` [rows] are codes from 0; `names` [D] are the names of the dimensions.
    """

    sums: Array
    dims: Codes
    names: tuple[str, ...]
    units: Codes


def of_ratio(statistic: Statistic) -> Splittable:
    """Describe a ratio, rate or net score, with sums [..., (numerator, denominator, events, cases)]."""
    return Splittable(
        statistic=statistic,
        weight=lambda sums: sums[..., 1],
        without=lambda total, taken: statistic.value(total - taken),
    )


def of_quantile(statistic: Statistic, edges: Array, share: float) -> Splittable:
    """Describe a quantile of waiting times, with sums [..., (events, exits, exits still open), bins].

    Its interval is derived from the height of the survival curve.
    """

    def without(total: Array, taken: Array) -> Array:
        return survival.quantile_without(
            total[0], total_exits=total[1], events=taken[:, 0], exits=taken[:, 1], edges=edges, share=share
        )

    return Splittable(statistic=statistic, weight=lambda sums: sums[..., 1, :].sum(axis=-1), without=without)


@dataclass(frozen=True, kw_only=True)
class _Splits:
    """The split of all cases [3 + D], those with each unit left out [units, 3 + D] (None: too few units), and the
    units' cases [units]."""

    whole: Array
    left: Array | None
    sizes: Array

    def estimate(self, of: OfSums, scale: Scale) -> Estimate:
        """What `of` makes of a split, with its interval."""
        value = float(of(self.whole))
        if self.left is None:
            return Estimate.bare(value, why_few_units(int(np.count_nonzero(self.sizes))))
        return jackknife(value, of(self.left), self.sizes, scale)


def mix_of_units(kpi: Splittable, cases: Cases) -> Mixed | Reason:
    """Split a change with intervals, or return why the change itself is unknown."""
    statistic = kpi.statistic
    fewest = float(statistic.cases(cases.sums.sum(axis=1)).min())
    if fewest < statistic.minimum_cases:
        return NO_ROWS if fewest <= 0 else TOO_FEW
    before, after = kpi.weight(cases.sums)
    for side, weight in zip(cases.sums, (before, after), strict=True):
        if weight.sum() <= 0:  # nothing is expected there, such as bad loans where none was ever bad
            return statistic.missing(side.sum(axis=0))
    kept = choose_dimensions(cases.dims, before, after)
    splits = _splits(kpi, cases, kept)
    if not np.all(np.isfinite(splits.whole)):
        unsaid = np.flatnonzero(~np.isfinite(splits.whole[:2]))
        return statistic.missing(cases.sums[unsaid[0]].sum(axis=0)) if len(unsaid) else TOO_FEW
    turned = find_reversed_dimensions(kpi, cases)
    return Mixed(
        before=float(splits.whole[0]),
        after=float(splits.whole[1]),
        total=splits.estimate(_total, IDENTITY),
        within=splits.estimate(_within, IDENTITY),
        parts=tuple(
            (cases.names[d], splits.estimate(itemgetter((..., place)), IDENTITY))
            for place, d in enumerate(kept, 3)
        ),
        relative_total=_relative(statistic, cases, splits, _total),
        relative_within=_relative(statistic, cases, splits, _within),
        left_out=tuple(name for d, name in enumerate(cases.names) if d not in kept),
        reversed_by=tuple(cases.names[d] for d in turned),
    )


def choose_dimensions(dims: Codes, before: Array, after: Array) -> tuple[int, ...]:
    """Return the dimensions [D] that can be separated, dropping the one with most members until the cells overlap
    enough.

    `before`, `after` [rows]: weights. At least 95 % of each side's weight must lie in cells that both sides have.
    """
    kept = list(range(dims.shape[1]))
    members = [len(np.unique(dims[:, d])) for d in kept]
    while kept and _share_in_both(combine_codes(dims[:, kept]), before, after) < FEWEST_SHARED:
        kept.remove(max(kept, key=lambda d: (members[d], d)))
    return tuple(kept)


def find_reversed_dimensions(kpi: Splittable, cases: Cases) -> tuple[int, ...]:
    """Return the dimensions in which every member with at least 5 % of the weight on both sides moved against the
    whole.

    There must be at least two such members, and together they must hold most of the weight: among thirty regions
    only one may be large.
    """
    value = kpi.statistic.value
    whole = float(np.diff(value(cases.sums.sum(axis=1)))[0])
    dimensions = []
    for d, column in enumerate(cases.dims.T):
        sides = np.stack([_sum_by_group(side, column) for side in cases.sums])
        shares = kpi.weight(sides) / kpi.weight(sides).sum(axis=1, keepdims=True)
        large = shares.min(axis=0) >= LARGE_MEMBER
        moved = np.diff(value(sides[:, large]), axis=0)
        if large.sum() > 1 and shares[:, large].sum(axis=1).min() >= MOST and np.all(moved * whole < 0):
            dimensions.append(d)
    return tuple(dimensions)


def _splits(kpi: Splittable, cases: Cases, kept: tuple[int, ...]) -> _Splits:
    sizes = np.stack([_sum_by_group(kpi.statistic.cases(side), cases.units) for side in cases.sums])
    in_both = (sizes > 0).all(axis=0)
    several = min(in_both.sum(), effective_units(sizes.sum(axis=0))) >= MINIMUM_UNITS
    mixed = _mix_sums(cases, kpi.weight(cases.sums), kept, leave_out=bool(several))
    whole = split(kpi.statistic.value(mixed[0]))
    left = split(_values_without(kpi, mixed)) if several else None
    return _Splits(whole=whole, left=left, sizes=sizes.sum(axis=0))


def _relative(statistic: Statistic, cases: Cases, splits: _Splits, change: OfSums) -> Estimate:
    """The change ÷ the value before, symmetric in ln; a reason where it is undefined or rests on too few events."""
    if not statistic.has_relative_change:
        return Estimate.cannot_say(NOT_DEFINED)
    events = float(statistic.events(cases.sums.sum(axis=1)).min())
    if events < MINIMUM_EVENTS or splits.whole[:2].min() <= 0:
        return Estimate.cannot_say(TOO_FEW)
    return splits.estimate(lambda values: change(values) / values[..., 0], RELATIVE)


def _total(values: Array) -> Array:
    return np.asarray(values[..., 1] - values[..., 0])


def _within(values: Array) -> Array:
    return np.asarray(values[..., 2])


def _mix_sums(cases: Cases, weights: Array, kept: tuple[int, ...], leave_out: bool) -> Array:
    """The mixed sums [1 + units, 2, 2^D, F, …]: of all cases, then with each unit left out in turn."""
    dims = cases.dims[:, kept]
    _, firsts, cell = np.unique(combine_codes(dims), return_index=True, return_inverse=True)
    sums = np.stack([_sum_by_group(side, cell) for side in cases.sums])
    by_unit = np.zeros((cases.units.max() + 1 if leave_out else 0, 2, len(firsts)))
    for unit in range(len(by_unit)):
        own = cases.units == unit
        np.add.at(by_unit[unit].T, cell[own], weights[:, own].T)
    whole = np.stack([_sum_by_group(side, cell) for side in weights])
    left = whole - by_unit
    left = np.concatenate((whole[None], np.where(left > _NOTHING_LEFT * whole, left, 0.0)))
    counted = coefficients(left, dims[firsts])
    mixed = mixtures(sums, counted)
    for unit in range(len(by_unit)):
        own = cases.units == unit
        mixed[unit + 1] -= mixtures(cases.sums[:, own], counted[unit + 1][..., cell[own]])
    return mixed


def _values_without(kpi: Splittable, mixed: Array) -> Array:
    """Values of the mixtures with each unit left out [units, 2, 2^D, F]."""
    values = np.empty((len(mixed) - 1, *mixed.shape[1:4]))
    for place in np.ndindex(*values.shape[1:]):
        of_one = mixed[:, *place]
        values[:, *place] = kpi.without(of_one[0], of_one[0] - of_one[1:])
    return values


def _share_in_both(cell: Codes, before: Array, after: Array) -> float:
    """The share of the weight in cells that both sides have, of the side where it is smaller."""
    _, place = np.unique(cell, return_inverse=True)
    sides = np.stack([_sum_by_group(side, place) for side in (before, after)])
    in_both = (sides > 0).all(axis=0)
    return float((sides[:, in_both].sum(axis=1) / sides.sum(axis=1)).min())


def _sum_by_group(rows: Array, group: Codes) -> Array:
    """Sums of rows [rows, …] by group [groups, …]."""
    shape = int(group.max(initial=-1)) + 1, len(group)
    member_of = csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=shape)
    return np.asarray(member_of @ rows.reshape(len(group), -1)).reshape(-1, *rows.shape[1:])
