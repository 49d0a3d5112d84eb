"""What reaches a target, in words: the cheapest way, else the nearest and how much is missing."""

import pytest

from analysis.scenario.description import Target
from analysis.scenario.goal_seek import TOO_MANY, Cheapest, Coverage, Nearest, Sought
from wording.scenarios.seeking import seek_answer, seek_table
from wording.words import Language

NAMES = {"ai": "AI approval", "crm": "CRM"}
NPV = Target(series="npv", month=None, at_least=True, value=500_000)
COVERAGE = (
    Coverage(initiative="ai", least=0.46, chance=0.81, curve=()),
    Coverage(initiative="crm", least=None, chance=0.3, curve=()),
    Coverage(initiative="x", least=0.0, chance=0.95, curve=()),
)
NEAREST = Nearest(initiatives=("ai", "crm"), cost=1e5, probability=0.43, reached=210_000)


def said(best: object, target: Target = NPV, language: Language = "en") -> str:
    sought = Sought(planned=0.5, cost=2e5, coverage=COVERAGE, best=best)  # type: ignore[arg-type]
    return seek_answer(
        sought, target, 0.8, months=36, names=NAMES, currency="CNY", language=language
    ).replace("\u00a0", " ")


def test_the_cheapest_way_is_named_with_its_cost() -> None:
    best = Cheapest(initiatives=("ai",), cost=1e5, probability=0.84)
    assert "Cheapest way there: AI approval, at a planned cost of 100k CNY" in said(best)
    assert "in 84% of simulations" in said(best)
    assert said(Cheapest(initiatives=(), cost=0.0, probability=1.0)).startswith("Doing nothing reaches it")


def test_where_nothing_is_enough_the_nearest_and_what_is_missing_are_named() -> None:
    words = said(NEAREST)
    assert "Nearest: AI approval, CRM, which reaches the target in 43% of simulations" in words
    assert "with a probability of 80%: 210k CNY, 290k CNY short." in words
    never = Nearest(initiatives=("ai",), cost=1e5, probability=0.43, reached=float("inf"))
    payback = Target(series="payback", month=None, at_least=False, value=12)
    assert "not paid back within the plan's 36 months" in said(never, payback)
    late = Nearest(initiatives=("ai",), cost=1e5, probability=0.43, reached=20)
    assert "20 months, 8 months short" in said(late, payback)
    assert "Too many initiatives" in said(TOO_MANY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_table_holds_all(language: Language) -> None:
    heads, rows = seek_table(
        Sought(planned=0.5, cost=2e5, coverage=COVERAGE, best=NEAREST), NAMES, "CNY", language
    )
    assert {len(row) for row in rows} == {len(heads)} == {4}
    assert [row[2] for row in rows] == ["50%", "81%", "30%", "95%", "43%"]
    assert "46%" in rows[1][1] and rows[2][1] != rows[3][1]
    without = Sought(planned=0.5, cost=2e5, coverage=COVERAGE, best=TOO_MANY)
    assert len(seek_table(without, NAMES, "CNY", language)[1]) == 4
