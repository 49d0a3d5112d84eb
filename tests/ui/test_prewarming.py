"""What the first pages ask is answered before the first reader comes, and again after a publication."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import streamlit as st

from asking import questions
from tests.kit.small_company import publish_small_company
from ui import prewarming
from ui.memory import ask_of, open_served
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import Snapshot


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    publish_small_company(Home(root=tmp_path), count=2_000)
    yield Home(root=tmp_path)
    st.cache_data.clear()
    st.cache_resource.clear()


def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def frame(self: Snapshot, sql: str) -> None:
        raise AssertionError(f"asked of the snapshot: {sql}")

    monkeypatch.setattr(Snapshot, "frame", frame)


def test_a_warm_snapshot_is_asked_nothing_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = open_served(home)
    prewarming.warm(snapshot, Event())
    unreadable(monkeypatch)
    for question, about in prewarming.first_questions(snapshot):
        ask_of(snapshot, WHOLE_HOUSE).of(question, *about)


def test_what_is_kept_for_the_house_is_not_served_to_a_partner(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = open_served(home)
    prewarming.warm(snapshot, Event())
    unreadable(monkeypatch)
    codes = {about[0]: (question, about) for question, about in prewarming.first_questions(snapshot)}
    question, about = codes["decided_within_24h"]
    with pytest.raises(AssertionError, match="asked of the snapshot"):
        ask_of(snapshot, Scope(partners=("D001",))).of(question, *about)


def test_one_question_that_breaks_does_not_keep_the_others_from_being_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []

    def broken(*_: object) -> None:
        raise RuntimeError

    def answers(*about: object) -> object:
        asked.append(about)
        return about

    both = [(broken, ("a",)), (answers, ("b",))]
    monkeypatch.setattr(questions, "UNNUMBERED", {broken, answers})
    monkeypatch.setattr(prewarming, "first_questions", lambda snapshot: iter(both))
    prewarming.warm(open_served(home), Event())
    assert len(asked) == 1
    assert "could not answer beforehand" in caplog.text


def test_a_publication_is_warmed_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published when the server starts; then one company, then another."""
    warmed: list[str] = []
    monkeypatch.setattr(prewarming, "warm", lambda snapshot, stop: warmed.append(snapshot.id))
    monkeypatch.setattr(prewarming, "LOOK_EVERY_SECONDS", 0.02)
    home, stop = Home(root=tmp_path), Event()
    watcher = Thread(target=prewarming.watch, args=(home, stop))
    watcher.start()
    try:
        for number, count in ((1, 300), (2, 400)):
            home.facts.unlink(missing_ok=True)
            publish_small_company(home, count=count)
            deadline = time.monotonic() + 20
            while len(warmed) < number and time.monotonic() < deadline:
                time.sleep(0.02)
            assert warmed[-1] == open_served(home).id
    finally:
        stop.set()
        watcher.join(20)
    assert len(warmed) == 2 and not watcher.is_alive()


def test_what_goes_wrong_again_after_it_went_well_is_logged_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Damaged twice, mended, damaged again: two lines."""
    stop, states = Event(), iter((False, False, True, False))

    def look(home: Home) -> SimpleNamespace:
        is_whole = next(states, None)
        if is_whole is None:
            stop.set()
        if not is_whole:
            raise MilepostError("the snapshot is damaged")
        return SimpleNamespace(id="a")

    monkeypatch.setattr(prewarming, "open_served", look)
    monkeypatch.setattr(prewarming, "warm", lambda snapshot, stop: None)
    monkeypatch.setattr(prewarming, "LOOK_EVERY_SECONDS", 0)
    prewarming.watch(Home(root=Path()), stop)
    assert len([one for one in caplog.records if "damaged" in one.getMessage()]) == 2
