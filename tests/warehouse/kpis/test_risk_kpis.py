"""What the Risk page asks of the simulated company's book, against its raw rows, by pandas alone."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from analysis.equal_age import GOING_BAD
from analysis.intervals import LOGIT, jackknife
from tests.kit.demo_company import Simulated
from tests.kit.second_routes.book import PAID_IN_FULL, month_ends
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.marts.families.book import BUCKETS
from warehouse.query.answers import Answer, Value
from warehouse.query.query import Question, answer
from warehouse.query.subjects.arrears import STATES, recoveries, roll_matrix
from warehouse.query.subjects.loan_book import concentration, needs_bridge, npl_bridge
from warehouse.query.subjects.npl_split import npl_split
from warehouse.query.subjects.vintages import vintages
from warehouse.query.subjects.window_vintages import follow_windows
from warehouse.snapshot.snapshots import Snapshot

WINDOWS = (("2021-07", "2022-06"), ("2024-12", "2025-11"))


@pytest.fixture
def snapshot(simulated_snapshot: Snapshot) -> Snapshot:
    return simulated_snapshot


@pytest.fixture
def months(simulated: Simulated) -> pd.DataFrame:
    rows = month_ends(simulated)
    return rows.assign(month=rows.month_end.dt.strftime("%Y-%m"))


def within(rows: pd.DataFrame, window: tuple[str, str]) -> pd.DataFrame:
    return rows[rows.month.between(*window)]


@pytest.fixture
def loans(simulated: Simulated) -> pd.DataFrame:
    rows = simulated.true("loans")
    return rows.assign(month=rows.disbursed_on.dt.strftime("%Y-%m"))


def ask(snapshot: Snapshot, kpi: str, by: tuple[str, ...], window: tuple[str, str]) -> Answer:
    return answer(snapshot, Question(kpi=kpi, by=by, where=(), months=window), WHOLE_HOUSE)


def only(found: Answer) -> Value:
    (value,) = found.values
    assert value.estimate.value is not None
    return value


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


def test_recovered_by_months_since_is_the_rate_at_six_and_never_tells_unseen_months(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    chosen = entries(months, 90)
    rows = lives(months, chosen)
    found = recoveries(snapshot, *WINDOWS, (), WHOLE_HOUSE)
    compared = set(found.months_before)  # seasons of the after window that are old enough
    assert found.months_before == tuple(f"2021-{m}" for m in (12,)) + tuple(f"2022-0{m}" for m in range(1, 7))
    chosen = [(loan, month) for loan, month in chosen if str(month) in compared]
    after_3 = 0.0
    for loan, month in chosen:
        later = [rows[loan, month + k] for k in range(1, 4) if (loan, month + k) in rows]
        then = rows[loan, month + 3].closing if (loan, month + 3) in rows else 0.0
        gone = sum(row.charged_off_amount if row.own else row.opening for row in later)
        # what a sold contract brings in after the month of its sale is the buyer's
        cash = sum(row.recovered_amount for row in later if row.own or row.transferred_on >= first_day(row))
        after_3 += rows[loan, month].closing - then - gone + cash
    since = {int(change.members[0]): change for change in found.changes}
    principal = sum(rows[key].closing for key in chosen)
    assert since[3].before.estimate.value == pytest.approx(after_3 / principal, rel=1e-9)
    assert since[3].before.n == len(chosen)
    assert (since[12].before.estimate.value is None, since[7].after.estimate.value) == (False, None)
    assert str(since[7].after.estimate.reason) == "not old enough"  # entered in June, seen to December


def test_rows_of_the_roll_matrix_add_up_and_are_those_of_the_raw_month_ends(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = roll_matrix(snapshot, *WINDOWS, (), WHOLE_HOUSE)
    share = {change.members: change.after.estimate.value or 0.0 for change in found.changes}
    for bucket in BUCKETS:
        assert sum(share[bucket, state] for state in STATES) == pytest.approx(1.0, abs=1e-12)
    rows = within(months[months.opening > 0], WINDOWS[1])
    was = months.days_past_due.shift().reindex(rows.index)
    rows = rows[was.between(60, 89)]
    stays = rows.on_book
    expected = {
        "current": stays & (rows.days_past_due == 0),
        "30_59": stays & rows.days_past_due.between(30, 59),
        "90_179": stays & rows.days_past_due.between(90, 179),
        "paid": ~stays & rows.own & rows.close_reason.isin(PAID_IN_FULL),
    }
    for state, mine in expected.items():
        moved = rows.opening[mine].sum() / rows.opening.sum()
        assert share["60_89", state] == pytest.approx(moved, rel=1e-9), state
    rate = only(ask(snapshot, "roll_rate_60_89", (), WINDOWS[1]))
    (rolled,) = [c.after for c in found.changes if c.members == ("60_89", "rolled")]
    assert rolled.estimate.value == pytest.approx(rate.estimate.value, rel=1e-12)
    assert (rolled.n, rolled.events) == (rate.n, rate.events)


def test_the_roll_matrix_of_one_region_agrees_with_its_roll_rate(snapshot: Snapshot) -> None:
    region = snapshot.members("region")[0]
    found = roll_matrix(snapshot, *WINDOWS, (("region", (region,)),), WHOLE_HOUSE)
    (rolled,) = [c.after for c in found.changes if c.members == ("30_59", "rolled")]
    (rate,) = [
        v for v in ask(snapshot, "roll_rate_30_59", ("region",), WINDOWS[1]).values if v.members == (region,)
    ]
    assert rolled.estimate.value == pytest.approx(rate.estimate.value, rel=1e-12)
    assert rolled.n == rate.n


def test_a_roll_matrix_is_not_kept_by_partner_nor_recoveries_by_channel(snapshot: Snapshot) -> None:
    for ask_for, dimension in ((roll_matrix, "partner"), (recoveries, "channel")):
        (change,) = ask_for(snapshot, *WINDOWS, ((dimension, ("x",)),), WHOLE_HOUSE).changes
        assert str(change.absolute.reason) == f"not kept by {dimension}"


def test_the_bridge_of_a_window_starts_where_the_month_before_ended(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = npl_bridge(snapshot, WINDOWS[0], (), WHOLE_HOUSE)
    bad = months[months.on_book & months.bad]
    assert found.opening == pytest.approx(bad.balance[bad.month == "2021-06"].sum(), rel=1e-9)
    assert found.closing == pytest.approx(bad.balance[bad.month == "2022-06"].sum(), rel=1e-9)
    rows = within(months, WINDOWS[0])
    assert found.average_balance == pytest.approx((rows.opening + rows.closing).sum() / 2 / 12, rel=1e-9)
    assert found.average_bad == pytest.approx(within(bad, WINDOWS[0]).balance.sum() / 12, rel=1e-9)
    flows = dict(found.flows)
    lost = rows.charged_off_amount[rows.own].sum()
    assert (flows["charged_off_bad"], found.sent_off) == pytest.approx((lost, lost), rel=1e-9)


def test_the_bridge_is_needed_where_much_was_charged_off_or_stock_and_formation_part(
    snapshot: Snapshot,
) -> None:
    """before: opening 100, charged off 20, sold 4; formation +2.3 % at equal age while the stock falls."""
    told = npl_split(snapshot, *WINDOWS, (), WHOLE_HOUSE).split
    assert told is not None
    parts = tuple(
        replace(part, relative=replace(part.relative, value=0.023)) if part.name == GOING_BAD else part
        for part in told.parts
    )
    split = replace(told, before=0.02, after=0.019, parts=parts)
    real = npl_bridge(snapshot, WINDOWS[0], (), WHOLE_HOUSE)
    calm = replace(real, opening=100.0, flows=(("charged_off_bad", 20.0), ("transferred_bad", 4.0)))
    much = replace(calm, flows=(("charged_off_bad", 20.0), ("transferred_bad", 6.0)))
    assert needs_bridge(split, calm, calm)
    alike = replace(split, after=0.021)
    assert not needs_bridge(alike, calm, calm)
    assert needs_bridge(alike, calm, much) and needs_bridge(alike, much, calm)


def test_vintage_curves_end_where_they_were_last_seen(
    simulated: Simulated, snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = vintages(snapshot, days=90, most=60, anchor="2021-01", where=(), scope=WHOLE_HOUSE)
    assert found.reason is None
    (curve,) = [curve for curve in found.cohorts if curve.first == "2022-03"]
    late = months[months.on_book & (months.days_past_due >= 90)].groupby("loan_id").age.min()
    loans = simulated.true("loans")
    cohort = loans.loan_id[loans.disbursed_on.dt.strftime("%Y-%m") == "2022-03"]
    first = late.reindex(cohort).dropna()
    assert curve.contracts == len(cohort)
    assert curve.shares == pytest.approx([(first <= age).sum() / len(cohort) for age in range(46)])
    assert len(found.cohorts[-1].shares) == 1  # originated in the last month: only age 0 was seen


def test_cohorts_of_half_years_keep_everyone_at_risk_as_long_as_the_own_month_was_seen(
    snapshot: Snapshot, months: pd.DataFrame, loans: pd.DataFrame
) -> None:
    """Product limit over contracts one by one, by lifelines, which knows nothing of months of origination."""
    found = vintages(snapshot, days=30, most=12, anchor="2021-07", where=(), scope=WHOLE_HOUSE)
    assert [c.first for c in found.cohorts[:3]] == ["2021-01", "2021-07", "2022-01"]
    (curve,) = [cohort for cohort in found.cohorts if cohort.last == "2024-12"]
    mine = loans[loans.month.between(curve.first, curve.last)].set_index("loan_id")
    late = months[months.on_book & (months.days_past_due >= 30)].groupby("loan_id").age.min()
    seen = 12 * (2025 - mine.disbursed_on.dt.year) + 12 - mine.disbursed_on.dt.month
    age = late.reindex(mine.index)
    curves = KaplanMeierFitter().fit(age.fillna(seen), age.notna())
    expected = 1 - curves.survival_function_at_times(range(len(curve.shares))).to_numpy()
    assert curve.shares == pytest.approx(expected, abs=1e-12)
    assert (len(curve.shares), curve.complete) == (18, 13)  # July was seen to age 17, December to age 12


@pytest.mark.parametrize("window", WINDOWS)
def test_the_contracts_of_a_window_are_followed_together_with_an_interval_over_regions(
    snapshot: Snapshot, months: pd.DataFrame, loans: pd.DataFrame, window: tuple[str, str]
) -> None:
    """The curve and each one without a region by lifelines, contract by contract."""
    found = follow_windows(snapshot, days=30, before=window, after=WINDOWS[1], where=(), scope=WHOLE_HOUSE)[0]
    assert found.curve is not None
    mine = loans[loans.month.between(*window)].set_index("loan_id")
    late = months[months.on_book & (months.days_past_due >= 30)].groupby("loan_id").age.min()
    seen = 12 * (2025 - mine.disbursed_on.dt.year) + 12 - mine.disbursed_on.dt.month
    age = late.reindex(mine.index)

    def share(rows: "pd.Series[bool]", at: int) -> float:
        curve = KaplanMeierFitter().fit(age.fillna(seen)[rows], age.notna()[rows])
        return 1 - float(curve.survival_function_at_times(at).iloc[0])

    everyone, at = mine.month.notna(), 6
    assert found.contracts == len(mine)
    # Half of the months are not younger than December 2021 and May 2025.
    assert (found.complete, found.mostly) == ((43, 49) if window == WINDOWS[0] else (2, 8))
    assert found.curve.at[at] == pytest.approx(share(everyone, at), abs=1e-12)
    regions = sorted(mine.region.unique())
    without = np.array([share(mine.region != region, at) for region in regions])
    sizes = np.array(
        [(age.fillna(seen)[mine.region == region] >= at).sum() for region in regions], dtype=float
    )
    expected = jackknife(share(everyone, at), without, sizes, LOGIT)
    assert (found.curve.lower[at], found.curve.upper[at]) == pytest.approx((expected.lower, expected.upper))


@pytest.mark.parametrize("month", [None, "2022-06"])
def test_concentration_of_a_month_end(snapshot: Snapshot, months: pd.DataFrame, month: str | None) -> None:
    found = concentration(snapshot, "region", month, (), WHOLE_HOUSE)
    last = months[months.on_book & (months.month == (month or "2025-12"))]
    book = last.groupby("region").balance.sum()
    shares = book / book.sum()
    assert (found.month, found.contracts) == (month or "2025-12", len(last))
    assert found.index == pytest.approx((shares**2).sum(), rel=1e-9)
    region, share = found.shares[0]
    assert region == shares.idxmax() and share == pytest.approx(shares.max(), rel=1e-9)
    with pytest.raises(MilepostError, match="no such dimension"):
        concentration(snapshot, "weather", month, (), WHOLE_HOUSE)


def test_contracts_without_partner_are_no_partner_to_depend_on(
    snapshot: Snapshot, months: pd.DataFrame
) -> None:
    found = concentration(snapshot, "partner", None, (), WHOLE_HOUSE)
    book = months[months.on_book & (months.month == "2025-12")]
    book = book.assign(partner_id=book.partner_id.fillna(""))
    own = book[book.partner_id == ""].balance.sum() / book.balance.sum()
    named = book[book.partner_id != ""].groupby("partner_id").balance.sum() / book.balance.sum()
    assert own > 0.05
    assert dict(found.shares)[""] == pytest.approx(own, rel=1e-9)
    assert found.index == pytest.approx((named**2).sum(), rel=1e-9)
