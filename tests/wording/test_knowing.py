"""What it is worth to know an effect, and what would show it, in words."""

from dataclasses import replace

import pytest

from analysis.scenario.trust import Split
from analysis.scenario.worth_knowing import Worth
from tests.kit.plain_text import plain
from tests.kit.scenarios import an_effect
from warehouse.effects.power import Trial
from wording.scenarios.knowing import knowing_rows, name_unproven, say_trial, size_of
from wording.words import Language

SMALL = Trial(units=4, months=9, most=16, longest=24, least=0.1, scale="ln")
NAMES = {"ai": "AI approval"}


@pytest.mark.parametrize(
    ("trial", "language", "words"),
    [
        (SMALL, "en", "4 regions for 9 months"),
        (
            replace(SMALL, units=None, months=None),
            "en",
            "None: all 16 regions for 24 months would show only effects of 10.0% or more",
        ),
        (
            replace(SMALL, units=None, months=None, scale="points", least=0.021),
            "zh",
            "无：16 个地区全部推广 24 个月，也仅能验证 2.10 个百分点以上的成效",
        ),
        (replace(SMALL, units=None, months=None, least=None), "en", "Cannot be rehearsed with 16 regions"),
    ],
)
def test_a_trial_is_its_size_or_what_it_could_show_at_best(
    trial: Trial, language: Language, words: str
) -> None:
    assert plain(say_trial(trial, "CNY", language)) == words


def test_a_row_names_the_effect_its_worth_and_its_trial() -> None:
    effect = an_effect("ai", "automated_rate", -0.03, 0.02)
    assert size_of(effect) == 0.03
    ((what, worth, trial),) = knowing_rows(
        [Worth(effect=effect, value=263_000.0)], [SMALL], NAMES, "CNY", "en"
    )
    assert (plain(what), plain(worth), trial) == (
        "AI approval on Automated decision rate",
        "263k CNY",
        "4 regions for 9 months",
    )


def resting_on(*unproven: tuple[str, str]) -> Split:
    five = (0.0, 1.0, 2.0, 3.0, 4.0)
    return Split(
        proven=five,
        positive=0.5,
        proven_effects=1,
        unproven=five if unproven else None,
        unproven_effects=unproven,
        stated=None,
    )


def test_what_is_not_proven_is_named_once_however_many_plans_rest_on_it() -> None:
    one = resting_on(("ai", "churn_rate"), ("portal", "automated_rate"))
    two = resting_on(("ai", "automated_rate"), ("ai", "churn_rate"))
    assert name_unproven([one, two], NAMES, "en") == (
        " Not proven: AI approval on Early leaving a year, Automated decision rate; portal on Automated decision rate."
    )
    assert name_unproven([resting_on()], NAMES, "zh") == ""
