"""The answer of a page in one line: short, by the interval, and in step with the status of the KPI."""

from typing import get_args

import pytest

from analysis.results import NOT_OLD_ENOUGH, TOO_FEW
from tests.kit.plain_text import plain
from tests.kit.records import a_change, no_change
from warehouse.kpis import KPIS, find
from warehouse.query.answers import Change
from wording.judgement import Judgement, Status, judge
from wording.sentences.lead import clause_of, lead, together
from wording.words import LANGUAGES, Language

MEDIAN, GAVE_UP = find("approval_time_median"), find("gave_up_30d")
FASTER = a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200))
UNCLEAR = a_change(3000, 2990, (-0.03, 0.04), (-90, 120))
FEWER = a_change(0.09, 0.06, (-0.5, -0.2), (-0.05, -0.01))
MORE = a_change(0.06, 0.09, (0.2, 0.8), (0.01, 0.05))
MOVERS: dict[Language, str] = {"en": "“AI approval”", "zh": "“智能审批”"}
LONGEST: dict[Language, int] = {"en": 170, "zh": 80}


def line(change: Change, guard: Change, attributed: float | None, language: Language) -> str:
    judged = judge(change, MEDIAN, guard, attributed)
    movers = MOVERS[language] if attributed is not None else ""
    return lead(change, MEDIAN, judged, movers=movers, guard=(guard, GAVE_UP), language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Approval time, median: fell 50.0% (50.0→25.0 h), partly attributable to “AI approval”; "
            "gave up within 30 days of submission: better.",
        ),
        (
            "zh",
            "审批时长中位数缩短 50.0%（50.0→25.0 小时），部分可归因于“智能审批”；提交后 30 天内放弃率改善。",
        ),
    ],
)
def test_an_attributable_change_names_what_it_is_attributable_to(language: Language, text: str) -> None:
    assert plain(line(FASTER, FEWER, -0.4, language)) == text


def test_a_difference_is_called_one_and_never_beside_an_attribution() -> None:
    assert "before–after only" in line(FASTER, FEWER, None, "en")
    for language, words in {"en": "only", "zh": "仅"}.items():
        assert words not in line(FASTER, FEWER, -0.4, language)  # type: ignore[arg-type]


def test_a_guard_that_got_worse_is_a_but() -> None:
    assert ", but gave up within 30 days of submission: worse." in line(FASTER, MORE, None, "en")
    assert "，但提交后 30 天内放弃率恶化。" in line(FASTER, MORE, None, "zh")
    assert "but" not in line(UNCLEAR, MORE, None, "en")


def test_a_guard_without_a_better_direction_is_higher_or_lower_and_not_unknown() -> None:
    """Its card says that it moved: the line must not say that it cannot be told."""
    rate, guard = find("approval_time_median"), find("approval_rate")
    assert guard.better == "neither"
    judged = judge(FASTER, rate, FEWER, None)
    for change, en, zh in ((FEWER, "lower", "下降"), (MORE, "higher", "上升")):
        texts = [
            lead(FASTER, rate, judged, movers="", guard=(change, guard), language=language)
            for language in LANGUAGES
        ]
        assert texts[0].endswith(f"approval rate: {en}.") and texts[1].endswith(f"{zh}。")


def test_an_unclear_change_is_its_range_and_claims_nothing() -> None:
    text = plain(line(UNCLEAR, FEWER, None, "en"))
    assert text.startswith("Approval time, median: no clear change (-3.00 … 4.00%); ")
    assert "fell" not in text and "only" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_said_is_a_reason_without_a_number(language: Language) -> None:
    text = line(no_change(NOT_OLD_ENOUGH), no_change(TOO_FEW), None, language)
    assert not any(digit in text.replace("30", "") for digit in "0123456789")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["approval_time_median_lender", "approval_time_p90", "churn_rate", "clv"])
@pytest.mark.parametrize("status", get_args(Status))
def test_the_line_of_a_page_is_short(code: str, status: Status, language: Language) -> None:
    kpi = KPIS[code]
    guard = KPIS[kpi.guard]
    sizes = {"minutes": (9876.0, 4321.0), "fraction": (0.1234, 0.0987)}.get(kpi.unit, (12345.0, 67890.0))
    for change in (
        a_change(*sizes, (-0.456, -0.123), (sizes[1] - sizes[0], -0.01)),
        a_change(*sizes, (-0.456, 0.123), (-abs(sizes[1] - sizes[0]), 0.456)),
    ):
        text = lead(
            change,
            kpi,
            Judgement(status=status, caveat=""),
            movers=MOVERS[language],
            guard=(MORE, guard),
            language=language,
        )
        assert len(text) <= LONGEST[language], text


def test_several_kpis_share_one_line() -> None:
    ratio, revenue = find("cost_income_ratio"), find("revenue")
    clauses = [
        clause_of(a_change(0.5, 0.4, (-0.3, -0.1), (-0.15, -0.05)), ratio, "en"),
        clause_of(a_change(1e7, 2e7, (0.8, 1.2), (0.8e7, 1.2e7)), revenue, "en"),
    ]
    assert plain(together(clauses, "en")).startswith("Cost-income ratio: fell 10.0 pp (50.0→40.0%); ")
    assert "; revenue: rose 100%" in plain(together(clauses, "en"))
