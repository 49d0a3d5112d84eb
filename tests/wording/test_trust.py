"""Whether the numbers can be trusted, in one sentence: failed checks before the age of the data."""

from dataclasses import replace
from datetime import datetime

import pytest

from warehouse.snapshot.checks import Check
from warehouse.snapshot.freshness import Delivered
from wording.sentences.freshness import age_words, last_day_words, trust_words
from wording.words import LANGUAGES, Language

PASSED, FAILED = (Check(name="loans: key unique", passed=passed, detail="") for passed in (True, False))


def delivered(age_days: int, late: bool) -> Delivered:
    return Delivered(
        table="loans",
        rows=10,
        cut_off=datetime(2025, 12, 31),
        loaded_at=datetime(2026, 1, 1),
        rejected=0,
        age_days=age_days,
        rhythm_days=31,
        late=late,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_data_are_never_called_reliable(language: Language) -> None:
    """The sentence holds the words of the header, so that both say the same age."""
    old = (delivered(333, late=True),)
    text = trust_words((PASSED, PASSED), old, language)
    assert age_words(old, language) in text and "333" in text
    assert text != trust_words((PASSED, PASSED), (delivered(3, late=False),), language)


def test_data_that_no_longer_come_are_not_called_up_to_date() -> None:
    ended = (replace(delivered(333, late=False), rhythm_days=None),)
    text = "All 2 data checks passed; deliveries have ended, so nothing newer will come."
    assert trust_words((PASSED, PASSED), ended, "en") == text
    assert last_day_words("2025-12-31", ended, "en") == "Data to 2025-12-31, no longer updated"
    assert last_day_words("2025-12-31", (delivered(3, late=False),), "en") == "Data to 2025-12-31"
    by_hand = replace(ended[0], table="partners")
    usual = delivered(3, late=False)
    assert trust_words((PASSED, PASSED), (usual, by_hand), "en") == trust_words(
        (PASSED, PASSED), (usual,), "en"
    )


def test_a_failed_check_comes_before_everything() -> None:
    text = trust_words((PASSED, FAILED, PASSED), (delivered(333, late=True),), "en")
    assert text == "Do not rely on these numbers: 1 of 3 checks failed."
    assert "2" in trust_words((PASSED, PASSED), (delivered(3, late=False),), "zh")
