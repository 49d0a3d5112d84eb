"""Cards: colour and words come from what is better, not from the sign; targets from the interval."""

from dataclasses import replace

import pytest

from analysis import results
from analysis.intervals import INDEPENDENT
from analysis.results import TOO_FEW, Reason
from cli.value_rows import change_cells, change_rows
from tests.kit.cards import card_for, entry_for
from tests.kit.records import PASSPORT, a_change, a_comparison, an_answer, no_change, one_value, sure
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.query import left_out, shortage
from warehouse.query.answers import Change
from warehouse.query.targets import Target
from wording import formats
from wording.cards.cards import Card, behind_why, brief_reason, delta_words, fact_words, plain_card
from wording.judgement import target_state, verdict
from wording.scorecard.kpi_table import frame_of
from wording.sentences.answer import clause
from wording.status import status_with_sign, status_words
from wording.words import CATALOGUE, LANGUAGES, Language, say

DOWN = a_change(0.2, 0.1, (-0.6, -0.4), (-0.12, -0.08))
A_DAY = Target(first="2024-01", last=None, value=1440.0, tolerance=None, owner="")
UP = a_change(0.1, 0.2, (0.6, 1.4), (0.08, 0.12))


def why(card: Card) -> list[str]:
    """What "why?" opens, in English."""
    return [fact_words(fact, "en") for fact in behind_why(card, "en")]


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
    ("kpi", "tone"),
    [("gave_up_30d", "worse"), ("decided_within_24h", "better"), ("approval_rate", "neutral")],
)
def test_a_rise_is_better_only_where_more_is_better(kpi: str, tone: str) -> None:
    assert card_for(UP, kpi, "en").judgement.tone == tone


def test_an_unclear_change_has_no_colour() -> None:
    unclear = a_change(0.1, 0.11, (-0.1, 0.3), (-0.01, 0.03))
    found = card_for(unclear, "gave_up_30d", "en")
    assert (found.judgement.status, found.judgement.tone) == ("no_clear_change", "neutral")


def test_a_share_changes_in_points_and_its_relative_change_is_behind_why() -> None:
    found = card_for(UP, "decided_within_24h", "en")
    assert found.change == "+10.0 pp"
    assert found.interval == "(8.00\u00a0…\u00a012.0)"
    assert "**Relative change** +100%" in why(found)


def test_both_sides_of_a_duration_have_one_unit() -> None:
    change = a_change(6000, 60, (-0.995, -0.98), (-6500, -5500))
    found = card_for(change, "approval_time_median", "zh")
    assert (found.before, found.after) == ("100 小时", "1.00 小时")


def test_a_card_that_cannot_say_gives_its_reason_and_no_number() -> None:
    found = card_for(no_change(TOO_FEW), "approval_rate", "zh")
    assert (found.before, found.after, found.change) == ("–", "–", "")
    assert (found.judgement.status, found.beside) == ("cannot_tell", "样本过少")


def test_an_interval_that_cannot_be_said_is_not_called_no_clear_change() -> None:
    found = card_for(a_change(0.2, 0.1, None), "gave_up_30d", "en")
    assert (found.judgement.status, found.beside) == ("cannot_tell", "Only one unit")
    assert "No interval: only one unit" in why(found)


def test_the_guard_of_a_speed_is_behind_why() -> None:
    speed = a_change(3000, 1500, (-0.6, -0.4), (-1800, -1200))
    guard = (UP, "gave_up_30d")
    found = card_for(speed, "approval_time_median", "en", guard=guard, target=A_DAY)
    assert (
        "Gave up within 30 days of submission +10.0 pp (8.00\u00a0…\u00a012.0): Worse, before–after only"
        in found.guard
    )
    assert any(found.guard in line for line in why(found))
    assert (found.judgement.caveat, found.judgement.tone) == ("guard_worse", "neutral")


def test_without_windows_a_card_shows_the_value_of_all_months() -> None:
    answer = an_answer(one_value(sure(0.4, 0.3, 0.5), 1234))
    found = plain_card(answer, find("approval_rate"), "en")
    assert (found.before, found.after, found.beside) == ("", "40.0%", "Nothing to compare with")
    assert "n 1,234" in why(found)
    booked = why(plain_card(answer, find("revenue"), "en"))
    assert "" not in booked and not any(line.startswith("n ") for line in booked)


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
    ("formation", "tone", "status"),
    [
        (FORMATION_DOWN, "better", "improved_before_after"),
        (FORMATION_UNCLEAR, "neutral", "moved_not_judged"),
        (FORMATION_UP, "neutral", "moved_not_judged"),
    ],
)
def test_a_lower_stock_of_bad_loans_is_better_only_where_fewer_go_bad(
    formation: Change, tone: str, status: str
) -> None:
    """Charge-off and growth lower the stock, too: formation at equal age decides what its fall is called."""
    guard = (formation, "npl_formation_same_age")
    found = card_for(DOWN, "npl_rate", "en", guard=guard).judgement
    assert (found.tone, found.status) == (tone, status)


def test_a_lifetime_value_is_judged_by_its_amount() -> None:
    """Its absolute interval decides (statistics §8), also where the relative one still holds zero."""
    change = a_change(2500, 4100, (-0.03, 1.7), (240, 2960))
    assert verdict(change, find("clv")) == "better"
    assert verdict(change, find("cost_per_application")) == "unclear"
    found = card_for(change, "clv", "en")
    assert "1,600" in found.change and "240" in found.interval
    assert any("+64.0" in line for line in why(found))


def test_a_change_of_lifetime_value_that_is_not_clear_is_no_better() -> None:
    change = a_change(3300, 4320, (0.01, 0.8), (-134, 2180))
    assert verdict(change, find("clv")) == "unclear"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_without_interval_is_never_called_unclear(language: Language) -> None:
    """0.396 % → 6.84 % with one unit: not "no clear change" on the card, in the sentence, the table, the guard or the
    rows of the command line."""
    jump, kpi = a_change(0.00396, 0.0684, None), find("npl_formation_same_age")
    assert verdict(jump, kpi) == "not judged"
    words = card_for(jump, kpi.code, language, guard=(jump, kpi.code))
    row = frame_of([entry_for(jump, kpi.code)], language).iloc[0]
    cannot = status_words("cannot_tell", language)
    assert (words.judgement.status, cannot in words.guard) == ("cannot_tell", True)
    assert say("verdict.unclear", language) not in clause(jump, kpi, language)
    compared = replace(a_comparison(jump), passport=replace(PASSPORT, kpi=kpi.code))
    assert change_rows(compared, {}, None)[0]["evidence"] == "not judged: no interval"
    assert row["status"] == status_with_sign("cannot_tell", language)


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
    assert INDEPENDENT in why(words)
    table = frame_of([entry_for(change, kpi.code)], "en").iloc[0]
    assert table["interval"].endswith(f"({INDEPENDENT})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_on_a_card_has_five_words_at_most(language: Language) -> None:
    """Every reason that a number of a KPI can lack, those of effects and plans aside."""
    lacking = (*vars(results).values(), *vars(shortage).values(), *vars(left_out).values())
    codes = {value.code for value in lacking if isinstance(value, Reason)}
    codes |= {"needs table", "needs column", "needs contracts", "not kept by", "spring festivals differ"}
    for code in sorted(codes & {key.removeprefix("reason.") for key in CATALOGUE}):
        words = brief_reason(Reason(code=code, about="region"), language)
        assert len(words.split()) <= 5 and (language == "en" or len(words) <= 12), code


def test_what_is_drawn_of_a_change_is_on_one_scale_with_its_target() -> None:
    """3000 → 1500 minutes against a target of 1440: −50 % drawn, −52 % is the tick; of a share in points."""
    drawn = card_for(a_change(3000, 1500, (-0.6, -0.4)), "approval_time_median", "en", target=A_DAY).drawn
    assert drawn is not None and (drawn.change, drawn.lower, drawn.upper) == (-0.5, -0.6, -0.4)
    assert drawn.target == pytest.approx(-0.52)
    aim = Target(first="2024-01", last=None, value=0.3, tolerance=None, owner="")
    share = card_for(UP, "decided_within_24h", "en", target=aim).drawn
    assert share is not None and share.lower == 0.08
    assert share.change == pytest.approx(0.1)
    assert share.target == pytest.approx(0.2)
    assert card_for(a_change(0.2, 0.1, None), "gave_up_30d", "en").drawn is None
