"""The status of a KPI: exactly seven, each from direction, interval, guard and evidence."""

from itertools import product
from typing import get_args

import pytest

from analysis.results import TOO_FEW
from tests.kit.records import a_change, no_change
from warehouse.kpis import KPIS, find
from warehouse.query.answers import Change
from warehouse.query.judged import LEADS_STOCKS, is_led
from wording.judgement import STATUSES, Caveat, Judgement, judge
from wording.status import SIGNS, URGENCY, caveat_words, status_words
from wording.words import LANGUAGES, Language

FELL = a_change(0.2, 0.1, (-0.6, -0.4), (-0.12, -0.08))
ROSE = a_change(0.1, 0.2, (0.6, 1.4), (0.08, 0.12))
UNCLEAR = a_change(0.1, 0.11, (-0.1, 0.3), (-0.01, 0.03))
NO_INTERVAL = a_change(0.2, 0.1, None)
NOTHING = no_change(TOO_FEW)
CHANGES = (FELL, ROSE, UNCLEAR, NO_INTERVAL, NOTHING)


@pytest.mark.parametrize(
    ("change", "guard", "attributed", "status", "caveat"),
    [
        (FELL, UNCLEAR, None, "improved_before_after", ""),
        (FELL, UNCLEAR, -0.3, "improved_attributable", ""),
        (FELL, UNCLEAR, 0.3, "improved_before_after", ""),  # the initiatives pulled the other way
        (ROSE, UNCLEAR, None, "worse_before_after", ""),
        (ROSE, UNCLEAR, 0.3, "worse_attributable", ""),
        (FELL, ROSE, -0.3, "improved_attributable", "guard_worse"),
        (UNCLEAR, ROSE, -0.3, "no_clear_change", ""),
        (NO_INTERVAL, UNCLEAR, -0.3, "cannot_tell", ""),
        (NOTHING, UNCLEAR, None, "cannot_tell", ""),
        (FELL, None, None, "improved_before_after", ""),
    ],
)
def test_a_speed_of_which_less_is_better(
    change: Change, guard: Change | None, attributed: float | None, status: str, caveat: str
) -> None:
    kpi = find("approval_time_median")
    assert find(kpi.guard).better == "lower"
    judged = judge(change, kpi, guard, attributed)
    assert (judged.status, judged.caveat) == (status, caveat)


@pytest.mark.parametrize(
    ("stock", "formation", "status", "caveat"),
    [
        (FELL, FELL, "improved_before_after", ""),
        (ROSE, ROSE, "worse_before_after", ""),
        (FELL, UNCLEAR, "moved_not_judged", "guard_open"),
        (FELL, ROSE, "moved_not_judged", "guard_worse"),
        (ROSE, FELL, "moved_not_judged", "guard_open"),
        (FELL, None, "moved_not_judged", "guard_open"),
        (UNCLEAR, FELL, "no_clear_change", ""),
    ],
)
def test_a_stock_of_late_loans_is_judged_only_with_formation(
    stock: Change, formation: Change | None, status: str, caveat: str
) -> None:
    judged = judge(stock, find("npl_rate"), formation, None)
    assert (judged.status, judged.caveat) == (status, caveat)


def test_colour_follows_status_alone_unless_a_caveat_says_why_not() -> None:
    """All KPIs × own change × guard × evidence: the same status and no caveat have the same colour."""
    tones: dict[str, set[str]] = {}
    for kpi, change, guard, part in product(KPIS.values(), CHANGES, CHANGES, (None, -1.0, 1.0)):
        judged = judge(change, kpi, guard, part)
        assert judged.status in STATUSES
        if judged.caveat:
            assert judged.tone == "neutral"
            assert judged.caveat != "no_direction" or kpi.better == "neither"
            assert judged.caveat != "guard_open" or is_led(kpi)
        else:
            tones.setdefault(judged.status, set()).add(judged.tone)
    assert all(len(tone) == 1 for tone in tones.values())
    assert set(tones) == set(STATUSES) - {"moved_not_judged"}


def test_a_kpi_without_a_better_direction_is_never_improved() -> None:
    free = [kpi for kpi in KPIS.values() if kpi.better == "neither"]
    assert free
    for kpi in free:
        assert judge(FELL, kpi, FELL, -1.0) == Judgement(status="moved_not_judged", caveat="no_direction")


def test_formation_itself_is_judged_by_its_own_interval() -> None:
    assert judge(FELL, find(LEADS_STOCKS), ROSE, None).status == "improved_before_after"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_its_own_sign_and_words(language: Language) -> None:
    assert set(SIGNS) == set(URGENCY) == set(STATUSES)
    for shown in (SIGNS.values(), [status_words(status, language) for status in STATUSES]):
        assert len(set(shown)) == len(STATUSES)
    for caveat in filter(None, get_args(Caveat)):
        words = caveat_words(Judgement(status="moved_not_judged", caveat=caveat), language)
        assert len(words.split()) <= 3 and len(words) <= 20
