"""A plan's file: what is impossible is refused where it stands, in one line that says what is allowed."""

import tomllib
from pathlib import Path

import pytest

from warehouse.contract.errors import MilepostError
from warehouse.scenarios.plan import Plan, plan_from, read_plan

PLAN = """
name = "a plan"
months = 24
[[initiative]]
code = "ai"
start_month = 2
adoption = 0.5
cost_once = 10
cost_per_month = 1
[[initiative.effect]]
outcome = "npl_rate"
source = "range"
lower = -0.2
upper = 0.0
build_up_months = 3
[links]
take_up_response = -0.2
[assumptions]
volume_growth = { value = 0.01, low = -0.01, high = 0.02 }
[[target]]
series = "npl_rate"
month = 24
at_most = 0.002
"""


def plan(text: str) -> Plan:
    return plan_from("plan.toml", tomllib.loads(text))


def test_what_is_not_stated_is_all_of_it_at_once() -> None:
    found = plan(PLAN)
    (one,) = found.initiatives
    assert (one.units, one.share, one.waves, one.gap_months) == (None, 1.0, 1, 0)
    certain, uncertain = found.coefficients
    assert (certain.low, certain.value, certain.high) == (-0.2, -0.2, -0.2)
    assert (uncertain.low, uncertain.value, uncertain.high) == (-0.01, 0.01, 0.02)
    assert {one.label for one in found.coefficients} == {"stated in the plan"}
    (target,) = found.targets
    assert (target.month, target.at_least, target.value) == (24, False, 0.002)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("months = 24", "months = 6", "plan.toml: months = 6; allowed: a whole number from 12 to 60"),
        ("months = 24", "months = 24\ndraws = 5", "draws = 5; allowed: a whole number from 500 to 20000"),
        ("months = 24", "months = 24\ncolour = 1", "plan.toml: colour is not known here; known: name, months"),
        ("adoption = 0.5", "adoption = 1.5", "initiative 1 (ai): adoption = 1.5; allowed: a number from 0 to 1"),
        ("adoption = 0.5", "adoption = true", "adoption = true; allowed"),
        ("adoption = 0.5", "adoption = nan", "adoption = NaN; allowed"),
        ("adoption = 0.5", "", "initiative 1 (ai): adoption is missing"),
        ("adoption = 0.5", "adoption = 1\nshare = -0.1", "share = -0.1; allowed: a number from 0 to 1"),
        ("adoption = 0.5", 'adoption = 1\nunits = "CN-11"', "units = \"CN-11\"; allowed: a list of codes"),
        ("adoption = 0.5", 'adoption = 1\nunits = ["n", "n"]', "allowed: each unit once"),
        ("cost_once = 10", "cost_once = -10", "cost_once = -10; allowed: a number from 0"),
        ("start_month = 2", "start_month = 25", "start_month = 25; allowed: a whole number from 1 to 24"),
        ('"npl_rate"\nsource', '"luck"\nsource', 'effect 1: outcome = "luck"; allowed: one of approval_time_median'),
        ('source = "range"', 'source = "hope"', "allowed: one of measured, claim, range"),
        ('source = "range"', 'source = "measured"', "lower is not known here; known: outcome, source, from"),
        ("lower = -0.2", "lower = -1.0", "lower = -1.0; allowed: a number from -0.99 to 10"),
        ("upper = 0.0", "upper = -0.3", "upper = -0.3; allowed: not below lower, which is -0.2"),
        ("build_up_months = 3", "", "effect 1: build_up_months is missing"),
        ("take_up_response = -0.2", "luck = 1", "[links]: luck is not known here; known: take_up_response"),
        ("take_up_response = -0.2", "volume_growth = 1", "[links]: volume_growth is not known here"),
        ("low = -0.01", "low = 0.02", "[assumptions] volume_growth: low = 0.02; allowed: a number from -0.9 to 0.01"),
        ("[assumptions]", "[assumptions]\ncorrelation = 2", "value = 2; allowed: a number from 0 to 1"),
        (
            "[assumptions]",
            "[assumptions]\ncorrelation = { value = 0.5, low = 0.1 }",
            "one number; it is not drawn",
        ),
        ("at_most = 0.002", "", "target 1: state one of at_least and at_most"),
        ("at_most = 0.002", "at_most = 1.2", "at_most = 1.2; allowed: a share from 0 to 1"),
        ("month = 24", "month = 25", "month = 25; allowed: a whole number from 1 to 24"),
        ('series = "npl_rate"\nmonth = 24', 'series = "npv"\nmonth = 3', "month is not known here"),
    ],
)  # fmt: skip
def test_impossible_values_are_refused(old: str, new: str, said: str) -> None:
    assert old in PLAN
    with pytest.raises(MilepostError) as refused:
        plan(PLAN.replace(old, new, 1))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_initiative_or_an_outcome_stands_there_once() -> None:
    block = PLAN[PLAN.index("[[initiative]]") : PLAN.index("[links]")]
    with pytest.raises(MilepostError, match="initiative ai stands there twice"):
        plan(PLAN.replace("[links]", block + "[links]"))
    effect = PLAN[PLAN.index("[[initiative.effect]]") : PLAN.index("[links]")]
    with pytest.raises(MilepostError, match="two effects on npl_rate; state one"):
        plan(PLAN.replace("[links]", effect + "[links]"))


def test_a_file_that_is_not_there_or_not_toml(tmp_path: Path) -> None:
    with pytest.raises(MilepostError, match="cannot be read: No such file"):
        read_plan(tmp_path / "none.toml")
    (tmp_path / "plan.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(MilepostError, match="not a TOML file"):
        read_plan(tmp_path / "plan.toml")
