"""A company small enough for a pencil, and scenarios on it."""

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.scenario.coefficients import COEFFICIENTS, Coefficient
from analysis.scenario.description import OUTCOMES, Baseline, Effect, Initiative, Scenario, Step, Tenure
from analysis.scenario.draws import Deviates, coefficient_values
from analysis.scenario.outcomes import usual_levels
from analysis.scenario.projection import Fan, Of, Result

# What is gone bad (1 %), left early (2 %) and was paid back (7 %) is lent anew: the book stands still, net is 0.
STEADY = Baseline(
    last_month="2025-12",
    units=("north", "south"),
    weights_by_applications=(0.6, 0.4),
    weights_by_balance=(0.6, 0.4),
    levels=(100.0, 0.8, 0.5, 0.01, 0.02),
    level_errors=(0.0, 0.0, 0.0, 0.0, 0.0),
    window=12,
    under_way=(),
    effects=(),
    applications=10.0,
    originations=100.0,
    balance=1000.0,
    income_rate=0.01,
    funding_rate=0.004,
    amortisation=0.07,
    cost_per_application=0.1,
    other_operating_cost=0.0,
    tenures=(
        Tenure(left_early=0.02, otherwise=0.0, margin=100.0),
        Tenure(left_early=0.04, otherwise=0.1, margin=50.0),
        Tenure(left_early=0.02, otherwise=0.3, margin=20.0),
    ),
    value_discount_rate=0.0,
)


def certain(**values: float) -> tuple[Coefficient, ...]:
    """All coefficients at their defaults or at these values, none of them uncertain; correlation as it is."""
    found = {name: values.get(name, one.value) for name, one in COEFFICIENTS.items()}
    return tuple(COEFFICIENTS[name].restate(value, value, value) for name, value in found.items())


def an_initiative(code: str, go_lives: tuple[int | None, ...], **others: Any) -> Initiative:
    """Fully adopted and for nothing, unless said otherwise; its costs begin with its first go-live."""
    usual = {
        "start": min(month for month in go_lives if month is not None),
        "share": 1.0,
        "adoption": 1.0,
        "cost_once": 0.0,
        "cost_per_month": 0.0,
    }
    return Initiative(code=code, go_lives=go_lives, **(usual | others))


def an_effect(initiative: str, outcome: str, value: float, spread: float) -> Effect:
    """From the first month on, drawn from a normal."""
    assert outcome in OUTCOMES
    steps = (Step(first=0, last=None, centre=value, spread=spread),)
    return Effect(
        initiative=initiative,
        outcome=outcome,
        source="range",
        evidence="",
        label="own range",
        stated=(value, value, value),
        basis="own range",
        degrees=None,
        steps=steps,
    )


def a_scenario(initiatives: tuple[Initiative, ...], effects: tuple[Effect, ...], **others: Any) -> Scenario:
    """12 months and 500 draws on the steady company, without any uncertainty but that of the effects."""
    usual = Scenario(
        name="a plan",
        snapshot="none",
        seed="none",
        months=12,
        draws=500,
        baseline=STEADY,
        initiatives=initiatives,
        effects=effects,
        together=(),
        coefficients=certain(),
        targets=(),
    )
    return replace(usual, **others)


def fan(result: Result, series: str, of: Of) -> Fan:
    return next(one for one in result.fans if (one.series, one.of) == (series, of))


def medians(result: Result, series: str, of: Of) -> np.ndarray:
    return np.array(fan(result, series, of).by_month)[:, 2]


def parts(
    scenario: Scenario, deviates: Deviates
) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    return deviates.effects, usual, given
