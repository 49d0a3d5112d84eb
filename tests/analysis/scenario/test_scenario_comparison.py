"""Scenarios side by side, on the company small enough for a pencil.

Automation of 0.5 + x instead of 0.5 saves applications × cost × s x ÷ (1 − s / 2) a month, that is 10 × 0.1 × x × 2 ÷ 3
at s = ½: exactly proportional to x, and to the share of the cases reached.
"""

from dataclasses import replace

import numpy as np
import pytest

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.comparison import OTHER_DRAWS, OTHER_MONTHS, OTHER_START, Ranking, rank
from analysis.scenario.description import Scenario
from analysis.scenario.draws import draw_deviates
from analysis.scenario.projection import Bar
from tests.kit.scenarios import a_scenario, an_effect, an_initiative, certain

YEAR = sum(1.08 ** (-month / 12) for month in range(1, 13))  # of 1 a month
FIRST = 1.08 ** (-1 / 12)  # of 1 in the first month
EVERYWHERE = (0, 0)


def ranked(*scenarios: Scenario) -> Ranking:
    found = rank(scenarios)
    assert isinstance(found, Ranking)
    return found


def automating(value: float, spread: float, share: float, **others: object) -> Scenario:
    """An effect measured on one initiative, used on a share of the cases everywhere from the first month on."""
    effect = replace(an_effect("ai", "automated_rate", value, spread), source="measured", evidence="ai")
    return a_scenario((an_initiative("ai", EVERYWHERE, share=share),), (effect,), **others)


def costing(once: float) -> Scenario:
    return a_scenario((an_initiative("costly", EVERYWHERE, cost_once=once),), ())


def test_twice_the_reach_is_twice_the_npv_in_every_draw() -> None:
    """Where the effect is good, all of it is best, where it is bad, doing nothing; half of it never is."""
    half, full = automating(0.05, 0.05, 0.5), automating(0.05, 0.05, 1.0)
    size = 0.05 + 0.05 * draw_deviates(full).effects[:, 0]
    found = ranked(half, full)
    good = float(np.mean(size > 0))
    assert 0.7 < good < 0.95
    assert found.order == (1, 0, None)
    assert (found.best[:2], found.leads) == ((0.0, good), good)
    assert found.best[2:] == pytest.approx((1 - good,))
    worth = size / 2 * 2 / 3 * YEAR  # of the half that only one of them has
    assert found.ahead == pytest.approx(np.percentile(worth, [5, 25, 50, 75, 95]))
    assert found.middle == pytest.approx(0.025 * 2 / 3 * YEAR)


def test_doing_nothing_wins_where_all_else_costs() -> None:
    found = ranked(costing(2.0), costing(1.0))
    assert found.order == (None, 1, 0)
    assert (found.best, found.leads, found.bars) == ((0, 0, 1), 1, ())
    assert found.middle == pytest.approx(FIRST)


def test_of_equals_doing_nothing_comes_first_and_then_who_is_named_first() -> None:
    idle = a_scenario((an_initiative("idle", EVERYWHERE),), ())
    found = ranked(idle, idle)
    assert (found.order, found.best) == ((None, 0, 1), (0, 0, 1))
    assert (found.leads, found.ahead) == (0, (0, 0, 0, 0, 0))
    good = automating(0.1, 0.0, 1.0)
    found = ranked(idle, good, good)
    assert (found.order, found.best) == ((1, 2, None, 0), (0, 1, 0, 0))


@pytest.mark.parametrize(("cost", "turns"), [(0.05, False), (0.06, True), (0.23, True), (0.25, False)])
def test_a_ranking_hinges_where_a_bar_goes_over_nothing(cost: float, turns: bool) -> None:
    """20 points more are worth 0.2 s ÷ (1 − s / 2) a month, for `cost` a month; only s is uncertain:

    s = 0.25: 0.0571      s = 0.5: 0.1333      s = 0.75: 0.24
    """
    saving = tuple(COEFFICIENTS[one.name] if one.name == "saving_per_automated" else one for one in certain())
    plan = automating(0.2, 0.0, 1.0, coefficients=saving)
    found = ranked(replace(plan, initiatives=(replace(plan.initiatives[0], cost_per_month=cost),)))
    (bar,) = found.bars
    sign = 1 if found.order[0] == 0 else -1
    ends = sign * (np.array([0.2 * s / (1 - s / 2) for s in (0.25, 0.75)]) - cost) * YEAR
    assert (bar.name, bar.at_low, bar.at_high) == ("saving_per_automated", *map(pytest.approx, ends))
    assert found.hinges == ((bar,) if turns else ())


def test_a_hinge_may_turn_the_ranking_at_both_of_its_ends() -> None:
    both, neither = (
        Bar(luck="a", name="a", kind="link", at_low=-1.0, at_high=-2.0),
        Bar(luck="b", name="b", kind="link", at_low=1.0, at_high=2.0),
    )
    assert Ranking(
        order=(0, None), best=(1, 0), ahead=(0, 0, 0, 0, 0), leads=1.0, middle=0.5, bars=(both, neither)
    ).hinges == (both,)


def test_what_rests_on_the_same_evidence_is_one_bar() -> None:
    """A copy moves with its original: together twice as far as alone, up to what odds make of it."""
    one = automating(0.02, 0.01, 1.0)
    copy = replace(one.effects[0], initiative="copy")
    units = {"ai": (0, None), "copy": (None, 0)}
    parts = tuple(an_initiative(code, go_lives, start=0) for code, go_lives in units.items())
    parted = replace(one, initiatives=parts, effects=(one.effects[0], copy))
    (whole,), (bar,) = ranked(one).bars, ranked(parted).bars
    assert bar.luck == whole.luck
    assert (bar.at_low, bar.at_high) == pytest.approx((whole.at_low, whole.at_high))
    between = [end for bar in ranked(one, parted).bars for end in (bar.at_low, bar.at_high)]
    assert between == pytest.approx([0] * len(between), abs=1e-9)


def test_what_cannot_be_compared_says_why() -> None:
    one = costing(1.0)
    assert rank([one, replace(one, snapshot="another")]) == OTHER_START
    assert rank([one, replace(one, months=24)]) == OTHER_MONTHS
    assert rank([one, replace(one, draws=600)]) == OTHER_DRAWS
