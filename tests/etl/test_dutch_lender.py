"""The Dutch lender: published figures of both logs, from the rows as staged, from the facts, and as KPIs.

cases of 2012   approved 2,246   declined 7,635   cancelled 2,807   open 399   = 13,087
work items      59,302 in 8,616 cases (2012)      63,764 in 8,941 cases (2017)
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from msgspec.structs import replace

from cli.publishing import publish
from etl.load import load
from etl.readers import files, stage
from etl.sources import Source, read_company
from tests.kit.staged import staging
from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.contract.store import Home
from warehouse.query.query import Question, answer
from warehouse.snapshot import snapshots

COMPANY = Path(__file__).resolve().parents[2] / "examples" / "dutch_lender" / "company.toml"
DAY, MINUTE = 86_400, 60
ENDINGS = ["A_APPROVED", "A_DECLINED", "A_CANCELLED"]

# Outcome: cases, and days from the first event to the final status (mean, median, P90 where published).
OUTCOMES = {
    "approved": (2246, 16.659, 14.437, 28.684),
    "declined": (7635, 2.048, 0.0078, None),
    "withdrawn": (2807, 18.596, 16.846, None),
}
# Year: items, cases, handling minutes per case (mean, median), days from first start to last complete.
WORK = {2012: (59_302, 8616, 83.0, 25.1, 8.911, 7.025), 2017: (63_764, 8941, 33.3, 21.0, 12.161, 9.256)}


@pytest.fixture(scope="module")
def data(shared_data: Path) -> Path:
    return shared_data / "dutch_lender"


@pytest.fixture(scope="module")
def home(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The lender, loaded and published."""
    home = Home(root=tmp_path_factory.mktemp("dutch_lender"))
    report = load(home, COMPANY, data, False, lambda line: None)
    assert report.stopped == ""
    publish(home, lambda line: None)
    return home


@pytest.fixture(scope="module")
def facts(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home.facts), read_only=True) as connection:
        yield connection


def staged(folder: Path, source: Source, path: Path) -> pd.DataFrame:
    """The staging table of one file; columns as delivered, text."""
    with staging(folder) as connection:
        stage(connection, source, path, "staging.t", {})
        frame = connection.execute("select * from staging.t").df()
    (folder / "staging.duckdb").unlink()
    return frame


def source_of(file: str, sql: str) -> Source:
    """The example's source of that file, with another query ("" for the plain rows)."""
    return next(replace(s, sql=sql) for s in read_company(COMPANY)[1] if s.file == file)


def test_events_and_outcomes_as_staged(data: Path, tmp_path: Path) -> None:
    """By pandas, from all events of the log, without the example's SQL."""
    events = staged(tmp_path, source_of("applications_2012.xes.gz", ""), data / "applications_2012.xes.gz")
    assert len(events) == 262_200
    assert events.case_id.nunique() == 13_087
    assert events.resource.isna().sum() == 18_010
    moments = pd.to_datetime(events["at"], utc=True, format="ISO8601")
    first = moments.groupby(events.case_id).min()
    final = events.activity.isin(ENDINGS)
    by_status = [events.case_id[final], events.activity[final]]
    ended = moments[final].groupby(by_status).max().reset_index("activity")
    assert ended.index.is_unique, "a case has one final status"
    days = (ended["at"] - first.reindex(ended.index)).dt.total_seconds() / DAY
    for status, (cases, mean, median, p90) in zip(ENDINGS, OUTCOMES.values(), strict=True):
        own = days[ended.activity == status]
        assert len(own) == cases
        assert own.mean() == pytest.approx(mean, abs=5e-4)
        assert own.median() == pytest.approx(median, abs=5e-4)
        assert p90 is None or own.quantile(0.9) == pytest.approx(p90, abs=5e-4)
    assert len(first) - len(ended) == 399


def test_who_is_named_sys_is_nobody_in_the_log(data: Path, tmp_path: Path) -> None:
    """Why SYS is not mapped to the system: all its items have no resource in the log, none has 112."""
    events = staged(tmp_path, source_of("applications_2012.xes.gz", ""), data / "applications_2012.xes.gz")
    items = staged(tmp_path, source_of("work_items_*.csv.gz", ""), data / "work_items_2012.csv.gz")
    unnamed = items[items.res == "SYS"]
    assert len(unnamed) == 6335
    starts = events[events.lifecycle == "START"]
    keys = [unnamed.case, unnamed.act, pd.to_datetime(unnamed.start, utc=True, format="ISO8601")]
    theirs = [starts.case_id, starts.activity, pd.to_datetime(starts["at"], utc=True, format="ISO8601")]
    resource = pd.Series(starts.resource.to_numpy(), pd.MultiIndex.from_arrays(theirs))
    assert resource[pd.MultiIndex.from_arrays(keys)].isna().all()


@pytest.mark.parametrize("year", WORK)
def test_work_as_staged(data: Path, tmp_path: Path, year: int) -> None:
    items = staged(tmp_path, source_of("work_items_*.csv.gz", ""), data / f"work_items_{year}.csv.gz")
    start, complete = (pd.to_datetime(items[c], utc=True, format="ISO8601") for c in ("start", "complete"))
    minutes = ((complete - start).dt.total_seconds() / MINUTE).groupby(items.case).sum()
    by_case = complete.groupby(items.case).max() - start.groupby(items.case).min()
    check_work(year, len(items), minutes.to_numpy(), by_case.dt.total_seconds().to_numpy() / DAY)


def check_work(year: int, items: int, minutes: np.ndarray, days: np.ndarray) -> None:
    """Handling minutes and elapsed days per case against the published figures."""
    expected_items, cases, mean, median, elapsed, elapsed_median = WORK[year]
    assert (items, len(minutes)) == (expected_items, cases)
    assert [minutes.mean(), np.median(minutes)] == pytest.approx([mean, median], abs=0.06)
    assert [days.mean(), np.median(days)] == pytest.approx([elapsed, elapsed_median], abs=5e-4)


def test_files_of_the_example_are_there(data: Path) -> None:
    found = [path.name for source in read_company(COMPANY)[1] for path in files(source, data)]
    assert sorted(set(found)) == [
        "applications_2012.xes.gz",
        "work_items_2012.csv.gz",
        "work_items_2017.csv.gz",
    ]


def test_outcomes_in_the_facts(facts: duckdb.DuckDBPyConnection) -> None:
    cases = facts.execute("""
        select outcome, epoch(decided_at - submitted_at) / 86400 as days, requested_amount::double as amount
        from applications where requested_amount is not null
    """).df()
    assert len(cases) == 13_087
    assert cases.outcome.isna().sum() == 399
    assert cases.days[cases.outcome.isna()].isna().all(), "open cases have no end"
    for outcome, (count, mean, median, p90) in OUTCOMES.items():
        days = cases.days[cases.outcome == outcome]
        assert len(days) == count
        assert [days.mean(), days.median()] == pytest.approx([mean, median], abs=5e-4)
        assert p90 is None or days.quantile(0.9) == pytest.approx(p90, abs=5e-4)
    assert cases.amount.mean() == pytest.approx(13_573, abs=0.5)
    assert cases.amount.median() == 10_000


def test_applications_known_by_their_work_are_decided_without_outcome(
    facts: duckdb.DuckDBPyConnection,
) -> None:
    later = "from applications where submitted_at > timestamp '2016-01-01'"
    assert facts.execute(f"select count(*), count(decided_at), count(outcome) {later}").fetchone() == (
        *(8941, 8941, 0),
    )
    assert facts.execute("select count(*) from applications").fetchone() == (13_087 + 8941,)


@pytest.mark.parametrize("year", WORK)
def test_work_in_the_facts(facts: duckdb.DuckDBPyConnection, year: int) -> None:
    work = facts.execute(f"""
        select count(*) as items, sum(epoch(ended_at - started_at)) / 60 as minutes,
            epoch(max(ended_at) - min(started_at)) / 86400 as days
        from application_events where (started_at > timestamp '2015-01-01') = ({year} = 2017) group by application_id
    """).df()
    check_work(year, int(work["items"].sum()), work.minutes.to_numpy(), work.days.to_numpy())


def test_both_years_name_the_stages_alike(facts: duckdb.DuckDBPyConnection) -> None:
    names = [
        {
            name
            for (name,) in facts.execute(f"select activity from application_events where {when}").fetchall()
        }
        for when in ("started_at < timestamp '2015-01-01'", "started_at > timestamp '2015-01-01'")
    ]
    assert names[1] - names[0] == {"W_Shortened completion"}
    assert names[0] <= names[1]


@pytest.mark.parametrize(
    ("months", "touch", "elapsed_days", "cases"),
    [(("2011-10", "2012-02"), 83.0, 8.911, 8616), (("2016-06", "2016-10"), 33.3, 12.161, 8941)],
)
def test_work_fell_while_elapsed_time_rose(
    home: Home, months: Months, touch: float, elapsed_days: float, cases: int
) -> None:
    snapshot = snapshots.open_current(home)
    for kpi, expected in (("touch_time_mean", touch), ("elapsed_time_mean", elapsed_days * 1440)):
        (value,) = answer(snapshot, Question(kpi=kpi, by=(), where=(), months=months), WHOLE_HOUSE).values
        assert value.estimate.value == pytest.approx(expected, rel=2e-3)
        assert value.n == cases
