"""The results of a scenario: fans, differences from doing nothing, NPV, payback, targets, and sensitivities."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.scenario.description import OUTCOMES, Scenario, Target
from analysis.scenario.draws import draw_deviates, one_at_a_time
from analysis.scenario.money import MONEY
from analysis.scenario.outcomes import YEAR
from analysis.scenario.runs import Run, run_of, share_reached

Array = NDArray[np.float64]
Kind = Literal["effect", "link", "assumption"]
Of = Literal["scenario", "baseline", "difference"]

PERCENTILES = (5, 25, 50, 75, 95)
RELATIONSHIPS = ("active_months", "customer_value")  # of a new customer
SERIES = (*OUTCOMES, *RELATIONSHIPS, *MONEY)
FIVE = tuple[float, float, float, float, float]
LINES = ("income", "funding_cost", "credit_cost", "operating_cost", "initiative_cost", "net")


@dataclass(frozen=True, kw_only=True)
class Fan:
    """PERCENTILES of a series, month by month [months × 5]."""

    series: str
    of: Of
    by_month: tuple[FIVE, ...]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A sum of money less the same sum when doing nothing, over months `first` to `last`, 1 being the first month.

    percentiles: PERCENTILES of the draws; those of the parts need not add up to those of net. mean: of the draws;
    means do add up.
    """

    series: str
    first: int
    last: int
    percentiles: FIVE
    mean: float


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A target and the share of draws that reach it."""

    target: Target
    probability: float


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The NPV with one number at its 10th and at its 90th percentile and all others at their middle.

    luck: the name of what is drawn; name: what the scenario calls it.
    """

    luck: str
    name: str
    kind: Kind
    at_low: float
    at_high: float


@dataclass(frozen=True, kw_only=True)
class Result:
    """The result of a scenario; money is compared with doing nothing.

    npv: PERCENTILES; payback: the same in months, None if not within the horizon. positive, paid_back: shares of
    draws. middle: the NPV with everything at its middle, from which the bars start. bars: longest first, without
    those that move nothing. sums: of each of LINES by year, then over all months; so_far: PERCENTILES of the
    cumulated difference in net by month. Neither is discounted.
    """

    fans: tuple[Fan, ...]
    sums: tuple[Sum, ...]
    so_far: tuple[FIVE, ...]
    npv: FIVE
    positive: float
    payback: tuple[float | None, ...]
    paid_back: float
    reached: tuple[Reached, ...]
    middle: float
    bars: tuple[Bar, ...]


def simulate(scenario: Scenario) -> Result:
    """Simulate a scenario; the same scenario id gives the same result, to the last bit on one machine."""
    run = run_of(scenario, draw_deviates(scenario))
    (npv,) = percentiles(run.npv[:, None])
    payback = np.quantile(run.payback, np.array(PERCENTILES) / 100, method="higher")
    middle, bars = tornado(scenario)
    return Result(
        fans=tuple(_fans(run)),
        sums=tuple(_sums(run)),
        so_far=percentiles(np.cumsum(run.series["net"] - run.nothing["net"], axis=1)),
        npv=npv,
        positive=float(np.mean(run.npv > 0)),
        payback=tuple(float(month) if np.isfinite(month) else None for month in payback),
        paid_back=float(np.mean(np.isfinite(run.payback))),
        reached=tuple(
            Reached(target=target, probability=share_reached(run, target)) for target in scenario.targets
        ),
        middle=middle,
        bars=bars,
    )


def _fans(run: Run) -> list[Fan]:
    out = []
    for name in (series for series in SERIES if series in run.series):
        mine, nothing = run.series[name], run.nothing[name]
        kinds: tuple[tuple[Of, Array], ...] = (
            ("scenario", mine),
            ("baseline", nothing),
            ("difference", mine - nothing),
        )
        out += [Fan(series=name, of=of, by_month=percentiles(values)) for of, values in kinds]
    return out


def _sums(run: Run) -> Iterator[Sum]:
    months = run.series["net"].shape[1]
    years = [(start, min(start + YEAR, months)) for start in range(0, months, YEAR)]
    for start, end in (*years, (0, months)):
        for name in LINES:
            gain = (run.series[name] - run.nothing[name])[:, start:end].sum(axis=1)
            (quantiles,) = percentiles(gain[:, None])
            yield Sum(series=name, first=start + 1, last=end, percentiles=quantiles, mean=float(gain.mean()))


def percentiles(values: Array) -> tuple[FIVE, ...]:
    """Return PERCENTILES by month [months × 5] of values [draws, months], interpolated linearly between draws."""
    place = np.array(PERCENTILES) / 100 * (len(values) - 1)
    low = place.astype(int)
    high = np.minimum(low + 1, len(values) - 1)
    # Only what is read off has to stand in its place.
    partitioned = np.partition(np.ascontiguousarray(values.T), np.unique((low, high)), axis=1)
    between = partitioned[:, low] + (place - low) * (partitioned[:, high] - partitioned[:, low])
    return tuple((a, b, c, d, e) for a, b, c, d, e in between.tolist())


def tornado(scenario: Scenario) -> tuple[float, tuple[Bar, ...]]:
    """Return the NPV with everything at its middle, and the bars around it, longest first."""
    drawn_names, deviates = one_at_a_time(scenario)
    npv = run_of(scenario, deviates).npv
    # Of those that share their luck the planned one gives the name.
    called: dict[str, tuple[str, Kind]] = {
        effect.luck: (f"{effect.initiative}: {effect.outcome}", "effect") for effect, _ in scenario.acting
    }
    called |= {
        coefficient.name: (coefficient.name, coefficient.kind) for coefficient in scenario.coefficients
    }
    bars = [
        Bar(
            luck=luck,
            name=called[luck][0],
            kind=called[luck][1],
            at_low=float(at_low),
            at_high=float(at_high),
        )
        for luck, at_low, at_high in zip(drawn_names, npv[1::2], npv[2::2], strict=True)
        if at_low != npv[0] or at_high != npv[0]
    ]
    return float(npv[0]), tuple(sorted(bars, key=lambda bar: -abs(bar.at_high - bar.at_low)))
