"""Prepares what pages show to who opens them, so that nobody waits for it after a start or a publication.

Pages are drawn without a reader: what they ask is kept where readers look for it (`ui.memory`). A page that a reader
opens earlier computes only what is still missing, and nothing can go stale.
"""

import gc
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import product
from threading import Event, Thread
from typing import Any

from asking.ask import Inquiry
from ui.memory import ask_of, open_served
from ui.recording import keep_recording
from ui.rehearsal import rehearse
from ui.turns import in_advance
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.query.query import compare
from warehouse.query.series import series
from warehouse.snapshot.snapshots import Snapshot
from wording.words import LANGUAGES

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0
LAST_WORDS_SECONDS = 5.0  # a stopping server writes down what was stated last
# Addresses of pages, in the order in which they are likely to be opened; those that take longest last.
DRAWN = (
    *("scorecard", "approval", "risk", "initiatives", "claims", "satisfaction", "churn", "value", "growth"),
    *("data-health", "definitions", "meeting", "reports", "decisions", "partners", "scenarios"),
)


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
        gc.unfreeze()  # or DuckDB says at the end that it was never released


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
    """Answer `first_questions`, then all that the pages show to who opens them, until `stop` is set; readers go first.

    What fails is logged and skipped. Raises Damaged if the snapshot cannot be read.
    """
    ask = ask_of(snapshot, WHOLE_HOUSE)
    with in_advance():
        for family, asked in first_questions(snapshot).items():
            if not stop.is_set():
                _attempt(f"KPIs of {family}", partial(ask.prepare, asked))
        for page, language in product(DRAWN, LANGUAGES):
            if not stop.is_set():
                _attempt(f"page {page}", partial(rehearse, page, language))
    _spare_from_collection()


def _attempt(what: str, act: Callable[[], Any]) -> None:
    try:
        act()
    except Damaged:
        raise
    except Exception:
        log.exception("could not prepare %s", what)


def _spare_from_collection() -> None:
    """Let garbage collection pass over what is kept: Python would look through all of it again and again.

    What older snapshots left behind is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def first_questions(snapshot: Snapshot) -> Mapping[str, Sequence[Inquiry]]:
    """Return each KPI before and after, and by month, which the scorecard and the top of every page show, by family.

    Those of a family share marts; of all at once, a reader who needs a few would wait for the rest.
    """
    asked: dict[str, list[Inquiry]] = defaultdict(list)
    before, after = snapshot.windows
    for code, kpi in KPIS.items():
        if before is not None and after is not None:
            asked[kpi.family].append((compare, (code, before, after, (), ())))
        asked[kpi.family].append((series, (code, ())))
    return asked
