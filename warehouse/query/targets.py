"""The targets of a KPI and the months they hold for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from warehouse.contract.scope import Filters
from warehouse.snapshot.once import once
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target: its value, the months it holds for (`last` None: until further notice), its tolerance and its owner.

    `tolerance`: in the unit of the KPI, to either side of the value; None if the company states none. `owner`: "" if
    unnamed.
    """

    first: str
    last: str | None
    value: float
    tolerance: float | None
    owner: str


Slice = tuple[str, Filters]  # the KPI's code; () or one member of one dimension


def targets_of(snapshot: Snapshot, code: str, where: Filters) -> tuple[Target, ...]:
    """Return the targets of a KPI for exactly this slice: the whole company, or one member of one dimension.

    A target of the whole company says nothing about a part of it, so any other slice has none.
    """
    return _read(snapshot).get((code, where), ())


@once
def _read(snapshot: Snapshot) -> Mapping[Slice, tuple[Target, ...]]:
    by_slice: dict[Slice, tuple[Target, ...]] = {}
    rows: Iterable[Any] = snapshot.targets.itertuples(index=False)
    for row in rows:
        whole = pd.isna(row.dimension) or row.dimension == ""
        own = str(row.kpi), () if whole else ((str(row.dimension), (str(row.member),)),)
        by_slice[own] = (*by_slice.get(own, ()), _target(row))
    return by_slice


def _target(row: Any) -> Target:
    return Target(
        first=f"{pd.Timestamp(row.valid_from):%Y-%m}",
        last=None if pd.isna(row.valid_to) else f"{pd.Timestamp(row.valid_to):%Y-%m}",
        value=float(row.value),
        tolerance=None if pd.isna(row.tolerance) else float(row.tolerance),
        owner="" if pd.isna(row.owner) else str(row.owner),
    )


def target_of(snapshot: Snapshot, code: str, where: Filters, months: Sequence[str]) -> Target | None:
    """Return the target that holds in the last of the months, None if there is none."""
    if not months:
        return None
    last = months[-1]
    holding = [
        t for t in targets_of(snapshot, code, where) if t.first <= last and (t.last is None or last <= t.last)
    ]
    return holding[-1] if holding else None
