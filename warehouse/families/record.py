"""What a mart and a family of marts are: how they are built, what can be asked of them, what must hold."""

from collections.abc import Mapping
from dataclasses import dataclass

CELL = ("product", "channel", "region", "partner", "score_band")


@dataclass(frozen=True)
class Mart:
    """One mart.

    `month_of`: the calendar that puts a case into its month. `dimensions` can be filtered and grouped by;
    with `by_cell` its SQL names the cell, and the build writes the dimensions out. `keys` are the further columns
    that name a row. Three kinds of measure (statistics §1): `flows` add over cells and months (`$limit` stands for
    each service limit in minutes), `stocks` over cells only, `cohorts` over cells and start months at one age.
    `counted`: the measure that says how many cases a row holds. `needs`: operational tables without which it is
    empty.
    """

    name: str
    month_of: str
    by_cell: bool
    dimensions: tuple[str, ...]
    keys: tuple[str, ...]
    flows: tuple[str, ...]
    stocks: tuple[str, ...]
    cohorts: tuple[str, ...]
    counted: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """The marts of one subject; the SQL of each name stands in `warehouse/marts/`.

    Built in this order: `preparations` (steps, dropped afterwards), `calendars` (calendar, month, cut_off,
    rows), then, the windows being known, `tables` (kept in the snapshot) and `rated` (steps that need them),
    then `marts`. `references`: SQL of (name, rate), the scales of expected measures. `rules`: name → SQL of the
    rows that break it. `totals`: name → SQL from the marts, SQL from the facts, which must agree.
    """

    preparations: tuple[str, ...]
    calendars: tuple[str, ...]
    tables: tuple[str, ...]
    rated: tuple[str, ...]
    marts: tuple[Mart, ...]
    references: tuple[str, ...]
    rules: Mapping[str, str]
    totals: Mapping[str, tuple[str, str]]
