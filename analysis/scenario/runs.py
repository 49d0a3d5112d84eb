"""A scenario and doing nothing, run through the same draws, so that a difference is the initiatives' alone.

Doing nothing is to start nothing: what is live already builds up all the same.
NPV: Σ difference of net in month t × (1 + discount rate)^(−t ÷ 12), t from 1, nothing after the last month.
Payback: the month from which on the sum of the differences is never negative again; 0 if it never was.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import OUTCOMES, Scenario, Target
from analysis.scenario.draws import Deviates, coefficient_values
from analysis.scenario.money import money_paths
from analysis.scenario.outcomes import YEAR, outcome_paths, usual_levels
from analysis.scenario.relationships import relationship_paths

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Series by draw and month, of the scenario and of doing nothing; NPV [draws] and payback [draws]."""

    series: dict[str, Array]
    nothing: dict[str, Array]
    npv: Array
    payback: Array


def run_of(scenario: Scenario, deviates: Deviates) -> Run:
    """The run of these deviates."""
    return run_against(scenario, deviates, nothing_of(scenario, deviates))


def nothing_of(scenario: Scenario, deviates: Deviates) -> dict[str, Array]:
    """The series of doing nothing, which are the same whatever is planned."""
    under_way = deviates.effects[:, : len(scenario.baseline.effects)]
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    return _series(replace(scenario, initiatives=(), effects=()), under_way, usual, given)


def run_against(scenario: Scenario, deviates: Deviates, nothing: dict[str, Array]) -> Run:
    """The run of these deviates, beside doing nothing in the same draws."""
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    series = _series(scenario, deviates.effects, usual, given)
    gain = series["net"] - nothing["net"]
    years = np.arange(1, scenario.months + 1) / YEAR
    discounted = gain * (1 + given["discount_rate"][:, None]) ** -years
    return Run(series=series, nothing=nothing, npv=discounted.sum(axis=1), payback=payback_months(gain))


def _series(
    scenario: Scenario, effects: Array, usual: dict[str, Array], given: dict[str, Array]
) -> dict[str, Array]:
    paths = outcome_paths(scenario, effects, usual, given)
    lasting = relationship_paths(scenario.baseline, paths["churn_rate"], usual["churn_rate"])
    series = paths | lasting | money_paths(scenario, paths, usual, given)
    return series | {
        code: series[code] * outcome.told for code, outcome in OUTCOMES.items() if outcome.told != 1
    }


def payback_months(gain: Array) -> Array:
    """Months [draws] from which on the sum of the gains [draws, months] is never negative again; inf if none is."""
    below = np.cumsum(gain, axis=1) < 0
    months = below.shape[1]
    last_below = np.where(below.any(axis=1), months - np.argmax(below[:, ::-1], axis=1), -1.0)
    return np.where(last_below == months, np.inf, last_below + 1)


def share_reached(run: Run, target: Target) -> float:
    """The share of the draws that reach a target."""
    if target.series in ("npv", "payback"):
        values = run.npv if target.series == "npv" else run.payback
    else:
        assert target.month is not None
        values = run.series[target.series][:, target.month - 1]
    return float(np.mean(values >= target.value if target.at_least else values <= target.value))
