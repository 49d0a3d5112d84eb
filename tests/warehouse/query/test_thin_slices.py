"""Of slices with fewer cases than a card needs there is no curve, stage, bar or mix either."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import NO_ROWS, TOO_FEW, Reason, needs_column
from cli.publishing import publish
from figures import distribution
from tests.kit.facts import a_company, write_facts
from tests.kit.pages import run, said
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.contract.windows import months_between
from warehouse.marts.families import MARTS
from warehouse.query import mix as mix_query
from warehouse.query.query import compare
from warehouse.query.subjects import waits
from warehouse.query.subjects.loan_book import concentration, npl_bridge
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot, open_current

BEFORE, AFTER = ("2021-07", "2022-06"), ("2024-12", "2025-11")
THIN = (("product", ("used",)), ("region", ("XZ",)))  # the smallest region, one product of three


@pytest.fixture(scope="module")
def snapshot(small_home: Home) -> Snapshot:
    return open_current(small_home)


def counted(snapshot: Snapshot, where: tuple[tuple[str, tuple[str, ...]], ...]) -> list[int]:
    """Submitted applications of both windows within these filters."""
    sqls = [
        "select coalesce(sum(submitted), 0)::bigint as n "
        + where_clause(MARTS["approval_counts"], where, months_between(*window), WHOLE_HOUSE)
        for window in (BEFORE, AFTER)
    ]
    return [int(snapshot.frame(sql).n.iloc[0]) for sql in sqls]


def test_a_slice_too_thin_for_a_card_has_no_curve_stage_or_mix(snapshot: Snapshot) -> None:
    """Fewer than 30 on both sides, and not none: the median says too few, and so does all that is drawn of it."""
    assert all(0 < n < 30 for n in counted(snapshot, THIN))
    median = compare(
        snapshot,
        kpi_code="approval_time_median",
        before=BEFORE,
        after=AFTER,
        by=(),
        where=THIN,
        scope=WHOLE_HOUSE,
    ).changes[0]
    curve = waits.distribution(
        snapshot, kpi_code="approval_time_median", window=AFTER, beside=BEFORE, where=THIN, scope=WHOLE_HOUSE
    )
    stages = waits.stages(snapshot, AFTER, BEFORE, THIN, WHOLE_HOUSE)
    mix = mix_query.mix_of(
        snapshot,
        kpi_code="approval_time_median",
        before=BEFORE,
        after=AFTER,
        dims=("channel",),
        where=THIN,
        scope=WHOLE_HOUSE,
    )
    assert (median.after.estimate.reason, curve.reason, stages.reason, mix.reason) == (TOO_FEW,) * 4
    assert (curve.shares, stages.stages, mix.mixed) == ((), (), None)
    assert curve.n == counted(snapshot, THIN)[1]


@pytest.mark.parametrize(
    ("cases", "timed", "reason"),
    [(5_000, 0, needs_column("application_events.ended_at")), (5_000, 29, TOO_FEW), (0, 0, NO_ROWS)],
)
def test_stages_without_ends_are_not_too_few_of_thousands(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, cases: int, timed: int, reason: Reason
) -> None:
    """Touch time is told of the applications whose steps have ends: n counts those."""
    monkeypatch.setattr(waits, "_stage_sums", lambda *asked: (pd.DataFrame(), cases, timed, ""))
    found = waits.stages(snapshot, AFTER, BEFORE, (), WHOLE_HOUSE)
    assert (found.reason, found.n) == (reason, timed)


def test_what_cards_can_say_is_drawn(snapshot: Snapshot) -> None:
    for where in ((), (("region", ("BJ",)),)):
        assert min(counted(snapshot, where)) >= 30
        assert waits.distribution(
            snapshot,
            kpi_code="approval_time_median",
            window=AFTER,
            beside=BEFORE,
            where=where,
            scope=WHOLE_HOUSE,
        ).shares
        assert waits.stages(snapshot, AFTER, BEFORE, where, WHOLE_HOUSE).stages


def test_a_curve_without_cases_is_no_share_of_zero_in_words(snapshot: Snapshot) -> None:
    whole = waits.distribution(
        snapshot, kpi_code="approval_time_median", window=BEFORE, beside=AFTER, where=(), scope=WHOLE_HOUSE
    )
    thin = waits.distribution(
        snapshot, kpi_code="approval_time_median", window=AFTER, beside=BEFORE, where=THIN, scope=WHOLE_HOUSE
    )
    figure = distribution.distribution(whole, thin, "decided_all", "en", "light")
    assert "– after" in figure.layout.meta["alt"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_a_thin_slice_holds_no_percentage_of_three_cases(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    app = run(small_home, monkeypatch, "approval", product="used", region="XZ", lang=language)
    assert "%" not in " ".join(metric.value for metric in app.metric)
    assert ("样本过少" if language == "zh" else "too few") in said(app)


def test_a_few_contracts_have_no_bridge_and_no_concentration(tmp_path: Path) -> None:
    home = Home(root=tmp_path)
    _publish_contracts(home, 29)
    few = open_current(home)
    month = ("2024-01", "2024-03")
    assert npl_bridge(few, month, (), WHOLE_HOUSE).reason == TOO_FEW
    assert concentration(few, "region", None, (), WHOLE_HOUSE).reason == TOO_FEW
    assert npl_bridge(few, month, (("region", ("nowhere",)),), WHOLE_HOUSE).reason == NO_ROWS
    _publish_contracts(home, 30)
    enough = open_current(home)
    assert npl_bridge(enough, month, (), WHOLE_HOUSE).reason is None
    assert concentration(enough, "region", None, (), WHOLE_HOUSE).reason is None


def _publish_contracts(home: Home, count: int) -> None:
    """So many contracts of equal size in four months."""
    ends = pd.to_datetime(["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"])
    home.facts.unlink(missing_ok=True)
    home.quarantine.unlink(missing_ok=True)
    loans = pd.DataFrame({"loan_id": range(count), "customer_id": range(count)})
    loans = loans.assign(product="new", channel="app", region=[f"r{n % 3}" for n in range(count)])
    loans = loans.assign(
        disbursed_on=pd.Timestamp("2023-12-05"), principal=1000, annual_rate=0.05, term_months=36
    )
    months = loans[["loan_id"]].merge(pd.DataFrame({"month_end": ends}), how="cross")
    months = months.assign(balance=900, days_past_due=0)
    write_facts(home, a_company(), datetime(2024, 3, 31, 16), loans=loans, loan_months=months)
    publish(home, lambda _: None)
