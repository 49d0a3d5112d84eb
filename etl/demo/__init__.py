"""The simulated company: five years of an auto-finance company's exports, with every truth known.

Known drawbacks: exponentials and logarithms may differ in the last bit between processors, so that on
another machine one draw in about 10^15 could fall on the other side of its limit.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from etl.demo import lending, loan_rows, records, reference, work_events, world, write
from etl.demo.book import Book
from etl.demo.company_toml import company_toml
from etl.demo.customers import Customers
from etl.demo.exports import BY_TABLE, EXPORTS
from etl.demo.intake import Desk, Intake
from etl.demo.losses import Losses
from etl.demo.streams import stream
from etl.demo.timeline import HISTORY, MONTHS, first_day, month_text
from etl.demo.truth import truth_json
from etl.demo.world import SIZES, World
from warehouse.errors import MilepostError


def simulate(out: Path, size: str, seed: int, progress: Callable[[str], None]) -> None:
    """Write the operational files, company.toml and truth.json of the simulated company into `out`.

    `size`: s, m, l or xl (world.SIZES, in loan-months); `progress` is told, a line at a time, what goes on.
    Raises MilepostError for an unknown size. Files of the same name are replaced.
    """
    if size not in SIZES:
        raise MilepostError(f"size {size}: is none of {', '.join(SIZES)}")
    out.mkdir(parents=True, exist_ok=True)
    _Run(out, world.build(size, seed), progress).run()
    (out / "truth.json").write_text(truth_json(seed, size), encoding="utf-8")


class _Run:
    """One simulation: the state that months hand on to one another."""

    def __init__(self, out: Path, surroundings: World, progress: Callable[[str], None]) -> None:
        self.world = surroundings
        self.progress = progress
        self.files = write.Files(out)
        self.out = out
        self.book, self.losses, self.customers = Book(), Losses(), Customers()
        self.desk = Desk(surroundings)

    def run(self) -> None:
        self.progress("history: five years before the first delivered month")
        for month in range(-HISTORY, 0):
            self.desk.history(month, self.customers.returning(month))
            self._live(month)
            lending.clear(self.book, self.lived)
        for month in range(MONTHS):
            if month % 12 == 0:
                self.progress(f"year {month_text(month)[:4]}")
            for intake in self.desk.month(month, self.customers.returning(month), self.customers):
                self._export_intake(month, intake)
            self._live(month)
            self._export_loans(month)
            lending.clear(self.book, self.lived)
        self.progress("writing contracts and customers")
        self._export_at_the_end()
        self.files.close()
        (self.out / "company.toml").write_text(company_toml(EXPORTS), encoding="utf-8")

    def _live(self, month: int) -> None:
        funded = self.desk.disbursed(month, self.customers)
        if funded is not None:
            self.book.sign(funded, self.world, stream(self.world.seed, f"contracts {month}"))
        self.lived = lending.live_month(self.book, self.losses, self.customers, self.world, month)

    def _export_intake(self, month: int, intake: Intake) -> None:
        partners = len(self.world.partners.kind)
        volume = len(intake.columns["region"])
        rng = stream(self.world.seed, f"work {month} {intake.columns['number'][0]}")
        steps = work_events.steps_of(intake.course, volume, rng)
        year = month_text(month)[:4]
        self.files.append(BY_TABLE["applications"], year, records.applications(intake, partners))
        self.files.append(
            BY_TABLE["application_events"], month_text(month), records.application_events(intake, steps)
        )

    def _export_loans(self, month: int) -> None:
        lived = self.lived
        rows = loan_rows.rows_of(self.book, lived.happened, lived.money, lived.cash, month)
        self.files.append(BY_TABLE["loan_months"], month_text(month), rows)

    def _export_at_the_end(self) -> None:
        signed, partners = self.book.signed, len(self.world.partners.kind)
        delivered = (signed["closed"] < 0) | (signed["closed"] >= first_day(0))
        self.customers.rows["on_file"][np.unique(signed["customer"][delivered])] = True
        tables = list(records.loans(self.book, delivered, partners))
        write.write_parquet(tables, self.out / BY_TABLE["loans"].file)
        for table, columns in {
            "customers": records.customers(self.customers),
            "partners": reference.partners(self.world),
            "initiatives": reference.initiatives(),
            "rollouts": reference.rollouts(self.world),
        }.items():
            self.files.append(BY_TABLE[table], "", columns)
