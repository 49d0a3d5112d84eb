"""KPIs by quarter: from the rows of the quarter, never a mean of its months."""

import pytest

from tests.kit.demo_company import Simulated
from tests.kit.records import a_change, a_comparison, an_answer, one_value, sure
from tests.kit.surveys import raw_share
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.kpis import find
from warehouse.query.by_quarter import by_quarter, has_quarters, is_noisy
from warehouse.snapshot.snapshots import Snapshot


def test_satisfaction_of_a_quarter_is_that_of_its_answers(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    found = by_quarter(simulated_snapshot, "csat", (), WHOLE_HOUSE)
    rows = simulated.loaded("surveys")
    rows = rows[rows["kind"] == "csat"]
    quarter = rows["sent_at"].dt.to_period("Q")
    expected = {f"{name.start_time:%Y-%m}": raw_share(group) for name, group in rows.groupby(quarter)}
    assert [value.members[0] for value in found.values] == sorted(expected)
    for value in found.values[:-1]:
        satisfied, answered = expected[value.members[0]]
        assert value.n == answered
        assert value.estimate.value == pytest.approx(satisfied / answered)


def test_the_last_quarter_is_young_until_it_is_over(simulated_snapshot: Snapshot) -> None:
    *over, last = by_quarter(simulated_snapshot, "csat", (), WHOLE_HOUSE).values
    assert last.members == ("2025-10",) and last.young_months
    assert not any(value.young_months for value in over)


def test_a_filter_that_the_kpi_does_not_keep_is_its_reason(simulated_snapshot: Snapshot) -> None:
    found = by_quarter(simulated_snapshot, "cost_income_ratio", (("region", ("CN-44",)),), WHOLE_HOUSE)
    assert {str(value.estimate.reason) for value in found.values} == {"not kept by region"}


def test_months_are_noisy_where_their_interval_is_wider_than_the_change() -> None:
    """Months ± 0.05 around 0.8: noisy beside a change of 0.02, not beside one of 0.2."""
    months = an_answer(*(one_value(sure(0.8, 0.75, 0.85), 40, (f"2022-{m:02d}",)) for m in range(1, 7)))
    small, large = (
        a_comparison(a_change(0.8, 0.8 + change, (-0.1, 0.4), (-0.1, 0.3))) for change in (0.02, 0.2)
    )
    assert is_noisy(months, small) and not is_noisy(months, large)


def test_only_what_can_be_pooled_has_quarters() -> None:
    assert has_quarters(find("csat")) and has_quarters(find("approval_time_median"))
    assert not has_quarters(find("outstanding_balance")) and not has_quarters(find("clv"))
