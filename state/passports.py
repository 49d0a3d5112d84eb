"""Passport numbers with what was stated under them, and a record of what left the company.

Nothing is changed or deleted. Raises Unavailable if the database fails.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, select

from asking.statements import Stated
from state.database import Database, state_of
from state.scenarios import SavedScenarios
from state.tables import PASSPORTS, TAKEN
from state.texts import author_from
from warehouse.contract.store import Home

ASKED_AT_ONCE = 500  # numbers in a statement


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What was stated, and when it was first recorded (UTC)."""

    stated: Stated
    stated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A pack or report that left the company.

    `at`: when (UTC); `by`: who took it; `recipient`: for whom; `numbers`: of the passports it contains;
    `expires_on`: None for never.
    """

    at: datetime
    by: str
    what: str
    recipient: str
    snapshot: str
    numbers: tuple[str, ...]
    expires_on: date | None


def find_named_snapshots(home: Home) -> frozenset[str]:
    """Return the snapshots named by locked scenarios and by what left the company.

    Raises MilepostError if the state cannot be read.
    """
    database = state_of(home)
    return SavedScenarios(database).list_locked_snapshots() | Passports(database).list_snapshots()


class Passports:
    """The passports of one company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, stated: Sequence[Stated]) -> None:
        """Record statements; a number that is known already stays as it is."""
        by_number = {statement.number: statement for statement in stated}
        numbers = sorted(by_number)
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            some = numbers[start : start + ASKED_AT_ONCE]
            with self._database.transact() as connection:
                known = select(PASSPORTS.c.number).where(PASSPORTS.c.number.in_(some))
                new = set(some) - {row.number for row in connection.execute(known)}
                rows = [_row(by_number[number]) for number in sorted(new)]
                if rows:
                    connection.execute(PASSPORTS.insert(), rows)

    def find(self, number: str) -> Recorded | None:
        """Return what was stated under a number; None if it was never recorded."""
        rows = self._database.rows(select(PASSPORTS).where(PASSPORTS.c.number == number))
        return Recorded(stated=_read_row(rows[0]), stated_at=rows[0].stated_at) if rows else None

    def find_all(self, numbers: Sequence[str]) -> tuple[Stated, ...]:
        """Return what was stated under these numbers, in their order; those that were never recorded are left out."""
        known: dict[str, Stated] = {}
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            some = numbers[start : start + ASKED_AT_ONCE]
            rows = self._database.rows(select(PASSPORTS).where(PASSPORTS.c.number.in_(some)))
            known |= {row.number: _read_row(row) for row in rows}
        return tuple(known[number] for number in numbers if number in known)

    def take(
        self,
        what: str,
        recipient: str,
        snapshot: str,
        stated: Sequence[Stated],
        expires_on: date | None,
        by: str,
    ) -> None:
        """Record that a pack or report was made, along with its passports; its snapshot is kept from now on."""
        self.record(stated)
        numbers = json.dumps(sorted({statement.number for statement in stated}))
        with self._database.transact() as connection:
            connection.execute(
                TAKEN.insert().values(
                    at=_now(),
                    by=author_from(by),
                    what=what,
                    recipient=recipient,
                    snapshot=snapshot,
                    numbers=numbers,
                    expires_on=expires_on,
                )
            )

    def list_taken(self) -> tuple[Taken, ...]:
        """Return everything that left the company, latest first."""
        rows = self._database.rows(select(TAKEN).order_by(TAKEN.c.entry.desc()))
        return tuple(
            Taken(
                at=row.at,
                by=row.by,
                what=row.what,
                recipient=row.recipient,
                snapshot=row.snapshot,
                numbers=tuple(json.loads(row.numbers)),
                expires_on=row.expires_on,
            )
            for row in rows
        )

    def list_snapshots(self) -> frozenset[str]:
        """Return the snapshots that numbers on paper rest on."""
        return frozenset(row.snapshot for row in self._database.rows(select(TAKEN.c.snapshot).distinct()))


def _read_row(row: Row[Any]) -> Stated:
    values = dict(row._mapping)
    partners = values.pop("partners")
    del values["stated_at"]
    values["answer"] = zlib.decompress(values["answer"]).decode()
    return Stated(**values, partners=None if partners is None else tuple(json.loads(partners)))


def _row(stated: Stated) -> dict[str, object]:
    partners = None if stated.partners is None else json.dumps(stated.partners)
    answer = zlib.compress(stated.answer.encode())
    return {**asdict(stated), "partners": partners, "answer": answer, "stated_at": _now()}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
