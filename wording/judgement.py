"""What a change means: clear or not, better or worse, target met or missed. Words and colours follow from it."""

from typing import Literal

from analysis.results import COUNTED, Estimate
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.judged import is_clear, is_judged, is_led
from warehouse.query.targets import Target

Verdict = Literal["better", "worse", "higher", "lower", "unclear", "not judged", "unknown"]
TargetState = Literal["met", "near", "missed", "open"]


def verdict(change: Change, kpi: Kpi) -> Verdict:
    """Return the verdict on a change by the better direction of the KPI (statistics §10).

    "higher" or "lower" for a KPI without a direction, and for a stock of late loans, which also moves with growth
    and charge-offs. "not judged" where no interval can say whether the change is clear.
    """
    value = change.absolute.value
    if value is None:
        return "unknown"
    if not is_judged(change, kpi):
        return "not judged"
    if not is_clear(change, kpi):
        return "unclear"
    if kpi.better == "neither" or is_led(kpi):
        return "higher" if value > 0 else "lower"
    return "better" if (value > 0) == (kpi.better == "higher") else "worse"


def verdict_beside(change: Change, kpi: Kpi, guard: Change, guard_kpi: Kpi) -> Verdict:
    """Return the verdict on a KPI read with its guard (statistics §10, rule 4).

    A stock of late loans is better or worse where formation at equal age is, in the same direction.
    """
    own, leading = verdict(change, kpi), verdict(guard, guard_kpi)
    agrees = (own, leading) in (("lower", "better"), ("higher", "worse"))
    return leading if is_led(kpi) and agrees else own


def standing(ratio: Estimate, kpi: Kpi) -> Verdict:
    """Return better or worse than the peers, from a ratio to them: only where its shrunk interval excludes 1."""
    if ratio.lower is None or ratio.upper is None:
        return "unknown"
    if ratio.lower <= 1 <= ratio.upper:
        return "unclear"
    return "better" if (ratio.lower > 1) == (kpi.better == "higher") else "worse"


def target_state(estimate: Estimate, target: Target, kpi: Kpi) -> TargetState:
    """Return whether a target is met (statistics §8).

    Met if the whole interval is on the good side, missed if it is on the bad side, else open. With a tolerance:
    near if the whole interval is on the bad side but within the tolerance, missed only beyond it. What was
    counted and not sampled has no interval and is judged by its value.
    """
    counted = estimate.value if estimate.interval_reason == COUNTED else None
    lower, upper = (counted, counted) if counted is not None else (estimate.lower, estimate.upper)
    if kpi.better == "neither" or lower is None or upper is None:
        return "open"
    ends = (lower - target.value, upper - target.value)
    worst, best = sorted(ends if kpi.better == "higher" else (-end for end in ends))
    band = target.tolerance or 0.0
    if worst >= 0:
        return "met"
    if band and best < 0 and worst >= -band:
        return "near"
    return "missed" if best < -band else "open"
