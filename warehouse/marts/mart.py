"""What a mart and a family of marts are: how they are built, what can be asked of them, what must hold."""

from collections.abc import Mapping
from dataclasses import dataclass

LOAD_AGAIN = "correct these rows and load the file again"
OURS = "this is a fault of Milepost and not of the data; please report it with this line"
CELL = ("product", "channel", "region", "partner", "score_band")


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Variant:
    """How one of several marts is made from the same SQL, `warehouse/marts/templates/<template>.sql`.

    `parameters`: word of the template, without its $ → what it stands for in this mart. What names a row and what is
    measured need none: the template takes both from the mart's own record.
    """

    template: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What must hold. `broken`: SQL of what breaks it, a row each, `line` saying what and where.

    `remedy`: what is to be done about it.
    """

    broken: str
    remedy: str


def by_file(table: str, condition: str) -> str:
    """SQL of the rows of a table that meet a condition, counted by the file that holds them (`Rule.broken`)."""
    return (
        f"select count(*) || if(count(*) = 1, ' row of ', ' rows of ') || source || ', ' || file as line from {table}"
        f" join deliveries on delivery = _delivery where {condition} group by source, file"
    )


@dataclass(frozen=True, kw_only=True)
class Family:
    """The marts of one subject; the SQL of each name stands in `warehouse/marts/`.

    Built in this order: `preparations` (steps, dropped afterwards), `calendars` (calendar, month, cut_off,
    rows), then, the windows being known, `tables` (kept in the snapshot) and `rated` (steps that need them),
    then `marts`. `variants`: mart → the template it shares with others; the rest have SQL of their own name.
    `references`: SQL of (name, rate), the scales of expected measures. `rules`: name →
    what must hold. `findings`: name → SQL of a number of rows that are counted otherwise than delivered, and are
    told. `totals`: name → SQL from the marts, SQL from the facts, which must agree.
    """

    preparations: tuple[str, ...]
    calendars: tuple[str, ...]
    tables: tuple[str, ...]
    rated: tuple[str, ...]
    marts: tuple[Mart, ...]
    variants: Mapping[str, Variant]
    references: tuple[str, ...]
    rules: Mapping[str, Rule]
    findings: Mapping[str, str]
    totals: Mapping[str, tuple[str, str]]
