"""The monthly accounts: sums of what the contracts did, and what the house costs.

Income, funding and credit cost are kept by region; costs of the house are not allocated. it_cost,
marketing_cost and commission are parts of operating_cost, not added to it.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from demo.applying.applications import DEALER, PARTNER, Columns
from demo.loans.book import Book
from demo.loans.lending import Lived
from demo.loans.loan_life import BAD
from demo.setting import regions
from demo.setting.initiatives import BY_CODE, INITIATIVES, NEVER
from demo.setting.timeline import HISTORY, Array, month_text
from demo.setting.world import World

LOSS_GIVEN_DEFAULT = 0.62
COMMISSION, PER_APPLICATION = 0.013, 38.0  # of the amount financed; currency
HOUSE, IT = 0.011, 0.0030  # a year, of the balance at the start; grows slower than the book
HOUSE_GROWTH, IT_GROWTH = 0.008, 0.012  # a month


@dataclass(kw_only=True)
class Accounts:
    """Collects the months. `regional`: account → months × regions; `house`: account → months. Currency."""

    months: list[int] = field(default_factory=list)
    regional: dict[str, list[Array]] = field(default_factory=dict)
    house: dict[str, list[float]] = field(default_factory=dict)
    first_balance: float = 0.0
    bad_before: Array = field(default_factory=lambda: np.zeros(len(regions.CODES)))

    def month(
        self, month: int, book: Book, lived: Lived, *, world: World, applied: int, signed: Columns
    ) -> None:
        """Book a month. `signed`: principal (cents) and channel of the contracts disbursed in it."""
        live, money = book.live, lived.money
        region = live["region"].astype(np.int64)

        def by_region(cents: Array) -> Array:
            return np.bincount(region, cents, len(regions.CODES)) / 100

        balance = float(live["balance"].sum()) / 100
        self.first_balance = self.first_balance or balance
        bad = by_region(np.where(live["late"] >= BAD, live["balance"], 0))
        of = book.signed["region"][lived.cash["loan"]].astype(np.int64)
        recovered = np.bincount(of, lived.cash["recovered"], len(regions.CODES)) / 100
        provision = LOSS_GIVEN_DEFAULT * (bad - self.bad_before)
        self.bad_before = bad
        self.months.append(month)
        for account, values in {
            "revenue": by_region(money["interest"] + money["fee"]),
            "funding_cost": by_region(money["funding"]),
            "credit_cost": by_region(lived.happened.written_off) - recovered + provision,
            "servicing_cost": by_region(money["servicing"]),
        }.items():
            self.regional.setdefault(account, []).append(values)
        for account, value in self._house(month, world, applied, signed).items():
            self.house.setdefault(account, []).append(value)

    def _house(self, month: int, world: World, applied: int, signed: Columns) -> dict[str, float]:
        through = (signed["channel"] == DEALER) | (signed["channel"] == PARTNER)
        financed = float(signed["principal"][through].sum()) / 100
        commission = COMMISSION * financed
        marketing = 0.0022 * float(signed["principal"].sum()) / 100
        platform = world.built_up["data_platform"][month + HISTORY].max()
        cheaper = np.exp(BY_CODE["data_platform"].effects["operating_cost_ln"] * platform)
        start = self.first_balance / 12
        it = start * IT * (1 + IT_GROWTH) ** month + self._initiatives(month, world)
        house = start * HOUSE * (1 + HOUSE_GROWTH) ** month * cheaper
        origination = PER_APPLICATION * applied
        return {
            "operating_cost": house + it + commission + marketing + origination,
            "it_cost": it,
            "marketing_cost": marketing,
            "commission": commission,
            "origination_cost": origination,
        }

    def _initiatives(self, month: int, world: World) -> float:
        """Running cost of the initiatives, in proportion to the company's size and to where they are live."""
        cost = 0.0
        for initiative in INITIATIVES:
            live = world.rollouts.live[initiative.code]
            cost += initiative.cost_per_month * float(((live <= month) & (live < NEVER)).mean())
        return cost * world.spending

    def rows(self) -> dict[str, Any]:
        """The accounts as a sheet: a row per month and unit, a column per account, empty where none."""
        out: dict[str, list[Any]] = {name: [] for name in ("month", "unit", "unit_kind", *SHEET)}
        for n, month in enumerate(self.months):
            for unit, code in enumerate(("", *regions.CODES)):
                out["month"].append(month_text(month))
                out["unit"].append(code or None)
                out["unit_kind"].append("region" if code else None)
                for account in SHEET:
                    table: Any = self.regional if code else self.house
                    value = table[account][n] if account in table else None
                    value = value[unit - 1] if code and value is not None else value
                    out[account].append(None if value is None else round(float(value), 2))
        return {name: pa.array(values) for name, values in out.items()}


SHEET = (
    *("revenue", "funding_cost", "credit_cost", "servicing_cost"),
    *("operating_cost", "it_cost", "marketing_cost", "commission", "origination_cost"),
)
