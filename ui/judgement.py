"""What a change means: clear or not, better or worse, met or missed. Words and colours follow from here."""

from typing import Literal

from analysis.results import COUNTED, Estimate
from warehouse.answers import Change
from warehouse.kpis.record import Kpi

Verdict = Literal["better", "worse", "higher", "lower", "unclear", "unknown"]


def is_clear(change: Change) -> bool:
    """The relative interval excludes zero; the absolute one where there is no relative change."""
    deciding = change.relative if change.relative.value is not None else change.absolute
    return deciding.clear


def verdict(change: Change, kpi: Kpi) -> Verdict:
    """Better or worse by the direction of the KPI, higher or lower where it has none (statistics §10)."""
    value = change.absolute.value
    if value is None:
        return "unknown"
    if not is_clear(change):
        return "unclear"
    if kpi.better == "neither":
        return "higher" if value > 0 else "lower"
    return "better" if (value > 0) == (kpi.better == "higher") else "worse"


def target_state(found: Estimate, target: float, kpi: Kpi) -> Literal["met", "missed", "open"]:
    """Met if the whole interval is on the good side, missed if on the bad side, else open (statistics §8); what was
    counted and not sampled has no interval and is met or missed as it stands."""
    counted = found.value if found.interval_reason == COUNTED else None
    lower, upper = (counted, counted) if counted is not None else (found.lower, found.upper)
    if kpi.better == "neither" or lower is None or upper is None:
        return "open"
    ends = (lower - target, upper - target)
    signs = ends if kpi.better == "higher" else tuple(-end for end in ends)
    if min(signs) >= 0:
        return "met"
    return "missed" if max(signs) < 0 else "open"
