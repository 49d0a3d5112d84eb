"""The generated sentence cannot disagree with its numbers (wording rules of the statistics)."""

import pytest

from analysis.results import COUNTED, DEFINITION_CHANGED, NOT_OLD_ENOUGH, Estimate, Reason
from tests.kit.plain_text import plain
from tests.kit.records import a_change, a_comparison, no_change, one_value
from warehouse.kpis import find
from warehouse.query.answers import Change
from warehouse.query.judged import choose_estimate, classify_change, status
from wording.judgement import verdict
from wording.scorecard.headlines import speed_short
from wording.sentences.answer import basis, clause, headline, notices
from wording.words import Language

MEDIAN, GAVE_UP, APPROVED = find("approval_time_median"), find("gave_up_30d"), find("approval_rate")
FASTER = a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200))
MORE_GAVE_UP = a_change(0.06, 0.09, (0.2, 0.8), (0.01, 0.05))
FEWER_GAVE_UP = a_change(0.09, 0.06, (-0.5, -0.2), (-0.05, -0.01))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Approval time, median: fell 50.0% (25.0 h), from 50.0 h to 25.0 h"),
        ("zh", "审批时长中位数相对下降 50.0%（25.0 小时），由 50.0 小时降至 25.0 小时"),
    ],
)
def test_a_clear_change_has_a_verb_and_both_sizes(language: Language, text: str) -> None:
    assert plain(clause(FASTER, MEDIAN, language)) == text


def test_shares_are_told_relative_and_in_points() -> None:
    assert "33.3% (3.00 percentage points)" in plain(clause(FEWER_GAVE_UP, GAVE_UP, "en"))
    assert "相对下降 33.3%（3.00 个百分点）" in plain(clause(FEWER_GAVE_UP, GAVE_UP, "zh"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Approval time, median: no clear change (-3.00% … +4.00%)"),
        ("zh", "审批时长中位数变化不明确（-3.00% ~ +4.00%）"),
    ],
)
def test_an_unclear_change_is_its_range_never_the_point(language: Language, text: str) -> None:
    unclear = a_change(3000, 2990, (-0.03, 0.04), (-90, 120))
    assert plain(clause(unclear, MEDIAN, language)) == text


def test_without_interval_both_sides_are_told_and_no_verb() -> None:
    text = plain(clause(a_change(3000, 1500, None), MEDIAN, "en"))
    assert "50.0 h before, 25.0 h after" in text
    assert "only one unit" in text
    assert "fell" not in text


def test_what_cannot_be_said_is_said_with_its_reason() -> None:
    text = clause(no_change(NOT_OLD_ENOUGH), MEDIAN, "zh")
    assert "观察期不足" in text
    assert not any(digit in text for digit in "0123456789")


def test_faster_while_more_give_up_is_one_sentence_with_but() -> None:
    both = a_comparison(FASTER), MEDIAN, a_comparison(MORE_GAVE_UP), GAVE_UP
    assert ", but gave up within 30 days of submission: rose" in headline(*both, "en")
    assert "，但提交后 30 天内放弃率相对上升" in headline(*both, "zh")


def test_slower_while_fewer_give_up_is_a_but_too() -> None:
    slower = a_comparison(a_change(1500, 3000, (0.5, 1.5), (900, 2100)))
    assert ", but " in headline(slower, MEDIAN, a_comparison(FEWER_GAVE_UP), GAVE_UP, "en")


def test_speed_always_names_its_guard() -> None:
    text = headline(a_comparison(FASTER), MEDIAN, a_comparison(no_change(NOT_OLD_ENOUGH)), GAVE_UP, "en")
    assert "gave up within 30 days" in text
    assert "but" not in text


def test_what_must_be_said_beside_a_result_is_said() -> None:
    assert notices(a_comparison(FASTER), "en") == ""
    compared = a_comparison(
        FASTER, notices=(DEFINITION_CHANGED, Reason(code="spring festivals differ", about="1 / 2"))
    )
    assert notices(compared, "zh") == "解读时请注意：指标口径发生变更、两个对比期包含的春节数不同（1 / 2）。"


def test_the_basis_names_months_cases_and_cut_off() -> None:
    text = basis(a_comparison(FASTER), find("approval_time_median"), "2025-12-31", "en")
    for part in (
        "Jul 2021 – Jun 2022 (n 100)",
        "Dec 2024 – Nov 2025 (n 200)",
        "2025-12-31",
    ):
        assert part in text


def test_n_stands_only_where_something_was_sampled() -> None:
    compared = a_comparison(FASTER)
    signs: dict[Language, str] = {"en": "(n ", "zh": "样本量"}
    for language, sign in signs.items():
        assert sign in basis(compared, find("approval_time_median"), "2025-12-31", language)
        assert sign not in basis(compared, find("revenue"), "2025-12-31", language)


def counted(before: float, after: float) -> Change:
    """A change in the accounts, which are counted and not sampled."""
    sides = one_value(Estimate.bare(before, COUNTED)), one_value(Estimate.bare(after, COUNTED))
    changes = Estimate.bare(after - before, COUNTED), Estimate.bare(after / before - 1, COUNTED)
    return Change(members=(), before=sides[0], after=sides[1], absolute=changes[0], relative=changes[1])


def test_what_is_counted_needs_no_interval_in_any_sentence() -> None:
    """120 after 100 is a rise, 100 after 100 is none; neither is a change that is not judged."""
    kpi = find("revenue")
    for change, says in ((counted(100, 120), "rose"), (counted(100, 100), "unclear")):
        assert classify_change(choose_estimate(change, kpi)) == says
        assert status(change, kpi, None) == ("difference only" if says == "rose" else "cannot tell")
        assert verdict(change, kpi) == ("unclear" if says == "unclear" else "better")
        for text in (clause(change, kpi, "en"), speed_short(change, kpi, change, kpi, "en")):
            assert "no interval" not in text and "not available" not in text
            assert ("rose" if says == "rose" else "before and after") in text


def test_nothing_is_claimed_to_be_a_cause() -> None:
    causes: dict[Language, tuple[str, ...]] = {
        "en": ("because", "thanks", "due to"),
        "zh": ("因为", "得益于", "由于"),
    }
    for language, words in causes.items():
        text = headline(a_comparison(FASTER), MEDIAN, a_comparison(MORE_GAVE_UP), GAVE_UP, language)
        assert not any(word in text for word in words)
