"""Rows of a pandas frame, one after the other."""

from collections.abc import Iterable
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows, their cells as attributes named like the columns."""
    return frame.itertuples(index=False)
