"""What one plan changes of another, in words."""

from typing import Any

from wording.scenarios.differences import say_differences

NAMES = {"ai": "AI approval", "crm": "CRM"}


def plan(name: str, *initiatives: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"name": name, "months": 36, "initiative": list(initiatives), **others}


def ai(**others: Any) -> dict[str, Any]:
    return {
        "code": "ai",
        "start_month": 1,
        "adoption": 1.0,
        "cost_once": 0,
        "cost_per_month": 0,
        "effect": [],
    } | others


def said(first: dict[str, Any], other: dict[str, Any], language: Any = "en") -> str:
    words = say_differences(first, other, "2025-11", names=NAMES, currency="CNY", language=language)
    return words.replace("\u00a0", " ")


def test_every_driver_that_differs_is_named_with_both_values() -> None:
    a = plan("A", ai())
    b = plan("B", ai(adoption=0.6, start_month=13, cost_once=20_000.0))
    assert said(a, b) == (
        '"B" differs from "A" in: first go-live of AI approval Dec 2025 → Dec 2026, '
        "adoption of AI approval 100% → 60%, cost once of AI approval 0 CNY → 20.0k CNY."
    )
    assert "AI approval的采纳率 100% → 60%" in said(a, b, "zh")


def test_what_is_usual_is_no_difference() -> None:
    assert said(plan("A", ai()), plan("B", ai(share=1.0, waves=1))) == '"B" plans the same as "A".'


def test_initiatives_effects_and_assumptions_count() -> None:
    effect = {"outcome": "churn_rate", "source": "measured"}
    a = plan("A", ai(effect=[effect]), assumptions={"cost_overrun": 1.2})
    b = plan("B", ai(), ai(code="crm"), months=24)
    words = said(a, b)
    for told in ("months ahead 36 months → 24 months", "with CRM", "of AI approval", "1.2 → as usual"):
        assert told in words
    assert "without CRM" in said(b, a)


def test_many_differences_are_counted() -> None:
    many = plan("B", *(ai(code=f"i{n}") for n in range(9)))
    assert said(plan("A"), many).endswith("3 more.")
