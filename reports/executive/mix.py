"""How much of a KPI's change is business mix: sentences for its page, and a bar chart with intervals."""

from analysis.mix_estimates import Mixed
from figures.mix import step_colour, steps
from reports.axes import kpi_difference_axis
from reports.description import Chart, Series
from reports.executive.rows import name_value_columns
from reports.setting import LIGHT
from warehouse.kpis.record import Kpi
from warehouse.query import mix
from wording.choices import Choices
from wording.naming import name_of, reason_words
from wording.reader import Reader
from wording.sentences.mix import dimensions, same_mix

CALLED_OTHERWISE = ("npl_rate", "churn_rate")  # split as a rate that has another name


def mix_of(code: str, reader: Reader, choices: Choices) -> tuple[Chart | None, tuple[str, ...]]:
    """Return a chart with a bar per step from before to after, and the sentences about it.

    Where the mix cannot be computed there is no chart, and the sentence gives the reason. Without windows, or for
    a KPI that has no mix, there is neither.
    """
    if choices.before is None or choices.after is None or not mix.has_mix(reader.kpi(code)):
        return None, ()
    dims = reader.ask.of(mix.dimensions_of, code, choices.where)
    answer = reader.ask.of(mix.mix_of, code, choices.before, choices.after, dims, choices.where)
    if answer.mixed is None:
        reason = reason_words(answer.reason, reader.language) if answer.reason else ""
        return None, (reader.say("mix.cannot_say", reason=reason),)
    kpi = reader.kpi(answer.kpi)
    lines = [same_mix(answer.mixed, kpi, reader.language)]
    if code in CALLED_OTHERWISE:
        lines.append(reader.say(f"mix.of_{code}"))
    if answer.mixed.left_out:
        lines.append(reader.say("mix.left_out", dims=dimensions(answer.mixed.left_out, reader.language)))
    return _bars(answer.mixed, kpi, reader) if answer.mixed.parts else None, tuple(lines)


def _bars(mixed: Mixed, kpi: Kpi, reader: Reader) -> Chart:
    """The mix of each dimension, the same mix, and the change they add up to."""
    bars = [(step.name, step.change, step_colour(step, kpi, LIGHT)) for step in steps(mixed, reader.language)]
    bars.append((reader.say("executive.mix_total"), mixed.total, LIGHT.ink))
    values = [change.value or 0.0 for _, change, _ in bars]
    marks = [
        (change.lower, change.upper)
        for _, change, _ in bars
        if change.lower is not None and change.upper is not None
    ]
    axis = kpi_difference_axis(kpi, [*values, *(end for pair in marks for end in pair)], reader.language)
    ends = tuple((low / axis.divisor, high / axis.divisor) for low, high in marks)
    title = reader.say("executive.mix_of", name=name_of(kpi, reader.language))
    series = Series(
        name=title,
        values=tuple(value / axis.divisor for value in values),
        colour=LIGHT.neutral,
        dashed=False,
        ends=ends if len(ends) == len(values) else (),
    )
    names, colours = tuple(name for name, _, _ in bars), tuple(colour for _, _, colour in bars)
    return Chart(
        kind="bars",
        title=title,
        categories=names,
        series=(series,),
        axis=axis,
        colours=colours,
        drawn=len(names),
        legend=False,
        ends=name_value_columns(reader.language)[1:],
    )
