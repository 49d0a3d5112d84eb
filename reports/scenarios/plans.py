"""What the scenarios plan, what their effects rest on, and the coefficients that turn outcomes into money."""

from collections.abc import Sequence
from math import expm1

from analysis.scenario.coefficients import Coefficient
from analysis.scenario.description import OUTCOMES, Effect
from reports import numbers
from reports.description import Cell, Column, Notes, Number, Page, Part, Range, Table
from reports.setting import NamedScenario, Setting
from warehouse.claims.published import claims
from warehouse.scenarios.plan import PlannedInitiative
from warehouse.scenarios.rows import Row, scenario_rows
from wording import formats
from wording.scenarios import terms
from wording.words import Language, say

SHARES = {
    *("saving_per_automated", "loss_per_bad_balance", "volume_growth", "approval_time_drift", "churn_drift"),
    "discount_rate",
}
POINTS = {"take_up_drift", "automated_drift", "income_rate_change", "funding_rate_change"}


def plan_page(scenarios: Sequence[NamedScenario], setting: Setting) -> Page:
    """Return the page with initiatives and effects of each scenario."""
    language = setting.language
    parts = [part for scenario in scenarios for part in _plan(scenario, setting)]
    return Page(
        name=say("report.tab_plan", language),
        title=say("report.title_plan", language),
        answer=" ".join(_summarise_plan(scenario, setting) for scenario in scenarios),
        parts=(*parts, Notes(title="", lines=(say("report.effects_note", language),))),
        foot="",
    )


def _summarise_plan(scenario: NamedScenario, setting: Setting) -> str:
    language, initiatives = setting.language, scenario.side.assembled.scenario.initiatives
    if not initiatives:
        return say("report.plan_nothing", language, name=scenario.short)
    once, monthly = (
        formats.value(sum(getattr(each, cost) for each in initiatives), setting.currency, language)
        for cost in ("cost_once", "cost_per_month")
    )
    count = str(len(initiatives))
    return say("report.plan_answer", language, name=scenario.short, n=count, once=once, monthly=monthly)


def _plan(scenario: NamedScenario, setting: Setting) -> list[Part]:
    language, side = setting.language, scenario.side
    if not side.plan.initiatives:
        return [Notes(title="", lines=(say("report.no_initiatives", language, name=scenario.name),))]
    rows = [
        row
        for row in scenario_rows(side.assembled, side.result, setting.currency)
        if row["part"] == "initiative"
    ]
    keys = "initiative first_month last_go_live which_units new_units live_units reach waves adoption"
    shares = (2.2, 1.35, 1.35, 1.6, 0.9, 0.9, 1.5, 1.5, 1.1, 1.3, 1.3)
    initiatives = Table(
        title=say("report.initiatives", language, name=scenario.name),
        columns=_columns(f"{keys} cost_once cost_per_month", shares, language),
        rows=tuple(
            _initiative(row, plan, setting) for row, plan in zip(rows, side.plan.initiatives, strict=True)
        ),
        called=("", "", ""),
    )
    effects = side.assembled.scenario.effects
    if not effects:
        return [initiatives, Notes(title="", lines=(say("report.no_effects", language, name=scenario.name),))]
    return [initiatives, _effects(scenario.name, effects, setting)]


def _columns(keys: str, shares: Sequence[float], language: Language) -> tuple[Column, ...]:
    return tuple(
        Column(
            title=say(f"report.{key}", language), ranged=key in ("stated", "coefficient_value"), share=share
        )
        for key, share in zip(keys.split(), shares, strict=True)
    )


def _initiative(row: Row, plan: PlannedInitiative, setting: Setting) -> tuple[Cell, ...]:
    language, currency = setting.language, setting.currency
    units = [setting.units.get(unit, unit) for unit in plan.units or ()]
    last = row["last_go_live"]
    waves = (
        say("report.waves_apart", language, n=str(plan.waves), gap=str(plan.gap_months))
        if plan.waves > 1
        else str(plan.waves)
    )
    return (
        setting.initiatives.get(plan.code, plan.code),
        formats.month(row["first_month"], language),
        formats.month(last, language) if last else say("report.none", language),
        say("format.comma", language).join(units) or say("report.all_units", language),
        numbers.whole(row["new_units"], language),
        numbers.whole(row["already_live_units"], language),
        numbers.share(row["new_share"]),
        waves,
        numbers.share(row["adoption"]),
        numbers.amount(row["cost_once"], currency, language),
        numbers.amount(row["cost_per_month"], currency, language),
    )


def _effects(name: str, effects: Sequence[Effect], setting: Setting) -> Table:
    language = setting.language
    return Table(
        title=say("report.effects", language, name=name),
        columns=_columns(
            "initiative outcome rests_on stated taken full_after rule",
            (2.2, 2, 2.4, 2.6, 1.6, 1.2, 2.6),
            language,
        ),
        rows=tuple(_effect(effect, setting) for effect in effects),
        called=(say("report.middle", language), say("report.lower", language), say("report.upper", language)),
    )


def _effect(effect: Effect, setting: Setting) -> tuple[Cell, ...]:
    language, full = setting.language, effect.steps[-1]
    value, lower, upper = (_change(end, effect.outcome, language) for end in effect.stated)
    ends = (
        formats.interval(lower.value, upper.value, value.unit, language) if effect.source != "claim" else ""
    )
    stated = (
        Range(middle=value, lower=lower, upper=upper, text=f"{value.text} {ends}".strip()) if ends else value
    )
    return (
        setting.initiatives.get(effect.initiative, effect.initiative),
        terms.series_name(effect.outcome, language),
        _rests_on(effect, setting),
        stated,
        _change(full.centre, effect.outcome, language),
        numbers.months(full.first, language),
        say(f"rule.{effect.basis}", language),
    )


def _change(value: float, outcome: str, language: Language) -> Number:
    """On logarithms as the relative change, of shares in points."""
    if OUTCOMES[outcome].scale == "points":
        return numbers.points(value, language)
    return numbers.relative(expm1(value))


def _rests_on(effect: Effect, setting: Setting) -> str:
    language = setting.language
    basis = say(f"basis.{effect.basis}", language)
    if effect.source == "claim":
        section = next(claim.section for claim in claims() if claim.claim_id == effect.evidence)
        basis = say("report.basis_claim", language, basis=basis, section=section)
        if effect.outcome == "npl_rate":
            basis += say("format.comma", language) + say("report.not_quite", language)
    elif effect.evidence and effect.evidence != effect.initiative:
        other = setting.initiatives.get(effect.evidence, effect.evidence)
        basis = say("report.basis_other", language, basis=basis, evidence=other)
    return basis


def assumptions_page(scenarios: Sequence[NamedScenario], setting: Setting) -> Page:
    """Return the page on all coefficients between outcomes and money, a row per value among the scenarios."""
    language = setting.language
    join = say("format.comma", language)
    rows: list[tuple[Cell, ...]] = []
    sets = [scenario.side.assembled.scenario.coefficients for scenario in scenarios]
    for same in zip(*sets, strict=True):
        for coefficient in dict.fromkeys(same):
            sharing = [
                scenario.short for scenario, its in zip(scenarios, same, strict=True) if its == coefficient
            ]
            everyone = len(sharing) == len(scenarios)
            applies = say("report.all_scenarios", language) if everyone else join.join(sharing)
            rows.append(_coefficient(coefficient, applies, language))
    assumed = {
        coefficient.name
        for coefficients in sets
        for coefficient in coefficients
        if coefficient.label == "assumed"
    }
    return Page(
        name=say("report.tab_assumptions", language),
        title=say("report.title_assumptions", language),
        answer=say(
            "report.assumptions_answer",
            language,
            assumed=str(len(assumed)),
            n=str(len(sets[0])),
        ),
        parts=(
            Table(
                title="",
                columns=_columns(
                    "coefficient applies coefficient_value unit label source",
                    (2.6, 1.3, 2.2, 2.4, 1.5, 3),
                    language,
                ),
                rows=tuple(rows),
                called=(
                    say("report.middle", language),
                    say("report.tenth", language),
                    say("report.ninetieth", language),
                ),
            ),
        ),
        foot="",
    )


def _coefficient(coefficient: Coefficient, applies: str, language: Language) -> tuple[Cell, ...]:
    value, low, high = (
        _coefficient_number(coefficient.name, end, language)
        for end in (coefficient.value, coefficient.low, coefficient.high)
    )
    ranged = coefficient.low < coefficient.high
    return (
        terms.coefficient_name(coefficient.name, language),
        applies,
        Range(middle=value, lower=low, upper=high, text=f"{value.text} {_ends(low, high, language)}")
        if ranged
        else value,
        say(f"coefficient_unit.{coefficient.name}", language),
        terms.coefficient_label(coefficient.label, language),
        _source(coefficient, language),
    )


def _ends(low: Number, high: Number, language: Language) -> str:
    if low.unit == "count":
        return formats.bracket(formats.span(low.text, high.text, language), language)
    return formats.interval(low.value, high.value, low.unit, language)


def _coefficient_number(name: str, value: float, language: Language) -> Number:
    if name in SHARES:
        return numbers.share(value)
    return numbers.points(value, language) if name in POINTS else numbers.plain(value)


def _source(coefficient: Coefficient, language: Language) -> str:
    if coefficient.label == "stated in the plan":
        return say("report.source_plan", language)
    if coefficient.label == "measured; range assumed":
        return say("report.source_measured", language)
    if coefficient.label == "set by the company":
        return say("report.source_company", language)
    return say(f"coefficient_source.{coefficient.name}", language)
