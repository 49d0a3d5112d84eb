"""Panels of units over periods, and the roll-outs that reach their rows."""

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
    """One row per unit and period, and cohort where rows differ in one; the same may occur more than once.

    unit [rows]: 0 … units − 1. period [rows]: months, numbered without gaps. cohort [rows]: the period of
    origination, None where there is none. outcome [rows]: of `linear` a mean or a share, of `counts` the
    events counted. weight [rows]: of `linear` the weight of the row in fit and effect alike, which should not
    respond to the roll-out (the unit's size in the year before); of `counts` the events expected, whose
    logarithm is the offset.
    """

    unit: Codes
    period: Codes
    cohort: Codes | None
    outcome: Array
    weight: Array
    model: Model

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.unit.max()) + 1

    def sizes(self) -> Array:
        """What each unit weighs [units]."""
        return np.bincount(self.unit, self.weight, self.units).astype(float)

    def factors(self) -> sparse.csr_array:
        """Indicator columns of unit, period and, where there is one, cohort [rows, levels]."""
        parts = [self.unit, self.period] + ([] if self.cohort is None else [self.cohort])
        return sparse.csr_array(sparse.hstack([indicators(part) for part in parts]))


@dataclass(frozen=True, kw_only=True)
class RollOut:
    """When an initiative reached the units of a panel.

    starts [units]: the period of its go-live, NEVER where there was none. partial [units]: it went live in the
    middle of that period, which then is neither before nor after. ends [units]: the period in which it was
    given up, NEVER if it was not. anticipation: periods before the go-live that may already have responded.
    by_cohort: a row is live by its cohort (decisions at origination) and not by its period. chosen_from: the first of
    the periods before the first go-live by whose results the units were chosen, None where nothing is stated.
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
    """How a roll-out reaches the rows of a panel. since [rows]: periods since the go-live, −inf where never.

    live, waiting [rows]: under it, and not yet so (or never); rows that are neither are left out.
    """

    since: Array
    live: Rows
    waiting: Rows
    clock: Codes

    @property
    def staggered(self) -> bool:
        """Some rows are live while others of the same period are not: only so can the two be compared."""
        mixed = np.intersect1d(self.clock[self.live], self.clock[self.waiting])
        return len(mixed) > 0


def reach(panel: Panel, roll_out: RollOut) -> Reach:
    """Which rows of a panel a roll-out has reached."""
    clock = panel.cohort if roll_out.by_cohort and panel.cohort is not None else panel.period
    since = clock - roll_out.starts[panel.unit]
    half = (since == 0) & roll_out.partial[panel.unit]
    over = clock >= roll_out.ends[panel.unit]
    return Reach(
        since=since, live=(since >= 0) & ~half & ~over, waiting=since < -roll_out.anticipation, clock=clock
    )


def shift(roll_out: RollOut, periods: int) -> RollOut:
    """The same roll-out so many periods earlier."""
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
    """The rows of the periods by whose results the units are said to have been chosen."""
    if roll_out.chosen_from is None:
        return np.zeros(len(panel.period), dtype=bool)
    first = roll_out.starts[np.unique(panel.unit)].min(initial=NEVER)
    return np.asarray((panel.period >= roll_out.chosen_from) & (panel.period < first))


def in_bins(reached: Reach, bins: tuple[tuple[float, float], ...]) -> list[Rows]:
    """The rows of each bin of periods since the go-live, given up ones left out."""
    within = [(reached.since >= first) & (reached.since <= last) for first, last in bins]
    return [rows & (reached.live | (reached.since < 0)) for rows in within]


def event_dummies(reached: Reach) -> sparse.csr_array:
    """Columns for each bin since the go-live, and for what is neither before nor after it [rows, columns].

    Periods around a go-live and those after an end have columns of their own: nothing is said of them.
    """
    between = ~reached.live & ~reached.waiting
    columns = [*in_bins(reached, EVENT_BINS), between & (reached.since < 1), between & (reached.since >= 1)]
    kept = [rows for rows in columns if rows.any()]
    return sparse.csr_array(np.column_stack(kept).astype(float)) if kept else _no_columns(len(reached.live))


def indicators(codes: Codes) -> sparse.csr_array:
    """One column for each value that occurs [rows, values]."""
    values, place = np.unique(codes, return_inverse=True)
    rows = np.arange(len(codes))
    return sparse.csr_array((np.ones(len(codes)), (rows, place)), shape=(len(codes), len(values)))


def _no_columns(rows: int) -> sparse.csr_array:
    return sparse.csr_array((rows, 0))
