"""The effect that stands for an initiative: its largest one, goals set in advance first."""

from math import log1p

from warehouse.effects.evidence import Evidence, Pair
from warehouse.effects.harm import CERTAIN, standing
from warehouse.kpis import find
from wording.evidence.effects import choose_meaning
from wording.evidence.harm import choose_known_size


def strongest_effects(evidence: Evidence, which: str) -> dict[str, Pair]:
    """Return initiative → its largest certain effect for the better or for the worse, the largest of all first."""
    certain = [
        pair
        for pair in evidence.pairs
        if standing(pair) in CERTAIN and choose_meaning(pair, find(pair.kpi)) == which
    ]
    strongest: dict[str, Pair] = {}
    for pair in sorted(certain, key=lambda pair: (pair.stated, weigh(pair)), reverse=True):
        strongest.setdefault(pair.initiative, pair)
    return strongest


def weigh(pair: Pair) -> float:
    """Return the relative size of an effect, doubling like halving; 0 where it is not known."""
    size = choose_known_size(pair, pair.relative) if pair.relative else 0.0
    return abs(log1p(max(size, -0.999)))
