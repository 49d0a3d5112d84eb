"""A scenario's money compared with doing nothing: line by line over all months, and net year by year."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analysis.scenario.projection import LINES, Result, Sum
from figures.canvas import canvas, label
from ui.scenarios.charts.fan import HIGHEST, LOWEST, MEDIAN
from warehouse.contract.windows import shift
from wording import formats
from wording.estimates import Written, write_change
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

STEP, BAR = 44, 0.3  # pixels of a row, its words and its bar; of it
NET = "net"


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A bar from `start` to `end`. lower, upper: the interval of its size; total: it starts at zero."""

    name: str
    start: float
    end: float
    lower: float
    upper: float
    total: bool

    @property
    def size(self) -> float:
        """The length of the bar, with its sign."""
        return self.end - self.start

    @property
    def clear(self) -> bool:
        """Whether the interval of 90 of 100 draws lies on one side of zero."""
        return self.lower > 0 or self.upper < 0


def money_lines(result: Result, currency: str, language: Language, theme: Theme) -> go.Figure:
    """Plot what each line adds to net over all months: means of the draws, because medians do not add up."""
    rows: list[_Row] = []
    for line_sum in result.sums[-len(LINES) :]:
        sign = 1 if line_sum.series in ("income", NET) else -1
        ends = sorted((sign * line_sum.percentiles[LOWEST], sign * line_sum.percentiles[HIGHEST]))
        start = 0.0 if line_sum.series == NET or not rows else rows[-1].end
        name = say(f"money_line.{line_sum.series}", language)
        rows.append(
            _Row(
                name=name,
                start=start,
                end=start + sign * line_sum.mean,
                lower=ends[0],
                upper=ends[1],
                total=line_sum.series == NET,
            )
        )
    title = say("money_lines.title", language, months=str(result.sums[-1].last))
    return _bars(
        rows,
        title=title,
        of=say("money_lines.of", language),
        currency=currency,
        language=language,
        theme=theme,
    )


def net_by_year(
    result: Result, first_month: str, currency: str, language: Language, theme: Theme
) -> go.Figure:
    """Plot the median of net for each year of the scenario, with the interval of 90 of 100 draws."""
    years = [year_sum for year_sum in result.sums[: -len(LINES)] if year_sum.series == NET]
    rows = [
        _Row(
            name=_months(year_sum, first_month, language),
            start=0.0,
            end=year_sum.percentiles[MEDIAN],
            lower=year_sum.percentiles[LOWEST],
            upper=year_sum.percentiles[HIGHEST],
            total=True,
        )
        for year_sum in years
    ]
    title, of = say("net_by_year.title", language), say("net_by_year.of", language)
    return _bars(rows, title=title, of=of, currency=currency, language=language, theme=theme)


def _months(year_sum: Sum, first_month: str, language: Language) -> str:
    codes = [shift(first_month, place) for place in range(year_sum.first - 1, year_sum.last)]
    return formats.months(codes, language)


def _bars(
    rows: Sequence[_Row], title: str, of: str, currency: str, language: Language, theme: Theme
) -> go.Figure:
    """A row each: name, size and interval over its bar, which is hollow where its sign is not clear."""
    colours = COLOURS[theme]
    told = [f"{row.name} {_write(row, currency, language).text}" for row in rows]
    alt = say(
        "money_lines.alt", language, title=title, of=of, told=say("format.semicolon", language).join(told)
    )
    figure = canvas(theme, 52 + STEP * len(rows), alt)
    for place, row in enumerate(rows):
        _bar(figure, place=place, row=row, currency=currency, colours=colours, language=language)
        if not row.total and place + 1 < len(rows):
            figure.add_shape(
                type="line", x0=row.end, x1=row.end, y0=place + 0.45, y1=place + 1.15, layer="below",
                line={"color": colours.quiet, "width": 1, "dash": "dot"},
            )  # fmt: skip
    zero = {"color": colours.neutral, "width": 1}
    figure.add_shape(type="line", x0=0, x1=0, y0=-0.2, y1=len(rows) - 0.45, line=zero, layer="below")
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    label(figure, f"<b>{title}</b>", 0, 1, colours.ink, yshift=18, **where)
    label(figure, of, 0, 1, colours.quiet, **where)
    ends = [0.0, *(row.start + end for row in rows for end in (row.lower, row.upper, row.size))]
    room = 0.03 * (max(ends) - min(ends) or 1.0)
    figure.update_xaxes(visible=False, range=[min(ends) - room, max(ends) + room])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.4])
    figure.update_layout(margin={"t": 44, "b": 4})
    return figure


def _bar(
    figure: go.Figure, place: int, row: _Row, currency: str, colours: Colours, language: Language
) -> None:
    """Words over the bar, the bar, and its interval as a thin line from where it starts."""
    colour = colours.better if row.size > 0 else colours.worse
    written = _write(row, currency, language)
    interval = f"<span style='color:{colours.quiet}'>{written.interval}</span>"
    text = f"{row.name} <b>{written.value}</b> {interval}"
    behind = fade(colours.paper, 0.8)
    label(figure, text, 0, place - 0.12, colours.ink, xref="paper", xanchor="left", bgcolor=behind)
    figure.add_bar(
        y=[place + 0.28],
        x=[row.size],
        base=[row.start],
        width=BAR,
        orientation="h",
        marker={
            "color": fade(colour, 0.85) if row.clear else colours.paper,
            "line": {"color": colour, "width": 1.5},
        },
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[row.start + row.lower, row.start + row.upper],
        y=[place + 0.28] * 2,
        mode="lines",
        line={"color": colours.ink, "width": 1},
        hoverinfo="skip",
    )


def _write(row: _Row, currency: str, language: Language) -> Written:
    return write_change(row.size, row.lower, row.upper, currency, language)
