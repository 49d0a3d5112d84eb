"""Columns that grow while the months pass."""

from collections.abc import Mapping

import numpy as np

from demo.setting.timeline import Array


class Growing:
    """Named columns of one length, appended to in blocks; room is doubled when it runs out."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._columns = {name: np.empty(1024, kind) for name, kind in types.items()}
        self.length = 0

    def __getitem__(self, name: str) -> Array:
        return self._columns[name][: self.length]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(self._columns)

    def append(self, columns: Mapping[str, Array]) -> Array:
        """Add rows; their numbers."""
        first, last = self.length, self.length + len(next(iter(columns.values())))
        for name, values in self._columns.items():
            if last > len(values):
                grown = np.empty(max(last, 2 * len(values)), values.dtype)
                grown[:first] = values[:first]
                self._columns[name] = grown
            self._columns[name][first:last] = columns[name]
        self.length = last
        return np.arange(first, last)
