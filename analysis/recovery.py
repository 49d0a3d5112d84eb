"""When what was spent at once is covered by what comes in month by month."""

from collections.abc import Sequence
from math import ceil


def month_of_recovery(once: float, flows: Sequence[float], onward: float) -> int | None:
    """Return the first month, counted from 0, by whose end the flows add up to `once`; None where they never do.

    flows: money left in each month so far, negative where it cost more than it brought; onward: what is left in every
    month after them.
    """
    left = once
    for month, flow in enumerate(flows):
        left -= flow
        if left <= 0:
            return month
    return len(flows) - 1 + ceil(left / onward) if onward > 0 else None
