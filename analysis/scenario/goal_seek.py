"""The least that reaches a target often enough: how much of one initiative, or which of the initiatives.

All candidates share the draws of whatever they have in common, so that they differ only by what is varied. Costs
stay as planned at any coverage of an initiative; leaving an initiative out saves its costs.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from analysis.results import Reason
from analysis.scenario.description import Initiative, Scenario, Target
from analysis.scenario.draws import Deviates, draw_deviates
from analysis.scenario.runs import nothing_of, run_against, share_reached

STEPS = 10  # of the curve of coverage; the least is then sought within the first step that reaches the target
FINEST = 0.01
MOST_INITIATIVES = 7  # whose 128 sets take some seconds
NOT_REACHED = Reason(code="no set of initiatives is enough")
TOO_MANY = Reason(code="too many initiatives to try all sets of them")
USUALLY = 0.8  # the probability with which a target is to be reached, unless another is wanted


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The least share of the cases in the initiative's units that is enough; None if no share reaches the target.

    curve: shares, each with its probability of reaching the target.
    """

    initiative: str
    least: float | None
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Cheapest:
    """The cheapest initiatives that reach the target often enough; cost: planned, over all months, undiscounted."""

    initiatives: tuple[str, ...]
    cost: float
    probability: float


class Seeker:
    """Computes how often variants of one scenario reach a target."""

    def __init__(self, scenario: Scenario, target: Target) -> None:
        self._scenario, self._target = scenario, target
        self._deviates = draw_deviates(scenario)
        self._nothing = nothing_of(scenario, self._deviates)

    def with_share(self, initiative: str, share: float) -> float:
        """Return the probability if an initiative covers this share of the cases in its units."""
        initiatives = tuple(
            replace(planned, share=share) if planned.code == initiative else planned
            for planned in self._scenario.initiatives
        )
        return self._compute_share_reached(replace(self._scenario, initiatives=initiatives), self._deviates)

    def with_only(self, initiatives: tuple[Initiative, ...]) -> float:
        """Return the probability if only these initiatives are carried out."""
        codes = {initiative.code for initiative in initiatives}
        effects = tuple(effect for effect in self._scenario.effects if effect.initiative in codes)
        candidate = replace(self._scenario, initiatives=initiatives, effects=effects)
        base = len(self._scenario.baseline.effects)
        kept = [n for n, effect in enumerate(self._scenario.effects) if effect.initiative in codes]
        columns = [*range(base), *(base + n for n in kept)]
        return self._compute_share_reached(
            candidate, replace(self._deviates, effects=self._deviates.effects[:, columns])
        )

    def _compute_share_reached(self, candidate: Scenario, deviates: Deviates) -> float:
        return share_reached(run_against(candidate, deviates, self._nothing), self._target)


def least_coverage(scenario: Scenario, initiative: str, target: Target, wanted: float) -> Coverage:
    """Find the least coverage of an initiative with which the target is reached with the wanted probability."""
    seeker = Seeker(scenario, target)
    curve = tuple((step / STEPS, seeker.with_share(initiative, step / STEPS)) for step in range(STEPS + 1))
    reaching = next((place for place, (_, probability) in enumerate(curve) if probability >= wanted), None)
    if reaching is None or reaching == 0:
        return Coverage(initiative=initiative, least=None if reaching is None else 0.0, curve=curve)
    low, high = curve[reaching - 1][0], curve[reaching][0]
    while high - low > FINEST * 1.001:
        middle = round((low + high) / 2, 2)
        enough = seeker.with_share(initiative, middle) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return Coverage(initiative=initiative, least=high, curve=curve)


def cheapest(scenario: Scenario, target: Target, wanted: float) -> Cheapest | Reason:
    """Find the cheapest set of initiatives, possibly empty, that reaches the target often enough.

    Returns a reason if no set does, or if there are too many initiatives to try all sets.
    """
    if len(scenario.initiatives) > MOST_INITIATIVES:
        return TOO_MANY
    seeker = Seeker(scenario, target)
    sets = [
        chosen
        for size in range(len(scenario.initiatives) + 1)
        for chosen in combinations(scenario.initiatives, size)
    ]
    for chosen in sorted(
        sets, key=lambda some: (sum(_cost(scenario, initiative) for initiative in some), len(some))
    ):
        probability = seeker.with_only(chosen)
        if probability >= wanted:
            codes = tuple(initiative.code for initiative in chosen)
            return Cheapest(
                initiatives=codes,
                cost=sum(_cost(scenario, initiative) for initiative in chosen),
                probability=probability,
            )
    return NOT_REACHED


def _cost(scenario: Scenario, initiative: Initiative) -> float:
    return initiative.cost_once + initiative.cost_per_month * (scenario.months - initiative.start)
