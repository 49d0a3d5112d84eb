"""What lies on the worse side is counted whatever its grade, and what hides harm does not explain it away."""

import json
from dataclasses import replace

import pytest

from analysis.attribution.grading import Gate, understates
from analysis.results import Reason
from cli.value_rows import effect_rows
from tests.kit.evidence_by_hand import a_pair, around
from warehouse.effects.evidence import Evidence, Pair, Range
from warehouse.effects.harm import find_worse_effects, lies_worse, standing
from warehouse.effects.outcomes import Scale

FALL, RISE = around(-0.031, 0.019), around(0.031, 0.019)  # −5.0 … −1.2 points, and the mirror image of it
ANSWERS_MOVED, CHOICE = Reason(code="answers moved"), Reason(code="rests on how units were chosen")


def with_gates(pair: Pair, *changed: Gate) -> Pair:
    """The pair with these conditions in the place of its own, or beside them."""
    codes = {gate.code for gate in changed}
    return replace(pair, gates=(*(gate for gate in pair.gates if gate.code not in codes), *changed))


def of_csat(effect: Range, answers: float | None, passed: bool | None = False) -> Pair:
    """A survey's pair whose share of answers moved by so much."""
    pair = a_pair(
        "dealer_portal", kpi="csat", scale="points", effect=effect, level=0.78, reason=ANSWERS_MOVED
    )
    every = tuple(replace(gate, passed=True) for gate in pair.gates)
    return with_gates(replace(pair, gates=every), Gate(code="answers", passed=passed, figure=answers))


@pytest.mark.parametrize(
    ("code", "figure", "effect", "expected"),
    [
        # true = measured + gap × change in answers (statistics §3), the gap above 0: the silent are less satisfied
        ("answers", -0.05, -0.03, True),  # fewer answer, satisfaction falls: it fell by more
        ("answers", +0.05, -0.03, False),  # more answer: those newly heard may be all of the fall
        ("answers", -0.05, +0.03, False),  # fewer answer: the silent may be all of the rise
        ("answers", +0.05, +0.03, True),
        ("answers", None, -0.03, False),  # as kept before the share of answers stood beside the condition
        # with the months of choosing left in: harm larger still, about as large (holds), smaller, none
        ("choosing", -0.07, -0.03, True),
        ("choosing", -0.01, -0.03, False),
        ("choosing", +0.01, -0.03, False),
        ("choosing", None, -0.03, False),
        # these may go either way
        ("units", 4.0, -0.03, False),
        ("staggered", 1.0, -0.03, False),
        ("separable", 0.1, -0.03, False),
        ("discovered", 0.03, -0.03, False),
        ("placebo", 0.01, -0.03, False),
        ("no_single_unit", None, -0.03, False),
        ("mix", 0.02, -0.03, False),
        ("definition", None, -0.03, False),
    ],
)
def test_what_fails_a_condition_explains_an_effect_or_hides_some_of_it(
    code: str, figure: float | None, effect: float, expected: bool
) -> None:
    assert understates(Gate(code=code, passed=False, figure=figure), effect) is expected
    assert not understates(Gate(code=code, passed=True, figure=figure), effect)
    assert not understates(Gate(code=code, passed=None, figure=figure), effect)


def test_fewer_answers_leave_a_fall_of_satisfaction_standing_as_at_least_so_large() -> None:
    pair = of_csat(FALL, -0.05)
    assert pair.grade == "cannot tell"
    assert lies_worse(pair) and standing(pair) == "at least"
    assert pair.effect is not None and pair.effect.least == pytest.approx(-0.012)


@pytest.mark.parametrize(
    ("effect", "answers", "passed"),
    [
        (FALL, +0.05, False),  # more answer: may explain it
        (FALL, -0.05, None),  # whether it is so cannot be tried
        (RISE, -0.05, False),  # for the better, and overstated
        (RISE, +0.05, False),  # for the better, and understated: the word is earned by every condition
        (around(-0.031, 0.04), -0.05, False),  # its interval holds 0
    ],
)
def test_nothing_else_becomes_at_least(effect: Range, answers: float, passed: bool | None) -> None:
    assert standing(of_csat(effect, answers, passed)) == "cannot tell"


@pytest.mark.parametrize("code", ["units", "discovered", "placebo", "no_single_unit", "mix", "definition"])
def test_harm_that_fails_another_condition_as_well_keeps_its_grade_and_its_side(code: str) -> None:
    pair = with_gates(of_csat(FALL, -0.05), Gate(code=code, passed=False, figure=None))
    assert standing(pair) == "cannot tell" and lies_worse(pair)


def test_both_conditions_that_hide_harm_may_fail_together() -> None:
    assert (
        standing(with_gates(of_csat(FALL, -0.05), Gate(code="choosing", passed=False, figure=-0.08)))
        == "at least"
    )
    assert (
        standing(with_gates(of_csat(FALL, -0.05), Gate(code="choosing", passed=False, figure=-0.01)))
        == "cannot tell"
    )


def test_the_worse_side_is_that_of_the_kpi() -> None:
    """Complaints are better lower, satisfaction higher, and an approval rate has no better side."""
    up, down = around(0.14, 0.07), around(-0.14, 0.07)
    worse: tuple[tuple[str, Scale, Range], ...] = (("complaint_rate", "ln", up), ("csat", "points", down))
    for kpi, scale, side in worse:
        other = down if side is up else up
        assert lies_worse(a_pair("dealer_portal", kpi, scale, side))
        assert not lies_worse(a_pair("dealer_portal", kpi, scale, other))
        assert not lies_worse(a_pair("dealer_portal", kpi, scale, around(side.value, 0.2)))
    for effect in (up, down, None):
        assert not lies_worse(a_pair("dealer_portal", "approval_rate", "points", effect))


def test_all_on_the_worse_side_are_listed_the_surest_first_and_each_effect_once() -> None:
    """One outcome speaks for median and P90: two goals, one effect."""
    weak = a_pair("ai_approval", "npl_rate", "ln", around(0.2, 0.1), reason=Reason(code="weak among many"))
    twice = [
        a_pair("smart_service", f"approval_time_{end}", "ln", around(0.2, 0.1)) for end in ("median", "p90")
    ]
    better = a_pair("ai_approval", "csat", "points", RISE)
    unclear = a_pair("ai_approval", "churn_rate", "ln", around(0.1, 0.2), reason=Reason(code="not clear"))
    found = Evidence(
        initiatives=(), pairs=(weak, better, of_csat(FALL, -0.05), unclear, *twice), ledgers=(), series=()
    )
    assert [(pair.kpi, standing(pair)) for pair in find_worse_effects(found)] == [
        ("approval_time_median", "attributable"),
        ("csat", "at least"),
        ("npl_rate", "cannot tell"),
    ]


def test_rows_for_scripts_mark_the_worse_side_and_the_least_size() -> None:
    weak = a_pair("ai_approval", "npl_rate", "ln", around(0.2, 0.1), reason=Reason(code="weak among many"))
    better = a_pair("ai_approval", "csat", "points", RISE)
    rows = effect_rows(
        Evidence(initiatives=(), pairs=(of_csat(FALL, -0.05), weak, better), ledgers=(), series=()), None
    )
    told = {(row["initiative_id"], row["kpi"]): (row["worse"], row["at_least"], row["grade"]) for row in rows}
    assert json.loads(json.dumps(rows)) == rows
    assert told == {
        ("dealer_portal", "csat"): (True, pytest.approx(-0.012), "cannot tell"),
        ("ai_approval", "npl_rate"): (True, None, "cannot tell"),
        ("ai_approval", "csat"): (False, None, "attributable"),
    }
