"""Cards: colour and words come from what is better, not from the sign; targets from the interval."""

from dataclasses import replace

import pytest

from analysis.intervals import INDEPENDENT
from analysis.results import TOO_FEW
from cli.value_rows import change_cells, change_rows
from tests.kit.cards import card_for, entry_for
from tests.kit.records import PASSPORT, a_change, a_comparison, an_answer, no_change, one_value, sure
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.targets import Target
from wording import formats
from wording.cards.cards import delta_words, plain_card
from wording.judgement import target_state, verdict
from wording.scorecard.kpi_table import frame_of
from wording.sentences.answer import clause
from wording.status import status_with_sign
from wording.words import Language, say

DOWN = a_change(0.2, 0.1, (-0.6, -0.4), (-0.12, -0.08))
A_DAY = Target(first="2024-01", last=None, value=1440.0, tolerance=None, owner="")
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
    found = card_for(UP, kpi, "en")
    assert (found.colour, found.arrow) == (colour, "up")


def test_an_unclear_change_has_neither_colour_nor_arrow() -> None:
    unclear = a_change(0.1, 0.11, (-0.1, 0.3), (-0.01, 0.03))
    found = card_for(unclear, "gave_up_30d", "en")
    assert (found.colour, found.arrow) == ("gray", "off")
    assert "No clear change" in found.lines[0]
    assert "cannot tell" in found.lines[0]


def test_a_share_changes_in_points_and_its_relative_change_is_labelled() -> None:
    found = card_for(UP, "decided_within_24h", "en")
    assert found.delta == "+10.0 pp"
    assert found.interval == "(8.00 … 12.0)"
    assert "+100\u202f% relative" in found.lines[0]


def test_both_sides_of_a_duration_have_one_unit() -> None:
    change = a_change(6000, 60, (-0.995, -0.98), (-6500, -5500))
    found = card_for(change, "approval_time_median", "zh")
    assert found.value == "100\u202f→\u202f1.00 小时"


def test_a_card_that_cannot_say_gives_its_reason_and_no_number() -> None:
    found = card_for(no_change(TOO_FEW), "approval_rate", "zh")
    assert (found.value, found.delta, found.lines) == ("–", "", ("样本过少",))


def test_an_interval_that_cannot_be_said_is_not_called_no_clear_change() -> None:
    found = card_for(a_change(0.2, 0.1, None), "gave_up_30d", "en")
    assert found.colour == "gray"
    assert "change not judged: no interval, because only one unit" in found.lines[0]
    assert "no clear change" not in found.lines[0]


def test_the_guard_stands_on_the_card_of_the_speed() -> None:
    speed = a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200))
    guard = (UP, "gave_up_30d")
    found = card_for(speed, "approval_time_median", "en", guard=guard, target=A_DAY)
    assert any("Gave up within 30 days: +10.0 pp" in line and "worse" in line for line in found.lines)


def test_without_windows_a_card_shows_the_value_of_all_months() -> None:
    answer = an_answer(one_value(sure(0.4, 0.3, 0.5), 1234))
    found = plain_card(answer, find("approval_rate"), "", "en")
    assert found.value == "40.0\u202f%"
    assert "n 1,234" in found.lines
    booked = plain_card(answer, find("revenue"), "", "en")
    assert "" not in booked.lines and not any(line.startswith("n ") for line in booked.lines)


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
    target = Target(first="2024-01", last=None, value=value, tolerance=tolerance, owner="")
    assert target_state(sure(0.05, 0.04, 0.055), target, find(kpi)) == state


FORMATION_DOWN = a_change(0.03, 0.02, (-0.5, -0.1), (-0.02, -0.003))
FORMATION_UNCLEAR = a_change(0.03, 0.031, (-0.2, 0.3), (-0.006, 0.009))
FORMATION_UP = a_change(0.02, 0.03, (0.1, 0.9), (0.003, 0.02))


@pytest.mark.parametrize(
    ("formation", "colour", "word"),
    [
        (FORMATION_DOWN, "green", "Improved, before–after only"),
        (FORMATION_UNCLEAR, "gray", "Moved, not judged"),
        (FORMATION_UP, "gray", "Moved, not judged"),
    ],
)
def test_a_lower_stock_of_bad_loans_is_better_only_where_fewer_go_bad(
    formation: Change, colour: str, word: str
) -> None:
    """Charge-off and growth lower the stock, too: formation at equal age decides what its fall is called."""
    guard = (formation, "npl_formation_same_age")
    found = card_for(DOWN, "npl_rate", "en", guard=guard)
    assert found.colour == colour
    assert found.lines[0].startswith(word)


def test_a_guard_that_got_worse_is_marked() -> None:
    guard = (UP, "gave_up_30d")
    found = card_for(DOWN, "approval_time_median", "en", guard=guard)
    assert any(line.startswith(":red[▲ Guard") for line in found.lines)


def test_a_lifetime_value_is_judged_by_its_amount() -> None:
    """Its absolute interval decides (statistics §8), also where the relative one still holds zero."""
    change = a_change(2500, 4100, (-0.03, 1.7), (240, 2960))
    assert verdict(change, find("clv")) == "better"
    assert verdict(change, find("cost_per_application")) == "unclear"
    found = card_for(change, "clv", "en")
    assert found.arrow == "up" and "1,600" in found.delta and "240" in found.interval
    assert "+64.0" in found.lines[0]


def test_a_change_of_lifetime_value_that_is_not_clear_is_no_better() -> None:
    change = a_change(3300, 4320, (0.01, 0.8), (-134, 2180))
    assert verdict(change, find("clv")) == "unclear"


def test_evidence_names_to_whom_a_part_of_the_change_is_attributable() -> None:
    found = card_for(UP, "decided_within_24h", "zh", movers="“智能审批”")
    assert found.lines[0].endswith("证据：部分可归因于“智能审批”")


@pytest.mark.parametrize(("language", "said"), [("en", "change not judged"), ("zh", "变化未予判断")])
def test_a_change_without_interval_is_called_not_judged_everywhere(language: Language, said: str) -> None:
    """0.396 % → 6.84 % with one unit: not "no clear change" on the card, in the sentence, the table, the guard or the
    rows of the command line."""
    jump, kpi = a_change(0.00396, 0.0684, None), find("npl_formation_same_age")
    assert verdict(jump, kpi) == "not judged"
    words = card_for(jump, kpi.code, language, guard=(jump, kpi.code))
    row = frame_of([entry_for(jump, kpi.code)], language).iloc[0]
    for text in (words.lines[0], words.guard, clause(jump, kpi, language)):
        assert said in text and say("verdict.unclear", language) not in text
    compared = replace(a_comparison(jump), passport=replace(PASSPORT, kpi=kpi.code))
    assert change_rows(compared, {}, None)[0]["evidence"] == "not judged: no interval"
    assert row["status"] == status_with_sign("cannot_tell", language)
    assert say("evidence.cannot tell", language) not in words.lines[0]


@pytest.mark.parametrize(
    ("code", "relative", "absolute", "judged", "found"),
    [
        ("gave_up_30d", (-0.02, 0.4), (0.001, 0.02), "relative", "unclear"),
        ("gave_up_30d", (0.02, 0.4), (-0.001, 0.02), "relative", "worse"),
        ("clv", (-0.02, 0.4), (1.0, 20.0), "absolute", "better"),
        ("clv", (0.02, 0.4), (-1.0, 20.0), "absolute", "unclear"),
    ],
)
def test_intervals_that_disagree_about_zero_give_one_verdict(
    code: str, relative: tuple[float, float], absolute: tuple[float, float], judged: str, found: str
) -> None:
    """The relative interval decides, of a lifetime value the absolute one; the other is not printed beside it."""
    change, kpi = a_change(0.1, 0.12, relative, absolute), find(code)
    assert verdict(change, kpi) == found
    compared = replace(a_comparison(change), passport=replace(PASSPORT, kpi=code))
    (row,) = change_rows(compared, {}, None)
    assert row["judged_by"] == judged
    assert row["evidence"] == ("cannot tell" if found == "unclear" else "difference only")
    cells = change_cells(row, ())
    other = "absolute" if judged == "relative" else "relative"
    assert "[" in cells[judged] and "[" not in cells[other]
    assert delta_words(change, kpi, "en")[1] == interval_of(change, kpi, judged)
    table = frame_of([entry_for(change, kpi.code)], "en").iloc[0]
    assert table["interval"] == interval_of(change, kpi, judged)


def interval_of(change: Change, kpi: Kpi, judged: str) -> str:
    use = change.relative if judged == "relative" else change.absolute
    return formats.interval(use.lower, use.upper, "relative" if judged == "relative" else kpi.unit, "en")


def test_cases_taken_as_independent_are_called_that_on_the_card_and_in_the_table() -> None:
    change, kpi = a_change(0.2, 0.4, (0.5, 1.5), (0.1, 0.3)), find("gave_up_30d")
    change = replace(
        change,
        absolute=replace(change.absolute, method=INDEPENDENT),
        relative=replace(change.relative, method=INDEPENDENT),
    )
    words = card_for(change, kpi.code, "en")
    assert INDEPENDENT in words.lines[0]
    table = frame_of([entry_for(change, kpi.code)], "en").iloc[0]
    assert table["interval"].endswith(f"({INDEPENDENT})")
