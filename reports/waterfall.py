"""A waterfall as stacked bars, which every program draws: an unseen bar that a step stands on, and the step."""

from dataclasses import replace

from reports.description import Chart, Series


def stack(chart: Chart) -> Chart:
    """Return the chart as stacked bars: what is between zero and a bar, and the bar's parts above and below zero.

    The colour of the first is "": it is not drawn. The series of the chart holds the level before, the steps, and the
    level after.
    """
    (bars,) = chart.series
    ends, at = [], 0.0
    for place, value in enumerate(bars.values):
        start = 0.0 if place in (0, len(bars.values) - 1) else at
        at = start + (value or 0.0)
        ends.append((min(start, at), max(start, at)))
    unseen = tuple(low if low > 0 else high if high < 0 else 0.0 for low, high in ends)
    above = tuple(max(0.0, high) - max(0.0, low) for low, high in ends)
    below = tuple(min(0.0, low) - min(0.0, high) for low, high in ends)
    series = [_series(bars, "", unseen, colour=""), _series(bars, bars.name, above, colour=bars.colour)]
    if any(below):
        series.append(_series(bars, bars.name, below, colour=bars.colour))
    return replace(chart, kind="stacked", series=tuple(series))


def _series(bars: Series, name: str, values: tuple[float, ...], colour: str) -> Series:
    return replace(bars, name=name, values=values, colour=colour)
