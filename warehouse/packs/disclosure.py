"""What may leave the house about a partner: rounded counts, and what follows from these alone (docs/packs.md says why).

Pure: numbers in, what is released out, or the reason why it is withheld. Known drawback: rules hold one pack, and one
after the other, against whoever knows the rules; not against peers who put their packs together.
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
    """A share as released: both counts rounded, None where withheld; `reason`: why there is no rate of them."""

    numerator: int | None
    denominator: int | None
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The band of the others: `at` 10, 25, 50, 75 and 90 %, None where withheld; `reason`: why there is none at all."""

    at: tuple[float | None, ...]
    reason: Reason | None


NO_EDGES = (None,) * 5


def release_count(count: float) -> int | None:
    """A count to the nearest 5; None below 5, so that 0 and 4 look alike. Averages of counts are counts."""
    return None if count < FEWEST else _round_to(count, BASE)


def release_counts(numerator: float, denominator: float) -> Counts:
    """Both counts of a share. Nearly all is as telling as nearly none, so the numerator goes with the rest.

    Of a whole told as 5 not even that is said: "nearly all" of 5 to 7 would leave three values to the rest.
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
    """A whole whose parts are released too: the sum of what is released, and nothing where any part is withheld.

    Rounded on its own it would pin the part that is missing.
    """
    numerator = _sum([part.numerator for part in parts])
    denominator = _sum([part.denominator for part in parts])
    if numerator is None or denominator is None:
        return Counts(numerator=numerator, denominator=denominator, reason=PART_WITHHELD)
    return Counts(
        numerator=numerator, denominator=denominator, reason=TOO_FEW if denominator < MINIMUM_CASES else None
    )


def average_counts(parts: Sequence[Counts]) -> Counts:
    """The same of stocks: the mean of released averages."""
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
    """The share of the released counts with Wilson's interval: who has these counts has learnt nothing more."""
    if counts.reason is not None or counts.numerator is None or counts.denominator is None:
        return Estimate.cannot_say(counts.reason or UNDER_FIVE)
    return wilson(counts.numerator, counts.denominator)


def goes_by_quarter(first_year: Sequence[tuple[float, float]]) -> bool:
    """Whether a share is released by quarter, from (numerator, denominator) of the quarters of the year before.

    That year never moves, so the answer is the same in every pack: quarters, and years of a rounding of their own,
    never meet, and no total is taken apart by its parts.
    """
    return bool(first_year) and all(release_counts(*quarter).reason is None for quarter in first_year)


def is_steady(first_year: Sequence[float], least: float) -> bool:
    """The same of contracts and waits, by how many there were in each of these quarters."""
    return bool(first_year) and min(first_year) >= least


def amount_base(average: float) -> float:
    """What amounts are rounded to: 1, 2 or 5 times a power of ten that is worth at least five average contracts."""
    least = BASE * average
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least)


def release_amount(amount: float, contracts: int | None, base: float) -> float | None:
    """An amount to the nearest multiple of `base`; None where its contracts are withheld or it is nearly nothing."""
    return None if contracts is None else float(_round_to(amount, base)) or None


def round_to_significant(value: float) -> float:
    """A value to two significant digits."""
    if value == 0:
        return 0.0
    return round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))


def roughly(estimate: Estimate) -> Estimate:
    """An estimate of which value and ends keep two significant digits."""
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
    """The band of the others' values, each edge the mean of three neighbours to two significant digits.

    An ordinary quantile of five values is just one of them. Volumes are ranked in public: theirs needs ten others and
    has no outer edges, so that the largest is behind none.
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
    """How many others are said to be behind a band: at least so many, in fives."""
    return count // BASE * BASE


def company_share(own: float, others: Sequence[float], rest: float) -> int | Reason:
    """Percent of the company that is the partner's, from its released amount, those of others, and what had no partner.

    In whole percent below 10, in fives from there on: with a share of up to half, the company's total cannot be had
    better than to about 5 %.
    """
    if sum(other > 0 for other in others) < FEWEST_OTHERS:
        return FEW_OTHERS
    if is_dominated(others):
        return ONE_DOMINATES
    percent = 100 * own / (own + sum(others) + rest)
    step = FINE if percent < COARSE_FROM else COARSE
    return _round_to(percent, step) or UNDER_ONE_PERCENT


def is_dominated(others: Sequence[float]) -> bool:
    """Whether one of the others holds more than half of what they have together."""
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
