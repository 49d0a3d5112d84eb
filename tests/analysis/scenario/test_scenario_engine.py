"""Scenarios against pencil and paper, and against the rules that they state."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import t as student

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import OUTCOMES, Baseline, Scenario, Step, Target
from analysis.scenario.discount import discount_claim, discount_measured, discount_range
from analysis.scenario.draws import Deviates, coefficient_values, draw_deviates, one_at_a_time
from analysis.scenario.outcomes import outcome_paths, usual_levels
from analysis.scenario.projection import SERIES, Fan, Of, Result, simulate
from analysis.scenario.runs import payback_months
from asking.canonical import canonical
from tests.kit.scenarios import STEADY, a_scenario, an_effect, an_initiative, certain

HALF = log(0.5)


def medians(result: Result, series: str, of: Of) -> np.ndarray:
    return np.array(fan(result, series, of).by_month)[:, 2]


def fan(result: Result, series: str, of: Of) -> Fan:
    return next(one for one in result.fans if (one.series, one.of) == (series, of))


def path(outcome: str, *parts: tuple[str, tuple[int | None, ...], float], **others: object) -> np.ndarray:
    """The path of an outcome under effects without uncertainty, each of an initiative: code, go-lives, effect."""
    initiatives = tuple(an_initiative(code, go_lives) for code, go_lives, _ in parts)
    effects = tuple(an_effect(code, outcome, value, 0.0) for code, _, value in parts)
    scenario = a_scenario(initiatives, effects, **others)
    return middle_path(scenario, outcome)


def middle_path(scenario: Scenario, outcome: str) -> np.ndarray:
    """The path of an outcome with everything at its middle."""
    effects, usual, given = parts(scenario, one_at_a_time(scenario)[1])
    return np.asarray(outcome_paths(scenario, effects, usual, given)[outcome][0])


def parts(
    scenario: Scenario, deviates: Deviates
) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    return deviates.effects, usual, given


def test_without_effects_nothing_differs() -> None:
    idle = an_initiative("idle", (0, 3))
    nothing = tuple(an_effect("idle", code, 0.0, 0.0) for code in OUTCOMES)
    result = simulate(a_scenario((idle,), nothing, coefficients=tuple(COEFFICIENTS.values())))
    for one in result.fans:
        if one.of == "difference":
            assert not np.any(one.by_month), one.series
    assert result.npv == (0, 0, 0, 0, 0)
    assert (result.payback, result.bars) == ((0, 0, 0, 0, 0), ())


def test_known_effect_by_hand() -> None:
    """Half as much goes bad in the north (60 %), from month 2 on, for 2 once; loss ½, run-off 10 % → 9.7 %:

    month  opening  goes bad  closing                income     funding    credit   other  net        difference
    1      1000     1 %       900 + 100    = 1000    10         4          5        1      0          0
    2      1000     0.7 %     903 + 100    = 1003    10.015     4.006      3.5      1 + 2  −0.491     −0.491
    3      1003     0.7 %     905.709+100  = 1005.7  10.043545  4.017418   3.5105   1      1.515627   1.515627
    """
    costly = an_initiative("early_warning", (1, None), cost_once=2.0)
    result = simulate(a_scenario((costly,), (an_effect("early_warning", "npl_rate", HALF, 0.0),)))
    assert medians(result, "npl_rate", "scenario")[:3] / 12 == pytest.approx([0.01, 0.007, 0.007])
    assert medians(result, "balance", "scenario")[:3] == pytest.approx([1000, 1003, 1005.709])
    assert medians(result, "net", "baseline") == pytest.approx(np.zeros(12), abs=1e-12)
    gain = medians(result, "net", "difference")
    assert gain[:3] == pytest.approx([0, -0.491, 1.515627])
    assert result.payback == (3, 3, 3, 3, 3)
    assert result.npv[2] == pytest.approx(sum(x / 1.08 ** (t / 12) for t, x in enumerate(gain, 1)))


def test_faster_approval_is_taken_up_more_often() -> None:
    """Odds 0.8 ÷ 0.2 = 4; half the time: 4 × 2^0.1 = 4.287, take-up 81.09 %, and as many more originations."""
    result = simulate(
        a_scenario((an_initiative("ai", (0, 0)),), (an_effect("ai", "approval_time_median", HALF, 0.0),))
    )
    odds = 4 * 2**0.1
    assert medians(result, "take_up_rate", "scenario")[0] == pytest.approx(odds / (1 + odds))
    assert medians(result, "originations", "scenario")[0] == pytest.approx(100 / 0.8 * odds / (1 + odds))


def test_automation_saves_what_is_not_saved_already() -> None:
    """Half automated costs 1 for 10; by hand all would cost 1 ÷ (1 − ½ × 0.5) = 4/3; at 70 %: 4/3 × 0.65."""
    result = simulate(
        a_scenario((an_initiative("ai", (0, 0)),), (an_effect("ai", "automated_rate", 0.2, 0.0),))
    )
    assert medians(result, "operating_cost", "scenario")[0] == pytest.approx(4 / 3 * 0.65)


def test_fewer_leavers_stay_on_the_book() -> None:
    """2 % → 1 % leave, with half the balance of others: 1000 × (1 − 0.07 − 0.01 − 0.005) + 100."""
    result = simulate(
        a_scenario(
            (an_initiative("crm", (0, 0)),),
            (an_effect("crm", "churn_rate", HALF, 0.0),),
            coefficients=certain(leaver_balance=0.5),
        )
    )
    assert medians(result, "balance", "scenario")[0] == pytest.approx(1000 * 0.915 + 100)


def test_assumptions_by_hand() -> None:
    """In month 1 on 1000, of which 2 % instead of 1 % go bad (closing 990, mean 995), a year later 21 % more is lent:

    income 995 × (1 % + 1.2 % ÷ 12), funding 995 × (0.4 % + 2.4 % ÷ 12), credit 20 × ½, lent 100 × 1.21^(1 ÷ 12)
    """
    stated = {"income_rate_change": 0.012, "funding_rate_change": 0.024, "formation_stress": 2.0}
    moved = simulate(a_scenario((), (), coefficients=certain(**stated)))
    first = {name: medians(moved, name, "scenario")[0] for name in SERIES}
    assert first["balance"] == pytest.approx(990)
    assert first["income"] == pytest.approx(995 * 0.011)
    assert first["funding_cost"] == pytest.approx(995 * 0.006)
    assert first["credit_cost"] == pytest.approx(10)
    grown = simulate(a_scenario((), (), coefficients=certain(volume_growth=0.21)))
    assert medians(grown, "originations", "scenario")[[0, 5, 11]] == pytest.approx(
        [100 * 1.21 ** (1 / 12), 110, 121]
    )
    assert medians(grown, "operating_cost", "scenario")[[5, 11]] == pytest.approx([1.1, 1.21])


def test_costs_begin_with_the_initiative() -> None:
    plan = an_initiative("a", (3, None), cost_once=5.0, cost_per_month=1.0)
    result = simulate(a_scenario((plan,), (), coefficients=certain(cost_overrun=2.0)))
    assert medians(result, "initiative_cost", "scenario")[:6].tolist() == [0, 0, 0, 12, 2, 2]


def test_units_weigh_by_what_an_outcome_is_of() -> None:
    """The north has 60 % of the applications and half of the balance."""
    base = replace(STEADY, weights_by_balance=(0.5, 0.5))
    north = ("a", (0, None), HALF)
    assert path("approval_time_median", north, baseline=base)[0] == pytest.approx(100 * exp(0.6 * HALF))
    assert path("npl_rate", north, baseline=base)[0] == pytest.approx(0.0075)


def test_a_customer_who_stays_is_worth_more() -> None:
    """Early leavers halved, three tenures observed, no discount:

    tenure   margin   usual: there   leave           halved: there   leave
    0        100      1              2 %             1               1 %
    1        50       0.98           4 % + 10 %      0.99            2 % + 10 %
    2        20       0.8428         –               0.8712          –
    """
    plan = a_scenario((an_initiative("crm", (1, 1)),), (an_effect("crm", "churn_rate", HALF, 0.0),))
    result = simulate(plan)
    lasts, worth = (medians(result, name, "scenario") for name in ("active_months", "customer_value"))
    assert lasts[:2] == pytest.approx([1 + 0.98 + 0.8428, 1 + 0.99 + 0.8712])
    assert worth[:2] == pytest.approx([100 + 49 + 16.856, 100 + 49.5 + 17.424])


def test_half_the_coverage_is_half_the_effect() -> None:
    """By units (60 % and 40 %), by share of every unit, by adoption of an effect in points."""
    assert path("npl_rate", ("a", (0, None), HALF))[0] == pytest.approx(0.01 * (1 - 0.6 / 2))
    half = a_scenario((an_initiative("a", (0, 0), share=0.5),), (an_effect("a", "npl_rate", HALF, 0.0),))
    assert middle_path(half, "npl_rate")[0] == pytest.approx(0.01 * 0.75)
    adopted = a_scenario(
        (an_initiative("a", (0, 0), adoption=0.5),), (an_effect("a", "take_up_rate", 0.1, 0.0),)
    )
    assert middle_path(adopted, "take_up_rate")[0] == pytest.approx(0.85)


def test_units_are_averaged_as_they_are_measured() -> None:
    """A geometric mean by the mean of logarithms, a rate by the mean of rates; two effects meet in the north only.

              share   a      b      approval time       goes bad
    north     0.6     half   half   ln ¼                0.25 %
    south     0.4     half   –      ln ½                0.5 %
    """
    both = (("a", (0, 0), HALF), ("b", (0, None), HALF))
    times, rates = path("approval_time_median", *both), path("npl_rate", *both)
    assert times[0] == pytest.approx(100 * exp(0.6 * 2 * HALF + 0.4 * HALF))
    assert rates[0] == pytest.approx(0.6 * 0.0025 + 0.4 * 0.005)


def test_effect_builds_up_from_the_go_live_of_each_unit() -> None:
    """−0.1 in the first two months, −0.4 from then on; the north in month 1, the south in month 2."""
    steps = (
        Step(first=0, last=1, centre=-0.1, spread=0.0),
        Step(first=2, last=None, centre=-0.4, spread=0.0),
    )
    effect = replace(an_effect("a", "approval_time_median", 0.0, 0.0), steps=steps)
    scenario = a_scenario((an_initiative("a", (0, 1)),), (effect,))
    found = np.log(middle_path(scenario, "approval_time_median") / 100)
    assert found[:4] == pytest.approx([-0.06, -0.1, 0.6 * -0.4 + 0.4 * -0.1, -0.4])


def under_way(outcome: str, value: float, month: int) -> dict[str, Baseline]:
    """The steady company, in whose north (60 %) something went live this many months before the first."""
    live = an_initiative("live", (month, None))
    return {"baseline": replace(STEADY, under_way=(live,), effects=(an_effect("live", outcome, value, 0.0),))}


def test_what_is_under_way_goes_on_from_the_average_of_the_window() -> None:
    """Live in the north (60 %) in 6 of the 12 months of the window: the level holds half of what it does there.

    approval time   ln: 0.6 × ½ × ln ½ held, 0.6 × ln ½ to come               100 × ½^0.3
    goes bad        × 1 − 0.6 × ½ × ½ = 0.85 held, × 0.7 to come               1 % × 0.7 ÷ 0.85
    automated       + 0.6 × ½ × 20 points held, + 0.6 × 20 points to come      50 % + 6 %
    """
    for outcome, value, known in (
        ("approval_time_median", HALF, 100 * 0.5**0.3),
        ("npl_rate", HALF, 0.01 * 0.7 / 0.85),
        ("automated_rate", 0.2, 0.56),
    ):
        scenario = a_scenario((), (), **under_way(outcome, value, -6))
        assert middle_path(scenario, outcome) == pytest.approx([known] * 12), outcome
        result = simulate(scenario)
        told = OUTCOMES[outcome].told
        assert medians(result, outcome, "baseline") / told == pytest.approx([known] * 12), outcome
        assert not np.any(fan(result, outcome, "difference").by_month)


def test_units_that_wait_start_from_a_worse_level_than_the_average() -> None:
    """Long live in the north: x × (0.6 × ½ + 0.4) = 1 %, so x = 1 ÷ 0.7 %; live everywhere half of that is left."""
    south = ("more", (None, 0), HALF)
    long_ago = under_way("npl_rate", HALF, -24)
    assert middle_path(a_scenario((), (), **long_ago), "npl_rate") == pytest.approx([0.01] * 12)
    assert path("npl_rate", south, **long_ago) == pytest.approx([0.005 / 0.7] * 12)


def test_what_is_under_way_is_as_large_as_what_is_planned_of_it() -> None:
    base = under_way("npl_rate", -0.1, -6)["baseline"]
    measured_there = replace(base.effects[0], source="measured", evidence="live")
    plan = replace(measured_there, initiative="more")
    scenario = a_scenario(
        (an_initiative("more", (None, 0)),), (plan,), baseline=replace(base, effects=(measured_there,))
    )
    found = draw_deviates(scenario).effects
    assert np.array_equal(found[:, 0], found[:, 1]) and found.std() > 0.9
    names, moved = one_at_a_time(scenario)
    assert names[0] == plan.luck and (moved.effects[:, 0] == moved.effects[:, 1]).all()


def test_shares_saturate() -> None:
    """Alone as many points as stated; together by their odds (0.8 → 0.95 is × 4.75), and never beyond all."""
    alone = ("a", (0, 0), 0.15)
    assert path("take_up_rate", alone)[0] == pytest.approx(0.95)
    odds = 4 * 4.75 * 4.75
    assert path("take_up_rate", alone, ("b", (0, 0), 0.15))[0] == pytest.approx(odds / (1 + odds))
    assert path("npl_rate", ("a", (0, 0), log(1_000)))[0] == pytest.approx(1)  # a rate, too
    many = [(name, (0, 0), 0.19) for name in "abcdefgh"]
    assert 0.99 < path("take_up_rate", *many)[0] <= 1


def test_what_cannot_be_told_apart_counts_once() -> None:
    """Larger where both are live (north), its own where one is (south)."""
    twins = (("a", (0, None), -0.2), ("b", (0, 0), -0.3))
    assert path("approval_time_median", *twins)[0] == pytest.approx(100 * exp(0.6 * -0.5 + 0.4 * -0.3))
    once = path("approval_time_median", *twins, together=(("a", "b"),))
    assert once[0] == pytest.approx(100 * exp(-0.3))
    larger_first = (("a", (0, 0), -0.3), ("b", (0, None), -0.2))
    assert path("approval_time_median", *larger_first, together=(("a", "b"),)) == pytest.approx(once)


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
