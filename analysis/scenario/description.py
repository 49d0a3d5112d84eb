"""A scenario as a frozen record: what is done, what effects are assumed, the starting point; and the id of all that."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

from analysis.scenario.coefficients import Coefficient

Source = Literal["measured", "claim", "range"]
Scale = Literal["ln", "points"]
Weight = Literal["applications", "balance"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """An outcome that effects may move.

    better: +1 or −1, the direction of improvement. weight: what a unit's share is measured by. geometric: the level
    is a geometric mean, so that the company's moves with the mean of the units' logarithms; otherwise the units'
    rates and shares are averaged themselves. told: the factor applied to a month's level when it is reported, 12 for
    rates commonly quoted per year.
    """

    code: str
    scale: Scale
    better: int
    weight: Weight
    geometric: bool
    told: int
    unit: str


OUTCOMES = {
    outcome.code: outcome
    for outcome in (
        Outcome(
            code="approval_time_median",
            scale="ln",
            better=-1,
            weight="applications",
            geometric=True,
            told=1,
            unit="minutes",
        ),
        Outcome(
            code="take_up_rate",
            scale="points",
            better=1,
            weight="applications",
            geometric=False,
            told=1,
            unit="share of approved",
        ),
        Outcome(
            code="automated_rate",
            scale="points",
            better=1,
            weight="applications",
            geometric=False,
            told=1,
            unit="share of decided",
        ),
        Outcome(
            code="npl_rate",
            scale="ln",
            better=-1,
            weight="balance",
            geometric=False,
            told=12,
            unit="share of balance gone bad a year",
        ),
        Outcome(
            code="churn_rate",
            scale="ln",
            better=-1,
            weight="balance",
            geometric=False,
            told=12,
            unit="share of customers left early a year",
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """The effect from month `first` to month `last` since the go-live (None: open-ended), as a distribution to draw
    from.
    """

    first: int
    last: int | None
    centre: float
    spread: float


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an initiative does to an outcome where it is live and fully adopted, on the outcome's scale.

    evidence: the initiative it was measured on, the published figure, or "" for a range given by the user. stated:
    value, lower and upper limit before the discount. label: what it rests on, in words; basis: the one of
    `discount.RULES` by which it was discounted. degrees: degrees of freedom of its error, None for a normal one.
    steps: from month 0 on, without gaps.
    """

    initiative: str
    outcome: str
    source: Source
    evidence: str
    label: str
    stated: tuple[float, float, float]
    basis: str
    degrees: float | None
    steps: tuple[Step, ...]

    @property
    def luck(self) -> str:
        """The name of the draw, shared by all scenarios that use the same effect from the same evidence."""
        return f"{self.source} {self.evidence or self.initiative}: {self.outcome}"

    @property
    def rests_on(self) -> str:
        """The initiative whose common factor the draw shares: the one it was measured on, or else its own."""
        return self.evidence if self.source == "measured" else self.initiative


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """An initiative to be rolled out.

    go_lives: the month of each unit of the baseline, None for never; month 0 is the first of the scenario, and
    whatever is under way went live before it. share: of the cases of each such unit. adoption: the fraction of the
    effect, 0–1. Costs are in the company's currency: cost_once in month `start`, cost_per_month in every month from
    then on.
    """

    code: str
    start: int
    go_lives: tuple[int | None, ...]
    share: float
    adoption: float
    cost_once: float
    cost_per_month: float


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """One month of a relationship: the shares that leave early and end otherwise in it, and the margin it brings."""

    left_early: float
    otherwise: float
    margin: float


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The company in its after window, per month, in its currency.

    levels: of each outcome over the `window` months before the scenario, in the order of OUTCOMES; level_errors: of
    their logarithms, for shares of their log odds, 0 where unknown. under_way: the company's own initiatives that
    are live already; effects: what is measured of those. The levels include these effects at their average over the
    window, from which they continue to build up. weights: of each unit, by applications and by balance, each summing
    to 1. income_rate, funding_rate, amortisation: per month, of the balance. tenures: those observed, from the first
    month on; empty if too few. value_discount_rate: per year, of their margins.
    """

    last_month: str
    units: tuple[str, ...]
    weights_by_applications: tuple[float, ...]
    weights_by_balance: tuple[float, ...]
    levels: tuple[float, ...]
    level_errors: tuple[float, ...]
    window: int
    under_way: tuple[Initiative, ...]
    effects: tuple[Effect, ...]
    applications: float
    originations: float
    balance: float
    income_rate: float
    funding_rate: float
    amortisation: float
    cost_per_application: float
    other_operating_cost: float
    tenures: tuple[Tenure, ...]
    value_discount_rate: float


@dataclass(frozen=True, kw_only=True)
class Target:
    """A value to be reached by an outcome or a sum of money in a month (1 is the first), or by `npv` or `payback`."""

    series: str
    month: int | None
    at_least: bool
    value: float


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Everything that determines the numbers of a scenario.

    together: sets of initiatives whose effects count only once where both are live. seed: of the draws, made of the
    facts and settings of the snapshot, or the snapshot's id if an older version published it.
    """

    name: str
    snapshot: str
    seed: str
    months: int
    draws: int
    baseline: Baseline
    initiatives: tuple[Initiative, ...]
    effects: tuple[Effect, ...]
    together: tuple[tuple[str, ...], ...]
    coefficients: tuple[Coefficient, ...]
    targets: tuple[Target, ...]

    @property
    def acting(self) -> tuple[tuple[Effect, Initiative], ...]:
        """Every effect with the initiative that brings it, those under way first; these act even if nothing is done."""
        sides = ((self.baseline.effects, self.baseline.under_way), (self.effects, self.initiatives))
        return tuple(
            (effect, next(initiative for initiative in initiatives if initiative.code == effect.initiative))
            for effects, initiatives in sides
            for effect in effects
        )

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of everything but the name and the seed, which the snapshot
        determines.
        """
        told = {name: value for name, value in asdict(self).items() if name not in ("name", "seed")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, allow_nan=False).encode()).hexdigest()[:16]
