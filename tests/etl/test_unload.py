"""What a file delivered is taken back: whole or row by row, all or nothing, with what cannot come back named."""

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from cli.main import main
from cli.publishing import publish
from etl.unload import describe, unload
from tests.kit.loading import HEADER, LOAN_MONTHS, balances, facts, home, quarantine, run
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import hold_write_lock
from warehouse.publication.build import identify
from warehouse.query.lineage import provenance
from warehouse.snapshot.snapshots import open_current

ROOT = Path(__file__).parents[2]
ADDING = '[[source]]\ntable = "application_events"\nfile = "e*.csv"\ndelivers = "additions"\n'
STEPS = "application_id,activity,started_at\n"
LOANS = '[[source]]\ntable = "loans"\nfile = "loans.csv"\n'
CONTRACT = {
    "loans.csv": "loan_id,customer_id,product,channel,region,disbursed_on,principal,annual_rate,term_months\n"
    "L1,C1,new,app,r1,2023-12-05,1000,0.05,36\n"
}
FIRST = HEADER + "L1,2023-12-31,1000,0\nL1,2024-01-31,980,0\n"


def test_a_file_taken_back_leaves_what_would_be_there_without_it(tmp_path: Path) -> None:
    """The id is that of a home which never saw the file; loaded again, it is as before."""
    run(tmp_path, files={"m1.csv": FIRST})
    without = identify(home(tmp_path)).id
    run(tmp_path, files={"m2.csv": HEADER + "L1,2024-02-29,960,0\nL2,2024-02-29,50,0\n"})
    with_it = identify(home(tmp_path)).id
    done = unload(home(tmp_path), "loan_months: m2.csv", "")
    assert (done.rows, done.whole, done.lacking) == (2, True, ())
    assert describe(done) == (
        "loan_months: m2.csv: 2 rows taken back; it counts as not loaded; unless it is corrected or taken away, "
        "the next load brings it again, and lets it win over files that were loaded after it"
    )
    assert balances(tmp_path) == [("2023-12-31", 1000), ("2024-01-31", 980)]
    assert identify(home(tmp_path)).id == without
    assert [f.status for f in run(tmp_path).files] == ["skipped", "loaded"]
    assert identify(home(tmp_path)).id == with_it


def test_the_log_tells_who_took_back_what_and_when(tmp_path: Path) -> None:
    run(tmp_path, files={"m1.csv": FIRST})
    unload(home(tmp_path), "m1.csv", "loan_id=L1,month_end=2024-01-31")
    unload(home(tmp_path), "m1.csv", "")
    logged = (
        "select status, file, rows_loaded, loaded_by <> '', loaded_at > timestamp '2020-01-01' from load_log"
    )
    assert quarantine(tmp_path, f"{logged} order by loaded_at") == [
        ("loaded", "m1.csv", 2, True, True),
        ("rows_taken_back", "m1.csv", -1, True, True),
        ("taken_back", "m1.csv", -1, True, True),
    ]


def test_a_wrong_row_can_be_put_right(tmp_path: Path) -> None:
    """A month end under a contract that never was: taken back alone, it does not come again with its file.

    The corrected file would not have done it: its key is another one, and the wrong row would have stayed.
    """
    wrong = FIRST + "L0,2024-02-29,960,0\n"
    run(tmp_path, files={"m.csv": wrong})
    done = unload(home(tmp_path), "m.csv", "loan_id=L0,month_end=2024-02-29")
    assert describe(done) == "loan_months: m.csv: 1 row taken back; the file itself still counts as loaded"
    assert balances(tmp_path) == [("2023-12-31", 1000), ("2024-01-31", 980)]
    assert [f.status for f in run(tmp_path).files] == ["skipped"]
    run(tmp_path, files={"m.csv": wrong.replace("L0", "L1")})
    assert balances(tmp_path) == [("2023-12-31", 1000), ("2024-01-31", 980), ("2024-02-29", 960)]


def test_every_delivery_of_a_name_is_taken_back(tmp_path: Path) -> None:
    """Corrected under its own name: what the first one alone held goes as well."""
    run(tmp_path, files={"m.csv": FIRST + "L9,2024-01-31,1,0\n"})
    run(tmp_path, files={"m.csv": FIRST})
    assert len(balances(tmp_path)) == 3
    assert unload(home(tmp_path), "m.csv", "").rows == 3
    assert balances(tmp_path) == []


def test_what_was_replaced_is_gone_and_named(tmp_path: Path) -> None:
    """m2 corrects one row of m1; with m2 taken back neither is there, until all is loaded anew.

    m3 has its own row only and lacks nothing.
    """
    run(tmp_path, files={"m1.csv": FIRST, "m3.csv": HEADER + "L3,2024-01-31,7,0\n"})
    run(tmp_path, files={"m2.csv": HEADER + "L1,2024-01-31,970,0\n"})
    done = unload(home(tmp_path), "m2.csv", "")
    assert (done.rows, done.lacking) == (1, ("loan_months: m1.csv",))
    assert (
        "; rows of loan_months: m1.csv may have been replaced by it, or left out since it held them: "
        "`milepost load COMPANY.toml --again` brings those back"
    ) in describe(done)
    (tmp_path / "m2.csv").unlink()
    run(tmp_path, again=True)
    assert balances(tmp_path) == [("2023-12-31", 1000), ("2024-01-31", 7), ("2024-01-31", 980)]


def test_no_loss_is_claimed_where_there_is_none(tmp_path: Path) -> None:
    """m4 replaced the row of m1, and lacks nothing itself: not of m2, whose twin counts once, nor of m3, whose row
    was taken back by name, nor of m5, which came later and was replaced by m6."""
    row = "L{},2024-01-31,{},0\n"
    run(tmp_path, files={"m1.csv": HEADER + row.format(1, 10)})
    run(tmp_path, files={"m2.csv": HEADER + 2 * row.format(2, 20)})
    run(tmp_path, files={"m3.csv": HEADER + row.format(3, 30) + row.format(4, 40)})
    unload(home(tmp_path), "m3.csv", "loan_id=L4")
    run(tmp_path, files={"m4.csv": HEADER + row.format(1, 11)})
    run(tmp_path, files={"m5.csv": HEADER + row.format(5, 50)})
    run(tmp_path, files={"m6.csv": HEADER + row.format(5, 51)})
    assert unload(home(tmp_path), "m4.csv", "").lacking == ("loan_months: m1.csv",)


def test_what_an_addition_had_said_before_others_is_named(tmp_path: Path) -> None:
    """e2 repeated a step of e1, which was left out; taken back with e1 it is missing, although e2 counts as loaded."""
    run(tmp_path, ADDING, {"e1.csv": STEPS + "A1,check,2024-01-01 09:00\n"})
    run(tmp_path, ADDING, {"e2.csv": STEPS + "A1,check,2024-01-01 09:00\nA1,call,2024-01-02 09:00\n"})
    assert unload(home(tmp_path), "e1.csv", "").lacking == ("application_events: e2.csv",)


@pytest.mark.parametrize(
    ("named", "row", "message"),
    [
        ("m9.csv", "", r"m9.csv: no such file was loaded; loaded are .*loan_months: m1.csv"),
        ("same.csv", "", r"same.csv: several were loaded, name one: two: two/same.csv, one: one/same.csv"),
        ("m1.csv", "loan_id=L7", r"loan_months: m1.csv: no row of it has loan_id=L7; nothing was changed"),
        ("m1.csv", "loan=L1", r"--row loan=L1: loan_months has no column loan; it has loan_id, month_end"),
        ("m1.csv", "L1", r"--row L1: written column=value,column=value"),
        ("m1.csv", "month_end=28.2.2024", r"--row month_end=28.2.2024: not a date"),
    ],
)
def test_what_cannot_be_taken_back_is_one_line(tmp_path: Path, named: str, row: str, message: str) -> None:
    sources = LOAN_MONTHS + "".join(
        f'[[source]]\nname = "{name}"\ntable = "partners"\nfile = "{name}/same.csv"\n'
        for name in ("one", "two")
    )
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    partner = "partner_id,name,kind\nP1,House,dealer\n"
    run(tmp_path, sources, {"m1.csv": FIRST, "one/same.csv": partner, "two/same.csv": partner})
    before = balances(tmp_path), quarantine(tmp_path, "select count(*) from load_log")
    with pytest.raises(MilepostError, match=message):
        unload(home(tmp_path), named, row)
    assert (balances(tmp_path), quarantine(tmp_path, "select count(*) from load_log")) == before


def test_nothing_was_loaded_yet(tmp_path: Path) -> None:
    with pytest.raises(MilepostError, match="no facts yet"):
        unload(home(tmp_path), "m1.csv", "")
    assert not home(tmp_path).facts.exists()


def test_nobody_takes_back_while_another_writes(tmp_path: Path) -> None:
    run(tmp_path, files={"m1.csv": FIRST})
    with hold_write_lock(home(tmp_path)), pytest.raises(Refused, match="is writing there"):
        unload(home(tmp_path), "m1.csv", "")


def test_a_killed_unload_changes_nothing_and_is_logged(tmp_path: Path) -> None:
    """Killed between the deletion and its commit; the next command says so in the log."""
    run(tmp_path, files={"m1.csv": FIRST})
    killed = (
        "import os, signal, sys; from pathlib import Path; from warehouse.contract.store import Home\n"
        "import etl.unload as u\n"
        "u.count_missing_references = lambda facts: os.kill(os.getpid(), signal.SIGKILL)\n"
        "u.unload(Home(root=Path(sys.argv[1])), 'm1.csv', '')"
    )
    ended = subprocess.run([sys.executable, "-c", killed, str(home(tmp_path).root)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(balances(tmp_path)) == 2
    assert [f.status for f in run(tmp_path).files] == ["skipped"]
    assert quarantine(tmp_path, "select status from load_log order by loaded_at, status") == [
        ("loaded",),
        ("stopped",),
        ("skipped",),
    ]


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(facts: object) -> None:
        raise duckdb.IOException("No space left on device")

    run(tmp_path, files={"m1.csv": FIRST})
    monkeypatch.setattr("etl.unload.count_missing_references", full)
    with pytest.raises(MilepostError, match="No space left on device; nothing was changed"):
        unload(home(tmp_path), "m1.csv", "")
    assert len(balances(tmp_path)) == 2
    assert quarantine(tmp_path, "select status, message from load_log where status <> 'loaded'") == [
        ("stopped", "not taken back; nothing was changed")
    ]


def test_references_are_counted_anew(tmp_path: Path) -> None:
    """Without its contracts' file L1 is one that no table holds, and no table of contracts was delivered."""
    run(tmp_path, LOANS + LOAN_MONTHS, CONTRACT | {"m1.csv": FIRST + "L2,2024-01-31,5,0\n"})
    assert facts(tmp_path, "select column_name, rows from missing_references") == [("loan_id", 1)]
    unload(home(tmp_path), "m1.csv", "loan_id=L2")
    assert facts(tmp_path, "select count(*) from missing_references") == [(0,)]


def test_the_command_and_what_is_served_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reader keeps its snapshot; the next publication shows the file as taken back, and no KPI rests on it."""
    monkeypatch.setenv("MILEPOST_HOME", str(home(tmp_path).root))
    run(
        tmp_path,
        LOANS + LOAN_MONTHS,
        CONTRACT | {"m1.csv": FIRST, "m2.csv": HEADER + "L1,2024-02-29,960,0\n"},
    )
    publish(home(tmp_path), lambda line: None)
    served = open_current(home(tmp_path))
    assert main(["unload", "m2.csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("loan_months: m2.csv: 1 row taken back; ")
    assert served.frame("select count(*) as n from book").n[0] > 0
    publish(home(tmp_path), lambda line: None)
    after = open_current(home(tmp_path))
    assert "taken_back" in set(after.loads.status)
    behind = [dict(provenance(snapshot, "npl_rate", WHOLE_HOUSE).files) for snapshot in (served, after)]
    assert [files["loan_months"] for files in behind] == [("m1.csv", "m2.csv"), ("m1.csv",)]
    assert main(["unload", "m2.csv"]) == 1
    assert capsys.readouterr().err.startswith("milepost: m2.csv: no such file was loaded; loaded are ")
