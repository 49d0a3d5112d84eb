"""Saved scenarios written by many at once, in SQLite and in a real PostgreSQL; by a process that is killed; and in an
older or newer layout."""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

import state.database
from asking.books import EMPTY
from state.books import open_book, subject_of
from state.database import Database, state_of
from state.failures import Unavailable
from state.meetings import Meetings
from state.passports import Passports, find_named_snapshots
from state.records import Key
from state.refusals import Conflict
from state.scenarios import SavedScenarios
from state.tables import (
    ACTION_CHANGES,
    AUDIT,
    COMMENTS,
    LAYOUT,
    LAYOUTS,
    METADATA,
    PASSPORTS,
    SCENARIOS,
    VERSIONS,
)
from tests.kit.saved_scenarios import a_scenario, program
from warehouse.contract.store import Home

ROOT = Path(__file__).parents[2]


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
    """Layout 1 had saved scenarios alone; what was written under it stays."""
    key = a_scenario(saved, "A")
    first = (LAYOUTS, SCENARIOS, VERSIONS, COMMENTS, AUDIT)
    with state_of(home).transact() as connection:
        METADATA.drop_all(connection, [table for table in METADATA.sorted_tables if table not in first])
        connection.execute(LAYOUTS.update().values(layout=1))
    assert Passports(state_of(home)).find("MP-0000-0000-0000") is None
    assert Passports(state_of(home)).list_snapshots() == frozenset()
    meetings = Meetings(state_of(home))
    assert (meetings.meetings("D001"), meetings.actions("D001")) == ((), ())
    about = subject_of("executive", ())
    assert open_book(home, about, "20251231-0000000000", (None, None)) == EMPTY
    assert saved.version(key).name == "A"
    a_scenario(saved, "B")
    assert [one.layout for one in state_of(home).rows(select(LAYOUTS))] == [LAYOUT]
    assert state_of(home).rows(select(PASSPORTS)) == state_of(home).rows(select(ACTION_CHANGES)) == []
    assert {one.name for one in saved.list_scenarios()} == {"A", "B"}


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
