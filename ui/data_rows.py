"""Iteration over the rows of a pandas frame."""

from collections.abc import Iterable
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> Iterable[Any]:
    """Return the rows as named tuples with the columns as attributes, without the index."""
    return frame.itertuples(index=False)
