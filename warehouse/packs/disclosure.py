"""Disclosure rules: which figures about a partner may leave the company, and how they are rounded (docs/packs.md).

Pure functions: numbers in, released figures out, or the reason why they are withheld. Known drawback: the rules
protect a pack, and a series of packs, against a reader who knows the rules; not against partners who pool their
packs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.intervals import wilson
from analysis.peers import FEWEST_PEERS
from analysis.results import TOO_FEW, Estimate, Reason
from analysis.statistic import MINIMUM_CASES

FEWEST = 5  # of any count that is released, and of the rest of a whole
BASE = 5  # counts are rounded to multiples of it
STEADY = 10  # contracts in each quarter of the first year from which on volumes are released by quarter
FEWEST_OTHERS = FEWEST_PEERS
FEWEST_FOR_TAILS = 10  # others behind the outer edges of a band, and behind any edge of a band of volumes
DOMINANT = 0.5  # of what the others have together: one that holds more could be told from the sum
NEIGHBOURS = 3  # values of which an edge of a band is the mean
DIGITS = 2  # significant ones of what is no count
FINE, COARSE = 1, 5  # percent: steps of the share of the company, below and from COARSE_FROM
COARSE_FROM = 10

UNDER_FIVE = Reason(code="under 5")
ALL_BUT_FEW = Reason(code="all but under 5")
PART_WITHHELD = Reason(code="a part is withheld")
FEW_OTHERS = Reason(code="fewer than five others")
FEW_VOLUMES = Reason(code="fewer than ten others")
ONE_DOMINATES = Reason(code="one dominates")
UNDER_ONE_PERCENT = Reason(code="under 1 percent")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The two counts of a share as released: rounded, None where withheld; `reason`: why there is no rate of them."""

    numerator: int | None
    denominator: int | None
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The band of the others: 10, 25, 50, 75 and 90 % edges, None where withheld; `reason`: why there is none."""

    at: tuple[float | None, ...]
    reason: Reason | None


NO_EDGES = (None,) * 5


def release_count(count: float) -> int | None:
    """Round a count, or an average of counts, to the nearest 5; None below 5, so that 0 and 4 look alike."""
    return None if count < FEWEST else _round_to(count, BASE)


def release_counts(numerator: float, denominator: float) -> Counts:
    """Release both counts of a share; the numerator is withheld where fewer than 5 cases are in it or left out of it.

    Nearly all tells as much as nearly none. A denominator released as 5 gets no numerator at all: "nearly all" of 5
    to 7 would leave only three possible values for the rest.
    """
    whole = release_count(denominator)
    if whole is None or whole == BASE or numerator < FEWEST:
        return Counts(numerator=None, denominator=whole, reason=UNDER_FIVE)
    if denominator - numerator < FEWEST:
        return Counts(numerator=None, denominator=whole, reason=ALL_BUT_FEW)
    return Counts(
        numerator=release_count(numerator),
        denominator=whole,
        reason=TOO_FEW if denominator < MINIMUM_CASES else None,
    )


def add_counts(parts: Sequence[Counts]) -> Counts:
    """Add released parts to a whole; None where any part is withheld.

    Rounding the whole on its own would give the missing part away.
    """
    numerator = _sum([part.numerator for part in parts])
    denominator = _sum([part.denominator for part in parts])
    if numerator is None or denominator is None:
        return Counts(numerator=numerator, denominator=denominator, reason=PART_WITHHELD)
    return Counts(
        numerator=numerator, denominator=denominator, reason=TOO_FEW if denominator < MINIMUM_CASES else None
    )


def average_counts(parts: Sequence[Counts]) -> Counts:
    """Average the released counts of a stock over its parts; None where any part is withheld."""
    whole = add_counts(parts)
    numerator, denominator = (
        None if total is None else _round_to(total / len(parts), BASE)
        for total in (whole.numerator, whole.denominator)
    )
    if numerator is None or denominator is None:
        return Counts(numerator=numerator, denominator=denominator, reason=PART_WITHHELD)
    return Counts(
        numerator=numerator, denominator=denominator, reason=TOO_FEW if denominator < MINIMUM_CASES else None
    )


def rate(counts: Counts) -> Estimate:
    """Compute a share with Wilson's interval from the released counts alone, so that it reveals no more."""
    if counts.reason is not None or counts.numerator is None or counts.denominator is None:
        return Estimate.cannot_say(counts.reason or UNDER_FIVE)
    return wilson(counts.numerator, counts.denominator)


def bounds(counts: Counts) -> tuple[float, float] | None:
    """Return between which shares the truth lies by the released counts, at 95 %; None where they say nothing.

    A withheld numerator is 0 to 4, or all but 0 to 4: the ends are those of the outermost of these worlds, so that they
    tell no more than that it is withheld. A whole released as 5 withholds any numerator.
    """
    whole = counts.denominator
    if whole is None or whole == BASE:
        return None
    few = FEWEST - 1
    fewest, most = {UNDER_FIVE: (0, few), ALL_BUT_FEW: (whole - few, whole)}.get(
        counts.reason or TOO_FEW, (counts.numerator, counts.numerator)
    )
    if fewest is None or most is None:
        return None
    return wilson(fewest, whole).lower or 0.0, wilson(most, whole).upper or 1.0


def usual_share(events: Sequence[float], cases: Sequence[float]) -> float | None:
    """Return the share of all others together, to two digits; None where one of them could be told from it.

    `events`, `cases`: of each of the others that had any cases.
    """
    if len(cases) < FEWEST_OTHERS or is_dominated(cases) or is_dominated(events):
        return None
    counts = release_counts(sum(events), sum(cases))
    return None if counts.reason is not None else round_to_significant(sum(events) / sum(cases))


def goes_by_quarter(first_year: Sequence[tuple[float, float]]) -> bool:
    """Whether a share is released by quarter, from the counts of the year before.

    `first_year`: (numerator, denominator) of each of its quarters. That year never moves, so the answer is the same
    in every pack: quarters and separately rounded years never meet, and no total can be taken apart by its parts.
    """
    return bool(first_year) and all(release_counts(*quarter).reason is None for quarter in first_year)


def is_steady(first_year: Sequence[float], least: float) -> bool:
    """Whether contracts or waits are released by quarter: each quarter of the year before has at least `least`."""
    return bool(first_year) and min(first_year) >= least


def amount_base(average: float) -> float:
    """Return the step to which amounts are rounded: 1, 2 or 5 × 10ⁿ, at least five times the average contract."""
    least = BASE * average
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least)


def release_amount(amount: float, contracts: int | None, base: float) -> float | None:
    """Round an amount to a multiple of `base`; None where its contracts are withheld or it rounds to 0."""
    return None if contracts is None else float(_round_to(amount, base)) or None


def round_to_significant(value: float) -> float:
    """Round a value to two significant digits."""
    if value == 0:
        return 0.0
    return round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))


def roughly(estimate: Estimate) -> Estimate:
    """Round the value and interval of an estimate to two significant digits."""
    value, lower, upper = (
        None if number is None else round_to_significant(number)
        for number in (estimate.value, estimate.lower, estimate.upper)
    )
    return Estimate(
        value=value,
        lower=lower,
        upper=upper,
        method=estimate.method,
        reason=estimate.reason,
        interval_reason=estimate.interval_reason,
    )


def edges(values: Sequence[float], of_volumes: bool) -> Edges:
    """Return the band of the others' values, each edge the mean of three neighbours, to two significant digits.

    An ordinary quantile of five values is one of them. Who lends most is public, so a band of volumes needs ten
    others and has no outer edges: the largest partner is behind none.
    """
    count = len(values)
    if count < FEWEST_OTHERS:
        return Edges(at=NO_EDGES, reason=FEW_OTHERS)
    tails = count >= FEWEST_FOR_TAILS
    if of_volumes and not tails:
        return Edges(at=NO_EDGES, reason=FEW_VOLUMES)
    inner = (None, *(_edge(sorted(values), part) for part in (0.25, 0.50, 0.75)), None)
    if of_volumes or not tails:
        return Edges(at=inner, reason=None)
    outer = tuple(_edge(sorted(values), part) for part in (0.10, 0.90))
    return Edges(at=(outer[0], *inner[1:4], outer[1]), reason=None)


def round_down_others(count: int) -> int:
    """Round the number of others behind a band down to a multiple of 5; the pack says "at least"."""
    return count // BASE * BASE


def company_share(own: float, others: Sequence[float], rest: float) -> int | Reason:
    """Return the partner's percentage of the company, or why it is withheld.

    `own`: its released amount; `others`: their amounts; `rest`: what had no partner. In whole percent below 10, in
    fives from 10 on: with a share of up to half, the company's total cannot be derived to better than about 5 %.
    """
    if sum(other > 0 for other in others) < FEWEST_OTHERS:
        return FEW_OTHERS
    if is_dominated(others):
        return ONE_DOMINATES
    percent = 100 * own / (own + sum(others) + rest)
    step = FINE if percent < COARSE_FROM else COARSE
    return _round_to(percent, step) or UNDER_ONE_PERCENT


def is_dominated(others: Sequence[float]) -> bool:
    """Whether one of the others holds more than half of their total."""
    return max(others, default=0.0) > DOMINANT * sum(others)


def _round_to(value: float, base: float) -> int:
    return int(math.floor(value / base + 0.5) * base)


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _edge(ordered: Sequence[float], part: float) -> float:
    """The mean of the three values around that place of the order."""
    around = min(max(round(part * (len(ordered) - 1)), 1), len(ordered) - 2)
    near = ordered[around - NEIGHBOURS // 2 : around + NEIGHBOURS // 2 + 1]
    return round_to_significant(sum(near) / len(near))
