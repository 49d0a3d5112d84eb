"""What a report of scenarios is made of: scenarios with their names, and how things are called and dated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import FIVE, RELATIONSHIPS, Of
from reports.measure import shorten
from warehouse.contract.windows import shift
from warehouse.scenarios.sides import Side
from wording import formats
from wording.theme import COLOURS
from wording.words import Language

LIGHT = COLOURS["light"]
MOST = 4  # scenarios side by side, and charts read together
Sides = Sequence[tuple[str, Side]]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """company … timezone: of the company, colour None where it names none; as_of, made_at: UTC.

    initiatives, units: code → what it is called.
    """

    company: str
    colour: str | None
    currency: str
    timezone: str
    as_of: datetime
    made_at: datetime
    initiatives: Mapping[str, str]
    units: Mapping[str, str]
    language: Language


@dataclass(frozen=True, kw_only=True)
class Told:
    """A scenario: its name, one short enough for a chart, its colour, and its months by series."""

    name: str
    short: str
    colour: str
    side: Side
    fans: Mapping[tuple[str, Of], tuple[FIVE, ...]]

    @property
    def months(self) -> int:
        """How many months were calculated."""
        return self.side.assembled.scenario.months

    def month(self, place: int) -> str:
        """The month at a place, 0 the first of the scenario."""
        return shift(self.side.assembled.scenario.baseline.last_month, place + 1)


def name_scenarios(sides: Sides) -> tuple[Told, ...]:
    """The scenarios in the order in which they stand; names that are the same are numbered."""
    names = _make_distinct([name for name, _ in sides])
    shorts = _make_distinct([shorten(name) for name in names])
    return tuple(
        Told(
            name=name,
            short=short,
            colour=colour,
            side=side,
            fans={(fan.series, fan.of): fan.by_month for fan in side.result.fans},
        )
        for name, short, colour, (_, side) in zip(names, shorts, LIGHT.scenarios, sides, strict=False)
    )


def _make_distinct(names: Sequence[str]) -> list[str]:
    if len(set(names)) == len(names):
        return list(names)
    return [f"{place}. {name}" for place, name in enumerate(names, 1)]


def find_moved_series(scenarios: Sequence[Told]) -> tuple[str, ...]:
    """Outcomes, and what follows from them for a new customer, that any of the scenarios moves."""
    return tuple(
        series
        for series in (*OUTCOMES, *RELATIONSHIPS)
        if any(
            abs(value) > formats.NOTHING
            for scenario in scenarios
            for five in scenario.fans.get((series, "difference"), ())
            for value in five
        )
    )
