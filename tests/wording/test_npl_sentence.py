"""The sentence about the NPL rate can say only what the intervals of its parts allow, in every combination."""

from itertools import product

import pytest

from analysis.equal_age import AGE, GOING_BAD, STAYING, Part, Split
from analysis.results import NOT_OLD_ENOUGH, ONE_UNIT, TOO_FEW, Estimate, Reason, not_kept_by
from tests.kit.plain_text import plain
from tests.kit.records import MONTHS_AFTER, MONTHS_BEFORE, PASSPORT, a_change, no_change, sure
from warehouse.query.answers import Change, NplSplit
from wording.sentences.risk import npl_sentence, npl_short
from wording.words import LANGUAGES, Language

# value, ends of the interval, of a relative change
MOVED = {
    "fell": (-0.2, (-0.3, -0.1)),
    "rose": (0.15, (0.04, 0.27)),
    "unclear": (0.05, (-0.233, 0.365)),
    "no_interval": (-0.2, None),
}
PAIRS = list(product(MOVED, repeat=2))


def changed(moved: str) -> Change:
    value, ends = MOVED[moved]
    return a_change(0.02, 0.02 * (1 + value), ends, ends and (ends[0] * 0.02, ends[1] * 0.02))


def part(name: str, moved: str) -> Part:
    value, ends = MOVED[moved]
    return Part(
        name=name,
        relative=sure(value, *ends) if ends else Estimate.bare(value, ONE_UNIT),
        points=value * 0.02,
    )


def split(stock: str, staying: str, age: str) -> NplSplit:
    parts = (part(AGE, age), part(GOING_BAD, "unclear"), part(STAYING, staying))
    whole = Split(before=0.02, after=0.01, parts=parts)
    return NplSplit(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        stock=changed(stock),
        split=whole,
        reason=None,
        passport=PASSPORT,
    )


@pytest.mark.parametrize(("staying", "age"), PAIRS)
@pytest.mark.parametrize(("formation", "stock"), PAIRS)
def test_every_verb_follows_its_own_interval(formation: str, stock: str, staying: str, age: str) -> None:
    found = npl_sentence(split(stock, staying, age), changed(formation), "en")
    said = {
        "less of the balance turns bad": formation == "fell",
        "more of the balance turns bad": formation == "rose",
        "no clear change in how much of the balance turns bad (\u221223.3%\u00a0…\u00a0+36.5%)": formation
        == "unclear",
        "he NPL rate fell by": stock == "fell",
        "he NPL rate rose by": stock == "rose",
        "he NPL rate shows no clear change (\u221223.3%\u00a0…\u00a0+36.5%)": stock == "unclear",
        "resolved sooner": staying == "fell",
        "resolved later": staying == "rose",
        "stay on the book shows no clear change": staying == "unclear",
        "younger": age == "fell",
        "older": age == "rose",
        "age of the book makes no clear difference": age == "unclear",
        ", but ": {formation, stock} == {"fell", "rose"},
    }
    assert {words: words in found for words in said} == said
    chinese = npl_sentence(split(stock, staying, age), changed(formation), "zh")
    in_chinese = {
        "同账龄不良生成率相对下降 20.0%": formation == "fell",
        "同账龄不良生成率相对上升 15.0%": formation == "rose",
        "；不良贷款率相对下降" if formation == "unclear" else "不良贷款率相对下降": stock == "fell",
        "处置加快": staying == "fell",
        "处置放慢": staying == "rose",
        "新增放款摊薄": age == "fell",
        "账龄成熟": age == "rose",
        "，但": {formation, stock} == {"fell", "rose"},
    }
    assert {words: words in chinese for words in in_chinese} == in_chinese


@pytest.mark.parametrize(("formation", "stock"), PAIRS)
def test_what_goes_bad_leads_unless_the_stock_clearly_moved_alike(formation: str, stock: str) -> None:
    alike = formation == stock and formation in ("fell", "rose")
    for says, (staying, age) in product((npl_sentence, npl_short), PAIRS):
        found = says(split(stock, staying, age), changed(formation), "en")
        assert (found.index("NPL") < found.index("bad")) == alike


@pytest.mark.parametrize(("formation", "stock"), PAIRS)
def test_on_a_card_it_is_short_and_never_the_stock_alone(formation: str, stock: str) -> None:
    for staying, age in PAIRS:
        english, chinese = (
            npl_short(split(stock, staying, age), changed(formation), language) for language in LANGUAGES
        )
        assert len(english) <= 180 and len(plain(chinese)) <= 88
        assert "bad" in english and ("book" in english or "the rest unclear" in english)
        assert "不良生成率" in chinese and "账龄" in chinese
        assert ("faster resolution" in english, "处置加快" in chinese) == (staying == "fell",) * 2
        assert ("younger" in english, "older" in english) == (age == "fell", age == "rose")


def test_the_fall_that_hides_worse_loans_in_full() -> None:
    """Stock −58 %, at equal age 15 % more, as in a book that grows and is charged off sooner."""
    stock = a_change(0.0186, 0.0186 * 0.42, (-0.7, -0.4))
    parts = (part(AGE, "fell"), part(GOING_BAD, "rose"), part(STAYING, "fell"))
    found = NplSplit(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        stock=stock,
        split=Split(before=0.0186, after=0.0078, parts=parts),
        reason=None,
        passport=PASSPORT,
    )
    assert npl_sentence(found, changed("rose"), "en").replace("\u202f", "") == (
        "At equal age 15.0% more of the balance turns bad, but the NPL rate fell by 58.0% (1.08 percentage points), "
        "from 1.86% to 0.781%: bad loans were resolved sooner (\u22120.40 pp) "
        "and the book is younger (\u22120.40 pp)."
    )
    assert npl_short(found, changed("rose"), "zh") == (
        "同账龄不良生成率上升 0.30 个百分点，但不良率下降 1.08 个百分点：处置加快 −0.40，新增放款摊薄 −0.40。"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [NOT_OLD_ENOUGH, not_kept_by("partner")])
def test_what_cannot_be_said_is_a_reason(language: Language, reason: Reason) -> None:
    nothing = NplSplit(
        months_before=(),
        months_after=(),
        stock=no_change(reason),
        split=None,
        reason=reason,
        passport=PASSPORT,
    )
    why = {"en": "cannot be determined", "zh": "无法判断"}[language]
    for says in (npl_sentence, npl_short):
        found = says(nothing, no_change(reason), language)
        assert found.count(why) == 2
        assert "None" not in found and len(found) <= 200


def test_a_part_of_too_few_cases_is_said_so() -> None:
    nothing = tuple(
        Part(name=name, relative=Estimate.cannot_say(TOO_FEW), points=None)
        for name in (AGE, GOING_BAD, STAYING)
    )
    found = NplSplit(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        stock=changed("fell"),
        split=Split(before=0.02, after=0.01, parts=nothing),
        reason=None,
        passport=PASSPORT,
    )
    assert npl_sentence(found, changed("unclear"), "en").count("cannot be determined (too few cases)") == 2


def test_few_events_leave_the_points_only() -> None:
    """Under ten events there is no relative change: the size is in percentage points, and so are the ends."""
    whole = a_change(0.02, 0.015, None)
    few = Change(
        members=(),
        before=whole.before,
        after=whole.after,
        absolute=sure(-0.005, -0.008, -0.002),
        relative=Estimate.cannot_say(TOO_FEW),
    )
    found = NplSplit(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        stock=few,
        split=split("fell", "fell", "fell").split,
        reason=None,
        passport=PASSPORT,
    )
    assert "fell by 0.50 percentage points, from" in npl_sentence(found, few, "en")
    assert "同账龄不良生成率下降 0.50 个百分点" in npl_sentence(found, few, "zh")
