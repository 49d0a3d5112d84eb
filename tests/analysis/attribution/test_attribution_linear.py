"""Effects on means and shares: against dense regressions, brute force, hand tables and their own properties."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.attribution.design import Rules, design
from analysis.attribution.imputation import value
from analysis.attribution.linear import design_of, gram
from analysis.attribution.models import NOBODY, LinearJoint, joint
from analysis.attribution.panel import EVENT_BINS, NEVER, Panel, RollOut
from analysis.intervals import effective_units, t_quantile
from tests.kit.attribution_panels import (
    AS_IN_LIFE,
    SIMPLE,
    balanced,
    effect_in,
    known,
    rolled_out,
    since,
    some_company,
)

PERIODS = 42


def frame_of(panel: Panel) -> pd.DataFrame:
    return pd.DataFrame({"unit": panel.unit, "period": panel.period, "y": panel.outcome, "w": panel.weight})


def regression(columns: pd.DataFrame, frame: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Weighted least squares on the rows by lstsq (the solution of least norm) [columns]."""
    root = np.sqrt(frame["w"].to_numpy())[rows]
    x = columns.to_numpy(dtype=float)[rows]
    solution, *_ = np.linalg.lstsq(x * root[:, None], frame["y"].to_numpy()[rows] * root, rcond=None)
    return np.asarray(solution)


def by_regressions(panel: Panel, mine: RollOut, others: list[RollOut], rules: Rules) -> float:
    """Steps 2 to 4 with dummies written out: others' part from all rows, the rest from rows not yet live."""
    frame = frame_of(panel)
    factors = pd.get_dummies(frame[["unit", "period"]].astype("category"))

    def event_time(one: RollOut) -> pd.DataFrame:
        ago = frame["period"] - frame["unit"].map(pd.Series(one.starts))
        bins = pd.cut(ago, [-0.5, 2.5, 5.5, 11.5, np.inf], labels=["0-2", "3-5", "6-11", "12+"])
        return pd.get_dummies(bins).add_prefix(f"{one.name} ")

    dummies = [event_time(one) for one in (mine, *others)]
    columns = pd.concat([factors, *dummies], axis=1)
    fitted = regression(columns, frame, np.ones(len(frame), dtype=bool))
    beside = factors.shape[1] + dummies[0].shape[1]
    frame["y"] -= columns.iloc[:, beside:].to_numpy(dtype=float) @ fitted[beside:]
    start = frame["unit"].map(pd.Series(mine.starts)).to_numpy()
    waiting, live = frame["period"].to_numpy() < start, frame["period"].to_numpy() >= start
    first = mine.starts.min()
    chosen = frame["period"].between(first - rules.choosing_periods, first - 1).to_numpy()
    fit_rows = waiting & ~chosen
    imputed = factors.to_numpy(dtype=float) @ regression(factors, frame, fit_rows)
    held = frame[fit_rows].groupby("period")["unit"].nunique()
    rows = live & frame["period"].isin(held.index[held >= rules.fewest_waiting]).to_numpy()
    return float(np.average((frame["y"] - imputed)[rows], weights=frame["w"][rows]))


@pytest.mark.parametrize("rules", [SIMPLE, AS_IN_LIFE], ids=["all months", "without the choosing months"])
def test_a_staggered_panel_against_regressions_with_dummies_written_out(rules: Rules) -> None:
    """Fifteen units of different size, two roll-outs: alone, and with the other one's part taken out."""
    outcome, sizes, (first, second) = some_company(4, PERIODS)
    panel = balanced(outcome, sizes[:, None], "linear")
    alone = effect_in(panel, first, rules)
    assert alone.effect.value == pytest.approx(by_regressions(panel, first, [], rules), abs=1e-7)
    both = known(joint(panel, [first, second]), first, rules)
    assert both.effect.value == pytest.approx(by_regressions(panel, first, [second], rules), abs=1e-6)
    assert both.effect.value != pytest.approx(alone.effect.value, abs=1e-3)


def test_replicates_are_the_effects_without_each_unit_by_brute_force() -> None:
    """Drop the unit's rows, number the others anew, and estimate everything again."""
    outcome, sizes, both = some_company(5, PERIODS)
    panel = balanced(outcome, sizes[:, None], "linear")
    found = known(joint(panel, both), both[0], AS_IN_LIFE)
    for unit in range(15):
        rest = np.arange(15) != unit
        fewer = [
            dataclasses.replace(one, starts=one.starts[rest], partial=one.partial[rest], ends=one.ends[rest])
            for one in both
        ]
        smaller = balanced(outcome[rest], sizes[rest][:, None], "linear")
        again = known(joint(smaller, fewer), fewer[0], dataclasses.replace(AS_IN_LIFE, fewest_waiting=2))
        assert found.replicates[1 + unit] == pytest.approx(again.replicates[0], abs=1e-6)
    others = found.replicates[1:, 0]
    error = np.sqrt(14 / 15 * ((others - found.effect.value) ** 2).sum())
    reach = t_quantile(effective_units(sizes)) * error
    assert (found.effect.error, found.effect.upper) == pytest.approx((error, found.effect.value + reach))


def test_weights_take_one_of_each_treated_and_give_one_of_its_controls() -> None:
    """Live rows weigh 1 in all, the others −1; every unit and every month is compared with itself, so weighs 0."""
    outcome, sizes, (first, second) = some_company(6, PERIODS)
    panel = balanced(outcome, sizes[:, None], "linear")
    model = LinearJoint(panel, [first])
    asked = design(model, first, AS_IN_LIFE)
    assert not hasattr(asked, "code")
    weights = model.weights("first", asked.effect, NOBODY)[:, 0].reshape(outcome.shape)
    ago = since(first.starts, PERIODS)
    chosen = np.broadcast_to((np.arange(PERIODS) >= 8) & (np.arange(PERIODS) < 20), ago.shape)
    assert weights[ago >= 0].sum() == pytest.approx(1)
    assert weights[ago < 0].sum() == pytest.approx(-1)
    assert weights.sum(axis=0) == pytest.approx(np.zeros(PERIODS), abs=1e-8)
    assert weights.sum(axis=1) == pytest.approx(np.zeros(15), abs=1e-8)
    assert weights[chosen] == pytest.approx(np.zeros(chosen.sum()), abs=1e-12)
    live = (ago >= 0) & (weights != 0)
    assert weights[live] / np.broadcast_to(sizes[:, None], ago.shape)[live] == pytest.approx(
        np.full(live.sum(), 1 / np.broadcast_to(sizes[:, None], ago.shape)[live].sum())
    )
    joint_weights = LinearJoint(panel, [first, second]).weights("first", asked.effect, NOBODY)[:, 0]
    for low, high in EVENT_BINS:  # what the other one does in any bin of its event time is not seen
        step = (since(second.starts, PERIODS) >= low) & (since(second.starts, PERIODS) <= high)
        assert joint_weights @ step.ravel() == pytest.approx(0, abs=1e-7)


def test_what_a_unit_or_a_month_has_of_its_own_changes_nothing() -> None:
    outcome, sizes, both = some_company(7, PERIODS)
    random = np.random.default_rng(8)
    moved = outcome + random.normal(0, 50, (15, 1)) + random.normal(0, 50, (1, PERIODS))
    there, here = (
        known(joint(balanced(table, sizes[:, None], "linear"), both), both[0], AS_IN_LIFE)
        for table in (outcome, moved)
    )
    assert there.replicates == pytest.approx(here.replicates, abs=1e-5)
    assert [lead.effect.value for lead in there.leads if lead.effect] == pytest.approx(
        [lead.effect.value for lead in here.leads if lead.effect], abs=1e-5
    )


def test_two_roll_outs_in_partly_one_order_are_told_apart_exactly() -> None:
    """No noise, steps of −0.30 and −0.10: jointly both are exact, one by one each takes from the other."""
    quiet, sizes, both = some_company(9, PERIODS)
    quiet = np.broadcast_to(quiet.mean(axis=1, keepdims=True), quiet.shape)
    steps = [-0.30 * (since(both[0].starts, PERIODS) >= 0), -0.10 * (since(both[1].starts, PERIODS) >= 0)]
    panel = balanced(quiet + steps[0] + steps[1], sizes[:, None], "linear")
    model = joint(panel, both)
    for one, size in zip(both, (-0.30, -0.10), strict=True):
        assert value(model, one, AS_IN_LIFE) == pytest.approx(size, abs=1e-6)
    alone = value(joint(panel, both[1:]), both[1], AS_IN_LIFE)
    assert isinstance(alone, float) and abs(alone + 0.10) > 0.05


def test_roll_outs_at_the_same_times_are_not_separable() -> None:
    outcome, sizes, (first, second) = some_company(10, PERIODS)
    twin = dataclasses.replace(first, name="twin")
    panel = balanced(outcome, sizes[:, None], "linear")
    found = known(joint(panel, [first, second, twin]), first, AS_IN_LIFE)
    assert found.own_share == pytest.approx(0, abs=1e-6)
    assert found.nearest == "twin"
    apart = known(joint(panel, [first, second]), first, AS_IN_LIFE)
    assert 0.1 < apart.own_share < 1


def test_units_chosen_for_bad_luck_get_better_by_themselves() -> None:
    """No noise and no effect. The eight live units had + 1 in the half-year before the first go-live in month 20.

    All months in, their fit rows hold 6 bad ones of 20 (later ones more), so the live months look better by
    about 0.3; without the choosing months nothing is left of it. The placebo six months early sees the bad luck.
    """
    starts = np.array([20.0] * 4 + [23] * 4 + [NEVER] * 4)
    luck = np.zeros((12, 40))
    luck[:8, 14:20] = 1.0
    found = value_in(luck, starts)
    assert found == pytest.approx(0, abs=1e-7)
    naive = value(*asked(luck, starts), dataclasses.replace(AS_IN_LIFE, choosing_periods=0))
    assert isinstance(naive, float) and -0.35 < naive < -0.25


def asked(table: np.ndarray, starts: np.ndarray) -> tuple[LinearJoint, RollOut]:
    one = rolled_out("one", starts)
    return LinearJoint(balanced(table, 1.0, "linear"), [one]), one


def value_in(table: np.ndarray, starts: np.ndarray) -> float:
    found = value(*asked(table, starts), AS_IN_LIFE)
    assert isinstance(found, float)
    return found


def test_of_many_units_groups_are_left_out_that_hold_each_once() -> None:
    """150 units: a hundred groups of one or two. Their interval is as wide as that of single units but for chance: an
    estimated error is off by one in √(2 × 99), so two of them differ by less than 30 % all but once in 300 times."""
    random = np.random.default_rng(8)
    starts = np.where(np.arange(150) < 75, 20 + np.arange(150) % 3, NEVER)
    panel = balanced(random.normal(0, 1, (150, 40)), random.lognormal(0, 0.5, (150, 1)), "linear")
    one = rolled_out("one", starts)
    grouped, alone = joint(panel, [one]), joint(panel, [one])
    alone.left_out = [np.array([unit]) for unit in alone.units]
    assert sorted(np.concatenate(grouped.left_out)) == grouped.units and len(grouped.left_out) == 100
    errors = [known(model, one, AS_IN_LIFE).effect.error for model in (grouped, alone)]
    assert errors[0] == pytest.approx(errors[1], rel=0.3)


def test_normal_equations_are_those_of_the_dense_columns() -> None:
    """Of columns that meet in some rows, twice in others and never in the rest; by either way."""
    random = np.random.default_rng(5)
    parts = [(random.random((60, columns)) < 0.3).astype(float) for columns in (7, 4, 0)]
    dense, weight = np.hstack(parts), random.uniform(0.0, 3.0, 60) * (random.random(60) < 0.8)
    columns = [sparse.csr_array(part) for part in parts]
    wanted = dense.T @ np.diag(weight) @ dense
    assert design_of(*columns).gram(weight) == pytest.approx(wanted, rel=1e-13)
    assert gram(design_of(*columns).columns, weight) == pytest.approx(wanted, rel=1e-13)
