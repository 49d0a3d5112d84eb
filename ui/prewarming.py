"""Answers the first pages' questions in advance, so that nobody waits for them after a start or a publication.

The answers are kept where pages look for them (`ui.memory`). A page that comes first therefore computes only what is
still missing, and nothing can go stale.
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
    """While the server runs, warm every snapshot that is newly served, and record what pages state."""
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
    """Warm the served snapshot, and every snapshot that replaces it, until `stop` is set."""
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
    """Answer every question of `first_questions` with the scope of the whole house, until `stop` is set.

    A question that fails is logged and skipped. Raises Damaged if the snapshot cannot be read.
    """
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
    """Yield each KPI before and after, then by month: what the scorecard and the top of every page show.

    Questions about partners come last because they take longest; standings and scores cover the first kind of partner
    only.
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
