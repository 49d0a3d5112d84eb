"""Whatever a plan holds, it is carried or refused at a field that the form has, for a reason that has words."""

import ast
import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

import warehouse.scenarios
from tests.kit.tree import files
from ui.scenarios.draft import path_on_form
from ui.scenarios.refusals import refusal_words
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import plan_from, read_plan
from wording.words.scenario_page import WORDS

GOOD: dict[str, Any] = {
    "name": "情景 🚗",
    "months": 36,
    "draws": 500,
    "initiative": [
        {
            "code": "a",
            "start_month": 1,
            "units": ["north"],
            "share": 0.5,
            "waves": 1,
            "gap_months": 0,
            "adoption": 1.0,
            "cost_once": 1,
            "cost_per_month": 1,
            "effect": [
                {"outcome": "npl_rate", "source": "measured", "from": "b"},
                {"outcome": "churn_rate", "source": "claim", "claim": "c", "build_up_months": 6},
                {
                    "outcome": "take_up_rate",
                    "source": "range",
                    "lower": 0.0,
                    "upper": 0.1,
                    "build_up_months": 0,
                },
            ],
        },
        {"code": "b", "start_month": 2, "adoption": 0, "cost_once": 0, "cost_per_month": 0},
    ],
    "links": {"take_up_response": -0.1, "leaver_balance": {"value": 1.0, "low": 0.7, "high": 1.1}},
    "assumptions": {"correlation": 0.3},
    "target": [{"series": "npv", "at_least": 0}, {"series": "npl_rate", "month": 12, "at_most": 0.02}],
}


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path to everything in it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (*path, name)
        yield from places(one, (*path, name))


PLACES = sorted(places(GOOD), key=str)
GONE = "taken away"
odd = some.one_of([
    some.booleans(),
    some.integers(-100, 100),
    some.sampled_from([10**400, -(10**400), float("nan"), float("inf"), -1.0, 0.0, 1.5, "", "a", "npv", "npl_rate"]),
    some.sampled_from([GONE, [], {}, [1], ["a"], [[]], [{}], {"value": 1}, {"value": 1, "low": 0}, {"odd": []}]),
    some.just(datetime(2025, 1, 1, tzinfo=UTC)),
    some.text(max_size=5),
])  # fmt: skip


def changed(changes: list[tuple[tuple[str | int, ...], Any]]) -> dict[str, Any]:
    """The good plan with other values at these places, as far as they are still there."""
    plan = copy.deepcopy(GOOD)
    for path, value in changes:
        at: Any = plan
        try:
            for name in path[:-1]:
                at = at[name]
            at[path[-1]] = copy.deepcopy(value)
            if value == GONE:
                del at[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
    return plan


def test_the_good_plan_is_carried() -> None:
    assert plan_from("plan", GOOD).months == 36


@given(some.lists(some.tuples(some.sampled_from(PLACES), odd), min_size=1, max_size=3))
def test_whatever_stands_in_a_plan_is_carried_or_refused_at_a_field(
    changes: list[tuple[tuple[str | int, ...], Any]],
) -> None:
    plan = changed(changes)
    try:
        plan_from("plan", plan)
    except Impossible as refused:
        assert "\n" not in str(refused)
        path_on_form(refused.path, plan)
        for language in ("en", "zh"):
            words = refusal_words(refused, language)
            assert words


def codes() -> set[str]:
    """The codes of all refusals in the source: the third argument of Impossible, the fourth of refuse."""
    found = set()
    for file in files(Path(warehouse.scenarios.__path__[0]), "*.py"):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(one, ast.Call):
                continue
            named = one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")
            place = {"Impossible": 2, "refuse": 3}.get(named)
            if place is not None and isinstance(code := one.args[place], ast.Constant):
                found.add(str(code.value))
    return found


def test_every_reason_has_words_and_no_others_have() -> None:
    assert {f"refused.{code}" for code in codes()} == {key for key in WORDS if key.startswith("refused.")}
    assert len(codes()) > 15


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'name = "x"\nmonths = {"1" * 5_000}', "not a TOML file"),
        (f'name = "x"\nmonths = 0x{"f" * 5_000}', "a whole number from 12 to 60"),
        (f'name = "x"\nmonths = {"[" * 5_000}', "not a TOML file"),
        ('name = "x"\nmonths = 12\n"two\\nlines" = 1', "two lines is not known here"),
    ],
)
def test_files_at_which_a_reader_of_toml_gives_up(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MilepostError) as refused:
        read_plan(file)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_with_the_mark_that_windows_puts_first(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('name = "x"\nmonths = 12', encoding="utf-8-sig")
    assert read_plan(file).name == "x"
