"""Fraud by hand: what got through and what was stopped."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from tests.kit.publishing import published


def test_what_got_through_and_what_was_stopped(tmp_path: Path) -> None:
    """Cut-off 31 December 2021.

    application  submitted  funded     confirmed
    1            1 March    5 March    4 September     within six months
    2            1 March    5 March    6 September     a day too late
    3            1 March    –          2 March         stopped
    4            1 March    5 March    –
    5            1 August   5 August   1 October       too young for either
    loan only    –          –          1 October       the contract of application 4: late
    """
    days = [("2021-03-01", "2021-03-05"), ("2021-03-01", "2021-03-05"), ("2021-03-01", None)]
    days += [("2021-03-01", "2021-03-05"), ("2021-08-01", "2021-08-05")]
    place = {"product": "new", "channel": "app", "region": "CN-11"}
    applications = pd.DataFrame(
        [
            {
                "application_id": n + 1,
                **place,
                "submitted_at": pd.Timestamp(submitted),
                "decided_at": pd.Timestamp(submitted) + pd.Timedelta(days=1),
                "outcome": "approved" if funded else "declined",
                "funded_at": pd.Timestamp(funded) if funded else pd.NaT,
            }
            for n, (submitted, funded) in enumerate(days)
        ]
    )
    loans = pd.DataFrame([{"loan_id": 9, "application_id": 4, "customer_id": 1, **place}])
    loans = loans.assign(disbursed_on=datetime(2021, 3, 5), principal=1.0, annual_rate=0.1, term_months=12)
    cases = pd.DataFrame(
        {
            "case_id": [1, 2, 3, 5, 6],
            "application_id": pd.array([1, 2, 3, 5, None], dtype="Int64"),
            "loan_id": pd.array([None, None, None, None, 9], dtype="Int64"),
            "confirmed_at": pd.to_datetime(
                ["2021-09-04", "2021-09-06", "2021-03-02", "2021-10-01", "2021-10-01"]
            ),
        }
    )
    snapshot = published(
        tmp_path, datetime(2021, 12, 31, 16), applications=applications, loans=loans, fraud_cases=cases
    )
    funding = snapshot.frame(
        "select sum(funded)::int, sum(funded_6m)::int, sum(confirmed_6m)::int from fraud_funding"
    )
    assert list(funding.iloc[0]) == [4, 3, 1]
    found = snapshot.frame(
        "select sum(stopped)::int, sum(missed_6m)::int, sum(fraud_7m)::int from fraud_detection"
    )
    assert list(found.iloc[0]) == [1, 1, 2]
    months = snapshot.frame(
        "select strftime(month, '%m') as month, sum(confirmed)::int as n from fraud_incidents "
        "group by all having n > 0 order by all"
    )
    assert list(months.itertuples(index=False, name=None)) == [("03", 1), ("09", 2), ("10", 2)]
