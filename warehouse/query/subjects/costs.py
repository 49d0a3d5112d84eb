"""Where the revenue goes, account by account, for the Costs page.

The costs of a growing company grow, so amounts are divided by the revenue of the same months, or by the contracts on
the book.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd

from analysis.results import NO_ROWS, Reason
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.contract.windows import months_between, select_comparable
from warehouse.kpis import find
from warehouse.query.answers import Passport
from warehouse.query.calendars import young_months
from warehouse.query.query import check_dimensions, kpi_marts, mart_for, passport_of
from warehouse.query.shortage import why_not_compared
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot

Base = Literal["revenue", "contract"]
Sums: TypeAlias = "pd.Series[float]"  # of one window, by account

PARTS = ("it_cost", "marketing_cost", "commission")  # each a part of operating_cost, by kind of expense
OTHERS = ("funding_cost", "credit_cost")
AMOUNTS = ("revenue", "operating_cost", *PARTS, *OTHERS)
KPI_OF: dict[Base, str] = {"revenue": "cost_income_ratio", "contract": "operating_cost_per_contract"}


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One account, or what remains of the accounts (`other_operating`, `profit`), before and after.

    Amounts are shares of revenue, or money per contract and year.
    """

    account: str
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class CostStructure:
    """The cost lines in the order in which they leave the revenue; if all accounts are booked they sum to it exactly.

    `entries`: booked rows before and after. `reason`: why there are no lines, None if there are.
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
    """Divide the accounts of both windows by revenue or by contracts, as `base` says.

    By contract an amount is × 12 ÷ the contracts on the book summed over the month ends, which is money per contract
    and year.
    Raises MilepostError for a dimension that does not exist.
    """
    check_dimensions((), where)
    kpi = find(KPI_OF[base])
    asked = (*months_between(*before), *months_between(*after))
    young = young_months(snapshot, kpi, asked)
    if base == "contract":
        young |= young_months(snapshot, find("outstanding_balance"), asked)
    sides = select_comparable(months_between(*before), months_between(*after), young)
    kept = (*sides[0], *sides[1])
    mart, reason = mart_for(snapshot, kpi=kpi, by=(), where=where, scope=scope, marts=kpi_marts(kpi))
    reason = reason or why_not_compared(snapshot, kpi, before, after, sides)
    lines: tuple[CostLine, ...] = ()
    entries, sql = (0, 0), ""
    if mart is not None and reason is None:
        sql = _sql(where_clause(mart, where, kept, scope))
        first, last = (
            snapshot.frame(_sql(where_clause(mart, where, tuple(side), scope))).iloc[0] for side in sides
        )
        entries = (int(first["entries"]), int(last["entries"]))
        lines = _lines(base, first, last, snapshot.empty_needs)
        reason = None if lines else NO_ROWS
    excluded = tuple(month for month in asked if month not in kept)
    passport = passport_of(
        snapshot,
        kpi=kpi,
        mart=mart.name if mart else "",
        sql=sql,
        where=where,
        months=kept,
        excluded=excluded,
    )
    return CostStructure(
        months_before=tuple(sides[0]),
        months_after=tuple(sides[1]),
        lines=lines,
        entries=entries,
        reason=reason,
        passport=passport,
    )


def _lines(base: Base, first: Sums, last: Sums, empty: frozenset[str]) -> tuple[CostLine, ...]:
    """Every line of both windows, none where there is nothing to divide by."""
    bases = [side["revenue"] if base == "revenue" else side["contracts"] / 12 for side in (first, last)]
    if min(bases) <= 0:
        return ()
    before, after = (side / divisor for side, divisor in zip((first, last), bases, strict=True))
    return tuple(
        CostLine(account=name, before=_line(name, before, empty), after=_line(name, after, empty))
        for name in _accounts(base, empty)
    )


def _sql(rows: str) -> str:
    columns = ", ".join(
        f"coalesce(sum({name}), 0)::double as {name}" for name in (*AMOUNTS, "contracts", "entries")
    )
    return f"select {columns} {rows}"


def _accounts(base: Base, empty: frozenset[str]) -> tuple[str, ...]:
    """The lines that can be said: accounts never booked are not zero, and without one of them nothing is left."""
    parts = [name for name in PARTS if _is_booked(name, empty)]
    others = [name for name in OTHERS if _is_booked(name, empty)]
    earned = _is_booked("revenue", empty)
    first = ("revenue",) if base == "contract" and earned else ()
    rest = ("profit",) if earned and len(others) == len(OTHERS) else ()
    return (*first, *parts, "other_operating" if parts else "operating_cost", *others, *rest)


def _is_booked(account: str, empty: frozenset[str]) -> bool:
    return f"finance_months.{account}" not in empty


def _line(name: str, side: Sums, empty: frozenset[str]) -> float:
    if name == "other_operating":
        parts = [part for part in PARTS if _is_booked(part, empty)]
        return float(side["operating_cost"] - side[parts].sum())
    if name == "profit":
        return float(side["revenue"] - side[["operating_cost", *OTHERS]].sum())
    return float(side[name])
