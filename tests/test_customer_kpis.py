"""Customer KPIs of the simulated company against its contracts, one route by pandas and one by the truth."""

import numpy as np
import pandas as pd
import pytest

from publish import publish
from tests.demo_company import Simulated, cut_off
from tests.facts import a_company, write_facts
from warehouse.answers import WHOLE_HOUSE
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
    """One row per relationship: start and last as month numbers (year × 12 + month), left early or not."""
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
    return frame.groupby("spell").agg(
        customer=("customer", "first"),
        region=("region", "first"),
        start=("start", "min"),
        last=("end", "max"),
        early=("early", "any"),
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
    joined = simulated.true("customers").set_index("customer_id")["joined_on"]
    origin = spells["start"].copy()
    older = number(spells["customer"].map(joined))
    first = ~spells["customer"].duplicated() & (spells["start"] <= 2021 * 12 + 1 + 3) & (older < origin)
    origin[first] = older[first]
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
