"""What evidence earns: every gate alone takes the word "attributable" away, with its own reason."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from analysis.attribution.grading import (
    ANSWERS_MOVED,
    DIFFERED_BEFORE,
    NOT_CLEAR,
    NOT_STAGGERED,
    NOT_TRIED,
    RESTS_ON_CHOICE,
    RESTS_ON_ONE_UNIT,
    TURNS_WITH_MIX,
    WEAK_AMONG_MANY,
    Finding,
    breakdown,
    find_sign_turner,
    gates,
    grade,
    not_separable_from,
    select_discoveries,
)
from analysis.attribution.imputation import Bin, Effect, Inference
from analysis.attribution.panel import LEAD_BINS
from analysis.results import DEFINITION_CHANGED, TOO_FEW


def inferred(value: float, p: float) -> Inference:
    return Inference(value=value, error=0.05, lower=value - 0.1, upper=value + 0.1, p=p)


LEADS = tuple(
    Bin(first=first, last=last, effect=inferred(value, 0.5))
    for (first, last), value in zip(LEAD_BINS, (0.01, -0.02, 0.0), strict=True)
)
GOOD = Effect(
    effect=inferred(-0.3, 0.001),
    rows=np.ones(4, dtype=bool),
    bins=(),
    leads=LEADS,
    pre_trend_p=0.6,
    placebo=inferred(0.01, 0.7),
    with_choosing=-0.32,
    replicates=np.array([[-0.3], [-0.31], [-0.29], [-0.25]]),
    own_share=0.8,
    nearest="twin",
    two_way=-0.2,
    units=31,
    live_units=27,
    waiting_units=4,
    go_lives=6,
    effective_units=14.0,
)
FOUND = Finding(effect=GOOD, mix_held=-0.28, asks=True, answers=inferred(0.01, 0.8), definition_changed=False)


def graded(finding: Finding, is_discovered: bool = True) -> tuple[str, object]:
    return grade(
        gates(finding, is_discovered),
        finding.effect.nearest,
        finding.effect.effect.clear,
        change_is_clear=False,
    )


def changed(**what: Any) -> Finding:
    return dataclasses.replace(FOUND, effect=dataclasses.replace(GOOD, **what))


def test_all_gates_held_is_attributable_and_it_may_be_harmful() -> None:
    assert graded(FOUND) == ("attributable", None)
    worse = changed(
        effect=inferred(0.3, 0.001), with_choosing=0.32, replicates=np.array([[0.3], [0.31], [0.29], [0.25]])
    )
    assert graded(dataclasses.replace(worse, mix_held=0.28)) == ("attributable", None)
    nobody_asked = dataclasses.replace(FOUND, asks=False, answers=None)
    assert graded(nobody_asked) == ("attributable", None)
    assert "answers" not in {gate.code for gate in gates(nobody_asked, True)}


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (changed(units=9), TOO_FEW),
        (changed(live_units=4), TOO_FEW),
        (changed(effective_units=5.9), TOO_FEW),
        (changed(go_lives=1, waiting_units=0), NOT_STAGGERED),
        (changed(own_share=0.29), not_separable_from("twin")),
        (changed(placebo=inferred(0.2, 0.04)), DIFFERED_BEFORE),
        (changed(placebo=None), NOT_TRIED),
        (changed(with_choosing=-0.14), RESTS_ON_CHOICE),
        (changed(with_choosing=-0.61), RESTS_ON_CHOICE),
        (changed(with_choosing=0.3), RESTS_ON_CHOICE),
        (changed(with_choosing=None), NOT_TRIED),
        (changed(replicates=np.array([[-0.3], [-0.31], [0.01], [-0.25]])), RESTS_ON_ONE_UNIT),
        (dataclasses.replace(FOUND, mix_held=0.01), TURNS_WITH_MIX),
        (dataclasses.replace(FOUND, mix_held=None), NOT_TRIED),
        (dataclasses.replace(FOUND, answers=inferred(0.2, 0.001)), ANSWERS_MOVED),
        (dataclasses.replace(FOUND, answers=inferred(-0.2, 0.001)), ANSWERS_MOVED),
        (dataclasses.replace(FOUND, answers=None), NOT_TRIED),
        (dataclasses.replace(FOUND, definition_changed=True), DEFINITION_CHANGED),
    ],
)
def test_each_gate_alone_takes_the_word_away(finding: Finding, reason: object) -> None:
    assert graded(finding) == ("cannot tell", reason)
    assert sum(not gate.passed for gate in gates(finding, True)) == 1


def test_the_condition_of_the_answers_carries_their_effect() -> None:
    """By it a reader sees, and `understates` knows, whether fewer answered or more."""
    for answers in (inferred(-0.2, 0.001), inferred(0.01, 0.8)):
        found = next(
            gate
            for gate in gates(dataclasses.replace(FOUND, answers=answers), True)
            if gate.code == "answers"
        )
        assert (found.figure, found.passed) == (answers.value, not answers.clear)


def test_just_inside_every_gate_is_enough() -> None:
    edge = changed(
        units=10,
        live_units=5,
        effective_units=6.0,
        go_lives=2,
        waiting_units=0,
        own_share=0.3,
        placebo=inferred(0.1, 0.05),
        with_choosing=-0.15,
    )
    assert graded(edge) == ("attributable", None)
    assert graded(changed(go_lives=1, waiting_units=1)) == ("attributable", None)


def test_an_effect_that_is_not_discovered_is_not_clear() -> None:
    assert graded(FOUND, is_discovered=False) == ("cannot tell", WEAK_AMONG_MANY)
    assert graded(changed(effect=inferred(-0.08, 0.3)), is_discovered=False) == ("cannot tell", NOT_CLEAR)


def test_without_a_design_a_clear_change_is_a_difference_only() -> None:
    for finding, is_discovered, expected in (
        (changed(go_lives=1, waiting_units=0), True, "difference only"),
        (changed(own_share=0.1), True, "difference only"),
        (changed(units=9), True, "difference only"),
        (FOUND, False, "cannot tell"),
        (changed(placebo=inferred(0.2, 0.01)), True, "cannot tell"),
    ):
        assert (
            grade(gates(finding, is_discovered), "twin", is_clear=True, change_is_clear=True)[0] == expected
        )


def test_goals_set_in_advance_and_other_pairs_are_two_families() -> None:
    """Benjamini and Hochberg by hand.

    stated, 5 %    p 0.001  0.020  0.030  0.200     limits 0.0125  0.025  0.0375  0.05    → the first three
    others, 1 %    p 0.004  0.009  0.500            limits 0.0033  0.0067  0.01           → none (0.009 is second)
    """
    p_values = np.array([0.030, 0.009, 0.001, 0.5, 0.2, 0.004, 0.02])
    stated = np.array([True, False, True, False, True, False, True])
    assert select_discoveries(p_values, stated).tolist() == [True, False, True, False, False, False, True]
    assert select_discoveries(p_values[1:2], stated[1:2]).tolist() == [True]  # alone: 0.009 ≤ 0.01
    assert select_discoveries(p_values[:0], stated[:0]).tolist() == []


def test_breakdown_by_hand() -> None:
    """|−0.3| less half an interval 0.1 leaves 0.2: ten times the largest deviation before, 0.02."""
    assert breakdown(GOOD) == pytest.approx(10)
    assert breakdown(dataclasses.replace(GOOD, effect=inferred(-0.08, 0.3))) == 0
    assert breakdown(dataclasses.replace(GOOD, leads=(Bin(first=-12, last=-7, effect=None),))) is None


def test_the_unit_that_turns_the_effect_is_named_by_its_place() -> None:
    assert find_sign_turner(GOOD) is None
    assert find_sign_turner(changed(replicates=np.array([[-0.3], [-0.31], [0.01], [0.02]])).effect) == 1
