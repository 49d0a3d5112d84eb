"""Rows without a key, delivered bit by bit or twice: none is lost unsaid, none counts double."""

from pathlib import Path

import pytest

from cli.publishing import publish
from etl.summary import remarks_on
from tests.kit.loading import facts, home, quarantine, run
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot, open_current

APPLICATIONS = '[[source]]\ntable = "applications"\nfile = "applications.csv"\n'
EVENTS = '[[source]]\ntable = "application_events"\nfile = "events_*.csv"\n'
ADDING = EVENTS + 'delivers = "additions"\n'
MARKS = '[[source]]\ntable = "events"\nfile = "marks*.csv"\n'
SUBMITTED = {
    "applications.csv": "application_id,product,channel,region,submitted_at,decided_at,outcome\n"
    "A1,new,app,r1,2024-03-29 09:00,2024-04-02 18:00,approved\n"
    "A2,new,app,r1,2024-12-02 09:00,2024-12-02 18:00,approved\n"
}
STEPS = "application_id,activity,started_at,ended_at,resource_id\n"
CHECK = "A1,check,2024-03-29 10:00,2024-03-29 11:00,u1\n"
CALL = "A1,call,2024-03-29 12:00,2024-03-29 13:00,u1\n"
SIGN = "A1,sign,2024-04-02 10:00,2024-04-02 11:00,u2\n"
MARCH = ("2024-03", "2024-03")


def published(folder: Path) -> Snapshot:
    publish(home(folder), lambda line: None)
    return open_current(home(folder))


def measures(snapshot: Snapshot) -> tuple[float, ...]:
    """Cases, those whose steps have ends, steps, rework, hand-offs, touch and elapsed minutes, all months together."""
    names = ("cases", "timed_cases", "steps", "rework", "handoffs", "touch_minutes", "elapsed_minutes")
    row = snapshot.frame(f"select {', '.join(f'sum({n}) as {n}' for n in names)} from application_work").iloc[
        0
    ]
    return tuple(float(row[name]) for name in names)


@pytest.mark.parametrize("one_load", [True, False])
def test_events_that_are_added_month_by_month(tmp_path: Path, one_load: bool) -> None:
    """A1 is checked and called on 29 March (60 minutes each), signed on 2 April (60).

    Three steps, 180 minutes; from 29 March 10:00 to 2 April 11:00 are four days and an hour: 97 × 60 = 5,820.
    """
    march, april = {"events_2024-03.csv": STEPS + CHECK + CALL}, {"events_2024-04.csv": STEPS + SIGN}
    if one_load:
        run(tmp_path, APPLICATIONS + ADDING, SUBMITTED | march | april)
    else:
        run(tmp_path, APPLICATIONS + ADDING, SUBMITTED | march)
        run(tmp_path, APPLICATIONS + ADDING, april)
    assert measures(published(tmp_path)) == (1, 1, 3, 0, 1, 180, 5820)


def test_what_an_addition_repeats_is_not_added(tmp_path: Path) -> None:
    """April's file tells March's call once more, and a check of the same start that took longer: another row."""
    run(tmp_path, ADDING, {"events_3.csv": STEPS + CHECK + CALL})
    longer = CHECK.replace("11:00", "11:30")
    report = run(tmp_path, ADDING, {"events_4.csv": STEPS + CALL + longer + SIGN})
    assert [(f.status, f.read, f.loaded, f.replaced, f.identical) for f in report.files] == [
        ("skipped", 0, 0, 0, 0),
        ("loaded", 3, 2, 0, 1),
    ]
    assert facts(tmp_path, "select activity, count(*) from application_events group by all order by 1") == [
        ("call", 1),
        ("check", 2),
        ("sign", 1),
    ]
    logged = "select rows_read, rows_loaded, rows_identical from load_log where file = 'events_4.csv'"
    assert quarantine(tmp_path, logged) == [(3, 2, 1)]
    again = run(tmp_path, ADDING, again=True)
    assert [(f.loaded, f.identical) for f in again.files] == [(0, 2), (0, 3)]


def test_empty_cells_are_the_same_as_empty_cells(tmp_path: Path) -> None:
    """A step without end and resource, told twice in two files of one load."""
    rows = STEPS + "A1,check,2024-03-29 10:00,,\n"
    report = run(tmp_path, ADDING, {"events_1.csv": rows, "events_2.csv": rows + SIGN})
    assert [(f.loaded, f.identical) for f in report.files] == [(1, 0), (1, 1)]


@pytest.mark.parametrize("delivers", ["all", "changes"])
def test_events_that_fall_out_of_the_facts_are_said(tmp_path: Path, delivers: str) -> None:
    """April's file replaces what was known of A1 and holds none of it; A2 is told again, and more of it."""
    sources = EVENTS + f'delivers = "{delivers}"\n'
    other = CHECK.replace("A1", "A2")
    run(tmp_path, sources, {"events_3.csv": STEPS + CHECK + CALL + other})
    report = run(tmp_path, sources, {"events_4.csv": STEPS + SIGN + other + CALL.replace("A1", "A2")})
    assert [(f.replaced, f.gone) for f in report.files] == [(0, (0, 0)), (3, (2, 1))]
    assert [line for line in remarks_on(report) if "gone" in line] == [
        "application_events: 2 rows known before of 1 application do not stand in events_4.csv, which replaced all "
        'that was known of them: they are gone; if the feed only adds, write delivers = "additions" and load it with '
        "--again"
    ]
    mended = run(tmp_path, ADDING, again=True)
    assert [(f.loaded, f.identical) for f in mended.files] == [(2, 1), (0, 3)]
    assert facts(tmp_path, "select count(*) from application_events") == [(5,)]


def test_a_step_told_twice_counts_once(tmp_path: Path) -> None:
    """One check of 60 minutes, twice in the file: one step, no rework."""
    report = run(tmp_path, APPLICATIONS + EVENTS, SUBMITTED | {"events_1.csv": STEPS + CHECK + CHECK})
    (steps,) = (f for f in report.files if f.table == "application_events")
    assert (steps.read, steps.loaded, steps.identical, steps.rejected) == (2, 1, 1, 0)
    assert measures(published(tmp_path)) == (1, 1, 1, 0, 0, 60, 60)


def test_a_mark_told_twice_stands_once(tmp_path: Path) -> None:
    """Three times the same, and one that differs only in a cell that is empty elsewhere."""
    head, mark = "occurred_on,kind,label_en,label_zh\n", "2024-01-01,policy,rule,\n"
    report = run(tmp_path, MARKS, {"marks.csv": head + mark * 3 + "2024-01-01,policy,rule,规定\n"})
    assert [(f.read, f.loaded, f.identical) for f in report.files] == [(4, 2, 2)]


def test_marks_that_are_added(tmp_path: Path) -> None:
    """A file of one name that holds the new marks only; by default it replaces what it delivered before."""
    head = "occurred_on,kind,label_en\n"
    sources = MARKS + 'delivers = "additions"\n'
    run(tmp_path, sources, {"marks.csv": head + "2024-01-01,policy,one\n"})
    report = run(tmp_path, sources, {"marks.csv": head + "2024-01-01,policy,one\n2024-02-01,policy,two\n"})
    assert [(f.loaded, f.identical) for f in report.files] == [(1, 1)]
    assert facts(tmp_path, "select label_en from events order by 1") == [("one",), ("two",)]


def test_a_table_with_a_key_takes_no_additions(tmp_path: Path) -> None:
    source = '[[source]]\ntable = "loan_months"\nfile = "m.csv"\ndelivers = "additions"\n'
    with pytest.raises(
        MilepostError, match=r'of loan_months a later row with the same loan_id, month_end.*"changes"'
    ):
        run(tmp_path, source, {"m.csv": "loan_id,month_end,balance,days_past_due\nL1,2024-01-31,1,0\n"})


def said(snapshot: Snapshot, code: str) -> float | str:
    """The value of a KPI for March, or why there is none."""
    estimate = (
        answer(snapshot, Question(kpi=code, by=(), where=(), months=MARCH), WHOLE_HOUSE).values[0].estimate
    )
    if estimate.reason is not None:
        return f"{estimate.reason.code} {estimate.reason.about}"
    assert estimate.value is not None
    return float(estimate.value)


def test_steps_that_have_a_start_only(tmp_path: Path) -> None:
    """A1 is checked at 10:00 by u1 and signed at 15:00 by u2; nobody says how long either took."""
    rows = "application_id,activity,started_at,resource_id\n"
    rows += "A1,check,2024-03-29 10:00,u1\nA1,sign,2024-03-29 15:00,u2\n"
    run(tmp_path, APPLICATIONS + EVENTS, SUBMITTED | {"events_1.csv": rows})
    snapshot = published(tmp_path)
    for code in ("touch_time_mean", "waiting_time_mean", "elapsed_time_mean", "approval_time_median_lender"):
        assert "application_events." in str(said(snapshot, code)), code
    assert said(snapshot, "touch_time_mean") == said(snapshot, "elapsed_time_mean")
    assert "application_events.ended_at" in str(said(snapshot, "touch_time_mean"))
    assert measures(snapshot) == (1, 0, 2, 0, 1, 0, 0)


def test_a_step_without_an_end_is_no_touch_time(tmp_path: Path) -> None:
    """Of two applications of March one has a step whose end is missing: the means are those of the other.

    A1   check 10:00–11:00   sign 15:00, no end; decided four days later
    A3   check 10:00–10:30   sign 12:00–12:10            touch 40, elapsed 130
    """
    submitted = dict(SUBMITTED)
    submitted["applications.csv"] += "A3,new,app,r1,2024-03-29 09:00,2024-04-02 18:00,approved\n"
    rows = STEPS + CHECK + "A1,sign,2024-03-29 15:00,,u2\n"
    rows += "A3,check,2024-03-29 10:00,2024-03-29 10:30,u1\nA3,sign,2024-03-29 12:00,2024-03-29 12:10,u2\n"
    run(tmp_path, APPLICATIONS + EVENTS, submitted | {"events_1.csv": rows})
    snapshot = published(tmp_path)
    assert measures(snapshot) == (2, 1, 4, 0, 2, 40, 130)
    stages = snapshot.frame("select stage, visits, touch_minutes from stage_work order by stage")
    assert list(stages.itertuples(index=False, name=None)) == [("check", 2, 30), ("sign", 2, 10)]
