"""One fan: a scenario's median and band over time, and how its values are worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analysis.scenario.projection import FIVE, Of
from figures.canvas import Axis, month_middle
from wording import formats
from wording.scenarios.terms import series_change, series_name, series_value, unit_of
from wording.theme import fade
from wording.words import Language, say

BAND = 0.10  # opacity of a fan
LOWEST, LOW, MEDIAN, HIGH, HIGHEST = range(5)  # places in FIVE


@dataclass(frozen=True, kw_only=True)
class FanLine:
    """A fan as it is drawn. quiet: it stands for doing nothing and is drawn lighter."""

    name: str
    by_month: tuple[FIVE, ...]
    colour: str
    dash: str
    symbol: str
    sign: str
    quiet: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """How values of the series are worded: as differences or levels, in which currency and language."""

    series: str
    of: Of
    currency: str
    language: Language

    def value(self, number: float) -> str:
        """Return a value of the series in words."""
        say_it = series_change if self.of == "difference" else series_value
        return say_it(self.series, number, self.currency, self.language)

    def span(self, five: FIVE) -> str:
        """Return the ends between which 90 of 100 draws lie, in words."""
        low, high = self.value(five[LOWEST]), self.value(five[HIGHEST])
        return say("fan.span", self.language, low=low, high=high)

    @property
    def in_points(self) -> bool:
        """Whether values are differences of shares."""
        return self.of == "difference" and unit_of(self.series, self.currency) == "fraction"

    @property
    def title(self) -> str:
        """The name of the series, with its unit where the numbers do not carry it."""
        name, unit = series_name(self.series, self.language), unit_of(self.series, self.currency)
        if self.in_points:
            words = say("unit.short_points", self.language, number="").strip()
        elif formats.is_currency(unit):
            words = formats.say_unit(unit, self.language)
        else:
            return name
        return say("fan.in_unit", self.language, name=name, unit=words)

    def axis(self, values: Sequence[float]) -> Axis:
        """Return an axis on which these values can be told apart."""
        axis = Axis(unit_of(self.series, self.currency), self.language, *values)
        if self.in_points:
            axis.suffix = ""
        return axis


def room_for(ends: Sequence[float], axis: Axis) -> tuple[float, float]:
    """Return the range of an axis, in its own scale, that holds these values with a small margin."""
    room = 0.05 * (max(ends) - min(ends) or abs(max(ends)) or 1.0)
    return (min(ends) - room) / axis.scale, (max(ends) + room) / axis.scale


def band(figure: go.Figure, line: FanLine, months: Sequence[str], axis: Axis) -> None:
    """Add the 5–95% band as a light fill with thin edges, so that bands below stay visible."""
    days = [month_middle(month) for month in months[: len(line.by_month)]]
    for place, fill in ((HIGHEST, None), (LOWEST, "tonexty")):
        figure.add_scatter(
            x=days,
            y=[axis.at(five[place]) for five in line.by_month],
            mode="lines",
            line={"color": fade(line.colour, 0.25 if line.quiet else 0.5), "width": 1},
            fill=fill,
            fillcolor=fade(line.colour, BAND / 2 if line.quiet else BAND),
            hoverinfo="skip",
        )


def median(figure: go.Figure, line: FanLine, months: Sequence[str], axis: Axis, said: Said) -> None:
    """Add the median with its dash, and its symbol once a year, so that lines differ without colour."""
    days = [month_middle(month) for month in months[: len(line.by_month)]]
    yearly = [place % 12 == 11 for place in range(len(days))]
    figure.add_scatter(
        x=days,
        y=[axis.at(five[MEDIAN]) for five in line.by_month],
        name=line.name,
        mode="lines+markers",
        line={"color": line.colour, "width": 1.5 if line.quiet else 2.5, "dash": line.dash},
        marker={
            "opacity": 1,
            "symbol": line.symbol,
            "size": [8 if is_year_end else 0 for is_year_end in yearly],
            "color": line.colour,
            "line": {"width": 1 if line.quiet else 0},
        },
        text=[hover(line, month, five, said) for month, five in zip(months, line.by_month, strict=False)],
        hovertemplate="%{text}<extra></extra>",
    )


def hover(line: FanLine, month: str, five: FIVE, said: Said) -> str:
    """Return the hover text of a month: the scenario, its median, and the ends of 90 of 100 draws (HTML)."""
    return (
        f"{formats.month(month, said.language)} · <b>{escape(line.name, quote=False)}</b><br>"
        f"{say('fan.median', said.language, value=said.value(five[MEDIAN]))}<br>{said.span(five)}"
    )
