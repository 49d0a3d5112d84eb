"""What was counted and not sampled, such as the accounts: it has no interval, and is said as it stands."""

import pytest

from analysis.results import COUNTED, Estimate
from figures.change import dumbbell
from figures.trend import Surroundings, trend
from tests.kit.cards import card_for
from tests.kit.records import a_comparison, an_answer, one_value, sure
from warehouse.kpis import find
from warehouse.query.answers import Change
from warehouse.query.targets import Target
from wording.judgement import target_state, verdict
from wording.sentences.answer import clause

RATIO, MARGIN = find("cost_income_ratio"), find("margin")


def counted(before: float, after: float) -> Change:
    sides = one_value(Estimate.bare(before, COUNTED)), one_value(Estimate.bare(after, COUNTED))
    changes = Estimate.bare(after - before, COUNTED), Estimate.bare(after / before - 1, COUNTED)
    return Change(members=(), before=sides[0], after=sides[1], absolute=changes[0], relative=changes[1])


def test_a_counted_change_has_a_verb_and_a_colour_but_no_interval() -> None:
    change = counted(0.34, 0.27)
    assert verdict(change, RATIO) == "better"
    assert "fell 20.6%" in clause(change, RATIO, "en")
    found = card_for(change, RATIO.code, "zh")
    assert (found.judgement.tone, found.interval, found.drawn) == ("better", "", None)
    assert not any("区间" in fact.text for fact in found.facts)


def test_a_count_that_did_not_move_is_no_change() -> None:
    assert verdict(counted(38.0, 38.0), find("cost_per_application")) == "unclear"


@pytest.mark.parametrize(("target", "state"), [(0.30, "met"), (0.25, "missed")])
def test_a_target_for_what_is_counted_is_met_or_missed_as_it_stands(target: float, state: str) -> None:
    assert (
        target_state(
            Estimate.bare(0.27, COUNTED),
            Target(first="2024-01", last=None, value=target, tolerance=None, owner=""),
            RATIO,
        )
        == state
    )


def test_losses_lie_on_the_axis() -> None:
    """A margin of −10 % must not fall below the lower end of a figure that begins at zero."""
    months = an_answer(*(one_value(sure(v, v, v), 50, (f"2021-{m:02d}",)) for m, v in ((1, -0.1), (2, 0.2))))
    figure = trend(
        months,
        comparison=None,
        kpi=MARGIN,
        surroundings=Surroundings(golive=None, marks=(), targets=()),
        language="en",
        theme="light",
    )
    assert figure.layout.yaxis.range[0] < -10
    sides = one_value(sure(-0.1, -0.1, -0.1)), one_value(sure(0.2, 0.2, 0.2))
    change = Change(
        members=("R1",),
        before=sides[0],
        after=sides[1],
        absolute=sure(0.3, 0.2, 0.4),
        relative=sure(0.3, 0.2, 0.4),
    )
    figure = dumbbell(a_comparison(change, by=("region",)), MARGIN, {}, "en", "light")
    assert figure.layout.xaxis.range[0] < -10
