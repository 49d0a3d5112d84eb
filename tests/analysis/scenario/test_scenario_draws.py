"""The draws of a scenario, and what is counted over them."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import t as student

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import Target
from analysis.scenario.discount import discount_claim, discount_measured, discount_range
from analysis.scenario.draws import coefficient_values, draw_deviates
from analysis.scenario.outcomes import outcome_paths
from analysis.scenario.projection import simulate
from analysis.scenario.runs import payback_months
from asking.canonical import canonical
from tests.kit.scenarios import STEADY, a_scenario, an_effect, an_initiative, certain, fan, medians, parts

HALF = log(0.5)


def test_draws_have_the_moments_they_state() -> None:
    """20,000 draws: t with 8 degrees has variance 8 ÷ 6; better is less for one and more for the other."""
    first = replace(an_effect("a", "npl_rate", -0.2, 0.1), degrees=8.0)
    second, other = an_effect("a", "take_up_rate", 0.02, 0.01), an_effect("b", "churn_rate", 0.0, 0.1)
    plans = (an_initiative("a", (0, 0)), an_initiative("b", (0, 0)))
    scenario = a_scenario(
        plans, (first, second, other), draws=20_000, coefficients=tuple(COEFFICIENTS.values())
    )
    found = draw_deviates(scenario)
    assert found.effects.mean(axis=0) == pytest.approx(np.zeros(3), abs=0.03)
    assert found.effects.var(axis=0) == pytest.approx([8 / 6, 1, 1], rel=0.05)
    assert np.quantile(found.effects[:, 0], 0.975) == pytest.approx(student.ppf(0.975, 8), rel=0.05)
    related = np.asarray(np.corrcoef(found.effects, rowvar=False))
    assert related[0, 1] == pytest.approx(-0.5, abs=0.05)
    assert related[0, 2] == pytest.approx(0, abs=0.03)
    for name, values in coefficient_values(scenario, found).items():
        known = COEFFICIENTS[name]
        ends = np.quantile(values, [0.1, 0.5, 0.9])
        assert ends == pytest.approx([known.low, known.value, known.high], abs=0.03), name


def test_the_same_scenario_gives_the_same_bytes() -> None:
    """The name is no part of it; anything else gives another id."""
    plan = (an_initiative("a", (0, 1)),), (an_effect("a", "npl_rate", -0.2, 0.1),)
    one, same, other = a_scenario(*plan), a_scenario(*plan, name="renamed"), a_scenario(*plan, months=13)
    assert one.id == same.id != other.id
    assert replace(one, seed="another").id == one.id, "which its snapshot decides"
    assert repr(simulate(one)).encode() == repr(simulate(same)).encode()


def test_the_same_thing_has_the_same_luck_in_every_scenario() -> None:
    """One effect measured, used under two names in two scenarios; the economy; not an own range beside it."""
    measured_on_a = replace(an_effect("b", "npl_rate", -0.1, 0.1), source="measured", evidence="a")
    own = an_effect("c", "npl_rate", -0.1, 0.1)
    plans = tuple(an_initiative(code, (0, 0)) for code in "bc")
    one = draw_deviates(a_scenario(plans, (own, measured_on_a)))
    two = draw_deviates(
        a_scenario((an_initiative("a", (3, 3)),), (replace(measured_on_a, initiative="a"),), months=24)
    )
    assert np.array_equal(one.effects[:, 1], two.effects[:, 0])
    assert np.array_equal(one.coefficients, two.coefficients)
    assert abs(np.asarray(np.corrcoef(one.effects, rowvar=False))[0, 1]) < 0.15
    elsewhere = draw_deviates(a_scenario(plans, (own, measured_on_a), seed="another"))
    assert not np.array_equal(one.effects, elsewhere.effects)


def test_levels_are_as_uncertain_as_they_were_measured() -> None:
    """Errors 0.1 of ln and of log odds, drifts of ± 10 % and ± 2 points a year, in the last month of the first year."""
    errors = replace(STEADY, level_errors=(0.1, 0.1, 0.0, 0.0, 0.0))
    start = fan(
        simulate(a_scenario((), (), baseline=errors, draws=20_000)), "approval_time_median", "scenario"
    )
    assert start.by_month[0][::4] == pytest.approx([100 * exp(-0.1645), 100 * exp(0.1645)], rel=0.01)
    shares = fan(simulate(a_scenario((), (), baseline=errors, draws=20_000)), "take_up_rate", "scenario")
    assert shares.by_month[0][::4] == pytest.approx(expit(log(4) + np.array([-0.1645, 0.1645])), rel=0.01)
    drift = tuple(
        one.restate(0.1, 0.1, 0.1) if one.name == "approval_time_drift" else one
        for one in certain(churn_drift=-0.5)
    )
    moved = simulate(a_scenario((), (), coefficients=drift))
    assert medians(moved, "approval_time_median", "baseline")[[5, 11]] == pytest.approx([100 * 1.1**0.5, 110])
    assert medians(moved, "churn_rate", "scenario")[11] / 12 == pytest.approx(0.01)
    points = simulate(a_scenario((), (), coefficients=certain(automated_drift=0.02)))
    assert medians(points, "automated_rate", "baseline")[11] == pytest.approx(0.52)


def test_payback() -> None:
    gains = np.array([[-3.0, 2, 2, 2], [-3, 1, 1, 0], [1, 1, 1, 1], [2, -3, 2, 0], [5, 5, -9, 0]])
    assert payback_months(gains).tolist() == [3, np.inf, 0, 3, 0]


def test_targets_count_the_draws_that_reach_them() -> None:
    """An effect around nothing reaches less than usual in half of the draws; certain costs make NPV negative."""
    targets = (
        Target(series="npl_rate", month=12, at_least=False, value=0.12),
        Target(series="npl_rate", month=12, at_least=True, value=0.12),
        Target(series="npv", month=None, at_least=True, value=-1e9),
        Target(series="payback", month=None, at_least=False, value=12),
    )
    plan = an_initiative("a", (0, 0), cost_once=1e6)
    result = simulate(
        a_scenario((plan,), (an_effect("a", "npl_rate", 0.0, 0.1),), targets=targets, draws=4_000)
    )
    less, more, possible, paid = (one.probability for one in result.reached)
    assert less == pytest.approx(0.5, abs=0.03) and less + more == pytest.approx(1)
    assert (possible, paid, result.paid_back, result.positive) == (1, 0, 0, 0)


def test_the_tornado_points_the_right_way() -> None:
    """Less goes bad: better. Costs run over: worse. A loss that is larger makes avoiding it worth more."""
    plan = an_initiative("a", (0, 0), cost_once=1.0)
    effects = (an_effect("a", "npl_rate", -0.3, 0.1),)
    result = simulate(a_scenario((plan,), effects, coefficients=tuple(COEFFICIENTS.values())))
    bars = {one.name: one for one in result.bars}
    assert bars["a: npl_rate"].at_low > result.middle > bars["a: npl_rate"].at_high
    assert bars["cost_overrun"].at_low > result.middle > bars["cost_overrun"].at_high
    assert bars["loss_per_bad_balance"].at_low < result.middle < bars["loss_per_bad_balance"].at_high
    spans = [abs(one.at_high - one.at_low) for one in result.bars]
    assert spans == sorted(spans, reverse=True)
    assert not {"correlation", "discount_rate"} & set(bars)  # certain, so nothing turns on them


@pytest.mark.parametrize(
    ("found", "centre", "ends"),
    [
        (discount_measured(-0.4, 0.1, "attributable"), -0.4, (-0.596, -0.204)),
        (discount_measured(-0.4, 0.1, "at least"), -0.4, (-0.596, -0.204)),
        (discount_measured(-0.4, 0.1, "harm"), -0.4, (-0.8, 0.0)),
        (discount_measured(-0.4, 0.0, "trend break"), -0.2, (-0.396, -0.004)),
        (discount_measured(-0.4, 0.1, "cannot tell"), 0.0, (-0.4, 0.4)),
        (discount_measured(-0.1, 0.3, "difference only"), 0.0, (-0.588, 0.588)),
        (discount_claim(-0.4), -0.1, (-0.296, 0.096)),
    ],
)
def test_discount(found: tuple[float, float], centre: float, ends: tuple[float, float]) -> None:
    """Centre, and what lies within 1.96 spreads of it."""
    value, spread = found
    assert value == pytest.approx(centre)
    assert (value - 1.96 * spread, value + 1.96 * spread) == pytest.approx(ends, abs=0.001)


def test_one_in_ten_lies_beyond_each_end_of_an_own_range() -> None:
    value, spread = discount_range(-0.1, 0.3)
    assert value == pytest.approx(0.1)
    assert value + 1.2816 * spread == pytest.approx(0.3, abs=1e-4)


def test_fans_are_percentiles_of_the_draws() -> None:
    scenario = a_scenario((an_initiative("a", (0, 0)),), (an_effect("a", "npl_rate", -0.2, 0.1),))
    rates = outcome_paths(scenario, *parts(scenario, draw_deviates(scenario)))["npl_rate"]
    known = np.percentile(rates, [5, 25, 50, 75, 95], axis=0).T
    assert np.array(fan(simulate(scenario), "npl_rate", "scenario").by_month) / 12 == pytest.approx(known)
    assert rates[:, 0] == pytest.approx(
        STEADY.levels[3] * np.exp(-0.2 + 0.1 * draw_deviates(scenario).effects[:, 0])
    )


def test_what_is_stated_of_a_scenario_does_not_hold_its_seed() -> None:
    """Or what was stated before scenarios had one would no longer hold."""
    stated = canonical(a_scenario((), ()))
    assert "seed" not in stated and stated["snapshot"] == "none"
