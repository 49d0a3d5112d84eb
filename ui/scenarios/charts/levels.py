"""Scenarios side by side over time: a median and a band each, and their intervals in a column at the end."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

import plotly.graph_objects as go

from analysis.scenario.projection import FIVE, Of, Result
from figures.canvas import Axis, canvas, empty, label, month_middle, month_start
from figures.labels import cut, spread_apart
from ui.scenarios.charts.fan import (
    HIGH,
    HIGHEST,
    LOW,
    LOWEST,
    MEDIAN,
    FanLine,
    Said,
    band,
    hover,
    median,
    room_for,
)
from warehouse.contract.windows import shift
from wording import formats
from wording.estimates import write_change, write_level
from wording.scenarios.terms import nothing, series_name
from wording.theme import COLOURS, Colours, Theme
from wording.words import Language, say

PLOT = 300  # height in pixels between the two axes
BELOW, LINE, ROW = 34, 20, 34  # pixels: under the plot, of a line of words, of a label with two of them
LABELS = 196  # pixels at the right that labels take where there is room for them
LABELS_ON_A_PHONE = 290
SIGN = 30  # of them before a name, and room for its being bold
COLUMN = 0.16  # width of the column of intervals, of the months
DASHES = ("solid", "dot", "dashdot", "longdash")
SYMBOLS = (("circle", "●"), ("square", "■"), ("diamond", "◆"), ("star", "★"))
NOTHING = ("circle-open", "○")
SO_FAR = "so_far"  # the series that is net summed up to each month, known as a difference only


def fans(
    sides: Sequence[tuple[str, Result]],
    series: str,
    of: Of,
    first_month: str,
    narrow: bool,
    currency: str,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Plot up to four scenarios, each by name: the median, 5–95% as a band, and at the end 25–75% as well.

    of "difference": relative to doing nothing, with a line at zero; of "scenario": levels, with doing nothing beside
    them. narrow: labels are above the plot. A shorter scenario ends earlier; all are compared in the last month of
    the shortest.
    """
    colours, said = COLOURS[theme], Said(series=series, of=of, currency=currency, language=language)
    lines = _lines(sides, series, of, colours, language)
    if not lines:
        return empty(theme, say("fan.absent", language, name=series_name(series, language)))
    end = min(len(line.by_month) for line in lines) - 1
    months = [shift(first_month, place) for place in range(max(len(line.by_month) for line in lines))]
    axis = said.axis(_ends(lines, of))
    above = 2 * LINE + (ROW * len(lines) if narrow else 0)
    figure = canvas(theme, PLOT + BELOW + above, _alt(lines, months[end], end, said))
    low, high = room_for(_ends(lines, of), axis)
    for line in lines:
        band(figure, line, months, axis)
    for line in lines:
        median(figure, line, months, axis, said)
    _column(figure, lines=lines, months=months, end=end, axis=axis, said=said, colours=colours)
    if of == "difference":
        _zero(figure, colours)
    if narrow:
        _labels_above(figure, lines, end, said)
    else:
        _labels_beside(figure, lines=lines, end=end, ends=(low, high), axis=axis, said=said)
    _heading(figure, months[end], above - LINE, said, colours)
    _axes(figure, months=months, ends=(low, high), axis=axis, narrow=narrow, said=said)
    figure.update_layout(margin={"t": above, "b": BELOW, "r": 8 if narrow else LABELS})
    return figure


def _lines(
    sides: Sequence[tuple[str, Result]], series: str, of: Of, colours: Colours, language: Language
) -> list[FanLine]:
    """The fans of the series, doing nothing first; more than once where scenarios assume different things of it."""
    named_fans = [(name, _fan(result, series, of)) for name, result in sides]
    mine = [
        FanLine(
            name=name,
            by_month=fan,
            colour=colours.scenarios[n],
            dash=DASHES[n],
            symbol=SYMBOLS[n][0],
            sign=SYMBOLS[n][1],
            quiet=False,
        )
        for n, (name, fan) in enumerate(named_fans)
        if fan
    ]
    if of != "scenario" or not mine:
        return mine
    still: dict[tuple[FIVE, ...], str] = {}
    for name, result in sides:
        still.setdefault(_fan(result, series, "baseline"), name)
    without = nothing(language)
    names = {
        fan: without if len(still) == 1 else say("fan.nothing_of", language, nothing=without, name=name)
        for fan, name in still.items()
    }
    return [
        FanLine(
            name=names[fan],
            by_month=fan,
            colour=colours.quiet,
            dash="dash",
            symbol=NOTHING[0],
            sign=NOTHING[1],
            quiet=True,
        )
        for fan in still
    ] + mine


def _fan(result: Result, series: str, of: Of) -> tuple[FIVE, ...]:
    if series == SO_FAR:
        return result.so_far if of == "difference" else ()
    return next((fan.by_month for fan in result.fans if (fan.series, fan.of) == (series, of)), ())


def _ends(lines: Sequence[FanLine], of: Of) -> list[float]:
    zero = [0.0] if of == "difference" else []
    return zero + [five[end] for line in lines for five in line.by_month for end in (LOWEST, HIGHEST)]


def _column(
    figure: go.Figure,
    lines: Sequence[FanLine],
    months: Sequence[str],
    end: int,
    axis: Axis,
    said: Said,
    colours: Colours,
) -> None:
    """Right of the months: 5–95% thin, 25–75% thick, the median as a symbol, in the last month that all reach."""
    for line, day in zip(lines, _column_days(months, len(lines)), strict=True):
        five = line.by_month[end]
        for low, high, thick in ((LOWEST, HIGHEST, 1.5), (LOW, HIGH, 6)):
            figure.add_scatter(
                x=[day, day],
                y=[axis.at(five[low]), axis.at(five[high])],
                mode="lines",
                line={"color": line.colour, "width": thick},
                hoverinfo="skip",
            )
        figure.add_scatter(
            x=[day],
            y=[axis.at(five[MEDIAN])],
            mode="markers",
            marker={
                "symbol": line.symbol.removesuffix("-open"), "size": 11,
                "color": colours.paper if line.quiet else line.colour,
                "line": {"width": 1, "color": line.colour if line.quiet else colours.paper},
            },
            text=[hover(line, months[end], five, said)],
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=month_start(shift(months[-1], 1)), line={"color": colours.line, "width": 1})


def _zero(figure: go.Figure, colours: Colours) -> None:
    """A line where a scenario does as well as doing nothing."""
    line = {"color": colours.ink, "width": 1}
    figure.add_shape(type="line", x0=0, x1=1, xref="paper", y0=0, y1=0, line=line, layer="below")


def _column_days(months: Sequence[str], number: int) -> list[date]:
    """The days at which the intervals are drawn, evenly over the column."""
    start, width = month_start(shift(months[-1], 1)), _column_width(months)
    return [start + timedelta(days=width * (n + 0.5) / number) for n in range(number)]


def _column_width(months: Sequence[str]) -> float:
    """In days."""
    return COLUMN * (month_start(shift(months[-1], 1)) - month_start(months[0])).days


def _labels_beside(
    figure: go.Figure,
    lines: Sequence[FanLine],
    end: int,
    ends: tuple[float, float],
    axis: Axis,
    said: Said,
) -> None:
    """Each at the height of its median, moved apart."""
    low, high = ends
    row = ROW * (high - low) / PLOT
    wanted = [line.by_month[end][MEDIAN] / axis.scale for line in lines]
    places = spread_apart(wanted, row, low + row / 2, high - row / 2)
    for line, text, y in zip(lines, _texts(lines, end, LABELS, said), places, strict=True):
        label(figure, text, 1, y, line.colour, xref="paper", xanchor="left", align="left", xshift=8)


def _labels_above(figure: go.Figure, lines: Sequence[FanLine], end: int, said: Said) -> None:
    """One under another, between the heading and the plot."""
    where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left"}
    for n, (line, text) in enumerate(zip(lines, _texts(lines, end, LABELS_ON_A_PHONE, said), strict=True)):
        label(figure, text, 0, 1, line.colour, yshift=LINE + ROW * (len(lines) - 1 - n), **where)


def _texts(lines: Sequence[FanLine], end: int, pixels: int, said: Said) -> list[str]:
    """Sign and name, and under it +1.23万 (−0.40 … 3.10), in one unit for all."""
    axis = said.axis([line.by_month[end][place] for line in lines for place in (LOWEST, HIGHEST)])
    texts = []
    for line in lines:
        low, _, median, _, high = (number / axis.scale for number in line.by_month[end])
        write = write_change if said.of == "difference" else write_level
        written = write(median, low, high, "count", said.language)
        suffix = axis.suffix if written.value[-1].isdigit() else ""  # of words none
        name = escape(cut(line.name, pixels - SIGN), quote=False)
        told = formats.add_interval(f"{written.value}{suffix}", written.interval, said.language)
        texts.append(f"{line.sign} <b>{name}</b><br>{told}")
    return texts


def _axes(
    figure: go.Figure, months: Sequence[str], ends: tuple[float, float], axis: Axis, narrow: bool, said: Said
) -> None:
    last = month_start(shift(months[-1], 1)) + timedelta(days=_column_width(months))
    step = next(step for most, step in ((14, 3), (36, 6), (60, 12)) if len(months) <= most)
    step = min(12, 2 * step) if narrow else step
    ticks = [month for month in months if int(month[5:]) % step == 1]
    figure.update_xaxes(
        automargin=False,
        range=[month_start(months[0]), last],
        tickvals=[month_middle(month) for month in ticks],
        ticktext=ticks,
        showline=True,
    )
    figure.update_yaxes(
        range=list(ends),
        nticks=6,
        showgrid=True,
        tickformat="+,.3~r" if said.of == "difference" else ",.3~g",
        ticksuffix=axis.suffix,
    )


def _heading(figure: go.Figure, month: str, height: int, said: Said, colours: Colours) -> None:
    """The series and its unit, whether levels or differences, and the month of the intervals at the right."""
    where = {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
    label(figure, f"<b>{said.title}</b>", 0, 1, colours.ink, xanchor="left", yshift=height, **where)
    label(figure, say(f"fan.{said.of}", said.language), 0, 1, colours.quiet, xanchor="left", **where)
    label(figure, formats.month(month, said.language), 1, 1, colours.quiet, xanchor="right", **where)


def _alt(lines: Sequence[FanLine], month: str, end: int, said: Said) -> str:
    told = [
        say(
            "fan.alt_line",
            said.language,
            name=line.name,
            value=said.value(line.by_month[end][MEDIAN]),
            span=said.span(line.by_month[end]),
        )
        for line in lines
    ]
    return say(
        "fan.alt",
        said.language,
        title=said.title,
        of=say(f"fan.{said.of}", said.language),
        month=formats.month(month, said.language),
        lines=say("format.semicolon", said.language).join(told),
    )
