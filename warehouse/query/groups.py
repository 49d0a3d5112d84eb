"""Sums by group, that is by member and unit, from the rows of one query for several plans."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistic import Array

Members = tuple[str, ...]
Codes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Sums by group, ordered by member, then by unit.

    `members`: those that occur. `member_of` [groups]: the index of each group's member. `rows` [plans, groups, …]: the
    sums, zero where a plan has no rows of a group. `present` [plans, groups]: whether it has rows.
    """

    members: list[Members]
    member_of: Codes
    rows: Array
    present: NDArray[np.bool_]
    sql: str

    def by_member(self) -> dict[Members, list[Array]]:
        """Return per member the sums [units, …] of each plan."""
        bounds = np.searchsorted(self.member_of, np.arange(len(self.members) + 1)).tolist()
        return {
            member: [side[bounds[place] : bounds[place + 1]] for side in self.rows]
            for place, member in enumerate(self.members)
        }

    def thin(self, cases: Callable[[Array], Array], fewest_units: int) -> list[Members]:
        """Return the members with fewer than `fewest_units` effective units (statistics §8).

        `cases` returns the number of cases behind sums.
        """
        sizes = np.asarray(cases(self.rows), dtype=float).sum(axis=0)
        total, squares = self._per_member(sizes), self._per_member(sizes**2)
        effective = np.divide(total**2, squares, out=np.zeros(len(total)), where=squares > 0)
        return [self.members[place] for place in np.flatnonzero(effective < fewest_units)]

    def shares(self) -> Array:
        """Return weights [plans, groups] that divide 1 evenly among the groups of a member that a plan has rows of."""
        counts = np.array([self._per_member(side) for side in self.present])
        return np.asarray(self.present / np.maximum(counts[:, self.member_of], 1))

    def _per_member(self, values: Array | NDArray[np.bool_]) -> Array:
        return np.bincount(self.member_of, values, len(self.members)).astype(float)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of a query, encoded once for all groups that are made of them.

    `keys`: per column, the place of each row among the members, and these in the order of their codes; months as
    YYYY-MM. `sides` [rows]: the index of the plan. `along` [rows]: the position on a further axis of `length`, None
    for no such axis. `measures`: name → sums [rows].
    """

    keys: Mapping[str, tuple[Codes, NDArray[Any]]]
    sides: Codes
    along: Codes | None
    length: int
    measures: Mapping[str, Array]

    def group(
        self, by: tuple[str, ...], by_unit: bool, sides: Sequence[int], measures: tuple[str, ...], sql: str
    ) -> Groups:
        """Return the rows of these sides by member and, if `by_unit`, by unit.

        `sql`: the statement that brings the same sums.
        """
        order = np.full(int(self.sides.max(initial=max(sides))) + 1, -1)
        order[list(sides)] = np.arange(len(sides))
        plan_of = order[self.sides]
        chosen = np.flatnonzero(plan_of >= 0)
        plans = plan_of[chosen]
        axis = () if self.along is None else (self.length,)
        keys = [self.keys[name] for name in by]
        keys.append(self.keys["unit"] if by_unit else _in_one(len(self.sides)))
        known = [members for _, members in keys]
        shape = tuple(map(len, known))
        places = [codes[chosen] for codes, _ in keys]
        codes = np.ravel_multi_index(places, shape) if len(chosen) else chosen
        group_codes, groups = np.unique(codes, return_inverse=True)
        member_codes, member_of = np.unique(group_codes // max(shape[-1], 1), return_inverse=True)
        rows = np.zeros((len(sides), len(group_codes), len(measures), *axis))
        last = () if self.along is None else (self.along[chosen],)
        for place, measure in enumerate(measures):
            rows[(plans, groups, place, *last)] = self.measures[measure][chosen]
        present = np.zeros(rows.shape[:2], dtype=bool)
        present[plans, groups] = True
        columns = np.unravel_index(member_codes, shape[:-1]) if by and len(chosen) else ()
        members = list(
            zip(*(names[column] for names, column in zip(known, columns, strict=False)), strict=True)
        )
        return Groups(
            members=members if by or not len(chosen) else [()],
            member_of=member_of,
            rows=rows,
            present=present,
            sql=sql,
        )


def encode_rows(
    frame: pd.DataFrame, keys: tuple[str, ...], measures: Iterable[str], along: tuple[str, int] | None
) -> Rows:
    """Return the rows of a query, encoded.

    `keys`: the columns to group by. `along`: the column that gives the position of a row on a further axis, and the
    length of that axis. The column `side`, if there is one, is the index of the plan.
    """
    alone = np.zeros(len(frame), dtype=np.int64)
    return Rows(
        keys={name: _encode(frame[name]) for name in keys},
        sides=frame["side"].to_numpy(dtype=np.int64) if "side" in frame else alone,
        along=frame[along[0]].to_numpy() if along else None,
        length=along[1] if along else 0,
        measures={name: frame[name].to_numpy(dtype=float) for name in measures},
    )


def _in_one(rows: int) -> tuple[Codes, NDArray[Any]]:
    """All rows as those of a single unit without a name."""
    return np.zeros(rows, dtype=np.int64), np.array([""], dtype=object)


def _encode(column: pd.Series) -> tuple[Codes, NDArray[Any]]:
    """The place of each row among the members of a column, and these in the order of their codes; months YYYY-MM."""
    if column.dtype.kind == "M":
        months = column.to_numpy().astype("datetime64[M]")
        known = np.arange(months.min(), months.max() + 1) if len(months) else months
        return np.asarray(months - known[:1], dtype=np.int64), np.array(known.astype(str), dtype=object)
    # The marts' enumerations arrive as categories, in the order of their codes.
    texts = column.astype("category").cat
    return np.asarray(texts.codes, dtype=np.int64), np.asarray(texts.categories.astype(str), dtype=object)
