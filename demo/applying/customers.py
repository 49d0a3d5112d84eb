"""Customers: who joined when, and who will apply again in which month."""

from collections import defaultdict

import numpy as np

from demo.applying.applications import Columns, Returning, pick
from demo.setting.growing import Growing
from demo.setting.timeline import MONTHS, Array

SEGMENTS = np.array([0.46, 0.24, 0.12, 0.18])
WON_BY = np.array(
    [[0.72, 0.06, 0.16, 0.06], [0.10, 0.60, 0.26, 0.04], [0.10, 0.62, 0.24, 0.04], [0.08, 0.04, 0.08, 0.80]]
)
COST = np.array([1450.0, 980.0, 420.0, 1250.0])  # of winning a customer, by how they were won
REFERRAL_DISCOUNT_A_MONTH = 0.002

TYPES = {
    **dict.fromkeys(("region", "band", "age", "segment", "won_by"), "i1"),
    "joined": "i4",
    "cost": "i8",
    "on_file": "?",
}


class Customers:
    """`rows`: one per customer. `on_file`: has a delivered contract or application."""

    def __init__(self) -> None:
        self.rows = Growing(TYPES)
        self._due: dict[int, list[Array]] = defaultdict(list)

    def join(self, funded: Columns, joined: Array, month: int, rng: np.random.Generator) -> Array:
        """New customers with their first contract; their numbers. `joined`: days."""
        size = len(joined)
        shares = np.cumsum(WON_BY, axis=1)[funded["channel"]]
        won_by = (rng.random(size)[:, None] > shares).sum(axis=1).clip(0, 3)
        segment = np.where(funded["age"] == 0, 3, pick(rng, SEGMENTS, size))
        cheaper = 1 - REFERRAL_DISCOUNT_A_MONTH * max(month, 0)
        cost = COST[won_by] * cheaper * np.exp(rng.normal(0, 0.35, size))
        return self.rows.append(
            {
                **{name: funded[name] for name in ("region", "band", "age")},
                "segment": segment,
                "won_by": won_by,
                "joined": joined,
                "cost": np.round(cost * 100),
                "on_file": np.zeros(size, bool),
            }
        )

    def will_return(self, customers: Array, month: int, lag: Array) -> None:
        """These customers apply again `lag` months after `month`."""
        for later in np.unique(lag):
            if month + int(later) < MONTHS:
                self._due[month + int(later)].append(customers[lag == later])

    def select_returning(self, month: int) -> Returning:
        """Who applies again in this month."""
        due = self._due.pop(month, [])
        if not due:
            return Returning.nobody()
        customers = np.unique(np.concatenate(due))
        rows = self.rows
        region, band, age = (rows[name][customers].astype(np.int64) for name in ("region", "band", "age"))
        return Returning(customer=customers, region=region, band=band, age=age)
