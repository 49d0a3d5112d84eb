"""Effects on counted events: ratios by hand, likelihoods maximised another way, cohorts, and brute force."""

import dataclasses
import itertools

import numpy as np
import pytest
from scipy import optimize, sparse

from analysis.attribution import counts
from analysis.attribution.design import ask_of_live_rows
from analysis.attribution.imputation import effect, value
from analysis.attribution.models import CountsJoint, joint
from analysis.attribution.panel import NEVER, Panel, RollOut
from analysis.results import TOO_FEW, Reason
from tests.kit.attribution_panels import AS_IN_LIFE, SIMPLE, balanced, known, rolled_out, since, some_company

PERIODS = 36


def maximised(design: np.ndarray, events: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Coefficients that maximise the Poisson likelihood, by scipy's quasi-Newton method, penalised next to nothing."""

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        mean = expected * np.exp(design @ at)
        return float((mean - events * (design @ at)).sum() + 1e-10 * at @ at), design.T @ (
            mean - events
        ) + 2e-10 * at

    start = np.zeros(design.shape[1])
    close = {"maxiter": 20_000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 40}
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=close)
    return np.asarray(found.x)


def counted_company(seed: int) -> tuple[Panel, list[RollOut]]:
    outcome, sizes, both = some_company(seed, PERIODS)
    expected = 40 * sizes[:, None] * np.ones(PERIODS)
    events = np.random.default_rng(seed).poisson(expected * np.exp(outcome / 2))
    return balanced(events, expected, "counts"), both


def test_two_units_and_two_periods_are_the_ratio_of_ratios() -> None:
    """
              before         after
              n   expected   n   expected
    live     40    100      30     120      0.40 → 0.25
    waiting  20     50      36      80      0.40 → 0.45     effect ln(0.25/0.40 ÷ 0.45/0.40) = ln(0.5556)
    """
    panel = balanced([[40, 30], [20, 36]], [[100, 120], [50, 80]], "counts")
    one = rolled_out("one", [1, NEVER])
    model = joint(panel, [one])
    assert value(model, one, SIMPLE) == pytest.approx(np.log(0.25 / 0.45), abs=1e-8)
    assert model.two_way("one") == pytest.approx(np.log(0.25 / 0.45), abs=1e-7)
    assert effect(model, one, SIMPLE) == TOO_FEW


def test_the_fit_is_the_maximum_of_the_likelihood() -> None:
    panel, _ = counted_company(1)
    design = panel.factors()
    ours = counts.means(
        design, panel.weight, counts.fit_each(design, panel.outcome, panel.weight[:, None])[:, 0]
    )
    dense = np.asarray(design.todense())
    theirs = panel.weight * np.exp(dense @ maximised(dense, panel.outcome, panel.weight))
    assert ours == pytest.approx(theirs, rel=1e-4)
    # At the maximum every unit and every period has as many events as are expected of it.
    assert design.T @ ours == pytest.approx(design.T @ panel.outcome, rel=1e-7)


def test_a_staggered_panel_against_likelihoods_with_dummies_written_out() -> None:
    """The other one's part from all rows into the offset; then unit and month factors from rows not yet live."""
    panel, (first, second) = counted_company(2)
    found = known(joint(panel, [first, second]), first, AS_IN_LIFE)
    factors = np.asarray(panel.factors().todense())

    def event_time(starts: np.ndarray) -> np.ndarray:
        ago = since(starts, PERIODS).ravel()
        columns = [(ago >= low) & (ago <= high) for low, high in ((0, 2), (3, 5), (6, 11), (12, np.inf))]
        return np.column_stack([column for column in columns if column.any()]).astype(float)

    others = event_time(second.starts)
    everything = np.column_stack([factors, event_time(first.starts), others])
    part = others @ maximised(everything, panel.outcome, panel.weight)[-others.shape[1] :]
    offset = panel.weight * np.exp(part)
    ago = since(first.starts, PERIODS).ravel()
    fit_rows = (ago < 0) & ~((panel.period >= 8) & (panel.period < 20))
    imputed = offset * np.exp(
        factors @ maximised(factors[fit_rows], panel.outcome[fit_rows], offset[fit_rows])
    )
    by_hand = np.log(panel.outcome[ago >= 0].sum() / imputed[ago >= 0].sum())
    assert found.effect.value == pytest.approx(by_hand, abs=2e-4)


def test_replicates_are_the_effects_without_each_unit_by_brute_force() -> None:
    panel, both = counted_company(3)
    found = known(joint(panel, both), both[0], AS_IN_LIFE)
    for unit in (0, 7, 14):
        rest = np.arange(15) != unit
        fewer = [
            dataclasses.replace(one, starts=one.starts[rest], partial=one.partial[rest], ends=one.ends[rest])
            for one in both
        ]
        outcome, weight = (column.reshape(15, PERIODS)[rest] for column in (panel.outcome, panel.weight))
        again = known(
            joint(balanced(outcome, weight, "counts"), fewer),
            fewer[0],
            dataclasses.replace(AS_IN_LIFE, fewest_waiting=2),
        )
        assert found.replicates[1 + unit] == pytest.approx(again.replicates[0], abs=1e-7)


def test_two_roll_outs_in_partly_one_order_are_told_apart_exactly() -> None:
    """Events just as expected, −30 % and −10 %: jointly both are exact, one by one not."""
    quiet, sizes, both = some_company(4, PERIODS)
    levels = np.exp(quiet.mean(axis=1, keepdims=True) + quiet.mean(axis=0, keepdims=True))
    steps = np.log(0.7) * (since(both[0].starts, PERIODS) >= 0) + np.log(0.9) * (
        since(both[1].starts, PERIODS) >= 0
    )
    panel = balanced(100 * sizes[:, None] * levels * np.exp(steps), 100 * sizes[:, None], "counts")
    model = joint(panel, both)
    for one, size in zip(both, (0.7, 0.9), strict=True):
        assert value(model, one, AS_IN_LIFE) == pytest.approx(np.log(size), abs=1e-6)
    alone = value(joint(panel, both[1:]), both[1], AS_IN_LIFE)
    assert isinstance(alone, float) and abs(alone - np.log(0.9)) > 0.05


def test_expected_events_that_grow_tenfold_and_months_of_their_own_change_nothing() -> None:
    """Offsets and factors of unit and month are what the model holds: events follow them, the effect stays."""
    panel, both = counted_company(5)
    more = np.where(panel.unit % 2 == 0, 10.0, 1.0)
    scaled = dataclasses.replace(panel, weight=panel.weight * more)
    there, here = (known(joint(one, both), both[0], AS_IN_LIFE).effect.value for one in (panel, scaled))
    assert there == pytest.approx(here, abs=1e-8)


def test_a_unit_and_a_month_without_any_event_are_expected_to_have_none() -> None:
    """Unit 3 (waiting) and month 2 count nothing at all. The rest is as if they were not there."""
    panel, both = counted_company(6)
    waiting = int(np.flatnonzero(np.isinf(both[0].starts))[0])
    empty = (panel.unit == waiting) | (panel.period == 2)
    emptied = dataclasses.replace(panel, outcome=np.where(empty, 0.0, panel.outcome))
    without = dataclasses.replace(panel, weight=np.where(empty, 0.0, panel.weight))
    rules = dataclasses.replace(AS_IN_LIFE, fewest_waiting=2)
    there, here = (value(joint(one, both), both[0], rules) for one in (emptied, without))
    assert there == pytest.approx(here, abs=1e-6)


def test_nothing_counted_where_live_cannot_be_said() -> None:
    panel, (first, _) = counted_company(7)
    live = since(first.starts, PERIODS).ravel() >= 0
    none = dataclasses.replace(panel, outcome=np.where(live, 0.0, panel.outcome))
    assert effect(joint(none, [first]), first, AS_IN_LIFE) == TOO_FEW


def cohorts(by_cohort: bool) -> tuple[Panel, RollOut]:
    """Six units, contracts of 24 origination months seen at ages 0 … 11 while the months 0 … 23 last.

    From month (or origination) 12 and 15 on two units each have 30 % fewer events; the rest is exact.
    """
    starts = np.array([12.0, 12, 15, 15, NEVER, NEVER])
    rows = [
        (unit, month, origin)
        for unit, month, origin in itertools.product(range(6), range(24), range(24))
        if 0 <= month - origin < 12
    ]
    unit, month, origin = np.array(rows).T
    levels = np.exp(0.2 * unit + 0.05 * np.sin(month) - 0.03 * origin)
    clock = origin if by_cohort else month
    events = 1_000 * levels * np.where(clock >= starts[unit], 0.7, 1.0)
    panel = Panel(
        unit=unit,
        period=month,
        cohort=origin,
        outcome=events,
        weight=np.full(len(rows), 1_000.0),
        model="counts",
    )
    return panel, rolled_out("one", starts, by_cohort=by_cohort)


@pytest.mark.parametrize("by_cohort", [True, False], ids=["by origination", "by calendar"])
def test_cohorts_hold_an_effect_where_it_acts(by_cohort: bool) -> None:
    panel, one = cohorts(by_cohort)
    rules = dataclasses.replace(SIMPLE, fewest_waiting=2)
    assert value(joint(panel, [one]), one, rules) == pytest.approx(np.log(0.7), abs=1e-6)


def test_calendar_months_show_only_a_part_of_what_acts_at_origination() -> None:
    """Live from month 12 on by the calendar, most loans on the book were made before."""
    panel, one = cohorts(by_cohort=True)
    by_calendar = dataclasses.replace(one, by_cohort=False)
    found = value(joint(panel, [by_calendar]), by_calendar, dataclasses.replace(SIMPLE, fewest_waiting=2))
    assert isinstance(found, float) and np.log(0.85) < found < np.log(0.95)


def test_an_origination_month_needs_three_waiting_units() -> None:
    panel, one = cohorts(by_cohort=True)
    assert value(joint(panel, [one]), one, dataclasses.replace(SIMPLE, fewest_waiting=3)) == pytest.approx(
        np.log(0.7), abs=1e-6
    )
    model = CountsJoint(panel, [one])
    asked = ask_of_live_rows(model, one, dataclasses.replace(SIMPLE, fewest_waiting=3))
    assert not isinstance(asked, Reason) and panel.cohort is not None
    seen = asked.targets[:, 0] > 0  # four wait in the cohorts 12 to 14, two afterwards
    assert (int(panel.cohort[seen].min()), int(panel.cohort[seen].max())) == (12, 14)


def test_a_sparse_design_of_one_column_is_the_mean() -> None:
    design = sparse.csr_array(np.ones((4, 1)))
    found = counts.fit_each(design, np.array([1.0, 2, 3, 4]), np.full((4, 1), 2.0))
    assert np.exp(found[0, 0]) == pytest.approx(10 / 8)


def test_a_fit_far_from_the_one_it_starts_at_settles() -> None:
    """Six units × six periods of 20 events. In the last period unit 0 counts 1,000, unit 1 one, and nobody else any:
    without unit 0 that period's factor falls from 8 to 1/100, and the matrix of the first step no longer serves."""
    events = np.full((6, 6), 20.0)
    events[:, 5] = [1_000, 1, 0, 0, 0, 0]
    panel = balanced(events, 20.0, "counts")
    both = np.column_stack([panel.weight, np.where(panel.unit == 0, 0.0, panel.weight)])
    without = counts.fit_each(panel.factors(), panel.outcome, both)[:, 1]
    alone = counts.fit_each(panel.factors(), panel.outcome, both[:, 1:])[:, 0]
    imputed = [counts.means(panel.factors(), both[:, 1], one) for one in (without, alone)]
    assert imputed[0] == pytest.approx(imputed[1], abs=1e-8)
    assert imputed[0].reshape(6, 6)[:, 5].sum() == pytest.approx(1)
