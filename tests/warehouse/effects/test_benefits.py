"""Money of initiatives, against sums that can be done by hand."""

from dataclasses import astuple, replace
from math import log

import pytest

from analysis.results import Reason
from tests.kit.evidence_by_hand import AI, a_pair, around
from warehouse.effects.benefits import Payback, live_months, money_of, relative_contribution
from warehouse.effects.coverage import _month
from warehouse.effects.evidence import Range, Wave

# e^x − 1 of ln 0.8 … is −20 %, of ln 0.75 −25 %, of ln 0.9 −10 %.
FIFTH = Range(value=log(0.8), lower=log(0.75), upper=log(0.9))
TIME = replace(
    a_pair("ai_approval", "approval_time_median", "ln", FIFTH), contribution=FIFTH, expected_money=1_800_000.0
)


def test_costs_run_from_the_first_go_live_to_the_cut_off() -> None:
    """38 m once + 0.9 m × 42 months (2022-07 … 2025-12) = 75.8 m."""
    found = money_of(AI, [TIME], "2025-12")
    assert found.live_months == 42
    assert found.cost_so_far == pytest.approx(75.8e6)


def test_an_initiative_given_up_everywhere_costs_no_longer() -> None:
    gone = replace(
        AI, waves=(Wave(unit_kind="region", unit="CN-11", live_on="2022-07-01", ended_on="2022-12-15"),)
    )
    assert live_months(gone, "2025-12") == 6
    assert live_months(replace(AI, waves=()), "2025-12") == 0


def test_the_implied_benefit_is_the_plan_times_the_share_that_came_true() -> None:
    """Planned −40 % for 1.8 m a month; −20 % attributable (−25 … −10): half of it, 0.9 m (0.45 … 1.125)."""
    (goal,) = money_of(AI, [TIME], "2025-12").goals
    assert goal.implied is not None and goal.possible is None
    found = (goal.implied.value, goal.implied.lower, goal.implied.upper)
    assert found == pytest.approx((0.9e6, 0.45e6, 1.125e6))


def test_payback_divides_the_one_off_cost_by_what_is_left_after_the_running_cost() -> None:
    """38 m ÷ (1.125 − 0.9) m = 169 months at best; at 0.9 m and at 0.45 m nothing is left, so never."""
    (goal,) = money_of(AI, [TIME], "2025-12").goals
    assert goal.payback is not None
    assert (goal.payback.months, goal.payback.latest) == (None, None)
    assert goal.payback.soonest == pytest.approx(38 / 0.225)
    (cheap,) = money_of(replace(AI, cost_per_month=400_000.0), [TIME], "2025-12").goals
    assert cheap.payback is not None
    assert astuple(cheap.payback) == pytest.approx((38 / 0.5, 38 / 0.725, 38 / 0.05))


def test_a_contribution_in_points_is_divided_by_the_level_without_it() -> None:
    """The effect +0.19 is +38 % relative, so the level was 0.5; +0.10 contributed is +20 % of it."""
    pair = a_pair(
        "ai_approval", "automated_rate", "points", Range(value=0.19, lower=0.17, upper=0.21), level=0.5
    )
    found = relative_contribution(replace(pair, contribution=Range(value=0.10, lower=0.05, upper=0.15)))
    assert found is not None
    assert (found.value, found.lower, found.upper) == pytest.approx((0.2, 0.1, 0.3))


def test_what_is_not_attributable_has_a_possible_range_and_no_benefit() -> None:
    unclear = replace(TIME, grade="cannot tell", reason=Reason(code="not clear"))
    (goal,) = money_of(AI, [unclear], "2025-12").goals
    assert (goal.implied, goal.payback) == (None, None)
    assert goal.possible is not None and goal.possible.upper == pytest.approx(1.125e6)
    (unsized,) = money_of(AI, [replace(unclear, contribution=None)], "2025-12").goals
    assert unsized.possible is None


def test_an_effect_that_does_harm_costs_money() -> None:
    worse = replace(TIME, contribution=around(0.1, 0.05))
    (goal,) = money_of(AI, [worse], "2025-12").goals
    assert goal.implied is not None and goal.implied.upper < 0
    assert goal.payback == Payback(months=None, soonest=None, latest=None)


def test_goals_stay_apart_and_only_stated_pairs_are_goals() -> None:
    unstated = replace(TIME, kpi="decided_within_24h", stated=False)
    found = money_of(AI, [TIME, replace(TIME, kpi="automated_rate"), unstated], "2025-12")
    assert [goal.planned for goal in found.goals] == [1_800_000.0, 1_800_000.0]


def test_a_unit_counts_as_live_from_its_go_live_to_the_month_it_gave_up() -> None:
    waves = list(AI.waves)  # CN-11 from 2022-07, CN-12 from 2023-03 to 2024-09
    assert [_month(m, waves).live for m in ("2022-06", "2022-07", "2023-03", "2024-09", "2024-10")] == [
        *(0, 1, 2, 2, 1)
    ]
    assert _month("2023-03", waves).started == ("CN-12",)
    assert _month("2024-09", waves).given_up == ("CN-12",)
