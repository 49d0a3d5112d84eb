"""What a plan could show: against the formula for a plain design, and on the simulated company."""

import numpy as np
import pytest

from analysis.attribution.design import Rules
from analysis.attribution.panel import Panel
from analysis.attribution.power import SEEN, Plan, smallest_effect, without_cohorts
from tests.kit.attribution_panels import balanced
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.effects.power import HORIZONS, list_plannable, power, smallest_trial
from warehouse.snapshot.snapshots import Snapshot

RULES = Rules(choosing_periods=0, fewest_before=6, fewest_waiting=3)


def noise(units: int, periods: int) -> Panel:
    return balanced(np.random.default_rng(5).normal(0, 1, (units, periods)), 1.0, "linear")


def test_one_wave_in_half_of_many_equal_units_is_a_difference_of_four_means() -> None:
    """se² = (1 ÷ live + 1 ÷ waiting units) × (1 ÷ periods after + 1 ÷ periods before), noise of variance 1.

    An estimated standard error of 200 units is off by 5 % (one in √(2 × 199)), the mean of five of one data set hardly
    less: 20 % is four times that.
    """
    found = smallest_effect(noise(200, 30), (), Plan(waves=1, gap=0, share=0.5), 10, RULES)
    assert found == pytest.approx(SEEN * np.sqrt((1 / 100 + 1 / 100) * (1 / 10 + 1 / 20)), rel=0.2)


def test_more_time_and_more_units_show_smaller_effects() -> None:
    soon, later = (
        smallest_effect(noise(40, 40), (), Plan(waves=2, gap=2, share=0.5), months, RULES)
        for months in (6, 20)
    )
    more = smallest_effect(noise(160, 40), (), Plan(waves=2, gap=2, share=0.5), 6, RULES)
    assert soon is not None and later is not None and more is not None
    assert later < soon and more < soon


def test_a_plan_that_the_months_cannot_hold_is_not_rehearsed() -> None:
    assert (
        smallest_effect(noise(40, 20), (), Plan(waves=1, gap=0, share=0.5), 16, RULES) is None
    )  # 4 months before it
    assert (
        smallest_effect(noise(40, 20), (), Plan(waves=1, gap=0, share=1.0), 6, RULES) is None
    )  # nobody waits


def test_the_same_plan_gives_the_same_answer() -> None:
    twice = [smallest_effect(noise(20, 30), (), Plan(waves=3, gap=2, share=0.6), 12, RULES) for _ in range(2)]
    assert twice[0] == twice[1]


def test_counts_add_up_over_cohorts() -> None:
    """
    unit  period  cohort  events  expected            unit  period  events  expected
    0     5       1       2       1.5         →       0     5       3       4.0
    0     5       2       1       2.5                 1     5       4       2.0
    1     5       1       4       2.0
    """
    unit, period, cohort = np.array([0, 0, 1]), np.array([5, 5, 5]), np.array([1, 2, 1])
    whole = without_cohorts(
        Panel(
            unit=unit,
            period=period,
            cohort=cohort,
            outcome=np.array([2.0, 1.0, 4.0]),
            weight=np.array([1.5, 2.5, 2.0]),
            model="counts",
        )
    )
    assert whole.cohort is None
    assert whole.unit.tolist() == [0, 1] and whole.period.tolist() == [5, 5]
    assert whole.outcome.tolist() == [3.0, 4.0] and whole.weight.tolist() == [4.0, 2.0]


def test_the_company_can_plan_by_its_regions(simulated_snapshot: Snapshot) -> None:
    found = power(simulated_snapshot, "approval_time_median", Plan(waves=4, gap=3, share=0.8), WHOLE_HOUSE)
    assert found.horizons == HORIZONS and found.reason is None
    assert (found.units, found.reached) == (31, 25)
    for smallest, shown in zip(found.smallest, found.shown, strict=True):
        assert smallest is not None and shown == pytest.approx(1 - np.exp(-smallest))
    assert {"approval_time_median", "csat", "npl_rate", "churn_rate"} <= set(
        list_plannable(simulated_snapshot, WHOLE_HOUSE)
    )
    assert (
        power(simulated_snapshot, "csat", Plan(waves=4, gap=3, share=0.8), Scope(partners=("D001",))).reason
        is not None
    )


@pytest.mark.parametrize("size", [0.3, 0.9])
def test_the_smallest_trial_shows_the_size_and_half_of_it_does_not(
    simulated_snapshot: Snapshot, size: float
) -> None:
    """By the rehearsals of the very plans: it shows the size in its months and not sooner, half its units never."""
    found = smallest_trial(simulated_snapshot, "approval_time_median", 16, size, WHOLE_HOUSE)
    assert found.units is not None and found.months is not None

    def months(units: int) -> list[int]:
        plan = Plan(waves=1, gap=0, share=units / 31)
        seen = power(simulated_snapshot, "approval_time_median", plan, WHOLE_HOUSE)
        pairs = zip(seen.horizons, seen.smallest, strict=True)
        return [month for month, smallest in pairs if smallest is not None and smallest <= size]

    assert found.units in (16, 8, 4, 2, 1)
    assert months(found.units)[0] == found.months
    assert not months(found.units // 2)


def test_where_no_trial_shows_it_the_least_that_all_units_show_is_said(simulated_snapshot: Snapshot) -> None:
    found = smallest_trial(simulated_snapshot, "approval_time_median", 5, 0.001, WHOLE_HOUSE)
    all_of_them = power(
        simulated_snapshot, "approval_time_median", Plan(waves=1, gap=0, share=5 / 31), WHOLE_HOUSE
    )
    assert (found.units, found.months) == (None, None)
    assert (found.most, found.longest) == (5, HORIZONS[-1])
    assert found.least is not None and found.least > 0.001
    # Two runs of one rehearsal: threads add in any order, so the last bit of a double may differ.
    assert found.least == pytest.approx(all_of_them.shown[-1], rel=1e-12)
