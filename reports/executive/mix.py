"""How much of a KPI's change is business mix: sentences for its page, and a bar chart with intervals."""

from analysis.mix_estimates import Mixed
from figures.mix import format_interval, step_colour, step_words, steps
from reports.axes import kpi_axis
from reports.description import Chart, Series
from reports.setting import LIGHT
from warehouse.kpis.record import Kpi
from warehouse.query import mix
from wording import formats
from wording.choices import Choices
from wording.levels import level
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
    """From the value before over the mix of each dimension and the same mix to the value after."""
    language, parts = reader.language, steps(mixed, reader.language)
    scale = formats.pair_scale(mixed.before, mixed.after)
    axis = kpi_axis(kpi, [0.0, mixed.before, mixed.after, *(step.end for step in parts)], scale, language)
    values = (mixed.before, *(step.change.value or 0.0 for step in parts), mixed.after)
    title = reader.say("executive.mix_of", name=name_of(kpi, language))
    series = Series(
        name=title,
        values=tuple(value / axis.divisor for value in values),
        colour=LIGHT.neutral,
        dashed=False,
        ends=(),
    )
    words = (
        f"{step.name} {step_words(step, kpi, language, scale)} {format_interval(step.change, kpi, language, scale)}"
        for step in parts
    )
    sides = (
        f"{formats.capitalise(reader.say(f'window.{side}'))} {level(value, kpi, language, scale)}"
        for side, value in (("before", mixed.before), ("after", mixed.after))
    )
    return Chart(
        kind="waterfall",
        title=title,
        categories=(next(sides), *words, next(sides)),
        series=(series,),
        axis=axis,
        colours=(LIGHT.before, *(step_colour(step, kpi, LIGHT) for step in parts), LIGHT.after),
        drawn=len(values),
        legend=False,
        ends=("", ""),
    )
