"""What an answer states: the question, its subject, the answer, and the number derived from all of them.

Anyone with a number can have the question asked again of the kept snapshot and see whether the answer is unchanged.
Known drawback: a number alone does not reveal the question; that is kept in a record (`Stated`).
"""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from asking.canonical import canonical
from asking.numbers import number_of
from warehouse.contract.scope import Scope
from warehouse.query.answers import Passport
from warehouse.query.query import Question
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot

LONGEST = 1_000_000  # letters of an answer that are kept to show what has changed
READABLE = 600  # letters of a question that are shown


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What was stated under a number.

    `name`, `about`: the question, as JSON; `kpi`, `version`: "" if it concerns more than one; `partners`: the scope,
    None for the whole company; `digest`: SHA-256 of the answer; `answer`: the answer as JSON, "" if it is too long.
    """

    number: str
    name: str
    about: str
    kpi: str
    version: str
    snapshot: str
    partners: tuple[str, ...] | None
    digest: str
    answer: str

    @property
    def question(self) -> str:
        """The question as people read it, cut where it holds a whole forecast."""
        cut = self.about if len(self.about) <= READABLE else f"{self.about[:READABLE]} …"
        return f"{self.name} {cut}"


def state(snapshot: Snapshot, name: str, about: tuple[Hashable, ...], scope: Scope, answer: object) -> Stated:
    """Return what an answer to the named question states."""
    written = json.dumps(canonical(answer), ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(written.encode()).hexdigest()
    asked = json.dumps([_write(part) for part in about], ensure_ascii=False)
    passport = next(iter(_passports(answer)), None)
    kpi, version = (passport.kpi, passport.definition_version) if passport else ("", "")
    return Stated(
        number=number_of(json.dumps([name, asked, version, snapshot.id, scope.partners, digest])),
        name=name,
        about=asked,
        kpi=kpi,
        version=version,
        snapshot=snapshot.id,
        partners=scope.partners,
        digest=digest,
        answer=written if len(written) <= LONGEST else "",
    )


def number_answer(answer: Any, number: str) -> Any:
    """Return the answer with the number in its passport, or in the passport of each of several answers."""
    if isinstance(answer, tuple):
        return tuple(number_answer(each, number) for each in answer)
    if isinstance(getattr(answer, "passport", None), Passport):
        return replace(answer, passport=replace(answer.passport, number=number))
    if isinstance(answer, Side):
        return replace(answer, number=number)
    return answer


def about_of(stated: Stated) -> tuple[Any, ...]:
    """Return the arguments with which a stated question was asked."""
    return tuple(_read(part) for part in json.loads(stated.about))


def _passports(answer: object) -> list[Passport]:
    """The passports of an answer, or of each of several."""
    each = answer if isinstance(answer, tuple) else (answer,)
    return [part.passport for part in each if isinstance(getattr(part, "passport", None), Passport)]


def _write(part: Any) -> Any:
    if isinstance(part, Question):
        return {"kpi": part.kpi, "by": part.by, "where": part.where, "months": part.months}
    return part


def _read(part: Any) -> Any:
    if isinstance(part, dict):
        return Question(**{name: _read(value) for name, value in part.items()})
    return tuple(_read(each) for each in part) if isinstance(part, list) else part
