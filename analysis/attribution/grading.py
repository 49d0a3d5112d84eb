"""Grading the evidence for an effect: "attributable" only if every gate of statistics §9 is passed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.attribution.imputation import Effect, Inference
from analysis.attribution.panel import Array, Rows
from analysis.discoveries import discoveries
from analysis.results import DEFINITION_CHANGED, TOO_FEW, Reason

Grade = Literal["attributable", "trend break", "difference only", "cannot tell"]

FEWEST_UNITS = 10
FEWEST_LIVE_UNITS = 5
FEWEST_EFFECTIVE_UNITS = 6
OWN_SHARE = 0.3
STATED_RATE = 0.05  # false-discovery rate among the goals set in advance
UNSTATED_RATE = 0.01  # among all other pairs
PLACEBO_LEVEL = 0.05
WITH_CHOOSING = (0.5, 2.0)

NOT_STAGGERED = Reason(code="not staggered")
NOT_CLEAR = Reason(code="not clear")
WEAK_AMONG_MANY = Reason(
    code="weak among many"
)  # its interval excludes 0, as some would by chance among so many
DIFFERED_BEFORE = Reason(code="differed before")
RESTS_ON_CHOICE = Reason(code="rests on how units were chosen")
RESTS_ON_ONE_UNIT = Reason(code="rests on one unit")
TURNS_WITH_MIX = Reason(code="turns with the mix")
ANSWERS_MOVED = Reason(code="answers moved")


NOT_TRIED = Reason(code="not tried")  # a condition that the months or units do not allow to be tried


def not_separable_from(other: str) -> Reason:
    """Return the reason of two initiatives that went live in the same units at the same times."""
    return Reason(code="not separable from", about=other)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A condition for the word "attributable": passed, failed, or None if it could not be tested; and its figure."""

    code: str
    passed: bool | None
    figure: float | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """An effect with the further checks made of it.

    mix_held: the effect with the mix of cells held constant. asks: whether the KPI is based on survey answers;
    answers: the effect on the share who answer, None if unknown. definition_changed: whether the KPI's definition
    changed within the months.
    """

    effect: Effect
    mix_held: float | None
    asks: bool
    answers: Inference | None
    definition_changed: bool


def select_discoveries(p_values: Array, stated: Rows) -> Rows:
    """Return which effects pass Benjamini–Hochberg; goals set in advance and all other pairs are separate families."""
    out = np.zeros(len(p_values), dtype=bool)
    for family, rate in ((stated, STATED_RATE), (~stated, UNSTATED_RATE)):
        out[family] = discoveries(p_values[family], rate)
    return out


def gates(finding: Finding, is_discovered: bool) -> tuple[Gate, ...]:
    """Evaluate every condition, in the order in which a reader should learn of them."""
    effect, value = finding.effect, finding.effect.effect.value
    enough = (
        effect.units >= FEWEST_UNITS
        and effect.live_units >= FEWEST_LIVE_UNITS
        and effect.effective_units >= FEWEST_EFFECTIVE_UNITS
    )
    choosing = _share(effect.with_choosing, value)
    out = [
        Gate(code="units", passed=enough, figure=effect.effective_units),
        Gate(
            code="staggered",
            passed=effect.go_lives >= 2 or effect.waiting_units > 0,
            figure=float(effect.go_lives),
        ),
        Gate(code="separable", passed=effect.own_share >= OWN_SHARE, figure=effect.own_share),
        Gate(code="discovered", passed=is_discovered, figure=effect.effect.p),
        _placebo(effect),
        Gate(
            code="choosing",
            passed=None if choosing is None else WITH_CHOOSING[0] <= choosing <= WITH_CHOOSING[1],
            figure=effect.with_choosing,
        ),
        Gate(code="no_single_unit", passed=find_sign_turner(effect) is None, figure=None),
        Gate(
            code="mix",
            passed=None if finding.mix_held is None else finding.mix_held * value > 0,
            figure=finding.mix_held,
        ),
    ]
    if finding.asks:
        moved = finding.answers
        out.append(
            Gate(
                code="answers",
                passed=None if moved is None else not moved.clear,
                figure=moved.value if moved else None,
            )
        )
    out.append(Gate(code="definition", passed=not finding.definition_changed, figure=None))
    return tuple(out)


def understates(gate: Gate, effect: float) -> bool:
    """Return whether a failed condition can only have made the effect look smaller, and so explains none of it.

    answers: nonrespondents are less satisfied than respondents (statistics §3), so the true effect is the measured
    one plus something with the sign of the change in answers: fewer answers hide a fall. choosing: with those months
    included the effect is more than twice as large, and units that were better, temporarily or permanently, before
    their go-live lose at least what the effect says. Failures of other conditions may act in either direction.
    """
    if gate.passed is not False or gate.figure is None:
        return False
    if gate.code == "answers":
        return gate.figure * effect > 0
    share = _share(gate.figure, effect)
    return gate.code == "choosing" and share is not None and share > WITH_CHOOSING[1]


def _share(part: float | None, whole: float) -> float | None:
    return part / whole if part is not None and whole else None


def _placebo(effect: Effect) -> Gate:
    if effect.placebo is None:
        return Gate(code="placebo", passed=None, figure=None)
    return Gate(code="placebo", passed=effect.placebo.p >= PLACEBO_LEVEL, figure=effect.placebo.p)


def find_sign_turner(effect: Effect) -> int | None:
    """Return the position of the first unit without which the effect changes sign; None if there is none."""
    turned = np.flatnonzero(effect.replicates[1:, 0] * effect.effect.value <= 0)
    return int(turned[0]) if len(turned) else None


def breakdown(effect: Effect) -> float | None:
    """Return how many times the largest pre-go-live deviation would make the effect unclear; None without leads."""
    leads = [abs(lead.effect.value) for lead in effect.leads if lead.effect is not None]
    half = effect.effect.upper - effect.effect.value
    return max(0.0, abs(effect.effect.value) - half) / max(leads) if leads and max(leads) > 0 else None


def grade(
    checks: tuple[Gate, ...], nearest: str, is_clear: bool, change_is_clear: bool
) -> tuple[Grade, Reason | None]:
    """Return the grade and, unless it is "attributable", the reason: the first condition that fails.

    is_clear: the effect's interval excludes 0; change_is_clear: so does that of the KPI's change between the
    windows. Without a usable design, a clear change between the windows is graded "difference only".
    """
    failed = next((check for check in checks if not check.passed), None)
    if failed is None:
        return "attributable", None
    if failed.code == "separable":
        reason = not_separable_from(nearest)
    elif failed.code == "discovered" and is_clear:
        reason = WEAK_AMONG_MANY
    else:
        reason = NOT_TRIED if failed.passed is None else _REASONS[failed.code]
    no_design = failed.code in ("units", "staggered", "separable")
    return ("difference only" if no_design and change_is_clear else "cannot tell"), reason


_REASONS = {
    "units": TOO_FEW,
    "staggered": NOT_STAGGERED,
    "discovered": NOT_CLEAR,
    "placebo": DIFFERED_BEFORE,
    "choosing": RESTS_ON_CHOICE,
    "no_single_unit": RESTS_ON_ONE_UNIT,
    "mix": TURNS_WITH_MIX,
    "answers": ANSWERS_MOVED,
    "definition": DEFINITION_CHANGED,
}
