"""Text beside marks: how wide it is, how it is cut and wrapped, and how labels move apart so that none overlap."""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from wording.formats import unbind
from wording.theme import SMALL

LATIN = 0.52  # mean width of a letter, of the size of the type; a Chinese character takes all of it
MORE = "…"
# After a space, and on either side of a Chinese character unless a sign of punctuation follows.
BREAKS = re.compile(
    r"(?<= )(?=\S)|(?<=[\u4e00-\u9fff，、；：])(?![，、；：。）”])|(?<=[^\s\u2060])(?=[\u4e00-\u9fff])"
)


def width(text: str) -> float:
    """Return the estimated width of a text in pixels, at the small font size."""
    return sum(SMALL * (1.0 if east_asian_width(sign) in "WF" else LATIN) for sign in unbind(text))


def cut(text: str, pixels: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than `pixels`."""
    if width(text) <= pixels:
        return text
    kept = text
    while kept and width(kept + MORE) > pixels:
        kept = kept[:-1]
    return kept.rstrip() + MORE


def spread_apart(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Return positions at least `step` apart, as close to the wanted ones as possible, in the order of those.

    They stay within low … high if there is room. Least squares by pooling adjacent violators: positions less
    their rank × step must not fall, so neighbours that would are pooled at their mean.
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
    """Split a text into lines that fit; English breaks between words, Chinese between any two characters."""
    lines = [""]
    for piece in BREAKS.split(text):
        if lines[-1] and width((lines[-1] + piece).rstrip()) > pixels:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
