"""What a change means: its status, better or worse, target met or missed. Words and colours follow from it."""

from dataclasses import dataclass
from typing import Literal, get_args

from analysis.results import COUNTED, Estimate
from warehouse.kpis import find
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


Status = Literal[
    "improved_attributable",
    "improved_before_after",
    "worse_attributable",
    "worse_before_after",
    "moved_not_judged",
    "no_clear_change",
    "cannot_tell",
]
STATUSES: tuple[Status, ...] = get_args(Status)
Caveat = Literal["", "guard_open", "guard_worse", "no_direction"]
Tone = Literal["better", "worse", "neutral"]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a change of a KPI shows: the same on every page, export and command.

    `caveat`: why there is no colour although the change is clear, "" otherwise. guard_open: a stock of late loans
    moved while formation at equal age did not move with it; guard_worse: what the KPI is read with got worse;
    no_direction: neither direction is better.
    """

    status: Status
    caveat: Caveat

    @property
    def tone(self) -> Tone:
        """The meaning of its colour; neutral wherever there is a caveat."""
        if self.caveat:
            return "neutral"
        word = self.status.partition("_")[0]
        return "better" if word == "improved" else "worse" if word == "worse" else "neutral"


def judge(change: Change, kpi: Kpi, guard: Change | None, attributed: float | None) -> Judgement:
    """Return the status of a KPI (statistics §8 and §10).

    `guard`: the change of the KPI's guard in the same slice. `attributed`: the sum of the attributable parts, as in
    `warehouse.effects.attributed`; a change is attributable only if they point the same way as it does.
    """
    own = verdict(change, kpi)
    if own in ("unknown", "not judged"):
        return Judgement(status="cannot_tell", caveat="")
    if own == "unclear":
        return Judgement(status="no_clear_change", caveat="")
    beside = verdict(guard, find(kpi.guard)) if guard is not None and kpi.guard else "unknown"
    if is_led(kpi):
        if (own, beside) not in (("lower", "better"), ("higher", "worse")):
            caveat: Caveat = "guard_worse" if (own, beside) == ("lower", "worse") else "guard_open"
            return Judgement(status="moved_not_judged", caveat=caveat)
        own = beside
    if own in ("higher", "lower"):
        return Judgement(status="moved_not_judged", caveat="no_direction")
    proven = attributed is not None and attributed * (change.absolute.value or 0.0) > 0
    if own == "worse":
        return Judgement(status="worse_attributable" if proven else "worse_before_after", caveat="")
    return Judgement(
        status="improved_attributable" if proven else "improved_before_after",
        caveat="guard_worse" if beside == "worse" and not is_led(kpi) else "",
    )


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
