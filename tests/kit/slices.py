"""Statistics of single slices, as the tests of intervals ask for them."""

import numpy as np

from analysis import intervals
from analysis.measure import Compared, compare_each
from analysis.statistic import Statistic, rate_of_independent_events, ratio, share_of_independent_cases

SHARE = ratio(intervals.LOGIT, share_of_independent_cases)
RATE = ratio(intervals.LN, rate_of_independent_events)
MEAN = ratio(intervals.LN, None)


def change(statistic: Statistic, before: np.ndarray, after: np.ndarray) -> Compared:
    """The change of a single slice."""
    return compare_each(statistic, [(before, after)])[0]


def counted(sums: np.ndarray) -> np.ndarray:
    """[units, (numerator, denominator)] of counts as sums of a ratio: events and cases are the same counts."""
    return np.hstack([sums, sums])
