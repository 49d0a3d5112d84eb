"""The least that reaches a target, against algebra and against every set tried by hand."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from scipy.special import ndtri

from analysis.scenario.description import Scenario, Target
from analysis.scenario.goal_seek import TOO_MANY, Cheapest, Nearest, cheapest, least_coverage, seek
from tests.kit.scenarios import a_scenario, an_effect, an_initiative

YEAR = sum(1.08 ** (-month / 12) for month in range(1, 13))  # of 1 a month
EVERYWHERE = (0, 0)


def one(outcome: str, value: float, spread: float, **others: float) -> Scenario:
    return a_scenario(
        (an_initiative("a", EVERYWHERE, **others),), (an_effect("a", outcome, value, spread),), draws=20_000
    )


def test_least_coverage_of_an_effect_that_is_certain() -> None:
    """Half the time where it is live, the mean of logarithms over all: 100 × ½^s ≤ 73 from s = 0.454 on."""
    target = Target(series="approval_time_median", month=1, at_least=False, value=73.0)
    found = least_coverage(one("approval_time_median", log(0.5), 0.0), "a", target, 0.8)
    assert (found.initiative, found.least) == ("a", 0.46)
    assert [share for share, _ in found.curve] == pytest.approx(np.linspace(0, 1, 11))
    assert [probability for _, probability in found.curve] == [0] * 5 + [1] * 6


def test_least_coverage_of_an_uncertain_effect_is_that_of_its_quantile() -> None:
    """Normal around 10 points, 5 points wide: s times what 4 in 5 exceed must be 3 points."""
    exceeded = 0.1 + 0.05 * ndtri(0.2)
    found = least_coverage(
        one("automated_rate", 0.1, 0.05),
        "a",
        Target(series="automated_rate", month=12, at_least=True, value=0.53),
        0.8,
    )
    assert found.least == pytest.approx(0.03 / exceeded, abs=0.015)  # a step of the search, and the draws
    by_hand = [1 - float(_normal((0.03 / s - 0.1) / 0.05)) for s in (0.4, 1.0)]
    assert [found.curve[place][1] for place in (4, 10)] == pytest.approx(by_hand, abs=0.01)


def _normal(z: float) -> float:
    return float(np.searchsorted(ndtri(np.arange(1, 100_000) / 100_000), z) / 100_000)


def test_costs_stay_as_planned_however_little_is_covered() -> None:
    """20 points are worth 0.4 ÷ 3 a month everywhere, for 0.05 a month at any share: NPV ≥ 0 from 0.375 on."""
    plan = one("automated_rate", 0.2, 0.0, cost_per_month=0.05)
    assert (
        least_coverage(plan, "a", Target(series="npv", month=None, at_least=True, value=0.0), 0.5).least
        == 0.38
    )
    enough = Target(series="npv", month=None, at_least=True, value=0.05 * YEAR)
    assert (
        least_coverage(plan, "a", enough, 0.5).least == 0.75 + 0.01
    )  # just above 0.75, where both are equal


def test_no_coverage_and_none_at_all() -> None:
    plan = one("approval_time_median", log(0.5), 0.0)

    def least(minutes: float) -> float | None:
        return least_coverage(
            plan, "a", Target(series="approval_time_median", month=1, at_least=False, value=minutes), 0.8
        ).least

    assert [least(minutes) for minutes in (110.0, 40.0, 50.001)] == [0.0, None, 1.0]


def three() -> Scenario:
    """Of approval time (100), logarithms add up; c begins in month 4, so it costs 0.5 + 9 × 0.2 = 2.3.

    set     a      b      c      a b    a c    b c    a b c
    ln      −0.3   −0.2   −0.15  −0.5   −0.45  −0.35  −0.65
    cost    5      3      2.3    8      7.3    5.3    10.3
    """
    parts = (
        an_initiative("a", EVERYWHERE, cost_once=5.0),
        an_initiative("b", EVERYWHERE, cost_once=3.0),
        an_initiative("c", EVERYWHERE, cost_once=0.5, cost_per_month=0.2, start=3),
    )
    sizes = {"a": -0.3, "b": -0.2, "c": -0.15}
    return a_scenario(
        parts, tuple(an_effect(code, "approval_time_median", size, 0.0) for code, size in sizes.items())
    )


@pytest.mark.parametrize(
    ("wanted", "chosen", "cost"),
    [
        (0.01, (), 0.0),
        (-0.1, ("c",), 2.3),
        (-0.19, ("b",), 3.0),
        (-0.29, ("a",), 5.0),
        (-0.34, ("b", "c"), 5.3),
        (-0.44, ("a", "c"), 7.3),
        (-0.49, ("a", "b"), 8.0),
        (-0.64, ("a", "b", "c"), 10.3),
    ],
)
def test_the_cheapest_set(wanted: float, chosen: tuple[str, ...], cost: float) -> None:
    found = cheapest(
        three(), Target(series="approval_time_median", month=12, at_least=False, value=100 * exp(wanted)), 0.8
    )
    assert isinstance(found, Cheapest)
    assert (found.initiatives, found.probability) == (chosen, 1.0)
    assert found.cost == pytest.approx(cost)


def test_where_no_set_is_enough_the_nearest_says_how_far_it_comes() -> None:
    """All three together take 0.65 off in logarithms, in every draw: 100 × e^−0.65 is the best there is."""
    target = Target(series="approval_time_median", month=12, at_least=False, value=100 * exp(-0.66))
    best = cheapest(three(), target, 0.8)
    assert isinstance(best, Nearest)
    assert (best.initiatives, best.probability) == (("a", "b", "c"), 0.0)
    assert best.reached == pytest.approx(100 * exp(-0.65))
    assert best.cost == pytest.approx(10.3)


@pytest.mark.parametrize("at_least", [True, False])
def test_what_the_nearest_reaches_is_reached_as_often_as_wanted(at_least: bool) -> None:
    """Normal around 10 points, 5 points wide, from 50 %: one in five draws lies beyond the quantile."""
    aim = Target(series="automated_rate", month=12, at_least=at_least, value=0.9 if at_least else 0.1)
    plan = one("automated_rate", 0.1 if at_least else -0.1, 0.05)
    best = cheapest(plan, aim, 0.8)
    assert isinstance(best, Nearest) and best.initiatives == ("a",)
    quantile = 0.1 + 0.05 * ndtri(0.2)
    assert best.reached == pytest.approx(0.5 + (quantile if at_least else -quantile), abs=0.002)
    nearer = cheapest(plan, replace(aim, value=best.reached), 0.8)
    assert isinstance(nearer, Cheapest) and nearer.probability == pytest.approx(0.8, abs=0.001)
    beyond = cheapest(plan, replace(aim, value=best.reached + (0.001 if at_least else -0.001)), 0.8)
    assert isinstance(beyond, Nearest)


def test_a_payback_beyond_the_horizon_is_no_number_that_is_reached() -> None:
    plan = one("automated_rate", 0.0, 0.0, cost_once=5.0)
    best = cheapest(plan, Target(series="payback", month=None, at_least=False, value=6), 0.8)
    assert isinstance(best, Nearest) and best.initiatives == ("a",)  # doing nothing has nothing to pay back
    assert best.reached == float("inf") and best.probability == 0.0
    many = tuple(an_initiative(f"i{n}", EVERYWHERE) for n in range(8))
    target = Target(series="approval_time_median", month=12, at_least=False, value=90)
    assert cheapest(a_scenario(many, ()), target, 0.8) == TOO_MANY


def test_seeking_says_what_the_whole_plan_reaches_and_costs() -> None:
    target = Target(series="approval_time_median", month=12, at_least=False, value=100 * exp(-0.49))
    sought = seek(three(), target, 0.8)
    assert sought.planned == 1.0 and sought.cost == pytest.approx(10.3)
    assert [coverage.initiative for coverage in sought.coverage] == ["a", "b", "c"]
    assert all(coverage.chance >= 0.8 for coverage in sought.coverage)
    hopeless = seek(three(), replace(target, value=1.0), 0.8)
    assert [coverage.chance for coverage in hopeless.coverage] == [0.0] * 3 and hopeless.planned == 0.0
