"""Rows of one query laid out by member and unit, for two windows at once; every number by hand.

side  month    channel  unit  n        before            after
0     2021-01  app      a     1        app    a 1        app    a 0
0     2021-01  app      b     2               b 2               b 5
1     2021-01  app      b     5        dealer a 0        dealer a 4
1     2021-03  dealer   a     4
"""

import numpy as np
import pandas as pd
import pytest

from warehouse.query.groups import Groups, encode_rows


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "side": [0, 0, 1, 1],
            "month": pd.to_datetime(["2021-01-01", "2021-01-01", "2021-01-01", "2021-03-01"]),
            # an enumeration of the mart: its members in order, one of which does not occur
            "channel": pd.Categorical(["app", "app", "app", "dealer"], ["app", "dealer", "phone"]),
            "unit": pd.Categorical(["a", "b", "b", "a"], ["a", "b"]),
            "n": [1, 2, 5, 4],
            "bin": [0, 2, 1, 1],
        }
    )


def group(frame: pd.DataFrame, by: tuple[str, ...], along: tuple[str, int] | None) -> Groups:
    """The groups of both windows."""
    rows = encode_rows(frame, (*by, "unit"), ("n",), along)
    return rows.group(by=by, by_unit=True, sides=(0, 1), measures=("n",), sql="")


def test_units_stand_in_one_order_in_both_windows(frame: pd.DataFrame) -> None:
    sums = group(frame, ("channel",), None).by_member()
    assert list(sums) == [("app",), ("dealer",)]
    assert [side.tolist() for side in sums["app",]] == [[[1], [2]], [[0], [5]]]
    assert [side.tolist() for side in sums["dealer",]] == [[[0]], [[4]]]


def test_months_are_members_like_others(frame: pd.DataFrame) -> None:
    sums = group(frame, ("month", "channel"), None).by_member()
    assert list(sums) == [("2021-01", "app"), ("2021-03", "dealer")]


def test_without_dimensions_there_is_one_member(frame: pd.DataFrame) -> None:
    sums = group(frame, (), None).by_member()
    assert [side.tolist() for side in sums[()]] == [[[1], [2]], [[4], [5]]]


def test_bins_lie_along_an_axis_of_their_own(frame: pd.DataFrame) -> None:
    found = group(frame[frame.channel == "app"], (), ("bin", 4))
    assert found.rows.tolist() == [[[[1, 0, 0, 0]], [[0, 0, 2, 0]]], [[[0, 0, 0, 0]], [[0, 5, 0, 0]]]]


def test_one_is_shared_over_the_units_that_have_rows(frame: pd.DataFrame) -> None:
    assert group(frame, (), None).shares().tolist() == [
        [0.5, 0.5],
        [0.5, 0.5],
    ]
    of_channels = group(frame, ("channel",), None).shares()
    assert of_channels.tolist() == [[0.5, 0.5, 0], [0, 1, 1]]


def test_members_of_few_effective_units_are_thin(frame: pd.DataFrame) -> None:
    """app: (1 + 7)² ÷ (1 + 49) = 1.28 of its two units; dealer has one."""
    found = group(frame, ("channel",), None)
    cases = {fewest: found.thin(lambda rows: rows[..., 0], fewest) for fewest in (1, 2)}
    assert cases == {1: [], 2: [("app",), ("dealer",)]}


def test_no_rows_are_no_members(frame: pd.DataFrame) -> None:
    found = group(frame[:0], ("month", "channel"), ("bin", 4))
    assert found.by_member() == {}
    assert found.thin(lambda rows: rows.sum(axis=(-2, -1)), 5) == []
    assert np.shape(found.rows) == (2, 0, 1, 4)
