"""What the Risk page asks of the simulated company's book, against its raw rows, by pandas alone."""

import numpy as np
import pandas as pd
import pytest

from tests.demo_company import Simulated
from tests.second_routes.book import month_ends
from warehouse.answers import WHOLE_HOUSE, Answer, Value
from warehouse.errors import MilepostError
from warehouse.loan_book import concentration, npl_bridge, vintages
from warehouse.query import Question, answer, npl_split
from warehouse.snapshots import Snapshot

WINDOWS = (("2021-07", "2022-06"), ("2024-12", "2025-11"))


@pytest.fixture
def snapshot(simulated_snapshot: Snapshot) -> Snapshot:
    return simulated_snapshot


@pytest.fixture
def months(simulated: Simulated) -> pd.DataFrame:
    rows = month_ends(simulated)
    return rows.assign(month=rows.month_end.dt.strftime("%Y-%m"))


def ask(snapshot: Snapshot, kpi: str, by: tuple[str, ...], window: tuple[str, str]) -> Answer:
    return answer(snapshot, Question(kpi, by, (), window), WHOLE_HOUSE)


def only(found: Answer) -> Value:
    (value,) = found.values
    assert value.estimate.value is not None
    return value


def test_npl_rate_of_the_truth(snapshot: Snapshot, simulated: Simulated) -> None:
    for name, window in zip(("before", "after"), WINDOWS, strict=True):
        told = simulated.truth["headlines"][name]["npl_rate"]
        assert only(ask(snapshot, "npl_rate", (), window)).estimate.value == pytest.approx(told, abs=1e-6)


@pytest.mark.parametrize("dimension", ["region", "product", "score_band"])
def test_npl_rate_of_every_member(snapshot: Snapshot, months: pd.DataFrame, dimension: str) -> None:
    book = months[months.on_book & months.month.between(*WINDOWS[1])]
    expected = (
        book.assign(above=book.balance.where(book.bad, 0.0)).groupby(dimension)[["above", "balance"]].sum()
    )
    for value in ask(snapshot, "npl_rate", (dimension,), WINDOWS[1]).values:
        row = expected.loc[value.members[0]]
        if value.estimate.value is not None:
            assert value.estimate.value == pytest.approx(row.above / row.balance, rel=1e-9)


def test_the_change_of_the_npl_rate_splits_exactly(snapshot: Snapshot) -> None:
    """Stock = age x going bad x staying; the parts are ratios of the KPIs that stand beside it."""

    def change(kpi: str) -> float:
        before, after = (only(ask(snapshot, kpi, (), window)).estimate.value for window in WINDOWS)
        assert before is not None
        assert after is not None
        return after / before

    found = npl_split(snapshot, *WINDOWS, (), WHOLE_HOUSE)
    assert found.split is not None
    values = {part.name: part.relative.value for part in found.split.parts}
    age, going_bad, staying = (1 + (values[name] or np.nan) for name in ("age", "going_bad", "staying"))
    assert age * going_bad * staying == pytest.approx(change("npl_rate"), rel=1e-9)
    assert going_bad == pytest.approx(change("npl_formation_same_age"), rel=1e-9)
    assert going_bad * staying == pytest.approx(change("npl_rate_same_age"), rel=1e-9)
    points = sum(part.points or np.nan for part in found.split.parts)
    assert points == pytest.approx((found.split.after or 0) - (found.split.before or 0), abs=1e-12)
    # planted: bad loans are charged off sooner, and the book grows
    assert staying < 1
    assert age < 1
    assert all(part.relative.lower is not None for part in found.split.parts)


def test_a_partner_no_cell_knows_has_no_split(snapshot: Snapshot) -> None:
    found = npl_split(snapshot, *WINDOWS, (("partner", ("nobody",)),), WHOLE_HOUSE)
    assert (found.split, str(found.reason)) == (None, "no rows")


def test_a_vintage_counts_once_it_is_a_year_old(snapshot: Snapshot) -> None:
    values = ask(snapshot, "vintage_90_12m", ("month",), ("2024-11", "2025-01")).values
    assert [bool(value.young_months) for value in values] == [False, False, True]


def test_the_bridge_of_a_window_starts_where_the_month_before_ended(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = npl_bridge(snapshot, WINDOWS[0], (), WHOLE_HOUSE)
    bad = months[months.on_book & months.bad]
    assert found.opening == pytest.approx(bad.balance[bad.month == "2021-06"].sum(), rel=1e-9)
    assert found.closing == pytest.approx(bad.balance[bad.month == "2022-06"].sum(), rel=1e-9)


def test_vintage_curves_end_where_they_were_last_seen(
    simulated: Simulated, snapshot: Snapshot, months: pd.DataFrame
) -> None:
    curves, reason = vintages(snapshot, 90, (), WHOLE_HOUSE)
    assert reason is None
    (curve,) = [curve for curve in curves if curve.month == "2022-03"]
    late = months[months.on_book & (months.days_past_due >= 90)].groupby("loan_id").age.min()
    loans = simulated.true("loans")
    cohort = loans.loan_id[loans.disbursed_on.dt.strftime("%Y-%m") == "2022-03"]
    first = late.reindex(cohort).dropna()
    assert curve.contracts == len(cohort)
    assert curve.shares == pytest.approx([(first <= age).sum() / len(cohort) for age in range(46)])
    assert len(curves[-1].shares) == 1  # originated in the last month: only age 0 was seen


def test_concentration_of_the_last_month_end(snapshot: Snapshot, months: pd.DataFrame) -> None:
    found = concentration(snapshot, "region", (), WHOLE_HOUSE)
    book = months[months.on_book & (months.month == "2025-12")].groupby("region").balance.sum()
    shares = book / book.sum()
    assert found.month == "2025-12"
    assert found.index == pytest.approx((shares**2).sum(), rel=1e-9)
    assert found.shares[0] == (shares.idxmax(), pytest.approx(shares.max(), rel=1e-9))
    with pytest.raises(MilepostError, match="no such dimension"):
        concentration(snapshot, "weather", (), WHOLE_HOUSE)
