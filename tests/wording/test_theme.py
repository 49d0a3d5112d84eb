"""Colours: the same in figures and on the page, readable on their background, told apart without hue."""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from wording.theme import COLOURS, FONT, Theme, fade

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "ui" / "frame" / ".streamlit" / "config.toml"
CONFIG = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))


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
    assert (page["grayTextColor"], page["codeTextColor"]) == (ours.quiet, ours.ink)
    assert CONFIG["theme"]["font"] == FONT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "after", "better", "worse", "neutral", "claim"])
def test_words_are_readable_on_their_background(theme: Theme, name: str) -> None:
    assert contrast(getattr(COLOURS[theme], name), COLOURS[theme].paper) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "after", "better", "worse", "neutral", "claim"])
@pytest.mark.parametrize("ground", ["panel", "before", "after"])
def test_words_on_figures_are_readable_on_panels_and_shaded_windows(
    theme: Theme, name: str, ground: str
) -> None:
    """A shaded window lets the paper through: its colour × tint + paper × (1 − tint)."""
    colours = COLOURS[theme]
    under = (
        colours.panel if ground == "panel" else blend(colours.of_window(ground), colours.paper, colours.tint)
    )
    assert contrast(getattr(colours, name), under) >= 4.5


def blend(upper: str, lower: str, opacity: float) -> str:
    parts = [
        round(int(upper[i : i + 2], 16) * opacity + int(lower[i : i + 2], 16) * (1 - opacity))
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in parts)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", range(4))
def test_the_name_of_a_scenario_is_readable(theme: Theme, place: int) -> None:
    assert contrast(COLOURS[theme].scenarios[place], COLOURS[theme].paper) >= 4.5


# Linear RGB as it is seen without one kind of cones: Machado, Oliveira and Fernandes 2009, table 1, severity 1.
SEEN_BY = {
    "all": np.eye(3),
    "protanopes": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopes": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopes": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # of linear RGB


def lab(colour: str, eyes: str) -> NDArray[np.float64]:
    """CIE L*a*b* under D65 of what these eyes see: [L, a, b]."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(XYZ @ np.clip(SEEN_BY[eyes] @ linear, 0.001, 1) / XYZ.sum(axis=1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", SEEN_BY)
def test_scenarios_are_told_apart_by_all_eyes(theme: Theme, eyes: str) -> None:
    """20 is some nine times the smallest difference that is seen at all."""
    seen = [lab(colour, eyes) for colour in COLOURS[theme].scenarios]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 20


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["before", "after", "better", "worse", "claim"])
def test_no_scenario_has_a_colour_that_means_something_else(theme: Theme, name: str) -> None:
    meant = lab(getattr(COLOURS[theme], name), "all")
    assert min(np.linalg.norm(lab(one, "all") - meant) for one in COLOURS[theme].scenarios) > 25


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", ["before", "after"])
def test_the_name_of_a_window_is_readable_though_its_line_is_pale(theme: Theme, window: str) -> None:
    assert contrast(COLOURS[theme].words_of_window(window), COLOURS[theme].paper) >= 4.5


def test_a_faded_colour_keeps_its_hue() -> None:
    assert fade("#0B5CAD", 0.5) == "rgba(11,92,173,0.5)"


def test_the_settings_of_a_checkout_are_those_of_the_package() -> None:
    """`streamlit run app.py` looks beside app.py, an installed one in the folder of the frame."""
    assert (ROOT / ".streamlit" / "config.toml").samefile(SETTINGS)


def test_nothing_leaves_the_house_by_itself() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["enableAgentApi"] is False
