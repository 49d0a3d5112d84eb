"""Published figures: each decided once, put rightly on our scale, and judged by our interval."""

import csv
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import NOT_OLD_ENOUGH, Estimate
from tests.kit.records import a_change, a_comparison, no_change, sure
from warehouse.claims.comparison import UNDER_A_MINUTE, check_claims, set_beside, verdict_of
from warehouse.claims.published import FOLDER, MATCHES, claims, time_change
from warehouse.claims.together import Together, all_together, base_churn, margins_before
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.kpis import KPIS, find
from warehouse.snapshot.snapshots import Snapshot

BY_ID = {claim.claim_id: claim for claim in claims()}
GROUPS = {group.key: group for group in all_together()}


def raw(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(group: Together, name: str) -> float:
    return next(one.value for one in group.numbers if one.name == name)


def test_every_figure_is_decided_exactly_once_and_in_order() -> None:
    published, decided = (
        [row["claim_id"] for row in raw(name)] for name in ("published_claims", "decisions")
    )
    assert len(set(published)) == len(published) == 99
    assert decided == published == [claim.claim_id for claim in claims()]


def test_the_table_is_the_published_one(shared_data: Path) -> None:
    source = shared_data.parent / "reference" / "report_claims.csv"
    assert (FOLDER / "published_claims.csv").read_bytes() == source.read_bytes()


def test_only_what_agrees_is_placed_and_says_on_which_kpi_and_scale() -> None:
    for claim in claims():
        assert claim.placed == (claim.match in ("same", "near")), claim.claim_id
        assert claim.kpi in KPIS or (claim.kpi == "" and not claim.placed), claim.claim_id
        assert (claim.place is not None) == claim.placed, claim.claim_id


def test_nothing_is_placed_against_the_rule() -> None:
    """Rule 9 of statistics §10, from the source's own columns: neither forecasts nor markets, nothing told in words, no
    change of a share that may be points, no relative change of a score."""
    for claim in (claim for claim in claims() if claim.placed):
        assert claim.scope in ("one_company", "adopters_of_technology")
        assert claim.scope == "one_company" or claim.match == "near"
        assert not claim.in_words and "not defined" not in claim.note_en.lower()
        assert "points" not in claim.note_en and "undefined" not in claim.note_en
        kpi = find(claim.kpi)
        assert kpi.better != "neither" and kpi.unit != "net_score"
        # Only of a duration, an amount, or a share so small that points are impossible is a change surely relative.
        assert claim.scale == "level" or kpi.unit == "minutes" or kpi.code == "npl_rate"


def test_the_matches_are_those_we_stand_for() -> None:
    """Written down once more by hand, with the changes read from the report's structure."""
    placed = {claim.claim_id: (claim.match, claim.kpi, claim.place) for claim in claims() if claim.placed}
    approval, npl = "approval_time_median", "npl_rate"
    assert placed == {
        "s1_1_originations_growth": ("near", "originations_growth", 0.3),
        "s1_2_approval_time": ("near", approval, -0.5),
        "s8_1_approval_time": ("near", approval, -0.4),
        "s8_2_approval_time": ("near", approval, -0.6),
        "s9_1_approval_time": ("near", approval, -0.5),
        "s9_2_approval_time": ("near", approval, -0.7),
        "s1_2_npl": ("near", npl, -0.2),
        "s6_1_npl_industry": ("near", npl, -0.1),
        "s6_3_npl_industry": ("near", npl, -0.1),
        "s2_3_npl": ("same", npl, -0.15),
        "s6_1_npl_model": ("same", npl, -0.15),
        "s9_1_npl": ("same", npl, -0.15),
        "s3_2_resolution_time": ("near", "resolution_median", -0.4),
        "s5_1_application_time": ("near", "completion_time_median", -0.4),
        "s8_1_cs_response": ("near", "first_response_median", -0.5),
        "s8_2_cs_response": ("near", "first_response_median", -0.7),
    }


def test_a_speed_is_put_on_the_scale_of_time() -> None:
    """Twice as fast takes half the time; +50 % a third less; +30 % 3/13 less; the numbers of the source's notes."""
    assert [time_change(s) for s in (1.0, 0.5, 0.25)] == pytest.approx([-1 / 2, -1 / 3, -1 / 5])
    for claim in (claim for claim in claims() if claim.of_speed):
        cut = re.search(r"equals a (\d+)% cut", claim.note_en)
        if cut:
            assert claim.change == pytest.approx(-int(cut[1]) / 100, abs=0.005)
    assert {c.claim_id for c in claims() if c.of_speed} == {
        "s2_2_data_speed",
        "s4_1_deploy_speed",
        "s8_2_risk_speed",
    }
    assert BY_ID["s3_3_financing_cycle"].change == pytest.approx(-2 / 3, abs=1e-4)
    assert BY_ID["s2_3_churn"].change == -0.2 and BY_ID["s8_1_revenue"].change == 0.2


def test_both_readings_of_an_efficiency_are_told() -> None:
    for name, gain in (("s2_3_approval_efficiency", 0.7), ("s8_2_compliance_efficiency", 0.4)):
        for words in (BY_ID[name].why_en, BY_ID[name].why_zh):
            assert f"{100 * gain:.0f}" in words and f"{-100 * time_change(gain):.0f}" in words
        assert BY_ID[name].match == "vague"


def test_every_figure_says_why_in_both_languages() -> None:
    for claim in claims():
        assert len(claim.why_en) > 20 and not re.search(r"[\u4e00-\u9fff]", claim.why_en), claim.claim_id
        for words in (claim.why_zh, claim.lever_zh, claim.period_zh):
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", words), claim.claim_id
        assert len(claim.why_zh) > 10
        assert bool(claim.lever_zh) == bool(claim.lever_en) and bool(claim.period_zh) == bool(claim.period_en)


def test_one_lever_has_one_name() -> None:
    names = {(claim.lever_en, claim.lever_zh) for claim in claims()}
    assert len(names) == len({english for english, _ in names})


@pytest.mark.parametrize(
    ("code", "lower", "upper", "place", "verdict"),
    [
        ("approval_time_median", -0.58, -0.47, -0.5, "inside"),
        ("approval_time_median", -0.58, -0.47, -0.7, "claims more"),
        ("approval_time_median", -0.58, -0.47, -0.4, "claims less"),
        ("approval_time_median", 0.02, 0.10, -0.5, "claims more"),  # ours got slower
        ("originations_growth", 0.2, 0.4, 0.5, "claims more"),
        ("originations_growth", 0.2, 0.4, 0.1, "claims less"),
        ("originations_growth", 0.2, 0.4, 0.4, "inside"),
    ],
)
def test_more_and_less_follow_what_is_better(
    code: str, lower: float, upper: float, place: float, verdict: str
) -> None:
    assert verdict_of(place, sure((lower + upper) / 2, lower, upper), find(code)) == verdict


def test_a_wait_under_one_minute_tells_only_of_smaller_changes() -> None:
    """2 min → under 1 min: the change is −44 % at least, and nobody knows how much more."""
    kpi = find("first_response_median")
    beside = set_beside(kpi, a_comparison(a_change(2.0, 1.0, (-0.53, -0.44))), claims(), 1.0)
    assert beside.at_least and (beside.ours.lower, beside.ours.upper) == (None, -0.44)
    assert [(one.place, one.verdict, one.reason) for one in beside.placed] == [
        (-0.5, "cannot tell", UNDER_A_MINUTE),
        (-0.7, "cannot tell", UNDER_A_MINUTE),
    ]
    larger = set_beside(kpi, a_comparison(a_change(9.0, 1.0, (-0.93, -0.85))), claims(), 1.0)
    assert [one.verdict for one in larger.placed] == ["claims less", "claims less"]
    both = set_beside(kpi, a_comparison(a_change(1.0, 1.0, (-0.1, 0.1))), claims(), 1.0)
    assert both.ours == Estimate.cannot_say(UNDER_A_MINUTE)


def test_without_an_interval_nothing_is_judged() -> None:
    kpi = find("npl_rate")
    for change, why in ((no_change(NOT_OLD_ENOUGH), "not old enough"), (a_change(2, 1, None), "one unit")):
        beside = set_beside(kpi, a_comparison(change), claims(), 1.0)
        assert len(beside.placed) == 6
        assert {(one.verdict, str(one.reason)) for one in beside.placed} == {("cannot tell", why)}


def test_a_level_is_judged_by_the_value_after() -> None:
    """Growth 5 % before and 30 ± 3 % after (the change itself has no relative size here): 30 % is inside."""
    beside = set_beside(find("originations_growth"), a_comparison(a_change(0.05, 0.30, None)), claims(), 1.0)
    assert [(one.place, one.verdict) for one in beside.placed] == [(0.3, "inside")]


def test_what_is_counted_sums_to_all_figures(simulated_snapshot: Snapshot) -> None:
    found = check_claims(simulated_snapshot, *simulated_snapshot.windows, WHOLE_HOUSE)
    sheet = pd.DataFrame(raw("decisions")).merge(pd.DataFrame(raw("published_claims")), on="claim_id")
    assert dict(found.by_match) == sheet["match"].value_counts().to_dict()
    assert sum(n for _, n in found.by_match) == sum(n for _, n, _ in found.by_theme) == 99
    placed = sheet[sheet["match"].isin(MATCHES[:2])]
    assert {t: n for t, _, n in found.by_theme if n} == placed["theme"].value_counts().to_dict()
    assert sum(n for _, n in found.verdicts) == sum(len(row.placed) for row in found.beside) == len(placed)
    assert [row.kpi for row in found.beside] == [code for code in KPIS if code in set(placed["kpi"])]


def test_a_verdict_holds_against_the_comparison_it_came_from(simulated_snapshot: Snapshot) -> None:
    found = check_claims(simulated_snapshot, *simulated_snapshot.windows, WHOLE_HOUSE)
    told: Counter[str] = Counter()
    for row in found.beside:
        change = row.comparison.changes[0]
        known = change.after.estimate if row.kpi == "originations_growth" else change.relative
        for one in row.placed:
            if one.verdict != "cannot tell":
                assert known.lower is not None and known.upper is not None
                assert (one.verdict == "inside") == (known.lower <= one.place <= known.upper)
            told[one.verdict] += 1
    assert told == {verdict: n for verdict, n in found.verdicts if n}


def test_without_windows_all_figures_are_listed_and_none_is_judged(simulated_snapshot: Snapshot) -> None:
    found = check_claims(simulated_snapshot, None, None, WHOLE_HOUSE)
    assert len(found.claims) == 99 and found.beside == () and not any(n for _, n in found.verdicts)


def test_what_the_figures_together_would_need() -> None:
    """Checked forwards: put the answers in and see that the published figures come out."""
    churn = base_churn(0.2, 0.15)
    assert (1 - churn * 0.8) / (1 - churn) == pytest.approx(1.15)
    relative, points = margins_before(0.2, 0.15, 0.1)
    for before, after in ((relative, relative * 1.1), (points, points + 0.1)):
        assert (1.2 - 0.85 * (1 - before)) / 1.2 == pytest.approx(after)
    assert [round(m, 3) for m in (churn, relative, points)] == [0.429, 0.745, 0.657]


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        ("approval_change", "times", 0.6 / 0.3),
        ("approval_level", "to_hours", 1 / 14 - 1),
        ("approval_level", "to_minutes", 15 / (14 * 24 * 60) - 1),
        ("approval_before", "before", 30),
        ("loss", "both", -0.475),
        ("satisfaction", "ceiling", 10 / 13),
        ("satisfaction", "same", 5),
        ("retention", "other_base", 0.375),
        ("fraud", "volume", -0.25),
        ("accuracy", "errors", -0.975),
        ("data_volume", "yearly", 10**0.5 - 1),
        ("rounded", "n", 63),
        ("rounded", "round", 63),
        ("rounded", "most_n", 13),
    ],
)
def test_the_numbers_of_figures_together_by_hand(key: str, name: str, expected: float) -> None:
    assert number(GROUPS[key], name) == pytest.approx(expected)
