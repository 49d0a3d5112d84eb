"""The file or server that holds the state: who may read it, and what is said and kept when it is in trouble."""

import os
import sqlite3
import stat
import subprocess
import traceback
from pathlib import Path

import pytest

from state.database import state_of
from state.failures import Unavailable
from state.passports import find_named_snapshots
from state.scenarios import SavedScenarios
from state.tables import LAYOUTS
from tests.kit.postgresql import PASSWORD, PASSWORD_IN_ADDRESS, run_in
from tests.kit.saved_scenarios import a_scenario, program
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

ROOT = Path(__file__).parents[2]

# SQLite alone


@pytest.fixture
def in_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SavedScenarios:
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    monkeypatch.delenv("MILEPOST_STATE", raising=False)
    return SavedScenarios(state_of(Home(root=tmp_path)))


def test_only_its_owner_reads_the_file(in_file: SavedScenarios, tmp_path: Path) -> None:
    a_scenario(in_file, "A")
    with state_of(Home(root=tmp_path)).transact() as connection:
        connection.exec_driver_sql("delete from milepost_comments")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    names = ("state.sqlite", "state.sqlite-wal", "state.sqlite-shm")
    assert modes == dict.fromkeys(names, 0o600)


def test_the_address_may_name_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path}/elsewhere/x.sqlite")
    a_scenario(SavedScenarios(state_of(Home(root=tmp_path / "home"))), "A")
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]


def test_a_full_disk(in_file: SavedScenarios, tmp_path: Path) -> None:
    """The process may write 64 kB a file at most, as if the disk were full: one line, and all is as before."""
    key = a_scenario(in_file, "A")
    text = (
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))\n"
        f"try: saved.save_after(Key.parse({str(key)!r}), 'x' * 1_000_000, 's', '{{}}', 'Han')\n"
        "except MilepostError as error: print(error)\n"
    )
    done = subprocess.run(program(text), cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{tmp_path}/state.sqlite: ") and "make room" in line and not done.stderr
    assert in_file.list_scenarios()[0].numbers == (1,) and len(in_file.audit()) == 1
    assert in_file.save_after(key, "x" * 1_000_000, "s", "{}", "Han").number == 2


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_read_only(in_file: SavedScenarios, tmp_path: Path, there: bool) -> None:
    if there:
        a_scenario(in_file, "A")
    tmp_path.chmod(0o555)
    # Root may write anywhere, as long as it has its capabilities.
    without = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.getuid() == 0 else []
    text = (
        "try: saved.save('B', '{}', 's', '{}', 'Han'); print('saved')\n"
        "except MilepostError as error: print(error)\n"
    )
    done = subprocess.run([*without, *program(text)], cwd=ROOT, capture_output=True, text=True, check=True)
    tmp_path.chmod(0o755)
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{tmp_path}/state.sqlite: cannot be opened or written; give Milepost the right")
    assert [path.name for path in tmp_path.iterdir()] == (["state.sqlite"] if there else [])


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"x" * 5_000, "is not a state database"), (b"SQLite format 3\0" + b"\x7f" * 5_000, "state database|damaged")],
)  # fmt: skip
def test_a_file_that_is_no_state(in_file: SavedScenarios, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "state.sqlite").write_bytes(content)
    for ask in (in_file.list_scenarios, lambda: a_scenario(in_file, "A"), in_file.list_locked_snapshots):
        with pytest.raises(Unavailable, match=said) as error:
            ask()
        assert "\n" not in str(error.value)
    assert (tmp_path / "state.sqlite").read_bytes() == content


def test_killed_before_there_were_tables(in_file: SavedScenarios, tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").touch()
    assert in_file.list_scenarios() == ()
    assert a_scenario(in_file, "A").number == 1
    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


# PostgreSQL alone


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("milepost:", "nobody:"), "refuses this user"),
        (("s3cr", "wr0ng"), "refuses this user"),
        (("/postgres", "/nothing"), "is not there"),
        (("127.0.0.1", "127.0.0.2"), "does not answer"),
        (("/postgres", "/postgres?sslmode=require"), "does not answer"),
        (("/postgres", "/postgres?sslmode=nonsense"), "only sslmode is known"),
        (("/postgres", "/postgres?password=s3cr%3Aet"), "only sslmode is known"),
        (("postgresql://", "mysql://"), "must be postgresql://"),
        (("@127.0.0.1:", "@127.0.0.1:x"), "must be postgresql://"),
        (("@127", "127"), "must be postgresql://"),
        (("milepost:", ":"), "must be postgresql://"),
        (("%3A", "@"), "signs such as @ in the password"),
    ],
)
def test_no_failure_shows_the_password(
    tmp_path: Path, postgresql: str, wrong: tuple[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wrong[0] in postgresql
    monkeypatch.setenv("MILEPOST_STATE", postgresql.replace(*wrong))
    for ask in (find_named_snapshots, lambda home: a_scenario(SavedScenarios(state_of(home)), "A")):
        with pytest.raises(MilepostError, match=said) as error:
            ask(Home(root=tmp_path))
        assert "\n" not in str(error.value)
        shown = "".join(traceback.format_exception(error.value))
        assert not any(secret in shown for secret in (PASSWORD, PASSWORD_IN_ADDRESS, "s3cr", "et@", "wr0ng"))


def test_who_may_not_make_tables(tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run_in(postgresql, "create role guest login password 'g'")
    monkeypatch.setenv("MILEPOST_STATE", postgresql.replace(f"milepost:{PASSWORD_IN_ADDRESS}", "guest:g"))
    saved = SavedScenarios(state_of(Home(root=tmp_path)))
    with pytest.raises(Unavailable, match="does not let this user make its tables"):
        a_scenario(saved, "A")


def test_a_server_that_comes_back(tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It drops all connections, as when it is started anew: the next question has another one."""
    run_in(postgresql, "create database restarted")
    monkeypatch.setenv("MILEPOST_STATE", postgresql.replace("/postgres", "/restarted"))
    saved = SavedScenarios(state_of(Home(root=tmp_path)))
    key = a_scenario(saved, "A")
    drop = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'restarted'"
    run_in(postgresql, drop)
    assert saved.save_after(key, "{}", "s", "{}", "Han").number == 2
    with pytest.raises(Unavailable), state_of(Home(root=tmp_path)).transact() as connection:
        run_in(postgresql, drop)
        connection.execute(LAYOUTS.update().values(layout=1))
    assert saved.list_scenarios()[0].numbers == (1, 2)
