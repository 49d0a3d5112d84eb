"""Risk KPIs of the simulated company against its raw rows, by pandas alone."""

import numpy as np
import pandas as pd
import pytest

from etl.load import load
from publish import publish
from tests.demo_company import Simulated
from warehouse.answers import WHOLE_HOUSE, Answer, Value
from warehouse.errors import MilepostError
from warehouse.loan_book import concentration, npl_bridge, vintages
from warehouse.query import Question, answer, npl_split
from warehouse.snapshots import Snapshot, open_current
from warehouse.store import Home

BAD = ("substandard", "doubtful", "loss")
WINDOWS = (("2021-07", "2022-06"), ("2024-12", "2025-11"))


@pytest.fixture(scope="module")
def snapshot(simulated: Simulated, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = Home(tmp_path_factory.mktemp("home"))
    load(home, simulated.folder / "company.toml", None, False, lambda line: None)
    publish(home, lambda line: None)
    return open_current(home)


@pytest.fixture(scope="module")
def months(simulated: Simulated) -> pd.DataFrame:
    """Month ends of contracts on the book, with what they were a month earlier."""
    rows = simulated.true("loan_months").merge(simulated.true("loans"), on="loan_id")
    rows = rows.sort_values(["loan_id", "month_end"]).reset_index(drop=True)
    rows["month"] = rows.month_end.dt.strftime("%Y-%m")
    rows["age"] = (rows.month_end.dt.year - rows.disbursed_on.dt.year) * 12
    rows["age"] += rows.month_end.dt.month - rows.disbursed_on.dt.month
    sold = rows.transferred_on.notna() & (rows.transferred_on <= rows.month_end)
    rows["on_book"] = (rows.balance > 0) & ~sold
    rows["own"] = ~sold
    rows["closing"] = rows.balance.where(rows.on_book, 0.0)
    rows["bad"] = rows.classification.isin(BAD)
    same = rows.loan_id.eq(rows.loan_id.shift())
    rows["opening"] = rows.closing.shift().where(same, 0.0)
    rows["was_bad"] = rows.bad.shift(fill_value=False).astype(bool) & same & (rows.opening > 0)
    return rows


def within(rows: pd.DataFrame, window: tuple[str, str]) -> pd.DataFrame:
    return rows[rows.month.between(*window)]


def ask(snapshot: Snapshot, kpi: str, by: tuple[str, ...], window: tuple[str, str]) -> Answer:
    return answer(snapshot, Question(kpi, by, (), window), WHOLE_HOUSE)


def only(found: Answer) -> Value:
    (value,) = found.values
    assert value.estimate.value is not None
    return value


@pytest.mark.parametrize("window", WINDOWS)
def test_npl_rate_pools_the_month_ends(
    snapshot: Snapshot, months: pd.DataFrame, window: tuple[str, str]
) -> None:
    book = within(months[months.on_book], window)
    found = only(ask(snapshot, "npl_rate", (), window))
    assert found.estimate.value == pytest.approx(book.balance[book.bad].sum() / book.balance.sum(), rel=1e-9)
    assert found.n == round(len(book) / 12)  # contracts of an average month end, not their sum
    assert found.events == round(book.bad.sum() / 12)


def test_npl_rate_of_the_truth(snapshot: Snapshot, simulated: Simulated) -> None:
    for name, window in zip(("before", "after"), WINDOWS, strict=True):
        told = simulated.truth["headlines"][name]["npl_rate"]
        assert only(ask(snapshot, "npl_rate", (), window)).estimate.value == pytest.approx(told, abs=1e-6)


@pytest.mark.parametrize("dimension", ["region", "product", "score_band"])
def test_npl_rate_of_every_member(snapshot: Snapshot, months: pd.DataFrame, dimension: str) -> None:
    book = within(months[months.on_book], WINDOWS[1])
    expected = (
        book.assign(above=book.balance.where(book.bad, 0.0)).groupby(dimension)[["above", "balance"]].sum()
    )
    for value in ask(snapshot, "npl_rate", (dimension,), WINDOWS[1]).values:
        row = expected.loc[value.members[0]]
        if value.estimate.value is not None:
            assert value.estimate.value == pytest.approx(row.above / row.balance, rel=1e-9)


@pytest.mark.parametrize("days", [30, 60, 90])
def test_delinquency_by_balance_and_by_contracts(snapshot: Snapshot, months: pd.DataFrame, days: int) -> None:
    book = within(months[months.on_book], WINDOWS[0])
    late = book.days_past_due >= days
    balance = only(ask(snapshot, f"delinquency_{days}", (), WINDOWS[0])).estimate.value
    count = only(ask(snapshot, f"delinquency_{days}_count", (), WINDOWS[0])).estimate.value
    assert balance == pytest.approx(book.balance[late].sum() / book.balance.sum(), rel=1e-9)
    assert count == pytest.approx(late.mean(), rel=1e-9)


def test_net_loss_rate(snapshot: Snapshot, months: pd.DataFrame) -> None:
    rows = within(months, WINDOWS[1])
    lost = rows.charged_off_amount[rows.own].sum() - rows.recovered_amount[rows.own].sum()
    average = (rows.opening + rows.closing).sum() / 2
    found = only(ask(snapshot, "net_loss_rate", (), WINDOWS[1])).estimate.value
    assert found == pytest.approx(12 * lost / average, rel=1e-9)


def reference(rows: pd.DataFrame, above: pd.Series, below: pd.Series, counted: pd.Series) -> pd.Series:
    """The rate of each age over both windows, ages of under 200 contract-months joined to the next."""
    ages = pd.DataFrame({"age": rows.age, "above": above, "below": below, "n": counted})
    inside = rows.month.between(*WINDOWS[0]) | rows.month.between(*WINDOWS[1])
    sums = ages[inside].groupby("age").sum().reindex(range(ages.age.max() + 1), fill_value=0)
    bands: list[list[int]] = [[]]
    for age in sums.index:
        if sums.n[bands[-1]].sum() >= 200:
            bands.append([])
        bands[-1].append(age)
    if len(bands) > 1 and sums.n[bands[-1]].sum() < 200:
        rest = bands.pop()
        bands[-1] += rest
    rates = {a: sums.above[band].sum() / max(sums.below[band].sum(), 1e-9) for band in bands for a in band}
    return rows.age.map(rates)


def test_npl_rate_at_equal_age(snapshot: Snapshot, months: pd.DataFrame) -> None:
    rows = months[months.on_book]
    bad = rows.balance.where(rows.bad, 0.0)
    expected = rows.balance * reference(rows, bad, rows.balance, rows.on_book.astype(int))
    both = rows.month.between(*WINDOWS[0]) | rows.month.between(*WINDOWS[1])
    own = bad[both].sum() / rows.balance[both].sum()
    for window in WINDOWS:
        inside = rows.month.between(*window)
        found = only(ask(snapshot, "npl_rate_same_age", (), window)).estimate.value
        assert found == pytest.approx(own * bad[inside].sum() / expected[inside].sum(), rel=1e-7)


def test_formation_at_equal_age(snapshot: Snapshot, months: pd.DataFrame) -> None:
    """Contracts on the book that are bad and were not, and what was charged off straight from performing."""
    rows = months[(months.opening > 0) | months.on_book | (months.charged_off_amount > 0)]
    turned = rows.bad & ~rows.was_bad
    known = (rows.opening > 0) | (rows.age <= 1)
    formed = rows.closing.where(turned & known, 0.0)
    formed = formed + rows.charged_off_amount.where(rows.own & ~rows.was_bad, 0.0).fillna(0.0)
    formed = formed + rows.opening.where(turned & (rows.opening > 0) & ~rows.own, 0.0)
    performing = rows.opening.where(~rows.was_bad, 0.0)
    expected = performing * reference(rows, formed, performing, (performing > 0).astype(int))
    both = rows.month.between(*WINDOWS[0]) | rows.month.between(*WINDOWS[1])
    own = 12 * formed[both].sum() / performing[both].sum()
    for window in WINDOWS:
        inside = rows.month.between(*window)
        found = only(ask(snapshot, "npl_formation_same_age", (), window))
        assert found.estimate.value == pytest.approx(
            own * formed[inside].sum() / expected[inside].sum(), rel=1e-6
        )
        assert found.events == int((formed[inside] > 0).sum())
        assert np.isfinite(found.estimate.lower or np.nan)


def test_the_change_of_the_npl_rate_splits_exactly(snapshot: Snapshot, months: pd.DataFrame) -> None:
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


@pytest.fixture(scope="module")
def loans(simulated: Simulated) -> pd.DataFrame:
    rows = simulated.true("loans")
    return rows.assign(month=rows.disbursed_on.dt.strftime("%Y-%m"))


def test_loan_to_value_and_first_payments(snapshot: Snapshot, loans: pd.DataFrame) -> None:
    rows = within(loans, WINDOWS[0])
    valued = rows[rows.vehicle_value.notna()]
    found = only(ask(snapshot, "ltv", (), WINDOWS[0]))
    assert found.estimate.value == pytest.approx(
        valued.principal.sum() / valued.vehicle_value.sum(), rel=1e-9
    )
    due = rows[rows.first_due_on.notna() & ~(rows.closed_on < rows.first_due_on)]
    late = due.first_paid_on.isna() | (due.first_paid_on > due.first_due_on + pd.Timedelta(days=30))
    found = only(ask(snapshot, "first_payment_default", (), WINDOWS[0]))
    assert (found.events, found.n) == (late.sum(), len(due))


@pytest.mark.parametrize("days", [30, 90])
def test_ever_late_by_twelve_months(
    snapshot: Snapshot, loans: pd.DataFrame, months: pd.DataFrame, days: int
) -> None:
    rows = within(loans, WINDOWS[0])
    late = months[months.on_book & (months.days_past_due >= days) & (months.age <= 12)].loan_id.unique()
    found = only(ask(snapshot, f"vintage_{days}_12m", (), WINDOWS[0]))
    assert (found.events, found.n) == (rows.loan_id.isin(late).sum(), len(rows))


def test_a_vintage_counts_once_it_is_a_year_old(snapshot: Snapshot) -> None:
    values = ask(snapshot, "vintage_90_12m", ("month",), ("2024-11", "2025-01")).values
    assert [bool(value.young_months) for value in values] == [False, False, True]


def test_roll_rate(snapshot: Snapshot, months: pd.DataFrame) -> None:
    """From 30-59 days: what is 60 or more a month later, or charged off then."""
    rows = within(months[months.opening > 0], WINDOWS[1])
    was = months.days_past_due.shift().reindex(rows.index)
    rows = rows[was.between(30, 59)]
    worse = (rows.on_book & (rows.days_past_due >= 60)) | (
        ~rows.on_book & (rows.close_reason == "charged_off") & (rows.closed_on <= rows.month_end)
    )
    found = only(ask(snapshot, "roll_rate_30_59", (), WINDOWS[1]))
    assert found.estimate.value == pytest.approx(rows.opening[worse].sum() / rows.opening.sum(), rel=1e-9)
    assert (found.events, found.n) == (worse.sum(), len(rows))


PAID_IN_FULL = ("matured", "early_settled", "refinanced_away")


def entries(months: pd.DataFrame, threshold: int) -> list[tuple[str, pd.Period]]:
    """Contracts and months in which they got so late, none having come in the 6 months before."""
    rows = months.assign(period=months.month_end.dt.to_period("M"))
    was = rows.days_past_due.shift().where(rows.opening > 0)
    came = rows[rows.on_book & (rows.days_past_due >= threshold) & ((was < threshold) | (rows.age <= 1))]
    found, last = [], dict[str, pd.Period]()
    for loan, month in zip(came.loan_id, came.period, strict=True):
        if loan not in last or (month - last[loan]).n > 6:
            found.append((loan, month))
        last[loan] = month
    return [(loan, month) for loan, month in found if WINDOWS[0][0] <= str(month) <= WINDOWS[0][1]]


def lives(
    months: pd.DataFrame, chosen: list[tuple[str, pd.Period]]
) -> dict[tuple[str, pd.Period], pd.Series]:
    rows = months[months.loan_id.isin({loan for loan, _ in chosen})]
    rows = rows.assign(period=rows.month_end.dt.to_period("M"))
    return {(row.loan_id, row.period): row for _, row in rows.iterrows()}


def first_day(row: pd.Series) -> pd.Timestamp:
    return pd.Timestamp(row.month_end).replace(day=1)


def test_recovery_within_six_months(snapshot: Snapshot, months: pd.DataFrame) -> None:
    chosen = entries(months, 90)
    rows = lives(months, chosen)
    principal = paid = 0.0
    for loan, month in chosen:
        entry = rows[loan, month].closing
        later = [rows[loan, month + k] for k in range(1, 7) if (loan, month + k) in rows]
        lost = sum(row.charged_off_amount for row in later if row.own)
        sold = sum(row.opening for row in later if not row.own and row.opening > 0)
        then = rows[loan, month + 6].closing if (loan, month + 6) in rows else 0.0
        principal += entry
        # what a sold contract brings in after the month of its sale is the buyer's
        cash = sum(row.recovered_amount for row in later if row.own or row.transferred_on >= first_day(row))
        paid += entry - then - lost - sold + cash
    found = only(ask(snapshot, "recovery_rate", (), WINDOWS[0]))
    assert found.n == len(chosen)
    assert found.estimate.value == pytest.approx(paid / principal, rel=1e-9)


def test_cure_within_three_months_kept_for_three(snapshot: Snapshot, months: pd.DataFrame) -> None:
    chosen = entries(months, 30)
    rows = lives(months, chosen)

    def up_to_date(loan: str, month: pd.Period, entry: pd.Period) -> bool:
        row = rows.get((loan, month))
        if row is not None and row.on_book:
            return bool(row.days_past_due == 0 and str(row.restructured).lower() not in ("true", "1", "是"))
        last = max((m for of, m in rows if of == loan and m <= month), default=entry)
        return rows[loan, last].close_reason in PAID_IN_FULL and last > entry and rows[loan, last].own

    kept = sum(
        any(all(up_to_date(loan, month + k + j, month) for j in range(4)) for k in (1, 2, 3))
        for loan, month in chosen
    )
    found = only(ask(snapshot, "cure_rate", (), WINDOWS[0]))
    assert (found.events, found.n) == (kept, len(chosen))


def test_the_bridge_of_a_window_starts_where_the_month_before_ended(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = npl_bridge(snapshot, WINDOWS[0], (), WHOLE_HOUSE)
    bad = months[months.on_book & months.bad]
    assert found.opening == pytest.approx(bad.balance[bad.month == "2021-06"].sum(), rel=1e-9)
    assert found.closing == pytest.approx(bad.balance[bad.month == "2022-06"].sum(), rel=1e-9)


def test_vintage_curves_end_where_they_were_last_seen(
    snapshot: Snapshot, months: pd.DataFrame, loans: pd.DataFrame
) -> None:
    curves, reason = vintages(snapshot, 90, (), WHOLE_HOUSE)
    assert reason is None
    (curve,) = [curve for curve in curves if curve.month == "2022-03"]
    late = months[months.on_book & (months.days_past_due >= 90)].groupby("loan_id").age.min()
    cohort = loans[loans.month == "2022-03"].loan_id
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
