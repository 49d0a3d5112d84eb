"""Saved scenarios: what may be written, by many at once, in SQLite and in a real PostgreSQL; and what becomes of it
when a process is killed, the disk is full, or somebody has saved meanwhile."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

import state.database
from asking.statements import Stated
from state.database import Database, state_of
from state.failures import Unavailable
from state.meetings import Meetings
from state.passports import Passports, find_named_snapshots
from state.records import Key
from state.refusals import CODES, Conflict, NotThere, Refusal
from state.scenarios import SavedScenarios
from state.tables import ACTION_CHANGES, ACTIONS, LAYOUT, LAYOUTS, MEETINGS, METADATA, PASSPORTS, TAKEN
from tests.kit.postgresql import PASSWORD, PASSWORD_IN_ADDRESS, run_in
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

ROOT = Path(__file__).parents[2]
PLAN = '{"name": "计划"}'


@pytest.fixture
def home(either_state: Home) -> Home:
    """A company's folder with a state that nobody has written into yet."""
    return either_state


@pytest.fixture
def saved(home: Home) -> SavedScenarios:
    return SavedScenarios(state_of(home))


def a_scenario(saved: SavedScenarios, name: str) -> Key:
    return saved.save(name, PLAN, "20250101-0000000000", '{"claims": []}', "李雷")


def refused(ask: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as error:
        ask()
    assert error.value.code in CODES and "\n" not in str(error.value)
    return error.value


PROLOGUE = """
import resource, signal, sys, time
import state.scenarios as scenarios
from state.database import state_of
from state.records import Key
from state.refusals import Conflict
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
saved = scenarios.SavedScenarios(state_of(Home.from_environment()))
"""


def program(text: str) -> list[str]:
    """A process of its own, with `saved` as here."""
    return [sys.executable, "-c", PROLOGUE + text]


def test_what_is_saved_is_read_again(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "  快速审批 ")
    found = saved.version(key)
    assert (found.name, found.plan, found.basis) == ("快速审批", PLAN, '{"claims": []}')
    assert (found.saved_by, found.locked_by, found.copied_from, found.comments) == ("李雷", None, None, 0)
    assert found.saved_at.tzinfo is None and key.number == 1
    assert Key.parse(str(key)) == key


def test_a_life_of_a_scenario(saved: SavedScenarios) -> None:
    """Saved, said something of, saved again, locked, copied, renamed: each leaves its line."""
    first = a_scenario(saved, "A")
    saved.comment(first, "太乐观\r\nzu hoch", "Han")
    second = saved.save_after(first, "{}", "s2", "{}", "Han")
    saved.lock(second, "Mei", {"s2"})
    third = saved.save_after(second, "{}", "s3", "{}", "Han")
    saved.rename(first.code, "B", "Han")
    other = saved.copy(second, "C", "Mei")
    saved.comment(third, "gut", "Mei")
    assert [saved.version(key).name for key in (first, second, third)] == ["B", "A", "B"]
    assert saved.version(other).copied_from == second
    assert (saved.version(other).snapshot, saved.version(other).locked_at) == ("s2", None)
    newest, older = saved.list_scenarios()
    assert (newest.code, newest.name, newest.saved_by) == (other.code, "C", "Mei")
    assert (older.name, older.numbers, older.locked, older.comments) == ("B", (1, 2, 3), (2,), 2)
    assert older.newest == third
    assert [(one.key, one.text) for one in saved.comments(first.code)] == [
        (first, "太乐观\nzu hoch"),
        (third, "gut"),
    ]
    assert saved.list_locked_snapshots() == {"s2"}
    assert [(one.by, one.act, one.key, one.name) for one in saved.audit()] == [
        ("李雷", "saved", first, "A"),
        ("Han", "commented", first, "A"),
        ("Han", "saved version", second, "A"),
        ("Mei", "locked", second, "A"),
        ("Han", "saved version", third, "A"),
        ("Han", "renamed", third, "B"),
        ("Mei", "copied", other, "C"),
        ("Mei", "commented", third, "B"),
    ]


def test_what_was_locked_stays_as_it_was(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    gone = refused(lambda: saved.lock(key, "Mei", {"20240101-0000000000"}))
    assert (gone.code, gone.about) == ("snapshot gone", "20250101-0000000000")
    saved.lock(key, "Mei", {"20250101-0000000000"})
    before = saved.version(key)
    again = refused(lambda: saved.lock(key, "Han", {"20250101-0000000000"}))
    assert (again.code, again.about) == ("locked already", "Mei") and "Mei" in str(again)
    assert refused(lambda: saved.rename(key.code, "B", "Han")).code == "locked"
    assert refused(lambda: saved.withdraw(key.code, "Han")).code == "locked"
    assert saved.version(key) == before


def test_withdrawn_is_hidden_and_not_lost(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    saved.withdraw(key.code, "Han")
    assert saved.list_scenarios() == ()
    assert (saved.version(key).plan, saved.version(key).withdrawn_by) == (PLAN, "Han")
    for ask in (
        lambda: saved.save_after(key, "{}", "s", "{}", "Han"),
        lambda: saved.comment(key, "x", "Han"),
        lambda: saved.lock(key, "Han", {"20250101-0000000000"}),
        lambda: saved.rename(key.code, "B", "Han"),
        lambda: saved.withdraw(key.code, "Han"),
    ):
        assert refused(ask).code == "withdrawn"
    assert saved.version(a_scenario(saved, "A")).name == "A"  # its name is free again
    assert saved.version(saved.copy(key, "B", "Mei")).plan == PLAN


def test_names_that_are_taken(saved: SavedScenarios) -> None:
    """方案A in full width, in small letters or with other spaces is the same name to a reader."""
    key = a_scenario(saved, "方案A x")
    other = a_scenario(saved, "B")
    for name in ("方案A x", "方案Ａ X", "方案a  x"):
        for ask in (
            lambda name=name: a_scenario(saved, name),
            lambda name=name: saved.copy(key, name, "Han"),
            lambda name=name: saved.rename(other.code, name, "Han"),
        ):
            assert refused(ask).code == "name taken"
    saved.rename(key.code, "方案a X", "Han")  # its own
    saved.lock(key, "Han", {"20250101-0000000000"})
    newer = saved.save_after(key, PLAN, "s", "{}", "Han")
    saved.rename(key.code, "C", "Han")
    assert saved.version(newer).name == "C"
    assert refused(lambda: a_scenario(saved, "方案A x")).code == "name taken"  # that of the locked version


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" \t ", "name empty"),
        ("x" * 81, "name too long"),
        ("a\nb", "name unreadable"),
        ("a\x00b", "name unreadable"),
        ("a\u200bb", "name unreadable"),
        ("a\u202eb", "name unreadable"),
        ("a\ud800", "name unreadable"),
    ],
)
def test_names_that_cannot_be(tmp_path: Path, name: str, code: str) -> None:
    saved = SavedScenarios(state_of(Home(root=tmp_path)))
    assert refused(lambda: a_scenario(saved, name)).code == code
    assert not list(tmp_path.iterdir())


def test_authors_and_comments(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "字" * 80)
    for text, by, code in (
        ("", "Han", "comment empty"),
        ("x" * 2_001, "Han", "comment too long"),
        ("a\x07", "Han", "comment unreadable"),
        ("x", "", "author empty"),
        ("x", "y" * 61, "author too long"),
        ("x", "a\nb", "author unreadable"),
    ):
        assert refused(partial(saved.comment, key, text, by)).code == code
    saved.comment(key, "字" * 2_000, "y" * 60)
    (only,) = saved.comments(key.code)
    assert (len(only.text), saved.version(key).comments) == (2_000, 1)


def test_what_is_not_there(saved: SavedScenarios, home: Home) -> None:
    missing = Key(code="k3v9x2ab", number=1)
    assert (saved.list_scenarios(), saved.comments("k3v9x2ab"), saved.audit()) == ((), (), ())
    assert saved.list_locked_snapshots() == find_named_snapshots(home) == frozenset()
    with pytest.raises(NotThere, match="no such scenario"):
        saved.version(missing)
    assert not home.state.exists()  # nobody has written yet
    key = a_scenario(saved, "A")
    for ask in (
        lambda: saved.version(Key(code=key.code, number=2)),
        lambda: saved.save_after(missing, "{}", "s", "{}", "Han"),
        lambda: saved.save_after(Key(code=key.code, number=2), "{}", "s", "{}", "Han"),
        lambda: saved.copy(missing, "B", "Han"),
        lambda: saved.comment(Key(code=key.code, number=2), "x", "Han"),
        lambda: saved.withdraw("k3v9x2ab", "Han"),
    ):
        assert refused(ask).code == "not there"
    for text in ("k3v9x2ab", "k3v9x2ab.0", "K3V9X2AB.1", "plan.toml", "k3v9x2ab.1\n", "k3v9x2ab.١"):
        assert refused(partial(Key.parse, text)).code == "not a key"


def test_a_conflict_says_who_and_when_and_writes_nothing(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    second = saved.save_after(key, "{}", "s", "{}", "Han")
    with pytest.raises(Conflict, match="Han saved version 2 meanwhile") as error:
        saved.save_after(key, "mine", "s", "{}", "Mei")
    assert (error.value.number, error.value.by) == (2, "Han")
    assert error.value.at == saved.version(second).saved_at
    assert saved.list_scenarios()[0].numbers == (1, 2) and len(saved.audit()) == 2


def test_two_processes_save_at_once(saved: SavedScenarios) -> None:
    """Both have read version 1 before either saves: one writes version 2, the other is told."""
    key = a_scenario(saved, "A")
    text = (
        f"key = saved.version(Key.parse({str(key)!r})).key\n"
        "print('ready', flush=True); input()\n"
        "try: saved.save_after(key, '{}', 's', '{}', sys.argv[1]); print('saved')\n"
        "except Conflict as error: print('conflict with', error.by)\n"
    )
    both = [
        subprocess.Popen(
            [*program(text), name], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("Han", "Mei")
    ]
    for process in both:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = {name: process.communicate()[0] for name, process in zip(("Han", "Mei"), both, strict=True)}
    (winner,) = (name for name, text in said.items() if text == "saved\n")
    (loser,) = said.keys() - {winner}
    assert said[loser] == f"conflict with {winner}\n"
    assert saved.version(Key(code=key.code, number=2)).saved_by == winner and len(saved.audit()) == 2


def test_nothing_is_lost_among_many_writers(saved: SavedScenarios) -> None:
    """Six threads save five versions each, reading anew after each conflict: thirty follow the first, one by one."""
    key = a_scenario(saved, "A")
    failures: list[Exception] = []

    def write(by: str) -> None:
        left = 5
        while left and not failures:
            try:
                saved.save_after(saved.list_scenarios()[0].newest, f'"{by} {left}"', "s", "{}", by)
                left -= 1
            except Conflict:
                continue
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert saved.list_scenarios()[0].numbers == tuple(range(1, 32))
    plans = {saved.version(Key(code=key.code, number=n)).plan for n in range(2, 32)}
    assert plans == {f'"t{n} {left}"' for n in range(6) for left in range(1, 6)}
    assert [one.key.number for one in saved.audit()] == list(range(1, 32))


def test_the_first_use_by_many_at_once(saved: SavedScenarios) -> None:
    """Eight processes find no tables: one makes them, and one of eight gets the name they all want."""
    text = (
        "try: print(saved.save('A', '{}', 's', '{}', 'Han'))\n"
        "except MilepostError as error: print(error.code)\n"
    )
    processes = [
        subprocess.Popen(program(text), cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(8)
    ]
    said = sorted(process.communicate()[0].strip() for process in processes)
    assert said.count("name taken") == 7
    assert str(saved.list_scenarios()[0].newest) in said


def test_killed_in_the_middle_of_a_save(saved: SavedScenarios) -> None:
    """kill -9 when the version is written and its line in the audit is not: nothing of it stays."""
    key = a_scenario(saved, "A")
    text = (
        "def hang(*_): print('in the middle', flush=True); time.sleep(60)\n"
        "scenarios.note = hang\n"
        f"saved.save_after(Key.parse({str(key)!r}), 'half', 's', '{{}}', 'Han')\n"
    )
    with subprocess.Popen(program(text), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "in the middle\n"
        assert saved.list_scenarios()[0].numbers == (1,)  # readers do not wait
        process.kill()
    assert saved.list_scenarios()[0].numbers == (1,) and len(saved.audit()) == 1
    assert saved.save_after(key, "whole", "s", "{}", "Mei").number == 2
    assert saved.version(Key(code=key.code, number=2)).plan == "whole"


def test_an_older_layout_is_read_as_it_is_and_brought_forward_by_who_writes(
    saved: SavedScenarios, home: Home
) -> None:
    """Layout 1 had no passports and no meetings; what was written under it stays."""
    key = a_scenario(saved, "A")
    with state_of(home).transact() as connection:
        METADATA.drop_all(connection, [PASSPORTS, TAKEN, ACTION_CHANGES, ACTIONS, MEETINGS])
        connection.execute(LAYOUTS.update().values(layout=1))
    assert Passports(state_of(home)).find("MP-0000-0000-0000") is None
    assert Passports(state_of(home)).list_snapshots() == frozenset()
    meetings = Meetings(state_of(home))
    assert (meetings.meetings("D001"), meetings.actions("D001")) == ((), ())
    assert saved.version(key).name == "A"
    a_scenario(saved, "B")
    assert [one.layout for one in state_of(home).rows(select(LAYOUTS))] == [LAYOUT]
    assert state_of(home).rows(select(PASSPORTS)) == state_of(home).rows(select(ACTION_CHANGES)) == []
    assert {one.name for one in saved.list_scenarios()} == {"A", "B"}


def test_what_was_stated_is_found_again(saved: SavedScenarios, home: Home) -> None:
    kept = Passports(state_of(home))
    numbers = [f"MP-0000-0000-{n:04d}" for n in range(1_200)]
    stated = [
        Stated(
            number=number,
            name="answer",
            about="[]",
            kpi="npl_rate",
            version="1",
            snapshot="s1",
            partners=("P1", "P2"),
            digest="0" * 64,
            answer='["数", 1.5]',
        )
        for number in numbers
    ]
    kept.record([])
    kept.record([*stated, stated[0]])
    kept.record(stated[:3])
    found = kept.find(numbers[-1])
    assert found is not None and found.stated == stated[-1]
    kept.take(
        "pack", recipient="Dealer 1", snapshot="s1", stated=stated[:2], expires_on=date(2027, 1, 31), by="Han"
    )
    (taken,) = kept.list_taken()
    assert (taken.numbers, taken.expires_on, taken.by) == (tuple(numbers[:2]), date(2027, 1, 31), "Han")
    assert kept.list_snapshots() == find_named_snapshots(home) == {"s1"}


def test_a_newer_layout_is_left_alone(saved: SavedScenarios, home: Home) -> None:
    a_scenario(saved, "A")
    with state_of(home).transact() as connection:
        connection.execute(LAYOUTS.update().values(layout=LAYOUT + 1))
    for ask in (saved.list_scenarios, lambda: a_scenario(saved, "B"), lambda: find_named_snapshots(home)):
        with pytest.raises(
            Unavailable,
            match=rf"written by a newer Milepost \(layout {LAYOUT + 1}, this one knows {LAYOUT}\)",
        ):
            ask()


def test_who_waits_too_long_is_told(
    saved: SavedScenarios, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_scenario(saved, "A")
    monkeypatch.setattr(state.database, "WAIT_SECONDS", 0.2)
    if address := os.environ.get("MILEPOST_STATE"):
        monkeypatch.setenv("MILEPOST_STATE", f"{address}?sslmode=disable")  # not the one kept above
    impatient = SavedScenarios(state_of(home))
    with (
        Database.transact(saved._database),
        pytest.raises(Unavailable, match="is in use; try again in a moment"),
    ):
        a_scenario(impatient, "B")
    a_scenario(impatient, "B")


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
