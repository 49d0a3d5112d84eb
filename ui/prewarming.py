"""Asks beforehand what the first pages ask, so that nobody waits for it after a start or a publication.

The answers are kept where pages look for them (`ui.memory`), so a page that comes first only asks for itself what is
not there yet, and there is nothing to go stale.
"""

import logging
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import Any

from ui.memory import ask_of, open_served
from ui.partners.table import BESIDE
from ui.recording import keep_recording
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.partners.scores import EQUAL, scores
from warehouse.partners.standings import RATED, roster, standings
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0
LAST_WORDS_SECONDS = 5.0  # a stopping server writes down what was stated last


@asynccontextmanager
async def keep_warm(_: Any) -> AsyncIterator[None]:
    """While the server runs, warm every snapshot that comes to be served, and write down what is stated."""
    stop, home = Event(), Home.from_environment()
    Thread(target=watch, args=(home, stop), name="prewarming", daemon=True).start()
    recording = Thread(target=keep_recording, args=(home, stop), name="recording", daemon=True)
    recording.start()
    try:
        yield
    finally:
        stop.set()
        recording.join(LAST_WORDS_SECONDS)


def watch(home: Home, stop: Event) -> None:
    """Warm the served snapshot, and each that takes its place, until told to stop."""
    warmed, told = "", ""
    while not stop.is_set():
        try:
            snapshot = open_served(home)
            if snapshot.id != warmed:
                warmed = snapshot.id
                warm(snapshot, stop)
            told = ""
        except MilepostError as error:  # nothing published yet, or damaged: the log says so once
            if str(error) != told:
                told = str(error)
                log.warning("nothing can be answered beforehand: %s", told)
        stop.wait(LOOK_EVERY_SECONDS)


def warm(snapshot: Snapshot, stop: Event) -> None:
    """Have every question of `first_questions` answered for readers who may see the whole house."""
    ask = ask_of(snapshot, WHOLE_HOUSE)
    for question, about in first_questions(snapshot):
        if stop.is_set():
            return
        try:
            ask.of(question, *about)
        except Damaged:
            raise
        except Exception:
            log.exception("could not answer beforehand: %s of %s", question.__name__, about)


def first_questions(snapshot: Snapshot) -> Iterator[tuple[Callable[..., Any], tuple[Hashable, ...]]]:
    """Each KPI before and after, then month by month: what the scorecard and the top of every page show.

    Last what is asked of all partners of the first kind, which takes longest.
    """
    before, after = snapshot.windows
    if before is not None and after is not None:
        yield from ((compare, (code, before, after, (), ())) for code in KPIS)
    yield from ((answer, (Question(kpi=code, by=("month",), where=(), months=None),)) for code in KPIS)
    kinds = roster(snapshot, WHOLE_HOUSE).kinds[:1]
    if kinds and before is not None and after is not None:
        yield from ((compare, (code, before, after, ("partner",), ())) for code in ("originations", *BESIDE))
        yield standings, (next(iter(RATED)), *kinds, "after", before, after, ())
        yield scores, (*kinds, EQUAL, before, after, ())
