"""Money of initiatives, against sums that can be done by hand."""

from dataclasses import replace
from math import log

import pytest

from analysis.results import Reason
from tests.kit.evidence_by_hand import AFTER, AI, a_pair, around
from warehouse.effects.benefits import Money, money_of, relative_contribution
from warehouse.effects.coverage import _month
from warehouse.effects.evidence import Initiative, Pair, Range, Wave
from warehouse.effects.payback import Payback, State, find_payback, live_months

# e^x − 1 of ln 0.8 … is −20 %, of ln 0.75 −25 %, of ln 0.9 −10 %.
FIFTH = Range(value=log(0.8), lower=log(0.75), upper=log(0.9))
TIME = replace(
    a_pair("ai_approval", "approval_time_median", "ln", FIFTH), contribution=FIFTH, expected_money=1_800_000.0
)


def money_in_december(initiative: Initiative, pairs: list[Pair]) -> Money:
    return money_of(initiative, pairs, (AFTER[0], AFTER[-1]), "2025-12")


def test_costs_run_from_the_first_go_live_to_the_cut_off() -> None:
    """38 m once + 0.9 m × 42 months (2022-07 … 2025-12) = 75.8 m."""
    found = money_in_december(AI, [TIME])
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
    (goal,) = money_in_december(AI, [TIME]).goals
    assert goal.implied is not None and goal.possible is None
    found = (goal.implied.value, goal.implied.lower, goal.implied.upper)
    assert found == pytest.approx((0.9e6, 0.45e6, 1.125e6))


# Two units for three months, then four: half the usual benefit at first; the window after is the months with four.
GROWING = replace(
    AI,
    cost_once=600.0,
    cost_per_month=10.0,
    waves=tuple(
        Wave(unit_kind="region", unit=unit, live_on=day, ended_on=None)
        for unit, day in (("A", "2024-01-01"), ("B", "2024-01-20"), ("C", "2024-04-01"), ("D", "2024-04-09"))
    ),
)
WINDOW = ("2024-04", "2024-06")


@pytest.mark.parametrize(
    ("now", "state"),
    [("2024-07", "not yet"), ("2024-08", "open"), ("2024-11", "open"), ("2024-12", "paid back")],
)
def test_it_is_paid_back_once_today_lies_beyond_the_whole_interval(now: str, state: State) -> None:
    """600 once; left of 100 (120, 70) a month less 10: 3 × 40 (50, 25), then 90 (110, 60) each.

    480 ÷ 90 makes 6 more months after March: September; 450 ÷ 110 makes 5: August; 525 ÷ 60 makes 9: December.
    """
    found = find_payback(GROWING, Range(value=100.0, lower=70.0, upper=120.0), WINDOW, now)
    assert found is not None
    assert (found.month, found.soonest, found.latest) == ("2024-09", "2024-08", "2024-12")
    assert found.state == state


def test_what_the_lower_end_does_not_cover_may_never_be_paid_back() -> None:
    found = find_payback(GROWING, Range(value=100.0, lower=5.0, upper=120.0), WINDOW, "2030-01")
    assert found is not None and (found.state, found.latest) == ("open", None)


def test_what_was_given_up_brings_nothing_more() -> None:
    """Two months of 90 less 600 leave 420 for good."""
    ended = tuple(replace(wave, live_on="2024-04-01", ended_on="2024-05-31") for wave in GROWING.waves)
    found = find_payback(
        replace(GROWING, waves=ended), around(100.0, 20.0), ("2024-04", "2024-05"), "2024-12"
    )
    assert found is not None and (found.state, found.month) == ("never", None)


def test_without_a_one_off_cost_or_a_window_there_is_no_payback() -> None:
    assert find_payback(replace(GROWING, cost_once=None), around(100.0, 20.0), WINDOW, "2024-12") is None
    assert find_payback(GROWING, around(100.0, 20.0), None, "2024-12") is None
    assert find_payback(GROWING, around(100.0, 20.0), ("2023-01", "2023-12"), "2024-12") is None


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
    (goal,) = money_in_december(AI, [unclear]).goals
    assert (goal.implied, goal.payback) == (None, None)
    assert goal.possible is not None and goal.possible.upper == pytest.approx(1.125e6)
    (unsized,) = money_in_december(AI, [replace(unclear, contribution=None)]).goals
    assert unsized.possible is None


def test_an_effect_that_does_harm_costs_money() -> None:
    worse = replace(TIME, contribution=around(0.1, 0.05))
    (goal,) = money_in_december(AI, [worse]).goals
    assert goal.implied is not None and goal.implied.upper < 0
    assert goal.payback == Payback(now="2025-12", state="never", month=None, soonest=None, latest=None)


def test_goals_stay_apart_and_only_stated_pairs_are_goals() -> None:
    unstated = replace(TIME, kpi="decided_within_24h", stated=False)
    found = money_in_december(AI, [TIME, replace(TIME, kpi="automated_rate"), unstated])
    assert [goal.planned for goal in found.goals] == [1_800_000.0, 1_800_000.0]


def test_a_unit_counts_as_live_from_its_go_live_to_the_month_it_gave_up() -> None:
    waves = list(AI.waves)  # CN-11 from 2022-07, CN-12 from 2023-03 to 2024-09
    assert [_month(m, waves).live for m in ("2022-06", "2022-07", "2023-03", "2024-09", "2024-10")] == [
        *(0, 1, 2, 2, 1)
    ]
    assert _month("2023-03", waves).started == ("CN-12",)
    assert _month("2024-09", waves).given_up == ("CN-12",)
