"""Comparison of scenarios: which brings most, how often, and what the ranking depends on.

Scenarios on one snapshot share the draws of whatever they have in common, so they are compared draw by draw. Doing
nothing is ranked among them with an NPV of 0. To find what the ranking depends on, the NPV of the first less that of
the second is computed with one number at a time at its 10th and 90th percentiles and all others at their middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.results import Reason
from analysis.scenario.description import Scenario
from analysis.scenario.draws import draw_deviates
from analysis.scenario.projection import FIVE, Bar, percentiles, tornado
from analysis.scenario.runs import run_of

OTHER_START = Reason(code="not from the same snapshot")
OTHER_MONTHS = Reason(code="not over the same months")
OTHER_DRAWS = Reason(code="not with the same draws")


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Scenarios ranked by median NPV, best first.

    order: positions in the sequence of scenarios compared; None is doing nothing. best: the share of draws in which
    each is best, in the order of the scenarios, doing nothing last. ahead: PERCENTILES of the NPV of the first less
    that of the second; leads: the share of draws in which that is positive. middle: that difference with everything
    at its middle, from which the bars start. bars: longest first.
    """

    order: tuple[int | None, ...]
    best: tuple[float, ...]
    ahead: FIVE
    leads: float
    middle: float
    bars: tuple[Bar, ...]

    @property
    def hinges(self) -> tuple[Bar, ...]:
        """The bars that cross 0, each of which would alone swap the first and the second."""
        return tuple(
            bar
            for bar in self.bars
            if min(bar.at_low, self.middle, bar.at_high) < 0 < max(bar.at_low, self.middle, bar.at_high)
        )


def rank(scenarios: Sequence[Scenario]) -> Ranking | Reason:
    """Rank one or more scenarios and doing nothing; return a reason if they cannot be compared."""
    for reason, values in (
        (OTHER_START, {scenario.snapshot for scenario in scenarios}),
        (OTHER_MONTHS, {scenario.months for scenario in scenarios}),
        (OTHER_DRAWS, {scenario.draws for scenario in scenarios}),
    ):
        if len(values) > 1:
            return reason
    npv = np.array(
        [
            *(run_of(scenario, draw_deviates(scenario)).npv for scenario in scenarios),
            np.zeros(scenarios[0].draws),
        ]
    )
    medians = np.median(npv, axis=1)
    # Of equals the one named first, doing nothing before all.
    places = sorted(range(len(npv)), key=lambda place: (-medians[place], (place + 1) % len(npv)))
    first, second = places[:2]
    winners = np.where(npv[-1] >= npv.max(axis=0), len(npv) - 1, npv.argmax(axis=0))
    gain = npv[first] - npv[second]
    (ahead,) = percentiles(gain[:, None])
    middle, bars = _hangs_on(scenarios, first, second)
    return Ranking(
        order=tuple(place if place < len(scenarios) else None for place in places),
        best=tuple(float(np.mean(winners == place)) for place in range(len(npv))),
        ahead=ahead,
        leads=float(np.mean(gain > 0)),
        middle=middle,
        bars=bars,
    )


def _hangs_on(scenarios: Sequence[Scenario], first: int, second: int) -> tuple[float, tuple[Bar, ...]]:
    middles, ends = [], []
    for place in (first, second):
        middle, bars = tornado(scenarios[place]) if place < len(scenarios) else (0.0, ())
        middles.append(middle)
        ends.append({bar.luck: bar for bar in bars})
    differences = []
    for luck, bar in (ends[1] | ends[0]).items():
        mine, other = (
            (side[luck].at_low, side[luck].at_high) if luck in side else (middle, middle)
            for side, middle in zip(ends, middles, strict=True)
        )
        differences.append(replace(bar, at_low=mine[0] - other[0], at_high=mine[1] - other[1]))
    moving = [difference for difference in differences if difference.at_low != difference.at_high]
    return middles[0] - middles[1], tuple(sorted(moving, key=lambda bar: -abs(bar.at_high - bar.at_low)))
