"""Windows: which months are compared with which."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.kit.facts import a_company
from tests.kit.golden import published as published_from_files
from tests.kit.publishing import published
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import default_windows, equally_long, months_between
from warehouse.query.query import Question, answer, compare


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
    found = compare(
        snapshot,
        kpi_code="revenue",
        before=("2021-01", "2021-12"),
        after=("2023-01", "2023-06"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert found.months_before == months_between("2021-01", "2021-06")
    assert found.passport.excluded_months == months_between("2021-07", "2021-12")
    assert found.changes[0].absolute.value == pytest.approx(60)


def seen(calendar: str, first: str, last: str, cut_off: str) -> pd.DataFrame:
    months = pd.to_datetime(list(months_between(first, last)))
    return pd.DataFrame({"calendar": calendar, "month": months, "cut_off": pd.Timestamp(cut_off)})


def test_the_window_after_waits_for_every_headline_kpi() -> None:
    """Live in July 2022 and June 2023, data up to the end of December 2024; returns take three months to show.

    before  the 12 months up to June 2022
    after   applications are old enough up to November, month ends up to December, relationships up to September
    """
    rollouts = pd.DataFrame({"live_on": pd.to_datetime(["2022-07-01", "2023-06-15"])})
    end = "2024-12-31 16:00"
    applications = seen("submission", "2021-01", "2024-12", end)
    others = [
        applications,
        seen("month end", "2021-01", "2024-12", end),
        seen("at_risk", "2021-01", "2024-12", "2024-09-30 16:00"),
        seen("survey", "2021-01", "2022-12", end),  # given up before the roll-out ended: holds nothing back
    ]
    before = ("2021-07", "2022-06")
    company = a_company()
    assert default_windows(company, rollouts, applications) == (before, ("2023-12", "2024-11"))
    assert default_windows(company, rollouts, pd.concat(others)) == (before, ("2023-10", "2024-09"))
    assert default_windows(company, rollouts, seen("submission", "2021-01", "2024-02", "2024-02-29")) == (
        before,
        None,
    )


def test_a_vintage_is_as_old_as_its_month_ends(tmp_path: Path) -> None:
    """Contracts are delivered daily, up to 2 January 2023, month ends only up to November 2022: of December 2021 the
    twelfth month on book has not been seen, of November 2021 it has."""
    started = {"1": "2021-11-05", "2": "2021-12-05"}
    ends = pd.date_range("2021-11-30", "2022-11-30", freq="ME")
    loans = pd.DataFrame({"loan_id": list(started), "disbursed_on": list(started.values())})
    loans = loans.assign(
        customer_id=loans.loan_id, product="new", channel="app", region="CN-11", principal=1, annual_rate=0.1
    )
    rows = [(loan, end.date(), 1, 0) for loan, first in started.items() for end in ends if str(end) > first]
    month_ends = pd.DataFrame(rows, columns=["loan_id", "month_end", "balance", "days_past_due"])
    snapshot = published_from_files(
        tmp_path,
        'name = "K"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n',
        {
            "loans": ("loans", "2023-01-02T00:00:00+08:00", loans.assign(term_months=36)),
            "month_ends": ("loan_months", "2022-12-01T00:00:00+08:00", month_ends),
        },
    )
    found = answer(
        snapshot, Question(kpi="vintage_90_12m", by=("month",), where=(), months=None), WHOLE_HOUSE
    ).values
    assert [value.young_months for value in found] == [(), ("2021-12",)]
