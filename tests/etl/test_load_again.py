"""The same rows a second time: known files, corrections, keys that stand twice, units of replacement."""

from datetime import date
from pathlib import Path

from tests.kit.loading import HEADER, LOAN_MONTHS, facts, quarantine, run

EVENTS = """
[[source]]
table = "application_events"
file = "e*.csv"
"""
STEPS = "application_id,activity,started_at\n"


def balances(folder: Path) -> list[tuple[object, ...]]:
    return facts(folder, "select loan_id, month_end, balance::integer from loan_months order by all")


def test_a_known_file_is_skipped_and_again_forces_it(tmp_path: Path) -> None:
    run(tmp_path, files={"m1.csv": HEADER + "L1,2024-01-31,10,0\n"})
    second = run(tmp_path)
    assert [(f.status, f.loaded) for f in second.files] == [("skipped", 0)]
    assert second.files[0].message.startswith("loaded before, on 20")
    third = run(tmp_path, again=True)
    assert [(f.status, f.loaded, f.replaced) for f in third.files] == [("loaded", 1, 1)]
    assert balances(tmp_path) == [(1, date(2024, 1, 31), 10)]
    assert quarantine(tmp_path, "select status from quarantine.load_log order by loaded_at") == [
        ("loaded",),
        ("skipped",),
        ("loaded",),
    ]


def test_a_restored_content_is_loaded_again(tmp_path: Path) -> None:
    """
    | load | m1 | m2      | L1 in the facts                       |
    | 1    | 10 |         | 10                                    |
    | 2    | 11 |         | 11: corrected                         |
    | 3    | 11 | 10      | 11: what m1 brought first is old news |
    | 4    | 10 | 10      | 10: the correction was taken back     |
    """
    ten, eleven = (HEADER + f"L1,2024-01-31,{balance},0\n" for balance in (10, 11))
    loads = [({"m1.csv": ten}, 10), ({"m1.csv": eleven}, 11), ({"m2.csv": ten}, 11), ({"m1.csv": ten}, 10)]
    for files, balance in loads:
        run(tmp_path, files=files)
        assert balances(tmp_path) == [(1, date(2024, 1, 31), balance)]
    assert {file.status for file in run(tmp_path).files} == {"skipped"}


def test_two_files_of_the_same_content_are_one(tmp_path: Path) -> None:
    rows = HEADER + "L1,2024-01-31,10,0\n"
    report = run(tmp_path, files={"m1.csv": rows, "m2.csv": rows})
    assert [(f.status, f.message) for f in report.files][1] == (
        "skipped",
        "the same content as m1.csv; --again loads it once more",
    )
    assert len(balances(tmp_path)) == 1


def test_a_later_file_wins(tmp_path: Path) -> None:
    """By name in one load, and over the facts in the next; a late row lands in its own month.

    | file | L1 January | L2 January | L1 February |
    | m1   | 10         | 20         |             |
    | m2   | 11         |            | 9           |
    | m3   |            | 21         |             |   ← next load
    """
    report = run(
        tmp_path,
        files={
            "m1.csv": HEADER + "L1,2024-01-31,10,0\nL2,2024-01-31,20,0\n",
            "m2.csv": HEADER + "L1,2024-01-31,11,0\nL1,2024-02-29,9,0\n",
        },
    )
    assert [(f.loaded, f.replaced) for f in report.files] == [(2, 0), (2, 1)]
    report = run(tmp_path, files={"m3.csv": HEADER + "L2,2024-01-31,21,0\n"})
    assert [(f.status, f.replaced) for f in report.files] == [("skipped", 0), ("skipped", 0), ("loaded", 1)]
    assert balances(tmp_path) == [
        (1, date(2024, 1, 31), 11),
        (1, date(2024, 2, 29), 9),
        (2, date(2024, 1, 31), 21),
    ]


def test_same_key_same_content_is_kept_once(tmp_path: Path) -> None:
    """What is the same is the value, not its spelling: 10 and 10.00."""
    report = run(
        tmp_path, files={"m.csv": HEADER + "L1,2024-01-31,10,0\nL2,2024-01-31,20,0\nL1,2024-01-31,10.00,0\n"}
    )
    assert [(f.read, f.loaded, f.identical, f.rejected) for f in report.files] == [(3, 2, 1, 0)]
    assert balances(tmp_path) == [(1, date(2024, 1, 31), 10), (2, date(2024, 1, 31), 20)]


def test_same_key_other_content_is_refused_as_a_whole(tmp_path: Path) -> None:
    """We cannot know which is right: all three rows of L1 go, the identical pair among them too."""
    rows = "L1,2024-01-31,10,0\nL2,2024-01-31,20,0\nL1,2024-01-31,11,0\nL1,2024-01-31,10,0\n"
    report = run(tmp_path, LOAN_MONTHS + "reject_limit = 1.0\n", {"m.csv": HEADER + rows})
    assert [(f.read, f.loaded, f.identical, f.rejected) for f in report.files] == [(4, 1, 0, 3)]
    assert quarantine(tmp_path, "select record, column_name, raw, code from rejects order by 1") == [
        (record, "loan_id, month_end", "L1, 2024-01-31", "duplicate_key") for record in (1, 3, 4)
    ]


def test_keys_may_have_empty_parts(tmp_path: Path) -> None:
    """finance_months: the unit may be empty, and the empty unit is one unit."""
    source = '[[source]]\ntable = "finance_months"\nfile = "f*.csv"\n'
    run(tmp_path, source, {"f1.csv": "month,account,unit,amount\n2024-01,revenue,,5\n2024-01,revenue,R1,7\n"})
    report = run(tmp_path, source, {"f2.csv": "month,account,amount\n2024-01,revenue,6\n"})
    assert [(f.loaded, f.replaced) for f in report.files] == [(0, 0), (1, 1)]
    assert facts(tmp_path, "select unit, amount::integer from finance_months order by all") == [
        ("R1", 7),
        (None, 6),
    ]


def test_events_of_an_application_are_replaced_together(tmp_path: Path) -> None:
    """The second file tells A1 anew with one step instead of two; A2 stays."""
    run(
        tmp_path,
        EVENTS,
        {
            "e1.csv": STEPS + "A1,check,2024-01-01 09:00\nA1,call,2024-01-01 10:00\n"
            "A2,check,2024-01-01 09:00\nA2,check,2024-01-01 09:05\n"
        },
    )
    report = run(tmp_path, EVENTS, {"e2.csv": STEPS + "A1,check,2024-01-02 09:00\n"})
    assert [(f.loaded, f.replaced) for f in report.files] == [(0, 0), (1, 2)]
    assert facts(
        tmp_path, "select application_id, activity, count(*) from application_events group by all order by 1"
    ) == [
        (1, "check", 1),
        (2, "check", 2),
    ]


def test_marks_are_replaced_with_their_file(tmp_path: Path) -> None:
    """`events` has no key: a file that changed replaces what it delivered before, and no other's rows."""
    source = '[[source]]\ntable = "events"\nfile = "e*.csv"\n'
    head = "occurred_on,kind,label_en\n"
    run(
        tmp_path,
        source,
        {"e1.csv": head + "2024-01-01,policy,old\n", "e2.csv": head + "2024-02-01,macro,other\n"},
    )
    run(tmp_path, source, {"e1.csv": head + "2024-01-02,policy,new\n2024-01-03,policy,newer\n"})
    assert facts(tmp_path, "select label_en from events order by 1") == [("new",), ("newer",), ("other",)]
