"""The verdict of the scorecard: short whatever the statuses are, and never against a card."""

import re
from itertools import product

import pytest

from warehouse.kpis.headlines import HEADLINES
from wording.judgement import STATUSES, Caveat, Judgement, Status
from wording.scorecard.verdict import (
    BETTER,
    CHARACTERS_ZH,
    OPEN,
    WORDS_EN,
    WORSE,
    Cause,
    Finding,
    shorten,
    verdict,
)
from wording.words import LANGUAGES, Language, say

LONG = {
    "en": "Intelligent credit approval and early warning platform",
    "zh": "全流程智能化信贷审批与贷后预警一体化平台",
}
CAUSES: tuple[tuple[Cause, ...], ...] = ((), ("sooner",), ("younger",), ("sooner", "younger"))


def finding(
    code: str,
    status: Status,
    relative: float = -0.53,
    caveat: Caveat = "",
    initiative: str = "AI approval",
    causes: tuple[Cause, ...] = (),
) -> Finding:
    return Finding(
        code=code,
        judgement=Judgement(status=status, caveat=caveat),
        relative=relative,
        initiative=initiative if status.endswith("_attributable") else "",
        mostly=True,
        causes=causes if status == "moved_not_judged" else (),
    )


def npl_caveat(status: Status) -> Caveat:
    return "guard_open" if status == "moved_not_judged" else ""


def length(text: str, language: Language) -> int:
    """English words, or Chinese characters and digits."""
    if language == "en":
        return len(text.split())
    return len(re.findall(r"[\u4e00-\u9fffA-Za-z0-9]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_on_its_line_for_all_statuses(language: Language) -> None:
    """All 7⁵ combinations, with a long name and both causes; no sentence is empty or leaves a placeholder."""
    longest = {"en": WORDS_EN, "zh": CHARACTERS_ZH}[language]
    assert (WORDS_EN, CHARACTERS_ZH) == (25, 40)
    for statuses in product(STATUSES, repeat=5):
        text = verdict(
            [
                finding(code, status, -0.37, npl_caveat(status), initiative=LONG[language], causes=CAUSES[3])
                for code, status in zip(HEADLINES, statuses, strict=True)
            ],
            language,
        )
        assert 0 < length(text, language) <= longest, text
        assert text.endswith("." if language == "en" else "。") and "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_or_counts_every_kpi_by_its_status(language: Language) -> None:
    """What is worse is in every sentence; "better" only where a card is, "not told yet" with the right number."""
    worse, better = (say(f"verdict_line.count.{key}", language, n="") for key in ("worse", "better"))
    better, worse = (word.strip("项 ") for word in (better, worse))
    for statuses in product(STATUSES, repeat=5):
        text = verdict(
            [
                finding(code, status, -0.37, npl_caveat(status), causes=CAUSES[1])
                for code, status in zip(HEADLINES, statuses, strict=True)
            ],
            language,
        )
        said_worse = text.replace("放款质量恶化", "").count(worse)
        assert bool(said_worse) == any(status in WORSE for status in statuses), text
        if not any(status in BETTER for status in statuses):
            assert better not in text, text
        unclear = sum(status in OPEN for status in statuses)
        if 0 < unclear < 5:
            assert say(f"number.{unclear}", language) in text.lower(), text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Approval time halved, mostly through AI approval; NPL lower partly through faster charge-off, so not "
            "judged; three of five not told yet.",
        ),
        (
            "zh",
            "审批时长减半，主要来自智能审批；不良率部分因核销加快下降，不作判断；五项中三项不明确。",
        ),
    ],
)
def test_a_usual_company(language: Language, text: str) -> None:
    statuses: tuple[Status, ...] = (
        "improved_attributable",
        "moved_not_judged",
        "no_clear_change",
        "cannot_tell",
        "no_clear_change",
    )
    name = {"en": "AI approval", "zh": "智能审批"}[language]
    findings = [
        finding(code, status, caveat=npl_caveat(status), initiative=name, causes=("sooner",))
        for code, status in zip(HEADLINES, statuses, strict=True)
    ]
    assert verdict(findings, language) == text


@pytest.mark.parametrize(
    ("status", "en", "zh"),
    [
        ("no_clear_change", "None of the five shows a clear change yet.", "五项核心指标均未见明确变化。"),
        ("cannot_tell", "Too few months or cases to tell anything yet.", "月份或样本过少，尚无法判断。"),
    ],
)
def test_where_nothing_is_clear(status: Status, en: str, zh: str) -> None:
    findings = [finding(code, status) for code in HEADLINES]
    assert (verdict(findings, "en"), verdict(findings, "zh")) == (en, zh)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("causes", CAUSES)
def test_a_stock_that_fell_is_never_called_better(language: Language, causes: tuple[Cause, ...]) -> None:
    for caveat in ("guard_open", "guard_worse"):
        moved = finding("npl_rate", "moved_not_judged", -0.4, caveat, causes=causes)
        others = [finding(code, "no_clear_change") for code in HEADLINES if code != "npl_rate"]
        text = verdict([moved, *others], language)
        for cause in causes:
            assert say(f"verdict_line.cause.{cause}", language) in text
        open_words = {"en": "not judged", "zh": "不作判断"}[language]
        assert (open_words in text) == (caveat == "guard_open")
        assert {"en": "better", "zh": "改善"}[language] not in text.replace(open_words, "")
        assert length(text, language) <= {"en": WORDS_EN, "zh": CHARACTERS_ZH}[language]


def test_a_guard_that_got_worse_is_said_with_what_improved() -> None:
    fast = finding("approval_time_median", "improved_attributable", caveat="guard_worse")
    others = [finding(code, "no_clear_change") for code in HEADLINES[1:]]
    assert ", but its guardrail got worse" in verdict([fast, *others], "en")
    assert "制衡指标恶化" in verdict([fast, *others], "zh")


def test_names_are_cut_at_a_word() -> None:
    assert shorten(LONG["en"], "en") == "Intelligent credit…"
    assert shorten(LONG["zh"], "zh") == "全流程智能化信…"
    assert shorten("AI approval", "en") == "AI approval"
