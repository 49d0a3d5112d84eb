"""Months or quarters along an axis of time: where a value is drawn, what it covers and what it is called."""

from dataclasses import dataclass
from datetime import date

from figures.canvas import month_end, month_middle
from warehouse.contract.windows import distance, months_between, shift
from warehouse.query.answers import Answer
from wording import formats
from wording.words import Language


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The steps of a series, each named by its first month (YYYY-MM). months: of a step, 1 or 3."""

    months: int

    def middle(self, code: str) -> date:
        """Return the day at which a value is drawn."""
        return month_middle(shift(code, self.months // 2))

    def end(self, code: str) -> date:
        """Return the first day after a step."""
        return month_end(shift(code, self.months - 1))

    def list_months(self, code: str) -> tuple[str, ...]:
        """Return the months of a step."""
        return months_between(code, shift(code, self.months - 1))

    def follow(self, first: str, second: str) -> bool:
        """Tell whether the second step directly follows the first."""
        return distance(first, second) == self.months

    def name(self, code: str, language: Language) -> str:
        """Return the name of a step: Jul 2021 · Q3 2021."""
        return formats.month(code, language) if self.months == 1 else formats.quarter(code, language)


def steps_of(answer: Answer) -> Steps:
    """Return the steps of an answer by month or by quarter."""
    return Steps(months=3 if answer.dimensions == ("quarter",) else 1)
