"""Churn and lifetime value in a sentence: the verb follows the interval, tenure and modelled parts are named."""

from dataclasses import replace

import pytest

from analysis.lifetime_value import Terms
from analysis.results import NOT_OLD_ENOUGH, ONE_UNIT, Estimate
from tests.kit.plain_text import plain
from tests.kit.records import MONTHS_AFTER, MONTHS_BEFORE, PASSPORT, a_change, no_change, sure
from warehouse.query.answers import CustomerValue
from wording.sentences.value import (
    acquisition_words,
    churn_short,
    churn_split,
    clear_parts,
    clv_answer,
    clv_short,
    value_terms,
)
from wording.words import LANGUAGES, Language

FELL = a_change(0.108, 0.094, (-0.18, -0.08), (-0.02, -0.008))
UNCLEAR = a_change(0.0985, 0.104, (-0.074, 0.199), (-0.008, 0.018))
CRUDE = a_change(0.112, 0.0917, (-0.23, -0.13), (-0.027, -0.015))

ROSE = a_change(3000, 4400, (0.26, 0.74), (900, 1960))
UNSURE = a_change(3300, 4320, (-0.06, 0.82), (-135, 2180))


def value(before: tuple[float, float], after: tuple[float, float]) -> CustomerValue:
    """Observed and modelled; funding clearly added 1,210, credit cost took an unclear 350, leaving a clear 28."""
    return CustomerValue(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        before=before,
        after=after,
        terms=Terms(horizon=60, discount_rate=0.08, loss_given_default=0.5, observed=48),
        loss_source="assumed",
        margin=(("funding", sure(1210, 1100, 1300)), ("credit_cost", sure(-350, -1400, 700))),
        staying=(("left_early", sure(-28, -50, -6)),),
        reason=None,
        passport=PASSPORT,
    )


OBSERVED = value((3300, 0), (4320, 0))
MODELLED = value((3000, 1000), (4400, 1100))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Churn at equal tenure fell 13.0% (1.40 pp) to 9.40% a year; unadjusted -2.03 pp: "
            "-0.62 pp from tenure, -1.41 pp at equal tenure",
        ),
        (
            "zh",
            "同存续期流失率相对下降 13.0%（1.40 个百分点），至 9.40%（年化）；未调整口径 -2.03 个百分点"
            "（存续期变化 -0.62 个百分点，同口径 -1.41 个百分点）",
        ),
    ],
)
def test_clear_churn_has_a_verb_and_names_the_tenure_part(language: Language, text: str) -> None:
    """Crude 11.2 → 9.17 %: L = -2.03 ÷ ln(9.17/11.2) = 10.15 %; equal tenure L × ln(94/108) = -1.409; rest -0.621."""
    assert plain(churn_short(FELL, CRUDE, language)) == text


def test_unclear_churn_is_its_range() -> None:
    text = plain(churn_short(UNCLEAR, CRUDE, "en"))
    assert text.startswith("Churn at equal tenure: no clear change (-7.40% … +19.9%); unadjusted")
    assert "fell" not in text and "rose" not in text


def test_churn_without_interval_or_number_says_why() -> None:
    bare = a_change(0.1, 0.09, None)
    assert "no interval (only one unit)" in churn_short(bare, CRUDE, "en")
    text = churn_short(no_change(NOT_OLD_ENOUGH), CRUDE, "zh")
    assert "观察期不足" in text and "%" not in text


def test_the_split_of_the_crude_rate_adds_up_and_is_arithmetic() -> None:
    text = plain(churn_split(FELL, CRUDE, "en"))
    assert "11.2% → 9.17% a year: -2.03 percentage points" in text
    assert (
        "-0.62 percentage points from how long" in text and "-1.41 percentage points at equal tenure" in text
    )
    assert "arithmetic" in text
    nobody_left = a_change(0.1, 1e-12, (-0.9, -0.8))
    zero = replace(nobody_left, after=replace(nobody_left.after, estimate=sure(0.0, 0.0, 0.01)))
    assert "cannot be determined" in churn_split(zero, CRUDE, "en")
    assert churn_split(FELL, no_change(NOT_OLD_ENOUGH), "en") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Customer lifetime value (observed) rose by 1,400 CNY, from 3,000 CNY to 4,400 CNY; "
            "total 5,500 CNY, of which 20.0% modelled",
        ),
        (
            "zh",
            "客户生命周期价值（观测）上升 1,400 元，由 3,000 元升至 4,400 元；全期限 5,500 元，其中模型推算 20.0%",
        ),
    ],
)
def test_a_clear_value_has_a_verb_and_its_modelled_share(language: Language, text: str) -> None:
    assert plain(clv_short(MODELLED, ROSE, "CNY", language)) == text


def test_an_unclear_value_is_its_range_in_money() -> None:
    text = plain(clv_short(OBSERVED, UNSURE, "CNY", "en"))
    assert text == (
        "Customer lifetime value (observed): no clear change (-135 CNY … +2,180 CNY); nothing modelled"
    )


def test_the_absolute_change_decides_the_verb() -> None:
    """The relative interval holds zero, the absolute one does not (statistics §8)."""
    assert "rose by" in clv_short(OBSERVED, a_change(2500, 4100, (-0.03, 1.7), (240, 2960)), "CNY", "en")


def test_a_value_that_cannot_be_said_has_its_reason_and_no_number() -> None:
    nothing = replace(OBSERVED, before=None, after=None, margin=(), staying=())
    for language in LANGUAGES:
        text = clv_short(nothing, no_change(NOT_OLD_ENOUGH), "CNY", language)
        assert not any(digit in text for digit in "0123456789")
    assert "only one unit" in clv_short(OBSERVED, a_change(3000, 4000, None), "CNY", "en")


def test_short_sentences_are_short() -> None:
    for language in LANGUAGES:
        for change in (
            ROSE,
            UNSURE,
            a_change(1.234e6, 3.456e6, (0.1, 0.9), (1.1e6, 3.3e6)),
            a_change(3e3, 4e3, None),
        ):
            assert len(clv_short(MODELLED, change, "CNY", language)) <= 160
        for rate in (FELL, UNCLEAR, a_change(0.1, 0.09, None)):
            assert len(churn_short(rate, CRUDE, language)) <= 160


def test_the_answer_says_how_much_is_modelled_and_warns_above_half() -> None:
    assert "Nothing is modelled" in clv_answer(OBSERVED, UNSURE, "CNY", "en")
    text = plain(clv_answer(MODELLED, ROSE, "CNY", "en"))
    assert "observed over 48 months: rose by 1,400 CNY (900 … 1,960 CNY)" in text
    assert "4,000 CNY → 5,500 CNY, of which 25.0% → 20.0% modelled" in text
    assert "far too high" not in text
    assert "far too high" in clv_answer(value((1000, 1500), (1400, 1300)), ROSE, "CNY", "en")


def test_parts_are_named_by_what_they_did_and_only_where_clear() -> None:
    text = plain(clear_parts(OBSERVED, "CNY", "en"))
    assert "lower funding cost +1,210 CNY, more early leavers -28 CNY; the others are not clear" in text
    assert "credit" not in text
    unsure = replace(OBSERVED, margin=OBSERVED.margin[1:], staying=())
    assert clear_parts(unsure, "CNY", "en") == "No part of the change is clear on its own."
    bare = replace(OBSERVED, margin=(("fee", Estimate.bare(3.0, ONE_UNIT)),), staying=())
    assert clear_parts(bare, "CNY", "en") == ""


def test_the_cost_of_winning_a_customer_is_the_value_over_its_ratio() -> None:
    """3,000 ÷ 2.5 = 1,200 and 4,400 ÷ 4 = 1,100."""
    ratio = a_change(2.5, 4.0, (0.1, 1.2), (0.2, 2.2))
    value = a_change(3000, 4400, (0.1, 0.9), (900, 1960))
    text = plain(acquisition_words(value, ratio, "CNY", "en"))
    assert "1,200 CNY before and 1,100 CNY after" in text
    assert acquisition_words(value, no_change(NOT_OLD_ENOUGH), "CNY", "zh") == ""


def test_terms_name_where_the_loss_is_from() -> None:
    assert "loss given default 50.0% (assumed)" in plain(value_terms(OBSERVED, "en"))
    assert "假设值" in value_terms(OBSERVED, "zh")


def test_nothing_is_claimed_to_be_a_cause() -> None:
    causes: dict[Language, tuple[str, ...]] = {
        "en": ("because", "thanks", "due to"),
        "zh": ("因为", "得益于", "由于"),
    }
    for language, words in causes.items():
        text = clv_answer(MODELLED, ROSE, "CNY", language) + clear_parts(OBSERVED, "CNY", language)
        assert not any(word in text for word in words)
