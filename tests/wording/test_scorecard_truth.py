"""Who reads only the scorecard comes away with no wrong belief about the simulated company.

What the cards and sentences say is held against truth.json, which the simulation writes from its own state
and not from the files that are loaded.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from analysis.equal_age import AGE, STAYING
from analysis.results import Estimate
from tests.kit.demo_company import Simulated
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.kpis import find
from warehouse.query.answers import Change
from warehouse.query.query import compare
from warehouse.query.subjects.lifetimes import customer_value
from warehouse.query.subjects.npl_split import npl_split
from warehouse.snapshot.snapshots import Snapshot
from wording.judgement import Judgement, judge, verdict
from wording.scorecard.headlines import speed_short
from wording.sentences.risk import npl_short
from wording.sentences.value import clv_short
from wording.words import LANGUAGES, Language

HEADLINES = {
    "approval_time_median": "approval_time_median",
    "npl_rate": "npl_rate",
    "csat": "csat_of_answers",
    "churn_rate_crude": "churn_rate_crude",
}
GUARDS = {"gave_up_30d": "gave_up_30d", "csat_response_rate": "csat_response_rate"}


@pytest.fixture(scope="module")
def ask(simulated_snapshot: Snapshot) -> Callable[[str], Change]:
    before, after = simulated_snapshot.windows
    assert before and after

    def one(code: str) -> Change:
        (change,) = compare(
            simulated_snapshot, kpi_code=code, before=before, after=after, by=(), where=(), scope=WHOLE_HOUSE
        ).changes
        return change

    return one


def true_of(simulated: Simulated, name: str) -> tuple[float, float]:
    headlines: dict[str, Any] = simulated.truth["headlines"]
    return headlines["before"][name], headlines["after"][name]


def holds(estimate: Estimate, value: float) -> bool:
    assert estimate.lower is not None and estimate.upper is not None
    return estimate.lower <= value <= estimate.upper


@pytest.mark.parametrize(("code", "name"), HEADLINES.items())
def test_the_true_values_of_both_windows_lie_in_the_intervals_on_the_card(
    simulated: Simulated, ask: Callable[[str], Change], code: str, name: str
) -> None:
    before, after = true_of(simulated, name)
    change = ask(code)
    assert holds(change.before.estimate, before)
    assert holds(change.after.estimate, after)


@pytest.mark.parametrize(("code", "name"), {**HEADLINES, **GUARDS}.items())
def test_the_true_change_lies_in_the_interval_of_the_change(
    simulated: Simulated, ask: Callable[[str], Change], code: str, name: str
) -> None:
    before, after = true_of(simulated, name)
    assert holds(ask(code).relative, after / before - 1)


@pytest.mark.parametrize(("code", "name"), {**HEADLINES, **GUARDS}.items())
def test_no_card_says_a_direction_that_is_not_true(
    simulated: Simulated, ask: Callable[[str], Change], code: str, name: str
) -> None:
    before, after = true_of(simulated, name)
    kpi = find(code)
    rose = after > before
    truly = {"higher" if rose else "lower", "better" if rose == (kpi.better == "higher") else "worse"}
    assert verdict(ask(code), kpi) in truly | {"unclear"}


def test_satisfaction_that_is_called_better_rose_among_the_silent_too(
    simulated: Simulated, ask: Callable[[str], Change]
) -> None:
    """The silent are simulated, too: with them satisfaction rose by ten points, of which the answers show seven."""
    before, after = true_of(simulated, "csat_of_everyone_asked")
    change = ask("csat")
    assert verdict(change, find("csat")) == "better"
    assert change.absolute.lower is not None
    assert after - before >= change.absolute.lower > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fall_of_the_npl_rate_is_put_down_to_what_was_planted(
    simulated: Simulated, simulated_snapshot: Snapshot, ask: Callable[[str], Change], language: Language
) -> None:
    """Charge-off after ten months past due instead of twelve, growth of 4 % a month instead of 1 %: both lower
    the stock, and neither makes a loan better. That they left sooner is said only where its interval shows it. What
    went bad a contract year fell by 29 %, as the book is younger, too, and within the range."""
    planted = simulated.truth["planted"]
    sooner = min(planted["charged_off_at_months_past_due_from"].values())
    assert sooner < planted["charged_off_at_months_past_due_at_first"]
    assert max(planted["growth_a_month_from"].values()) > planted["growth_a_month_at_first"]
    before, after = simulated_snapshot.windows
    assert before and after
    found = npl_split(simulated_snapshot, before, after, (), WHOLE_HOUSE)
    assert found.split is not None
    parts = {part.name: part.relative for part in found.split.parts}
    assert parts[AGE].clear and (parts[AGE].value or 0) < 0
    assert (parts[STAYING].value or 0) < 0
    formation = ask("npl_formation_same_age")
    formed_before, formed_after = true_of(simulated, "npl_formed_a_contract_year")
    assert holds(formation.relative, formed_after / formed_before - 1)
    assert judge(ask("npl_rate"), find("npl_rate"), formation, None) == Judgement(
        status="moved_not_judged", caveat="guard_open"
    )
    said = npl_short(found, formation, language)
    unclear, sooner_words, younger = {
        "en": ("no clear change", "faster resolution", "younger"),
        "zh": ("资产质量变化不明", "处置加快", "摊薄"),
    }[language]
    assert unclear in said and younger in said
    assert (sooner_words in said) == parts[STAYING].clear


def test_the_planted_fall_of_waiting_is_called_better_and_its_size_is_in_the_sentence(
    simulated: Simulated, ask: Callable[[str], Change]
) -> None:
    before, after = true_of(simulated, "approval_time_median")
    kpi, guard = find("approval_time_median"), find("gave_up_30d")
    said = speed_short(ask(kpi.code), kpi, ask(guard.code), guard, "en")
    fell = re.search(r"fell ([\d.]+)", said)
    assert fell and float(fell[1]) == pytest.approx(100 * (1 - after / before), abs=1)
    assert ", but " not in said  # fewer gave up, too


def test_the_rise_of_customer_value_is_put_down_to_cheaper_funding(
    simulated: Simulated, simulated_snapshot: Snapshot, ask: Callable[[str], Change]
) -> None:
    """No initiative moves what a contract earns: money costs the company 2.0 % a year instead of 3.6 %."""
    planted = simulated.truth["planted"]
    assert min(planted["funding_rate_a_year_from"].values()) < planted["funding_rate_a_year_at_first"] - 0.01
    assert verdict(ask("clv"), find("clv")) == "better"
    before, after = simulated_snapshot.windows
    assert before and after
    found = customer_value(simulated_snapshot, before, after, (), WHOLE_HOUSE)
    parts = dict((*found.margin, *found.staying))
    rise = {name: part.value for name, part in parts.items() if part.value is not None}
    assert max(rise, key=lambda name: rise[name]) == "funding"
    assert parts["funding"].clear
    assert "rose by" in clv_short(found, ask("clv"), "CNY", "en")


def test_four_headlines_are_told_and_one_is_not(ask: Callable[[str], Change]) -> None:
    """Bad loans are what cannot be told: the stock fell, loans of the same age go bad as they did."""
    for code in ("approval_time_median", "csat", "churn_rate", "clv"):
        assert verdict(ask(code), find(code)) == "better"
    stock, guard = find("npl_rate"), find("npl_formation_same_age")
    assert judge(ask(stock.code), stock, ask(guard.code), None).status == "moved_not_judged"
    assert verdict(ask(guard.code), guard) == "unclear"
