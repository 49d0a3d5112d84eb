"""What the server keeps: computed once for all who ask at once, bounded, released with its snapshot; readers first."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from types import SimpleNamespace

import pytest

from ui import turns
from ui.memory import Kept, memory_of, open_served
from ui.turns import Turns, in_advance
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots


def test_a_value_is_computed_once_however_many_ask_at_once() -> None:
    kept, all_there, computed = Kept[str](10), Barrier(8), list[int]()

    def compute() -> str:
        computed.append(1)
        time.sleep(0.05)
        return "value"

    def ask() -> str:
        all_there.wait()
        return kept.recall("key", compute)

    with ThreadPoolExecutor(8) as pool:
        values = [future.result() for future in [pool.submit(ask) for _ in range(8)]]
    assert values == ["value"] * 8 and len(computed) == 1


def test_other_keys_are_not_kept_waiting_by_one_that_takes_long() -> None:
    kept, go_on = Kept[str](10), Event()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(kept.recall, "slow", lambda: str(go_on.wait(20)))
        assert kept.recall("quick", lambda: "done") == "done"
        assert not slow.done()
        go_on.set()
        assert slow.result() == "True"


def test_what_fails_is_tried_again_by_the_next_who_asks() -> None:
    kept = Kept[str](10)

    def fail() -> str:
        raise OSError

    with pytest.raises(OSError):
        kept.recall("key", fail)
    assert kept.recall("key", lambda: "value") == "value"


def test_what_was_not_asked_for_the_longest_makes_room() -> None:
    kept = Kept[int](2)
    for key in ("a", "b", "a", "c"):
        kept.recall(key, lambda: 0)
    again = {key: kept.recall(key, lambda: 1) for key in ("a", "c", "b")}
    assert again == {"a": 0, "c": 0, "b": 1}


def test_what_is_kept_goes_when_its_snapshot_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is replaced under the same name, as after damage; then it is opened anew."""
    closed, replaced = list[str](), iter((False, True))

    def open_snapshot(home: Home, snapshot_id: str) -> SimpleNamespace:
        return SimpleNamespace(
            id=snapshot_id,
            is_outdated=lambda: next(replaced),
            close=lambda: closed.append(snapshot_id),
        )

    monkeypatch.setattr(snapshots, "open_snapshot", open_snapshot)
    monkeypatch.setattr(snapshots, "current_id", lambda home: "a")
    home = Home(root=Path("nowhere"))
    memory, other = memory_of(open_served(home).id), memory_of("b")
    assert memory_of("a") is memory and closed == []
    open_served(home)
    assert closed == ["a"]
    assert memory_of("a") is not memory and memory_of("b") is other


def test_readers_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "QUIET_SECONDS", 0.1)
    taken, is_asked, go_on, order = Turns(), Event(), Event(), list[str]()

    def read() -> None:
        with taken.take():
            is_asked.set()
            go_on.wait(20)
            order.append("reader")

    def prepare() -> None:
        with in_advance(), taken.take(), taken.take():  # a figure, and an answer that it asks for
            order.append("in advance")

    with ThreadPoolExecutor(2) as pool:
        reader = pool.submit(read)
        is_asked.wait(20)
        ahead = pool.submit(prepare)
        time.sleep(0.3)
        assert not ahead.done()
        go_on.set()
        reader.result()
        ahead.result()
    assert order == ["reader", "in advance"]


def test_patience_ends_on_a_busy_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.1)
    taken, go_on = Turns(), Event()

    def read() -> None:
        with taken.take():
            go_on.wait(20)

    def prepare() -> str:
        with in_advance(), taken.take():
            return "done"

    with ThreadPoolExecutor(2) as pool:
        reader = pool.submit(read)
        assert pool.submit(prepare).result(20) == "done"
        assert not reader.done()
        go_on.set()


def test_what_is_prepared_together_is_computed_once_and_recalled() -> None:
    kept, computed = Kept[str](10), list[Sequence[str]]()

    def compute(keys: Sequence[str]) -> dict[str, str]:
        computed.append(tuple(keys))
        return {key: key.upper() for key in keys}

    kept.recall("a", lambda: "A")
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(kept.prepare, ("a", "b", "c"), compute)
    assert computed == [("b", "c")]
    assert [kept.recall(key, lambda: "?") for key in "abc"] == ["A", "B", "C"]
