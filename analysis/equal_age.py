"""Decompose the change of a stock's rate into book age, new bad loans, and how long bad loans stay (statistics §4).

    N bad balance · B balance · E bad balance expected at the book's age
    F balance that turned bad · G the same as expected at the book's age
    age = (E1/B1) ÷ (E0/B0)    going_bad = (F1/G1) ÷ (F0/G0)    staying = (N1/E1) ÷ (N0/E0) ÷ going_bad
    R1 ÷ R0 = age × going_bad × staying, exactly, with R = N ÷ B

Known drawback: arithmetic, not cause. `staying` holds charge-off, sale, cure and repayment together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.intervals import MINIMUM_UNITS, RELATIVE, effective_units, jackknife, why_few_units
from analysis.results import TOO_FEW, Estimate

Array = NDArray[np.float64]

AGE, GOING_BAD, STAYING = "age", "going_bad", "staying"
PARTS = (AGE, GOING_BAD, STAYING)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a change: `relative` is its factor − 1, `points` its contribution to R1 − R0 (a fraction)."""

    name: str
    relative: Estimate
    points: float | None


@dataclass(frozen=True, kw_only=True)
class Split:
    """The change of R = N ÷ B and its parts, in the order of PARTS; their points add up to after − before."""

    before: float | None
    after: float | None
    parts: tuple[Part, ...]


def split(before: Array, after: Array, cases: Array) -> Split:
    """Decompose a change, from sums [units, (N, B, E, F, G)] with units aligned; `cases` [units] counts both sides.

    If a sum that enters a factor is zero, all parts are `too few`. Intervals leave out one unit at a time with the
    reference rates held fixed; fewer than five units have none.
    """
    totals = before.sum(axis=0), after.sum(axis=0)
    rates = [float(side[0] / side[1]) if side[1] > 0 else None for side in totals]
    if min(float(side.min()) for side in totals) <= 0:
        nothing = Estimate.cannot_say(TOO_FEW)
        return Split(
            before=rates[0],
            after=rates[1],
            parts=tuple(Part(name=name, relative=nothing, points=None) for name in PARTS),
        )
    factors = _factors(*totals)
    without = _factors(totals[0] - before, totals[1] - after)
    points = _points(float(totals[0][0] / totals[0][1]), factors)
    parts = tuple(
        Part(
            name=name,
            relative=_estimate(factors[i], without[:, i], before, after, cases),
            points=float(points[i]),
        )
        for i, name in enumerate(PARTS)
    )
    return Split(before=rates[0], after=rates[1], parts=parts)


def _factors(before: Array, after: Array) -> Array:
    """Age, going bad and staying [..., 3] from sums [..., (N, B, E, F, G)]; NaN where a sum is not positive."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.where((before > 0) & (after > 0), after / before, np.nan)
    bad, balance, expected, formed, expected_formed = np.moveaxis(moved, -1, 0)
    going_bad = formed / expected_formed
    return np.stack((expected / balance, going_bad, bad / expected / going_bad), axis=-1)


def _points(rate_before: float, factors: Array) -> Array:
    """Each part in points: L × ln(factor), L the logarithmic mean of both rates, so that parts add up exactly."""
    total = float(np.sum(np.log(factors)))
    mean = rate_before * (float(np.expm1(total)) / total if total else 1.0)
    return np.asarray(mean * np.log(factors))


def _estimate(factor: float, without: Array, before: Array, after: Array, cases: Array) -> Estimate:
    in_both = (before[:, 1] > 0) & (after[:, 1] > 0)
    if in_both.sum() < MINIMUM_UNITS or effective_units(cases) < MINIMUM_UNITS:
        return Estimate.bare(factor - 1, why_few_units(int(np.count_nonzero(cases))))
    return jackknife(factor - 1, without - 1, cases, RELATIVE)
