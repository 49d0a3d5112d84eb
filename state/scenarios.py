"""Saved scenarios: successive versions, names, locks, comments, and who did what.

Every writing method is one transaction, including its line in the audit. `by` is the person acting, 1 to 60
characters. Raises Refusal (→ refusals) if a request is not allowed, Unavailable if the database fails.
"""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from state.audit import new_code, note, now
from state.database import Database
from state.records import Comment, Entry, Key, Listed, Version
from state.refusals import Conflict, NotThere, Refusal
from state.tables import AUDIT, COMMENTS, SCENARIOS, VERSIONS
from state.texts import author_from, comment_from, fold_name, name_from


class SavedScenarios:
    """The saved scenarios of one company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, plan: str, snapshot: str, basis: str, by: str) -> Key:
        """Save a new scenario; return the key of its first version."""
        name, by = name_from(name), author_from(by)
        with self._database.transact() as connection:
            return _first(connection, name, {"plan": plan, "snapshot": snapshot, "basis": basis}, by, "saved")

    def save_after(self, key: Key, plan: str, snapshot: str, basis: str, by: str) -> Key:
        """Save the version after `key`, under the same name; raises Conflict if somebody has saved a newer one."""
        by = author_from(by)
        with self._database.transact() as connection:
            _version(connection, key)
            newest = _newest(connection, key.code)
            if newest.number != key.number:
                raise Conflict(key.code, newest.number, newest.saved_by, newest.saved_at)
            following = Key(code=key.code, number=key.number + 1)
            content = {"plan": plan, "snapshot": snapshot, "basis": basis}
            _add(connection, key=following, name=newest.name, content=content, by=by, act="saved version")
            return following

    def copy(self, key: Key, name: str, by: str) -> Key:
        """Copy a version unchanged into a new scenario with this name."""
        name, by = name_from(name), author_from(by)
        with self._database.transact() as connection:
            version = _row(connection, key)
            content = {
                **{column: getattr(version, column) for column in ("plan", "snapshot", "basis")},
                **{"copied_from_code": key.code, "copied_from_number": key.number},
            }
            return _first(connection, name, content, by, "copied")

    def rename(self, code: str, name: str, by: str) -> None:
        """Rename a scenario; locked versions keep their name, and a locked newest version refuses the renaming."""
        name, by = name_from(name), author_from(by)
        with self._database.transact() as connection:
            newest = _newest(connection, code)
            if newest.locked_at is not None:
                raise Refusal(
                    "locked",
                    newest.locked_by,
                    f"{code}.{newest.number}: locked by {newest.locked_by}, keeps its name",
                )
            _refuse_taken(connection, name, code)
            unlocked = (VERSIONS.c.code == code) & VERSIONS.c.locked_at.is_(None)
            connection.execute(VERSIONS.update().where(unlocked).values(name=name, alike=fold_name(name)))
            note(connection, by, "renamed", Key(code=code, number=newest.number), name)

    def lock(self, key: Key, by: str, kept_snapshots: Collection[str]) -> None:
        """Lock a version permanently, with its name and its snapshot, which must be among those kept."""
        by = author_from(by)
        with self._database.transact() as connection:
            version = _version(connection, key)
            if version.locked_at is not None:
                message = f"{key}: locked already, by {version.locked_by}"
                raise Refusal("locked already", version.locked_by, message)
            if version.snapshot not in kept_snapshots:
                message = (
                    f"{key}: its snapshot {version.snapshot} is no longer kept; save it anew, then lock that"
                )
                raise Refusal("snapshot gone", version.snapshot, message)
            here = (VERSIONS.c.code == key.code) & (VERSIONS.c.number == key.number)
            connection.execute(VERSIONS.update().where(here).values(locked_by=by, locked_at=now()))
            note(connection, by, "locked", key, version.name)

    def comment(self, key: Key, text: str, by: str) -> None:
        """Comment on a version, in 1 to 2,000 characters."""
        text, by = comment_from(text), author_from(by)
        with self._database.transact() as connection:
            version = _version(connection, key)
            written = {"text": text, "written_by": by, "written_at": now()}
            connection.execute(COMMENTS.insert().values(code=key.code, number=key.number, **written))
            note(connection, by, "commented", key, version.name)

    def withdraw(self, code: str, by: str) -> None:
        """Remove a scenario from the list; refused while a version is locked. Nothing is deleted."""
        by = author_from(by)
        with self._database.transact() as connection:
            newest = _newest(connection, code)
            locks = select(VERSIONS.c.number, VERSIONS.c.locked_by).where(
                VERSIONS.c.code == code, VERSIONS.c.locked_at.is_not(None)
            )
            if locked := connection.execute(locks.order_by(VERSIONS.c.number)).first():
                message = f"{code}.{locked.number}: locked by {locked.locked_by}, cannot be withdrawn"
                raise Refusal("locked", locked.locked_by, message)
            gone = SCENARIOS.update().where(SCENARIOS.c.code == code)
            connection.execute(gone.values(withdrawn_by=by, withdrawn_at=now()))
            note(connection, by, "withdrew", Key(code=code, number=newest.number), newest.name)

    def bring_back(self, code: str, by: str) -> None:
        """Put a withdrawn scenario on the list again; refused where its name has been taken meanwhile."""
        by = author_from(by)
        with self._database.transact() as connection:
            if connection.execute(select(SCENARIOS).where(SCENARIOS.c.code == code)).first() is None:
                raise NotThere(code)
            newest = _newest_of_any(connection, code)
            for name in _names(connection, code):
                _refuse_taken(connection, name, code)
            back = SCENARIOS.update().where(SCENARIOS.c.code == code)
            connection.execute(back.values(withdrawn_by=None, withdrawn_at=None))
            note(connection, by, "brought back", Key(code=code, number=newest.number), newest.name)

    def list_scenarios(self) -> tuple[Listed, ...]:
        """Return the scenarios that are not withdrawn, latest saved first."""
        return self._list(SCENARIOS.c.withdrawn_at.is_(None))

    def list_withdrawn(self) -> tuple[Listed, ...]:
        """Return the scenarios that are withdrawn, latest saved first."""
        return self._list(SCENARIOS.c.withdrawn_at.is_not(None))

    def _list(self, which: ColumnElement[bool]) -> tuple[Listed, ...]:
        said = select(func.count()).where(COMMENTS.c.code == VERSIONS.c.code).scalar_subquery()
        columns = [
            VERSIONS.c[name] for name in ("code", "number", "name", "saved_by", "saved_at", "locked_at")
        ]
        versions = self._database.rows(
            select(*columns, said.label("comments"))
            .join(SCENARIOS, SCENARIOS.c.code == VERSIONS.c.code)
            .where(which)
            .order_by(VERSIONS.c.code, VERSIONS.c.number)
        )
        listed = [_to_listed(list(rows)) for _, rows in groupby(versions, key=lambda row: row.code)]
        return tuple(sorted(listed, key=lambda scenario: (scenario.saved_at, scenario.code), reverse=True))

    def version(self, key: Key) -> Version:
        """Return one version, even of a withdrawn scenario; raises NotThere if it does not exist."""
        said = select(func.count()).where(
            COMMENTS.c.code == VERSIONS.c.code, COMMENTS.c.number == VERSIONS.c.number
        )
        rows = self._database.rows(
            select(
                VERSIONS,
                SCENARIOS.c.withdrawn_by,
                SCENARIOS.c.withdrawn_at,
                said.scalar_subquery().label("said"),
            )
            .join(SCENARIOS, SCENARIOS.c.code == VERSIONS.c.code)
            .where(VERSIONS.c.code == key.code, VERSIONS.c.number == key.number)
        )
        if not rows:
            raise NotThere(str(key))
        (row,) = rows
        return Version(
            key=key,
            name=row.name,
            plan=row.plan,
            snapshot=row.snapshot,
            basis=row.basis,
            saved_by=row.saved_by,
            saved_at=row.saved_at,
            locked_by=row.locked_by,
            locked_at=row.locked_at,
            copied_from=Key(code=row.copied_from_code, number=row.copied_from_number)
            if row.copied_from_code
            else None,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            comments=row.said,
        )

    def comments(self, code: str) -> tuple[Comment, ...]:
        """Return the comments on all versions of a scenario, oldest first."""
        statement = select(COMMENTS).where(COMMENTS.c.code == code).order_by(COMMENTS.c.entry)
        return tuple(
            Comment(
                key=Key(code=row.code, number=row.number),
                text=row.text,
                written_by=row.written_by,
                written_at=row.written_at,
            )
            for row in self._database.rows(statement)
        )

    def list_locked_snapshots(self) -> frozenset[str]:
        """Return the snapshots of locked versions."""
        locked = select(VERSIONS.c.snapshot).where(VERSIONS.c.locked_at.is_not(None))
        return frozenset(row.snapshot for row in self._database.rows(locked))

    def audit(self) -> tuple[Entry, ...]:
        """Return all audit lines, oldest first."""
        return tuple(
            Entry(at=row.at, by=row.by, act=row.act, key=Key(code=row.code, number=row.number), name=row.name)
            for row in self._database.rows(select(AUDIT).order_by(AUDIT.c.entry))
        )


def _first(connection: Connection, name: str, content: Mapping[str, Any], by: str, act: str) -> Key:
    _refuse_taken(connection, name, "")
    key = Key(code=new_code(), number=1)
    connection.execute(SCENARIOS.insert().values(code=key.code))
    _add(connection, key=key, name=name, content=content, by=by, act=act)
    return key


def _add(connection: Connection, key: Key, name: str, content: Mapping[str, Any], by: str, act: str) -> None:
    about = {"name": name, "alike": fold_name(name), "saved_by": by, "saved_at": now()}
    connection.execute(VERSIONS.insert().values(code=key.code, number=key.number, **about, **content))
    note(connection, by, act, key, name)


def _refuse_taken(connection: Connection, name: str, own: str) -> None:
    """Refuse a name that any version of another scenario has; those withdrawn have given theirs back."""
    others = (
        select(VERSIONS.c.code, VERSIONS.c.number)
        .join(SCENARIOS, SCENARIOS.c.code == VERSIONS.c.code)
        .where(
            VERSIONS.c.alike == fold_name(name), VERSIONS.c.code != own, SCENARIOS.c.withdrawn_at.is_(None)
        )
    )
    if other := connection.execute(others).first():
        raise Refusal(
            "name taken", name, f"{name}: {other.code}.{other.number} has this name; choose another one"
        )


def _newest(connection: Connection, code: str) -> Row[Any]:
    """The newest version of a scenario that is there and not withdrawn."""
    gone = connection.execute(select(SCENARIOS).where(SCENARIOS.c.code == code)).first()
    if gone is None:
        raise NotThere(code)
    if gone.withdrawn_at is not None:
        message = f"{code}: withdrawn by {gone.withdrawn_by}; save a copy under a name of its own"
        raise Refusal("withdrawn", gone.withdrawn_by, message)
    return _newest_of_any(connection, code)


def _newest_of_any(connection: Connection, code: str) -> Row[Any]:
    """The newest version of a scenario that is there, withdrawn or not."""
    versions = select(VERSIONS).where(VERSIONS.c.code == code).order_by(VERSIONS.c.number.desc())
    (newest,) = connection.execute(versions.limit(1)).all()
    return newest


def _names(connection: Connection, code: str) -> list[str]:
    """The names of all versions of a scenario: a locked one keeps its own."""
    names = select(VERSIONS.c.name).where(VERSIONS.c.code == code).distinct()
    return [row.name for row in connection.execute(names).all()]


def _version(connection: Connection, key: Key) -> Row[Any]:
    """A version of a scenario that is not withdrawn."""
    _newest(connection, key.code)
    return _row(connection, key)


def _row(connection: Connection, key: Key) -> Row[Any]:
    here = select(VERSIONS).where(VERSIONS.c.code == key.code, VERSIONS.c.number == key.number)
    row = connection.execute(here).first()
    if row is None:
        raise NotThere(str(key))
    return row


def _to_listed(rows: list[Row[Any]]) -> Listed:
    newest = rows[-1]
    return Listed(
        code=newest.code,
        name=newest.name,
        numbers=tuple(row.number for row in rows),
        locked=tuple(row.number for row in rows if row.locked_at is not None),
        saved_at=newest.saved_at,
        saved_by=newest.saved_by,
        comments=newest.comments,
    )
