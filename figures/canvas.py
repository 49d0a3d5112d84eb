"""What all figures share: an empty canvas in the house style, positions of months, and value axes.

Chart functions take records and return a Plotly figure. Their alternative text is in `figure.layout.meta["alt"]`.
"""

from collections.abc import Iterable
from datetime import date

import plotly.graph_objects as go

from figures.labels import wrap
from wording.formats import amount_step, duration_scale, is_currency, say_unit, scale_word
from wording.theme import COLOURS, FONT, NORMAL, SMALL, Theme
from wording.words import Language

NARROWEST = 300.0  # so wide is a figure at least, in pixels
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
    """Return an empty figure in the style of the theme; height in pixels, `alt` is the alternative text."""
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
    """Return the figure for a case with nothing to draw, which gives the reason in words."""
    figure = canvas(theme, 160, words)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="<br>".join(wrap(words, NARROWEST)),
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": NORMAL, "color": COLOURS[theme].quiet},
    )
    return figure


def alt_of(figure: go.Figure) -> str:
    """Return the alternative text of a figure."""
    return str(figure.layout.meta["alt"])


def month_start(code: str) -> date:
    """Return the first day of a month (YYYY-MM)."""
    return date(int(code[:4]), int(code[5:]), 1)


def month_middle(code: str) -> date:
    """Return the day at which the value of a month (YYYY-MM) is drawn."""
    return month_start(code).replace(day=15)


def month_end(code: str) -> date:
    """Return the first day after a month (YYYY-MM)."""
    year, number = int(code[:4]), int(code[5:])
    return date(year + number // 12, number % 12 + 1, 1)


class Axis:
    """The scale of a value axis: what values are divided by, and the suffix of the tick labels.

    ticks: the options of tick labels in Plotly, with the unit at the last one only; percent signs stand at each.
    """

    def __init__(self, unit: str, language: Language, *values: float | None) -> None:
        self.scale: float = 1
        self.suffix = ""
        named = ""
        if unit == "minutes":
            self.scale = duration_scale(*values)
            self.suffix = named = f" {scale_word(self.scale, language)}"
        elif unit == "fraction":
            self.scale, self.suffix, named = 0.01, "%", "%"
        elif is_currency(unit):
            self.scale, self.suffix = amount_step(language, *values)
            gap = "" if language == "zh" and self.suffix else " "
            named = f"{self.suffix}{gap}{say_unit(unit, language)}"
        self.ticks: dict[str, object] = {
            "ticksuffix": named,
            "showticksuffix": "all" if unit == "fraction" else "last",
            "separatethousands": True,
        }

    def at(self, value: float | None) -> float | None:
        """Return the position of a value on the axis, None for None."""
        return None if value is None else value / self.scale


def label(figure: go.Figure, text: str, x: object, y: object, colour: str, **where: object) -> None:
    """Write a text at a point of the figure, without an arrow."""
    figure.add_annotation(note(text, x, y, colour, **where))


def note(text: str, x: object, y: object, colour: str, **where: object) -> dict[str, object]:
    """Return the Plotly annotation for a text at a point, without an arrow."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": SMALL, "color": colour},
        **where,
    }


def uprights(figure: go.Figure, places: Iterable[object], colour: str) -> None:
    """Draw thin dotted vertical lines from bottom to top."""
    line = {"color": colour, "width": 1, "dash": "dot"}
    # At once: Plotly looks through all shapes again each time one is added.
    figure.layout.shapes += tuple(
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line} for x in places
    )
