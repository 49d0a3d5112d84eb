"""Whose turn it is: what is computed in advance, for nobody yet, waits while readers are being answered."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Literal

QUIET_SECONDS = 1.0  # since a reader last asked, before anything is computed in advance
PATIENCE_SECONDS = 5.0  # after which it is computed all the same, also on a busy day
LOOK_EVERY_SECONDS = 0.02

_ASKING: ContextVar[Literal["reader", "in advance", "in advance, its turn"]] = ContextVar(
    "asking", default="reader"
)


@contextmanager
def in_advance() -> Iterator[None]:
    """Within it, whatever this thread asks for gives way to readers."""
    token = _ASKING.set("in advance")
    try:
        yield
    finally:
        _ASKING.reset(token)


class Turns:
    """Lets readers be answered at once, and everything else when no reader waits."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers, self._last = 0, -QUIET_SECONDS

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn to ask; what is asked within a turn belongs to it."""
        asking = _ASKING.get()
        if asking == "reader":
            self._count(1)
            try:
                yield
            finally:
                self._count(-1)
        elif asking == "in advance":
            self._give_way()
            token = _ASKING.set("in advance, its turn")
            try:
                yield
            finally:
                _ASKING.reset(token)
        else:
            yield

    def _count(self, more: int) -> None:
        with self._lock:
            self._readers += more
            self._last = time.monotonic()

    def _give_way(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._is_quiet() and time.monotonic() < end:
            time.sleep(LOOK_EVERY_SECONDS)

    def _is_quiet(self) -> bool:
        with self._lock:
            return not self._readers and time.monotonic() - self._last >= QUIET_SECONDS
