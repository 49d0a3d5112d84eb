"""Go-live dates of each initiative in the units of a panel, from the tables of roll-outs and goals (statistics §9)."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from analysis.attribution.grading import NOT_STAGGERED
from analysis.attribution.panel import NEVER, RollOut
from analysis.results import NO_ROWS, TOO_FEW, Reason
from warehouse.contract.windows import month_number, month_of
from warehouse.effects.goals import goals_of, kpis_of
from warehouse.effects.outcomes import OUTCOMES
from warehouse.snapshot.snapshots import Snapshot

COMPANY = "company"
# An initiative that acts on these decides what a contract will be like: it reaches a book with its new contracts.
AT_ORIGINATION = {"application", "origination"}


def roll_outs_of(
    snapshot: Snapshot, kpi_code: str, unit_kind: str, units: tuple[str, ...]
) -> tuple[RollOut, ...]:
    """Return the initiatives that went live in any of these units, by id, in order of go-live.

    A roll-out to the whole company reaches every unit at once. Raises KeyError for a KPI without an outcome.
    """
    by_cohort = OUTCOMES[kpi_code].by_cohort
    reached = snapshot.rollouts[_reaches(snapshot.rollouts, unit_kind, units)]
    return tuple(
        _roll_out(
            str(name),
            rows=rows,
            units=units,
            anticipation=_anticipation(snapshot, str(name), kpi_code),
            by_cohort=by_cohort and bool(_acts_on(snapshot, str(name)) & AT_ORIGINATION),
            chosen_from=find_month_of_choice(snapshot, str(name)),
        )
        for name, rows in reached.groupby("initiative_id", sort=False)
    )


def unit_kinds(snapshot: Snapshot) -> dict[str, str]:
    """Map each initiative to the kind of unit by which it was rolled out; the most frequent where there are several."""
    units: dict[str, Counter[str]] = {}
    for initiative, kind in zip(snapshot.rollouts.initiative_id, snapshot.rollouts.unit_kind, strict=True):
        units.setdefault(str(initiative), Counter())[str(kind)] += 1
    return {initiative: kinds.most_common(1)[0][0] for initiative, kinds in units.items()}


def read_roll_out_at_once(snapshot: Snapshot, initiative: str) -> tuple[int, bool, int | None] | Reason:
    """Return when an initiative reached the whole company at once, or why it did not.

    The month number of the go-live, whether it was mid-month, and the month number from which it was given up, None
    if never. Reasons: `no rows` without a go-live; `not staggered` where it went live in several months; `too few`
    where it reached only some units, which is no break of the whole.
    """
    rows = snapshot.rollouts[snapshot.rollouts.initiative_id == initiative]
    starts = {_month(day) for day in rows.live_on}
    if len(starts) != 1:
        return NOT_STAGGERED if starts else NO_ROWS
    whole = (rows.unit_kind == COMPANY).any()
    kinds = dict.fromkeys(map(str, rows.unit_kind))
    if not whole and not any(
        set(snapshot.members(kind)) - {""} <= set(rows.unit[rows.unit_kind == kind]) for kind in kinds
    ):
        return TOO_FEW
    ends = [_month(day + pd.Timedelta(days=1)) for day in rows.ended_on.dropna()]
    return starts.pop(), any(day.day != 1 for day in rows.live_on), min(ends, default=None)


def find_month_of_choice(snapshot: Snapshot, initiative_id: str) -> int | None:
    """Return the month number from which an initiative's units were chosen by their results; None if not stated."""
    day = _of_initiative(snapshot, initiative_id, "units_chosen_from")
    return None if day is None else _month(day)


def _reaches(rows: pd.DataFrame, unit_kind: str, units: tuple[str, ...]) -> pd.Series:
    return (rows.unit_kind == COMPANY) | ((rows.unit_kind == unit_kind) & rows.unit.isin(units))


def _roll_out(
    name: str,
    rows: pd.DataFrame,
    units: tuple[str, ...],
    anticipation: int,
    by_cohort: bool,
    chosen_from: int | None,
) -> RollOut:
    """The roll-out of rows in order of go-live; where two reach a unit, the earlier one counts."""
    starts, ends = np.full(len(units), NEVER), np.full(len(units), NEVER)
    partial = np.zeros(len(units), dtype=bool)
    for kind, member, live_on, ended_on in zip(
        rows.unit_kind, rows.unit, rows.live_on, rows.ended_on, strict=True
    ):
        reached = np.array([kind == COMPANY or unit == member for unit in units]) & (starts == NEVER)
        starts[reached], partial[reached] = _month(live_on), live_on.day != 1
        if not pd.isna(ended_on):
            # It was live in all of the month if it was given up on the last day.
            ends[reached] = _month(ended_on + pd.Timedelta(days=1))
    return RollOut(
        name=name,
        starts=starts,
        partial=partial,
        ends=ends,
        anticipation=anticipation,
        by_cohort=by_cohort,
        chosen_from=chosen_from,
    )


def _anticipation(snapshot: Snapshot, initiative: str, kpi_code: str) -> int:
    """Months before a go-live in which the KPI may already have moved, the most that a goal says; 0 if none does."""
    return max((goal.anticipation for goal in kpis_of(goals_of(snapshot), initiative, kpi_code)), default=0)


def _acts_on(snapshot: Snapshot, initiative_id: str) -> set[str]:
    text = _of_initiative(snapshot, initiative_id, "acts_on")
    return set() if text is None else {part.strip() for part in str(text).split("+")}


def _of_initiative(snapshot: Snapshot, initiative_id: str, column: str) -> Any:
    """What is stated of an initiative, None if nothing is."""
    rows = snapshot.initiatives
    stated = rows.loc[rows.initiative_id == initiative_id, column].dropna()
    return None if stated.empty else stated.iloc[0]


def _month(day: Any) -> int:
    return month_number(month_of(day))
