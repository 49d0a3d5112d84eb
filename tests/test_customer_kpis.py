"""Customer KPIs of the simulated company against its contracts, one route by pandas and one by the truth."""

import pandas as pd
import pytest

from tests.demo_company import Simulated
from tests.second_routes.customers import at_risk, left_early, relationships
from warehouse.answers import WHOLE_HOUSE
from warehouse.lifetimes import customer_value, life_table
from warehouse.query import Question, answer, compare
from warehouse.snapshots import Snapshot

MONTHS = range(2021 * 12 + 1, 2025 * 12 + 13)  # since the year 0


@pytest.fixture
def snapshot(simulated_snapshot: Snapshot) -> Snapshot:
    return simulated_snapshot


@pytest.fixture
def spells(simulated: Simulated) -> pd.DataFrame:
    return relationships(simulated)


def test_relationships_by_month_are_those_of_the_contracts_and_of_the_truth(
    simulated: Simulated, snapshot: Snapshot, spells: pd.DataFrame
) -> None:
    """Counts exactly; the truth also knows gaps that began before the first delivered month."""
    found = snapshot.frame(
        "select sum(at_risk)::int as at_risk, sum(left_early)::int as left_early, sum(started)::int as started"
        " from relationship_totals group by month order by month"
    )
    assert found["at_risk"].tolist() == [int(at_risk(spells, month).sum()) for month in MONTHS]
    truth = simulated.truth["months"]
    assert found["left_early"].tolist() == truth["relationships_left_early"]
    assert found["at_risk"].tolist()[3:] == truth["relationships_at_risk"][3:]


def test_crude_churn_by_region_is_that_of_the_contracts(snapshot: Snapshot, spells: pd.DataFrame) -> None:
    window = range(2024 * 12 + 12, 2025 * 12 + 10)
    risk = sum(at_risk(spells, month).groupby(spells["region"]).sum() for month in window)
    left = sum(left_early(spells, month).groupby(spells["region"]).sum() for month in window)
    found = answer(
        snapshot, Question("churn_rate_crude", ("region",), (), ("2024-12", "2025-09")), WHOLE_HOUSE
    )
    assert len(found.values) == len(risk) == 31
    for value in found.values:
        region = value.members[0]
        assert value.events == left[region]
        assert value.n == round(risk[region] / len(window))
        if value.estimate.value is not None:
            assert value.estimate.value == pytest.approx(12 * left[region] / risk[region], abs=1e-12)


def _windows(snapshot: Snapshot) -> tuple[tuple[str, str], tuple[str, str]]:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return before, after


def test_contracts_settled_early_are_those_of_the_truth(simulated: Simulated, snapshot: Snapshot) -> None:
    found = snapshot.frame(
        "select sum(settled_early)::int as n from contracts_held group by month order by month"
    )
    assert found["n"].tolist() == simulated.truth["months"]["settled_early"]


def test_the_value_of_both_windows_and_its_drivers(snapshot: Snapshot) -> None:
    """The observed part is the KPI where the slice is the whole company, and the parts sum to its change."""
    before, after = _windows(snapshot)
    found = customer_value(snapshot, before, after, (), WHOLE_HOUSE)
    changed = compare(snapshot, "clv", before, after, (), (), WHOLE_HOUSE).changes[0]
    assert found.before is not None and found.after is not None
    assert found.months_after[-1] == "2025-09"
    assert found.before[0] == pytest.approx(changed.before.estimate.value, rel=1e-9)
    parts = sum(part for _, part in (*found.margin, *found.staying))
    assert parts == pytest.approx(changed.absolute.value, rel=1e-9)


def test_curves_of_a_window_meet_the_retention_kpi(snapshot: Snapshot) -> None:
    window = ("2025-01", "2025-09")
    table = life_table(snapshot, window, (), WHOLE_HOUSE)
    (value,) = answer(snapshot, Question("retention_12m", (), (), window), WHOLE_HOUSE).values
    assert table.survival[12] == pytest.approx(value.estimate.value, abs=1e-12)
    assert 1 - table.survival[12] == pytest.approx(sum(share[12] for _, share in table.incidence), abs=1e-12)
    nothing = life_table(snapshot, window, (("region", ("nowhere",)),), WHOLE_HOUSE)
    assert str(nothing.reason) == "too few"
