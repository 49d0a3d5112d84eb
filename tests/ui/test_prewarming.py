"""What pages show is prepared before the first reader comes, and again after a publication."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from unittest.mock import MagicMock

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from tests.kit.pages import said
from tests.kit.small_company import publish_small_company
from ui import prewarming
from ui.memory import ask_of, open_served
from ui.places import FRAME, PAGES
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    publish_small_company(Home(root=tmp_path), count=2_000)
    yield Home(root=tmp_path)
    st.cache_resource.clear()
    gc.unfreeze()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Streamlit's elements ask of a server that runs, but that knows no browser."""
    running = MagicMock(spec=Runtime)
    running.get_client.return_value = None
    running.media_file_mgr = MediaFileManager(MemoryMediaFileStorage("/media"))
    running.bidi_component_registry = BidiComponentManager()
    monkeypatch.setattr(Runtime, "_instance", running)


def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def frame(self: Snapshot, sql: str) -> None:
        raise AssertionError(f"asked of the snapshot: {sql}")

    monkeypatch.setattr(Snapshot, "frame", frame)


def files_drawn() -> list[str]:
    return [address.replace("-", "_") for address in prewarming.DRAWN]


def test_every_page_is_drawn_in_advance() -> None:
    assert sorted(files_drawn()) == sorted(p.stem for p in PAGES.glob("*.py") if p.stem != "__init__")


@pytest.mark.usefixtures("server")
def test_who_opens_a_page_of_a_warm_snapshot_asks_it_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = [page for page in files_drawn() if page != "scenarios"]  # which want more than this company has
    monkeypatch.setattr(prewarming, "DRAWN", tuple(page.replace("_", "-") for page in drawn))
    prewarming.warm(open_served(home), Event())
    assert gc.get_freeze_count()
    unreadable(monkeypatch)
    app = AppTest.from_file(str(FRAME), default_timeout=120)
    app.run()
    for page in drawn:
        assert said(app.switch_page(str(PAGES / f"{page}.py")).run())
    assert not caplog.records


def test_what_is_kept_for_the_house_is_not_served_to_a_partner(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = open_served(home)
    monkeypatch.setattr(prewarming, "DRAWN", ())
    prewarming.warm(snapshot, Event())
    unreadable(monkeypatch)
    asked = prewarming.first_questions(snapshot)["approval"]
    question, about = next(each for each in asked if "decided_within_24h" in each[1])
    with pytest.raises(AssertionError, match="asked of the snapshot"):
        ask_of(snapshot, Scope(partners=("D001",))).of(question, *about)


def test_what_cannot_be_prepared_does_not_keep_the_pages_from_being_drawn(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = []

    def draw(page: str, language: str) -> None:
        drawn.append(page)
        if page == "risk":
            raise RuntimeError

    monkeypatch.setattr(prewarming, "first_questions", lambda snapshot: {"risk": [(compare, ("unknown",))]})
    monkeypatch.setattr(prewarming, "rehearse", draw)
    monkeypatch.setattr(prewarming, "DRAWN", ("risk", "churn"))
    prewarming.warm(open_served(home), Event())
    assert drawn == ["risk", "risk", "churn", "churn"]
    assert "could not prepare KPIs of risk" in caplog.text
    assert "could not prepare page risk" in caplog.text


def test_the_first_questions_are_read_with_one_statement_for_many(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []
    run_sql = Snapshot.frame

    def frame(self: Snapshot, sql: str) -> pd.DataFrame:
        sent.append(sql)
        return run_sql(self, sql)

    monkeypatch.setattr(Snapshot, "frame", frame)
    monkeypatch.setattr(prewarming, "DRAWN", ())
    snapshot = open_served(home)
    prewarming.warm(snapshot, Event())
    assert 0 < 2 * len(sent) < sum(map(len, prewarming.first_questions(snapshot).values()))


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
