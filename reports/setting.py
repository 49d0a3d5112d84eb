"""The setting of a scenario report: the scenarios with their names, and how things are named and dated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import FIVE, RELATIONSHIPS, Of
from analysis.scenario.trust import Split
from reports.measure import shorten
from warehouse.contract.windows import shift
from warehouse.scenarios.sides import Side
from wording import formats
from wording.theme import COLOURS
from wording.words import Language

LIGHT = COLOURS["light"]
MOST = 4  # scenarios side by side, and charts read together
Sides = Sequence[tuple[str, Side, Split]]  # name, result, and what the NPV rests on


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a scenario report needs to know besides the scenarios.

    company … timezone: of the company; colour is None where it states none. as_of, made_at: UTC. initiatives,
    units: code → name. proven: whether the results count proven effects alone.
    """

    company: str
    colour: str | None
    currency: str
    timezone: str
    as_of: datetime
    made_at: datetime
    initiatives: Mapping[str, str]
    units: Mapping[str, str]
    proven: bool
    language: Language


@dataclass(frozen=True, kw_only=True)
class NamedScenario:
    """A scenario with its name, a short name for charts, its colour, its fans, and what its NPV rests on.

    fans: series and what it is compared with → percentiles by month.
    """

    name: str
    short: str
    colour: str
    side: Side
    split: Split
    fans: Mapping[tuple[str, Of], tuple[FIVE, ...]]

    @property
    def months(self) -> int:
        """The number of months projected."""
        return self.side.assembled.scenario.months

    def month(self, place: int) -> str:
        """Return the month (YYYY-MM) at a place, 0 being the first of the scenario."""
        return shift(self.side.assembled.scenario.baseline.last_month, place + 1)


def name_scenarios(sides: Sides) -> tuple[NamedScenario, ...]:
    """Return up to MOST scenarios in their order; where two have the same name, all are numbered."""
    names = _make_distinct([name for name, _, _ in sides])
    shorts = _make_distinct([shorten(name) for name in names])
    return tuple(
        NamedScenario(
            name=name,
            short=short,
            colour=colour,
            side=side,
            split=split,
            fans={(fan.series, fan.of): fan.by_month for fan in side.result.fans},
        )
        for name, short, colour, (_, side, split) in zip(names, shorts, LIGHT.scenarios, sides, strict=False)
    )


def _make_distinct(names: Sequence[str]) -> list[str]:
    if len(set(names)) == len(names):
        return list(names)
    return [f"{place}. {name}" for place, name in enumerate(names, 1)]


def find_moved_series(scenarios: Sequence[NamedScenario]) -> tuple[str, ...]:
    """Return the outcomes, and what follows from them for a new customer, that any scenario moves."""
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
