"""Customer KPIs of the simulated company against its contracts, one route by pandas and one by the truth."""

from functools import reduce
from operator import add

import pandas as pd
import pytest

from tests.kit.demo_company import Simulated
from tests.kit.second_routes.customers import at_risk, left_early, relationships
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot

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
    risk = reduce(add, (at_risk(spells, month).groupby(spells["region"]).sum() for month in window))
    left = reduce(add, (left_early(spells, month).groupby(spells["region"]).sum() for month in window))
    found = answer(
        snapshot,
        Question(kpi="churn_rate_crude", by=("region",), where=(), months=("2024-12", "2025-09")),
        WHOLE_HOUSE,
    )
    assert len(found.values) == len(risk) == 31
    for value in found.values:
        region = value.members[0]
        assert value.events == left[region]
        assert value.n == round(risk[region] / len(window))
        if value.estimate.value is not None:
            assert value.estimate.value == pytest.approx(12 * left[region] / risk[region], abs=1e-12)


def test_contracts_settled_early_are_those_of_the_truth(simulated: Simulated, snapshot: Snapshot) -> None:
    found = snapshot.frame(
        "select sum(settled_early)::int as n from contracts_held group by month order by month"
    )
    assert found["n"].tolist() == simulated.truth["months"]["settled_early"]
