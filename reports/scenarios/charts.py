"""Charts of scenarios month by month, and of what matters most for the NPV."""

from collections.abc import Sequence

from analysis.scenario.projection import Bar
from reports import numbers
from reports.axes import difference_axis, npv_axis
from reports.description import Axis, Chart, Notes, Page, Panels, Part, Series
from reports.setting import LIGHT, MOST, NamedScenario, Setting, find_moved_series
from wording import formats
from wording.scenarios import terms
from wording.words import Language, say

LONGEST_BARS = 8  # that are drawn


def fans_page(scenarios: Sequence[NamedScenario], setting: Setting) -> Page:
    """Return the page with the net and every series moved, as differences from the baseline (doing nothing).

    Several scenarios are drawn side by side, one set of charts per series; the series of a single one are drawn
    together.
    """
    language = setting.language
    facts = say("report.join", language).join(
        say(
            "report.of",
            language,
            name=scenario.short,
            value=numbers.change_range(
                "net", scenario.fans["net", "difference"][-1], setting.currency, language
            ).text,
        )
        for scenario in scenarios
    )
    names = ("net", *find_moved_series(scenarios))
    parts = (
        tuple(_together(names[n : n + MOST], scenarios[0], setting) for n in range(0, len(names), MOST))
        if len(scenarios) == 1
        else tuple(_fans(series, scenarios, setting) for series in names)
    )
    return Page(
        name=say("report.tab_fans", language),
        title=say("report.title_fans", language),
        answer=say("report.fans_answer", language, facts=facts),
        parts=parts,
        foot="",
    )


def _fans(series: str, scenarios: Sequence[NamedScenario], setting: Setting) -> Panels:
    """A chart per scenario, all on one scale."""
    language = setting.language
    axis = _axis(series, scenarios, setting)
    charts = tuple(_fan(series, scenario, scenario.short, axis, language) for scenario in scenarios)
    words = terms.series_name(series, language)
    title = say("report.fan_title", language, series=words)
    return Panels(title=title, caption=say("report.fan_caption", language), charts=charts)


def _together(names: Sequence[str], scenario: NamedScenario, setting: Setting) -> Panels:
    """Several series of one scenario, each on its own scale."""
    language = setting.language
    charts = tuple(
        _fan(
            series,
            scenario,
            terms.series_name(series, language),
            _axis(series, [scenario], setting),
            language,
        )
        for series in names
    )
    title = say("report.fan_title", language, series=scenario.name)
    return Panels(title=title, caption=say("report.fan_caption", language), charts=charts)


def _axis(series: str, scenarios: Sequence[NamedScenario], setting: Setting) -> Axis:
    """Holds every month's 5th and 95th percentile."""
    fans = [scenario.fans[series, "difference"] for scenario in scenarios]
    return difference_axis(
        series, [end for fan in fans for five in fan for end in (five[0], five[4])], setting
    )


def _fan(series: str, scenario: NamedScenario, title: str, axis: Axis, language: Language) -> Chart:
    lines = tuple(
        Series(
            name=say(key, language),
            values=tuple(five[place] / axis.divisor for five in scenario.fans[series, "difference"]),
            colour=scenario.colour,
            dashed=place != 2,
            ends=(),
        )
        for key, place in (("report.high_end", 4), ("report.median", 2), ("report.low_end", 0))
    )
    months = tuple(scenario.month(place) for place in range(scenario.months))
    return Chart(
        kind="lines",
        title=title,
        categories=months,
        series=lines,
        axis=axis,
        colours=(),
        drawn=scenario.months,
        legend=False,
        ends=("", ""),
    )


def drivers_page(scenarios: Sequence[NamedScenario], setting: Setting) -> Page:
    """Return the page with a tornado chart per scenario."""
    language = setting.language
    moving = [scenario for scenario in scenarios if scenario.side.result.bars]
    still = [
        say("report.no_drivers", language, name=scenario.name)
        for scenario in scenarios
        if not scenario.side.result.bars
    ]
    facts = say("report.join", language).join(
        say(
            "report.of",
            language,
            name=scenario.short,
            value=_bar_label(scenario.side.result.bars[0], setting),
        )
        for scenario in moving
    )
    parts: list[Part] = [_tornado(scenario, setting) for scenario in moving]
    if still:
        parts.append(Notes(title="", lines=tuple(still)))
    return Page(
        name=say("report.tab_drivers", language),
        title=say("report.title_drivers", language),
        answer=say("report.drivers_answer", language, facts=facts) if moving else still[0],
        parts=tuple(parts),
        foot="",
    )


def _bar_label(bar: Bar, setting: Setting) -> str:
    return terms.bar_name(bar, setting.initiatives, setting.language)


def _tornado(scenario: NamedScenario, setting: Setting) -> Panels:
    """Bars from the middle, so that programs that always draw them from 0 draw them right."""
    language, result = setting.language, scenario.side.result
    ends = [[end - result.middle for end in (bar.at_low, bar.at_high)] for bar in result.bars]
    middle = formats.value(result.middle, setting.currency, language)
    title = say("report.drivers_axis", language, middle=middle)
    axis = npv_axis(title, [end for pair in ends for end in pair], setting)
    names = ("report.at_tenth", "report.at_ninetieth")
    series = tuple(
        Series(
            name=say(name, language),
            values=tuple(pair[place] / axis.divisor for pair in ends),
            colour=colour,
            dashed=False,
            ends=(),
        )
        for place, (name, colour) in enumerate(zip(names, (LIGHT.before, scenario.colour), strict=True))
    )
    left = len(ends) - LONGEST_BARS
    chart = Chart(
        kind="tornado",
        title=say("report.drivers_chart", language, name=scenario.short),
        categories=tuple(_bar_label(bar, setting) for bar in result.bars),
        series=series,
        axis=axis,
        colours=(),
        drawn=min(LONGEST_BARS, len(ends)),
        legend=True,
        ends=("", ""),
    )
    more = say("report.drivers_left", language, n=str(left)) if left > 0 else ""
    return Panels(
        title=say("report.drivers_of", language, name=scenario.name),
        caption=say("report.drivers_caption", language, left=more).strip(),
        charts=(chart,),
    )
