"""Asking on behalf of one reader: every number on screen, on paper or in an export is obtained through `Ask`."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from asking.memory import Key, Memory, Reply
from asking.questions import STEPS, name_of
from asking.statements import Stated, number_answer, state
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.query.answers import Answer, Comparison
from warehouse.query.batches import finish_together
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot

Answered = TypeVar("Answered")
Inquiry = tuple[Callable[..., Any], tuple[Hashable, ...]]  # a question and what it is about


@dataclass(frozen=True, kw_only=True, eq=False)
class Ask:
    """Puts questions to one snapshot for one scope, and recalls answers from its memory where possible."""

    snapshot: Snapshot
    scope: Scope
    memory: Memory

    def of(self, question: Callable[..., Answered], *about: Hashable) -> Answered:
        """Return the answer to `question(snapshot, *about, scope)`, with its number in its passports.

        Raises LookupError for a question that is not registered in `asking.questions`.
        """
        answered: Answered = self._reply(question, about).answer
        return answered

    def state(self, question: Callable[..., Any], *about: Hashable) -> Stated:
        """Return what the answer states, with its number; LookupError for a question without numbers."""
        stated = self._reply(question, about).stated
        if stated is None:
            raise LookupError(f"{_path_of(question)}: its answers have no numbers")
        return stated

    def prepare(self, asked: Iterable[Inquiry]) -> None:
        """Answer several questions at once, so that asking for each of them alone only recalls its answer.

        Those that cannot be answered with others (`asking.questions.STEPS`) are left until they are asked.
        """
        questions = {
            self._key(question, about): (question, about) for question, about in asked if question in STEPS
        }

        def compute(keys: Sequence[Key]) -> dict[Key, Reply]:
            missing = [questions[key] for key in keys]
            steps = [STEPS[question](self.snapshot, *about, self.scope) for question, about in missing]
            answers = finish_together(self.snapshot, steps)
            return {
                key: self._reply_of(name_of(question), about, bare)
                for key, (question, about), bare in zip(keys, missing, answers, strict=True)
            }

        self.memory.prepare(tuple(questions), compute)

    def values(self, kpi: str, by: tuple[str, ...], where: Filters, months: Months | None) -> Answer:
        """Return values of a KPI (`warehouse.query.query.answer`)."""
        return self.of(answer, Question(kpi=kpi, by=by, where=where, months=months))

    def change(
        self, kpi: str, before: Months, after: Months, by: tuple[str, ...], where: Filters
    ) -> Comparison:
        """Return a KPI before and after (`warehouse.query.query.compare`)."""
        return self.of(compare, kpi, before, after, by, where)

    def labels(self, dimension: str) -> dict[str, dict[str, str]]:
        """Return the company's names for the members of a dimension: code → {en, zh}."""
        return self.snapshot.labels(dimension)

    def members(self, dimension: str) -> tuple[str, ...]:
        """Return the codes of a dimension that occur, most cases first; of partners, only those in the scope."""
        codes, partners = self.snapshot.members(dimension), self.scope.partners
        if dimension != "partner" or partners is None:
            return codes
        return tuple(code for code in codes if code in partners)

    def months(self) -> tuple[str, ...]:
        """Return the months with submitted applications, or else with any data, as YYYY-MM in order; () if there are
        none.
        """
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
        return self._reply_of(name, about, question(self.snapshot, *about, self.scope))

    def _reply_of(self, name: str | None, about: tuple[Hashable, ...], bare: Any) -> Reply:
        """The reply that a bare answer makes."""
        if name is None:
            return Reply(answer=bare, stated=None)
        stated = state(self.snapshot, name, about, self.scope, bare)
        return Reply(answer=number_answer(bare, stated.number), stated=stated)


def _path_of(question: Callable[..., Any]) -> str:
    return f"{question.__module__}.{question.__qualname__}"
