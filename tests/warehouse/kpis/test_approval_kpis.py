"""Approval KPIs of a published snapshot against the raw rows, by pandas and lifelines."""

from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_times

from analysis.results import NO_ROWS, NOT_OLD_ENOUGH, TOO_FEW, needs_column, needs_table, not_kept_by
from cli.publishing import publish
from tests.kit.facts import a_company, some_applications, write_facts
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.contract.windows import months_between
from warehouse.query.answers import Answer
from warehouse.query.query import Question, answer, compare
from warehouse.query.subjects.waits import distribution
from warehouse.snapshot.snapshots import Snapshot, open_current

AS_OF = datetime(2021, 12, 31, 16)
YEAR = ("2021-01", "2021-12")
OLD = ("2021-01", "2021-11")
DAY, MONTH = 1_440, 43_200


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    """20,000 applications with their local month, wait and age in minutes."""
    rows = some_applications(20_000, seed=4)
    rows["month"] = (
        rows.submitted_at.dt.tz_localize("UTC").dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m")
    )
    rows["open"] = rows.decided_at.isna()
    rows["wait"] = (rows.decided_at.fillna(AS_OF) - rows.submitted_at).dt.total_seconds() / 60
    rows["age"] = (AS_OF - rows.submitted_at).dt.total_seconds() / 60
    rows["decision"] = ~rows.open & ~rows.outcome.isin(["withdrawn", "expired"])
    return rows


@pytest.fixture(scope="module")
def snapshot(raw: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(home, a_company(), AS_OF, applications=raw)
    publish(home, lambda line: None)
    return open_current(home)


def ask(
    snapshot: Snapshot, kpi: str, by: tuple[str, ...] = (), months: tuple[str, str] | None = YEAR
) -> Answer:
    return answer(snapshot, Question(kpi=kpi, by=by, where=(), months=months), WHOLE_HOUSE)


def only(found: Answer) -> float:
    (value,) = found.values
    assert value.estimate.value is not None
    return value.estimate.value


@pytest.mark.parametrize(("kpi", "share", "tolerance"), [("median", 0.5, 0.003), ("p90", 0.9, 0.01)])
def test_approval_time_is_the_kaplan_meier_quantile_of_the_raw_rows(
    raw: pd.DataFrame, snapshot: Snapshot, kpi: str, share: float, tolerance: float
) -> None:
    curve = KaplanMeierFitter().fit(raw.wait, raw.decision).survival_function_
    expected = float(qth_survival_times(1 - share, curve))
    assert only(ask(snapshot, f"approval_time_{kpi}")) == pytest.approx(expected, rel=tolerance)


def test_approval_time_by_month_is_that_of_each_months_rows(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    found = ask(snapshot, "approval_time_median", ("month",))
    assert [value.members for value in found.values] == [(f"2021-{m:02d}",) for m in range(1, 13)]
    for value in found.values:
        rows = raw[raw.month == value.members[0]]
        expected = KaplanMeierFitter().fit(rows.wait, rows.decision).median_survival_time_
        # some 1,700 rows a month: neighbouring waits lie further apart than the bins
        assert value.estimate.value == pytest.approx(expected, rel=0.02)
        assert value.n == len(rows)
    assert [value.young_months for value in found.values[-2:]] == [(), ("2021-12",)]


def test_decided_within_a_day_counts_everyone_old_enough(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    old = raw[raw.age >= DAY]
    expected = (old.decision & (old.wait <= DAY)).sum() / len(old)
    assert only(ask(snapshot, "decided_within_24h")) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("kpi", "numerator", "denominator"),
    [
        ("approval_rate", "outcome == 'approved'", "outcome in ('approved', 'declined')"),
        ("gave_up_30d", "outcome in ('withdrawn', 'expired')", "wait >= 0"),
        ("automated_rate", "decision and decision_mode == 'auto'", "decision"),
        (
            "automated_approval_rate",
            "decision and decision_mode == 'auto' and outcome == 'approved'",
            "decision",
        ),
        (
            "automated_decline_rate",
            "decision and decision_mode == 'auto' and outcome == 'declined'",
            "decision",
        ),
    ],
)
def test_shares_within_thirty_days(
    raw: pd.DataFrame, snapshot: Snapshot, kpi: str, numerator: str, denominator: str
) -> None:
    old = raw[raw.age >= MONTH]
    in_time = old[~old.open & (old.wait <= MONTH)]
    above = len(in_time.query(numerator))
    below = len(old) if kpi == "gave_up_30d" else len(in_time.query(denominator))
    (value,) = ask(snapshot, kpi).values
    assert (value.events, value.n) == (above, below)
    assert value.estimate.value == pytest.approx(above / below, abs=1e-12)


def test_take_up_and_time_to_funding(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    approved = raw[raw.outcome == "approved"]
    age = (AS_OF - approved.decided_at).dt.total_seconds() / 60
    after = (approved.funded_at - approved.decided_at).dt.total_seconds() / 60
    expected = (after[age >= MONTH] <= MONTH).sum() / (age >= MONTH).sum()
    assert only(ask(snapshot, "take_up_rate")) == pytest.approx(expected, abs=1e-12)
    early = approved[(age >= 2 * MONTH) & (after <= 2 * MONTH)]
    waits = (early.funded_at - early.submitted_at).dt.total_seconds() / 60
    assert only(ask(snapshot, "funding_time_median")) == pytest.approx(waits.median(), rel=0.005)


def test_filling_in_and_giving_up_a_draft(snapshot: Snapshot, raw: pd.DataFrame) -> None:
    """Every application of the sample was submitted, some after more than seven days; some began in 2020."""
    raw = raw[raw.started_at >= pd.Timestamp("2020-12-31 16:00")]
    minutes = (raw.submitted_at - raw.started_at).dt.total_seconds() / 60
    old = (AS_OF - raw.started_at).dt.total_seconds() / 60 >= 7 * DAY
    late = (minutes > 7 * DAY) & old
    assert only(ask(snapshot, "abandonment_rate")) == pytest.approx(late.sum() / old.sum(), abs=1e-12)
    in_time = minutes[old & ~late]
    assert only(ask(snapshot, "completion_time_median")) == pytest.approx(in_time.median(), rel=0.01)


def test_applications_decided_per_day(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    local = raw.decided_at.dt.tz_localize("UTC").dt.tz_convert("Asia/Shanghai")
    march = raw.decision & (local.dt.strftime("%Y-%m") == "2021-03")
    assert only(ask(snapshot, "applications_per_day", (), ("2021-03", "2021-03"))) == pytest.approx(
        march.sum() / 31
    )


def test_days_of_months_that_were_never_delivered_are_not_counted(
    raw: pd.DataFrame, snapshot: Snapshot
) -> None:
    """Nothing is known of 2019 and 2020: January to March 2021 have 90 days, not 820."""
    local = raw.decided_at.dt.tz_localize("UTC").dt.tz_convert("Asia/Shanghai")
    quarter = raw.decision & (local.dt.strftime("%Y-%m") <= "2021-03")
    found = ask(snapshot, "applications_per_day", (), ("2019-01", "2021-03"))
    assert only(found) == pytest.approx(quarter.sum() / 90)
    assert found.passport.months == months_between("2021-01", "2021-03")


def test_days_of_a_month_end_at_the_cut_off_of_its_own_delivery(raw: pd.DataFrame, tmp_path: Path) -> None:
    """Two extracts in one table: one up to 11 March, one from July on. March has 10 days, not 31."""
    cut = pd.Timestamp("2021-03-10 16:00")
    early = raw[raw.submitted_at < cut].copy()
    early.loc[early.decided_at > cut, ["decided_at", "outcome", "decision_mode", "funded_at"]] = None
    home = Home(root=tmp_path)
    late = raw[raw.submitted_at >= pd.Timestamp("2021-06-30 16:00")]
    write_facts(home, a_company(), AS_OF, applications=pd.concat((early, late)))
    with duckdb.connect(str(home.facts)) as facts:
        facts.execute(
            f"insert into deliveries select * replace (2 as delivery, timestamp '{cut}' as as_of) from deliveries"
        )
        facts.execute(f"update applications set _delivery = 2 where submitted_at < timestamp '{cut}'")
    publish(home, lambda line: None)
    decided = (early.decided_at >= pd.Timestamp("2021-02-28 16:00")) & early.decision
    found = ask(open_current(home), "applications_per_day", (), ("2021-03", "2021-04"))
    assert only(found) == pytest.approx((decided & early.decided_at.notna()).sum() / 10)


def test_slices_add_up_to_the_whole(snapshot: Snapshot) -> None:
    """Cases and events of any slicing of a flow are those of the whole; months make the quarter."""
    (whole,) = ask(snapshot, "decided_within_24h", (), ("2021-04", "2021-06")).values
    for by in (("region",), ("product", "channel"), ("score_band",), ("partner",), ("month",)):
        parts = ask(snapshot, "decided_within_24h", by, ("2021-04", "2021-06")).values
        assert sum(part.n for part in parts) == whole.n
        assert sum(part.events for part in parts) == whole.events


def test_order_of_filters_does_not_matter(snapshot: Snapshot) -> None:
    one = (("channel", ("app",)), ("product", ("new",)))
    for kpi in ("approval_time_median", "decided_within_24h"):
        there = answer(snapshot, Question(kpi=kpi, by=(), where=one, months=OLD), WHOLE_HOUSE)
        back = answer(snapshot, Question(kpi=kpi, by=(), where=one[::-1], months=OLD), WHOLE_HOUSE)
        assert there.values == back.values


@pytest.mark.parametrize("clock", ["", "_business"])
def test_partner_marts_agree_with_the_others(snapshot: Snapshot, clock: str) -> None:
    """All partners together are everyone, from whichever mart the answer comes."""
    everyone, kpi = tuple(f"P{i}" for i in range(1, 8)), f"approval_time_median{clock}"
    by_partner = answer(
        snapshot, Question(kpi=kpi, by=(), where=(("partner", everyone),), months=OLD), WHOLE_HOUSE
    )
    assert by_partner.passport.mart == f"approval_waits_partner{clock}"
    assert only(by_partner) == pytest.approx(only(ask(snapshot, kpi, (), OLD)), abs=1e-9)


@pytest.mark.parametrize("kpi", ["approval_time_median", "decided_within_24h", "applications_per_day"])
def test_windows_that_overlap_count_the_months_they_share_twice(snapshot: Snapshot, kpi: str) -> None:
    """January to June against April to September: each side is what its months are by themselves."""
    before, after = ("2021-01", "2021-06"), ("2021-04", "2021-09")
    (change,) = compare(
        snapshot, kpi_code=kpi, before=before, after=after, by=(), where=(), scope=WHOLE_HOUSE
    ).changes
    for side, months in ((change.before, before), (change.after, after)):
        (alone,) = ask(snapshot, kpi, (), months).values
        assert (side.estimate, side.n, side.units) == (alone.estimate, alone.n, alone.units)


def test_a_code_that_does_not_occur_has_no_rows(snapshot: Snapshot) -> None:
    """It stands in no enumeration of the mart, and is an answer without rows, not an error."""
    for kpi in ("approval_time_median", "decided_within_24h"):
        asked = Question(kpi=kpi, by=(), where=(("channel", ("telegraph",)),), months=OLD)
        assert answer(snapshot, asked, WHOLE_HOUSE).values[0].estimate.reason == NO_ROWS


def test_a_single_region_takes_its_partners_as_units_asked_for_or_filtered(snapshot: Snapshot) -> None:
    """A slice of one region is the same whichever way it is asked for."""
    by_region = ask(snapshot, "decided_within_24h", ("region",), OLD).values
    for value in by_region:
        asked = Question(kpi="decided_within_24h", by=(), where=(("region", value.members),), months=OLD)
        (alone,) = answer(snapshot, asked, WHOLE_HOUSE).values
        assert (alone.estimate, alone.n, alone.units) == (value.estimate, value.n, value.units)


def test_scope_shows_own_rows_only(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    mine = Scope(partners=("P3",))
    (value,) = answer(snapshot, Question(kpi="decided_within_24h", by=(), where=(), months=YEAR), mine).values
    assert value.n == ((raw.partner_id == "P3") & (raw.age >= DAY)).sum()
    by_partner = answer(
        snapshot, Question(kpi="decided_within_24h", by=("partner",), where=(), months=YEAR), mine
    )
    assert [v.members for v in by_partner.values] == [("P3",)]
    others = answer(
        snapshot, Question(kpi="decided_within_24h", by=(), where=(("partner", ("P4",)),), months=YEAR), mine
    )
    assert others.values[0].estimate.value is None
    nothing = answer(
        snapshot, Question(kpi="approval_time_median", by=("region",), where=(), months=YEAR), mine
    )
    assert nothing.values[0].estimate.reason in (not_kept_by("region"), not_kept_by("partner"))


def test_what_no_mart_carries_is_said(snapshot: Snapshot) -> None:
    found = ask(snapshot, "approval_time_median", ("region", "partner"))
    assert found.values[0].estimate.reason is not None
    assert found.values[0].estimate.reason.code == "not kept by"
    assert ask(snapshot, "touch_time_mean").values[0].estimate.reason == needs_table("application_events")
    with pytest.raises(MilepostError, match="no such dimension"):
        ask(snapshot, "approval_rate", ("planet",))


def test_an_absent_column_is_named(raw: pd.DataFrame, tmp_path: Path) -> None:
    home = Home(root=tmp_path)
    write_facts(home, a_company(), AS_OF, applications=raw.drop(columns="funded_at"))
    publish(home, lambda line: None)
    found = ask(open_current(home), "take_up_rate")
    assert found.values[0].estimate.reason == needs_column("applications.funded_at")


def test_comparison_leaves_the_same_season_out_on_both_sides(snapshot: Snapshot) -> None:
    """December is not old enough after, so June to December is compared without December on either side."""
    found = compare(
        snapshot,
        kpi_code="approval_rate",
        before=("2021-01", "2021-06"),
        after=("2021-07", "2021-12"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert found.months_after == tuple(f"2021-{m:02d}" for m in range(7, 12))
    assert found.passport.excluded_months == ("2021-12",)
    (change,) = found.changes
    values = [side.estimate.value or 0 for side in (change.before, change.after)]
    assert change.absolute.value == pytest.approx(values[1] - values[0])
    assert change.relative.value == pytest.approx(values[1] / values[0] - 1)


def test_months_without_data_are_left_out_with_their_season(snapshot: Snapshot) -> None:
    """The data end with 2021: January and February 2022 hold nothing, so those of 2021 are left out too."""
    found = compare(
        snapshot,
        kpi_code="approval_rate",
        before=("2021-01", "2021-06"),
        after=("2021-07", "2022-02"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert found.months_before == ("2021-03", "2021-04", "2021-05", "2021-06")
    assert found.months_after == tuple(f"2021-{m:02d}" for m in range(7, 12))
    assert found.passport.excluded_months == ("2021-01", "2021-02", "2021-12", "2022-01", "2022-02")


def test_a_window_of_young_months_only_is_not_old_enough(raw: pd.DataFrame, tmp_path: Path) -> None:
    windows = {"before": ["2021-01", "2021-06"], "after": ["2021-12", "2022-05"]}
    home = Home(root=tmp_path)
    write_facts(home, a_company(transformation=windows), AS_OF, applications=raw)
    publish(home, lambda line: None)
    (value,) = ask(open_current(home), "approval_rate", months=None).values
    assert value.estimate.reason == NOT_OLD_ENOUGH
    young = distribution(
        open_current(home),
        kpi_code="approval_time_median",
        window=("2021-12", "2022-05"),
        beside=None,
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert young.reason == NOT_OLD_ENOUGH


def test_fewer_than_three_months_are_not_compared(snapshot: Snapshot) -> None:
    found = compare(
        snapshot,
        kpi_code="approval_rate",
        before=("2021-01", "2021-02"),
        after=("2021-03", "2021-06"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert str(found.changes[0].relative.reason) == "fewer than three months"


def test_what_spoils_a_comparison_is_said_beside_it(raw: pd.DataFrame, tmp_path: Path) -> None:
    """January to March 2021 hold the festival of 12 February, July to September none; and the approval rate was
    defined anew on 15 May."""
    events = pd.DataFrame(
        {
            "occurred_on": [datetime(2021, 5, 15), datetime(2021, 1, 1)],
            "kind": ["definition", "definition"],
            "label_en": ["new definition", "first definition"],
            "kpi": ["approval_rate", None],
        }
    )
    home = Home(root=tmp_path)
    write_facts(home, a_company(), AS_OF, applications=raw, events=events)
    publish(home, lambda line: None)
    windows = ("2021-01", "2021-03"), ("2021-07", "2021-09")
    found = {
        kpi: [
            str(n)
            for n in compare(
                open_current(home),
                kpi_code=kpi,
                before=windows[0],
                after=windows[1],
                by=(),
                where=(),
                scope=WHOLE_HOUSE,
            ).notices
        ]
        for kpi in ("approval_rate", "automated_rate")
    }
    assert found["approval_rate"] == ["definition changed", "spring festivals differ 1 / 0"]
    assert found["automated_rate"] == ["spring festivals differ 1 / 0"]
    same = compare(
        open_current(home),
        kpi_code="automated_rate",
        before=windows[1],
        after=windows[1],
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert [str(notice) for notice in same.notices] == ["windows overlap"]


def test_small_slices_cannot_be_said(snapshot: Snapshot) -> None:
    rare = answer(
        snapshot,
        Question(
            kpi="approval_rate",
            by=(),
            where=(("region", ("R11",)), ("partner", ("P1",))),
            months=("2021-01", "2021-03"),
        ),
        WHOLE_HOUSE,
    )
    assert rare.values[0].n < 30
    assert rare.values[0].estimate.reason == TOO_FEW


def test_distribution_ends_are_those_of_the_rows(raw: pd.DataFrame, snapshot: Snapshot) -> None:
    """Cases of January to April have all ended by December, so the shares are plain ones."""
    found = distribution(
        snapshot,
        kpi_code="approval_time_median",
        window=("2021-01", "2021-04"),
        beside=None,
        where=(),
        scope=WHOLE_HOUSE,
    )
    rows = raw[raw.month <= "2021-04"]
    assert not rows.open.any()
    shares = dict(found.shares)
    for ending in ("approved", "declined", "withdrawn", "expired"):
        assert shares[ending][-1] == pytest.approx((rows.outcome == ending).mean(), abs=1e-9)
    day = int(np.flatnonzero(np.isclose(found.to_minutes, DAY))[0])
    expected = ((rows.outcome == "approved") & (rows.wait <= DAY)).mean()
    assert shares["approved"][day] == pytest.approx(expected, abs=1e-9)
