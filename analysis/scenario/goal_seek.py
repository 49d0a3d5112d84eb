"""The least that reaches a target often enough: how much of an initiative, and which of the initiatives.

All candidates share the draws of what they have in common, so that what differs is the candidate alone. Costs stay
as planned however much of an initiative is asked for; leaving one out saves its costs.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from analysis.scenario.description import Initiative, Scenario, Target
from analysis.scenario.draws import drawn
from analysis.scenario.runs import run_of, share_reached

STEPS = 10  # of the curve of coverage; the least is then sought within the first step that reaches the target
FINEST = 0.01
USUALLY = 0.8  # the probability with which a target is to be reached, unless another is wanted


@dataclass(frozen=True)
class Coverage:
    """The least share of the cases of the initiative's units, None where no share reaches the target often enough.

    curve: shares and the probability that each reaches it.
    """

    initiative: str
    least: float | None
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Cheapest:
    """The cheapest initiatives that reach the target often enough; cost: planned, over all months, not discounted."""

    initiatives: tuple[str, ...]
    cost: float
    probability: float


def least_coverage(scenario: Scenario, initiative: str, target: Target, wanted: float) -> Coverage:
    """The least coverage of an initiative by which the target is reached with the probability wanted."""

    def probability(share: float) -> float:
        parts = tuple(
            replace(one, share=share) if one.code == initiative else one for one in scenario.initiatives
        )
        return _probability(replace(scenario, initiatives=parts), target)

    curve = [(step / STEPS, probability(step / STEPS)) for step in range(STEPS + 1)]
    reaching = next((place for place, (_, found) in enumerate(curve) if found >= wanted), None)
    if reaching is None or reaching == 0:
        return Coverage(initiative, None if reaching is None else 0.0, tuple(curve))
    low, high = curve[reaching - 1][0], curve[reaching][0]
    while high - low > FINEST * 1.001:
        middle = round((low + high) / 2, 2)
        low, high = (low, middle) if probability(middle) >= wanted else (middle, high)
    return Coverage(initiative, high, tuple(curve))


def cheapest(scenario: Scenario, target: Target, wanted: float) -> Cheapest | None:
    """The cheapest set of its initiatives that reaches the target often enough, the empty one included; None: none."""
    sets = [
        chosen
        for size in range(len(scenario.initiatives) + 1)
        for chosen in combinations(scenario.initiatives, size)
    ]
    for chosen in sorted(sets, key=lambda some: (sum(_cost(scenario, one) for one in some), len(some))):
        codes = tuple(one.code for one in chosen)
        effects = tuple(one for one in scenario.effects if one.initiative in codes)
        reduced = replace(scenario, initiatives=chosen, effects=effects)
        probability = _probability(reduced, target)
        if probability >= wanted:
            return Cheapest(codes, sum(_cost(scenario, one) for one in chosen), probability)
    return None


def _probability(candidate: Scenario, target: Target) -> float:
    return share_reached(run_of(candidate, drawn(candidate)), target)


def _cost(scenario: Scenario, one: Initiative) -> float:
    return one.cost_once + one.cost_per_month * (scenario.months - one.start)
