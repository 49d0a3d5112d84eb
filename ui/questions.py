"""What is asked for one reader, and what members of dimensions are called, wherever answers are kept."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from warehouse.answers import Scope
from warehouse.passports import Ask, Stated, ask
from warehouse.snapshots import Snapshot

Found = TypeVar("Found")


class Questions(Ask):
    """Asks for one reader."""

    def of(self, question: Callable[..., Found], *about: Hashable) -> Found:
        """What `question(snapshot, *about, scope)` of the query layer answers: a frozen record."""
        found: Found = self.kept(question, about)[0]
        return found

    def stated(self, question: Callable[..., Any], *about: Hashable) -> Stated | None:
        """What is stated by an answer, None where it has no number."""
        return self.kept(question, about)[1]

    def kept(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> tuple[Any, Stated | None]:
        """The answer with what it states."""
        return ask(self.snapshot, question, about, self.scope)

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
        """The months with submitted applications, YYYY-MM."""
        return tuple(self.snapshot.cutoffs.get("submission", {}))


class Kept(Questions):
    """Asks, and keeps the answers as long as it lives itself."""

    def __init__(self, snapshot: Snapshot, scope: Scope) -> None:
        super().__init__(snapshot, scope)
        self._answered: dict[tuple[Hashable, ...], tuple[Any, Stated | None]] = {}

    def kept(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> tuple[Any, Stated | None]:
        """The answer with what it states, asked once."""
        key = (question, *about)
        if key not in self._answered:
            self._answered[key] = super().kept(question, about)
        return self._answered[key]


class Noted(Questions):
    """Asks as another does, and notes what was stated, in the order in which it was asked."""

    def __init__(self, other: Questions) -> None:
        super().__init__(other.snapshot, other.scope)
        self._other = other
        self.noted: dict[str, Stated] = {}

    def kept(self, question: Callable[..., Any], about: tuple[Hashable, ...]) -> tuple[Any, Stated | None]:
        """The answer of the other, its number noted."""
        found, stated = self._other.kept(question, about)
        if stated is not None:
            self.noted[stated.number] = stated
        return found, stated
