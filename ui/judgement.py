"""What a change means: clear or not, better or worse, met or missed. Words and colours follow from here."""

from typing import Literal

from analysis.results import Estimate
from warehouse.answers import Change
from warehouse.kpis.record import Kpi, Lifetime

Verdict = Literal["better", "worse", "higher", "lower", "unclear", "unknown"]


def deciding(change: Change, kpi: Kpi) -> Estimate:
    """The estimate that says whether a change is clear (statistics §8): the relative one; of a lifetime value, and
    where there is no relative change, the absolute one."""
    by_amount = isinstance(kpi.formula, Lifetime) or change.relative.value is None
    return change.absolute if by_amount else change.relative


def is_clear(change: Change, kpi: Kpi) -> bool:
    """The interval that decides excludes zero."""
    return deciding(change, kpi).clear


def verdict(change: Change, kpi: Kpi) -> Verdict:
    """Better or worse by the direction of the KPI, higher or lower where it has none (statistics §10)."""
    value = change.absolute.value
    if value is None:
        return "unknown"
    if not is_clear(change, kpi):
        return "unclear"
    if kpi.better == "neither":
        return "higher" if value > 0 else "lower"
    return "better" if (value > 0) == (kpi.better == "higher") else "worse"


def target_state(found: Estimate, target: float, kpi: Kpi) -> Literal["met", "missed", "open"]:
    """Met if the whole interval is on the good side, missed if on the bad side, else open (statistics §8)."""
    if kpi.better == "neither" or found.lower is None or found.upper is None:
        return "open"
    ends = (found.lower - target, found.upper - target)
    signs = ends if kpi.better == "higher" else tuple(-end for end in ends)
    if min(signs) >= 0:
        return "met"
    return "missed" if max(signs) < 0 else "open"
