"""Asking for one reader: every number on a screen, on paper and in an export is asked for through `Ask`."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from asking.memory import Key, Memory, Reply
from asking.questions import name_of
from asking.statements import Stated, number_answer, state
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.query.answers import Answer, Comparison
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot

Answered = TypeVar("Answered")


@dataclass(frozen=True, kw_only=True, eq=False)
class Ask:
    """Puts questions to one snapshot, for one scope; answers are recalled from the memory where it has them."""

    snapshot: Snapshot
    scope: Scope
    memory: Memory

    def of(self, question: Callable[..., Answered], *about: Hashable) -> Answered:
        """The answer to `question(snapshot, *about, scope)`, with its number in its passports.

        LookupError for a question that `asking.questions` does not know.
        """
        answered: Answered = self._reply(question, about).answer
        return answered

    def state(self, question: Callable[..., Any], *about: Hashable) -> Stated:
        """What the answer states, under its number; LookupError for a question without numbers."""
        stated = self._reply(question, about).stated
        if stated is None:
            raise LookupError(f"{_path_of(question)}: its answers have no numbers")
        return stated

    def values(self, kpi: str, by: tuple[str, ...], where: Filters, months: Months | None) -> Answer:
        """Values of a KPI (`warehouse.query.query.answer`)."""
        return self.of(answer, Question(kpi=kpi, by=by, where=where, months=months))

    def change(
        self, kpi: str, before: Months, after: Months, by: tuple[str, ...], where: Filters
    ) -> Comparison:
        """Before and after of a KPI (`warehouse.query.query.compare`)."""
        return self.of(compare, kpi, before, after, by, where)

    def labels(self, dimension: str) -> dict[str, dict[str, str]]:
        """Names of the members of a dimension, as the company calls them: code → {en, zh}."""
        return self.snapshot.labels(dimension)

    def members(self, dimension: str) -> tuple[str, ...]:
        """Codes of a dimension that occur, most cases first; of partners only those in the scope."""
        codes, partners = self.snapshot.members(dimension), self.scope.partners
        if dimension != "partner" or partners is None:
            return codes
        return tuple(code for code in codes if code in partners)

    def months(self) -> tuple[str, ...]:
        """The months with submitted applications, else those of anything delivered, YYYY-MM; () where there is none."""
        calendars = self.snapshot.cutoffs
        every = {month for months in calendars.values() for month in months}
        return tuple(sorted(calendars.get("submission") or every))

    def _reply(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> Reply:
        name = name_of(question)
        return self.memory.recall(self._key(question, about), partial(self._compute, question, name, about))

    def _key(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> Key:
        """Values only, the scope among them: nobody is given what only another may see."""
        return (_path_of(question), self.snapshot.id, about, self.scope.partners)

    def _compute(self, question: Callable[..., Any], name: str | None, about: tuple[Hashable, ...]) -> Reply:
        bare = question(self.snapshot, *about, self.scope)
        if name is None:
            return Reply(answer=bare, stated=None)
        stated = state(self.snapshot, name, about, self.scope, bare)
        return Reply(answer=number_answer(bare, stated.number), stated=stated)


def _path_of(question: Callable[..., Any]) -> str:
    return f"{question.__module__}.{question.__qualname__}"
