"""The monthly accounts by hand."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import COUNTED, needs_column, not_kept_by
from tests.kit.publishing import ask, published
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.query import Question, answer


def test_parts_of_operating_cost_are_not_added_to_it(tmp_path: Path) -> None:
    """
    month    account          unit    amount
    January  revenue          R1         600
    January  revenue          R2         400
    January  operating_cost   –          300    of which IT 100
    January  funding_cost     R1         200
    January  credit_cost      –          100
    February revenue          –        1,000

    margin of January (1,000 − 300 − 200 − 100) ÷ 1,000 = 0.4; cost-income ratio of both months 300 ÷ 2,000.
    """
    rows = [(1, "revenue", "R1", 600), (1, "revenue", "R2", 400), (1, "operating_cost", None, 300)]
    rows += [(1, "it_cost", None, 100), (1, "funding_cost", "R1", 200), (1, "credit_cost", None, 100)]
    rows += [(2, "revenue", None, 1000)]
    accounts = pd.DataFrame(
        [
            {"month": datetime(2021, month, 1), "account": account, "unit": unit, "amount": float(amount)}
            for month, account, unit, amount in rows
        ]
    )
    accounts["unit_kind"] = accounts["unit"].map({"R1": "region", "R2": "region"})
    snapshot = published(tmp_path, datetime(2021, 6, 30, 16), finance_months=accounts)
    january, both = ("2021-01", "2021-01"), ("2021-01", "2021-02")
    assert ask(snapshot, "margin", january).estimate.value == pytest.approx(0.4)
    assert ask(snapshot, "cost_income_ratio", both).estimate.value == pytest.approx(0.15)
    assert ask(snapshot, "it_cost", january).estimate.value == pytest.approx(100)
    revenue = ask(snapshot, "revenue", both).estimate
    assert (revenue.value, revenue.interval_reason) == (2000, COUNTED)
    assert ask(snapshot, "revenue", both, (("region", ("R1",)),)).estimate.value == 600
    found = answer(snapshot, Question(kpi="margin", by=("region",), where=(), months=january), WHOLE_HOUSE)
    assert found.values[0].estimate.reason == not_kept_by("region")
    reason = ask(snapshot, "cost_per_application", january).estimate.reason
    assert reason == needs_column("finance_months.origination_cost")
