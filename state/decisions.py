"""Decisions: what was decided, on which plan, who answers for it, and when it is reviewed.

A forecast is frozen with the decision and never written again; owner and month of review change by adding to them, with
a reason. Every writing method is one transaction, including its line in the audit; nothing is deleted. `by` is the
person acting, 1 to 60 characters. Raises Refusal (→ refusals) if a request is not allowed, Unavailable if the database
fails.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from state.audit import new_code, note, now
from state.database import Database
from state.meetings import read_meeting
from state.records import Key, Version
from state.refusals import ChangedMeanwhile, NotThere, Refusal
from state.tables import DECISION_CHANGES, DECISIONS, VERSIONS
from state.texts import author_from, decision_from, fold_name, owner_from, reason_from
from warehouse.contract.windows import is_month
from warehouse.scenarios.decisions import Change, Decision


class Decisions:
    """The decisions of one company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        text: str,
        owner: str,
        review: str,
        plan: Version | None,
        forecast: str | None,
        meeting: str | None,
        snapshot: str,
        by: str,
        today: date,
    ) -> Key:
        """Record a decision of today, or of the day of its meeting, with its forecast (JSON); return its first key.

        plan: the version decided on, whose forecast is given with it. Each is None for none. Refused for a version on
        which there is a decision already, and for a decision that is recorded already, in the same words.
        """
        text, owner, by = decision_from(text), owner_from(owner), author_from(by)
        _refuse_no_month(review)
        with self._database.transact() as connection:
            if plan is not None:
                _refuse_no_version(connection, plan.key)
            decided_on = today if meeting is None else read_meeting(connection, meeting).held_on
            _refuse_twice(connection, text, None if plan is None else plan.key)
            key = Key(code=new_code(), number=1)
            about = {
                "text": text,
                "alike": fold_name(text),
                "plan_code": None if plan is None else plan.key.code,
                "plan_number": None if plan is None else plan.key.number,
                "plan_name": None if plan is None else plan.name,
                "meeting": meeting,
                "snapshot": snapshot,
                "decided_on": decided_on,
                "forecast": forecast,
            }
            connection.execute(DECISIONS.insert().values(code=key.code, **about))
            first = Change(number=1, state="open", owner=owner, review=review, reason="", by=by, at=now())
            _add(connection, key, first)
            note(connection, by, "recorded decision", key, text)
            return key

    def amend(self, key: Key, owner: str, review: str, reason: str, by: str) -> Key:
        """Give a decision another owner or month of review; it is still judged by its first one."""
        owner, reason, by = owner_from(owner), reason_from(reason), author_from(by)
        _refuse_no_month(review)
        with self._database.transact() as connection:
            decision = _current(connection, key)
            if (owner, review) == (decision.last.owner, decision.last.review):
                raise Refusal("nothing changed", "", f"{key}: owner and month of review are these already")
            change = decision.follow_with(by, now(), owner=owner, review=review, reason=reason)
            return _follow(connection, decision, change, "amended decision")

    def review(self, key: Key, finding: str, by: str) -> Key:
        """Record in a person's words what became of a decision."""
        finding, by = reason_from(finding), author_from(by)
        with self._database.transact() as connection:
            decision = _current(connection, key)
            change = decision.follow_with(by, now(), state="reviewed", reason=finding)
            return _follow(connection, decision, change, "reviewed decision")

    def withdraw(self, key: Key, by: str) -> None:
        """Remove a decision from the list, such as one recorded by mistake; it is kept, and no longer scored."""
        by = author_from(by)
        with self._database.transact() as connection:
            decision = _current(connection, key)
            here = DECISIONS.update().where(DECISIONS.c.code == key.code)
            connection.execute(here.values(withdrawn_by=by, withdrawn_at=now()))
            note(connection, by, "withdrew decision", key, decision.text)

    def list_decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that are not withdrawn, the first review first."""
        rows = self._database.rows(_changes().where(DECISIONS.c.withdrawn_at.is_(None)))
        decisions = _decisions_of(rows)
        return tuple(sorted(decisions, key=lambda decision: (decision.first_review, decision.code)))


def _changes() -> Select[Any]:
    """Every change of every decision, beside what never changes of it."""
    joined = select(DECISIONS, *(column for column in DECISION_CHANGES.c if column.name != "code"))
    joined = joined.join(DECISION_CHANGES, DECISION_CHANGES.c.code == DECISIONS.c.code)
    return joined.order_by(DECISIONS.c.code, DECISION_CHANGES.c.number)


def _decisions_of(rows: Sequence[Row[Any]]) -> list[Decision]:
    return [_decision(list(group)) for _, group in groupby(rows, key=lambda row: row.code)]


def _decision(rows: list[Row[Any]]) -> Decision:
    about = rows[0]
    plan = None if about.plan_code is None else str(Key(code=about.plan_code, number=about.plan_number))
    return Decision(
        code=about.code,
        text=about.text,
        plan=plan,
        plan_name=about.plan_name,
        meeting=about.meeting,
        snapshot=about.snapshot,
        decided_on=about.decided_on,
        forecast=about.forecast,
        changes=tuple(
            Change(
                number=row.number,
                state=row.state,
                owner=row.owner,
                review=row.review,
                reason=row.reason,
                by=row.changed_by,
                at=row.changed_at,
            )
            for row in rows
        ),
    )


def _current(connection: Connection, key: Key) -> Decision:
    """The decision as it is, which must not be withdrawn and not have changed after `key`."""
    rows = connection.execute(_changes().where(DECISIONS.c.code == key.code)).all()
    if not rows:
        raise Refusal(
            "no such decision", str(key), f"{key}: no such decision; `milepost decisions` lists them"
        )
    if rows[0].withdrawn_at is not None:
        raise Refusal("withdrawn", rows[0].withdrawn_by, f"{key}: withdrawn by {rows[0].withdrawn_by}")
    (decision,) = _decisions_of(rows)
    last = decision.last
    if last.number != key.number:
        raise ChangedMeanwhile(str(Key(code=key.code, number=last.number)), last.by, last.at)
    return decision


def _follow(connection: Connection, decision: Decision, change: Change, act: str) -> Key:
    """Write the change that follows; its number is the next one."""
    key = Key(code=decision.code, number=change.number)
    _add(connection, key, change)
    note(connection, change.by, act, key, decision.text)
    return key


def _add(connection: Connection, key: Key, change: Change) -> None:
    values = {
        "state": change.state,
        "owner": change.owner,
        "review": change.review,
        "reason": change.reason,
        "changed_by": change.by,
        "changed_at": change.at,
    }
    connection.execute(DECISION_CHANGES.insert().values(code=key.code, number=key.number, **values))


def _refuse_twice(connection: Connection, text: str, plan: Key | None) -> None:
    """Refuse a second decision on one version of a plan, or in the same words: two people may record one meeting."""
    same = DECISIONS.c.alike == fold_name(text)
    if plan is not None:
        same |= (DECISIONS.c.plan_code == plan.code) & (DECISIONS.c.plan_number == plan.number)
    others = _changes().where(same, DECISIONS.c.withdrawn_at.is_(None))
    if other := connection.execute(others).first():
        message = f"{other.code}: {other.changed_by} has recorded this decision already: {other.text}"
        raise Refusal("decided already", other.changed_by, message)


def _refuse_no_version(connection: Connection, key: Key) -> None:
    here = (VERSIONS.c.code == key.code) & (VERSIONS.c.number == key.number)
    if connection.execute(select(VERSIONS.c.code).where(here)).first() is None:
        raise NotThere(str(key))


def _refuse_no_month(review: str) -> None:
    if not is_month(review):
        raise Refusal("not a month", review, f"{review}: a month such as 2026-06")
