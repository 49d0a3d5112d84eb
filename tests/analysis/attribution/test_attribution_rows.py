"""Which rows of a panel speak of a roll-out, and what a two-way regression makes of them. All tables are noiseless."""

import dataclasses

import numpy as np
import pytest

from analysis.attribution.design import PLACEBO_PERIODS, Rules, design
from analysis.attribution.imputation import Effect, effect, value
from analysis.attribution.models import joint
from analysis.attribution.panel import NEVER, RollOut
from analysis.results import HISTORY_TOO_SHORT, TOO_FEW, Reason
from tests.kit.attribution_panels import AS_IN_LIFE, SIMPLE, balanced, effect_in, known, rolled_out, since

STARTS = np.array([20.0] * 4 + [24] * 4 + [NEVER] * 4)
TABLE = np.arange(12)[:, None] + np.sin(np.arange(40))[None, :]  # unit and month effects alone


def said(table: np.ndarray, one: RollOut, rules: Rules) -> float | Reason:
    return value(joint(balanced(table, 1.0, "linear"), [one]), one, rules)


def seen(one: RollOut, rules: Rules) -> np.ndarray:
    """Rows [units, periods] over which the effect is averaged."""
    found = design(joint(balanced(TABLE, 1.0, "linear"), [one]), one, rules)
    assert not isinstance(found, Reason), found
    return found.effect.targets[:, 0].reshape(TABLE.shape) > 0


def test_the_month_of_a_go_live_in_its_middle_counts_on_neither_side() -> None:
    """A unit live from the middle of month 20 has half the effect there: the average is that of whole months."""
    partial = rolled_out("one", STARTS, partial=STARTS == 20)
    ago = since(STARTS, 40)
    table = TABLE - 0.4 * (ago >= 0) + 0.2 * ((ago == 0) & (STARTS == 20)[:, None])
    assert said(table, partial, SIMPLE) == pytest.approx(-0.4, abs=1e-6)
    whole = said(table, rolled_out("one", STARTS), SIMPLE)
    assert isinstance(whole, float) and abs(whole + 0.4) > 1e-3
    assert not seen(partial, SIMPLE)[:4, 20].any() and seen(partial, SIMPLE)[4:8, 24].all()


def test_months_after_an_end_and_of_anticipation_count_on_neither_side() -> None:
    """Four units give it up in month 30 and something stays; two months before a go-live half of it is there."""
    ends = np.where(STARTS == 20, 30.0, NEVER)
    one = rolled_out("one", STARTS, ends=ends, anticipation=2)
    ago = since(STARTS, 40)
    over = np.arange(40)[None, :] >= ends[:, None]
    early = (ago < 0) & (ago >= -2)
    table = TABLE - np.where(over, 0.1, np.where(ago >= 0, 0.4, np.where(early, 0.2, 0.0)))
    assert said(table, one, SIMPLE) == pytest.approx(-0.4, abs=1e-6)
    whole = said(table, rolled_out("one", STARTS), SIMPLE)
    assert isinstance(whole, float) and abs(whole + 0.4) > 0.05
    assert not seen(one, SIMPLE)[:4, 30:].any() and seen(one, SIMPLE)[4:8, 30:].all()


def test_what_was_given_up_is_taken_out_of_others_too() -> None:
    """The other one ends in month 30 and leaves something behind: mine is exact all the same."""
    other = rolled_out("other", np.roll(STARTS, 2) + 1, ends=np.where(np.roll(STARTS, 2) == 20, 30.0, NEVER))
    mine = rolled_out("mine", STARTS)
    ago, over = since(other.starts, 40), np.arange(40)[None, :] >= other.ends[:, None]
    table = TABLE - np.where(over, 0.1, np.where(ago >= 0, 0.3, 0.0)) - 0.2 * (since(STARTS, 40) >= 0)
    model = joint(balanced(table, 1.0, "linear"), [mine, other])
    assert value(model, mine, SIMPLE) == pytest.approx(-0.2, abs=1e-6)


def test_months_with_fewer_than_three_waiting_units_have_no_counterfactual() -> None:
    """Two units are never live and two come in month 30: until then four wait, from then on two."""
    starts = np.array([20.0] * 4 + [24] * 4 + [30] * 2 + [NEVER] * 2)
    rows = seen(rolled_out("one", starts), AS_IN_LIFE)
    assert rows[:4, 20:30].all() and rows[4:8, 24:30].all()
    assert not rows[:, 30:].any()
    assert seen(rolled_out("one", starts), dataclasses.replace(AS_IN_LIFE, fewest_waiting=2))[:10, 30:].all()


def test_too_young_and_too_few() -> None:
    """Six months must remain before the twelve of choosing, or before those that are stated."""
    for first, reason in ((17, HISTORY_TOO_SHORT), (18, None)):
        found = said(TABLE, rolled_out("one", STARTS - 20 + first), AS_IN_LIFE)
        assert found == reason if reason else found == pytest.approx(0, abs=1e-6)
    one = rolled_out("one", STARTS)
    assert said(TABLE, dataclasses.replace(one, chosen_from=5), AS_IN_LIFE) == HISTORY_TOO_SHORT
    assert said(TABLE, dataclasses.replace(one, chosen_from=6), AS_IN_LIFE) == pytest.approx(0, abs=1e-6)
    at_once = rolled_out("one", np.full(12, 20.0))
    assert said(TABLE, at_once, AS_IN_LIFE) == TOO_FEW
    assert said(TABLE, rolled_out("one", np.full(12, NEVER)), AS_IN_LIFE) == TOO_FEW


def test_a_unit_that_was_always_live_has_nothing_to_be_compared_with() -> None:
    starts = np.array([-3.0, *STARTS[1:]])
    rows = seen(rolled_out("one", starts), AS_IN_LIFE)
    assert not rows[0].any() and rows[1:4, 20:].all()
    table = TABLE - 0.4 * (since(starts, 40) >= 0)
    assert said(table, rolled_out("one", starts), AS_IN_LIFE) == pytest.approx(-0.4, abs=1e-6)


def test_the_effect_by_time_since_the_go_live_is_that_of_each_bin() -> None:
    """−0.1, −0.2, −0.3, −0.4 in months 0–2, 3–5, 6–11, 12 and more. Wave one is seen for 20 months, wave two for 16:
    the average is (6 × −0.1 + 6 × −0.2 + 12 × −0.3 + 12 × −0.4) ÷ 36."""
    ago = since(STARTS, 40)
    sizes = np.select([ago >= 12, ago >= 6, ago >= 3, ago >= 0], [-0.4, -0.3, -0.2, -0.1], 0.0)
    noise = np.random.default_rng(1).normal(0, 1e-6, TABLE.shape)  # without any there is no interval
    found = effect_in(balanced(TABLE + sizes + noise, 1.0, "linear"), rolled_out("one", STARTS), SIMPLE)
    assert [one.effect.value for one in found.bins if one.effect] == pytest.approx(
        [-0.1, -0.2, -0.3, -0.4], abs=1e-4
    )
    assert found.effect.value == pytest.approx((-0.6 - 1.2 - 3.6 - 4.8) / 36, abs=1e-4)


def test_a_difference_before_the_go_live_shows_in_leads_and_placebo() -> None:
    """Units to be live rose by 0.3 in the three months before their go-live; the placebo six months early
    averages three months of 0 and three of 0.3. A second table without it passes."""
    random = np.random.default_rng(2)
    noise = random.normal(0, 0.02, TABLE.shape)
    ago = since(STARTS, 40)
    one = rolled_out("one", STARTS)
    differs = effect_in(balanced(TABLE + noise + 0.3 * ((ago < 0) & (ago >= -3)), 1.0, "linear"), one, SIMPLE)
    alike = effect_in(balanced(TABLE + noise, 1.0, "linear"), one, SIMPLE)
    leads = [lead.effect.value for lead in differs.leads if lead.effect]
    assert leads == pytest.approx([0, 0, 0.3], abs=0.03)
    assert differs.placebo and differs.placebo.value == pytest.approx(0.15, abs=0.03)
    assert PLACEBO_PERIODS == 6
    assert differs.placebo.p < 0.001 and alike.placebo and alike.placebo.p > 0.05
    assert differs.pre_trend_p is not None and differs.pre_trend_p < 0.001
    assert alike.pre_trend_p is not None and alike.pre_trend_p > 0.05


def test_a_bin_that_a_single_unit_holds_has_no_interval() -> None:
    """Only unit 0 is seen a year after its go-live: without it nothing is known of that bin."""
    starts = np.array([20.0] + [30] * 7 + [NEVER] * 4)
    random = np.random.default_rng(3)
    found = effect_in(
        balanced(TABLE + random.normal(0, 0.1, TABLE.shape), 1.0, "linear"), rolled_out("one", starts), SIMPLE
    )
    assert [one.effect is None for one in found.bins] == [False, False, False, True]


def test_the_only_waiting_unit_left_out_leaves_no_interval() -> None:
    """With all units the effect is known, and without the last one nothing is."""
    starts = np.array([20.0] * 6 + [24] * 5 + [NEVER])
    noisy = balanced(TABLE + np.random.default_rng(4).normal(0, 0.1, TABLE.shape), 1.0, "linear")
    one = rolled_out("one", starts)
    model = joint(noisy, [one])
    assert isinstance(value(model, one, SIMPLE), float)
    assert effect(model, one, SIMPLE) == TOO_FEW


def test_two_way_regression_has_the_wrong_sign_where_an_effect_grows() -> None:
    """Three units live from month 2, three from month 4 of twelve; the effect is 1 in the first month, then 2, 3 …

    months               0 1   2   3   4 …11
    effect, first wave   0 0   1   2   3 … 10
    effect, second       0 0   0   0   1 …  8
    difference           0 0   1   2   2 …  2
    dummies' difference  0 0   1   1   0 …  0    mean 1/6

    Two-way: Σ (dummies' − 1/6) × difference ÷ Σ (dummies' − 1/6)² = (5/6 × 3 − 1/6 × 16) ÷ (10/6) = −0.1, though
    every unit gains in every month. Ours are months 2 and 3 of the first wave, which alone have a counterfactual.
    """
    starts = np.array([2.0] * 3 + [4] * 3)
    ago = since(starts, 12)
    panel = balanced(np.where(ago >= 0, ago + 1, 0.0) + np.arange(6)[:, None], 1.0, "linear")
    one = rolled_out("one", starts)
    model = joint(panel, [one])
    assert model.two_way("one") == pytest.approx(-0.1, abs=1e-7)
    assert value(model, one, SIMPLE) == pytest.approx((1 + 2) / 2, abs=1e-6)


def test_an_initiative_that_reached_all_at_once_belongs_to_the_months() -> None:
    """It is not estimated, and takes nothing from the one that is."""
    at_once = rolled_out("everywhere", np.full(12, 22.0))
    one = rolled_out("one", STARTS)
    table = TABLE - 0.3 * (since(at_once.starts, 40) >= 0) - 0.2 * (since(STARTS, 40) >= 0)
    model = joint(balanced(table, 1.0, "linear"), [at_once, one])
    assert model.staggered == ["one"]
    assert value(model, one, SIMPLE) == pytest.approx(-0.2, abs=1e-6)
    assert effect(model, at_once, SIMPLE) == TOO_FEW


def test_counts_of_units_and_go_lives() -> None:
    noisy = balanced(TABLE + np.random.default_rng(5).normal(0, 0.1, TABLE.shape), 1.0, "linear")
    one = rolled_out("one", STARTS)
    found = known(joint(noisy, [one]), one, AS_IN_LIFE)
    assert isinstance(found, Effect)
    assert (found.units, found.live_units, found.waiting_units, found.go_lives) == (12, 8, 4, 2)
    assert found.effective_units == pytest.approx(12)
    assert found.own_share == pytest.approx(1)
    assert found.nearest == ""


def test_months_by_which_units_were_chosen_teach_nothing_about_others() -> None:
    """Units 0 to 5 had bad luck in periods 12 to 17, for which `picked` was rolled out in them from 20 on; `other` went
    live in some of them at 18. Neither does anything: what fades by itself is credited to nobody.
    """
    table = np.zeros((14, 40))
    table[:6, 12:18] = 1.0
    picked = rolled_out("picked", [20, 20, 22, 22, 24, 24, *[NEVER] * 8], chosen_from=12)
    other = rolled_out("other", [18, 18, 18, NEVER, NEVER, NEVER, 18, 21, 21, *[NEVER] * 5])

    def effects(picked: RollOut) -> list[float | Reason]:
        model = joint(balanced(table, 1.0, "linear"), [picked, other])
        return [value(model, one, AS_IN_LIFE) for one in (picked, other)]

    assert effects(picked) == pytest.approx([0, 0], abs=1e-6)
    assert effects(dataclasses.replace(picked, chosen_from=None))[1] != pytest.approx(0, abs=0.01)
