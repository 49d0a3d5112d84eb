"""Sums of one plan by member and unit, and the plans of several windows laid beside each other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistic import Array

Members = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """Sums [rows, …] of one plan, with the member and the unit of each row."""

    rows: Array
    members: list[Members]
    units: list[str]
    sql: str


def histograms(frame: pd.DataFrame, by: tuple[str, ...], bins: int, sql: str) -> Block:
    """One histogram [events and exits, bins] per member and unit, from one row per bin."""
    keys = frame.groupby([*by, "unit"], sort=True).ngroup().to_numpy()
    firsts = frame.iloc[np.unique(keys, return_index=True)[1]] if len(frame) else frame
    rows = np.zeros((len(firsts), 2, bins))
    rows[keys, 0, frame.bin] = frame.events
    rows[keys, 1, frame.bin] = frame.exits
    return Block(rows, members_of(firsts, by), firsts.unit.astype(str).tolist(), sql)


def members_of(frame: pd.DataFrame, by: tuple[str, ...]) -> list[Members]:
    """The member of each row: one code per dimension."""
    if not by:
        return [()] * len(frame)
    return list(frame[list(by)].astype(str).itertuples(index=False, name=None))


def aligned(blocks: list[Block]) -> dict[Members, list[Array]]:
    """Per member the sums [units, …] of each block, units in one order; a unit without rows in one is zero there."""
    index = [
        {(member, unit): row for row, (member, unit) in enumerate(zip(b.members, b.units, strict=True))}
        for b in blocks
    ]
    units: dict[Members, set[str]] = {}
    for block in blocks:
        for member, unit in zip(block.members, block.units, strict=True):
            units.setdefault(member, set()).add(unit)
    sums = {}
    for member in sorted(units):
        sides = []
        for block, rows in zip(blocks, index, strict=True):
            side = np.zeros((len(units[member]), *block.rows.shape[1:]))
            for position, unit in enumerate(sorted(units[member])):
                if (row := rows.get((member, unit))) is not None:
                    side[position] = block.rows[row]
            sides.append(side)
        sums[member] = sides
    return sums
