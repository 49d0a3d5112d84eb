"""The simulated company: five years of an auto-finance company's exports, with every truth known.

Known drawbacks: exponentials and logarithms may differ in the last bit between processors, so that on
another machine one draw in about 10^15 could fall on the other side of its limit.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from demo import columns
from demo.applying import work_events
from demo.applying.applications import Columns
from demo.applying.customers import Customers
from demo.applying.intake import Desk, Intake
from demo.files import write
from demo.files.company_toml import company_toml
from demo.files.exports import exports_of
from demo.house import operations, planning, reference
from demo.house.finance import Accounts
from demo.house.fraud import FraudDesk
from demo.loans import lending, loan_rows
from demo.loans.book import Book
from demo.loans.lending import Lived
from demo.loans.losses import Losses
from demo.service.voices import Voices
from demo.setting import world
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, MONTHS, month_text
from demo.setting.world import SIZES
from demo.truth.truth import Truth
from warehouse.contract.errors import MilepostError


def simulate(out: Path, size: str, seed: int, progress: Callable[[str], None]) -> None:
    """Write the operational files, company.toml and truth.json of the simulated company into `out`.

    `size`: s, m, l or xl (world.SIZES, in loan-months); `progress` is told, a line at a time, what goes on.
    Raises MilepostError for an unknown size. Files of the same name are replaced.
    """
    if size not in SIZES:
        raise MilepostError(f"size {size}: is none of {', '.join(SIZES)}")
    out.mkdir(parents=True, exist_ok=True)
    for name in ("company.toml", "truth.json"):  # until everything is written, nothing is there to be loaded
        (out / name).unlink(missing_ok=True)
    _Run(out, size, seed, progress).run()


class _Run:
    """One simulation: the state that months hand on to one another."""

    def __init__(self, out: Path, size: str, seed: int, progress: Callable[[str], None]) -> None:
        self.size, self.seed, self.out, self.progress = size, seed, out, progress
        self.world = world.build(size, seed)
        self.exports = exports_of(size)
        self.files = write.Files(out, seed)
        self.book, self.losses, self.customers = Book(), Losses(), Customers()
        self.desk, self.fraud, self.accounts = Desk(self.world), FraudDesk(), Accounts()
        self.voices = Voices(self.world, self.exports, self.files)
        self.truth = Truth(self.world)
        self.partners = len(self.world.partners.kind)

    def run(self) -> None:
        self.progress("history: five years before the first delivered month")
        for month in range(-HISTORY, 0):
            self.desk.history(month, self.customers.select_returning(month))
            self._sign(month)
            lending.clear(self.book, self._live(month))
        for month in range(MONTHS):
            if month % 12 == 0:
                self.progress(f"year {month_text(month)[:4]}")
            self._month(month)
        self.progress("contracts, customers and the small tables")
        self._export_at_the_end()
        self.files.close()
        names = reference.partner_names(self.world)
        text = company_toml(tuple(self.exports.values()), names)
        (self.out / "company.toml").write_text(text, encoding="utf-8")
        truth = self.truth.text(self.size, self.book, self.files.rows, self.files.faults)
        (self.out / "truth.json").write_text(truth, encoding="utf-8")

    def _month(self, month: int) -> None:
        lots = self.desk.month(month, self.customers.select_returning(month), self.customers)
        for intake in lots:
            self._export_intake(month, intake)
            self.fraud.month(intake)
            self.truth.intake(intake, month)
        signed = self._sign(month)
        lived = self._live(month)
        rows = loan_rows.rows_of(self.book, lived.happened, lived.money, lived.cash, month)
        self._append("loan_months", month_text(month), rows)
        contacts, surveys = self.voices.month(lots, self.book.live, month)
        self.truth.service(contacts, surveys, month)
        self.truth.book(self.book, lived, month)
        applied = sum(len(intake.submitted) for intake in lots)
        self.accounts.month(month, self.book, lived, world=self.world, applied=applied, signed=signed)
        lending.clear(self.book, lived)

    def _append(self, table: str, part: str, columns: Mapping[str, Any]) -> None:
        self.files.append(self.exports[table], part, columns)

    def _sign(self, month: int) -> Columns:
        """Sign the month's contracts; their principal and channel."""
        rng = stream(self.seed, f"contracts {month}")
        funded = self.desk.take_disbursed(month, self.customers)
        loans = self.book.sign(funded, self.world, rng) if funded else np.zeros(0, np.int64)
        return {name: self.book.signed[name][loans] for name in ("principal", "channel")}

    def _live(self, month: int) -> Lived:
        return lending.live_month(self.book, self.losses, self.customers, self.world, month)

    def _export_intake(self, month: int, intake: Intake) -> None:
        volume = len(intake.columns["region"])
        known = intake.columns["customer"]
        self.customers.rows["on_file"][known[known >= 0]] = True
        rng = stream(self.seed, f"work {month} {intake.columns['number'][0]}")
        steps = work_events.steps_of(intake.course, volume, rng)
        self._append("applications", month_text(month)[:4], columns.applications(intake, self.partners))
        self._append("application_events", month_text(month), columns.application_events(intake, steps))

    def _export_at_the_end(self) -> None:
        delivered = self.book.select_delivered()
        self.customers.rows["on_file"][np.unique(self.book.signed["customer"][delivered])] = True
        tables = columns.loans(self.book, delivered, self.partners)
        write.write_parquet(tables, self.out / self.exports["loans"].file)
        self.files.rows["loans"] = int(delivered.sum())
        for table, rows in {
            "customers": columns.customers(self.customers),
            "partners": reference.partners(self.world),
            "partner_terms": planning.partner_terms(self.world),
            "initiatives": reference.initiatives(self.world),
            "rollouts": reference.rollouts(self.world),
            "initiative_goals": planning.initiative_goals(self.world),
            "finance_months": self.accounts.rows(),
            "fraud_cases": self.fraud.rows(self.book, delivered, self.seed),
            "incidents": operations.incidents(self.seed),
            "compliance_checks": operations.compliance_checks(self.world),
            "targets": planning.targets(),
            "events": planning.events(),
        }.items():
            self._append(table, "", rows)
