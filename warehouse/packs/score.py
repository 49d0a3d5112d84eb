"""One number for a partner's standing among its peers, from what its pack tells alone: it tells no more than that."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warehouse.packs.records import Cell, Contents, Measure

SHARES = (10.0, 25.0, 50.0, 75.0, 90.0)  # of the peers below each edge of a band
FEWEST = 3  # measures of a score
UNSCORED = "contracts_originated"  # the amount lent counts already


@dataclass(frozen=True, kw_only=True)
class PackScore:
    """The mean place on the bands of the peers, 0 to 100, with its 95 % interval; `measures`: how many it is of."""

    value: float
    lower: float
    upper: float
    measures: int


def score_of(contents: Contents) -> PackScore | None:
    """Return the score of a pack's partner, None of fewer than three measures.

    Where only an interval is told, the middle of its places counts, so that what is little known lies near 50. The
    measures are taken as independent (Donner and Zou 2012).
    """
    spans = [
        span
        for measure in contents.measures
        if measure.code != UNSCORED and (span := _span(contents, measure)) is not None
    ]
    if len(spans) < FEWEST:
        return None
    low, middle, high = np.array(spans).T
    value, n = float(middle.mean()), len(spans)
    return PackScore(
        value=value,
        lower=max(0.0, value - float(np.sqrt(((middle - low) ** 2).sum())) / n),
        upper=min(100.0, value + float(np.sqrt(((high - middle) ** 2).sum())) / n),
        measures=n,
    )


def _span(contents: Contents, measure: Measure) -> tuple[float, float, float] | None:
    """Lower end, middle and upper end of a measure's place; None where its direction or band is not known."""
    cell = contents.cell(measure.code, "after")
    if cell is None or measure.better == "neither":
        return None
    ends = [place(contents.band(measure.code).at, end, measure.better) for end in _ends(cell)]
    known = [end for end in ends if end is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    own = None if cell.value is None else place(contents.band(measure.code).at, cell.value, measure.better)
    return low, (low + high) / 2 if own is None else own, high


def _ends(cell: Cell) -> tuple[float, ...]:
    return tuple(end for end in (cell.lower, cell.value, cell.upper) if end is not None)


def place(at: Sequence[float | None], value: float, better: str) -> float | None:
    """Return the place of a value on a band, 0 to 100, more being better; None where the peers are alike or unknown.

    Beyond the outermost edge it is the middle of what lies there.
    """
    edges, shares = [], []
    for edge, share in zip(at, SHARES, strict=True):
        if edge is not None:
            edges.append(edge)
            shares.append(share)
    if len(edges) < 3 or edges[0] >= edges[-1]:
        return None
    ends = {"left": shares[0] / 2, "right": (100 + shares[-1]) / 2}
    beyond = "left" if value < edges[0] else "right" if value > edges[-1] else ""
    at_edge = ends[beyond] if beyond else float(np.interp(value, edges, shares))
    return 100 - at_edge if better == "lower" else at_edge
