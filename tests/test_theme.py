"""Colours: the same in figures and on the page, readable on their background, told apart without hue."""

import tomllib
from pathlib import Path

import pytest

from ui.theme import COLOURS, FONT, Theme, faded

CONFIG = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance of the web content accessibility guidelines."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_has_the_colours_of_the_figures(theme: Theme) -> None:
    ours, page = COLOURS[theme], CONFIG["theme"][theme]
    assert (page["primaryColor"], page["backgroundColor"]) == (ours.after, ours.paper)
    assert (page["secondaryBackgroundColor"], page["textColor"]) == (ours.panel, ours.ink)
    assert (page["greenColor"], page["redColor"]) == (ours.better, ours.worse)
    assert (page["greenTextColor"], page["redTextColor"]) == (ours.better, ours.worse)
    assert page["grayTextColor"] == ours.quiet
    assert CONFIG["theme"]["font"] == FONT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "after", "better", "worse", "neutral", "claim"])
def test_words_are_readable_on_their_background(theme: Theme, name: str) -> None:
    assert contrast(getattr(COLOURS[theme], name), COLOURS[theme].paper) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", range(4))
def test_the_name_of_a_scenario_is_readable(theme: Theme, place: int) -> None:
    assert contrast(COLOURS[theme].scenarios[place], COLOURS[theme].paper) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", ["before", "after"])
def test_the_name_of_a_window_is_readable_though_its_line_is_pale(theme: Theme, window: str) -> None:
    assert contrast(COLOURS[theme].words_of_window(window), COLOURS[theme].paper) >= 4.5


def test_a_faded_colour_keeps_its_hue() -> None:
    assert faded("#0B5CAD", 0.5) == "rgba(11,92,173,0.5)"


def test_nothing_leaves_the_house_by_itself() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["enableAgentApi"] is False
