"""How long customers stay and what they are worth, by tenure, against the raw rows and against the KPIs."""

import pandas as pd
import pytest

from tests.kit.demo_company import Simulated
from tests.kit.second_routes.customer_money import money_by_tenure
from tests.kit.second_routes.customers import relationships
from tests.kit.second_routes.record import month_numbers
from warehouse.contract.scope import WHOLE_HOUSE, Filters
from warehouse.query.query import Question, answer, compare
from warehouse.query.subjects.cohorts import cohort_value
from warehouse.query.subjects.lifetimes import customer_value, life_tables, value_by_tenure
from warehouse.snapshot.snapshots import Snapshot


@pytest.fixture
def snapshot(simulated_snapshot: Snapshot) -> Snapshot:
    return simulated_snapshot


def _windows(snapshot: Snapshot) -> tuple[tuple[str, str], tuple[str, str]]:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return before, after


NEW = (("product", ("new",)),)


@pytest.mark.parametrize("where", [(), NEW, (("product", ("nev",)),)])
def test_the_value_of_both_windows_and_its_drivers(snapshot: Snapshot, where: Filters) -> None:
    """The observed part is the KPI of the same slice, at the same tenures; the parts sum to its change."""
    before, after = _windows(snapshot)
    found = customer_value(snapshot, before, after, where, WHOLE_HOUSE)
    changed = compare(
        snapshot, kpi_code="clv", before=before, after=after, by=(), where=where, scope=WHOLE_HOUSE
    ).changes[0]
    assert found.before is not None and found.after is not None
    assert found.months_after[-1] == "2025-09"
    assert found.before[0] == pytest.approx(changed.before.estimate.value, rel=1e-9)
    parts = sum(part.value or 0.0 for _, part in (*found.margin, *found.staying))
    assert parts == pytest.approx(changed.absolute.value, rel=1e-9)
    (alone,) = answer(snapshot, Question(kpi="clv", by=(), where=where, months=None), WHOLE_HOUSE).values
    assert alone.estimate.value == pytest.approx(found.after[0], rel=1e-9)


def test_a_slice_is_observed_as_far_as_it_has_a_hundred_at_every_tenure(snapshot: Snapshot) -> None:
    before, after = _windows(snapshot)
    found = customer_value(snapshot, before, after, NEW, WHOLE_HOUSE)
    rows = snapshot.frame(
        "select tenure, strftime(month, '%Y-%m') as month, exposed from relationships"
        " where product = 'new' and tenure < 120"
    )
    sides = [
        rows[rows.month.isin(months)].groupby("tenure").exposed.sum()
        for months in (found.months_before, found.months_after)
    ]
    fewest = pd.concat(sides, axis=1).min(axis=1).reindex(range(120), fill_value=0)
    assert found.terms.observed == int((fewest < 100).argmax())


def test_build_up_ends_at_the_value_and_its_horizons_are_sums_up_to_them(snapshot: Snapshot) -> None:
    before, after = _windows(snapshot)
    for where in ((), NEW):
        value = customer_value(snapshot, before, after, where, WHOLE_HOUSE)
        grown = value_by_tenure(snapshot, before, after, where, WHOLE_HOUSE)
        changed = compare(
            snapshot, kpi_code="clv", before=before, after=after, by=(), where=where, scope=WHOLE_HOUSE
        ).changes[0]
        assert value.before and value.after and grown.before and grown.after
        span = value.terms.span
        assert grown.after.at[-1] == pytest.approx(sum(value.after))
        assert grown.after.at[span - 1] == pytest.approx(value.after[0])
        assert grown.after.lower[span - 1] == pytest.approx(changed.after.estimate.lower, rel=1e-9)
        assert grown.after.lower[span:] == (None,) * (value.terms.horizon - span)
        assert [h.months for h in grown.horizons] == [*range(12, span, 12), span]
        assert grown.horizons[-1].change.lower == pytest.approx(changed.absolute.lower, rel=1e-9)
        assert grown.horizons[0].change.value == pytest.approx(grown.after.at[11] - grown.before.at[11])
        assert grown.beyond == pytest.approx(value.after[1] - value.before[1], abs=1e-6)


def test_value_after_the_cost_of_winning(simulated: Simulated, snapshot: Snapshot) -> None:
    """Customers with a first relationship in the window and a known cost, from the customers' table."""
    window = ("2025-01", "2025-09")
    customers = simulated.true("customers")
    loans = simulated.true("loans")
    loans = loans[loans["close_reason"] != "cancelled"]
    first = month_numbers(loans.groupby("customer_id")["disbursed_on"].min())
    joined = month_numbers(customers.set_index("customer_id")["joined_on"])
    cost = customers.set_index("customer_id")["acquisition_cost"]
    won = first[first.between(2025 * 12 + 1, 2025 * 12 + 9) & (joined.reindex(first.index) == first)].index
    worth, net, times = (
        answer(snapshot, Question(kpi=code, by=(), where=(), months=window), WHOLE_HOUSE)
        .values[0]
        .estimate.value
        for code in ("clv", "clv_net", "clv_to_cac")
    )
    assert worth is not None
    assert net == pytest.approx(worth - cost.reindex(won).mean(), rel=1e-6)
    assert times == pytest.approx(worth / cost.reindex(won).mean(), rel=1e-6)


def test_a_member_with_few_at_a_tenure_says_so(snapshot: Snapshot) -> None:
    """Regions of the small company hold a handful of old customers each: no value, but their cases."""
    before, after = _windows(snapshot)
    found = compare(
        snapshot, kpi_code="clv", before=before, after=after, by=("region",), where=(), scope=WHOLE_HOUSE
    )
    small = min(found.changes, key=lambda change: change.before.n)
    assert str(small.absolute.reason) == "too few"
    assert small.before.estimate.value is None
    alone = answer(snapshot, Question(kpi="clv", by=("region",), where=(), months=None), WHOLE_HOUSE)
    assert {str(v.estimate.reason) for v in alone.values if v.members == small.members} == {"too few"}


def test_curves_of_both_windows_meet_the_retention_kpi(snapshot: Snapshot) -> None:
    windows = _windows(snapshot)
    tables = life_tables(snapshot, *windows, (), WHOLE_HOUSE)
    changed = compare(
        snapshot,
        kpi_code="retention_12m",
        before=windows[0],
        after=windows[1],
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    for table, value in zip(tables, (changed.changes[0].before, changed.changes[0].after), strict=True):
        assert table.survival is not None
        assert table.survival.at[12] == pytest.approx(value.estimate.value, abs=1e-12)
        gone = sum(share.at[12] for _, share in table.incidence)
        assert 1 - table.survival.at[12] == pytest.approx(gone, abs=1e-12)
        assert table.survival.lower[12] == pytest.approx(value.estimate.lower, abs=1e-12)
    assert len(tables[0].at_risk) == len(tables[1].at_risk)
    assert min(*tables[0].at_risk, *tables[1].at_risk) >= 20
    nothing, _ = life_tables(snapshot, *windows, (("region", ("nowhere",)),), WHOLE_HOUSE)
    assert str(nothing.reason) == "too few"


def test_cohorts_from_the_rows(simulated: Simulated, snapshot: Snapshot) -> None:
    """Those who joined 2024-12 … 2025-06, followed for six months, by their contracts."""
    found = cohort_value(snapshot, *_windows(snapshot), (), WHOLE_HOUSE)
    assert (found.months_after[0], found.months_after[-1]) == ("2024-12", "2025-06")
    assert [m[5:] for m in found.months_before] == [m[5:] for m in found.months_after]
    assert found.lived_on == 30  # who joined in 2022-06 was there in 2024-12
    spells, money = relationships(simulated), money_by_tenure(simulated).reset_index()
    loss = snapshot.references["loss_given_default"]
    for months, curve, joined in (
        (found.months_before, found.before, found.joined_before),
        (found.months_after, found.after, found.joined_after),
    ):
        cohorts = [int(month[:4]) * 12 + int(month[5:]) for month in months]
        assert joined == (spells["start"].isin(cohorts) & (spells["origin"] == spells["start"])).sum()
        own = money[(money["month"] - money["tenure"]).isin(cohorts)].groupby("tenure").sum()
        earned = own["interest_income"] + own["fee_income"] - own["funding_cost"] - own["servicing_cost"]
        lost = own["charged_off_amount"] - own["recovered_amount"]
        lost += loss * (own["npl_end"] - own["npl_start"])
        expected = ((earned - lost).cumsum() / joined)[:7]
        assert curve is not None and curve.at == pytest.approx(expected.tolist(), rel=1e-9)
        assert all(low < value for low, value in zip(curve.lower, curve.at, strict=True) if low is not None)


def test_cohorts_too_young_to_follow_say_so(snapshot: Snapshot) -> None:
    found = cohort_value(snapshot, ("2021-08", "2021-12"), ("2025-08", "2025-12"), (), WHOLE_HOUSE)
    assert (str(found.reason), found.before) == ("not old enough", None)
