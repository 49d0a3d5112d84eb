"""Fraud cases: those stopped before funding, and those found in the book later."""

from typing import Any

import numpy as np
import pyarrow as pa

from demo.applying.applications import Columns, concatenate, take
from demo.applying.intake import Intake
from demo.columns import application_id
from demo.files import write
from demo.loans.book import Book
from demo.loans.loan_rows import loan_id
from demo.setting.codes import FRAUD_KIND
from demo.setting.streams import stream
from demo.setting.timeline import CUT_OFF, DAY, Array

FOUND_BY = ("model", "staff", "external")
KINDS = tuple(FRAUD_KIND)
NAMES = ("number", "number_day", "submitted", "funded", "amount", "fraud")


class FraudDesk:
    """Collects marked applications month by month."""

    def __init__(self) -> None:
        self._marked: list[Columns] = []

    def month(self, intake: Intake) -> None:
        """Note the applications marked as suspected or confirmed fraud."""
        columns = {name: intake.columns[name] for name in NAMES}
        self._marked.append(take(columns, columns["fraud"] > 0))

    def rows(self, book: Book, delivered: Array, seed: int) -> dict[str, Any]:
        """Rows of fraud_cases. `delivered`: which contracts are exported."""
        rng = stream(seed, "fraud")
        c = concatenate(self._marked)
        size, funded = len(c["number"]), ~np.isnan(c["funded"])
        loans = _loans_of(c["number"], book, delivered)
        early = c["submitted"] + DAY * 0.05 * rng.exponential(1.0, size)
        late = c["funded"] + DAY * (20 + rng.exponential(90, size))
        detected = np.where(funded, late, early)
        by = np.where(funded, 1 + (rng.random(size) < 0.3), rng.random(size) < 0.2)
        settled = detected + DAY * (1 + rng.exponential(9, size))
        confirmed = c["fraud"] == 2
        amount = c["amount"] * 100
        keep = np.flatnonzero(detected < CUT_OFF)
        known = np.where(settled < CUT_OFF, settled, np.nan)
        columns = {
            "case_id": write.format_ids("QZ", 1 + np.arange(size), 7),
            "application_id": application_id(c["number"], c["number_day"]),
            "loan_id": loan_id(np.where(funded, loans, -1)),
            "detected_at": write.moment(detected),
            "confirmed_at": write.moment(np.where(confirmed, known, np.nan)),
            "cleared_at": write.moment(np.where(confirmed, np.nan, known)),
            "detected_by": write.code(by.astype(np.int64), FOUND_BY),
            "fraud_kind": write.code(rng.integers(0, len(KINDS), size), KINDS),
            "loss_amount": write.money(np.rint(amount * 0.7), ~(confirmed & funded)),
            "prevented_amount": write.money(amount, ~(confirmed & ~funded)),
        }
        return {name: values.take(pa.array(keep)) for name, values in columns.items()}


def _loans_of(numbers: Array, book: Book, delivered: Array) -> Array:
    """The contract of each application number, -1 where there is none."""
    known = np.flatnonzero(delivered & (book.signed["application"] >= 0))
    applications = book.signed["application"][known]
    order = np.argsort(applications, kind="stable")
    at = np.searchsorted(applications[order], numbers).clip(0, len(order) - 1)
    return np.where(applications[order][at] == numbers, known[order][at], -1)
