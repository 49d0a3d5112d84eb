"""A KPI as a function of sums: its value, cases, events and interval.

Sums are arrays [..., measures], for histograms [..., 3, bins] (events, exits, exits still open); the first axis is
the unit.
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

    `value`, `cases` (denominator) and `events` (numerator) map [..., sums] to [...]; `without` maps the sums of all
    units [units, …] to the values with each unit left out in turn [units]. `scale`: where the interval is symmetric.
    `from_units`: the interval comes from leaving out units, which a total cannot have, since without a unit it is a
    different total. `independent`: the interval of one slice with cases treated as independent, None where there is
    none. `no_interval`: the reason for having none (`one unit` where more units would help; their number then
    decides the reason given). `missing`: why the value of sums is NaN. `minimum_cases`: the fewest cases for a
    value.
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
    """Return the statistic Σ numerator ÷ Σ denominator, for sums [..., (numerator, denominator, events, cases)].

    For a share of counted cases, events and cases repeat numerator and denominator; for amounts (balances, minutes)
    they count the items that the amounts belong to.
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
    """Return the statistic Σ (for − against) ÷ Σ answers; sums as in `ratio`, with events = for + against.

    It never has a relative change.
    """
    return replace(ratio(IDENTITY, net_score_of_independent_answers), has_relative_change=False)


def ratio_of_amounts(scale: Scale) -> Statistic:
    """Return the statistic Σ amount ÷ Σ amount of a whole company, with sums as in `ratio`.

    It is a count, not a sample, so one row is enough.
    """
    return replace(ratio(scale, None), no_interval=COUNTED, minimum_cases=1)


def total(scale: Scale, independent: Callable[[Array], Estimate] | None, no_interval: Reason) -> Statistic:
    """Return the statistic of a total: of counts with an interval, or of an amount without one, for the reason
    given.

    Sums are [..., (amount, 1 shared over the units, events, cases)].
    """
    # The shares of 1 add up to it only nearly, so the amount is not divided by their sum.
    return replace(
        ratio_of_amounts(scale),
        value=lambda sums: sums[..., 0],
        independent=independent,
        no_interval=no_interval,
        from_units=False,
    )


def growth(fewest_cases: int, no_interval: Reason) -> Statistic:
    """Return the statistic Σ amount ÷ Σ amount a year earlier − 1, for sums [..., (now, then, cases now, cases
    then)].

    As it is a relative change already, two of them are compared in points only.
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
    """Return the statistic Σ counts ÷ days, for sums [..., (count, days)], with the days shared over the units."""
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
    """Return a share of counted cases with its Wilson interval; sums as in `ratio`."""
    return wilson(float(sums[2]), float(sums[3]))


def rate_of_independent_events(sums: Array) -> Estimate:
    """Return a rate of counted events per exposure with its exact Poisson interval; sums as in `ratio`."""
    return poisson(float(sums[0]), float(sums[1]))


def net_score_of_independent_answers(sums: Array) -> Estimate:
    """Return a net score with its normal interval, for independent answers of +1, 0 or −1 times the score's factor.

    Variance of one answer: (for + against) ÷ n − ((for − against) ÷ n)². Answers that are all alike show no
    variance; the interval then reaches as far as if Wilson's limit for none of n answered the other way.
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
    """Return the Kaplan–Meier quantile at `share`, for sums [..., (events, exits, exits still open), bins]."""
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
    """Return S(months) of a life table, for sums [..., (ended, at risk, at risk a month), tenures]."""
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
    """Return the observed customer lifetime value, less the cost of acquiring a customer, or its ratio to that cost.

    Sums are [..., (ended, at risk, the eight FLOWS, acquisition cost, customers acquired, at risk a month),
    tenures].
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
