"""What is said of satisfaction follows from its intervals, and never hides who kept silent."""

import re

import pytest

from analysis.nonresponse import Weighted, break_even
from analysis.results import ONE_UNIT, TOO_FEW, Estimate
from tests.kit.plain_text import plain
from tests.kit.records import MONTHS_AFTER, MONTHS_BEFORE, PASSPORT, a_change, no_change, sure
from warehouse.kpis import find
from warehouse.query.answers import Change
from warehouse.query.subjects.surveys import Satisfaction
from wording.sentences.satisfaction import csat_answer, csat_line, csat_short, silence
from wording.words import LANGUAGES, Language

CSAT = find("csat")
ROSE = a_change(0.80, 0.85, (0.02, 0.11), (0.015, 0.085))
FELL = a_change(0.85, 0.80, (-0.1, -0.02), (-0.085, -0.015))
UNCLEAR = a_change(0.80, 0.82, (-0.03, 0.08), (-0.024, 0.064))


def weighted(
    change: Estimate, response: tuple[float, float] = (0.25, 0.35), sides: tuple[float, float] = (0.8, 0.85)
) -> Weighted:
    gap, growth = break_even(change.value, *response)
    before, after = (sure(side, side - 0.02, side + 0.02) for side in sides)
    return Weighted(
        before=before,
        after=after,
        absolute=change,
        response_before=response[0],
        response_after=response[1],
        break_even_gap=gap,
        break_even_growth=growth,
    )


def found(raw: Change, adjusted: Weighted | None) -> Satisfaction:
    reason = raw.before.estimate.reason
    return Satisfaction(
        raw=raw,
        weighted=adjusted,
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        reason=reason,
        passport=PASSPORT,
    )


UP, DOWN, OPEN = sure(0.05, 0.01, 0.09), sure(-0.05, -0.09, -0.01), sure(0.01, -0.03, 0.05)


def test_raw_stands_beside_weighted() -> None:
    assert plain(csat_answer(found(ROSE, weighted(UP)), CSAT, "en")) == (
        "Customer satisfaction (CSAT): rose 6.25% (5.00 percentage points), from 80.0% to 85.0%; "
        "weighted for non-response: rose 5.00 percentage points, from 80.0% to 85.0%."
    )


@pytest.mark.parametrize(("language", "but"), [("en", ", but weighted"), ("zh", "，但经无应答加权后")])
@pytest.mark.parametrize(("raw", "adjusted"), [(ROSE, OPEN), (ROSE, DOWN), (UNCLEAR, DOWN)])
def test_where_weighting_says_something_else_there_is_a_but(
    raw: Change, adjusted: Estimate, language: Language, but: str
) -> None:
    assert but in csat_answer(found(raw, weighted(adjusted)), CSAT, language)
    assert ("but" if language == "en" else "但") in csat_short(found(raw, weighted(adjusted)), language)


def test_the_break_even_is_in_plain_words_and_adds_up() -> None:
    """+5 points at 35 → 25 % response: the silent 50 points less satisfied leave nothing, 0.05 + 0.5 × (−0.1) = 0;
    and 5 points ÷ 70 % silent = 7.14."""
    text = plain(silence(weighted(UP, (0.35, 0.25)), "en"))
    assert text == (
        "The response rate went from 35.0% to 25.0%. The change would vanish if non-respondents were "
        "50.0 percentage points less satisfied than respondents, in both periods; at equal response it "
        "would vanish if that gap had grown by 7.14 percentage points."
    )


def test_more_answers_of_a_rise_ask_for_happier_silent_ones_which_may_be_impossible() -> None:
    """+5 points at 25 → 35 %: the silent would have to be 50 points *more* satisfied, above 100 %."""
    assert "No gap" in silence(weighted(UP, (0.25, 0.35)), "en")
    assert "10.0\u202f" not in silence(weighted(UP, (0.25, 0.35)), "en")
    possible = weighted(sure(0.01, 0.005, 0.015), (0.25, 0.35))
    assert "10.0 percentage points more satisfied" in plain(silence(possible, "en"))


def test_a_fall_would_vanish_if_the_gap_had_shrunk() -> None:
    assert "shrunk by 7.14" in plain(silence(weighted(DOWN, (0.3, 0.3)), "en"))
    assert "缩小 7.14 个百分点" in silence(weighted(DOWN, (0.3, 0.3)), "zh")


def test_of_an_unclear_change_nothing_can_vanish_but_silence_can_hide() -> None:
    """Ten points of a gap among 70 % silent are seven points of all who were asked."""
    text = plain(silence(weighted(OPEN), "en"))
    assert "vanish" not in text
    assert "became 10.0 percentage points less satisfied" in text and "7.00 percentage points lower" in text


SHORT = [
    (ROSE, UP, "Satisfaction rose 5.00 pp to 85.0%, weighted +5.00 pp; response rate 25.0% → 35.0%."),
    (FELL, DOWN, "Satisfaction fell 5.00 pp to 80.0%, weighted -5.00 pp; response rate 25.0% → 35.0%."),
    (
        UNCLEAR,
        OPEN,
        "Satisfaction: no clear change (relative -3.00% … +8.00%), nor once weighted for "
        "non-response; response rate 25.0% → 35.0%.",
    ),
    (
        ROSE,
        OPEN,
        "Satisfaction rose 5.00 pp to 85.0%, but weighted no clear change (-3.00 … +5.00 pp); "
        "response rate 25.0% → 35.0%.",
    ),
    (
        a_change(0.8, 0.85, None),
        UP,
        "Satisfaction 80.0% before, 85.0% after, without interval; response rate 25.0% → 35.0%.",
    ),
]


@pytest.mark.parametrize(("raw", "adjusted", "text"), SHORT)
def test_the_short_sentence(raw: Change, adjusted: Estimate, text: str) -> None:
    assert plain(csat_short(found(raw, weighted(adjusted)), "en")) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("raw", [ROSE, FELL, UNCLEAR, a_change(0.8, 0.85, None), no_change(TOO_FEW)])
@pytest.mark.parametrize(
    "change", [UP, DOWN, OPEN, Estimate.bare(0.05, ONE_UNIT), Estimate.cannot_say(TOO_FEW)]
)
def test_the_short_sentence_is_short_and_in_its_language(
    raw: Change, change: Estimate, language: Language
) -> None:
    text = csat_short(found(raw, weighted(change)), language)
    assert len(text) <= 160
    assert text.endswith("." if language == "en" else "。")
    assert bool(re.search("[\u4e00-\u9fff]", text)) == (language == "zh")
    if language == "zh":
        assert not re.search("[A-Za-z]", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("raw", [ROSE, FELL, UNCLEAR, a_change(0.8, 0.85, None), no_change(TOO_FEW)])
@pytest.mark.parametrize("change", [UP, DOWN, OPEN, Estimate.cannot_say(TOO_FEW)])
def test_the_line_of_the_page_is_short(raw: Change, change: Estimate, language: Language) -> None:
    text = csat_line(found(raw, weighted(change)), CSAT, language)
    assert len(text) <= {"en": 170, "zh": 80}[language], text
    assert text.endswith("." if language == "en" else "。")


def test_the_line_says_whether_weighting_agrees() -> None:
    text = plain(csat_line(found(UNCLEAR, weighted(OPEN)), CSAT, "en"))
    assert "no clear change (" in text and ", nor once weighted for non-response; response rate 25.0%" in text
    assert "but weighted for non-response no clear change; response" in plain(
        csat_line(found(ROSE, weighted(OPEN)), CSAT, "en")
    )


def test_what_cannot_be_said_has_its_reason_and_no_number() -> None:
    unsayable = found(no_change(TOO_FEW), None)
    assert csat_short(unsayable, "en") == "Satisfaction: change cannot be determined (too few cases)."
    assert not re.search("[0-9]", csat_answer(unsayable, CSAT, "zh"))
