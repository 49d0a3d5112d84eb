"""What people say about sections of reports, and who signed a report off. Rows are only ever added.

The last words on a section hold; words withdrawn are followed by none. Every writing method is one transaction,
including its line in the audit. `by` is the person acting, 1 to 60 characters. Raises Refusal (→ refusals) if a
request is not allowed, Unavailable if the database fails.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from asking.books import Remark, SignedOff, Subject
from state.audit import note, now
from state.database import Database
from state.records import Key
from state.refusals import WrittenMeanwhile
from state.tables import REMARKS, SIGN_OFFS
from state.texts import author_from, remark_from

_CODE = "remarks"  # in the audit, where scenarios and meetings have codes of eight signs


class Commentary:
    """The words and sign-offs of one company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, about: Subject, section: str, text: str, seen: int, snapshot: str, by: str) -> int:
        """Write words on a section after those with the number `seen`, 0 for none; return their number.

        Raises WrittenMeanwhile if there are newer ones.
        """
        text = remark_from(text)
        return self._add(about, section, text, seen, snapshot=snapshot, by=by, act="wrote words")

    def withdraw(self, about: Subject, section: str, seen: int, snapshot: str, by: str) -> int:
        """Withdraw the words on a section, which must be those with the number `seen`."""
        return self._add(about, section, "", seen, snapshot=snapshot, by=by, act="withdrew words")

    def _add(
        self, about: Subject, section: str, text: str, seen: int, *, snapshot: str, by: str, act: str
    ) -> int:
        by = author_from(by)
        with self._database.transact() as connection:
            last = _last(connection, _select_remarks(about).where(REMARKS.c.section == section))
            if (last.entry if last is not None else 0) != seen:
                raise WrittenMeanwhile(section, *((last.by, last.at) if last is not None else ("", now())))
            values = {"section": section, "text": text, "snapshot": snapshot, "by": by, "at": now()}
            insert = REMARKS.insert().values(**asdict(about), **values).returning(REMARKS.c.entry)
            entry = int(connection.execute(insert).scalar_one())
            note(connection, by, act, Key(code=_CODE, number=entry), section)
            return entry

    def list_remarks(self, about: Subject) -> tuple[Remark, ...]:
        """Return all words on a report, oldest first; withdrawals are words without text."""
        return tuple(
            Remark(
                entry=row.entry,
                section=row.section,
                text=row.text,
                snapshot=row.snapshot,
                by=row.by,
                at=row.at,
            )
            for row in self._database.rows(_select_remarks(about).order_by(REMARKS.c.entry))
        )

    def sign(
        self,
        about: Subject,
        snapshot: str,
        windows: str,
        remarks: Mapping[str, Remark],
        seen: int,
        by: str,
    ) -> None:
        """Sign a report off with the words in it.

        windows: the months compared, as JSON. seen: number of the last words that the signer has seen, 0 for none.
        Raises WrittenMeanwhile if there are newer ones.
        """
        by = author_from(by)
        with self._database.transact() as connection:
            last = _last(connection, _select_remarks(about))
            if last is not None and last.entry > seen:
                raise WrittenMeanwhile(last.section, last.by, last.at)
            signed = {"snapshot": snapshot, "windows": windows, "words": digest_of(remarks)}
            connection.execute(SIGN_OFFS.insert().values(**asdict(about), **signed, by=by, at=now()))
            note(connection, by, "signed off", Key(code=_CODE, number=max(1, seen)), snapshot)

    def find_sign_off(
        self, about: Subject, snapshot: str, windows: str, remarks: Mapping[str, Remark]
    ) -> SignedOff | None:
        """Return the last sign-off of a report, with what has changed of it since; None if nobody has signed."""
        rows = self._database.rows(_of(about, SIGN_OFFS).order_by(SIGN_OFFS.c.entry.desc()).limit(1))
        if not rows:
            return None
        now_held = {"snapshot": snapshot, "windows": windows, "words": digest_of(remarks)}
        changed = tuple(name for name, held in now_held.items() if rows[0]._mapping[name] != held)
        return SignedOff(by=rows[0].by, at=rows[0].at, changed=changed)


def digest_of(remarks: Mapping[str, Remark]) -> str:
    """Return the SHA-256 of the words of all sections and who wrote them."""
    written = sorted((section, remark.text, remark.by) for section, remark in remarks.items())
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def _of(about: Subject, table: Any) -> Select[Any]:
    return select(table).where(*(table.c[name] == value for name, value in asdict(about).items()))


def _select_remarks(about: Subject) -> Select[Any]:
    return _of(about, REMARKS)


def _last(connection: Connection, statement: Select[Any]) -> Row[Any] | None:
    return connection.execute(statement.order_by(REMARKS.c.entry.desc()).limit(1)).first()
