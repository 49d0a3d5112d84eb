"""The records of a mart and of a family of marts: how they are built, what can be asked of them, what must hold."""

from collections.abc import Mapping
from dataclasses import dataclass

LOAD_AGAIN = "correct these rows and load the file again"
OURS = "this is a fault of Milepost and not of the data; please report it with this line"
CELL = ("product", "channel", "region", "partner", "score_band")


@dataclass(frozen=True, kw_only=True)
class Mart:
    """One mart.

    `month_of`: the calendar that puts a case into its month.
    `dimensions`: what it can be filtered and grouped by; if `by_cell`, its SQL names the cell and the build writes the
    dimensions out. `keys`: further columns that identify a row.
    Measures are of three kinds (statistics §1): `flows` add over cells and months (`$limit` stands for each service
    limit in minutes), `stocks` add over cells only, `cohorts` over cells and start months at one age.
    `counted`: the measure that counts the cases of a row. `needs`: operational tables without which it is empty.
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
    """One of several marts made from the same SQL, `warehouse/marts/sql/templates/<template>.sql`.

    `parameters`: name in the template, without its $ → what it stands for in this mart. What identifies a row and what
    is measured need no parameters: the template takes both from the mart's own record.
    """

    template: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A condition that must hold.

    `broken`: SQL that returns a row for each violation, whose column `line` says what is wrong and where. `remedy`:
    what to do about it.
    """

    broken: str
    remedy: str


def by_file(table: str, condition: str) -> str:
    """Return SQL that counts the rows of a table that meet a condition, by the file that holds them.

    It has the column `line` that `Rule.broken` needs.
    """
    return (
        f"select count(*) || if(count(*) = 1, ' row of ', ' rows of ') || source || ', ' || file as line from {table}"
        f" join deliveries on delivery = _delivery where {condition} group by source, file"
    )


@dataclass(frozen=True, kw_only=True)
class Family:
    """The marts of one subject; the SQL of each name is in `warehouse/marts/sql/`.

    Built in this order: `preparations` (intermediate tables, dropped afterwards); `calendars` (columns: calendar,
    month, cut_off, rows); once the windows are known, `tables` (kept in the snapshot) and `rated` (intermediate tables
    that need them); then `marts`.
    `variants`: mart → the template that it shares with others; all other marts have SQL of their own name.
    `references`: SQL of (name, rate), the scales of expected measures.
    `rules`: name → what must hold. `findings`: name → SQL that counts rows which are not counted as delivered and are
    reported. `totals`: name → SQL from the marts and SQL from the facts, which must agree.
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
