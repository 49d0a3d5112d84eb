"""The terms of scenarios in words: series and their values, coefficients, and what effects rest on."""

from collections.abc import Mapping

from analysis.scenario.coefficients import Coefficient
from analysis.scenario.description import OUTCOMES, Scenario, Target
from analysis.scenario.discount import RULES
from analysis.scenario.projection import Bar
from warehouse.contract.windows import shift
from warehouse.scenarios.sources import Offered
from wording import formats
from wording.evidence.effects import amount, convert_for_display
from wording.words import Language, say, say_member

MEASURED = tuple(basis for basis in RULES if basis not in ("claim", "own range"))
MONTHS = ("active_months", "payback")


def nothing(language: Language) -> str:
    """Return the name of the baseline, doing nothing."""
    return say("scenario.nothing", language)


def series_name(series: str, language: Language) -> str:
    """Return the name of an outcome, an amount of money, `npv` or `payback`."""
    return say(f"planned.{series}", language)


def unit_of(series: str, currency: str) -> str:
    """Return the unit of a series for `formats`: minutes, fraction, a currency, or count for months."""
    if series in MONTHS:
        return "count"
    if series not in OUTCOMES:
        return currency
    return "minutes" if OUTCOMES[series].unit == "minutes" else "fraction"


def estimate_unit(series: str, currency: str) -> str:
    """Return the unit of a series for `estimates`, which know months."""
    return "months" if series in MONTHS else unit_of(series, currency)


def series_value(series: str, value: float, currency: str, language: Language) -> str:
    """Format a value of a series with its unit."""
    if series in MONTHS:
        number = f"{value:.0f}" if series == "payback" else formats.digits(value)
        return say("planned.months", language, n=number)
    return formats.value(value, unit_of(series, currency), language)


def series_change(series: str, change: float, currency: str, language: Language) -> str:
    """Format the signed difference of a series from the baseline; shares are in percentage points."""
    if series in MONTHS:
        return formats.add_sign(series_value(series, change, currency, language), change)
    return formats.absolute_change(change, unit_of(series, currency), language)


def target_words(target: Target, last_month: str, currency: str, language: Language) -> str:
    """Return a target in words: "Take-up rate at least 88.5%, Dec 2028".

    last_month: of the baseline, YYYY-MM.
    """
    words = say(
        f"target.{'at_least' if target.at_least else 'at_most'}",
        language,
        series=series_name(target.series, language),
        value=series_value(target.series, target.value, currency, language),
    )
    if target.month is None:
        return words
    month = formats.month(shift(last_month, target.month), language)
    return say("target.in", language, words=words, month=month)


def coefficient_name(name: str, language: Language) -> str:
    """Return the name of a coefficient: a link of the driver tree or an assumption."""
    return say(f"coefficient.{name}", language)


def coefficient_label(label: str, language: Language) -> str:
    """Return where the value of a coefficient comes from."""
    return say_member("coefficient_label", label, language)


def effect_name(initiative: str, outcome: str, names: Mapping[str, str], language: Language) -> str:
    """Return the name of an effect: "AI approval on approval time".

    names: initiative → name; the code stands for one without.
    """
    return say(
        "scenario.effect",
        language,
        initiative=names.get(initiative, initiative),
        outcome=series_name(outcome, language),
    )


def bar_name(bar: Bar, names: Mapping[str, str], language: Language) -> str:
    """Return what a bar of the tornado stands for."""
    if bar.kind != "effect":
        return coefficient_name(bar.name, language)
    initiative, _, outcome = bar.name.rpartition(": ")
    return effect_name(initiative, outcome, names, language)


def bases_of(scenario: Scenario) -> dict[str, str]:
    """Return what each number of a scenario rests on: the basis of an effect, the label of a coefficient.

    The keys are what is drawn: `luck` of an effect, name of a coefficient.
    """
    effects = {effect.luck: effect.basis for effect in scenario.effects}
    return effects | {coefficient.name: coefficient.label for coefficient in scenario.coefficients}


def is_measured(basis: str) -> bool:
    """Tell whether a number is the company's own, measured or set, rather than assumed, published or planned."""
    return basis == "set by the company" or basis in MEASURED


def basis_name(basis: str, language: Language) -> str:
    """Return a value of `bases_of` in a few words."""
    return say(f"basis.{basis}", language) if basis in RULES else coefficient_label(basis, language)


def source_words(source: Offered, names: Mapping[str, str], language: Language) -> str:
    """Return what an effect can rest on, with its size, in one line."""
    if source.effect is None or source.scale is None:
        change = formats.relative_change(source.change or 0.0)
        return say("source.claim", language, section=source.section or "", change=change)
    return say(
        "source.measured",
        language,
        initiative=names.get(source.evidence, source.evidence),
        change=amount(convert_for_display(source.effect, source.scale).value, source.scale, "", language),
        grade=say(f"grade.{source.grade}", language),
    )


# How the value of a coefficient is written.
NUMBER, TIMES, PERCENT, RELATIVE, POINTS = "number", "times", "percent", "relative", "points"
COEFFICIENT_FORMATS = {
    "take_up_response": NUMBER,
    "saving_per_automated": PERCENT,
    "loss_per_bad_balance": PERCENT,
    "leaver_balance": TIMES,
    "volume_growth": RELATIVE,
    "approval_time_drift": RELATIVE,
    "take_up_drift": POINTS,
    "automated_drift": POINTS,
    "churn_drift": RELATIVE,
    "income_rate_change": POINTS,
    "funding_rate_change": POINTS,
    "formation_stress": TIMES,
    "cost_overrun": TIMES,
    "discount_rate": PERCENT,
    "correlation": NUMBER,
}


def coefficient_value(coefficient: Coefficient, language: Language) -> str:
    """Format a coefficient, with its 10th and 90th percentile where it is uncertain: 50% (25 … 75%)."""
    kind = COEFFICIENT_FORMATS[coefficient.name]
    by = 100 if kind in (PERCENT, RELATIVE, POINTS) else 1
    value, low, high = (
        formats.plain(by * number, language)
        for number in (coefficient.value, coefficient.low, coefficient.high)
    )
    if kind in (RELATIVE, POINTS):
        value, low, high = (
            formats.add_sign(text, number)
            for text, number in ((value, coefficient.value), (low, coefficient.low), (high, coefficient.high))
        )
    span = "" if coefficient.low == coefficient.high else f" ({formats.span(low, high, language)})"
    return say(f"coefficient_value.{kind}", language, value=f"{value}", span=span)
