"""Native charts of a pack: each measure before, after and next to its peers, and by quarter."""

from collections.abc import Sequence
from typing import Literal

from reports.axes import kpi_axis
from reports.description import Axis, Chart, Panels, Series
from reports.partner_pack.values import kpi_of, measures_on_bands, name_of, short_name
from reports.setting import LIGHT, MOST
from warehouse.packs.records import Cell, Measure, Pack, Span
from wording.words import Language, say


def figures(pack: Pack, language: Language) -> tuple[Panels, ...]:
    """Return a bar chart for each measure that is drawn and has two bars, in groups of up to MOST."""
    charts = [
        chart for measure in measures_on_bands(pack) if (chart := _bars(pack, measure, language)) is not None
    ]
    groups = [charts[start : start + MOST] for start in range(0, len(charts), MOST)]
    title, parts = say("pack.figures", language), len(groups)
    caption = " ".join(say(f"pack.figures_{what}", language) for what in ("answer", "caption"))

    def number_title(part: int) -> str:
        if parts == 1:
            return title
        return say("report.part", language, title=title, part=str(part), parts=str(parts))

    return tuple(
        Panels(title=number_title(part), caption=caption, charts=tuple(group))
        for part, group in enumerate(groups, 1)
    )


def _bars(pack: Pack, measure: Measure, language: Language) -> Chart | None:
    """Before and after with their intervals, then the others."""
    contents = pack.contents
    own: list[tuple[Span, str]] = [("before", LIGHT.before), ("after", LIGHT.after)]
    bars: list[tuple[str, float, tuple[float, float], str]] = []
    for span, colour in own:
        cell = contents.cell(measure.code, span)
        if cell is not None and cell.value is not None:
            ends = (
                cell.value if cell.lower is None else cell.lower,
                cell.value if cell.upper is None else cell.upper,
            )
            bars.append((say(f"pack.{span}", language), cell.value, ends, colour))
    if not bars:
        return None
    for place, name in enumerate(("lower", "middle", "upper"), 1):
        edge = contents.band(measure.code).at[place]
        if edge is not None:
            bars.append((say(f"pack.others_{name}", language), edge, (edge, edge), LIGHT.line))
    if len(bars) < 2:  # one bar fills a plot and compares nothing
        return None
    sure = any(low < high for _, _, (low, high), _ in bars)
    axis = _axis(measure, [end for _, value, ends, _ in bars for end in (0.0, value, *ends)], language)
    series = Series(
        name=short_name(measure, language),
        values=tuple(value / axis.divisor for _, value, _, _ in bars),
        colour=LIGHT.after,
        dashed=False,
        ends=tuple((low / axis.divisor, high / axis.divisor) for _, _, (low, high), _ in bars)
        if sure
        else (),
    )
    names, colours = tuple(name for name, *_ in bars), tuple(colour for *_, colour in bars)
    return _chart(
        "bars",
        title=name_of(measure, language),
        names=names,
        series=series,
        axis=axis,
        colours=colours,
        language=language,
    )


def trends(pack: Pack, language: Language) -> tuple[Panels, ...]:
    """Return a line chart for each measure that has a value in every quarter, in groups of up to MOST.

    A measure with a gap appears in the table only.
    """
    charts = []
    for measure in pack.contents.measures:
        cells = pack.contents.quarters(measure.code)
        if cells and all(cell.value is not None for cell in cells):
            charts.append(_line(measure, cells, language))
    groups = [charts[start : start + MOST] for start in range(0, len(charts), MOST)]
    caption = say("pack.trend_caption", language)
    return tuple(
        Panels(title=say("pack.trend", language), caption=caption, charts=tuple(group)) for group in groups
    )


def _line(measure: Measure, cells: Sequence[Cell], language: Language) -> Chart:
    values = [cell.value or 0.0 for cell in cells]
    axis = _axis(measure, [0.0, *values], language)
    series = Series(
        name=short_name(measure, language),
        values=tuple(value / axis.divisor for value in values),
        colour=LIGHT.after,
        dashed=False,
        ends=(),
    )
    months = tuple(cell.last_month for cell in cells)
    return _chart(
        "lines",
        title=short_name(measure, language),
        names=months,
        series=series,
        axis=axis,
        colours=(),
        language=language,
    )


def _axis(measure: Measure, values: Sequence[float], language: Language) -> Axis:
    return kpi_axis(kpi_of(measure), values, 0, language)


def _chart(
    kind: Literal["lines", "bars"],
    title: str,
    names: tuple[str, ...],
    series: Series,
    axis: Axis,
    colours: tuple[str, ...],
    language: Language,
) -> Chart:
    ends = (say("pack.lower", language), say("pack.upper", language)) if series.ends else ("", "")
    return Chart(
        kind=kind,
        title=title,
        categories=names,
        series=(series,),
        axis=axis,
        colours=colours,
        drawn=len(names),
        legend=False,
        ends=ends,
    )
