"""The last book read from what was stated in it: its comparisons, its evidence, and the status of each headline."""

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from asking.books import LastBook
from asking.revival import revive
from asking.statements import Stated, about_of
from warehouse.contract.scope import Filters, Months
from warehouse.effects.attributed import sum_attributed
from warehouse.effects.evidence import Evidence
from warehouse.kpis import find
from warehouse.query.answers import Comparison
from wording.cards.cards import NOTHING_KNOWN
from wording.judgement import Judgement, judge

Kind = TypeVar("Kind")


@dataclass(frozen=True, kw_only=True)
class Then:
    """A comparison as it was printed: the version of its definition, its windows, and what it said."""

    version: str
    before: Months
    after: Months
    comparison: Comparison


class AsStated:
    """Reads a book; whatever was not in it, or cannot be read any more, is None."""

    def __init__(self, book: LastBook, where: Filters) -> None:
        self._book, self._where = book, where

    def find_comparison(self, code: str) -> Then | None:
        """Return the comparison of a KPI under the filters of this reader."""
        for stated in self._book.stated:
            if stated.name != "compare" or stated.kpi != code:
                continue
            _, before, after, by, where = about_of(stated)
            read = _read(Comparison, stated) if not by and where == self._where else None
            if read is not None and read.changes:
                return Then(version=stated.version, before=before, after=after, comparison=read)
        return None

    @cached_property
    def evidence(self) -> Evidence | None:
        """The evidence on initiatives."""
        return next((_read(Evidence, each) for each in self._book.stated if each.name == "evidence"), None)

    def judge(self, code: str) -> Judgement:
        """Return the status that a KPI had; "cannot tell" where nothing was said of it."""
        then, kpi = self.find_comparison(code), find(code)
        if then is None:
            return NOTHING_KNOWN
        guard = self.find_comparison(kpi.guard) if kpi.guard else None
        beside = guard.comparison.changes[0] if guard is not None else None
        return judge(then.comparison.changes[0], kpi, beside, self._sum_attributed(code, then))

    def _sum_attributed(self, code: str, then: Then) -> float | None:
        """As `warehouse.effects.attributed` has it: only where the evidence was about these windows."""
        measured = self.evidence
        ledger = next((each for each in measured.ledgers if each.kpi == code), None) if measured else None
        if measured is None or ledger is None or self._where:
            return None
        covered = all(
            months[:1] == window[:1] and months[-1] <= window[1]
            for months, window in ((ledger.months_before, then.before), (ledger.months_after, then.after))
        )
        return sum_attributed(measured, code) if covered else None


def _read(kind: type[Kind], stated: Stated) -> Kind | None:
    with suppress(LookupError, TypeError, ValueError):
        return revive(kind, json.loads(stated.answer))
    return None
