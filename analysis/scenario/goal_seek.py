"""The least that reaches a target often enough: how much of one initiative, or which of the initiatives.

All candidates share the draws of whatever they have in common, so that they differ only by what is varied. Costs
stay as planned at any coverage of an initiative; leaving an initiative out saves its costs.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from analysis.results import Reason
from analysis.scenario.description import Initiative, Scenario, Target
from analysis.scenario.draws import Deviates, draw_deviates
from analysis.scenario.runs import nothing_of, run_against, share_reached, value_reached

STEPS = 10  # of the curve of coverage; the least is then sought within the first step that reaches the target
FINEST = 0.01
MOST_INITIATIVES = 7  # whose 128 sets take some seconds
TOO_MANY = Reason(code="too many initiatives to try all sets of them")
USUALLY = 0.8  # the probability with which a target is to be reached, unless another is wanted


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The least share of the cases in the initiative's units that is enough; None if no share reaches the target.

    chance: the probability of reaching it with that share, else the best with any; curve: of shares, each with its own.
    """

    initiative: str
    least: float | None
    chance: float
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Cheapest:
    """The cheapest initiatives that reach the target often enough; cost: planned, over all months, undiscounted."""

    initiatives: tuple[str, ...]
    cost: float
    probability: float


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The initiatives that come nearest to a target that no set of them reaches often enough.

    reached: the value of the target's series that they do reach with the wanted probability; inf of a payback beyond
    the horizon. cost: as in `Cheapest`.
    """

    initiatives: tuple[str, ...]
    cost: float
    probability: float
    reached: float


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What reaches a target with the wanted probability.

    planned, cost: the probability with everything as planned, and what that costs as in `Cheapest`. coverage: of each
    initiative alone. best: the cheapest set, the nearest where none is enough, or why sets were not tried.
    """

    planned: float
    cost: float
    coverage: tuple[Coverage, ...]
    best: Cheapest | Nearest | Reason


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

    def as_planned(self) -> float:
        """Return the probability with everything as planned."""
        return self._compute_share_reached(self._scenario, self._deviates)

    def with_only(self, initiatives: tuple[Initiative, ...], wanted: float) -> tuple[float, float]:
        """Return the probability if only these are carried out, and the value they reach with the one wanted."""
        codes = {initiative.code for initiative in initiatives}
        effects = tuple(effect for effect in self._scenario.effects if effect.initiative in codes)
        candidate = replace(self._scenario, initiatives=initiatives, effects=effects)
        base = len(self._scenario.baseline.effects)
        kept = [n for n, effect in enumerate(self._scenario.effects) if effect.initiative in codes]
        columns = [*range(base), *(base + n for n in kept)]
        deviates = replace(self._deviates, effects=self._deviates.effects[:, columns])
        run = run_against(candidate, deviates, self._nothing)
        return share_reached(run, self._target), value_reached(run, self._target, wanted)

    def _compute_share_reached(self, candidate: Scenario, deviates: Deviates) -> float:
        return share_reached(run_against(candidate, deviates, self._nothing), self._target)


def seek(scenario: Scenario, target: Target, wanted: float) -> Sought:
    """Find the least that reaches a target: of each initiative alone, and of all sets of them."""
    return Sought(
        planned=Seeker(scenario, target).as_planned(),
        cost=sum(_cost(scenario, initiative) for initiative in scenario.initiatives),
        coverage=tuple(
            least_coverage(scenario, initiative.code, target, wanted) for initiative in scenario.initiatives
        ),
        best=cheapest(scenario, target, wanted),
    )


def least_coverage(scenario: Scenario, initiative: str, target: Target, wanted: float) -> Coverage:
    """Find the least coverage of an initiative with which the target is reached with the wanted probability."""
    seeker = Seeker(scenario, target)
    curve = tuple((step / STEPS, seeker.with_share(initiative, step / STEPS)) for step in range(STEPS + 1))
    reaching = next((place for place, (_, probability) in enumerate(curve) if probability >= wanted), None)
    if reaching is None:
        best = max(probability for _, probability in curve)
        return Coverage(initiative=initiative, least=None, chance=best, curve=curve)
    if reaching == 0:
        return Coverage(initiative=initiative, least=0.0, chance=curve[0][1], curve=curve)
    low, (high, chance) = curve[reaching - 1][0], curve[reaching]
    while high - low > FINEST * 1.001:
        middle = round((low + high) / 2, 2)
        probability = seeker.with_share(initiative, middle)
        if probability >= wanted:
            high, chance = middle, probability
        else:
            low = middle
    return Coverage(initiative=initiative, least=high, chance=chance, curve=curve)


def cheapest(scenario: Scenario, target: Target, wanted: float) -> Cheapest | Nearest | Reason:
    """Find the cheapest set of initiatives that reaches the target often enough; empty where doing nothing does.

    Returns the nearest if no set does, of equals the cheapest; a reason if there are too many initiatives to try all.
    """
    if len(scenario.initiatives) > MOST_INITIATIVES:
        return TOO_MANY
    seeker = Seeker(scenario, target)
    # Doing nothing has nothing to pay back, and its NPV is 0 by definition.
    fewest = 1 if target.series in ("npv", "payback") and scenario.initiatives else 0
    sets = [
        chosen
        for size in range(fewest, len(scenario.initiatives) + 1)
        for chosen in combinations(scenario.initiatives, size)
    ]
    tried: list[Nearest] = []
    for chosen in sorted(
        sets, key=lambda some: (sum(_cost(scenario, initiative) for initiative in some), len(some))
    ):
        probability, reached = seeker.with_only(chosen, wanted)
        codes = tuple(initiative.code for initiative in chosen)
        cost = sum(_cost(scenario, initiative) for initiative in chosen)
        if probability >= wanted:
            return Cheapest(initiatives=codes, cost=cost, probability=probability)
        tried.append(Nearest(initiatives=codes, cost=cost, probability=probability, reached=reached))
    sign = 1 if target.at_least else -1
    return max(tried, key=lambda some: (sign * some.reached, some.probability))


def _cost(scenario: Scenario, initiative: Initiative) -> float:
    return initiative.cost_once + initiative.cost_per_month * (scenario.months - initiative.start)
