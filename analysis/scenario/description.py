"""A scenario, frozen: what is done, what is believed of it, from where it starts; and the id that all of it gives."""

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
    """What an effect may move: +1 or −1 says which way is better; weight: what a unit counts by.

    geometric: its level is a geometric mean, so that the company's is moved by the mean of the units' logarithms;
    else rates and shares of the units are averaged themselves. told: what the level of a month is multiplied by when
    it is told, 12 for rates that people know by the year.
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
    """The effect from month `first` to month `last` since the go-live (None: without end), as it is drawn."""

    first: int
    last: int | None
    centre: float
    spread: float


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an initiative does to an outcome where it is live and fully adopted, on the outcome's scale.

    evidence: the initiative it was measured on, the published figure, or "" for a range of one's own. stated: value,
    lower and upper before the discount. label: what it rests on, in words; basis: one of `discount.RULES`, by which
    it was discounted. degrees: of freedom of its error, None for a normal one. steps: from
    month 0 on, without gaps.
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
        """Names what is drawn: the same in every scenario that takes the same effect from the same evidence."""
        return f"{self.source} {self.evidence or self.initiative}: {self.outcome}"

    @property
    def rests_on(self) -> str:
        """Whose luck it is: the initiative it was measured on, or else its own."""
        return self.evidence if self.source == "measured" else self.initiative


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """What is rolled out. go_lives: of each unit of the baseline the month, None never.

    Month 0 is the first of the scenario; what is under way went live before it. share: of the cases of each such unit.
    adoption: 0–1, of the effect. Costs are in the company's currency: the one at month `start`, the other in every
    month from then on.
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
    """A month of a relationship: the shares that leave early and end otherwise in it, and what one brings in it."""

    left_early: float
    otherwise: float
    margin: float


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The company in its after window, per month, in its currency.

    levels: of each outcome over the `window` months before the first of the scenario, in the order of OUTCOMES;
    level_errors: of their logarithms, of shares of their log odds, 0 where none can be said. under_way: the company's
    own initiatives where they are live already, `effects`: what is measured of them; the levels hold these as they were
    on average in the window, and from there they build up. weights: of each unit, by applications and by balance, each
    summing to 1. income_rate, funding_rate, amortisation: of the balance a month. tenures: those observed, from the
    first month on, none where they are too few; value_discount_rate: a year, of their margins.
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
    """A value to be reached by an outcome or a sum of money in a month (1 the first), or by `npv` or `payback`."""

    series: str
    month: int | None
    at_least: bool
    value: float


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """All that the numbers follow from; together: sets of initiatives whose effects count once where both are live.

    seed: of its draws, made of the facts and settings of the snapshot, or its id where an older version published it.
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
        """Every effect with what brings it: first those under way, which act when nothing is done, too."""
        sides = ((self.baseline.effects, self.baseline.under_way), (self.effects, self.initiatives))
        return tuple(
            (effect, next(initiative for initiative in initiatives if initiative.code == effect.initiative))
            for effects, initiatives in sides
            for effect in effects
        )

    @property
    def id(self) -> str:
        """SHA-256 of everything but the name, and the seed, which the snapshot decides; 16 hexadecimal digits."""
        told = {name: value for name, value in asdict(self).items() if name not in ("name", "seed")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, allow_nan=False).encode()).hexdigest()[:16]
