"""Decisions in words: every status and place in both languages, and no sentence against the number next to it."""

import pytest

from analysis.results import DEFINITION_CHANGED, NOT_OLD_ENOUGH, TOO_FEW, Estimate, Reason
from analysis.scenario.projection import FIVE
from analysis.scenario.scoring import Score, calibrate, score, skill
from tests.kit.decisions import a_decision, around
from warehouse.scenarios.decisions import Judged, judge_decisions, tally
from warehouse.scenarios.forecast import Came, Judgement
from wording.scenarios.decisions import calibration_words, decision_row, outcome_words, verdict
from wording.words import LANGUAGES, Language

PLAN, NOTHING = around(1_000, 100), around(2_000, 100)


def came(value: float, reach: float, nothing: FIVE = NOTHING) -> Judgement:
    estimate = Estimate(
        value=value, lower=value - reach, upper=value + reach, method="", reason=None, interval_reason=None
    )
    own, other = score(estimate, PLAN), score(estimate, nothing)
    return judgement(estimate, own, other, skill(own, other), nothing)


def unknown(reason: Reason) -> Judgement:
    return judgement(Estimate.cannot_say(reason), reason, reason, reason, NOTHING)


def judgement(
    estimate: Estimate, own: Score | Reason, other: Score | Reason, gain: float | Reason, nothing: FIVE
) -> Judgement:
    known = Came(
        series="approval_time_median",
        months=("2025-06",),
        plan=(PLAN,),
        do_nothing=(nothing,),
        seen=(estimate,),
        own=own,
        nothing=other,
        gain=gain,
    )
    return Judgement(series=(known,))


def judged(told: Judgement) -> Judged:
    (each,) = judge_decisions([a_decision("a", "2025-06", "{}")], lambda _: told, "2025-12")
    return each


@pytest.mark.parametrize(
    ("told", "outcome", "gain"),
    [
        (came(1_050, 1), "✓ inside the 50% range", "96% better"),
        (came(1_150, 1), "✓ inside the 90% range", "90% better"),
        (came(1_250, 60), "○ unclear: its interval reaches in", "76% better"),
        (came(1_250, 1), "▲ above the 90% range", "76% better"),
        (came(700, 1), "▼ below the 90% range", "83% better"),
        (came(1_990, 1), "▲ above the 90% range", "worse"),
        (came(1_050, 1, PLAN), "✓ inside the 50% range", "the same"),
        (unknown(NOT_OLD_ENOUGH), "not due", "–"),
        (unknown(DEFINITION_CHANGED), "review by hand: the definition changed", "–"),
    ],
)
def test_each_place_has_its_words(told: Judgement, outcome: str, gain: str) -> None:
    """Gains by hand: at 1,050 the plan costs 25 + 200 ÷ 4 + 400 ÷ 20, doing nothing 475 + 3,600 ÷ 4 + 15,400 ÷ 20."""
    row = decision_row(judged(told), "CNY", "en")
    assert (row.outcome, row.against_nothing) == (outcome, gain)
    assert row.forecast == "16.7\xa0h (13.3\xa0…\xa020.0\xa0h)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_counts_what_the_rows_say(language: Language) -> None:
    tolds = (came(1_050, 1), came(1_250, 1), came(1_990, 1), unknown(NOT_OLD_ENOUGH))
    all_of_them = [judged(told) for told in tolds]
    counts = tally(all_of_them)
    rows = [outcome_words(each, language) for each in all_of_them]
    assert counts.within_90 == sum("✓" in row for row in rows) == 1
    words = verdict(counts, language)
    assert [sign for sign in words if sign.isdigit()] == list("319021" if language == "en" else "3121")
    assert verdict(tally([]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_overconfidence_is_said_where_the_interval_shows_it(language: Language) -> None:
    """All of twelve lie outside, clearly; then all lie within; then all reach in with their own intervals."""
    narrow = calibration_words(calibrate([own(1_250, 1)] * 12), 12, language)
    assert ("overconfident" if language == "en" else "过于自信") in narrow
    wide = calibration_words(calibrate([own(1_000, 1)] * 12), 12, language)
    assert ("overcautious" if language == "en" else "过于谨慎") in wide
    unclear = calibration_words(calibrate([own(1_250, 60)] * 12), 12, language)
    assert ("No clear sign" if language == "en" else "未见") in unclear and "12" in unclear
    assert "9" in calibration_words(TOO_FEW, 9, language)


def own(value: float, reach: float) -> Score:
    known = came(value, reach).main.own
    assert isinstance(known, Score)
    return known
