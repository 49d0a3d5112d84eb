"""The colours and sizes of everything drawn, defined only here.

Streamlit's own elements take theirs from `ui/frame/.streamlit/config.toml`, which repeats the values; a test keeps
both equal.
"""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Colours:
    """One colour per meaning.

    `before` and `after` stand for the two windows and nothing else; `better` and `worse` only for a change of a
    KPI that has a better direction.
    """

    before: str
    after: str
    better: str
    worse: str
    neutral: str
    claim: str
    sequence: str  # the hue of things in an order, fainter for the older ones
    scenarios: tuple[str, str, str, str]  # of those side by side, in the order in which they stand
    ink: str
    quiet: str
    line: str
    paper: str
    panel: str
    tint: float  # opacity of a shaded window

    def of_window(self, window: str) -> str:
        """Return the colour of lines and bars of a window."""
        return self.before if window == "before" else self.after

    def words_of_window(self, window: str) -> str:
        """Return the colour of words about a window; the grey of `before` is too light for small type."""
        return self.quiet if window == "before" else self.after


COLOURS: dict[Theme, Colours] = {
    "light": Colours(
        before="#8C96A3",
        after="#0B5CAD",
        better="#00796B",
        worse="#C43E1C",
        neutral="#5B6573",
        claim="#7B4FA3",
        sequence="#8A5A00",
        scenarios=("#946C00", "#D81B80", "#34480A", "#5A2A45"),
        ink="#0F161D",
        quiet="#5B6573",
        line="#D9DEE4",
        paper="#FFFFFF",
        panel="#F4F6F8",
        tint=0.09,
    ),
    "dark": Colours(
        before="#9AA5B4",
        after="#6CB2FF",
        better="#4DB6A6",
        worse="#FF8A65",
        neutral="#A7B1BE",
        claim="#B994DB",
        sequence="#E0B45C",
        scenarios=("#A68A59", "#F24CC0", "#B4F03C", "#F8DCEC"),
        ink="#E8ECF1",
        quiet="#A7B1BE",
        line="#3A424D",
        paper="#14181D",
        panel="#1D232A",
        tint=0.16,
    ),
}

FONT = (
    "-apple-system, 'Segoe UI', Roboto, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)
SMALL, NORMAL = 12, 14  # sizes of text on figures
ROW_HEIGHT = 30  # of one member in a figure with one row per member


def fade(colour: str, opacity: float) -> str:
    """Return a hex colour as rgba, with an opacity between 0 and 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
