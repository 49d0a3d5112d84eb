"""Drafts of plans: what one person has changed and not saved, with the steps that can be taken back, and their desk.

A person is a mark that the caller gives, such as that of a browser; drafts are nobody else's. A plan is named by its
code: of a template, of a saved version, or of one that was begun. Raises Unavailable if the database fails.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select

from state.audit import now
from state.database import Database
from state.tables import DESKS, DRAFTS

STEPS = 20  # kept of one draft
KEPT = timedelta(days=180)  # since the last step, of anybody's


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft as it stands; `back`, `forth`: how many steps can be undone, and done again.

    Where all steps are undone, `plan` is None: the plan is as it was.
    """

    code: str
    plan: str | None
    changed_at: datetime
    back: int
    forth: int


class Drafts:
    """The drafts of one company's planners."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, person: str, code: str, plan: str) -> None:
        """Add a step (the plan as JSON) to a draft; what was undone is gone."""
        with self._database.transact() as connection:
            of_this = _of(person, code)
            connection.execute(delete(DRAFTS).where(of_this, DRAFTS.c.undone))
            step = {"person": person, "code": code, "plan": plan, "undone": False, "changed_at": now()}
            connection.execute(DRAFTS.insert().values(**step))
            older = [row.entry for row in connection.execute(_steps(of_this)).all()][:-STEPS]
            connection.execute(delete(DRAFTS).where(DRAFTS.c.entry.in_(older)))
            connection.execute(delete(DRAFTS).where(DRAFTS.c.changed_at < now() - KEPT))

    def undo(self, person: str, code: str) -> None:
        """Take back the last step of a draft, if there is one."""
        self._mark(person, code, undone=True)

    def redo(self, person: str, code: str) -> None:
        """Do the step again that was taken back last, if there is one."""
        self._mark(person, code, undone=False)

    def discard(self, person: str, code: str) -> None:
        """Delete a draft with all its steps."""
        with self._database.transact() as connection:
            connection.execute(delete(DRAFTS).where(_of(person, code)))

    def drafts(self, person: str) -> dict[str, Draft]:
        """Return the drafts of a person by code, the latest changed last."""
        steps = self._database.rows(_steps(DRAFTS.c.person == person))
        by_code = groupby(sorted(steps, key=lambda step: step.code), key=lambda step: step.code)
        drafts = [_draft(code, list(rows)) for code, rows in by_code]
        return {draft.code: draft for draft in sorted(drafts, key=lambda draft: draft.changed_at)}

    def lay(self, person: str, codes: Sequence[str]) -> None:
        """Keep which plans lie side by side before a person."""
        with self._database.transact() as connection:
            connection.execute(delete(DESKS).where(DESKS.c.person == person))
            desk = {"person": person, "codes": json.dumps(list(codes)), "changed_at": now()}
            connection.execute(DESKS.insert().values(**desk))

    def desk(self, person: str) -> tuple[str, ...]:
        """Return which plans lay side by side last; none for who never changed anything."""
        rows = self._database.rows(select(DESKS.c.codes).where(DESKS.c.person == person))
        return tuple(json.loads(rows[0].codes)) if rows else ()

    def _mark(self, person: str, code: str, *, undone: bool) -> None:
        with self._database.transact() as connection:
            steps = connection.execute(_steps(_of(person, code))).all()
            fitting = [step.entry for step in steps if step.undone != undone]
            if fitting:
                _set_undone(connection, fitting[-1 if undone else 0], undone=undone)


def _set_undone(connection: Connection, entry: int, *, undone: bool) -> None:
    connection.execute(DRAFTS.update().where(DRAFTS.c.entry == entry).values(undone=undone))


def _of(person: str, code: str) -> Any:
    return (DRAFTS.c.person == person) & (DRAFTS.c.code == code)


def _steps(of: Any) -> Select[Any]:
    return select(DRAFTS).where(of).order_by(DRAFTS.c.entry)


def _draft(code: str, steps: list[Row[Any]]) -> Draft:
    done = [step for step in steps if not step.undone]
    return Draft(
        code=code,
        plan=done[-1].plan if done else None,
        changed_at=max(step.changed_at for step in steps),
        back=len(done),
        forth=len(steps) - len(done),
    )
