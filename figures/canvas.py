"""What every figure shares: an empty canvas in the house style, month positions and the axis of a unit.

Chart functions (`charts_*.py`) take records and return a Plotly figure; they draw nothing themselves.
The text for those who cannot see a figure travels in `figure.layout.meta["alt"]`.
"""

from collections.abc import Iterable
from datetime import date

import plotly.graph_objects as go

from wording.formats import amount_step, duration_scale, is_currency, scale_word
from wording.theme import COLOURS, FONT, NORMAL, SMALL, Theme
from wording.words import Language

Figure = go.Figure  # for those who pass figures on and draw none

# No button that sends data away, no logo, and no tool bar with words in one language only.
CONFIG = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "showAxisDragHandles": False,
    "doubleClick": False,
}


def canvas(theme: Theme, height: int, alt: str) -> go.Figure:
    """An empty figure without frame, legend or background of its own."""
    colours = COLOURS[theme]
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zeroline": False,
        "showgrid": False,
        "tickfont": {"size": SMALL, "color": colours.quiet},
    }
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": SMALL, "color": colours.ink},
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.line,
                "font": {"family": FONT, "size": NORMAL, "color": colours.ink},
            },
            "showlegend": False,
            "dragmode": False,
            "meta": {"alt": alt},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def empty(theme: Theme, words: str) -> go.Figure:
    """The designed state of a figure that has nothing to draw: the reason, in words."""
    figure = canvas(theme, 160, words)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=words,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": NORMAL, "color": COLOURS[theme].quiet},
    )
    return figure


def alt_of(figure: go.Figure) -> str:
    """The text for those who cannot see the figure."""
    return str(figure.layout.meta["alt"])


def month_start(code: str) -> date:
    """The first day of a month YYYY-MM."""
    return date(int(code[:4]), int(code[5:]), 1)


def month_middle(code: str) -> date:
    """Where the value of a month is drawn."""
    return month_start(code).replace(day=15)


def month_end(code: str) -> date:
    """The first day after a month YYYY-MM."""
    year, number = int(code[:4]), int(code[5:])
    return date(year + number // 12, number % 12 + 1, 1)


class Axis:
    """Numbers of one unit on one axis: what to divide by, and what stands behind each tick."""

    def __init__(self, unit: str, language: Language, *values: float | None) -> None:
        self.scale: float = 1
        self.suffix = ""
        if unit == "minutes":
            self.scale = duration_scale(*values)
            self.suffix = f" {scale_word(int(self.scale), language)}"
        elif unit == "fraction":
            self.scale, self.suffix = 0.01, "%"
        elif is_currency(unit):
            self.scale, self.suffix = amount_step(language, *values)

    def at(self, value: float | None) -> float | None:
        """Where a value lies on the axis."""
        return None if value is None else value / self.scale


def label(figure: go.Figure, text: str, x: object, y: object, colour: str, **where: object) -> None:
    """Write a text at a point of the figure, without arrow."""
    figure.add_annotation(note(text, x, y, colour, **where))


def note(text: str, x: object, y: object, colour: str, **where: object) -> dict[str, object]:
    """A text at a point, without arrow: an annotation."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": SMALL, "color": colour},
        **where,
    }


def uprights(figure: go.Figure, places: Iterable[object], colour: str) -> None:
    """Thin dotted lines from top to bottom."""
    line = {"color": colour, "width": 1, "dash": "dot"}
    # At once: Plotly looks through all shapes again each time one is added.
    figure.layout.shapes += tuple(
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line} for x in places
    )
