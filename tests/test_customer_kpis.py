"""Customer KPIs of the simulated company against its contracts, one route by pandas and one by the truth."""

import numpy as np
import pandas as pd
import pytest

from publish import publish
from tests.demo_company import Simulated, cut_off
from tests.facts import a_company, write_facts
from warehouse.answers import WHOLE_HOUSE, Filters
from warehouse.cohorts import cohort_value
from warehouse.lifetimes import customer_value, life_tables, value_by_tenure
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


NEW = (("product", ("new",)),)


@pytest.mark.parametrize("where", [(), NEW, (("product", ("nev",)),)])
def test_the_value_of_both_windows_and_its_drivers(snapshot: Snapshot, where: Filters) -> None:
    """The observed part is the KPI of the same slice, at the same tenures; the parts sum to its change."""
    before, after = _windows(snapshot)
    found = customer_value(snapshot, before, after, where, WHOLE_HOUSE)
    changed = compare(snapshot, "clv", before, after, (), where, WHOLE_HOUSE).changes[0]
    assert found.before is not None and found.after is not None
    assert found.months_after[-1] == "2025-09"
    assert found.before[0] == pytest.approx(changed.before.estimate.value, rel=1e-9)
    parts = sum(part.value or 0.0 for _, part in (*found.margin, *found.staying))
    assert parts == pytest.approx(changed.absolute.value, rel=1e-9)
    (alone,) = answer(snapshot, Question("clv", (), where, None), WHOLE_HOUSE).values
    assert alone.estimate.value == pytest.approx(found.after[0], rel=1e-9)


def test_a_slice_is_observed_as_far_as_it_has_a_hundred_at_every_tenure(snapshot: Snapshot) -> None:
    before, after = _windows(snapshot)
    found = customer_value(snapshot, before, after, NEW, WHOLE_HOUSE)
    rows = snapshot.frame(
        "select tenure, strftime(month, '%Y-%m') as month, exposed from relationships"
        " where product = 'new' and tenure < 120"
    )
    sides = [
        rows[rows.month.isin(months)].groupby("tenure").exposed.sum()
        for months in (found.months_before, found.months_after)
    ]
    fewest = pd.concat(sides, axis=1).min(axis=1).reindex(range(120), fill_value=0)
    assert found.terms.observed == int((fewest < 100).argmax())


def test_build_up_ends_at_the_value_and_its_horizons_are_sums_up_to_them(snapshot: Snapshot) -> None:
    before, after = _windows(snapshot)
    for where in ((), NEW):
        value = customer_value(snapshot, before, after, where, WHOLE_HOUSE)
        grown = value_by_tenure(snapshot, before, after, where, WHOLE_HOUSE)
        changed = compare(snapshot, "clv", before, after, (), where, WHOLE_HOUSE).changes[0]
        assert value.before and value.after and grown.before and grown.after
        span = value.terms.span
        assert grown.after.at[-1] == pytest.approx(sum(value.after))
        assert grown.after.at[span - 1] == pytest.approx(value.after[0])
        assert grown.after.lower[span - 1] == pytest.approx(changed.after.estimate.lower, rel=1e-9)
        assert grown.after.lower[span:] == (None,) * (value.terms.horizon - span)
        assert [h.months for h in grown.horizons] == [*range(12, span, 12), span]
        assert grown.horizons[-1].change.lower == pytest.approx(changed.absolute.lower, rel=1e-9)
        assert grown.horizons[0].change.value == pytest.approx(grown.after.at[11] - grown.before.at[11])
        assert grown.beyond == pytest.approx(value.after[1] - value.before[1], abs=1e-6)


def test_value_after_the_cost_of_winning(simulated: Simulated, snapshot: Snapshot) -> None:
    """Customers with a first relationship in the window and a known cost, from the customers' table."""
    window = ("2025-01", "2025-09")
    customers = simulated.true("customers")
    loans = simulated.true("loans")
    loans = loans[loans["close_reason"] != "cancelled"]
    first = number(loans.groupby("customer_id")["disbursed_on"].min())
    joined = number(customers.set_index("customer_id")["joined_on"])
    cost = customers.set_index("customer_id")["acquisition_cost"]
    won = first[first.between(2025 * 12 + 1, 2025 * 12 + 9) & (joined.reindex(first.index) == first)].index
    values = {
        code: answer(snapshot, Question(code, (), (), window), WHOLE_HOUSE).values[0].estimate.value
        for code in ("clv", "clv_net", "clv_to_cac")
    }
    assert values["clv_net"] == pytest.approx(values["clv"] - cost.reindex(won).mean(), rel=1e-6)
    assert values["clv_to_cac"] == pytest.approx(values["clv"] / cost.reindex(won).mean(), rel=1e-6)


def test_a_member_with_few_at_a_tenure_says_so(snapshot: Snapshot) -> None:
    """Regions of the small company hold a handful of old customers each: no value, but their cases."""
    found = compare(snapshot, "clv", *_windows(snapshot), ("region",), (), WHOLE_HOUSE)
    small = min(found.changes, key=lambda change: change.before.n)
    assert str(small.absolute.reason) == "too few"
    assert small.before.estimate.value is None
    alone = answer(snapshot, Question("clv", ("region",), (), None), WHOLE_HOUSE)
    assert {str(v.estimate.reason) for v in alone.values if v.members == small.members} == {"too few"}


def test_curves_of_both_windows_meet_the_retention_kpi(snapshot: Snapshot) -> None:
    windows = _windows(snapshot)
    tables = life_tables(snapshot, *windows, (), WHOLE_HOUSE)
    changed = compare(snapshot, "retention_12m", *windows, (), (), WHOLE_HOUSE)
    for table, value in zip(tables, (changed.changes[0].before, changed.changes[0].after), strict=True):
        assert table.survival is not None
        assert table.survival.at[12] == pytest.approx(value.estimate.value, abs=1e-12)
        gone = sum(share.at[12] for _, share in table.incidence)
        assert 1 - table.survival.at[12] == pytest.approx(gone, abs=1e-12)
        assert table.survival.lower[12] == pytest.approx(value.estimate.lower, abs=1e-12)
    assert len(tables[0].at_risk) == len(tables[1].at_risk)
    assert min(*tables[0].at_risk, *tables[1].at_risk) >= 20
    nothing, _ = life_tables(snapshot, *windows, (("region", ("nowhere",)),), WHOLE_HOUSE)
    assert str(nothing.reason) == "too few"


def test_cohorts_from_the_rows(simulated: Simulated, snapshot: Snapshot, spells: pd.DataFrame) -> None:
    """Those who joined 2024-12 … 2025-06, followed for six months, by their contracts."""
    found = cohort_value(snapshot, *_windows(snapshot), (), WHOLE_HOUSE)
    assert (found.months_after[0], found.months_after[-1]) == ("2024-12", "2025-06")
    assert [m[5:] for m in found.months_before] == [m[5:] for m in found.months_after]
    assert found.lived_on == 30  # who joined in 2022-06 was there in 2024-12
    origin = _origins(simulated, spells)
    money = _money(simulated, spells, origin)
    loss = snapshot.references["loss_given_default"]
    for months, curve, joined in (
        (found.months_before, found.before, found.joined_before),
        (found.months_after, found.after, found.joined_after),
    ):
        cohorts = [_of(pd.Period(month, "M")) for month in months]
        assert joined == (spells["start"].isin(cohorts) & (origin == spells["start"])).sum()
        own = money[(money["month"] - money["tenure"]).isin(cohorts)].groupby("tenure").sum()
        earned = own["interest_income"] + own["fee_income"] - own["funding_cost"] - own["servicing_cost"]
        lost = own["charged_off_amount"] - own["recovered_amount"]
        lost += loss * (own["npl_end"] - own["npl_start"])
        expected = ((earned - lost).cumsum() / joined)[:7]
        assert curve is not None and curve.at == pytest.approx(expected.tolist(), rel=1e-9)
        assert all(low < value for low, value in zip(curve.lower, curve.at, strict=True) if low is not None)


def test_cohorts_too_young_to_follow_say_so(snapshot: Snapshot) -> None:
    found = cohort_value(snapshot, ("2021-08", "2021-12"), ("2025-08", "2025-12"), (), WHOLE_HOUSE)
    assert (str(found.reason), found.before) == ("not old enough", None)


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
    rows = rows[rows["month"] < sold]
    starts = spells.assign(origin=origin)[["customer", "start", "origin"]].sort_values("start")
    rows = pd.merge_asof(rows.sort_values("began"), starts, left_on="began", right_on="start", by="customer")
    rows["bad"] = rows["balance"].where(rows["classification"].isin(["substandard", "doubtful", "loss"]), 0)
    opened = (
        rows[["month", "origin", "bad"]].assign(month=rows["month"] + 1).rename(columns={"bad": "npl_start"})
    )
    both = pd.concat([rows.rename(columns={"bad": "npl_end"}), opened])
    both["tenure"] = (both["month"] - both["origin"]).clip(upper=120)
    columns = ["interest_income", "fee_income", "funding_cost", "servicing_cost"]
    columns += ["charged_off_amount", "recovered_amount", "npl_end", "npl_start"]
    return both[["month", "tenure", *columns]].fillna(0)
