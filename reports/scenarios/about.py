"""What the model leaves out, where the numbers come from, their definitions, and the records for calculation."""

from collections.abc import Sequence

from analysis.scenario.description import OUTCOMES
from analysis.scenario.projection import PERCENTILES, Of
from reports.description import Column, Data, Notes, Page, Table
from reports.setting import NamedScenario, Setting
from warehouse.kpis import find
from warehouse.scenarios.baseline import SAID_BY
from warehouse.scenarios.rows import NAMES, Row, scenario_rows
from wording import formats
from wording.scenarios import terms
from wording.words import Language, say

LIMITS = ("market", "units", "fading", "book", "stock", "after", "other", "median")
DEFINED = (*SAID_BY, "active_months", "customer_value", "net", "npv", "payback")
OF: dict[Of, str] = {
    "scenario": "report.with",
    "baseline": "report.without",
    "difference": "report.difference",
}


def versions(language: Language) -> str:
    """Return the versions of the definitions that scenarios start from; one number where all are equal."""
    by_code = {code: find(said_by).version for code, said_by in SAID_BY.items()}
    if len(set(by_code.values())) == 1:
        return say("report.one_version", language, version=next(iter(by_code.values())))
    return say("format.comma", language).join(
        f"{terms.series_name(code, language)} {version}" for code, version in by_code.items()
    )


def facts(scenarios: Sequence[NamedScenario], setting: Setting) -> tuple[tuple[str, str], ...]:
    """Return name and value of each fact about the numbers."""
    language = setting.language
    join = say("format.comma", language)
    first = [scenario.side.assembled.scenario for scenario in scenarios]
    months = dict.fromkeys(
        formats.months([scenario.month(place) for place in range(scenario.months)], language)
        for scenario in scenarios
    )
    start = formats.month(first[0].baseline.last_month, language)
    told = {
        "company": setting.company,
        "as_of": formats.last_day(setting.as_of, setting.timezone),
        "snapshot": join.join(dict.fromkeys(scenario.snapshot for scenario in first)),
        "versions": versions(language),
        "filters": say("report.no_filters", language),
        "start": say("report.start_value", language, month=start),
        "span": join.join(months),
        "draws": join.join(dict.fromkeys(f"{scenario.draws:,}" for scenario in first)),
        "currency": setting.currency,
        "ids": join.join(
            f"{scenario.name} {each.id}" for scenario, each in zip(scenarios, first, strict=True)
        ),
        "passports": join.join(dict.fromkeys(scenario.side.number for scenario in scenarios)),
        "made": formats.moment(setting.made_at, setting.timezone),
    }
    return tuple((say(f"report.{key}", language), value) for key, value in told.items())


def limits_page(language: Language) -> Page:
    """Return the page on what the numbers leave out although a reader might expect it."""
    lines = tuple(say(f"limit.{name}", language) for name in LIMITS)
    return Page(
        name=say("report.tab_limits", language),
        title=say("report.title_limits", language),
        answer=say("report.limits_answer", language),
        parts=(Notes(title=say("report.limits", language), lines=lines),),
        foot="",
    )


def about_page(told: Sequence[tuple[str, str]], language: Language) -> Page:
    """Return the page with facts and definitions."""
    definitions = tuple(
        (
            terms.series_name(code, language),
            say(f"series_definition.{code}", language),
            find(SAID_BY[code]).version if code in SAID_BY else say("report.none", language),
        )
        for code in DEFINED
    )
    return Page(
        name=say("report.tab_about", language),
        title=say("report.title_about", language),
        answer=say("report.about_answer", language),
        parts=(
            Table(
                title=say("report.facts", language),
                columns=(
                    Column(title=say("report.fact", language), ranged=False, share=1),
                    Column(title=say("report.fact_value", language), ranged=False, share=4),
                ),
                rows=tuple(told),
                called=("", "", ""),
            ),
            Table(
                title=say("report.definitions", language),
                columns=(
                    Column(title=say("report.measure", language), ranged=False, share=2.5),
                    Column(title=say("report.definition", language), ranged=False, share=6),
                    Column(title=say("report.version", language), ranged=False, share=0.8),
                ),
                rows=definitions,
                called=("", "", ""),
            ),
        ),
        foot="",
    )


def records(scenarios: Sequence[NamedScenario], setting: Setting) -> tuple[Data, ...]:
    """Return fans by month, tornado bars and effects of all scenarios as records, as `scenario_rows` gives them."""
    language = setting.language
    rows = [
        (scenario.name, row)
        for scenario in scenarios
        for row in scenario_rows(scenario.side.assembled, scenario.side.result, setting.currency)
    ]

    def of(part: str) -> list[tuple[str, Row]]:
        return [(name, row) for name, row in rows if row["part"] == part]

    def columns(keys: str) -> tuple[str, ...]:
        return tuple(say(f"report.{key}", language) for key in keys.split())

    fans = tuple(
        (
            name,
            terms.series_name(row["series"], language),
            row["series"],
            say(OF[row["of"]], language),
            _raw_unit(terms.unit_of(row["series"], setting.currency), language),
            row["month"],
            *(row[percentile] for percentile in NAMES),
        )
        for name, row in of("fan")
    )
    bars = tuple(
        (
            *(name, row["name"], say(f"bar_kind.{row['kind']}", language)),
            *(row[f"npv_at_{end}"] for end in ("low", "middle", "high")),
        )
        for name, row in of("tornado")
    )
    effects = tuple(
        (
            *(name, setting.initiatives.get(row["initiative"], row["initiative"]), row["outcome"]),
            say(f"effect_scale.{OUTCOMES[row['outcome']].scale}", language),
            *(row[key] for key in ("value", "lower", "upper", "drawn_around", "spread", "full_after_months")),
        )
        for name, row in of("effect")
    )
    percentiles = tuple(f"P{percentile}" for percentile in PERCENTILES)
    return (
        Data(
            name=say("report.tab_data", language),
            columns=(*columns("scenario measure data_code value_of unit data_month"), *percentiles),
            rows=fans,
        ),
        Data(
            name=say("report.tab_bars", language),
            columns=columns("scenario data_bar data_kind data_low data_middle data_high"),
            rows=bars,
        ),
        Data(
            name=say("report.tab_effects", language),
            columns=columns(
                "scenario initiative data_code data_scale data_value lower upper taken spread data_full_after"
            ),
            rows=effects,
        ),
    )


def _raw_unit(unit: str, language: Language) -> str:
    return unit if formats.is_currency(unit) else say(f"raw_unit.{unit}", language)
