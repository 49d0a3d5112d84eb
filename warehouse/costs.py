"""What the Costs page asks beside KPIs: where the revenue goes, account by account.

A growing company has growing costs, so amounts are divided: by the revenue of the same months, or by the contracts
on the book.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.results import NO_ROWS, NOT_OLD_ENOUGH, Reason
from warehouse.answers import Filters, Months, Passport, Scope
from warehouse.kpis import find
from warehouse.query import FEWEST_MONTHS, check_dimensions, kpi_marts, mart_for, passport_of
from warehouse.snapshots import Snapshot
from warehouse.sums import where_clause, young_months
from warehouse.windows import comparable, months_between

Base = Literal["revenue", "contract"]

PARTS = ("it_cost", "marketing_cost", "commission")  # each a part of operating_cost, by kind of expense
OTHERS = ("funding_cost", "credit_cost")
AMOUNTS = ("revenue", "operating_cost", *PARTS, *OTHERS)
KPI_OF: dict[Base, str] = {"revenue": "cost_income_ratio", "contract": "operating_cost_per_contract"}


@dataclass(frozen=True)
class CostLine:
    """One account, or what is left of them: `other_operating` and `profit`; shares of revenue, or money a year."""

    account: str
    before: float
    after: float


@dataclass(frozen=True)
class CostStructure:
    """Lines in the order in which they leave the revenue; with all accounts booked they sum to it exactly.

    `entries`: booked rows of each window. `reason`: why nothing can be said.
    """

    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    lines: tuple[CostLine, ...]
    entries: tuple[int, int]
    reason: Reason | None
    passport: Passport


def cost_structure(
    snapshot: Snapshot, base: Base, before: Months, after: Months, where: Filters, scope: Scope
) -> CostStructure:
    """Accounts of both windows ÷ revenue, or × 12 ÷ contracts on the book summed over the month ends."""
    check_dimensions((), where)
    kpi = find(KPI_OF[base])
    asked = (*months_between(*before), *months_between(*after))
    young = young_months(snapshot, kpi, asked)
    if base == "contract":
        young |= young_months(snapshot, find("outstanding_balance"), asked)
    sides = comparable(months_between(*before), months_between(*after), young)
    kept = (*sides[0], *sides[1])
    mart, reason = mart_for(snapshot, kpi, (), where, scope, kpi_marts(kpi))
    if min(map(len, sides)) < FEWEST_MONTHS:
        reason = reason or NOT_OLD_ENOUGH
    sums, sql = [], ""
    if mart is not None and reason is None:
        sums = [snapshot.frame(_sql(where_clause(mart, where, tuple(side), scope))) for side in sides]
        sql = _sql(where_clause(mart, where, kept, scope))
    bases = [float(side["revenue"][0] if base == "revenue" else side["contracts"][0] / 12) for side in sums]
    if bases and min(bases) <= 0:
        reason = NO_ROWS
    lines: tuple[CostLine, ...] = ()
    if reason is None:
        empty = snapshot.empty_needs
        divided = [side.iloc[0] / divisor for side, divisor in zip(sums, bases, strict=True)]
        lines = tuple(
            CostLine(name, *(_line(name, side, empty) for side in divided)) for name in _accounts(base, empty)
        )
    excluded = tuple(month for month in asked if month not in kept)
    entries = tuple(int(side["entries"][0]) for side in sums) or (0, 0)
    return CostStructure(
        tuple(sides[0]),
        tuple(sides[1]),
        lines,
        (entries[0], entries[-1]),
        reason,
        passport_of(snapshot, kpi, mart.name if mart else "", sql, where, kept, excluded),
    )


def _sql(rows: str) -> str:
    columns = ", ".join(
        f"coalesce(sum({name}), 0)::double as {name}" for name in (*AMOUNTS, "contracts", "entries")
    )
    return f"select {columns} {rows}"


def _accounts(base: Base, empty: frozenset[str]) -> tuple[str, ...]:
    """The lines that can be said: accounts never booked are not zero, and without one of them nothing is left."""
    parts = [name for name in PARTS if _booked(name, empty)]
    others = [name for name in OTHERS if _booked(name, empty)]
    first = ("revenue",) if base == "contract" else ()
    rest = ("profit",) if len(others) == len(OTHERS) else ()
    return (*first, *parts, "other_operating" if parts else "operating_cost", *others, *rest)


def _booked(account: str, empty: frozenset[str]) -> bool:
    return f"finance_months.{account}" not in empty


def _line(name: str, side: "pd.Series[float]", empty: frozenset[str]) -> float:
    if name == "other_operating":
        parts = [part for part in PARTS if _booked(part, empty)]
        return float(side["operating_cost"] - side[parts].sum())
    if name == "profit":
        return float(side["revenue"] - side[["operating_cost", *OTHERS]].sum())
    return float(side[name])
