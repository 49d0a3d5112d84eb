"""Written-off contracts, and the cash that still comes in from them."""

import numpy as np

from demo.applying.applications import Columns, take
from demo.setting.timeline import Array

PAYS_IN_A_MONTH, AT_MOST, FOR_MONTHS = 0.10, 0.65, 30


class Losses:
    """One row per written-off contract: loan, month, amount and left (cents), oldest_due (day)."""

    def __init__(self) -> None:
        kinds = {"loan": "i8", "month": "i8", "amount": "i8", "left": "i8", "oldest_due": "i8"}
        self.rows: Columns = {name: np.empty(0, kind) for name, kind in kinds.items()}

    def add(self, loans: Array, month: int, amounts: Array, oldest_due: Array) -> None:
        """Contracts written off in a month."""
        new = {
            "loan": loans,
            "month": np.full(len(loans), month),
            "amount": amounts,
            "left": np.rint(amounts * AT_MOST),
            "oldest_due": oldest_due,
        }
        self.rows = {n: np.concatenate((old, new[n].astype(old.dtype))) for n, old in self.rows.items()}

    def recover(self, month: int, rng: np.random.Generator) -> Columns:
        """Cash of a month: loan, oldest_due, recovered (cents)."""
        self.rows = take(self.rows, (self.rows["month"] > month - FOR_MONTHS) & (self.rows["left"] > 0))
        size = len(self.rows["loan"])
        pays = (self.rows["month"] < month) & (rng.random(size) < PAYS_IN_A_MONTH)
        share = rng.uniform(0.04, 0.30, size)
        cash = np.where(pays, np.minimum(np.rint(self.rows["amount"] * share), self.rows["left"]), 0)
        cash = cash.astype(np.int64)
        self.rows["left"] -= cash
        paid = cash > 0
        return {
            "loan": self.rows["loan"][paid],
            "oldest_due": self.rows["oldest_due"][paid],
            "recovered": cash[paid],
        }
