"""The form of a plan: what its fields hold, and back again."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from analysis.scenario.coefficients import COEFFICIENTS
from ui.scenarios.draft import Draft, Read, collect_fields, path_on_form, source_of, text_of
from ui.scenarios.draft import Path as Field
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import Plan, plan_from
from warehouse.scenarios.templates import templates
from warehouse.snapshot.snapshots import Snapshot

EXAMPLE = Path(__file__).parents[3] / "examples" / "scenarios" / "demo.toml"
USUAL = tuple(COEFFICIENTS.values())


@pytest.fixture
def example() -> Draft:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def typed(fields: dict[Field, Any]) -> Read:
    """Fields in which this was typed; all others hold what they held."""
    return fields.get


def read_of(draft: Draft) -> Plan:
    return plan_from("plan", draft)


def test_a_form_that_nobody_touches_is_the_plan(example: Draft) -> None:
    assert read_of(collect_fields(example, typed({}), USUAL)) == read_of(example)


def test_what_is_typed_and_taken_back_leaves_a_template_as_it_was(simulated_snapshot: Snapshot) -> None:
    """Word by word, or the form would say that something waits to be applied."""
    for code, plan in templates(simulated_snapshot, WHOLE_HOUSE):
        assert text_of(collect_fields(json.loads(plan), typed({}), USUAL)) == text_of(json.loads(plan)), code


def test_percent_points_and_hours_are_what_people_type(example: Draft) -> None:
    fields: dict[Field, Any] = {
        ("name",): " Slower ",
        ("initiative", 0, "adoption"): 45,
        ("initiative", 3, "share"): 100.0,
        ("initiative", 3, "effect", "churn_rate", "lower"): -20.0,
        ("target", 2, "value"): 90,
        ("assumptions", "formation_stress", "high"): 1.5,
        ("assumptions", "churn_drift", "high"): 7.5,
    }
    plan = read_of(collect_fields(example, typed(fields), USUAL))
    assert (plan.name, plan.initiatives[0].adoption, plan.initiatives[3].share) == ("Slower", 0.45, 1.0)
    assert plan.initiatives[3].effects[0].lower == -0.2
    assert plan.targets[2].value == pytest.approx(0.9)
    stress = next(one for one in plan.coefficients if one.name == "formation_stress")
    assert (stress.value, stress.low, stress.high) == (1.0, 0.9, 1.5)
    drift = next(one for one in plan.coefficients if one.name == "churn_drift")
    assert (drift.value, drift.low, drift.high) == (0.0, -0.05, 0.075)


def test_hours_are_minutes(example: Draft) -> None:
    example["target"] = [{"series": "approval_time_median", "month": 12, "at_most": 1440}]
    assert (
        read_of(collect_fields(example, typed({("target", 0, "value"): 20.0}), USUAL)).targets[0].value
        == 1200
    )


def test_an_effect_by_what_it_rests_on(example: Draft) -> None:
    sources = [source_of(one, "npl_rate") for one in example["initiative"]]
    assert sources == ["none", "measured:early_warning", "claim:s6_1_npl_model", "none"]
    chosen: dict[Field, Any] = {
        ("initiative", 0, "effect", "npl_rate", "source"): "range",
        ("initiative", 1, "effect", "npl_rate", "source"): "none",
        ("initiative", 2, "effect", "npl_rate", "source"): "measured:early_warning",
    }
    first, second, third, _ = read_of(collect_fields(example, typed(chosen), USUAL)).initiatives
    assert [one.outcome for one in first.effects] == ["approval_time_median", "automated_rate", "npl_rate"]
    assert (first.effects[2].lower, first.effects[2].upper) == (-0.1, 0.0)  # towards what is better
    assert second.effects == ()
    assert (third.effects[0].source, third.effects[0].evidence) == ("measured", "early_warning")


def test_a_target_for_something_else_asks_for_its_value_anew(example: Draft) -> None:
    draft = collect_fields(example, typed({("target", 0, "series"): "take_up_rate"}), USUAL)
    assert draft["target"][0] == {"series": "take_up_rate", "month": 12}
    with pytest.raises(Impossible) as refused:
        read_of(draft)
    assert path_on_form(refused.value.path, draft) == ("target", 0, "value")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (("months",), 600, "not whole from to"),
        (("months",), None, "missing"),
        (("name",), "  ", "no text"),
        (("initiative", 0, "adoption"), 150, "not from to"),
        (("initiative", 0, "cost_once"), -1.0, "not from to"),
        (("initiative", 0, "start_month"), 40, "not whole from to"),
        (("initiative", 3, "code"), "ai_approval", "twice"),
        (("initiative", 3, "effect", "churn_rate", "upper"), -50.0, "not below lower"),
        (("initiative", 3, "effect", "churn_rate", "build_up_months"), None, "missing"),
        (("links", "take_up_response", "low"), 1.0, "not from to"),
        (("assumptions", "correlation", "value"), 2.0, "not from to"),
        (("target", 2, "value"), 120.0, "not a level"),
    ],
)
def test_a_refusal_stands_at_the_field_that_was_typed(
    example: Draft, field: Field, value: Any, code: str
) -> None:
    draft = collect_fields(example, typed({field: value}), USUAL)
    with pytest.raises(Impossible) as refused:
        read_of(draft)
    assert (path_on_form(refused.value.path, draft), refused.value.code) == (field, code)
