"""Waits under a minute are never given as a number that nobody knows."""

import pytest

from tests.kit.cards import card_for, entry_for
from tests.kit.plain_text import plain
from tests.kit.records import a_change
from warehouse.kpis import find
from wording.levels import change_words, level
from wording.scorecard.kpi_table import frame_of
from wording.sentences.answer import clause
from wording.words import Language

RESPONSE, TOUCH = find("first_response_median"), find("touch_time_mean")
TO_SHORT = a_change(2.0, 1.0, (-0.55, -0.44), (-1.2, -0.8))
BOTH_SHORT = a_change(1.0, 1.0, (0.0, 0.0), (0.0, 0.0))


def test_only_a_quantile_of_waits_is_cut_at_a_minute() -> None:
    assert level(1.0, RESPONSE, "en", 0) == "under 1 min"
    assert plain(level(1.02, RESPONSE, "en", 0)) == "1.02 min"
    assert plain(level(0.5, TOUCH, "en", 0)) == "30.0 s"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "First response, median: fell 50.0% or more (1.00 min or more), from 2.00 min to under 1 min",
        ),
        ("zh", "客服首次响应时长中位数相对下降 50.0%以上（1.00 分钟以上），由 2.00 分钟降至 1 分钟以内"),
    ],
)
def test_a_change_to_under_a_minute_is_the_least_it_can_be(language: Language, text: str) -> None:
    assert plain(clause(TO_SHORT, RESPONSE, language)) == text


def test_the_same_on_cards_and_beside_figures() -> None:
    shown = card_for(TO_SHORT, RESPONSE.code, "en")
    assert (plain(shown.before), plain(shown.after)) == ("2.00 min", "under 1 min")
    assert (plain(shown.change), shown.judgement.tone) == ("-50.0% or more", "better")
    assert plain(change_words(TO_SHORT, RESPONSE, "en")) == "▼ -50.0% or more"


@pytest.mark.parametrize(("language", "words"), [("en", "under 1 min"), ("zh", "1 分钟以内")])
def test_the_table_says_it_as_the_card_does(language: Language, words: str) -> None:
    (row,) = frame_of([entry_for(TO_SHORT, RESPONSE.code)], language).to_dict("records")
    assert row["after"] == words
    assert row["before"] != words


def test_of_two_sides_under_a_minute_no_change_is_told() -> None:
    shown = card_for(BOTH_SHORT, RESPONSE.code, "zh")
    assert (shown.before, shown.after, shown.change) == ("1 分钟以内", "1 分钟以内", "")
    assert shown.judgement.tone == "neutral"
    assert clause(BOTH_SHORT, RESPONSE, "en") == "First response, median: under 1 min before and after"
    assert change_words(BOTH_SHORT, RESPONSE, "en") == "under 1 min"


def test_a_long_unit_is_said_once_behind_why() -> None:
    shown = card_for(a_change(3.5, 3.4, (-0.2, 0.2)), "complaint_rate", "en")
    assert (shown.before, shown.after) == ("3.50", "3.40")
    assert [fact.text for fact in shown.facts if fact.label == "Unit"] == ["per 1,000 contracts"]
