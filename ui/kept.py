"""Values kept by key for many threads at once."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class _Place(Generic[Value]):
    """Where a value stands once it is computed; whoever computes it holds the lock."""

    __slots__ = ("lock", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.value: tuple[Value] | None = None


class Kept(Generic[Value]):
    """Values by key, each computed once however many threads ask for it; when it is full, the value that was not
    asked for the longest makes room.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._places: dict[Hashable, _Place[Value]] = {}  # the one asked for last stands last

    def recall(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """Return the value for a key; if computing it fails, the error is raised and the next who asks tries again."""
        place = self._place(key)
        if place.value is None:
            with place.lock:
                if place.value is None:
                    place.value = (compute(),)
        return place.value[0]

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, key: Hashable) -> _Place[Value]:
        with self._lock:
            place = self._places.pop(key, None) or _Place()
            self._places[key] = place
            while len(self._places) > self._limit:
                self._places.pop(next(iter(self._places)))
        return place
