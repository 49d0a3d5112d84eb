"""Damaged files × commands and pages: one line that says what, where and what to do; no traceback, nothing lost."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from cli import publishing
from cli.main import main
from cli.publishing import publish
from door.hosts import CONSENT
from state.database import state_of
from state.failures import Unavailable
from tests.kit.facts import AS_OF, a_company, some_applications, write_facts
from tests.kit.pages import ROOT, run, words_of
from tests.kit.postgresql import run_in
from tests.kit.publishing import silent
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.store import Home, hold_write_lock
from warehouse.snapshot import shelf, snapshots
from warehouse.snapshot.manifests import manifests

Damage = Callable[[Home], object]
HEADERS = 3 * 4_096  # what a DuckDB file begins with: nothing of it opens without
BLOCK = 262_144


def path_of(home: Home) -> Path:
    return home.snapshots / f"{snapshots.current_id(home)}.duckdb"


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def noise(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(random.Random(1).randbytes(length))


def all_noise(path: Path) -> None:
    noise(path, HEADERS, path.stat().st_size - HEADERS)


def of_another_program(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as other:
        other.execute("create table notes as select 'mine' as text")


def text(path: Path) -> None:
    path.write_text("not a database, but long enough to be taken for one " * 200)


def to_snapshot(how: Callable[[Path], None]) -> Damage:
    return lambda home: how(path_of(home))


def to_database(name: str, how: Callable[[Path], None]) -> Damage:
    return lambda home: how(getattr(home, name))


def written(name: str, content: bytes) -> Damage:
    return lambda home: (home.snapshots / name).write_bytes(content)


FILES = (truncated, all_noise, of_another_program, text)
SNAPSHOT: dict[str, Damage] = {f"snapshot {how.__name__}": to_snapshot(how) for how in FILES}
SNAPSHOT["snapshot gone"] = lambda home: path_of(home).unlink()
CURRENT: dict[str, Damage] = {
    f"CURRENT {name}": written("CURRENT", content)
    for name, content in {
        "empty": b"", "not UTF-8": b"\xff\xfe\x00", "gone": b"20200101-0123456789", "a path": b"../../etc/passwd",
    }.items()
}  # fmt: skip
MANIFEST: dict[str, Damage] = {
    f"manifest {name}": written("x.json", content)
    for name, content in {
        "foreign": b'{"a": 1}', "half": b'{"id": "x", "as_', "text": b"\xff", "list": b"[]", "deep": b"[" * 100_000,
        "of another id": b'{"id": "y", "as_of": "", "published_at": "", "sha256": ""}',
        "of other kinds": b'{"id": "x", "as_of": 1, "published_at": 2, "sha256": 3}',
    }.items()
}  # fmt: skip
MANIFEST["manifest a folder"] = lambda home: (home.snapshots / "x.json").mkdir()
FACTS: dict[str, Damage] = {
    f"{name} {how.__name__}": to_database(name, how) for name in ("facts", "quarantine") for how in FILES
}
DAMAGES = SNAPSHOT | CURRENT | MANIFEST | FACTS

READERS = {
    "kpi": ["kpi", "approval_rate"],
    "compare": ["compare", "approval_rate", "--before", "2021-01:2021-03", "--after", "2021-07:2021-09"],
    "effects": ["effects"],
    "meetings": ["meetings", "D001"],
    "pack": ["pack", "D001", "--out", "PACK"],
    "report": ["report", "executive", "--out", "REPORT", "--formats", "csv"],
    "scenario": ["scenario", "run", str(ROOT / "examples" / "scenarios" / "demo.toml")],
    "serve": ["serve", "--host", "203.0.113.1"],  # never gets so far as to listen
    "use": ["snapshots", "use", "CURRENT"],
}
OTHERS = {
    "list": ["snapshots", "list"],
    "prune": ["snapshots", "prune"],
    "check": ["check"],
    "publish": ["publish"],
    "load": ["load", "COMPANY"],
}
COMMANDS = READERS | OTHERS
# Nothing of what these need is harmed: they go on as if nothing had happened.
UNHARMED_READERS = ("kpi", "compare", "effects", "meetings", "report", "use")
UNHARMED = {
    **{key: {"list", "prune", "check", "publish"} for key in SNAPSHOT},
    "snapshot gone": {"check", "publish"},  # what is served is not there
    **{key: {"use", "check", "publish"} for key in CURRENT},
    **{key: {*UNHARMED_READERS, "check", "publish"} for key in MANIFEST},
    **{key: {*UNHARMED_READERS, "list", "prune"} for key in FACTS},
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(root=tmp_path_factory.mktemp("whole") / "home")
    write_facts(home, a_company(), AS_OF, applications=some_applications(200, 1))
    publish(home, silent)
    return home


@pytest.fixture
def home(whole: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy to harm."""
    shutil.copytree(whole.root, tmp_path / "home")
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(CONSENT, raising=False)
    return Home(root=tmp_path / "home")


def done(
    home: Home, command: str, served_id: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[str]]:
    """Exit status, and the lines on stderr that do not tell of progress."""
    out = home.root.parent
    names = {
        "CURRENT": served_id,
        "PACK": str(out / "pack"),
        "REPORT": str(out),
        "COMPANY": str(out / "company.toml"),
    }
    (out / "company.toml").write_text('name = "A"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n[[source]]\n'
                                      'table = "customers"\nfile = "c.csv"\n')  # fmt: skip
    (out / "c.csv").write_text("customer_id,joined_on\nC1,2021-01-31\n")
    status = main([names.get(word, word) for word in COMMANDS[command]])
    lines = capsys.readouterr().err.splitlines()
    return status, [line for line in lines if not line.startswith("[")]


PAIRS = [
    (damage, command)
    for damage in sorted(DAMAGES)
    for command in sorted(COMMANDS)
    # What is no manifest is no manifest: all commands meet one kind of it.
    if damage not in MANIFEST or damage == "manifest half" or command in ("list", "prune", "kpi")
]


@pytest.mark.parametrize(("damage", "command"), PAIRS)
def test_a_damage_is_one_line(
    home: Home, damage: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    served_id = snapshots.current_id(home)
    DAMAGES[damage](home)
    status, lines = done(home, command, served_id, capsys)
    if command in UNHARMED[damage]:
        assert (status, lines) == (0, [])
    elif status == 0:
        assert command == "load" and damage not in FACTS and not lines
    else:
        (line,) = lines
        assert status == 1 and line.startswith("milepost: ") and "Traceback" not in line


@pytest.mark.parametrize("damage", sorted(SNAPSHOT | CURRENT))
def test_after_a_damage_of_what_is_served_publishing_again_mends_it(
    home: Home, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES[damage](home)
    with pytest.raises(Damaged):
        snapshots.open_current(home)
    assert main(["publish"]) == 0
    assert main(["kpi", "approval_rate"]) == 0


def test_wherever_a_snapshot_is_damaged_it_is_damaged_or_right(home: Home) -> None:
    """A block at a time: what is read is what was published, or it is said that it cannot be read."""
    path = path_of(home)
    whole = path.read_bytes()
    tables = ("snapshot", "checks", "loads", "approvals", "approval_counts", "labels", "members", "wait_bins")

    def read() -> list[str]:
        with closing(snapshots.open_current(home)) as snapshot:
            return [snapshot.frame(f"from {table} order by all").to_csv() for table in tables]

    right, damaged = read(), 0
    for start in range(0, len(whole), BLOCK // 2):
        path.write_bytes(whole)
        noise(path, start + 100, 2_000)
        try:
            assert read() == right
        except Damaged as error:
            assert str(path) in str(error) and "\n" not in str(error)
            damaged += 1
    assert damaged > 3


def test_snapshots_that_can_be_served_are_listed_beside_what_is_broken(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = snapshots.current_id(home)
    for damage in ("CURRENT empty", "manifest half"):
        DAMAGES[damage](home)
        assert main(["snapshots", "list"]) == 1
        assert kept in capsys.readouterr().out


def disk_gives_out(monkeypatch: pytest.MonkeyPatch, number: int, at: int) -> None:
    """What is written for the `at`-th time does not reach the disk."""
    calls = iter(range(1_000))
    fsync = os.fsync

    def failing(descriptor: int) -> None:
        if next(calls) == at:
            raise OSError(number, os.strerror(number))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", failing)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("step", ["snapshot", "manifest", "CURRENT"])
def test_a_disk_that_gives_out_while_publishing_leaves_what_was_served(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str, number: int
) -> None:
    old = snapshots.current_id(home)
    write_facts(Home(root=home.root / "new"), a_company(), AS_OF, applications=some_applications(300, 1))
    (home.root / "new" / "warehouse.duckdb").replace(home.facts)
    with monkeypatch.context() as patch:
        disk_gives_out(patch, number, ("snapshot", "manifest", "CURRENT").index(step))
        assert main(["publish"]) == 1
    (line,) = (one for one in capsys.readouterr().err.splitlines() if not one.startswith("["))
    assert line.startswith(f"milepost: {home.root}") and os.strerror(number) in line
    assert snapshots.current_id(home) == old
    assert len({path.stem for path in home.snapshots.glob("*.duckdb")}) == (2 if step == "CURRENT" else 1)
    assert not list(home.snapshots.glob("*.new")) and not list(home.staging.glob("*"))
    assert main(["publish"]) == 0
    assert snapshots.current_id(home) != old


@pytest.mark.parametrize("step", ["snapshot", "manifest"])
def test_a_disk_that_gives_out_while_a_damaged_file_is_built_anew_takes_nothing_away(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """What CURRENT names is still there, as damaged as it was, and the next publication mends it."""
    served = snapshots.current_id(home)
    with path_of(home).open("ab") as file:
        file.write(b"x")
    damaged = path_of(home).read_bytes()
    with monkeypatch.context() as patch:
        disk_gives_out(patch, errno.ENOSPC, ("snapshot", "manifest").index(step))
        assert main(["publish"]) == 1
    assert snapshots.read_served_id(home) == served and path_of(home).read_bytes() == damaged
    assert main(["publish"]) == 0
    assert shelf.is_intact(home, served)


@pytest.mark.parametrize("command", [["snapshots", "use"], ["publish"], ["snapshots", "prune"]])
def test_a_disk_on_which_nothing_can_be_written(home: Home, command: list[str]) -> None:
    """A process that may write no byte to any file, as on a full disk."""
    served_id = snapshots.current_id(home)
    given = [*command, served_id] if command[-1] == "use" else command
    program = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        f"import sys\nfrom cli.main import main\nsys.exit(main({given!r}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    if command[-1] == "prune":
        assert (ran.returncode, ran.stderr) == (0, "")  # deleting needs no room
    else:
        (line,) = ran.stderr.splitlines()
        assert ran.returncode == 1 and str(home.root) in line and "make room" in line
    assert snapshots.current_id(home) == served_id and not list(home.snapshots.glob("*.new"))


def test_what_cannot_be_printed_is_one_line(home: Home) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "cli.main", "kpi", "approval_rate"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    (line,) = ran.stderr.splitlines()
    assert ran.returncode == 1 and "No space left" in line


OLD = "20200101-0123456789"


def test_a_killed_prune_is_finished_by_the_next(home: Home) -> None:
    """kill −9 after the manifest of a snapshot is gone, before its file is."""
    for n in range(9):
        (home.root / "draft").write_bytes(b"%d" % n)
        shelf.add(
            home, home.root / "draft", f"202001{n + 1:02d}-0123456789", AS_OF, AS_OF.replace(2020, 1, n + 1)
        )
    program = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "unlink = Path.unlink\n"
        "def killed(self, missing_ok=False):\n"
        "    if self.name.startswith('2020') and self.suffix == '.duckdb': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    unlink(self, missing_ok)\n"
        "Path.unlink = killed\n"
        "from cli.main import main\n"
        "main(['snapshots', 'prune'])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    left = {path.stem for path in home.snapshots.glob("*.duckdb")} - {m.id for m in manifests(home)}
    assert left == {"20200101-0123456789"}
    assert set(publishing.prune(home)) >= left
    assert {path.stem for path in home.snapshots.glob("*.duckdb")} == {m.id for m in manifests(home)}


@pytest.mark.parametrize("how", [["publish"], ["snapshots", "prune"]])
def test_what_is_nobody_s_is_deleted_and_nothing_else(
    home: Home, how: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    served_id = snapshots.current_id(home)
    home.staging.mkdir(exist_ok=True)
    nobody_s = (
        *(home.snapshots / name for name in (f"{OLD}.duckdb", f"{OLD}.json.new", "CURRENT.new")),
        home.staging / "draft.duckdb",
    )
    own = home.snapshots / "mine.duckdb"
    for path in (*nobody_s, own):
        path.write_bytes(b"x")
    assert main(["snapshots", "list"]) == 0 and main(["kpi", "approval_rate"]) == 0
    with hold_write_lock(home):
        assert main(how) == 1  # somebody is writing: it may be his
    assert all(path.exists() for path in nobody_s)
    assert main(how) == 0
    assert not any(path.exists() for path in nobody_s)
    assert own.exists() and snapshots.current_id(home) == served_id
    assert main(["kpi", "approval_rate"]) == 0


def test_the_served_file_stays_though_its_manifest_is_lost(home: Home) -> None:
    path_of(home).with_suffix(".json").unlink()
    assert publishing.prune(home) == ()
    assert path_of(home).exists()


@pytest.mark.parametrize("page", ["approval", "risk", "scorecard", "data_health", "meeting", "definitions"])
@pytest.mark.parametrize("damage", sorted(SNAPSHOT | CURRENT))
def test_a_page_says_that_what_was_published_cannot_be_read(
    home: Home, monkeypatch: pytest.MonkeyPatch, page: str, damage: str
) -> None:
    DAMAGES[damage](home)
    app = run(home, monkeypatch, page)
    assert "What was published cannot be read" in words_of(app)
    assert not app.exception


def can_be_read(home: Home, *tables: str) -> bool:
    try:
        with closing(snapshots.open_current(home)) as snapshot:
            for table in tables:
                snapshot.frame(f"from {table}")
    except Damaged:
        return False
    return True


@pytest.fixture
def damaged_further_on(home: Home) -> Home:
    """A snapshot that opens, and whose marts cannot be read."""
    path = path_of(home)
    whole = path.read_bytes()
    for start in range(BLOCK, len(whole), BLOCK):
        path.write_bytes(whole)
        noise(path, start + 100, 2_000)
        marts = ("approval_counts", "month_cutoffs", "labels", "members", "approval_waits")
        if can_be_read(home) and not can_be_read(home, *marts):
            return home
    raise AssertionError("no block holds the marts alone")


def test_a_page_that_meets_a_damage_says_so_and_shows_what_is_published_again(
    damaged_further_on: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(damaged_further_on, monkeypatch, "approval")
    assert "What was published cannot be read" in words_of(app)
    assert not app.exception
    publish(damaged_further_on, silent)
    assert "cannot be read" not in words_of(run(damaged_further_on, monkeypatch, "approval"))


@pytest.mark.parametrize("when", ["in the middle", "before the end", "while an error is told"])
def test_a_connection_that_is_dropped_is_one_line(
    tmp_path: Path,
    own_database: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    when: str,
) -> None:
    """The server ends it while a page writes; the pool of connections has nothing to add."""
    monkeypatch.setenv("MILEPOST_STATE", own_database)
    drop = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
    with pytest.raises(Unavailable) as told, state_of(Home(root=tmp_path)).transact() as connection:
        run_in(own_database, drop)
        if when == "in the middle":
            connection.exec_driver_sql("select 1")
        if when == "while an error is told":
            raise MilepostError("no room")
    assert "\n" not in str(told.value) and "s3cr" not in str(told.value)
    assert not caplog.records
