"""Customer KPIs of the simulated company against its contracts, one route by pandas and one by the truth."""

import numpy as np
import pandas as pd
import pytest

from publish import publish
from tests.demo_company import Simulated, cut_off
from tests.facts import a_company, write_facts
from warehouse.answers import WHOLE_HOUSE
from warehouse.lifetimes import customer_value, life_table
from warehouse.query import Question, answer, compare
from warehouse.snapshots import Snapshot, open_current
from warehouse.store import Home

EARLY = ("early_settled", "refinanced_away")
MONTHS = pd.period_range("2021-01", "2025-12", freq="M")


@pytest.fixture(scope="module")
def snapshot(simulated: Simulated, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The simulated company's contracts and customers, published."""
    home = Home(tmp_path_factory.mktemp("home"))
    toml = simulated.toml
    settings = {name: toml[name] for name in ("transformation", "churn", "npl", "clv")}
    write_facts(home, a_company(**settings), utc(cut_off(simulated.truth)), **numbered(simulated))
    publish(home, lambda line: None)
    return open_current(home)


def utc(local: pd.Timestamp) -> pd.Timestamp:
    return local - pd.Timedelta(hours=8)


def numbered(simulated: Simulated) -> dict[str, pd.DataFrame]:
    """Loans, month ends and customers with ids as numbers, as a load would leave them."""
    tables = {name: simulated.true(name) for name in ("loans", "loan_months", "customers")}
    for column in ("loan_id", "customer_id"):
        holders = [frame for frame in tables.values() if column in frame]
        members = pd.Index(pd.unique(pd.concat([frame[column] for frame in holders])))
        for frame in holders:
            frame[column] = members.get_indexer(frame[column])
    return {
        name: frame.drop(columns="application_id", errors="ignore").replace({"": None})
        for name, frame in tables.items()
    }


@pytest.fixture(scope="module")
def spells(simulated: Simulated) -> pd.DataFrame:
    """One row per relationship: start and last as month numbers (year × 12 + month), left early, sold."""
    loans = simulated.true("loans")
    loans = loans[loans["close_reason"] != "cancelled"].sort_values(
        ["customer_id", "disbursed_on", "loan_id"]
    )
    sold = loans["transferred_on"].notna()
    out = loans["transferred_on"].where(sold, loans["closed_on"])
    frame = pd.DataFrame(
        {
            "customer": loans["customer_id"],
            "region": loans["region"],
            "start": number(loans["disbursed_on"]),
            "end": number(out).fillna(10**6),
            "why": loans["close_reason"].where(~sold, "transferred"),
        }
    )
    held = frame.groupby("customer")["end"].cummax().groupby(frame["customer"]).shift()
    frame["spell"] = (held.isna() | (frame["start"] > held + 3)).cumsum()
    last = frame.groupby("spell")["end"].transform("max")
    frame["early"] = frame["why"].isin(EARLY) & (frame["end"] == last)
    frame["sold"] = (frame["why"] == "transferred") & (frame["end"] == last)
    return frame.groupby("spell").agg(
        customer=("customer", "first"),
        region=("region", "first"),
        start=("start", "min"),
        last=("end", "max"),
        early=("early", "any"),
        sold=("sold", "any"),
    )


def number(days: pd.Series) -> pd.Series:
    return days.dt.year * 12 + days.dt.month


def at_risk(spells: pd.DataFrame, month: pd.Period) -> pd.Series:
    now = month.year * 12 + month.month
    return (spells["start"] < now) & (spells["last"] >= now)


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
    window = [month for month in MONTHS if "2024-12" <= str(month) <= "2025-09"]
    risk = sum(at_risk(spells, month).groupby(spells["region"]).sum() for month in window)
    ends = [month.year * 12 + month.month for month in window]
    left = (spells["early"] & spells["last"].isin(ends)).groupby(spells["region"]).sum()
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


def test_churn_at_equal_tenure_by_hand_from_the_contracts(
    simulated: Simulated, snapshot: Snapshot, spells: pd.DataFrame
) -> None:
    """h(tenure) of both windows with pandas, joined where under 200; then 12 × H × Σ left ÷ Σ expected."""
    changed = compare(snapshot, "churn_rate", *_windows(snapshot), (), (), WHOLE_HOUSE)
    origin = _origins(simulated, spells)
    reference = [m for m in MONTHS if _inside(m, _windows(snapshot)) and str(m) <= "2025-09"]
    exposed = pd.Series(dtype=float)
    left = pd.Series(dtype=float)
    for month in reference:
        exposed = exposed.add(_tenures(spells, origin, month, at_risk(spells, month)), fill_value=0)
        left = left.add(_tenures(spells, origin, month, _leaving(spells, month)), fill_value=0)
    started = sum(int(((spells["start"] == _of(m)) & (origin == _of(m))).sum()) for m in reference)
    exposed[0] = started
    exposed, left = exposed.sort_index(), left.reindex(exposed.sort_index().index, fill_value=0)
    rate = _pooled(exposed, left)
    scale = 12 * left.sum() / (exposed.sum() - started)
    for value, months in (
        (changed.changes[0].before, changed.months_before),
        (changed.changes[0].after, changed.months_after),
    ):
        observed = expected = 0.0
        for month in (m for m in MONTHS if str(m) in months):
            observed += _leaving(spells, month).sum()
            here = _tenures(spells, origin, month, at_risk(spells, month))
            here[0] = ((spells["start"] == _of(month)) & (origin == _of(month))).sum()
            expected += (here * rate.reindex(here.index)).sum()
        assert value.events == observed
        assert value.estimate.value == pytest.approx(scale * observed / expected, rel=1e-9)


def _windows(snapshot: Snapshot) -> tuple[tuple[str, str], tuple[str, str]]:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return before, after


def _inside(month: pd.Period, windows: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= str(month) <= last for first, last in windows)


def _of(month: pd.Period) -> int:
    return int(month.year * 12 + month.month)


def _leaving(spells: pd.DataFrame, month: pd.Period) -> pd.Series:
    return spells["early"] & (spells["last"] == _of(month))


def _tenures(spells: pd.DataFrame, origin: pd.Series, month: pd.Period, rows: pd.Series) -> pd.Series:
    return (_of(month) - origin[rows]).clip(upper=120).value_counts().astype(float)


def _pooled(exposed: pd.Series, left: pd.Series) -> pd.Series:
    pools, held = [0], exposed.iloc[0]
    for size in exposed.iloc[1:]:
        full = held >= 200
        pools.append(pools[-1] + full)
        held = size if full else held + size
    if held < 200:
        pools = [min(pool, pools[-1] - 1) for pool in pools]
    pool = pd.Series(np.array(pools), exposed.index)
    return left.groupby(pool).transform("sum") / exposed.groupby(pool).transform("sum")


def test_contracts_settled_early_are_those_of_the_truth(simulated: Simulated, snapshot: Snapshot) -> None:
    found = snapshot.frame(
        "select sum(settled_early)::int as n from contracts_held group by month order by month"
    )
    assert found["n"].tolist() == simulated.truth["months"]["settled_early"]


def test_repeat_finance_one_ending_after_the_other(simulated: Simulated, snapshot: Snapshot) -> None:
    """Contracts matured or settled in 2023, one per customer and month, in plain Python."""
    loans = simulated.true("loans")
    loans = loans[loans["close_reason"] != "cancelled"]
    loans = loans.assign(start=number(loans["disbursed_on"]), end=number(loans["closed_on"]))
    loans = loans.assign(
        counts=loans["close_reason"].isin(("matured", *EARLY)) & loans["transferred_on"].isna()
    )
    decisions: dict[tuple[str, int], bool] = {}
    for customer, own in loans.groupby("customer_id"):
        for row in own[own["counts"] & own["end"].between(2023 * 12 + 1, 2023 * 12 + 12)].itertuples():
            others = own[(own["loan_id"] != row.loan_id) & own["start"].between(row.end - 3, row.end + 12)]
            key = (str(customer), int(row.end))
            decisions[key] = decisions.get(key, False) or len(others) > 0
    found = answer(snapshot, Question("repeat_finance_rate", (), (), ("2023-01", "2023-12")), WHOLE_HOUSE)
    (value,) = found.values
    assert (value.events, value.n) == (sum(decisions.values()), len(decisions))


def test_retention_is_the_product_over_tenures_of_the_contracts(
    snapshot: Snapshot, spells: pd.DataFrame
) -> None:
    """S(12) of 2023-01 … 2023-12: tenures below 12 have no customers from before the first delivered month."""
    window = [month for month in MONTHS if month.year == 2023]
    exposed, ended = np.zeros(12), np.zeros(12)
    for month in window:
        tenure = _of(month) - spells["start"]
        for k in range(12):
            here = tenure == k
            exposed[k] += (here & (spells["last"] >= _of(month))).sum() if k else here.sum()
            ended[k] += (here & (spells["last"] == _of(month)) & ~spells["sold"]).sum()
    (value,) = answer(snapshot, Question("retention_12m", (), (), ("2023-01", "2023-12")), WHOLE_HOUSE).values
    assert value.events == ended.sum()
    assert value.estimate.value == pytest.approx(np.prod(1 - ended / exposed), abs=1e-12)


def test_lifetime_value_from_the_rows(simulated: Simulated, snapshot: Snapshot, spells: pd.DataFrame) -> None:
    """2025-01 … 2025-09, customer by customer: sums by tenure, then Σ S × margin × discount by a plain loop."""
    months = ("2025-01", "2025-09")
    origin = _origins(simulated, spells)
    money = _money(simulated, spells, origin)
    money = money[money["month"].between(2025 * 12 + 1, 2025 * 12 + 9)].groupby("tenure").sum()
    horizon, rate, loss = 60, 0.08, snapshot.references["loss_given_default"]
    exposed, ended = np.zeros(horizon), np.zeros(horizon)
    for month in (m for m in MONTHS if months[0] <= str(m) <= months[1]):
        now = _of(month)
        held = at_risk(spells, month) | ((spells["start"] == now) & (origin == now))
        gone = (spells["last"] == now) & ~spells["sold"]
        for counts, rows in ((exposed, held), (ended, gone)):
            tenures = (now - origin[rows]).astype(int)
            np.add.at(counts, tenures[tenures < horizon], 1)
    value, staying = 0.0, 1.0
    for k in range(int(min(snapshot.references["observed_tenures"], horizon))):
        row = money.loc[k]
        credit = (
            row["charged_off_amount"] - row["recovered_amount"] + loss * (row["npl_end"] - row["npl_start"])
        )
        earned = (
            row["interest_income"] + row["fee_income"] - row["funding_cost"] - row["servicing_cost"] - credit
        )
        value += staying * earned / exposed[k] * (1 + rate) ** (-(k + 0.5) / 12)
        staying *= 1 - ended[k] / exposed[k]
    found = answer(snapshot, Question("clv", (), (), months), WHOLE_HOUSE).values[0]
    assert found.estimate.value == pytest.approx(value, rel=1e-9)


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


def _origins(simulated: Simulated, spells: pd.DataFrame) -> pd.Series:
    joined = simulated.true("customers").set_index("customer_id")["joined_on"]
    older = number(spells["customer"].map(joined))
    seen = ~spells["customer"].duplicated() & (spells["start"] <= 2021 * 12 + 1 + 3)
    return spells["start"].where(~(seen & (older < spells["start"])), older)


def _money(simulated: Simulated, spells: pd.DataFrame, origin: pd.Series) -> pd.DataFrame:
    """One row per contract and month end on book, with the tenure of its relationship."""
    loans = simulated.true("loans").set_index("loan_id")
    rows = simulated.true("loan_months")
    rows = rows.assign(month=number(rows["month_end"]), customer=rows["loan_id"].map(loans["customer_id"]))
    rows["began"] = number(rows["loan_id"].map(loans["disbursed_on"]))
    sold = number(rows["loan_id"].map(loans["transferred_on"])).fillna(10**6)
    rows = rows.assign(sold=sold)[rows["month"] < sold]
    starts = spells.assign(origin=origin)[["customer", "start", "origin"]].sort_values("start")
    rows = pd.merge_asof(rows.sort_values("began"), starts, left_on="began", right_on="start", by="customer")
    rows["bad"] = rows["balance"].where(rows["classification"].isin(["substandard", "doubtful", "loss"]), 0)
    kept = rows[rows["month"] + 1 < rows["sold"]]  # what is sold as bad was not cured
    opened = (
        kept[["month", "origin", "bad"]].assign(month=kept["month"] + 1).rename(columns={"bad": "npl_start"})
    )
    both = pd.concat([rows.rename(columns={"bad": "npl_end"}), opened])
    both["tenure"] = (both["month"] - both["origin"]).clip(upper=120)
    columns = ["interest_income", "fee_income", "funding_cost", "servicing_cost"]
    columns += ["charged_off_amount", "recovered_amount", "npl_end", "npl_start"]
    return both[["month", "tenure", *columns]].fillna(0)
