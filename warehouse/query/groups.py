"""Sums by group, that is by member and unit, from one query for several plans."""

from collections.abc import Callable
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


def group_rows(
    frame: pd.DataFrame,
    by: tuple[str, ...],
    plans: int,
    measures: tuple[str, ...],
    along: tuple[str, int] | None,
    sql: str,
) -> Groups:
    """Return the rows of a query as groups.

    Columns of `frame`: those of `by`, `unit`, the measures, the column of `along`, and with several plans `side`, the
    index of the plan.
    `along`: the column that gives the position of a row on a further axis, and the length of that axis.
    """
    codes, known = zip(*(_encode(frame[name]) for name in (*by, "unit")), strict=True)
    shape = tuple(len(members) for members in known)
    if not len(frame):
        empty = np.zeros((plans, 0, len(measures), *((along[1],) if along else ())))
        return Groups(
            members=[],
            member_of=np.zeros(0, dtype=np.int64),
            rows=empty,
            present=np.zeros((plans, 0), dtype=bool),
            sql=sql,
        )
    groups, group_codes = pd.factorize(np.asarray(np.ravel_multi_index(codes, shape)), sort=True)
    places, member_of = np.unique(group_codes // shape[-1], return_inverse=True)
    columns = np.unravel_index(places, shape[:-1]) if by else ()
    members = list(zip(*(names[column] for names, column in zip(known, columns, strict=False)), strict=True))
    sides = frame["side"].to_numpy() if plans > 1 else np.zeros(len(frame), dtype=np.int64)
    rows = np.zeros((plans, len(group_codes), len(measures), *((along[1],) if along else ())))
    last = (frame[along[0]].to_numpy(),) if along else ()
    for place, measure in enumerate(measures):
        rows[(sides, groups, place, *last)] = frame[measure].to_numpy(dtype=float)
    present = np.zeros(rows.shape[:2], dtype=bool)
    present[sides, groups] = True
    return Groups(members=members if by else [()], member_of=member_of, rows=rows, present=present, sql=sql)


def _encode(column: pd.Series) -> tuple[Codes, NDArray[Any]]:
    """The place of each row among the members of a column, and these in the order of their codes; months YYYY-MM."""
    if column.dtype.kind == "M":
        months = column.to_numpy().astype("datetime64[M]")
        known = np.arange(months.min(), months.max() + 1) if len(months) else months
        return np.asarray(months - known[:1], dtype=np.int64), np.array(known.astype(str), dtype=object)
    # The marts' enumerations arrive as categories, in the order of their codes.
    texts = column.astype("category").cat
    return np.asarray(texts.codes, dtype=np.int64), np.asarray(texts.categories.astype(str), dtype=object)
