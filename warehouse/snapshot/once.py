"""What is read of a snapshot once, and goes with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from warehouse.snapshot.snapshots import Snapshot

T = TypeVar("T")


def once(read: Callable[[Snapshot], T]) -> Callable[[Snapshot], T]:
    """Have a function of a snapshot alone read it once; nobody may change what it returns."""
    kept: WeakKeyDictionary[Snapshot, T] = WeakKeyDictionary()

    @wraps(read)
    def recall(snapshot: Snapshot) -> T:
        if snapshot not in kept:
            kept[snapshot] = read(snapshot)
        return kept[snapshot]

    return recall
