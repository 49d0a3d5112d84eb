"""Marts by hand: clocks, resubmissions, funding and work of a handful of applications."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cli.publishing import publish
from tests.kit.application_rows import applications, events, utc
from tests.kit.facts import a_company, some_applications, write_facts
from warehouse.contract.company import Company
from warehouse.contract.errors import Refused
from warehouse.contract.store import Home
from warehouse.marts.families import MARTS
from warehouse.publication.engine import mart_measures, wait_edges
from warehouse.snapshot.snapshots import Snapshot, open_current

AS_OF = datetime(2021, 6, 30, 16)


def published(folder: Path, company: Company | None = None, **tables: pd.DataFrame) -> Snapshot:
    home = Home(root=folder)
    write_facts(home, company or a_company(), AS_OF, **tables)
    publish(home, lambda line: None)
    return open_current(home)


def waits(snapshot: Snapshot, clock: str) -> list[tuple[float, float]]:
    """The bins (from, to] in minutes in which the waits of one clock lie; `clock` ends the mart's name."""
    rows = snapshot.frame(
        f"select from_minutes, to_minutes from approval_waits{clock} join wait_bins using (bin) order by bin"
    )
    return list(rows.itertuples(index=False, name=None))


def test_wait_bins_grow_by_two_percent_and_hold_every_limit() -> None:
    edges = wait_edges(a_company(approval={"limits": [15, 90, 4320]}))
    assert edges[0] == 0 and edges[1] == 1 and np.isinf(edges[-1]) and edges[-2] == 259_200
    assert {15, 90, 1440, 4320, 43_200} <= set(edges)
    assert (edges[2:-1] / edges[1:-2]).max() <= 1.0201
    assert (edges[2:-1] / edges[1:-2]).min() > 1.0005


def test_marts_hold_the_columns_their_index_names(tmp_path: Path) -> None:
    company = a_company()
    snapshot = published(tmp_path, company, applications=some_applications(50, 1))
    for mart in MARTS.values():
        expected = {"month", *mart.dimensions, *mart.keys, *mart_measures(mart.name, company)}
        assert set(snapshot.frame(f"from {mart.name} limit 0").columns) == expected, mart.name


def test_a_wait_on_a_limit_is_within_it(tmp_path: Path) -> None:
    """Decided after exactly 24 hours, and a second later."""
    snapshot = published(
        tmp_path,
        applications=applications(
            (1, "2021-03-01 10:00", "2021-03-02 10:00", "approved", {}),
            (2, "2021-03-01 10:00", "2021-03-02 10:00:01", "approved", {}),
        ),
    )
    row = snapshot.frame("select old_1440, within_1440 from approval_counts").iloc[0]
    assert (row.old_1440, row.within_1440) == (2, 1)
    assert next(to for _, to in waits(snapshot, "")) == 1440


def test_business_clock_stops_at_night_on_weekends_and_holidays(tmp_path: Path) -> None:
    """Working hours 09:00 to 18:00; Monday 2021-05-03 and Tuesday are holidays, Saturday 8 May is worked.

    submitted Friday 30 April 17:00, decided Wednesday 5 May 10:00    1 h + 1 h = 120 minutes
    submitted Saturday 8 May 08:00, decided the same day 20:00        9 h       = 540 minutes
    submitted Sunday 9 May 10:00, decided Sunday 12:00                            0 minutes
    """
    calendar = {"holidays": ["2021-05-03", "2021-05-04"], "extra_workdays": ["2021-05-08"]}
    snapshot = published(
        tmp_path,
        a_company(calendar=calendar),
        applications=applications(
            (1, "2021-04-30 17:00", "2021-05-05 10:00", "approved", {}),
            (2, "2021-05-08 08:00", "2021-05-08 20:00", "approved", {}),
            (3, "2021-05-09 10:00", "2021-05-09 12:00", "approved", {}),
        ),
    )
    for (low, high), minutes in zip(waits(snapshot, "_business"), [0, 120, 540], strict=True):
        assert low < minutes <= high or minutes == low == 0


def test_lender_clock_pauses_once_for_overlapping_pauses(tmp_path: Path) -> None:
    """Ten hours of wait; the applicant holds it from 11 to 14, the dealer from 13 to 15: four hours pause.

    A pause after the decision does not count.
    """
    snapshot = published(
        tmp_path,
        applications=applications((1, "2021-03-01 10:00", "2021-03-01 20:00", "approved", {})),
        application_events=events(
            (1, "documents", "applicant", "2021-03-01 11:00", "2021-03-01 14:00", None, None),
            (1, "documents", "partner", "2021-03-01 13:00", "2021-03-01 15:00", None, None),
            (1, "collect", "applicant", "2021-03-01 19:59", "2021-03-02 09:00", None, None),
        ),
    )
    ((low, high),) = waits(snapshot, "_lender")
    assert low < 600 - 240 - 1 <= high


def test_lender_clock_rests_between_an_answer_and_its_resubmission(tmp_path: Path) -> None:
    """Sent back on 1 March 12:00, resubmitted on 3 March 09:00, approved at 10:00: two hours and one.

    An applicant's step from 2 March 12:00 on lies within that rest and does not count again.
    """
    snapshot = published(
        tmp_path,
        applications=applications(
            (1, "2021-03-01 10:00", "2021-03-01 12:00", "withdrawn", {}),
            (2, "2021-03-03 09:00", "2021-03-03 10:00", "approved", {"resubmission_of": 1}),
        ),
        application_events=events(
            (1, "documents", "applicant", "2021-03-02 12:00", "2021-03-03 08:00", None, None),
        ),
    )
    ((low, high),) = waits(snapshot, "_lender")
    assert low < 180 <= high


def test_a_resubmission_continues_the_clock_of_what_it_replaces(tmp_path: Path) -> None:
    """Application 1 is withdrawn on 2 March, resubmitted as 2 on 3 March and as 3 on 4 March, approved on 5.

    One case, submitted on 1 March, approved after four days; number 4 has nothing to do with it. A link that
    points forwards in time (5 → 6) is no resubmission.
    """
    snapshot = published(
        tmp_path,
        applications=applications(
            (1, "2021-03-01 10:00", "2021-03-02 10:00", "withdrawn", {}),
            (2, "2021-03-03 10:00", "2021-03-03 12:00", "withdrawn", {"resubmission_of": 1}),
            (3, "2021-03-04 10:00", "2021-03-05 10:00", "approved", {"resubmission_of": 2}),
            (4, "2021-03-01 10:00", "2021-03-01 10:30", "declined", {}),
            (5, "2021-03-01 10:00", "2021-03-01 11:00", "declined", {"resubmission_of": 6}),
            (6, "2021-03-01 10:00", "2021-03-01 11:00", "declined", {"resubmission_of": 5}),
        ),
    )
    row = snapshot.frame("from approval_counts").iloc[0]
    assert (row.submitted, row.approved_30d, row.declined_30d, row.withdrawn_30d) == (4, 1, 3, 0)
    low, high = waits(snapshot, "")[-1]
    assert low < 4 * 1440 <= high
    assert snapshot.frame("select sum(submitted) as n from application_flow").n[0] == 6


def test_drafts_and_open_cases_are_cut_off_at_their_delivery(tmp_path: Path) -> None:
    """A draft of 29 June 24:00 − 2 days is too young to be called abandoned; one of 1 June is not."""
    snapshot = published(
        tmp_path,
        applications=applications(
            (1, None, None, None, {"started_at": utc("2021-06-01 10:00")}),
            (2, None, None, None, {"started_at": utc("2021-06-29 00:00")}),
            (3, "2021-06-01 11:00", None, None, {"started_at": utc("2021-06-01 10:00")}),
        ),
    )
    row = snapshot.frame(
        "select sum(n) as n, sum(old_7d) as old, sum(submitted_7d) as done from drafts"
    ).iloc[0]
    assert (row.n, row.old, row.done) == (3, 2, 1)
    counts = snapshot.frame("from approval_counts").iloc[0]
    assert (counts.submitted, counts.old_1440, counts.within_1440, counts.old_30d) == (1, 1, 0, 0)


def test_funding_counts_by_month_of_approval(tmp_path: Path) -> None:
    """Approved in February and funded after 10, 40 and never: one of three taken up within 30 days."""
    days = {1: "2021-03-10 10:00", 2: "2021-04-09 10:00", 3: None}
    snapshot = published(
        tmp_path,
        applications=applications(
            *(
                (n, "2021-02-27 10:00", "2021-02-28 10:00", "approved", {"funded_at": utc(at)})
                for n, at in days.items()
            )
        ),
    )
    rows = snapshot.frame("select ending, n, funded_within_30d from funding_waits order by ending")
    assert list(rows.itertuples(index=False, name=None)) == [
        ("funded_30d", 1, 1),
        ("funded_60d", 1, 0),
        ("not_funded", 1, 0),
    ]
    (row,) = snapshot.frame("from approvals").itertuples(index=False)
    assert (f"{row.month:%Y-%m}", row.approved, row.old_30d, row.funded_within_30d) == ("2021-02", 3, 3, 1)


def test_work_on_a_case(tmp_path: Path) -> None:
    """Two people and a system on one application, the first step done twice.

        check    Ann     10:00–10:30   queued 09:30
        score    system  10:20–10:40
        decide   Bob     12:00–12:15   queued 10:40
        check    Ann     12:10–12:20   again

    touch 30 + 15 + 10 = 55, elapsed 140, at work 40 + 20 = 60, waiting 80; three steps by people, hand-offs
    Ann → Bob → Ann, one step done again.
    """
    day = "2021-03-01 "
    snapshot = published(
        tmp_path,
        applications=applications(
            (1, day + "09:00", day + "12:20", "approved", {"decision_mode": "manual"}),
            (2, day + "09:00", None, None, {}),
        ),
        application_events=events(
            (1, "check", "human", day + "10:00", day + "10:30", 7, day + "09:30"),
            (1, "score", "system", day + "10:20", day + "10:40", None, None),
            (1, "decide", "human", day + "12:00", day + "12:15", 8, day + "10:40"),
            (1, "check", "human", day + "12:10", day + "12:20", 7, None),
        ),
    )
    row = snapshot.frame("from application_work").iloc[0]
    assert (row.cases, row.touch_minutes, row.elapsed_minutes, row.waiting_minutes) == (1, 55, 140, 80)
    assert (row.steps, row.handoffs, row.rework) == (3, 2, 1)
    stages = snapshot.frame(
        "select stage, visits, queue_minutes, touch_minutes from stage_work order by stage"
    )
    assert list(stages.itertuples(index=False, name=None)) == [
        ("check", 2, 30, 40),
        ("decide", 1, 80, 15),
        ("score", 1, 0, 20),
    ]
    days = snapshot.frame("from work_days").iloc[0]
    assert (days.human_decisions, float(days.underwriter_days)) == (1, 2)


def test_business_clock_against_minutes_counted_one_by_one(tmp_path: Path) -> None:
    """Fifty random waits: every minute whose start lies in working hours counts as one."""
    random = np.random.default_rng(9)
    start = pd.Timestamp("2021-03-01") + pd.to_timedelta(random.integers(0, 60 * 1440, 50), unit="min")
    length = random.integers(1, 8_000, 50)
    rows = applications(
        *(
            (n, str(at), str(at + pd.Timedelta(minutes=int(wait))), "approved", {})
            for n, (at, wait) in enumerate(zip(start, length, strict=True))
        )
    )
    snapshot = published(tmp_path, applications=rows)
    counted = []
    for at, wait in zip(start, length, strict=True):
        minutes = pd.date_range(at, periods=wait, freq="min")
        counted.append(((minutes.hour >= 9) & (minutes.hour < 18) & (minutes.day_of_week < 5)).sum())
    expected = np.histogram(np.nextafter(np.maximum(counted, 0.5), 0), snapshot.edges)[0]
    found = snapshot.frame("select bin, sum(n) as n from approval_waits_business group by bin")
    assert dict(zip(found.bin, found.n, strict=True)) == {b: n for b, n in enumerate(expected) if n}


@pytest.mark.parametrize("broken", ["decided_at", "days_past_due"])
def test_a_failed_check_publishes_nothing(tmp_path: Path, broken: str) -> None:
    good = published(tmp_path, applications=some_applications(100, 1))
    rows = some_applications(100, 1)
    tables = {"applications": rows}
    if broken == "decided_at":
        rows.loc[0, "decided_at"] = rows.submitted_at[0] - pd.Timedelta(days=1)
    else:
        loan = {"loan_id": [1], "month_end": [datetime(2021, 3, 31)], "balance": [5.0], "days_past_due": [-1]}
        tables["loan_months"] = pd.DataFrame(loan)
    Home(root=tmp_path).facts.unlink()
    write_facts(Home(root=tmp_path), a_company(), AS_OF, **tables)
    with pytest.raises(Refused, match=r"checks failed: .*1 row of \w+, test: correct these rows and load"):
        publish(Home(root=tmp_path), lambda line: None)
    assert open_current(Home(root=tmp_path)).id == good.id
    assert not list(Home(root=tmp_path).staging.glob("*"))
