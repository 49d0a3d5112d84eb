"""A KPI as a function of sums: its value, its cases, its events, and how sure one can be.

Sums are arrays [..., measures] (for histograms [..., 3, bins]: events, exits, still open); units are the first axis.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis import life_table, lifetime_value, survival
from analysis.intervals import (
    CONFIDENCE_TAIL,
    IDENTITY,
    INDEPENDENT,
    RELATIVE,
    Scale,
    interval,
    poisson,
    wilson,
)
from analysis.results import COUNTED, NO_ROWS, ONE_UNIT, Estimate, Reason

Array = NDArray[np.float64]

Cost = Literal["left out", "subtracted", "divided by"]  # of winning a customer, in a lifetime value

MINIMUM_CASES = 30


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """How a KPI is computed from sums.

    `value`, `cases` (denominator) and `events` (numerator) map [..., sums] to [...]; `without` maps the sums of
    all units [units, …] to the values with each unit left out in turn [units]. `scale` is that of its
    interval; `from_units`: the interval comes from leaving out units (a total has none that way: without a
    unit it is another total). `independent` gives the interval of one slice with cases taken as independent,
    None where there is none, for `no_interval` (`one unit` where more units would bring one, told by their number).
    `missing`: why the value of sums is NaN. `minimum_cases`: the fewest a value rests on.
    """

    value: Callable[[Array], Array]
    cases: Callable[[Array], Array]
    events: Callable[[Array], Array]
    without: Callable[[Array], Array]
    scale: Scale
    has_relative_change: bool
    independent: Callable[[Array], Estimate] | None
    no_interval: Reason
    missing: Callable[[Array], Reason]
    minimum_cases: int
    from_units: bool


def ratio(scale: Scale, independent: Callable[[Array], Estimate] | None) -> Statistic:
    """Σ numerator ÷ Σ denominator; sums are [..., (numerator, denominator, events, cases)].

    Of a share of counted cases events and cases are numerator and denominator again; of amounts (balances,
    minutes) they count what the amounts belong to.
    """
    return Statistic(
        value=_ratio,
        cases=lambda sums: sums[..., 3],
        events=lambda sums: sums[..., 2],
        without=_ratio_without,
        scale=scale,
        has_relative_change=True,
        independent=independent,
        no_interval=ONE_UNIT,
        missing=lambda sums: NO_ROWS,
        minimum_cases=MINIMUM_CASES,
        from_units=True,
    )


def net_score() -> Statistic:
    """Σ (for − against) ÷ Σ answers; sums as of `ratio`, events = for + against. No relative change, ever."""
    return replace(ratio(IDENTITY, net_score_of_independent_answers), has_relative_change=False)


def ratio_of_amounts(scale: Scale) -> Statistic:
    """Σ amount ÷ Σ amount of a whole company, sums as of `ratio`: a count, not a sample, so few rows are enough."""
    return replace(ratio(scale, None), no_interval=COUNTED, minimum_cases=1)


def total(scale: Scale, independent: Callable[[Array], Estimate] | None, no_interval: Reason) -> Statistic:
    """Σ of counts with their interval, or of an amount without, for the reason given; sums are [..., (amount,
    1 shared, events, cases)]."""
    # The shares of 1 add up to it only nearly, so the amount is not divided by their sum.
    return replace(
        ratio_of_amounts(scale),
        value=lambda sums: sums[..., 0],
        independent=independent,
        no_interval=no_interval,
        from_units=False,
    )


def growth(fewest_cases: int, no_interval: Reason) -> Statistic:
    """Σ amount ÷ Σ amount a year earlier − 1; sums are [..., (now, then, cases now, cases then)].

    A relative change already: two of them are told apart in points, never as a share of each other.
    """
    return replace(
        ratio_of_amounts(RELATIVE),
        value=lambda sums: _ratio(sums) - 1,
        without=lambda units: _ratio_without(units) - 1,
        has_relative_change=False,
        no_interval=no_interval,
        minimum_cases=fewest_cases,
    )


def total_per_day(scale: Scale) -> Statistic:
    """Σ counts ÷ days; sums are [..., (count, days)], the days shared over the units."""
    return Statistic(
        value=_ratio,
        cases=lambda sums: sums[..., 0],
        events=lambda sums: sums[..., 0],
        without=_ratio_without,
        scale=scale,
        has_relative_change=True,
        independent=rate_of_independent_events,
        no_interval=ONE_UNIT,
        missing=lambda sums: NO_ROWS,
        minimum_cases=1,
        from_units=False,
    )


def share_of_independent_cases(sums: Array) -> Estimate:
    """Wilson interval of a share of counted cases; sums as of `ratio`."""
    return wilson(float(sums[2]), float(sums[3]))


def rate_of_independent_events(sums: Array) -> Estimate:
    """Exact Poisson interval of counted events per exposure; sums as of `ratio`."""
    return poisson(float(sums[0]), float(sums[1]))


def net_score_of_independent_answers(sums: Array) -> Estimate:
    """Normal interval of a net score of independent answers, each +1, 0 or −1 times the score's factor.

    Variance of one answer: (for + against) ÷ n − ((for − against) ÷ n)². Answers that are all alike show none: as far
    as Wilson's limit for none of n, who then answer the other way.
    """
    net, denominator, not_passive, answers = (float(part) for part in sums)
    error = np.sqrt(max(0.0, not_passive / answers - (net / answers) ** 2) / answers)
    value = net / denominator
    if error == 0:
        farthest = answers / denominator
        reach = (wilson(0.0, answers).upper or 0.0) * (farthest + abs(value))
        lower, upper = max(-farthest, value - reach), min(farthest, value + reach)
        return interval(value, lower, upper, INDEPENDENT)
    reach = float(ndtri(CONFIDENCE_TAIL)) * error * answers / denominator
    return interval(value, value - reach, value + reach, INDEPENDENT)


def waiting_time(scale: Scale, edges: Array, share: float) -> Statistic:
    """Kaplan–Meier quantile; sums are [..., (events, exits, of these still open), bins]."""
    return Statistic(
        value=lambda sums: survival.quantile(sums[..., 0, :], sums[..., 1, :], edges, share),
        cases=lambda sums: sums[..., 1, :].sum(axis=-1),
        events=lambda sums: sums[..., 0, :].sum(axis=-1),
        without=lambda units: survival.quantile_without_units(
            units[..., 0, :], units[..., 1, :], edges, share
        ),
        scale=scale,
        has_relative_change=True,
        independent=lambda sums: survival.quantile_of_independent_cases(sums[0], sums[1], edges, share),
        no_interval=ONE_UNIT,
        missing=lambda sums: survival.why_no_quantile(sums, edges, share),
        minimum_cases=MINIMUM_CASES,
        from_units=True,
    )


def still_there(scale: Scale, months: int, missing: Reason) -> Statistic:
    """S(months) of a life table; sums are [..., (ended, at risk, at risk a month), tenures]."""
    return Statistic(
        value=lambda sums: _retention(sums, months),
        cases=lambda sums: sums[..., 2, :months].sum(axis=-1),
        events=lambda sums: sums[..., 0, :months].sum(axis=-1),
        without=lambda units: _retention(units.sum(axis=0) - units, months),
        scale=scale,
        has_relative_change=True,
        independent=lambda sums: life_table.retention_of_independent_cases(sums[0], sums[1], months),
        no_interval=ONE_UNIT,
        missing=lambda sums: missing,
        minimum_cases=MINIMUM_CASES,
        from_units=True,
    )


def worth(scale: Scale, terms: lifetime_value.Terms, cost: Cost, missing: Reason) -> Statistic:
    """Observed customer lifetime value, less the cost of winning a customer, or its ratio to that cost.

    Sums are [..., (ended, at risk, the eight FLOWS, cost of winning, customers won, at risk a month), tenures].
    """

    def value(sums: Array) -> Array:
        observed = lifetime_value.observed_value(
            lifetime_value.Flows(
                at_risk=sums[..., 1, :],
                ended=sums[..., 0, :],
                terms=lifetime_value.signed_terms(sums[..., 2:10, :], terms.loss_given_default),
            ),
            terms,
        )
        if cost == "left out":
            return observed
        spent, won = np.moveaxis(sums[..., 10:12, :].sum(axis=-1), -1, 0)
        return _divide(observed * won, spent) if cost == "divided by" else observed - _divide(spent, won)

    def cases(sums: Array) -> Array:
        return np.asarray(sums[..., -1, : terms.span].sum(axis=-1))

    return Statistic(
        value=value,
        cases=cases,
        events=cases,
        without=lambda units: value(units.sum(axis=0) - units),
        scale=scale,
        has_relative_change=True,
        independent=None,
        no_interval=ONE_UNIT,
        missing=lambda sums: missing,
        minimum_cases=MINIMUM_CASES,
        from_units=True,
    )


def _retention(sums: Array, months: int) -> Array:
    return life_table.retention(sums[..., 0, :], sums[..., 1, :], months)


def _ratio(sums: Array) -> Array:
    return _divide(sums[..., 0], sums[..., 1])


def _ratio_without(units: Array) -> Array:
    return _ratio(units.sum(axis=0) - units)


def _divide(numerator: Array, denominator: Array) -> Array:
    ratio: Array = np.divide(
        numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=np.asarray(denominator) != 0
    )
    return ratio
