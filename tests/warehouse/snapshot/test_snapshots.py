"""Snapshots: served whole or not at all, kept, rolled back, and survived by whatever kills the publisher."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.main import main
from cli.publishing import Published, check, over_budget, publish
from state.database import state_of
from state.passports import find_named_snapshots
from state.scenarios import SavedScenarios
from tests.kit.facts import AS_OF, a_company, some_applications, write_facts
from tests.kit.publishing import silent
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home, hold_write_lock
from warehouse.query.query import Question, answer
from warehouse.snapshot import shelf, snapshots
from warehouse.snapshot.manifests import manifests

ROOT = Path(__file__).parents[3]


def filled(folder: Path, applications: int) -> Home:
    home = Home(root=folder)
    home.facts.unlink(missing_ok=True)
    write_facts(home, a_company(), AS_OF, applications=some_applications(applications, 1))
    return home


@pytest.fixture(scope="module")
def made_first(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """200 applications, published; to be copied."""
    home = filled(tmp_path_factory.mktemp("first"), 200)
    publish(home, silent)
    return home


@pytest.fixture
def first(made_first: Home, tmp_path: Path) -> Home:
    """200 applications, published."""
    return copied(made_first, tmp_path / "home")


@pytest.fixture(scope="module")
def made_then(made_first: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same, and then 300, published; to be copied."""
    home = copied(made_first, tmp_path_factory.mktemp("then") / "home")
    publish(filled(home.root, 300), silent)
    return home


@pytest.fixture
def then(made_then: Home, tmp_path: Path) -> Home:
    """200 applications, published, and then 300."""
    return copied(made_then, tmp_path / "then")


def copied(home: Home, folder: Path) -> Home:
    shutil.copytree(home.root, folder)
    return Home(root=folder)


def submitted(snapshot: snapshots.Snapshot) -> int:
    asked = Question(kpi="decided_within_24h", by=(), where=(), months=("2021-01", "2021-12"))
    return answer(snapshot, asked, WHOLE_HOUSE).values[0].n


def test_the_same_facts_are_the_same_snapshot(first: Home, tmp_path: Path) -> None:
    again = publish(first, silent)
    elsewhere = publish(filled(tmp_path / "two", 200), silent)
    assert (elsewhere.new, again.new) == (True, False)
    assert elsewhere.id == again.id


def test_old_readers_keep_their_numbers_and_new_ones_see_the_new(first: Home) -> None:
    old = snapshots.open_current(first)
    before = submitted(old)
    publish(filled(first.root, 300), silent)
    new = snapshots.open_current(first)
    assert new.id != old.id
    assert submitted(old) == before < submitted(new)


def test_what_is_over_budget_is_named() -> None:
    sizes = (("small", 3_000_000, 100.0, 0.5), ("long", 3_000_001, 9.0, 0.5), ("wide", 10, 100.6, 0.0))
    done = Published(
        id="20210101-0000000000", new=True, pruned=(), not_pruned="", mart_sizes=sizes, megabytes=501.0
    )
    assert list(over_budget(done)) == [
        "long: 3,000,001 rows are more than 3,000,000",
        "wide: 101 MB are more than 100",
        "the snapshot: 501 MB are more than 500",
    ]


def test_roll_back_and_forwards(first: Home, then: Home) -> None:
    old, new = snapshots.current_id(first), snapshots.current_id(then)
    assert old != new
    shelf.serve(then, old)
    assert snapshots.open_current(then).id == old
    shelf.serve(then, new)
    assert snapshots.current_id(then) == new
    with pytest.raises(MilepostError, match="no such snapshot"):
        shelf.serve(then, "20210101-0000000000")


def test_a_changed_file_is_not_served(first: Home, then: Home) -> None:
    old = snapshots.current_id(first)
    with (then.snapshots / f"{old}.duckdb").open("ab") as file:
        file.write(b"x")
    with pytest.raises(MilepostError, match="changed since it was published"):
        shelf.serve(then, old)


@pytest.mark.parametrize("harm", ["changed", "lost"])
def test_publishing_again_mends_a_harmed_snapshot(first: Home, harm: str) -> None:
    served = snapshots.current_id(first)
    path = first.snapshots / f"{served}.duckdb"
    path.write_bytes(b"x") if harm == "changed" else path.unlink()
    again = publish(first, silent)
    assert (again.id, again.new) == (served, True)
    assert submitted(snapshots.open_current(first)) > 0


def ten_snapshots(folder: Path) -> Home:
    """In two months: two days apart in May, then in June; the first one is served again."""
    home = Home(root=folder)
    for n in range(10):
        (folder / "draft").write_bytes(b"%02d" % n)
        published = datetime(2025, 5, 27) + timedelta(days=2 * n)
        shelf.add(home, folder / "draft", f"{n:02d}", AS_OF, published)
    shelf.serve(home, "00")
    return home


def test_keeps_the_last_seven_each_months_last_and_the_served(tmp_path: Path) -> None:
    home = ten_snapshots(tmp_path)
    assert shelf.prune(home, ()) == ("01",)  # 02 is the last of May, 03 to 09 are the last seven
    left = ["00", *(f"{n:02d}" for n in range(2, 10))]
    assert [m.id for m in manifests(home)] == left
    assert sorted(p.stem for p in home.snapshots.glob("*.duckdb")) == left
    assert not home.state.exists()


def test_keeps_what_a_locked_scenario_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    home = ten_snapshots(tmp_path)
    saved = SavedScenarios(state_of(home))
    key = saved.save("A", "{}", "01", "{}", "Han")
    saved.lock(key, "Han", {"01"})
    assert shelf.prune(home, find_named_snapshots(home)) == ()
    assert main(["snapshots", "prune"]) == 0
    assert len(manifests(home)) == 10


def test_where_the_state_cannot_be_read_nothing_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A publication succeeds and says so; `prune`, which has nothing else to do, fails."""
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    home = ten_snapshots(tmp_path)
    filled(tmp_path, 50)
    home.state.write_bytes(b"x" * 5_000)
    assert main(["snapshots", "prune"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"milepost: {home.state}: is not a state database")
    for _ in range(2):  # anew, and as it is kept
        assert main(["publish"]) == 0
        said = capsys.readouterr().out.splitlines()
        (line,) = (one for one in said if one.startswith("no old snapshot deleted"))
        assert str(home.state) in line
        assert len(manifests(home)) == 11 and snapshots.current_id(home) in said[-2]
        assert said[-1].startswith("decisions not scored: ") and str(home.state) in said[-1]
    home.state.unlink()
    assert main(["publish"]) == 0
    assert "deleted old snapshot 01" in capsys.readouterr().out


def test_without_facts_or_snapshot_one_line_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MilepostError, match="milepost load"):
        publish(Home(root=tmp_path), silent)
    with pytest.raises(MilepostError, match="milepost publish"):
        snapshots.open_current(Home(root=tmp_path))


@pytest.mark.parametrize("harmed", ["facts", "quarantine", "snapshot"])
def test_a_harmed_file_is_named_in_one_line(
    first: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], harmed: str
) -> None:
    path = getattr(first, harmed, first.snapshots / f"{snapshots.current_id(first)}.duckdb")
    path.unlink() if harmed == "quarantine" else path.write_bytes(b"x")
    monkeypatch.setenv("MILEPOST_HOME", str(first.root))
    assert main(["kpi", "approval_rate"] if harmed == "snapshot" else ["publish"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"milepost: {path}: ")


def test_two_writers_at_once(tmp_path: Path) -> None:
    home = filled(tmp_path, 50)
    with hold_write_lock(home), pytest.raises(Refused, match=f"process {os.getpid()} is writing there"):
        publish(home, silent)
    assert publish(home, silent).new


def test_check_publishes_nothing(tmp_path: Path) -> None:
    home = filled(tmp_path, 50)
    assert all(c.passed for c in check(home, silent))
    assert not home.snapshots.exists() and not list(home.staging.glob("*"))


@pytest.mark.parametrize("line", ["mart approval_waits", "checks"])
def test_killed_while_publishing(first: Home, line: str) -> None:
    """kill −9 in the middle: the old snapshot is served, the next publication works and cleans up."""
    old = snapshots.current_id(first)
    home = filled(first.root, 300)
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from cli.publishing import publish\n"
        "from warehouse.contract.store import Home\n"
        "def say(line):\n"
        "    print(line, flush=True)\n"
        f"    if line == {line!r}: time.sleep(60)\n"
        f"publish(Home(root=Path({str(home.root)!r})), say)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert any(said.strip() == line for said in process.stdout)
        process.send_signal(signal.SIGKILL)
    assert snapshots.current_id(home) == old
    assert submitted(snapshots.open_current(home)) > 0
    new = publish(home, silent).id
    assert new != old and snapshots.current_id(home) == new
    assert not list(home.staging.glob("*"))


def test_full_disk_while_publishing(first: Home) -> None:
    """The process may write 2 MB a file at most, as if the disk were full: one line, the old one is served."""
    old = snapshots.current_id(first)
    home = filled(first.root, 5_000)
    program = (
        "import resource, signal\n"
        "from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "import sys\n"
        "from cli.main import main\n"
        "sys.exit(main(['publish']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "MILEPOST_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "make room" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert snapshots.current_id(home) == old


def test_readers_on_many_threads_while_snapshots_change(first: Home) -> None:
    """Four readers ask on while two more snapshots are published: every answer is one of the three, none fails."""
    stop, answers, failures = threading.Event(), set(), []

    def read() -> None:
        handles: dict[str, snapshots.Snapshot] = {}
        while not stop.is_set():
            try:
                served = snapshots.current_id(first)
                if served not in handles:
                    handles[served] = snapshots.open_snapshot(first, served)
                answers.add(submitted(handles[served]))
            except Exception as error:
                failures.append(error)
            stop.wait(0.1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    expected = {submitted(snapshots.open_current(first))}
    for count in (250, 300):
        publish(filled(first.root, count), silent)
        expected.add(submitted(snapshots.open_current(first)))
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert answers <= expected
