"""Four uncertain scenarios to draw, and what is read off their figures."""

import re

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import Scenario
from analysis.scenario.projection import Fan, Result, simulate
from figures.canvas import Figure, alt_of
from tests.kit.scenarios import a_scenario, an_effect, an_initiative
from wording.scenarios.terms import bases_of
from wording.theme import COLOURS

LIGHT = COLOURS["light"]
FIRST = "2026-01"


def uncertain(adoption: float, start: int, months: int = 24) -> Scenario:
    """Faster approval and fewer bad loans, as uncertain as their links, at 12 once and 1 a month."""
    return a_scenario(
        (an_initiative("ai", (start, start + 2), adoption=adoption, cost_once=12.0, cost_per_month=1.0),),
        (
            an_effect("ai", "approval_time_median", -0.5, 0.2),
            an_effect("ai", "npl_rate", -0.3, 0.3),
        ),
        months=months,
        coefficients=tuple(COEFFICIENTS.values()),
    )


SCENARIOS = (uncertain(1.0, 2), uncertain(0.5, 2), uncertain(1.0, 9), uncertain(0.2, 1))
RESULTS = tuple(simulate(one) for one in SCENARIOS)
BASES = bases_of(SCENARIOS[0])


def fan_of(result: Result, series: str, of: str) -> Fan:
    """The fan of a series: `of` the scenario, of doing nothing, or of the difference."""
    return next(fan for fan in result.fans if (fan.series, fan.of) == (series, of))


def said(figure: Figure) -> list[str]:
    """Everything written in a figure: notes, ticks, and what one reads where one points."""
    hovers = [
        str(text)
        for trace in figure.data
        for text in (trace.text if isinstance(trace.text, tuple) else [trace.text])
    ]
    ticks = [*(figure.layout.xaxis.ticktext or ()), *(figure.layout.yaxis.ticktext or ())]
    return [alt_of(figure), *(str(one.text) for one in figure.layout.annotations), *ticks, *hovers]


def no_english(figure: Figure) -> None:
    """Fail where a figure says a word in Latin letters."""
    for text in said(figure):
        plain = re.sub(r"<[^>]*>|NPV|AI|None", "", text)
        assert not re.search(r"[A-Za-z]{2,}", plain), text
