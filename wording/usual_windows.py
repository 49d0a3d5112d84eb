"""Windows that readers usually compare, so that a panel can offer them before it asks for months."""

from collections.abc import Sequence

from warehouse.contract.scope import Months
from warehouse.contract.windows import shift

YEAR = 12
LENGTHS = {
    "last_year": YEAR,
    "last_half": 6,
}  # months of the newest window that is compared with a year before

Windows = tuple[Months | None, Months | None]  # before and after


def usual_windows(months: Sequence[str], usual: Windows) -> dict[str, Windows]:
    """Return windows by name: the company's own, then the newest months against the same ones a year before.

    months: all that there are. The newest month is the last of the company's own window, which is old enough.
    """
    offered = {"usual": usual}
    last = usual[1][1] if usual[1] is not None else months[-1]
    for name, length in LENGTHS.items():
        after = (shift(last, 1 - length), last)
        before = (shift(after[0], -YEAR), shift(last, -YEAR))
        if before[0] >= months[0]:
            offered[name] = (before, after)
    return offered
