"""Growth by hand, and every KPI of lending and of the accounts' growth against raw rows of the simulated company."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from analysis.results import COUNTED, NOT_DEFINED, needs_member
from tests.kit.demo_company import ACCOUNTS, Simulated
from tests.kit.loans import loans
from tests.kit.publishing import ask, published
from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.query.answers import Comparison
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot
from wording.naming import reason_words

BEFORE, AFTER = ("2022-01", "2022-12"), ("2024-12", "2025-11")


def accounts(**revenue: float) -> pd.DataFrame:
    """Revenue by month, written m202101=…; one entry each."""
    months = [datetime(int(name[1:5]), int(name[5:]), 1) for name in revenue]
    return pd.DataFrame({"month": months, "account": "revenue", "amount": list(revenue.values())})


def test_growth_finds_its_months_by_name_and_not_by_row(tmp_path: Path) -> None:
    """
    revenue   Jan  Feb  Mar
    2021      100    –  400      February 2021 was never delivered
    2022      150  500  600

    January 150 ÷ 100 − 1 = 50 %, March 600 ÷ 400 − 1 = 50 %, both together 750 ÷ 500 − 1 = 50 %; February has no
    year before. By row position March would be compared with January. April 2022 is not over.
    """
    rows = accounts(m202101=100, m202103=400, m202104=50, m202201=150, m202202=500, m202203=600, m202204=60)
    snapshot = published(tmp_path, datetime(2022, 4, 20), finance_months=rows)
    found = answer(
        snapshot, Question(kpi="revenue_growth", by=("month",), where=(), months=None), WHOLE_HOUSE
    )
    values = {value.members[0]: value for value in found.values}
    assert {month: value.estimate.value for month, value in values.items()} == {
        "2022-01": pytest.approx(0.5),
        "2022-03": pytest.approx(0.5),
    }
    assert found.passport.excluded_months == ("2022-04",)
    quarter = ask(snapshot, "revenue_growth", ("2022-01", "2022-03"))
    assert quarter.estimate.value == pytest.approx(0.5)
    assert (quarter.young_months, quarter.estimate.interval_reason) == ((), COUNTED)


def test_a_level_is_that_of_the_last_month_end(tmp_path: Path) -> None:
    """
    balance     2021-01  2021-02 … 2022-01  2022-02
    contract 0      100       90        50       40
    contract 1        –      100       100      100

    January and February 2022: 140, never the sum 290; a year earlier 190, so growth 140 ÷ 190 − 1.
    """
    ends = [(0, "2021-01-31", 100), (0, "2021-02-28", 90), (1, "2021-02-28", 100)]
    ends += [(0, f"2021-{month:02d}-28", 80) for month in range(3, 13)]
    ends += [(1, f"2021-{month:02d}-28", 100) for month in range(3, 13)]
    ends += [(0, "2022-01-31", 50), (1, "2022-01-31", 100), (0, "2022-02-28", 40), (1, "2022-02-28", 100)]
    months = pd.DataFrame(ends, columns=["loan_id", "month_end", "balance"]).assign(days_past_due=0)
    months["month_end"] = pd.to_datetime(months["month_end"]) + pd.offsets.MonthEnd(0)
    lent = loans(("2020-12-05", 100, {}), ("2021-02-05", 100, {}))
    snapshot = published(tmp_path, datetime(2022, 2, 28, 16), loans=lent, loan_months=months)
    both = ("2022-01", "2022-02")
    assert ask(snapshot, "outstanding_balance", both).estimate.value == 140
    by_month = answer(
        snapshot, Question(kpi="outstanding_balance", by=("month",), where=(), months=both), WHOLE_HOUSE
    )
    assert [value.estimate.value for value in by_month.values] == [150, 140]
    # Two contracts a year earlier are too few for a growth rate; the principal of the first is not known as lent.
    assert ask(snapshot, "balance_growth", both).estimate.reason is not None
    assert ask(snapshot, "originations", ("2020-12", "2021-02")).estimate.value == 100


def test_a_share_of_what_the_company_names_otherwise_is_not_zero(tmp_path: Path) -> None:
    """Products PHEV and ICE, channel shop, no mark of online business: each share says what it lacks."""
    lent = loans(*[("2021-02-05", 100, {"product": p, "channel": "shop"}) for p in ("PHEV", "ICE")] * 20)
    snapshot = published(tmp_path, datetime(2021, 6, 30, 16), loans=lent)
    needs = {
        "nev_share": "product=nev",
        "used_car_share": "product=used",
        "digital_channel_share": "channel=app/web",
    }
    for code, need in needs.items():
        reason = ask(snapshot, code, ("2021-02", "2021-03")).estimate.reason
        assert reason == needs_member(need)
        assert reason_words(reason, "en") == f"no contracts with {need}"
    assert ask(snapshot, "digital_share", ("2021-02", "2021-03")).estimate.reason is not None
    assert ask(snapshot, "originations", ("2021-02", "2021-03")).estimate.value == 4_000


@pytest.fixture(scope="module")
def lent(simulated: Simulated) -> pd.DataFrame:
    """Contracts with their month and whether the application went online."""
    rows = simulated.true("loans")
    online = simulated.true("applications").set_index("application_id")["fully_online"]
    known = rows["application_id"].map(online)
    return rows.assign(
        month=rows["disbursed_on"].dt.strftime("%Y-%m"),
        online=known.isin(["true", "1", "是", True]).where(known.notna() & (known != ""), None),
    )


def between(rows: pd.DataFrame, months: Months) -> pd.DataFrame:
    return rows[(rows["month"] >= months[0]) & (rows["month"] <= months[1])]


def changed(snapshot: Snapshot, code: str) -> Comparison:
    return compare(snapshot, kpi_code=code, before=BEFORE, after=AFTER, by=(), where=(), scope=WHOLE_HOUSE)


def sides(found: Comparison) -> tuple[float | None, float | None]:
    (change,) = found.changes
    return change.before.estimate.value, change.after.estimate.value


def test_what_is_lent(simulated_snapshot: Snapshot, lent: pd.DataFrame) -> None:
    both = [between(lent, window) for window in (BEFORE, AFTER)]
    principal = tuple(rows["principal"].sum() for rows in both)
    assert sides(changed(simulated_snapshot, "originations")) == principal
    assert sides(changed(simulated_snapshot, "contracts_originated")) == tuple(len(rows) for rows in both)
    months = answer(
        simulated_snapshot, Question(kpi="originations", by=("month",), where=(), months=None), WHOLE_HOUSE
    ).values
    assert (months[0].members[0], months[-1].members[0]) == ("2021-01", "2025-12")


def test_shares_of_what_is_lent(simulated_snapshot: Snapshot, lent: pd.DataFrame) -> None:
    def share(rows: pd.DataFrame, chosen: "pd.Series[bool]") -> float:
        return float(rows["principal"][chosen].sum() / rows["principal"].sum())

    both = [between(lent, window) for window in (BEFORE, AFTER)]
    known = [rows[rows["online"].notna()] for rows in both]
    expected = {
        "nev_share": [share(rows, rows["product"] == "nev") for rows in both],
        "used_car_share": [share(rows, rows["product"] == "used") for rows in both],
        "digital_channel_share": [share(rows, rows["channel"].isin(["app", "web"])) for rows in both],
        "digital_share": [share(rows, rows["online"].astype(bool)) for rows in known],
    }
    for code, values in expected.items():
        assert sides(changed(simulated_snapshot, code)) == pytest.approx(tuple(values), rel=1e-9), code
    # An application gone through in the app may still have needed paper: the proxy reads higher.
    assert expected["digital_share"][1] < expected["digital_channel_share"][1]


def test_growth_of_what_is_lent(simulated_snapshot: Snapshot, lent: pd.DataFrame) -> None:
    expected = []
    for first, last in (BEFORE, AFTER):
        year = [between(lent, (f"{int(m[:4]) - back}{m[4:]}", f"{int(n[:4]) - back}{n[4:]}"))
                for back in (0, 1) for m, n in ((first, last),)]  # fmt: skip
        expected.append(year[0]["principal"].sum() / year[1]["principal"].sum() - 1)
    found = changed(simulated_snapshot, "originations_growth")
    assert sides(found) == pytest.approx(tuple(expected), rel=1e-9)
    (change,) = found.changes
    assert change.absolute.value == pytest.approx(expected[1] - expected[0], rel=1e-9)
    assert change.relative.reason == NOT_DEFINED


def test_growth_compares_only_months_with_a_year_before(simulated_snapshot: Snapshot) -> None:
    """The data begin in January 2021: the second half of 2021 has no year before, so both sides lose these months."""
    found = compare(
        simulated_snapshot,
        kpi_code="originations_growth",
        before=("2021-07", "2022-06"),
        after=AFTER,
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert (found.months_before[0], found.months_before[-1]) == ("2022-01", "2022-06")
    assert (found.months_after[0], found.months_after[-1]) == ("2025-01", "2025-06")


def test_what_is_outstanding(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """The sum over contracts at the last month end of each window, sold ones left out."""
    rows = simulated.true("loan_months").merge(
        simulated.true("loans")[["loan_id", "transferred_on", "region"]], on="loan_id"
    )
    rows = rows[~(rows["transferred_on"] <= rows["month_end"])]
    balance = rows.groupby(rows["month_end"].dt.strftime("%Y-%m"))["balance"].sum()
    expected = balance[BEFORE[1]], balance[AFTER[1]]
    assert sides(changed(simulated_snapshot, "outstanding_balance")) == pytest.approx(expected, rel=1e-9)
    growth = balance["2022-12"] / balance["2021-12"] - 1, balance["2025-11"] / balance["2024-11"] - 1
    assert sides(changed(simulated_snapshot, "balance_growth")) == pytest.approx(growth, rel=1e-9)
    by_region = compare(
        simulated_snapshot,
        kpi_code="balance_growth",
        before=BEFORE,
        after=AFTER,
        by=("region",),
        where=(),
        scope=WHOLE_HOUSE,
    )
    of = rows[rows["region"] == "CN-44"].groupby(rows["month_end"].dt.strftime("%Y-%m"))["balance"].sum()
    (guangdong,) = [c for c in by_region.changes if c.members == ("CN-44",)]
    assert guangdong.after.estimate.value == pytest.approx(of["2025-11"] / of["2024-11"] - 1, rel=1e-9)


def test_accounts_by_year_and_by_contract(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """The sheet summed over a window, over the year before it, and divided by the contracts of its month ends."""
    sheet = simulated.raw("finance_months")
    amounts = sheet[list(ACCOUNTS)].apply(pd.to_numeric).rename(columns=ACCOUNTS).assign(month=sheet["月份"])
    now, then = (between(amounts, m).drop(columns="month").sum() for m in (AFTER, ("2023-12", "2024-11")))
    ends = simulated.true("loan_months").merge(simulated.true("loans")[["loan_id", "transferred_on"]])
    ends = ends[(ends["balance"] > 0) & ~(ends["transferred_on"] <= ends["month_end"])]
    contracts = len(between(ends.assign(month=ends["month_end"].dt.strftime("%Y-%m")), AFTER))
    expected = {
        "revenue_growth": now["revenue"] / then["revenue"] - 1,
        "operating_cost_growth": now["operating_cost"] / then["operating_cost"] - 1,
        "operating_cost_per_contract": 12 * now["operating_cost"] / contracts,
        "it_cost_per_contract": 12 * now["it_cost"] / contracts,
    }
    for code, value in expected.items():
        assert sides(changed(simulated_snapshot, code))[1] == pytest.approx(value, rel=1e-9), code


def test_the_interval_of_growth_leaves_out_one_region_at_a_time(
    simulated_snapshot: Snapshot, lent: pd.DataFrame
) -> None:
    """se² = (G − 1) ÷ G × Σ (θ₋ᵤ − θ)² on ln(1 + growth), t with G_eff − 1 degrees of freedom."""
    now, then = (
        between(lent, m).groupby("region")["principal"].sum() for m in (AFTER, ("2023-12", "2024-11"))
    )
    contracts = between(lent, ("2023-12", "2024-11")).groupby("region").size()
    theta = (now.sum() / then.sum(), (now.sum() - now) / (then.sum() - then))
    units = len(contracts)
    error = np.sqrt((units - 1) / units * ((np.log(theta[1]) - np.log(theta[0])) ** 2).sum())
    effective = contracts.sum() ** 2 / (contracts**2).sum()
    reach = student.ppf(0.975, effective - 1) * error
    found = ask(simulated_snapshot, "originations_growth", AFTER).estimate
    ends = [theta[0] * np.exp(sign * reach) - 1 for sign in (-1, 1)]
    assert (found.lower, found.upper) == pytest.approx(tuple(ends), rel=1e-6)
