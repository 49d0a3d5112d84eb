"""Outcomes whose time is not known: decided, never open, and in no waiting time.

Applications of 1 March 2021, 08:00, seen until the end of June:

    how many  outcome    decided             old enough for 24 h and 30 d
    30        approved   the same day 18:00
    20        declined   –                   time not known
    5         withdrawn  –                   time not known
    5         –          –                   still open
"""

import math

import pytest

from cli.publishing import publish
from tests.kit.golden import ask, said
from tests.kit.loading import home, quarantine, run
from warehouse.snapshot.snapshots import Snapshot, open_current

SOURCE = '[[source]]\ntable = "applications"\nfile = "a.csv"\nas_of = 2021-06-30\n'
HEADER = "application_id,product,channel,region,submitted_at,decided_at,outcome,decision_mode,funded_at\n"
ENDED = [
    (30, "2021-03-01 18:00,approved,manual,2021-03-02 18:00"),
    (20, ",declined,auto,"),
    (5, ",withdrawn,,"),
    (5, ",,,"),
]
STEPS = "application_id,activity,started_at,ended_at\n"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("undated")
    endings = [ending for count, ending in ENDED for _ in range(count)]
    channels = ["undated" if "declined" in end else "app" for end in endings]
    rows = "".join(
        f"A{n},new,{channels[n]},R{n % 8},2021-03-01 08:00,{end}\n" for n, end in enumerate(endings)
    )
    ends = ["2021-03-01 10:00" if "approved" in end else "" for end in endings]
    steps = "".join(f"A{n},check,2021-03-01 09:00,{end}\n" for n, end in enumerate(ends))
    events = '[[source]]\ntable = "application_events"\nfile = "e.csv"\nas_of = 2021-06-30\n'
    report = run(folder, SOURCE + events, {"a.csv": HEADER + rows, "e.csv": STEPS + steps})
    assert (report.stopped, quarantine(folder, "from rejects")) == ("", [])
    publish(home(folder), lambda line: None)
    return open_current(home(folder))


def test_rates_count_them_and_limits_leave_them_out(snapshot: Snapshot) -> None:
    month = ("2021-03", "2021-03")
    assert said(snapshot, "approval_rate", *month) == pytest.approx(30 / 50)
    assert said(snapshot, "gave_up_30d", *month) == pytest.approx(5 / 60)
    assert said(snapshot, "automated_rate", *month) == pytest.approx(20 / 50)
    assert said(snapshot, "decided_within_24h", *month) == pytest.approx(30 / 35)


def test_they_are_no_wait(snapshot: Snapshot) -> None:
    """30 decided after 600 minutes, 5 still waiting: half of 35 are decided within that bin."""
    value = ask(snapshot, "approval_time_median", "2021-03", "2021-03")
    assert value.n == 35
    assert value.estimate.value == pytest.approx(600, rel=0.02)
    rows = snapshot.frame("select ending, sum(n)::integer as n from approval_waits group by all order by all")
    assert list(rows.itertuples(index=False, name=None)) == [("approved", 30), ("open", 5), ("undated", 25)]
    capped = snapshot.frame("select sum(capped_n), sum(capped_ln_minutes)::double from approval_counts")
    assert capped.iloc[0].tolist() == pytest.approx([35, 30 * math.log(600) + 5 * math.log(43_200)])


def test_they_belong_to_no_month_of_decision(snapshot: Snapshot) -> None:
    flows = snapshot.frame("select sum(approved), sum(declined), sum(withdrawn) from application_flow")
    assert flows.iloc[0].tolist() == [30, 0, 0]
    assert snapshot.frame("select sum(approved) from approvals").iloc[0, 0] == 30


def test_a_step_without_an_end_does_not_last_until_today(snapshot: Snapshot) -> None:
    """Of the 20 declined by machine, nobody knows when; their steps began at nine and lasted no known time."""
    work = snapshot.frame("select sum(touch_minutes)::double from application_work where channel = 'undated'")
    assert work.iloc[0, 0] == 0
