"""A scenario and doing nothing, run through the same draws, so that any difference is due to the initiatives alone.

Doing nothing means starting nothing: whatever is live already continues to build up. NPV: Σ difference of net in
month t × (1 + discount rate)^(−t ÷ 12), t from 1, nothing after the last month. Payback: the month from which on the
cumulated difference is never negative again; 0 if it never was.
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
    """Series [draws, months] of the scenario and of doing nothing; NPV [draws] and payback in months [draws]."""

    series: dict[str, Array]
    nothing: dict[str, Array]
    npv: Array
    payback: Array


def run_of(scenario: Scenario, deviates: Deviates) -> Run:
    """Run a scenario with these deviates."""
    return run_against(scenario, deviates, nothing_of(scenario, deviates))


def nothing_of(scenario: Scenario, deviates: Deviates) -> dict[str, Array]:
    """Return the series of doing nothing, which do not depend on the plan."""
    under_way = deviates.effects[:, : len(scenario.baseline.effects)]
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    return _series(replace(scenario, initiatives=(), effects=()), under_way, usual, given)


def run_against(scenario: Scenario, deviates: Deviates, nothing: dict[str, Array]) -> Run:
    """Run a scenario with these deviates, against the series of doing nothing in the same draws."""
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
    """Return the months [draws] from which on the cumulated gains [draws, months] stay at or above 0; inf if none."""
    below = np.cumsum(gain, axis=1) < 0
    months = below.shape[1]
    last_below = np.where(below.any(axis=1), months - np.argmax(below[:, ::-1], axis=1), -1.0)
    return np.where(last_below == months, np.inf, last_below + 1)


def target_values(run: Run, target: Target) -> Array:
    """Return what a target is about, in each draw [draws]; a payback beyond the horizon is inf."""
    if target.series in ("npv", "payback"):
        return run.npv if target.series == "npv" else run.payback
    assert target.month is not None
    return run.series[target.series][:, target.month - 1]


def share_reached(run: Run, target: Target) -> float:
    """Return the share of draws that reach a target."""
    values = target_values(run, target)
    return float(np.mean(values >= target.value if target.at_least else values <= target.value))


def value_reached(run: Run, target: Target, wanted: float) -> float:
    """Return the most ambitious value of a target that at least the wanted share of draws reaches."""
    values = target_values(run, target)
    if target.at_least:
        return float(np.quantile(values, 1 - wanted, method="lower"))
    return float(np.quantile(values, wanted, method="higher"))
