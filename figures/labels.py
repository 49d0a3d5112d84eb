"""Words beside marks: how long they are, cut where there is no room, and moved apart so that none covers another."""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from wording.theme import SMALL

LATIN = 0.52  # mean width of a letter, of the size of the type; a Chinese character takes all of it
MORE = "…"
# After a space, and on either side of a Chinese character unless a sign of punctuation follows.
BREAKS = re.compile(
    r"(?<= )(?=\S)|(?<=[\u4e00-\u9fff，、；：])(?![，、；：。）”])|(?<=\S)(?=[\u4e00-\u9fff])"
)


def width(text: str) -> float:
    """About how many pixels a text takes at the small size."""
    return sum(SMALL * (1.0 if east_asian_width(sign) in "WF" else LATIN) for sign in text)


def cut(text: str, pixels: float) -> str:
    """The text, or as much of it as there is room for and an ellipsis."""
    if width(text) <= pixels:
        return text
    kept = text
    while kept and width(kept + MORE) > pixels:
        kept = kept[:-1]
    return kept.rstrip() + MORE


def spread_apart(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Places at least `step` apart, within low … high if there is room, as near to those wanted as can be.

    Least squares: places less their rank × step must not fall, so neighbours that would are pooled at their mean.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    pools: list[list[float]] = []
    for rank, n in enumerate(order):
        pools.append([wanted[n] - rank * step])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    level = [_mean(pool) for pool in pools for _ in pool]
    top = high - (len(wanted) - 1) * step
    places = [0.0] * len(wanted)
    for rank, n in enumerate(order):
        places[n] = max(low, min(top, level[rank])) + rank * step
    return places


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def wrap(text: str, pixels: float) -> list[str]:
    """The text in lines that fit: English breaks between words, Chinese between any two characters."""
    lines = [""]
    for piece in BREAKS.split(text):
        if lines[-1] and width((lines[-1] + piece).rstrip()) > pixels:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
