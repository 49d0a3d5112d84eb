"""Panels of units over periods, and how roll-outs reach their rows."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]
Codes = NDArray[np.int64]

NEVER = np.inf
# Periods since the go-live that share one effect: it builds up at first, and is level at last.
EVENT_BINS = ((0, 2), (3, 5), (6, 11), (12, np.inf))
LEAD_BINS = ((-12, -7), (-6, -4), (-3, -1))

Model = Literal["linear", "counts"]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One row for each unit and period (and cohort, where given); combinations may repeat.

    unit [rows]: 0 … units − 1. period [rows]: months, numbered without gaps. cohort [rows]: the period of
    origination, or None. outcome [rows]: for `linear` a mean or a share, for `counts` the number of events. weight
    [rows]: for `linear` the weight of the row in both fit and effect, which should not respond to the roll-out (the
    unit's size in the year before); for `counts` the expected events, whose logarithm is the offset.
    """

    unit: Codes
    period: Codes
    cohort: Codes | None
    outcome: Array
    weight: Array
    model: Model

    @property
    def units(self) -> int:
        """The number of units."""
        return int(self.unit.max()) + 1

    def sizes(self) -> Array:
        """Return the total weight of each unit [units]."""
        return np.bincount(self.unit, self.weight, self.units).astype(float)

    def factors(self) -> sparse.csr_array:
        """Return indicator columns of unit, period and, if given, cohort [rows, levels]."""
        parts = [self.unit, self.period] + ([] if self.cohort is None else [self.cohort])
        return sparse.csr_array(sparse.hstack([indicators(part) for part in parts]))


@dataclass(frozen=True, kw_only=True)
class RollOut:
    """When an initiative reached the units of a panel.

    starts [units]: the period of the go-live, NEVER if there was none. partial [units]: the unit went live in the
    middle of that period, which is then neither before nor after. ends [units]: the period in which the initiative
    was abandoned, NEVER if it was not. anticipation: the periods before the go-live that may already respond.
    by_cohort: a row is live by its cohort (decisions at origination) rather than its period. chosen_from: the first
    of the periods before the first go-live by whose results the units were chosen, None if not stated.
    """

    name: str
    starts: Array
    partial: Rows
    ends: Array
    anticipation: int
    by_cohort: bool
    chosen_from: int | None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How a roll-out reaches the rows of a panel.

    since [rows]: periods since the go-live, −inf if there is none. live, waiting [rows]: under the initiative, and
    not yet (or never) under it; rows that are neither are left out. clock [rows]: the period or cohort by which that
    is decided.
    """

    since: Array
    live: Rows
    waiting: Rows
    clock: Codes

    @property
    def staggered(self) -> bool:
        """Whether some rows are live while others of the same period are waiting; only then can the two be compared."""
        mixed = np.intersect1d(self.clock[self.live], self.clock[self.waiting])
        return len(mixed) > 0


def reach(panel: Panel, roll_out: RollOut) -> Reach:
    """Return which rows of a panel a roll-out has reached."""
    clock = panel.cohort if roll_out.by_cohort and panel.cohort is not None else panel.period
    since = clock - roll_out.starts[panel.unit]
    half = (since == 0) & roll_out.partial[panel.unit]
    over = clock >= roll_out.ends[panel.unit]
    return Reach(
        since=since, live=(since >= 0) & ~half & ~over, waiting=since < -roll_out.anticipation, clock=clock
    )


def shift(roll_out: RollOut, periods: int) -> RollOut:
    """Return the same roll-out that many periods earlier."""
    return RollOut(
        name=roll_out.name,
        starts=roll_out.starts - periods,
        partial=roll_out.partial,
        ends=roll_out.ends - periods,
        anticipation=roll_out.anticipation,
        by_cohort=roll_out.by_cohort,
        chosen_from=roll_out.chosen_from,
    )


def find_stated_choice_rows(panel: Panel, roll_out: RollOut) -> Rows:
    """Return the rows of the periods by whose results the units are stated to have been chosen."""
    if roll_out.chosen_from is None:
        return np.zeros(len(panel.period), dtype=bool)
    first = roll_out.starts[np.unique(panel.unit)].min(initial=NEVER)
    return np.asarray((panel.period >= roll_out.chosen_from) & (panel.period < first))


def in_bins(reached: Reach, bins: tuple[tuple[float, float], ...]) -> list[Rows]:
    """Return the rows in each bin of periods since the go-live, without those where the initiative was abandoned."""
    within = [(reached.since >= first) & (reached.since <= last) for first, last in bins]
    return [rows & (reached.live | (reached.since < 0)) for rows in within]


def event_dummies(reached: Reach) -> sparse.csr_array:
    """Return columns for each bin since the go-live, and for rows that are neither before nor after it [rows,
    columns].

    Periods around a go-live, and those after an end, have columns of their own, of which nothing is reported.
    """
    between = ~reached.live & ~reached.waiting
    columns = [*in_bins(reached, EVENT_BINS), between & (reached.since < 1), between & (reached.since >= 1)]
    kept = [rows for rows in columns if rows.any()]
    return sparse.csr_array(np.column_stack(kept).astype(float)) if kept else _no_columns(len(reached.live))


def indicators(codes: Codes) -> sparse.csr_array:
    """Return one indicator column for each value that occurs [rows, values]."""
    values, place = np.unique(codes, return_inverse=True)
    rows = np.arange(len(codes))
    return sparse.csr_array((np.ones(len(codes)), (rows, place)), shape=(len(codes), len(values)))


def _no_columns(rows: int) -> sparse.csr_array:
    return sparse.csr_array((rows, 0))
