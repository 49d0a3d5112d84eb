"""What the evidence for an effect earns: "attributable" only where every gate of statistics §9 holds."""

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
    """Two initiatives went live in the same units at the same times."""
    return Reason(code="not separable from", about=other)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A condition of the word "attributable": passed, failed, or None where it could not be tried; its figure."""

    code: str
    passed: bool | None
    figure: float | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """An effect and what was tried beside it.

    mix_held: the effect at the same mix of cells. asks: the KPI is what people answer; answers: the effect on the share
    who answer, None where that is not known. definition_changed: the KPI's within the months.
    """

    effect: Effect
    mix_held: float | None
    asks: bool
    answers: Inference | None
    definition_changed: bool


def select_discoveries(p_values: Array, stated: Rows) -> Rows:
    """Which effects pass Benjamini and Hochberg: goals set in advance and other pairs are families of their own."""
    out = np.zeros(len(p_values), dtype=bool)
    for family, rate in ((stated, STATED_RATE), (~stated, UNSTATED_RATE)):
        out[family] = discoveries(p_values[family], rate)
    return out


def gates(finding: Finding, is_discovered: bool) -> tuple[Gate, ...]:
    """Every condition with whether it holds, in the order in which a reader should know them."""
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
    """Whether a condition fails in a way that can only have made the effect look smaller, and so explains none of it.

    answers: the silent are less satisfied than those who answer (statistics §3), so the true effect is the measured
    one plus something of the sign of the change in answers: fewer answers hide a fall. choosing: with those months
    left in the effect is more than twice as large, and units that were better for a while or for good before their
    go-live lose, if anything, more than the effect says. What fails another condition may go either way.
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
    """The place among the units of the one without which the effect changes its sign, None if there is none."""
    turned = np.flatnonzero(effect.replicates[1:, 0] * effect.effect.value <= 0)
    return int(turned[0]) if len(turned) else None


def breakdown(effect: Effect) -> float | None:
    """How many times the largest deviation before the go-live would make the effect unclear; None without leads."""
    leads = [abs(lead.effect.value) for lead in effect.leads if lead.effect is not None]
    half = effect.effect.upper - effect.effect.value
    return max(0.0, abs(effect.effect.value) - half) / max(leads) if leads and max(leads) > 0 else None


def grade(
    checks: tuple[Gate, ...], nearest: str, is_clear: bool, change_is_clear: bool
) -> tuple[Grade, Reason | None]:
    """The grade and, where it is not "attributable", the first condition that fails.

    is_clear: the effect's interval excludes 0; change_is_clear: that of the KPI's change between the windows.
    Without a usable design a clear change between the windows is a difference, of which nothing is known.
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
