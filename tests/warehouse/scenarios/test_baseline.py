"""What a scenario starts from and rests on: levels on raw rows, effects from the evidence, what is live already."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.scenario.description import OUTCOMES, Baseline
from analysis.scenario.projection import simulate
from tests.kit.demo_company import Simulated, window, within
from tests.kit.scenarios import certain
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.effects.evidence import Evidence, Wave, evidence
from warehouse.query.query import Question, answer
from warehouse.scenarios import baseline
from warehouse.scenarios.plan import Plan, plan_from, read_plan
from warehouse.scenarios.scenario import Assembled, assemble, find_tied_sets, live_units, settle_digits
from warehouse.snapshot.snapshots import Snapshot, open_current

EXAMPLE = Path(__file__).parents[3] / "examples" / "scenarios" / "demo.toml"


@pytest.fixture(scope="module")
def found(simulated_snapshot: Snapshot) -> Evidence:
    return evidence(simulated_snapshot, WHOLE_HOUSE)


@pytest.fixture(scope="module")
def example(simulated_snapshot: Snapshot) -> Assembled:
    return assemble(simulated_snapshot, read_plan(EXAMPLE))


@pytest.fixture(scope="module")
def base(example: Assembled) -> Baseline:
    return example.scenario.baseline


def a_plan(*initiatives: dict[str, Any]) -> Plan:
    usual = {"start_month": 1, "adoption": 1.0, "cost_once": 0, "cost_per_month": 0}
    raw = {"name": "a plan", "months": 12, "initiative": [usual | one for one in initiatives]}
    return plan_from("plan.toml", raw)


def of(outcome: str, **others: Any) -> dict[str, Any]:
    return {"outcome": outcome, "source": "measured"} | others


def test_last_digits_of_sums_make_no_other_scenario(example: Assembled) -> None:
    base = example.scenario.baseline
    shaken = replace(
        base,
        balance=base.balance * (1 + 1e-14),
        levels=tuple(level * (1 - 1e-14) for level in base.levels),
        tenures=tuple(replace(one, margin=one.margin * (1 + 1e-14)) for one in base.tenures),
    )
    assert settle_digits(replace(example.scenario, baseline=shaken)).id == example.scenario.id
    other = replace(example.scenario, baseline=replace(base, balance=base.balance * 1.001))
    assert settle_digits(other).id != example.scenario.id


def on_book(simulated: Simulated) -> pd.DataFrame:
    """Contract months without those sold off the book."""
    rows = simulated.loaded("loan_months").merge(simulated.loaded("loans")[["loan_id", "transferred_on"]])
    return rows[rows.transferred_on.isna() | (rows.transferred_on > rows.month_end)]


def test_the_baseline_on_raw_rows(simulated: Simulated, base: Baseline) -> None:
    """Loans, applications and balances of the after window, read from the files; who applies again counts once."""
    bounds = window(simulated, "after")
    loans, applications = simulated.loaded("loans"), simulated.loaded("applications")
    assert base.originations == pytest.approx(loans[within(loans.disbursed_on, bounds)].principal.sum() / 12)
    sent = applications[within(applications.submitted_at, bounds)]
    assert base.applications == pytest.approx(len(sent) / 12)
    first = sent[sent.resubmission_of.fillna("") == ""]
    largest = first.region.value_counts(normalize=True)
    assert base.units[0] == largest.index[0]
    assert base.weights_by_applications[0] == pytest.approx(largest.iloc[0])
    book = on_book(simulated)
    last = book[book.month_end.dt.strftime("%Y-%m") == base.last_month]
    assert base.balance == pytest.approx(last.balance.sum())
    here = last.merge(loans[["loan_id", "region"]]).groupby("region").balance.sum() / last.balance.sum()
    assert here[base.units[0]] == pytest.approx(base.weights_by_balance[0], rel=0.05)  # that of twelve months


def test_growth_is_half_of_what_applications_grew_by(
    simulated: Simulated, simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Applications of the window ÷ those of the year before it; with a month missing there, no growth is measured."""
    bounds = window(simulated, "after")
    before = bounds[0] - pd.DateOffset(years=1), bounds[1] - pd.DateOffset(years=1)
    at = simulated.loaded("applications").submitted_at
    growth = within(at, bounds).sum() / within(at, before).sum() - 1
    start = baseline.start_of(open_current(simulated_home))
    (known,) = (one for one in start.coefficients if one.name == "volume_growth")
    assert (known.value, known.high) == pytest.approx((growth / 2, growth))
    monkeypatch.setattr(baseline, "_months_held", lambda *_: 11)
    assert "volume_growth" not in {
        one.name for one in baseline.start_of(open_current(simulated_home)).coefficients
    }


def test_the_book_of_the_window_adds_up(simulated: Simulated, base: Baseline) -> None:
    """Twelve months of its mean flows lead from the balance before the window to the one at its end, within 2 %."""
    book = on_book(simulated)
    by_month = book.groupby(book.month_end.dt.strftime("%Y-%m")).balance.sum()
    balance = by_month[str(pd.Period(base.last_month, "M") - 12)]
    leaves = base.amortisation + base.levels[3] + base.levels[4]
    for _ in range(12):
        balance = balance * (1 - leaves) + base.originations
    assert balance == pytest.approx(base.balance, rel=0.02)


def test_what_the_book_earned_and_lost(simulated: Simulated, base: Baseline) -> None:
    """A year at the rates of the baseline on the balances of the window gives what was booked."""
    book, bounds = on_book(simulated), window(simulated, "after")
    during = book[within(book.month_end, bounds)]
    earlier = bounds[0] - pd.offsets.MonthEnd(1), bounds[1] - pd.offsets.MonthEnd(1)
    before = book[within(book.month_end, earlier)]
    mean = (during.balance.sum() + before.balance.sum()) / 2
    assert base.income_rate * mean == pytest.approx(
        during.interest_income.sum() + during.fee_income.sum(), rel=0.01
    )
    assert base.funding_rate * mean == pytest.approx(during.funding_cost.sum(), rel=0.01)


def test_levels_are_those_of_the_kpis(
    simulated_snapshot: Snapshot, base: Baseline, example: Assembled
) -> None:
    certain_start = replace(base, level_errors=(0.0,) * len(OUTCOMES), under_way=(), effects=())
    fans = simulate(replace(example.scenario, baseline=certain_start, coefficients=certain())).fans
    (worth,) = (one.by_month[0] for one in fans if (one.series, one.of) == ("customer_value", "baseline"))
    levels = dict(zip(OUTCOMES, base.levels, strict=True)) | {"clv": worth[2]}
    for code in ("approval_time_median", "take_up_rate", "automated_rate", "clv"):
        asked = Question(kpi=code, by=(), where=(), months=None)
        (value,) = answer(simulated_snapshot, asked, WHOLE_HOUSE).values
        assert levels[code] == pytest.approx(value.estimate.value), code


def test_where_it_is_live_already_nothing_is_new(example: Assembled, found: Evidence) -> None:
    scenario = example.scenario
    live = {wave.unit for one in found.initiatives if one.code == "ai_approval" for wave in one.waves}
    (ai,) = (one for one in scenario.initiatives if one.code == "ai_approval")
    new = {u for u, month in zip(scenario.baseline.units, ai.go_lives, strict=True) if month is not None}
    assert new == set(scenario.baseline.units) - live and new
    assert sorted(month for month in ai.go_lives if month is not None) == [1, 1, 4, 4]


def test_who_is_live_already(found: Evidence) -> None:
    """Two regions and a later one; given up; the whole company; another kind of unit."""
    (plan,) = a_plan({"code": "ai"}).initiatives

    def live(*waves: Wave) -> tuple[str, ...]:
        one = replace(found.initiatives[0], code="ai", waves=waves)
        return live_units(replace(found, initiatives=(one,)), plan, "region", ("n", "s", "w"), "2025-11")

    north, later = (
        Wave(unit_kind="region", unit="n", live_on="2025-11-01", ended_on=None),
        Wave(unit_kind="region", unit="s", live_on="2025-12-01", ended_on=None),
    )
    assert live(
        north, later, Wave(unit_kind="region", unit="w", live_on="2024-01-01", ended_on="2025-06-30")
    ) == ("n",)
    assert live(Wave(unit_kind="company", unit="all", live_on="2024-01-01", ended_on=None)) == ("n", "s", "w")
    with pytest.raises(MilepostError, match="ai went live by channel, scenarios speak of region"):
        live(Wave(unit_kind="channel", unit="app", live_on="2024-01-01", ended_on=None))


def test_a_measured_effect_is_drawn_as_measured(example: Assembled, found: Evidence) -> None:
    pair = found.pair("ai_approval", "approval_time_median")
    assert pair is not None and pair.grade == "attributable"
    steps = example.scenario.effects[0].steps
    measured = {one.first: one.effect.value for one in pair.bins if one.first >= 0 and one.effect is not None}
    assert [step.first for step in steps] == list(range(13)) and steps[-1].last is None
    assert [steps[month].centre for month in (1, 4, 12)] == pytest.approx([measured[b] for b in (0, 3, 12)])


def test_what_cannot_be_told_is_drawn_around_nothing(example: Assembled, found: Evidence) -> None:
    pair = found.pair("early_warning", "npl_rate")
    assert pair is not None and pair.grade == "cannot tell"
    (effect,) = (one for one in example.scenario.effects if one.initiative == "early_warning")
    assert {step.centre for step in effect.steps} == {0.0}
    assert min(step.spread for step in effect.steps) > 0


def test_what_is_live_already_is_in_the_baseline(base: Baseline, found: Evidence) -> None:
    """27 regions of the demo long ago; what is measured of it there has the luck of the plan that takes it further."""
    (ai,) = (one for one in base.under_way if one.code == "ai_approval")
    months = [month for month in ai.go_lives if month is not None]
    assert (len(months), min(months), max(months)) == (27, -41, -21)  # 2022-07 and 2024-03, seen from 2025-12
    known = {(one.initiative, one.outcome): one for one in base.effects}
    assert ("ai_approval", "automated_rate") in known and ("e_contract", "approval_time_median") not in known
    assert known["ai_approval", "automated_rate"].luck == "measured ai_approval: automated_rate"


def test_the_same_evidence_counts_once(found: Evidence) -> None:
    """The copy of an initiative counts with it; so do two that went live side by side; others do not."""
    copied = a_plan(
        {"code": "ai_approval"}, {"code": "copy", "effect": [of("npl_rate", **{"from": "ai_approval"})]}
    )
    assert find_tied_sets(copied.initiatives, found) == (("ai_approval", "copy"),)
    twins = a_plan({"code": "e_contract"}, {"code": "process_redesign"}, {"code": "ai_approval"})
    assert find_tied_sets(twins.initiatives, found) == (("e_contract", "process_redesign"),)


@pytest.mark.parametrize(
    ("initiative", "said"),
    [
        ({"code": "ai_approval", "units": ["XX-1"]}, "units: XX-1 is no unit; known: CN-11"),
        (
            {"code": "ai_approval", "units": ["CN-11"], "effect": [of("npl_rate")]},
            "it is live already in every unit named",
        ),
        ({"code": "new", "effect": [of("npl_rate")]}, "nothing is measured of new on npl_rate"),
        (
            {"code": "process_redesign", "effect": [of("npl_rate")]},
            "cannot be said (not separable from e_contract)",
        ),
        (
            {"code": "new", "effect": [of("npl_rate", source="claim", claim="s2_3_churn", build_up_months=1)]},
            "it is not a change of npl_rate as we define it; usable: s1_2_npl",
        ),
        (
            {"code": "new", "effect": [of("take_up_rate", source="range", lower=0.0, upper=0.3, build_up_months=1)]},
            "upper = 0.3: take_up_rate is",
        ),
        ({"code": "ai_approval", "waves": 9}, "waves = 9; allowed: at most one for each of 4 units"),
    ],
)  # fmt: skip
def test_what_the_snapshot_cannot_carry(
    simulated_snapshot: Snapshot, initiative: dict[str, Any], said: str
) -> None:
    with pytest.raises(MilepostError) as refused:
        assemble(simulated_snapshot, a_plan(initiative))
    assert said in str(refused.value) and "\n" not in str(refused.value)
