"""Fans month by month, and what matters most for the NPV."""

from collections.abc import Sequence

from analysis.scenario.results import Bar
from reports import numbers
from reports.axes import difference_axis, npv_axis
from reports.description import Chart, Notes, Page, Panels, Part, Series
from reports.setting import LIGHT, Setting, Told, moved
from ui import formats, scenario_words
from ui.words import say

LONGEST_BARS = 8  # that are drawn


def fans_page(scenarios: Sequence[Told], setting: Setting) -> Page:
    """For net and for everything moved, a chart per scenario on one scale."""
    language = setting.language
    facts = say("report.join", language).join(
        say(
            "report.of",
            language,
            name=one.short,
            value=numbers.change_range(
                "net", one.fans["net", "difference"][-1], setting.currency, language
            ).text,
        )
        for one in scenarios
    )
    return Page(
        say("report.tab_fans", language),
        say("report.title_fans", language),
        say("report.fans_answer", language, facts=facts),
        tuple(_fans(series, scenarios, setting) for series in ("net", *moved(scenarios))),
    )


def _fans(series: str, scenarios: Sequence[Told], setting: Setting) -> Panels:
    language = setting.language
    found = [one for one in scenarios if (series, "difference") in one.fans]
    values = [v for one in found for five in one.fans[series, "difference"] for v in (five[0], five[4])]
    axis = difference_axis(series, values, setting)
    words = scenario_words.series_name(series, language)
    charts = []
    for one in found:
        months = tuple(one.month(place) for place in range(one.months))
        lines = tuple(
            Series(
                say(key, language),
                tuple(five[place] / axis.divisor for five in one.fans[series, "difference"]),
                one.colour,
                place != 2,
                (),
            )
            for key, place in (("report.high_end", 4), ("report.median", 2), ("report.low_end", 0))
        )
        charts.append(Chart("lines", one.short, months, lines, axis, (), one.months))
    title = say("report.fan_title", language, series=words)
    return Panels(title, say("report.fan_caption", language), tuple(charts))


def drivers_page(scenarios: Sequence[Told], setting: Setting) -> Page:
    """A tornado per scenario."""
    language = setting.language
    moving = [one for one in scenarios if one.side.result.bars]
    still = [
        say("report.no_drivers", language, name=one.name) for one in scenarios if not one.side.result.bars
    ]
    facts = say("report.join", language).join(
        say("report.of", language, name=one.short, value=_called(one.side.result.bars[0], setting))
        for one in moving
    )
    parts: list[Part] = [_tornado(one, setting) for one in moving]
    if still:
        parts.append(Notes("", tuple(still)))
    return Page(
        say("report.tab_drivers", language),
        say("report.title_drivers", language),
        say("report.drivers_answer", language, facts=facts) if moving else still[0],
        tuple(parts),
    )


def _called(bar: Bar, setting: Setting) -> str:
    return scenario_words.bar_name(bar, setting.initiatives, setting.language)


def _tornado(one: Told, setting: Setting) -> Panels:
    """Bars from the middle, so that programs that always draw them from 0 draw them right."""
    language, result = setting.language, one.side.result
    ends = [[end - result.middle for end in (bar.at_low, bar.at_high)] for bar in result.bars]
    middle = formats.value(result.middle, setting.currency, language)
    title = say("report.drivers_axis", language, middle=middle)
    axis = npv_axis(title, [end for pair in ends for end in pair], setting)
    names = ("report.at_tenth", "report.at_ninetieth")
    series = tuple(
        Series(say(name, language), tuple(pair[place] / axis.divisor for pair in ends), colour, False, ())
        for place, (name, colour) in enumerate(zip(names, (LIGHT.before, one.colour), strict=True))
    )
    left = len(ends) - LONGEST_BARS
    chart = Chart(
        "tornado",
        say("report.drivers_chart", language, name=one.short),
        tuple(_called(bar, setting) for bar in result.bars),
        series,
        axis,
        (),
        min(LONGEST_BARS, len(ends)),
    )
    more = say("report.drivers_left", language, n=str(left)) if left > 0 else ""
    return Panels(
        say("report.drivers_of", language, name=one.name),
        say("report.drivers_caption", language, left=more).strip(),
        (chart,),
    )
