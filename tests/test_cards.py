"""Cards: colour and words come from what is better, not from the sign; targets from the interval."""

import pytest

from analysis.results import TOO_FEW
from tests.records import a_change, a_comparison, an_answer, no_change, one_value, sure
from ui.cards import card, plain_card
from ui.judgement import target_state, verdict
from warehouse.answers import Change
from warehouse.kpis import find
from warehouse.targets import Target

DOWN = a_change(0.2, 0.1, (-0.6, -0.4), (-0.12, -0.08))
A_DAY = Target("2024-01", None, 1440.0, None, "")
UP = a_change(0.1, 0.2, (0.6, 1.4), (0.08, 0.12))


@pytest.mark.parametrize(
    ("kpi", "down", "up"),
    [
        ("gave_up_30d", "better", "worse"),
        ("decided_within_24h", "worse", "better"),
        ("approval_rate", "lower", "higher"),
    ],
)
def test_the_verdict_knows_the_direction_of_the_kpi(kpi: str, down: str, up: str) -> None:
    assert (verdict(DOWN, find(kpi)), verdict(UP, find(kpi))) == (down, up)


@pytest.mark.parametrize(
    ("kpi", "colour"), [("gave_up_30d", "red"), ("decided_within_24h", "green"), ("approval_rate", "gray")]
)
def test_a_rise_is_green_only_where_more_is_better(kpi: str, colour: str) -> None:
    found = card(a_comparison(UP), find(kpi), "", None, True, None, "", "en")
    assert (found.colour, found.arrow) == (colour, "up")


def test_an_unclear_change_has_neither_colour_nor_arrow() -> None:
    unclear = a_change(0.1, 0.11, (-0.1, 0.3), (-0.01, 0.03))
    found = card(a_comparison(unclear), find("gave_up_30d"), "", None, True, None, "", "en")
    assert (found.colour, found.arrow) == ("gray", "off")
    assert "no clear change" in found.lines[0]
    assert "cannot tell" in found.lines[0]


def test_a_share_changes_in_points_and_its_relative_change_is_labelled() -> None:
    found = card(a_comparison(UP), find("decided_within_24h"), "", None, True, None, "", "en")
    assert found.delta == "+10.0 pp"
    assert found.interval == "(8.00 … 12.0)"
    assert "+100\u202f% relative" in found.lines[0]


def test_both_sides_of_a_duration_have_one_unit() -> None:
    change = a_change(6000, 60, (-0.995, -0.98), (-6500, -5500))
    found = card(a_comparison(change), find("approval_time_median"), "", None, True, None, "", "zh")
    assert found.value == "100\u202f→\u202f1.00 小时"


def test_a_card_that_cannot_say_gives_its_reason_and_no_number() -> None:
    found = card(a_comparison(no_change(TOO_FEW)), find("approval_rate"), "", None, True, None, "", "zh")
    assert (found.value, found.delta, found.lines) == ("–", "", ("样本过少",))


def test_an_interval_that_cannot_be_said_is_not_called_no_clear_change() -> None:
    found = card(a_comparison(a_change(0.2, 0.1, None)), find("gave_up_30d"), "", None, True, None, "", "en")
    assert found.colour == "gray"
    assert "no interval: only one unit" in found.lines[0]
    assert "no clear change" not in found.lines[0]


def test_the_guard_stands_on_the_card_of_the_speed() -> None:
    speed = a_comparison(a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200)))
    guard = (a_comparison(UP), find("gave_up_30d"))
    found = card(speed, find("approval_time_median"), "", guard, True, A_DAY, "", "en")
    assert any("Gave up within 30 days: +10.0 pp" in line and "worse" in line for line in found.lines)


def test_without_windows_a_card_shows_the_value_of_all_months() -> None:
    answer = an_answer(one_value(sure(0.4, 0.3, 0.5), 1234))
    found = plain_card(answer, find("approval_rate"), "", "en")
    assert found.value == "40.0\u202f%"
    assert "n 1,234" in found.lines


@pytest.mark.parametrize(
    ("kpi", "value", "tolerance", "state"),
    [
        ("gave_up_30d", 0.06, None, "met"),
        ("gave_up_30d", 0.03, None, "missed"),
        ("gave_up_30d", 0.05, None, "open"),
        ("decided_within_24h", 0.06, None, "missed"),
        ("decided_within_24h", 0.03, None, "met"),
        ("approval_rate", 0.03, None, "open"),
        # the interval is 0.04 … 0.055
        ("gave_up_30d", 0.05, 0.005, "open"),  # it may be met
        ("gave_up_30d", 0.038, 0.02, "near"),
        ("gave_up_30d", 0.038, 0.001, "missed"),
        ("gave_up_30d", 0.038, 0.005, "open"),
        ("gave_up_30d", 0.06, 0.005, "met"),
    ],
)
def test_a_target_is_met_when_the_whole_interval_is_on_the_good_side(
    kpi: str, value: float, tolerance: float | None, state: str
) -> None:
    target = Target("2024-01", None, value, tolerance, "")
    assert target_state(sure(0.05, 0.04, 0.055), target, find(kpi)) == state


FORMATION_DOWN = a_change(0.03, 0.02, (-0.5, -0.1), (-0.02, -0.003))
FORMATION_UNCLEAR = a_change(0.03, 0.031, (-0.2, 0.3), (-0.006, 0.009))
FORMATION_UP = a_change(0.02, 0.03, (0.1, 0.9), (0.003, 0.02))


@pytest.mark.parametrize(
    ("formation", "colour", "word"),
    [
        (FORMATION_DOWN, "green", "better"),
        (FORMATION_UNCLEAR, "gray", "lower"),
        (FORMATION_UP, "gray", "lower"),
    ],
)
def test_a_lower_stock_of_bad_loans_is_better_only_where_fewer_go_bad(
    formation: Change, colour: str, word: str
) -> None:
    """Charge-off and growth lower the stock, too: formation at equal age decides what its fall is called."""
    guard = (a_comparison(formation), find("npl_formation_same_age"))
    found = card(a_comparison(DOWN), find("npl_rate"), "", guard, True, None, "", "en")
    assert found.colour == colour
    assert found.lines[0].startswith(word)


def test_a_guard_that_got_worse_is_marked() -> None:
    guard = (a_comparison(UP), find("gave_up_30d"))
    found = card(a_comparison(DOWN), find("approval_time_median"), "", guard, True, None, "", "en")
    assert any(line.startswith(":red[▲ Guard") for line in found.lines)


def test_a_lifetime_value_is_judged_by_its_amount() -> None:
    """Its absolute interval decides (statistics §8), also where the relative one still holds zero."""
    change = a_change(2500, 4100, (-0.03, 1.7), (240, 2960))
    assert verdict(change, find("clv")) == "better"
    assert verdict(change, find("cost_per_application")) == "unclear"
    found = card(a_comparison(change), find("clv"), "", None, True, None, "", "en")
    assert found.arrow == "up" and "1,600" in found.delta and "240" in found.interval
    assert "+64.0" in found.lines[0]


def test_a_change_of_lifetime_value_that_is_not_clear_is_no_better() -> None:
    change = a_change(3300, 4320, (0.01, 0.8), (-134, 2180))
    assert verdict(change, find("clv")) == "unclear"


def test_evidence_names_to_whom_a_part_of_the_change_is_attributable() -> None:
    found = card(a_comparison(UP), find("decided_within_24h"), "", None, True, None, "“智能审批”", "zh")
    assert found.lines[0].endswith("证据：部分可归因于“智能审批”")
