"""What a scenario comes to: fans, the difference to doing nothing, NPV, payback, targets, and what matters most.

Doing nothing runs through the same draws of the coefficients, so that a difference is the initiatives' alone.
NPV: Σ difference of net in month t × (1 + discount rate)^(−t ÷ 12), t from 1, nothing after the last month.
Payback: the month from which on the sum of the differences is never negative again; 0 if it never was.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import OUTCOMES, Scenario, Target
from analysis.scenario.draws import Deviates, coefficient_values, drawn, one_at_a_time
from analysis.scenario.money import MONEY, YEAR, money_paths
from analysis.scenario.outcomes import outcome_paths
from analysis.scenario.relationships import relationship_paths

Array = NDArray[np.float64]
Of = Literal["scenario", "baseline", "difference"]

PERCENTILES = (5, 25, 50, 75, 95)
RELATIONSHIPS = ("active_months", "customer_value")  # of a new customer
SERIES = (*OUTCOMES, *RELATIONSHIPS, *MONEY)
FIVE = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Fan:
    """PERCENTILES of a series, month by month [months × 5]."""

    series: str
    of: Of
    by_month: tuple[FIVE, ...]


@dataclass(frozen=True)
class Reached:
    """A target and the share of the draws that reach it."""

    target: Target
    probability: float


@dataclass(frozen=True)
class Bar:
    """The NPV with one number at its 10th and at its 90th percentile, all else at its middle."""

    name: str
    kind: Literal["effect", "link", "assumption"]
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Result:
    """npv: PERCENTILES; payback: the same in months, None where not within the horizon.

    positive, paid_back: shares of the draws. middle: the NPV with everything at its middle, from which bars start.
    bars: the longest first; those that move nothing are left out.
    """

    fans: tuple[Fan, ...]
    npv: FIVE
    positive: float
    payback: tuple[float | None, ...]
    paid_back: float
    reached: tuple[Reached, ...]
    middle: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class _Run:
    """Series by draw and month, of the scenario and of doing nothing; NPV [draws] and payback [draws]."""

    series: dict[str, Array]
    nothing: dict[str, Array]
    npv: Array
    payback: Array


def simulate(scenario: Scenario) -> Result:
    """The result; the same scenario id gives the same, to the last bit on one machine."""
    run = _run(scenario, drawn(scenario))
    (npv,) = _percentiles(run.npv[:, None])
    payback = np.quantile(run.payback, np.array(PERCENTILES) / 100, method="higher")
    middle, bars = _tornado(scenario)
    return Result(
        tuple(_fans(run)),
        npv,
        float(np.mean(run.npv > 0)),
        tuple(float(month) if np.isfinite(month) else None for month in payback),
        float(np.mean(np.isfinite(run.payback))),
        tuple(Reached(target, _reached(run, target)) for target in scenario.targets),
        middle,
        bars,
    )


def _run(scenario: Scenario, deviates: Deviates) -> _Run:
    given = coefficient_values(scenario, deviates)
    series, nothing = (
        _series(one, effects, given)
        for one, effects in (
            (scenario, deviates.effects),
            (replace(scenario, initiatives=(), effects=()), deviates.effects[:, :0]),
        )
    )
    gain = series["net"] - nothing["net"]
    years = np.arange(1, scenario.months + 1) / YEAR
    discounted = gain * (1 + given["discount_rate"][:, None]) ** -years
    return _Run(series, nothing, discounted.sum(axis=1), payback_months(gain))


def _series(scenario: Scenario, effects: Array, given: dict[str, Array]) -> dict[str, Array]:
    paths = outcome_paths(scenario, effects)
    usual = scenario.baseline.levels[list(OUTCOMES).index("churn_rate")]
    lasting = relationship_paths(scenario.baseline, paths["churn_rate"], usual)
    return paths | lasting | money_paths(scenario, paths, given)


def payback_months(gain: Array) -> Array:
    """Months [draws] from which on the sum of the gains [draws, months] is never negative again; inf if none is."""
    below = np.cumsum(gain, axis=1) < 0
    months = below.shape[1]
    last_below = np.where(below.any(axis=1), months - np.argmax(below[:, ::-1], axis=1), -1.0)
    return np.where(last_below == months, np.inf, last_below + 1)


def _fans(run: _Run) -> list[Fan]:
    out = []
    for name in (one for one in SERIES if one in run.series):
        mine, nothing = run.series[name], run.nothing[name]
        kinds: tuple[tuple[Of, Array], ...] = (
            ("scenario", mine),
            ("baseline", nothing),
            ("difference", mine - nothing),
        )
        out += [Fan(name, of, _percentiles(values)) for of, values in kinds]
    return out


def _percentiles(values: Array) -> tuple[FIVE, ...]:
    """PERCENTILES of each month [months × 5] of values [draws, months], linear between neighbouring draws."""
    found = np.sort(np.ascontiguousarray(values.T), axis=1)
    place = np.array(PERCENTILES) / 100 * (len(values) - 1)
    low = place.astype(int)
    high = np.minimum(low + 1, len(values) - 1)
    between = found[:, low] + (place - low) * (found[:, high] - found[:, low])
    return tuple((a, b, c, d, e) for a, b, c, d, e in between.tolist())


def _reached(run: _Run, target: Target) -> float:
    if target.series in ("npv", "payback"):
        values = run.npv if target.series == "npv" else run.payback
    else:
        assert target.month is not None
        values = run.series[target.series][:, target.month - 1]
    return float(np.mean(values >= target.value if target.at_least else values <= target.value))


def _tornado(scenario: Scenario) -> tuple[float, tuple[Bar, ...]]:
    npv = _run(scenario, one_at_a_time(scenario)).npv
    names = [
        *((f"{one.initiative}: {one.outcome}", "effect") for one in scenario.effects),
        *((one.name, one.kind) for one in scenario.coefficients),
    ]
    bars = [
        Bar(name, kind, float(at_low), float(at_high))  # type: ignore[arg-type]
        for (name, kind), at_low, at_high in zip(names, npv[1::2], npv[2::2], strict=True)
        if at_low != npv[0] or at_high != npv[0]
    ]
    return float(npv[0]), tuple(sorted(bars, key=lambda bar: -abs(bar.at_high - bar.at_low)))
