"""Windows: which months are compared with which."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.test_survey_kpis import published
from warehouse.answers import WHOLE_HOUSE
from warehouse.query import compare
from warehouse.windows import equally_long, months_between


def test_windows_of_unequal_length_keep_the_months_of_both() -> None:
    """
    before  Jan Feb Mar … Dec 2021       after  Nov Dec 2023, Jan 2024
    kept    Jan 2021, Nov, Dec           all
    """
    before, after = list(months_between("2021-01", "2021-12")), ["2023-11", "2023-12", "2024-01"]
    assert equally_long(before, after) == (["2021-01", "2021-11", "2021-12"], after)
    assert equally_long(after, before) == (after, ["2021-01", "2021-11", "2021-12"])
    two_years = list(months_between("2020-01", "2021-12"))
    assert equally_long(two_years, before) == (list(months_between("2021-01", "2021-12")), before)
    assert equally_long(before[:3], before[3:6]) == (before[:3], before[3:6])


def test_revenue_of_six_months_is_not_compared_with_that_of_twelve(tmp_path: Path) -> None:
    """100 a month in 2021 and 110 in 2023, of which half a year is there: + 10 %, not − 45 %."""
    months = [*months_between("2021-01", "2021-12"), *months_between("2023-01", "2023-06")]
    accounts = pd.DataFrame(
        {
            "month": pd.to_datetime(months),
            "account": "revenue",
            "amount": [100.0 if month < "2022" else 110.0 for month in months],
        }
    )
    snapshot = published(tmp_path, datetime(2023, 6, 30, 16), finance_months=accounts)
    found = compare(snapshot, "revenue", ("2021-01", "2021-12"), ("2023-01", "2023-06"), (), (), WHOLE_HOUSE)
    assert found.months_before == months_between("2021-01", "2021-06")
    assert found.passport.excluded_months == months_between("2021-07", "2021-12")
    assert found.changes[0].absolute.value == pytest.approx(60)
