"""Many questions at once: what they read of the same mart is read by one statement.

A question that reads marts is a generator: it yields a reading, is sent its groups, and returns its answer. One alone
sends each reading as a statement of its own. Of several, all take their next step together: readings of one mart by
the same dimensions and units become one statement. It scans the mart once, by month, and makes the sums of each
reading from those; sums of integers and decimals are exact, so each gets what its own statement would have brought.
Along an axis, such as the length of a wait, a mart has hardly fewer sums than rows; there the statement makes the sums
of each reading from the mart, as long as that reads no more than twice the rows.
"""

from collections import defaultdict
from collections.abc import Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from warehouse.contract.scope import Filters
from warehouse.query.groups import Groups, encode_rows
from warehouse.query.sums import (
    AS_THEY_ARE,
    Plan,
    Reading,
    in_members,
    in_months,
    month_moved,
    move,
    where_clause,
)
from warehouse.snapshot.snapshots import Snapshot

T = TypeVar("T")
Steps = Generator[Reading, Groups, T]

MOST_READ = 2  # times the rows of a mart, where each slice reads its own


@dataclass(frozen=True, kw_only=True)
class Slice:
    """What one side of a reading sums: the rows of a condition (SQL) in some months, `back` months earlier.

    `by_month`, `by_unit`: whether each month, and each unit, has sums of its own.
    """

    condition: str
    months: tuple[str, ...]
    back: int
    by_month: bool
    by_unit: bool


def finish(snapshot: Snapshot, steps: Steps[T]) -> T:
    """Return what a question comes to."""
    (answer,) = finish_together(snapshot, (steps,))
    return answer


def finish_together(snapshot: Snapshot, questions: Sequence[Steps[T]]) -> list[T]:
    """Return what each of the questions comes to, in their order."""
    answers: dict[int, T] = {}
    groups: dict[int, Groups | None] = dict.fromkeys(range(len(questions)))
    while groups:
        readings: dict[int, Reading] = {}
        for place, sums in groups.items():
            steps = questions[place]
            try:
                readings[place] = next(steps) if sums is None else steps.send(sums)
            except StopIteration as end:
                answers[place] = end.value
        groups = dict(zip(readings, read_together(snapshot, tuple(readings.values())), strict=True))
    return [answers[place] for place in range(len(questions))]


def read(snapshot: Snapshot, reading: Reading) -> Groups:
    """Return the sums of a reading, from one statement."""
    by, sql = reading.plans[0].by, reading.sql
    rows = encode_rows(snapshot.recent_frame(sql), (*by, "unit"), reading.measures, reading.along)
    return rows.group(
        by=by,
        by_unit=bool(reading.unit),
        sides=range(len(reading.sides)),
        measures=tuple(reading.measures),
        sql=sql,
    )


def read_totals(snapshot: Snapshot, plan: Plan, measures: Mapping[str, str]) -> Groups:
    """Return measures (name → SQL) of one plan by member, not split by unit."""
    return read(
        snapshot,
        Reading(plans=(plan,), unit="", measures=measures, along=None, more="true", back=AS_THEY_ARE),
    )


def read_together(snapshot: Snapshot, readings: Sequence[Reading]) -> list[Groups]:
    """Return the sums of each reading, from one statement per mart, dimensions and unit."""
    groups: dict[int, Groups] = {}
    for places in _find_alike(readings):
        chosen = [readings[place] for place in places]
        several = _read_alike(snapshot, chosen) if len(chosen) > 1 else [read(snapshot, chosen[0])]
        groups.update(zip(places, several, strict=True))
    return [groups[place] for place in range(len(readings))]


def _find_alike(readings: Sequence[Reading]) -> list[list[int]]:
    """The places of readings of one mart by the same dimensions and unit; those without a unit go with any that have
    one, which stands first.
    """
    cuts: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, reading in enumerate(readings):
        plan = reading.plans[0]
        cuts[plan.mart.name, plan.scope, reading.cut][reading.unit].append(place)
    alike: list[list[int]] = []
    for by_unit in cuts.values():
        whole = by_unit.pop("", [])
        first, *others = [*by_unit.values()] or [[]]
        alike += [first + whole, *others]
    return alike


def _read_alike(snapshot: Snapshot, readings: Sequence[Reading]) -> list[Groups]:
    """The sums of readings that are alike (`_find_alike`), from one statement."""
    wheres = [reading.plans[0].where for reading in readings]
    common = tuple(filter_ for filter_ in wheres[0] if all(filter_ in where for where in wheres))
    slices = [_slices_of(reading, common) for reading in readings]
    sides = {
        part: side for side, part in enumerate(dict.fromkeys(part for parts in slices for part in parts))
    }
    names = {
        sql: f"sum_{place}"
        for place, sql in enumerate(dict.fromkeys(sql for r in readings for sql in r.measures.values()))
    }
    frame = snapshot.recent_frame(_write(readings[0], common, sides, names))
    by = tuple(dict.fromkeys(name for reading in readings for name in reading.plans[0].by))
    rows = encode_rows(frame, (*by, "unit"), names.values(), readings[0].along)
    return [
        rows.group(
            by=reading.plans[0].by,
            by_unit=bool(reading.unit),
            sides=[sides[part] for part in parts],
            measures=tuple(names[sql] for sql in reading.measures.values()),
            sql=reading.sql,
        )
        for reading, parts in zip(readings, slices, strict=True)
    ]


def _slices_of(reading: Reading, common: Filters) -> list[Slice]:
    """The slice of each side; its condition holds what is not common to all."""
    own = in_members(tuple(each for each in reading.plans[0].where if each not in common))
    condition = " and ".join((*own, reading.more))
    return [
        Slice(
            condition=condition,
            months=plan.months,
            back=back,
            by_month="month" in plan.by,
            by_unit=bool(reading.unit),
        )
        for plan, back in reading.sides
    ]


def _write(like: Reading, common: Filters, sides: dict[Slice, int], names: dict[str, str]) -> str:
    """SQL of all slices, each with all sums: `side` numbers the slices, `names` (SQL → name) the sums."""
    months = {month for part in sides for month in move(part.months, part.back)}
    if like.along and sum(len(part.months) for part in sides) <= MOST_READ * len(months):
        return _write_from_mart(like, common, sides, names)
    return _write_from_scan(like, common, sides, names, tuple(months))


def _write_from_mart(like: Reading, common: Filters, sides: dict[Slice, int], names: dict[str, str]) -> str:
    """SQL that makes the sums of each slice from the rows of the mart."""
    plan, unit = like.plans[0], like.unit or "''"
    sums = [f"{sql} as {name}" for sql, name in names.items()]
    parts = [
        f"select {', '.join((f'{side} as side', _month_of(part), _unit_of(part, unit), *like.cut, *sums))} "
        f"{where_clause(plan.mart, common, move(part.months, part.back), plan.scope)} and {part.condition} "
        "group by all having count(*) > 0"
        for part, side in sides.items()
    ]
    return " union all ".join(parts)


def _write_from_scan(
    like: Reading, common: Filters, sides: dict[Slice, int], names: dict[str, str], months: tuple[str, ...]
) -> str:
    """SQL that sums the mart by month once, and makes the sums of each slice from those."""
    plan = like.plans[0]
    conditions = {part.condition: f"kept_{part_of}" for part, part_of in sides.items()}
    columns = [f"{sql} as {name}" for sql, name in (*conditions.items(), *names.items())]
    scan = (
        f"select {', '.join(('month', *like.keys, *columns))} "
        f"{where_clause(plan.mart, common, months, plan.scope)} "
        f"and ({' or '.join(f'({sql})' for sql in conditions)}) group by all"
    )
    sums = [f"sum({name}) as {name}" for name in names.values()]
    parts = [
        f"select {', '.join((f'{side} as side', _month_of(part), _unit_of(part, 'unit'), *like.cut, *sums))} from scan "
        f"where {in_months(move(part.months, part.back))} and {conditions[part.condition]} "
        "group by all having count(*) > 0"
        for part, side in sides.items()
    ]
    return f"with scan as materialized ({scan}) {' union all '.join(parts)}"


def _month_of(part: Slice) -> str:
    return month_moved(part.back) if part.by_month else "min(month) as month"


def _unit_of(part: Slice, unit: str) -> str:
    return f"{unit} as unit" if part.by_unit else f"any_value({unit}) as unit"
