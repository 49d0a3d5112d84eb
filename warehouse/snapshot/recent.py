"""The rows of the last queries, since parts of a page that are computed one after the other often need the same."""

from collections import OrderedDict
from threading import Lock

import pandas as pd


class Recent:
    """Frames by their SQL, the latest, as many as take `most_bytes` together; whoever gets one must not change it."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._frames: OrderedDict[str, pd.DataFrame] = OrderedDict()
        self._lock = Lock()

    def find(self, sql: str) -> pd.DataFrame | None:
        """Return the rows of a query if they are still there."""
        with self._lock:
            if sql not in self._frames:
                return None
            self._frames.move_to_end(sql)
            return self._frames[sql]

    def keep(self, sql: str, frame: pd.DataFrame) -> None:
        """Keep the rows of a query; those used longest ago give way."""
        with self._lock:
            if sql not in self._frames:
                self._frames[sql] = frame
                self._bytes += _size(frame)
            while self._bytes > self._most_bytes:
                _, oldest = self._frames.popitem(last=False)
                self._bytes -= _size(oldest)


def _size(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(index=False).sum())
