"""The figure of a headline on a slide: its months, the steps of its change, or both windows side by side."""

from dataclasses import replace

from analysis.equal_age import Part, Split
from reports.axes import kpi_axis
from reports.description import Axis, Chart, Figure, Series
from reports.executive.kpi import trend_of
from reports.executive.rows import name_value_columns
from reports.setting import LIGHT
from warehouse.kpis.record import Kpi
from warehouse.query.judged import STOCK
from warehouse.query.subjects.npl_split import npl_split
from wording import formats
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.levels import level
from wording.naming import name_of
from wording.reader import Reader
from wording.sentences.risk import colour_part, name_part


def figure_of(code: str, reader: Reader, choices: Choices) -> Figure | None:
    """Return the figure of a headline; None where it has neither months nor both values."""
    if code == STOCK and (split := _split(reader, choices)) is not None:
        return split
    return _trend(code, reader, choices) or _windows(code, reader, choices)


def _trend(code: str, reader: Reader, choices: Choices) -> Figure | None:
    """The months, the value of each window as a line over its months, and the target."""
    chart, _ = trend_of(code, reader, choices)
    if chart is None:
        return None
    named = {series.name: series for series in chart.series}
    target = named.get(reader.say("executive.target"))
    labelled = [
        (named[reader.say("executive.month")], ""),
        *(_target_lines(target, chart, reader.kpi(code), reader) if target is not None else ()),
        *_window_lines(code, chart, reader, choices),
    ]
    return Figure(
        chart=replace(
            chart,
            title=_with_unit(reader.say("board.by_month"), chart.axis, reader),
            series=tuple(series for series, _ in labelled),
            axis=replace(chart.axis, title=""),
            legend=False,
        ),
        labels=tuple(words for _, words in labelled),
    )


Labelled = list[tuple[Series, str]]  # a line and the words at it, "" for none


def _target_lines(target: Series, chart: Chart, kpi: Kpi, reader: Reader) -> Labelled:
    """The target, and its words at the foot of the chart, where no month is."""
    known = [value for value in target.values if value is not None]
    if not known:
        return []
    length = len(chart.categories)
    words = level(known[0] * chart.axis.divisor, kpi, reader.language, 0)
    anchor = _line("", {length // 2: chart.axis.low}, length)
    return [(target, ""), (anchor, _with_size(target.name, words))]


def _window_lines(code: str, chart: Chart, reader: Reader, choices: Choices) -> Labelled:
    """The value of each window as a line over its months, and its words on top of the chart, where no month is."""
    comparison = compare_windows(reader, choices, code)
    if comparison is None or not comparison.changes:
        return []
    change, length = comparison.changes[0], len(chart.categories)
    lines: Labelled = []
    for window, side, covered, words in zip(
        ("before", "after"),
        (change.before, change.after),
        (comparison.months_before, comparison.months_after),
        _levels(code, reader, choices),
        strict=True,
    ):
        places = [place for place, month in enumerate(chart.categories) if month in covered]
        if side.estimate.value is None or not places:
            continue
        name, colour = reader.say(f"window.{window}"), LIGHT.words_of_window(window)
        value = _line(name, dict.fromkeys(places, side.estimate.value / chart.axis.divisor), length)
        anchor = _line("", {places[len(places) // 2]: chart.axis.high}, length)
        lines += [
            (replace(value, colour=colour), ""),
            (replace(anchor, colour=colour), _with_size(name, words)),
        ]
    return lines


def _line(name: str, values: dict[int, float], length: int) -> Series:
    return Series(
        name=name,
        values=tuple(values.get(place) for place in range(length)),
        colour=LIGHT.ink,
        dashed=False,
        ends=(),
    )


def _with_unit(title: str, axis: Axis, reader: Reader) -> str:
    """A title of a chart that has no room for one at its axis."""
    return reader.say("board.in_unit", title=title, unit=axis.title) if axis.title else title


def _levels(code: str, reader: Reader, choices: Choices) -> tuple[str, ...]:
    comparison = compare_windows(reader, choices, code)
    if comparison is None or not comparison.changes:
        return ()
    sides = (comparison.changes[0].before.estimate.value, comparison.changes[0].after.estimate.value)
    scale = formats.pair_scale(*sides)
    return tuple(
        level(side, reader.kpi(code), reader.language, scale) if side is not None else "" for side in sides
    )


def _windows(code: str, reader: Reader, choices: Choices) -> Figure | None:
    """A bar for each window with its interval."""
    comparison, kpi = compare_windows(reader, choices, code), reader.kpi(code)
    if comparison is None or not comparison.changes:
        return None
    estimates = [side.estimate for side in (comparison.changes[0].before, comparison.changes[0].after)]
    values = [estimate.value for estimate in estimates if estimate.value is not None]
    if len(values) < 2:
        return None
    ends = [
        (estimate.lower, estimate.upper)
        for estimate in estimates
        if estimate.lower is not None and estimate.upper is not None
    ]
    reach = [0.0, *values, *(end for pair in ends for end in pair)]
    axis = kpi_axis(kpi, reach, formats.pair_scale(*values), reader.language)
    name = name_of(kpi, reader.language)
    bars = Series(
        name=name,
        values=tuple(value / axis.divisor for value in values),
        colour=LIGHT.neutral,
        dashed=False,
        ends=tuple((low / axis.divisor, high / axis.divisor) for low, high in ends) if len(ends) == 2 else (),
    )
    return Figure(
        chart=Chart(
            kind="bars",
            title=_with_unit(name, axis, reader),
            categories=tuple(
                _with_size(reader.say(f"window.{side}"), text)
                for side, text in zip(("before", "after"), _levels(code, reader, choices), strict=True)
            ),
            series=(bars,),
            axis=replace(axis, title=""),
            colours=(LIGHT.before, LIGHT.after),
            drawn=2,
            legend=False,
            ends=name_value_columns(reader.language)[1:],
        ),
        labels=(),
    )


def _with_size(name: str, size: str) -> str:
    """A name with its number, which needs no axis to be read."""
    return f"{formats.capitalise(name)} {size}"


def _split(reader: Reader, choices: Choices) -> Figure | None:
    """The stock of bad loans in steps: age of the book, going bad and time to resolve; None where one is unknown."""
    if choices.before is None or choices.after is None:
        return None
    split: Split | None = reader.ask.of(npl_split, choices.before, choices.after, choices.where).split
    if split is None or split.before is None or split.after is None:
        return None
    if any(part.points is None for part in split.parts):
        return None
    kpi, language = reader.kpi(STOCK), reader.language
    steps = [part.points or 0.0 for part in split.parts]
    reach, at = [0.0, split.before, split.after], split.before
    for step in steps:
        at += step
        reach.append(at)
    axis = kpi_axis(kpi, reach, 0, language)
    values = (split.before, *steps, split.after)
    bars = Series(
        name=name_of(kpi, language),
        values=tuple(value / axis.divisor for value in values),
        colour=LIGHT.neutral,
        dashed=False,
        ends=(),
    )
    return Figure(
        chart=Chart(
            kind="waterfall",
            title=_with_unit(reader.say("board.split"), axis, reader),
            categories=(
                _with_size(reader.say("window.before"), formats.percent(split.before)),
                *(
                    _with_size(name_part(part, language), formats.short_points(part.points or 0.0, language))
                    for part in split.parts
                ),
                _with_size(reader.say("window.after"), formats.percent(split.after)),
            ),
            series=(bars,),
            axis=replace(axis, title=""),
            colours=(LIGHT.before, *map(_colour, split.parts), LIGHT.after),
            drawn=len(values),
            legend=False,
            ends=("", ""),
        ),
        labels=(),
    )


def _colour(part: Part) -> str:
    """Fainter where it is not clear whether there is a change at all."""
    return colour_part(part, LIGHT) if part.relative.clear else LIGHT.line
