"""The application side of a month: who applies, what becomes of it, who joins as a customer."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from demo.applying import applications, funding, process
from demo.applying.applications import Columns, Returning, concatenate, in_force, take
from demo.applying.customers import Customers
from demo.applying.process import APPROVED, DECLINED, Course, Draws
from demo.setting.streams import stream
from demo.setting.timeline import CUT_OFF, CUT_OFF_DAY, DAY, Array, month_of
from demo.setting.world import World

SUSPECTED, CONFIRMED = 0.006, 0.0011
HISTORY_TAKE_UP, HISTORY_DAYS = 0.82, 4


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Applications of a month in the order they came in, drafts among them.

    `columns`: those of `applications.apply_in` and number, number_day, parent_day, outcome (-1 open, draft),
    decided, auto, funded, cancelled (moments, nan), fraud (index). `submitted`: rows that are no drafts, for
    which `course` and `luck` hold, in this order.
    """

    columns: Columns
    submitted: Array
    course: Course
    luck: Draws


class Desk:
    """Keeps what one month hands to later ones: papers handed in again, contracts to be disbursed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._again: dict[int, list[Columns]] = defaultdict(list)
        self._to_disburse: dict[int, list[Columns]] = defaultdict(list)
        self._numbers = 0

    def history(self, month: int, back: Returning) -> None:
        """A month before the first delivered one: only the contracts it leads to matter."""
        rng = stream(self._world.seed, f"history {month}")
        columns = applications.apply_in(month, self._world, back, rng)
        approved = columns["credit"] < process.APPROVAL_BY_BAND[columns["band"]]
        chosen = approved & ~np.isnan(columns["submitted"])
        chosen &= rng.random(len(chosen)) < HISTORY_TAKE_UP
        funded = take(columns, chosen)
        size = len(funded["region"])
        funded |= {"number": np.full(size, -1), "number_day": np.full(size, -1)}
        funded["disbursed"] = np.floor(funded["submitted"] / DAY).astype(np.int64) + HISTORY_DAYS
        self._disburse_later(funded)

    def month(self, month: int, back: Returning, customers: Customers) -> list[Intake]:
        """Take a month's applications in; those handed in again within the month come as a second lot."""
        rng = stream(self._world.seed, f"applications {month}")
        new = applications.apply_in(month, self._world, back, rng)
        lots = [self._lot(concatenate([new, *self._again.pop(month, [])]), month, customers, rng)]
        if again := self._again.pop(month, []):
            lots.append(self._lot(concatenate(again), month, customers, rng))
        self._again.pop(month, None)
        return lots

    def _lot(self, columns: Columns, month: int, customers: Customers, rng: np.random.Generator) -> Intake:
        """Send applications through the approval and on to funding."""
        columns = self._number(columns)
        submitted = np.flatnonzero(~np.isnan(columns["submitted"]))
        sent = take(columns, submitted)
        luck = process.draws(len(submitted), rng)
        ai, redesign = tools(self._world, sent)
        course = process.run(sent, luck, self._world, month, ai=ai, redesign=redesign)
        contract = in_force(self._world, "e_contract", sent)
        funded, cancelled = funding.fund(sent, course.outcome == APPROVED, course.ended, contract, rng)
        for name, values in _censor_at_cut_off(course, funded, cancelled).items():
            empty = np.nan if values.dtype == float else -1
            columns[name] = np.full(len(columns["region"]), empty, values.dtype)
            columns[name][submitted] = values
        columns["fraud"] = _fraud(columns, rng)
        self._sign(columns, month, customers, rng)
        self._hand_in_again(take(columns, submitted), rng)
        return Intake(columns=columns, submitted=submitted, course=course, luck=luck)

    def take_disbursed(self, month: int, customers: Customers) -> Columns | None:
        """Contracts disbursed in a month; their customers join where they are new (history only)."""
        parts = self._to_disburse.pop(month, [])
        if not parts:
            return None
        funded = concatenate(parts)
        new = funded["customer"] < 0
        rng = stream(self._world.seed, f"joining {month}")
        joining = take(funded, new)
        funded["customer"][new] = customers.join(joining, joining["disbursed"], month, rng)
        return funded

    def _number(self, columns: Columns) -> Columns:
        moments = np.where(np.isnan(columns["submitted"]), columns["started"], columns["submitted"])
        columns = take(columns, np.argsort(moments, kind="stable"))
        size = len(moments)
        columns["number"] = self._numbers + 1 + np.arange(size)
        columns["number_day"] = np.floor(np.sort(moments) / DAY).astype(np.int64)
        self._numbers += size
        return columns

    def _hand_in_again(self, sent: Columns, rng: np.random.Generator) -> None:
        again = applications.hand_in_again(sent, rng)
        months = month_of(np.floor(again["submitted"] / DAY))
        for month in np.unique(months):
            self._again[int(month)].append(take(again, months == month))

    def _sign(self, columns: Columns, month: int, customers: Customers, rng: np.random.Generator) -> None:
        """New customers join with their contract; contracts wait for their month of disbursement."""
        rows = np.flatnonzero(~np.isnan(columns["funded"]))
        funded = take(columns, rows)
        funded["disbursed"] = np.floor(funded["funded"] / DAY).astype(np.int64)
        new = funded["customer"] < 0
        joining = take(funded, new)
        funded["customer"][new] = customers.join(joining, joining["disbursed"], month, rng)
        columns["customer"][rows] = funded["customer"]
        self._disburse_later(funded)

    def _disburse_later(self, funded: Columns) -> None:
        names = (*applications.COLUMNS, "number", "number_day", "disbursed")
        months = month_of(funded["disbursed"])
        for month in np.unique(months):
            rows = months == month
            self._to_disburse[int(month)].append({name: funded[name][rows] for name in names})


def tools(world: World, sent: Columns) -> tuple[Array, Array]:
    """How far AI approval and the redesigned process are built up for each application."""
    return in_force(world, "ai_approval", sent), in_force(world, "process_redesign", sent)


def _censor_at_cut_off(course: Course, funded: Array, cancelled: Array) -> Columns:
    """What the company knows at the cut-off; everything later is still open."""
    ended = course.ended < CUT_OFF
    return {
        "outcome": np.where(ended, course.outcome, -1),
        "decided": np.where(ended, course.ended, np.nan),
        "auto": np.where(ended & (course.outcome <= DECLINED), course.auto.astype(np.int64), -1),
        "funded": np.where(funded < CUT_OFF_DAY * DAY, funded, np.nan),
        "cancelled": np.where(cancelled < CUT_OFF, cancelled, np.nan),
    }


def _fraud(columns: Columns, rng: np.random.Generator) -> Array:
    u = rng.random(len(columns["region"]))
    sent = ~np.isnan(columns["submitted"])
    return np.where(sent & (u < CONFIRMED), 2, np.where(sent & (u < CONFIRMED + SUSPECTED), 1, 0))
