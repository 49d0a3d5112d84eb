"""What needs attention: missed targets, and KPIs and regions that got worse.

The false-discovery rate over all changes tested together is held at 10%, so that a long list of KPIs and regions
raises no alarm by chance alone (statistics §8).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.discoveries import discoveries, p_value
from analysis.intervals import IDENTITY, RELATIVE
from analysis.results import COUNTED
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.judged import choose_estimate, is_led
from warehouse.query.targets import Target
from wording.judgement import target_state, verdict

FALSE_DISCOVERIES = 0.10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A change to test: its KPI, and the member it belongs to (None: the whole company)."""

    kpi: Kpi
    member: str | None
    change: Change


def select_worsened(tested: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates that got worse beyond chance, the surest first (statistics §8).

    KPIs without a better direction are not tested.
    """
    known = [(candidate, p) for candidate in tested if (p := _p_of_worse(candidate)) is not None]
    discovered = discoveries(np.array([p for _, p in known]), FALSE_DISCOVERIES)
    worse = [(p, n) for n, (_, p) in enumerate(known) if discovered[n]]
    return tuple(known[n][0] for _, n in sorted(worse))


def select_counted_worse(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates that got worse as counted in full: chance has no part in them, so nothing is tested."""
    return tuple(
        candidate
        for candidate in candidates
        if choose_estimate(candidate.change, candidate.kpi).interval_reason == COUNTED
        and verdict(candidate.change, candidate.kpi) == "worse"
    )


def misses_target(kpi: Kpi, change: Change, target: Target | None) -> bool:
    """Tell whether the value after misses the target of the KPI."""
    return target is not None and target_state(change.after.estimate, target, kpi) == "missed"


def is_testable(candidate: Candidate) -> bool:
    """Tell whether a change has a direction and an interval, so that it can be found to be worse at all."""
    return _p_of_worse(candidate) is not None


def _p_of_worse(candidate: Candidate) -> float | None:
    change, estimate = candidate.change, choose_estimate(candidate.change, candidate.kpi)
    # A stock of late loans is not worse by itself: what goes bad at equal age is tested in its place.
    if candidate.kpi.better == "neither" or is_led(candidate.kpi):
        return None
    units = min(change.before.effective_units, change.after.effective_units)
    scale = RELATIVE if estimate is change.relative else IDENTITY
    return p_value(estimate, scale, units, upwards=candidate.kpi.better == "lower")
