"""Scenarios side by side: money and outcomes at the end, NPV with its interval, and how often each is best."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from analysis.scenario.description import Target
from analysis.scenario.projection import FIVE, Of
from reports import numbers
from reports.axes import npv_axis
from reports.description import Cell, Chart, Column, Notes, Number, Page, Panels, Range, Series, Table
from reports.setting import LIGHT, NamedScenario, Setting, find_moved_series
from wording import formats
from wording.scenarios import terms
from wording.words import Language, say, say_member

ALWAYS = ("balance",)  # beside what is moved
ROWS: tuple[tuple[str, Of], ...] = (
    ("report.without", "baseline"),
    ("report.with", "scenario"),
    ("report.difference", "difference"),
)


def comparison_page(scenarios: Sequence[NamedScenario], setting: Setting, answer: str) -> Page:
    """Return the page with money, then outcomes in the last month: baseline, scenario and difference.

    answer: the sentence above the tables.
    """
    language = setting.language
    lasts = {scenario.month(scenario.months - 1) for scenario in scenarios}
    title = (
        say("report.outcomes", language, month=formats.month(lasts.pop(), language))
        if len(lasts) == 1
        else say("report.outcomes_months", language)
    )
    outcomes = [
        row for name in (*find_moved_series(scenarios), *ALWAYS) for row in _series(name, scenarios, setting)
    ]
    return Page(
        name=say("report.tab_comparison", language),
        title=say("report.title_comparison", language),
        answer=answer,
        parts=(
            _table(say("report.money", language), _money(scenarios, setting), scenarios, language),
            _table(title, outcomes, scenarios, language),
            Notes(title="", lines=(_say_counted(setting), say("report.intervals", language))),
        ),
        foot="",
    )


def _say_counted(setting: Setting) -> str:
    return say("report.counts_proven" if setting.proven else "report.counts_all", setting.language)


def _table(
    title: str, rows: Sequence[tuple[Cell, ...]], scenarios: Sequence[NamedScenario], language: Language
) -> Table:
    columns = (
        Column(title=say("report.measure", language), ranged=False, share=1.8),
        Column(title=say("report.value_of", language), ranged=False, share=1.0),
        *(Column(title=scenario.name, ranged=True, share=2.3) for scenario in scenarios),
    )
    return Table(title=title, columns=columns, rows=tuple(rows), called=_spread(language))


def _spread(language: Language) -> tuple[str, str, str]:
    return (
        say("report.middle", language),
        say("report.low_end", language),
        say("report.high_end", language),
    )


def _series(name: str, scenarios: Sequence[NamedScenario], setting: Setting) -> list[tuple[Cell, ...]]:
    """Three rows of a series in the last month of each scenario."""
    words = terms.series_name(name, setting.language)
    rows: list[tuple[Cell, ...]] = []
    for key, of in ROWS:
        ranged = numbers.change_range if of == "difference" else numbers.level_range
        cells = [
            ranged(name, scenario.fans[name, of][-1], setting.currency, setting.language)
            for scenario in scenarios
        ]
        rows.append((words if of == "baseline" else "", say(key, setting.language), *cells))
    return rows


def _money(scenarios: Sequence[NamedScenario], setting: Setting) -> list[tuple[Cell, ...]]:
    language, currency = setting.language, setting.currency
    median, probability = say("report.median", language), say("report.probability", language)

    def row(title: str, of: str, cell: Callable[[NamedScenario], Cell]) -> tuple[Cell, ...]:
        return (title, of, *map(cell, scenarios))

    targets = dict.fromkeys(goal.target for scenario in scenarios for goal in scenario.side.result.reached)
    return [
        row(
            terms.series_name("npv", language),
            median,
            lambda scenario: numbers.change_range("npv", scenario.side.result.npv, currency, language),
        ),
        row(
            say("report.npv_positive", language),
            probability,
            lambda scenario: numbers.probability(scenario.side.result.positive),
        ),
        row(
            terms.series_name("payback", language),
            median,
            lambda scenario: payback_cell(scenario, language),
        ),
        row(
            say("report.paid_back", language),
            probability,
            lambda scenario: numbers.probability(scenario.side.result.paid_back),
        ),
        *(
            row(
                _target_words(target, scenarios[0], setting),
                probability,
                partial(_make_probability_cell, target=target, language=language),
            )
            for target in targets
        ),
        *_series("net", scenarios, setting),
    ]


def payback_cell(scenario: NamedScenario, language: Language) -> Range:
    """Return the months until payback with their interval; an end beyond the months projected is marked ">"."""
    quantiles = [scenario.side.result.payback[place] for place in (0, 2, 4)]
    lower, middle, upper = (_payback(months, scenario.months, language) for months in quantiles)
    low, high = (
        f">{scenario.months}" if end is None else f"{end:.0f}" for end in (quantiles[0], quantiles[2])
    )
    text = middle if isinstance(middle, str) else middle.text
    return Range(
        middle=middle, lower=lower, upper=upper, text=f"{text} ({formats.span(low, high, language)})"
    )


def _payback(months: float | None, within: int, language: Language) -> Number | str:
    if months is None:
        return say("planned.never", language, n=str(within))
    cell = numbers.months(round(months), language)
    return cell if months else replace(cell, text=say("planned.at_once", language))


def _target_words(target: Target, scenario: NamedScenario, setting: Setting) -> str:
    """A target in words: "Take-up rate at least 88.5%, Dec 2028"."""
    language = setting.language
    text = say(
        "report.at_least" if target.at_least else "report.at_most",
        language,
        series=terms.series_name(target.series, language),
        value=terms.series_value(target.series, target.value, setting.currency, language),
    )
    if target.month is not None:
        month = formats.month(scenario.month(target.month - 1), language)
        text = say("report.target_in", language, target=text, month=month)
    return say("report.target", language, target=text)


def _make_probability_cell(scenario: NamedScenario, target: Target, language: Language) -> Cell:
    probabilities = [each.probability for each in scenario.side.result.reached if each.target == target]
    return numbers.probability(probabilities[0]) if probabilities else say("report.none", language)


def npv_page(
    scenarios: Sequence[NamedScenario], ranking: Ranking | Reason, setting: Setting, answer: str
) -> Page:
    """Return the page with NPVs and what they rest on, chances of being best and what the order depends on.

    answer: the sentence of the comparison, so that both pages say the same; where there is no order, why.
    """
    language = setting.language
    parts: list[Panels | Table | Notes] = [
        Panels(
            title=say("report.npv_chart", language),
            caption=say("report.npv_caption", language),
            charts=(_npv_chart(scenarios, setting),),
        ),
        _split_table(scenarios, setting),
    ]
    if isinstance(ranking, Reason):
        answer = say("report.unranked", language, reason=say_member("unranked", ranking.code, language))
    else:
        parts += [_ranking(scenarios, ranking, setting), Notes(title="", lines=(_hinges(ranking, setting),))]
    return Page(
        name=say("report.tab_npv", language),
        title=say("report.title_npv", language),
        answer=answer,
        parts=tuple(parts),
        foot="",
    )


def _split_table(scenarios: Sequence[NamedScenario], setting: Setting) -> Table:
    """A row per scenario: its NPV on proven effects, how often that is positive, and what else could change it."""
    language, currency = setting.language, setting.currency

    def cell(five: FIVE | None) -> Cell:
        return "–" if five is None else numbers.change_range("npv", five, currency, language)

    rows: list[tuple[Cell, ...]] = [
        (
            scenario.name,
            cell(scenario.split.proven),
            numbers.probability(scenario.split.positive),
            cell(scenario.split.unproven),
            cell(scenario.split.stated),
        )
        for scenario in scenarios
    ]
    columns = (
        Column(title=say("report.scenario", language), ranged=False, share=2),
        Column(title=say("report.on_proven", language), ranged=True, share=2.5),
        Column(title=say("compare.positive", language), ranged=False, share=1.2),
        Column(title=say("report.unproven_adds", language), ranged=True, share=2.5),
        Column(title=say("report.stated_adds", language), ranged=True, share=2.5),
    )
    title = say("scenarios.split", language)
    return Table(title=title, columns=columns, rows=tuple(rows), called=_spread(language))


def _npv_chart(scenarios: Sequence[NamedScenario], setting: Setting) -> Chart:
    npvs = [scenario.side.result.npv for scenario in scenarios]
    axis = npv_axis(say("report.npv_chart", setting.language), [v for npv in npvs for v in npv], setting)
    values = [tuple(value / axis.divisor for value in npv) for npv in npvs]
    title = say("report.npv_chart", setting.language)
    bars = Series(
        name=title,
        values=tuple(npv[2] for npv in values),
        colour=LIGHT.after,
        dashed=False,
        ends=tuple((npv[0], npv[4]) for npv in values),
    )
    names, colours = (
        tuple(scenario.short for scenario in scenarios),
        tuple(scenario.colour for scenario in scenarios),
    )
    return Chart(
        kind="bars",
        title=title,
        categories=names,
        series=(bars,),
        axis=axis,
        colours=colours,
        drawn=len(names),
        legend=False,
        ends=_spread(setting.language)[1:],
    )


def _name_place(place: int | None, scenarios: Sequence[NamedScenario], language: Language) -> str:
    return terms.nothing(language) if place is None else scenarios[place].name


def _ranking(scenarios: Sequence[NamedScenario], ranking: Ranking, setting: Setting) -> Table:
    """A row per scenario and doing nothing, best first."""
    language = setting.language
    rows: list[tuple[Cell, ...]] = []
    for place, index in enumerate(ranking.order, 1):
        npv = (0.0,) * 5 if index is None else scenarios[index].side.result.npv
        best = ranking.best[-1 if index is None else index]
        rows.append(
            (
                numbers.whole(place, language),
                _name_place(index, scenarios, language),
                numbers.change_range("npv", npv, setting.currency, language),
                numbers.probability(best),
            )
        )
    columns = (
        Column(title=say("report.place", language), ranged=False, share=0.6),
        Column(title=say("report.scenario", language), ranged=False, share=3),
        Column(title=terms.series_name("npv", language), ranged=True, share=3),
        Column(title=say("report.best", language), ranged=False, share=1.5),
    )
    return Table(
        title=say("report.ranking", language), columns=columns, rows=tuple(rows), called=_spread(language)
    )


def _hinges(ranking: Ranking, setting: Setting) -> str:
    language = setting.language
    names = [terms.bar_name(bar, setting.initiatives, language) for bar in ranking.hinges]
    if not names:
        return say("report.no_hinge", language)
    return say("report.hinges", language, names=say("format.comma", language).join(names))
