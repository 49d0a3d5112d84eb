"""Which effects are for the worse, and for which of them at least a minimum size is known.

Sentences, colours, lists, scenarios and the command line all decide this here.
"""

from typing import Literal

from analysis.attribution.grading import Grade, understates
from warehouse.effects.evidence import Evidence, Pair
from warehouse.effects.goals import outcome_of
from warehouse.kpis import find

Standing = Literal[Grade, "at least"]

CERTAIN: tuple[Standing, ...] = ("attributable", "at least")  # harm of these is what it is called
SUREST_FIRST: tuple[Standing, ...] = (*CERTAIN, "trend break", "difference only", "cannot tell")


def lies_worse(pair: Pair) -> bool:
    """Whether the whole 95 % interval of an effect lies on the worse side of its KPI, whatever its grade."""
    better = find(pair.kpi).better
    if pair.effect is None or better == "neither":
        return False
    return pair.effect.upper < 0 if better == "higher" else pair.effect.lower > 0


def standing(pair: Pair) -> Standing:
    """Return the grade, or "at least" for harm that fails only conditions which understate it (statistics §9).

    The harm is then at least the end of the interval nearest to zero.
    """
    failed = [gate for gate in pair.gates if not gate.passed]
    if pair.effect is None or not failed or not lies_worse(pair):
        return pair.grade
    value = pair.effect.value
    return "at least" if all(understates(gate, value) for gate in failed) else pair.grade


def find_sized_effects(measured: Evidence) -> tuple[Pair, ...]:
    """Return all effects that have a size, on KPIs that have a better side.

    Goals represented by the same outcome are the same effect: only the first is returned.
    """
    first: dict[tuple[str, str], Pair] = {}
    for pair in measured.pairs:
        if pair.effect is not None and find(pair.kpi).better != "neither":
            first.setdefault((pair.initiative, outcome_of(pair.kpi)), pair)
    return tuple(first.values())


def find_worse_effects(measured: Evidence) -> tuple[Pair, ...]:
    """Return the effects that are for the worse, most certain first."""
    worse = [pair for pair in find_sized_effects(measured) if lies_worse(pair)]
    return tuple(sorted(worse, key=lambda pair: SUREST_FIRST.index(standing(pair))))
