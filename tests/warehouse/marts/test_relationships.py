"""Relationships by hand: how a handful of customers stay, pause, leave, mature, default and vanish."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot, open_current

AS_OF = datetime(2022, 12, 31, 16)  # the end of 2022 in Shanghai

# customer (the product says whose row it is), disbursed, closed or sold, how, joined, months with rows
CONTRACTS = (
    ("pause", "2021-03-10", "2021-08-20", "early_settled", "2021-03-10"),
    ("pause", "2021-11-25", "2022-06-05", "matured", "2021-03-10"),
    ("return", "2021-03-10", "2021-08-20", "early_settled", "2021-03-10"),
    ("return", "2021-12-01", None, None, "2021-03-10"),
    ("overlap", "2021-02-01", "2021-06-15", "early_settled", "2021-02-01"),
    ("overlap", "2021-04-01", "2022-03-31", "matured", "2021-02-01"),
    ("refinanced", "2021-05-05", "2022-01-31", "refinanced_away", "2021-05-05"),
    ("default", "2021-05-05", "2022-01-31", "charged_off", "2021-05-05"),
    ("crash", "2021-05-05", "2022-01-31", "total_loss", "2021-05-05"),
    ("sold", "2021-05-05", "2022-01-31", "transferred", "2021-05-05"),
    ("cancelled", "2021-05-05", "2021-05-12", "cancelled", "2021-05-05"),
    ("paid_up", "2021-05-05", "2022-05-20", "vanished", "2021-05-05"),
    ("vanished", "2021-05-05", "2021-10-20", "vanished", "2021-05-05"),
    ("seeded", "2019-02-01", None, None, "2018-05-20"),
    ("came_back", "2022-01-15", None, None, "2015-06-01"),
    ("late", "2022-10-10", None, None, "2022-10-10"),
    ("just_left", "2021-07-01", "2022-11-30", "early_settled", "2021-07-01"),
)
# Enough others on book that two that vanish are no failed load: fewer than 0.5 % of a month's contracts.
CROWD = tuple((f"crowd{n}", "2020-12-01", None, None, "2020-12-01") for n in range(450))


def tables() -> dict[str, pd.DataFrame]:
    """loans, loan_months (one balance of 100 at every month end on book) and customers."""
    contracts = (*CONTRACTS, *CROWD)
    names = list(dict.fromkeys(c[0] for c in contracts))
    loans, ends = [], []
    for number, (who, start, end, how, _) in enumerate(contracts):
        sold, gone = how == "transferred", how == "vanished"
        loans.append(
            {
                "loan_id": number,
                "customer_id": names.index(who),
                "product": who.rstrip("0123456789"),
                "channel": "app",
                "region": "CN-11",
                "disbursed_on": pd.Timestamp(start),
                "principal": 1000,
                "annual_rate": 0.1,
                "term_months": 12,
                "transferred_on": pd.Timestamp(end) if end and sold else None,
                "closed_on": pd.Timestamp(end) if end and not sold and not gone else None,
                "close_reason": None if gone else how,
            }
        )
        last = pd.Timestamp(end) if end else pd.Timestamp("2023-01-01")
        first = max(pd.Timestamp(start), pd.Timestamp("2021-01-01"))
        for month_end in pd.date_range(first, last - pd.Timedelta(days=1), freq="ME"):
            ends.append((number, month_end, 100, 0, 2.5))
    months = pd.DataFrame(
        ends, columns=["loan_id", "month_end", "balance", "days_past_due", "interest_income"]
    )
    joined = {c[0]: c[4] for c in contracts}
    customers = pd.DataFrame(
        {
            "customer_id": range(len(names)),
            "joined_on": [pd.Timestamp(joined[name]) for name in names],
            "segment": "retail",
        }
    )
    loans_frame = pd.DataFrame(loans)
    for column in ("closed_on", "transferred_on"):
        loans_frame[column] = pd.to_datetime(loans_frame[column])
    return {"loans": loans_frame, "loan_months": months, "customers": customers}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(home, a_company(), AS_OF, **tables())
    publish(home, lambda line: None)
    return open_current(home)


def rows(snapshot: Snapshot, who: str) -> pd.DataFrame:
    frame = snapshot.frame(
        f"select strftime(month, '%Y-%m') as m, * from relationships where product = '{who}' order by month, tenure"
    )
    return frame


def endings(snapshot: Snapshot, who: str) -> list[tuple[str, int, str]]:
    """(month, tenure, cause) of every ending of one customer."""
    frame = rows(snapshot, who)
    causes = ("left_early", "matured", "credit_loss", "total_loss", "censored")
    return [
        (month, tenure, cause)
        for cause in causes
        for month, tenure, ended in zip(frame.m, frame.tenure, frame[cause], strict=True)
        if ended
    ]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("pause", [("2022-06", 15, "matured")]),  # the gap of three months goes on
        ("return", [("2021-08", 5, "left_early")]),  # four months are a new relationship
        ("overlap", [("2022-03", 13, "matured")]),  # settled early, but another contract ran on
        ("refinanced", [("2022-01", 8, "left_early")]),
        ("default", [("2022-01", 8, "credit_loss")]),
        ("crash", [("2022-01", 8, "total_loss")]),
        ("sold", [("2022-01", 8, "censored")]),
        ("paid_up", [("2022-05", 12, "matured")]),  # no ending given, gone at its scheduled end
        ("vanished", [("2021-10", 5, "censored")]),  # no ending given, gone before it
        ("seeded", []),
        ("came_back", []),
        ("late", []),
        ("just_left", [("2022-11", 16, "left_early")]),
    ],
)
def test_how_relationships_end(snapshot: Snapshot, who: str, expected: list[tuple[str, int, str]]) -> None:
    assert endings(snapshot, who) == expected


def test_cancelled_contracts_start_nothing(snapshot: Snapshot) -> None:
    assert rows(snapshot, "cancelled").empty


def at_risk(snapshot: Snapshot, who: str) -> list[tuple[str, int]]:
    frame = rows(snapshot, who)
    rows_of = zip(frame.m, frame.tenure, frame.at_risk, strict=True)
    return [(month, tenure) for month, tenure, counted in rows_of if counted]


def months(first: str, last: str) -> list[str]:
    return [str(m) for m in pd.period_range(first, last, freq="M")]


def test_at_risk_from_the_month_after_the_start_through_gaps_to_the_end(snapshot: Snapshot) -> None:
    assert at_risk(snapshot, "pause") == list(zip(months("2021-04", "2022-06"), range(1, 16), strict=True))
    first, second = months("2021-04", "2021-08"), months("2022-01", "2022-12")
    expected = [*zip(first, range(1, 6), strict=True), *zip(second, range(1, 13), strict=True)]
    assert at_risk(snapshot, "return") == expected
    assert at_risk(snapshot, "late") == [("2022-11", 1), ("2022-12", 2)]


def test_tenure_counts_from_joining_where_older_contracts_cannot_be_seen(snapshot: Snapshot) -> None:
    """2018-05 → 2021-01 are 32 months. Who joined in 2015 had no contract when the book was seen: a new start."""
    assert at_risk(snapshot, "seeded")[:2] == [("2021-01", 32), ("2021-02", 33)]
    assert at_risk(snapshot, "came_back")[0] == ("2022-02", 1)
    assert rows(snapshot, "came_back").started.sum() == 1
    assert rows(snapshot, "seeded").started.sum() == 0


def test_crude_churn_of_2021_by_hand(snapshot: Snapshot) -> None:
    """Relationship-months at risk in 2021, and who left early.

    pause 9, return 5, overlap 10, refinanced 7, default 7, crash 7, sold 7, paid_up 7, vanished 5, seeded 12,
    just_left 5 = 81;  left early: return in August.
    """
    few = (("product", tuple(sorted({c[0] for c in CONTRACTS}))),)
    year = ("2021-01", "2021-12")
    (value,) = answer(
        snapshot, Question(kpi="churn_rate_crude", by=(), where=few, months=year), WHOLE_HOUSE
    ).values
    assert value.events == 1
    assert value.n == round(81 / 12)
    (sums,) = snapshot.frame(
        "select sum(at_risk) as at_risk from relationships where year(month) = 2021 and product <> 'crowd'"
    ).itertuples(index=False)
    assert sums.at_risk == 81


def test_months_are_young_until_returns_are_known(snapshot: Snapshot) -> None:
    found = answer(snapshot, Question(kpi="churn_rate", by=("month",), where=(), months=None), WHOLE_HOUSE)
    young = [value.members[0] for value in found.values if value.young_months]
    assert young == ["2022-10", "2022-11", "2022-12"]


def test_interest_stays_with_the_relationship(snapshot: Snapshot) -> None:
    """2.5 a month end on book: March to July 2021 (5) and November 2021 to May 2022 (7), none in the gap."""
    frame = rows(snapshot, "pause")
    assert frame.interest.sum() == 12 * 2.5
    assert frame[frame.m.between("2021-08", "2021-10")].interest.sum() == 0


def test_expected_leavers_of_the_reference_are_its_leavers(snapshot: Snapshot) -> None:
    """Without windows the reference is all months whose returns are known; there O = E, rate = crude."""
    known = ("2021-01", "2022-09")
    equal, crude = (
        answer(snapshot, Question(kpi=kpi, by=(), where=(), months=known), WHOLE_HOUSE).values[0]
        for kpi in ("churn_rate", "churn_rate_crude")
    )
    sums = snapshot.frame(
        "select sum(left_early) as o, sum(expected_leavers)::double as e from relationships where month <= '2022-09-01'"
    ).iloc[0]
    assert sums.o == pytest.approx(sums.e, rel=1e-9)
    assert (equal.events, equal.n) == (crude.events, crude.n) == (2, crude.n)


def test_without_contracts_there_is_a_reason(tmp_path: Path) -> None:
    """Without any contract there is a reason and no number."""
    home = Home(root=tmp_path)
    write_facts(home, a_company(), AS_OF, customers=tables()["customers"])
    publish(home, lambda line: None)
    (value,) = answer(
        open_current(home), Question(kpi="churn_rate", by=(), where=(), months=None), WHOLE_HOUSE
    ).values
    assert str(value.estimate.reason) == "needs table loans"
