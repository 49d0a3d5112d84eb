"""Scenarios against pencil and paper, and against the rules that they state."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import OUTCOMES, Baseline, Scenario, Step
from analysis.scenario.draws import draw_deviates, one_at_a_time
from analysis.scenario.outcomes import outcome_paths
from analysis.scenario.projection import SERIES, simulate
from tests.kit.scenarios import STEADY, a_scenario, an_effect, an_initiative, certain, fan, medians, parts

HALF = log(0.5)


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
