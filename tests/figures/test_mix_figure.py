"""What is drawn and said of a mix: the steps, their colours, and sentences that follow the intervals."""

from dataclasses import replace
from typing import Any

import pytest

from analysis.mix_estimates import Mixed
from analysis.results import NOT_DEFINED, ONE_UNIT, Estimate
from figures.canvas import Figure, alt_of
from figures.mix import mix_rows, steps, waterfall
from tests.kit.records import sure
from warehouse.kpis import find
from wording.sentences.mix import same_mix
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

MEDIAN, RATE, NPS = find("approval_time_median"), find("approval_rate"), find("nps")
LIGHT = COLOURS["light"]


def a_mix(**changed: Any) -> Mixed:
    """50 h → 20 h: channels −4 h (clear), products +1 h (not clear), −27 h with the same mix."""
    mixed = Mixed(
        before=3000.0,
        after=1200.0,
        total=sure(-1800, -2000, -1600),
        within=sure(-1620, -1800, -1440),
        parts=(("product", sure(60, -60, 180)), ("channel", sure(-240, -360, -120))),
        relative_total=sure(-0.6, -0.7, -0.5),
        relative_within=sure(-0.54, -0.6, -0.48),
        left_out=(),
        reversed_by=(),
    )
    return replace(mixed, **changed)


def words(figure: Figure) -> str:
    return " | ".join(str(annotation.text) for annotation in figure.layout.annotations)


def bars(figure: Figure) -> list[tuple[float, float, str]]:
    """(from, to, colour of the outline) of each bar, top to bottom."""
    return [
        (trace.base[0], trace.base[0] + trace.x[0], trace.marker.line.color)
        for trace in figure.data
        if trace.type == "bar"
    ]


def test_the_steps_lead_from_before_to_after_the_largest_mix_first() -> None:
    found = steps(a_mix(), "en")
    assert [step.name for step in found] == ["Channel mix", "Product mix", "Change at the same mix"]
    assert [(step.start, step.end) for step in found] == [(3000, 2760), (2760, 2820), (2820, 1200)]


def test_a_clear_step_has_the_colour_of_its_direction_and_an_unclear_one_is_hollow() -> None:
    figure = waterfall(a_mix(), MEDIAN, "en", "light")
    assert bars(figure) == [(50, 46, LIGHT.better), (46, 47, LIGHT.neutral), (47, 20, LIGHT.better)]
    fills = [trace.marker.color for trace in figure.data if trace.type == "bar"]
    assert fills == [LIGHT.better, "rgba(91,101,115,0.0)", LIGHT.better]
    assert "▼ \u22124.00" in words(figure) and "(+1.00" in words(figure)


def test_a_kpi_without_direction_has_no_colour() -> None:
    part = ("channel", sure(0.02, 0.01, 0.03))
    mixed = a_mix(before=0.7, after=0.75, within=sure(0.03, 0.01, 0.05), parts=(part,))
    assert {colour for _, _, colour in bars(waterfall(mixed, RATE, "en", "light"))} == {LIGHT.neutral}


def test_a_step_and_its_interval_are_in_one_unit() -> None:
    """−78 min lies between −122 and −34 min: hours, as its interval needs them."""
    mixed = a_mix(parts=(("channel", sure(-78, -122, -34)),), within=sure(-1722, -1800, -1600))
    shown = words(waterfall(mixed, MEDIAN, "en", "light"))
    assert "\u22121.30\u00a0h" in shown and "(\u22122.03\u00a0…\u00a0\u22120.567\u00a0h)" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_can_be_read_without_being_seen(language: Language) -> None:
    text = alt_of(waterfall(a_mix(), MEDIAN, language, "dark"))
    assert ("50.0" in text, "20.0" in text, "\u22124.00" in text) == (True, True, True)


def test_the_sentence_says_what_would_be_with_the_same_mix() -> None:
    english = same_mix(a_mix(), MEDIAN, "en").replace("\u202f", "").replace("\u00a0", " ")
    assert english == (
        "Approval time, median: a fall of 54.0% (27.0 h) at the same mix of product, channel; "
        "observed: a fall of 60.0% (30.0 h)."
    )
    chinese = same_mix(a_mix(), MEDIAN, "zh")
    assert chinese == (
        "审批时长中位数：若产品、渠道结构不变，相对下降 54.0%（27.0 小时）；实际相对下降 60.0%（30.0 小时）。"
    )


def test_the_verb_follows_the_interval() -> None:
    unclear = same_mix(a_mix(relative_within=sure(-0.05, -0.2, 0.1)), MEDIAN, "en")
    assert ": no clear change (\u221220.0%\u00a0…\u00a0+10.0%)" in unclear
    bare = Estimate.bare(-0.54, ONE_UNIT)
    assert "(no interval: only one unit)" in same_mix(a_mix(relative_within=bare), MEDIAN, "en")


def test_a_net_score_is_told_in_points_only() -> None:
    none = Estimate.cannot_say(NOT_DEFINED)
    mixed = a_mix(
        before=40.0, after=52.0, total=sure(12, 4, 20), within=sure(10, 2, 18),
        relative_total=none, relative_within=none,
    )  # fmt: skip
    assert "a rise of 10\u00a0points" in same_mix(mixed, NPS, "en")


def test_a_reversal_is_said_only_where_the_whole_change_is_clear() -> None:
    assert "辛普森" in same_mix(a_mix(reversed_by=("product",)), MEDIAN, "zh")
    noise = sure(-0.02, -0.1, 0.1)
    assert "Simpson" not in same_mix(a_mix(reversed_by=("product",), relative_total=noise), MEDIAN, "en")


def test_where_nothing_can_be_told_apart_that_is_said_and_no_mix() -> None:
    text = same_mix(a_mix(parts=(), left_out=("region", "channel")), MEDIAN, "en")
    assert text.startswith("By region, channel too few cases") and "same mix" not in text


def test_the_csv_holds_every_step_and_adds_up() -> None:
    rows = mix_rows(a_mix(), "en").rows
    assert [row[0] for row in rows] == [
        "before",
        "Channel mix",
        "Product mix",
        "Change at the same mix",
        "after",
    ]
    *parts, last = (row[1] for row in rows if isinstance(row[1], int | float))
    assert len(parts) == 4 and sum(parts) == last
