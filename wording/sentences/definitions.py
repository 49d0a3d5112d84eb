"""The definition of a KPI in words: the same lines for every KPI, from its record."""

from dataclasses import dataclass

from warehouse.contract.company import Company
from warehouse.kpis.formulas import write_formula
from warehouse.kpis.record import Kpi, Ratio, is_booked
from warehouse.marts.mart import Mart
from warehouse.query.lineage import dimensions_of, row_of, settings_of
from warehouse.query.query import kpi_marts
from wording import formats
from wording.naming import name_of
from wording.words import CATALOGUE, Language, say, say_member


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line of a definition: label and text, both in the reader's language."""

    label: str
    text: str


def unit_words(kpi: Kpi, language: Language) -> str:
    """Return the name of a KPI's unit; a currency is named as in amounts."""
    named = f"unit_name.{kpi.unit}" in CATALOGUE
    return say_member("unit_name", kpi.unit, language) if named else formats.say_unit(kpi.unit, language)


def better_words(kpi: Kpi, language: Language) -> str:
    """Return which direction is better."""
    return say(f"better.{kpi.better}", language)


def matches(kpi: Kpi, text: str) -> bool:
    """Tell whether a text is part of a KPI's name in either language, its code or its catalogue code."""
    wanted = text.strip().casefold()
    return any(wanted in part.casefold() for part in (kpi.name_en, kpi.name_zh, kpi.code, kpi.catalogue_code))


def formula_facts(kpi: Kpi, company: Company, language: Language) -> tuple[Fact, ...]:
    """Return how the value and its interval are computed."""
    unit = say_member("grain", company.statistics_unit, language)
    return (
        Fact(label=say("definitions.formula", language), text=f"`{write_formula(kpi)}`"),
        Fact(label=say("definitions.reading", language), text=say(f"formula.{kind_of(kpi)}", language)),
        Fact(
            label=say("definitions.interval", language),
            text=say(f"sure.{sureness_of(kpi)}", language, unit=unit),
        ),
    )


def kind_of(kpi: Kpi) -> str:
    """Return the kind of a KPI's formula, as its explanation is called in the catalogue."""
    if isinstance(kpi.formula, Ratio):
        if isinstance(kpi.formula.factor, str):
            return "reference"
        return "stock" if kpi.formula.stock else "ratio"
    return type(kpi.formula).__name__.lower()


def sureness_of(kpi: Kpi) -> str:
    """Return what the interval rests on: "units" left out, or "counted" where nothing is sampled."""
    return "counted" if is_booked(kpi) else "units"


def use_facts(kpi: Kpi, language: Language) -> tuple[Fact, ...]:
    """Return how a KPI is read: unit, better direction, month, follow-up days and dimensions."""
    belongs = dict.fromkeys(say_member("belongs", mart.month_of, language) for mart in kpi_marts(kpi))
    days = str(kpi.follow_up_days)
    wait = "definitions.follow_up_days" if kpi.follow_up_days else "definitions.follow_up_none"
    comma = say("format.comma", language)
    dimensions = comma.join(say_member("grain", name, language) for name in dimensions_of(kpi))
    return (
        Fact(label=say("definitions.unit", language), text=unit_words(kpi, language)),
        Fact(label=say("definitions.better", language), text=better_words(kpi, language)),
        Fact(label=say("definitions.belongs", language), text=comma.join(belongs)),
        Fact(label=say("definitions.follow_up", language), text=say(wait, language, days=days)),
        Fact(
            label=say("definitions.slices", language),
            text=dimensions or say("definitions.whole_company", language),
        ),
    )


def grain_facts(kpi: Kpi, language: Language) -> tuple[Fact, ...]:
    """Return the marts of a KPI, and what a row of each is."""
    return tuple(
        Fact(label=say("definitions.mart", language, mart=f"`{mart.name}`"), text=_row(mart, language))
        for mart in kpi_marts(kpi)
    )


def _row(mart: Mart, language: Language) -> str:
    names = [say_member("belongs", mart.month_of, language)]
    names += [say_member("grain", name, language) for name in row_of(mart)]
    return say("definitions.row", language, row=" × ".join(names))


def setting_facts(kpi: Kpi, company: Company, loss: float, language: Language) -> tuple[Fact, ...]:
    """Return the settings of the company that enter a KPI.

    loss: the loss given default in use, a fraction, whether stated or observed.
    """
    return tuple(
        Fact(label=say(f"setting.{name}", language), text=_setting(name, company, loss, language))
        for name in settings_of(kpi)
    )


def _setting(name: str, company: Company, loss: float, language: Language) -> str:
    if name == "npl_basis":
        return say(f"npl_basis.{company.npl_basis}", language)
    if name == "approval_limits_minutes":
        limits = [formats.value(limit, "minutes", language) for limit in company.approval_limits_minutes]
        return say("format.comma", language).join(limits)
    if name == "calendar":
        calendar = company.calendar
        return say(
            "definitions.hours",
            language,
            opens=calendar.opens,
            closes=calendar.closes,
            days=str(len(calendar.weekdays)),
            holidays=str(len(calendar.holidays)),
        )
    if name == "availability_systems":
        return ", ".join(sorted(company.availability_systems)) or "–"
    if name in ("clv_annual_discount_rate", "clv_loss_given_default"):
        return formats.percent(loss if name.endswith("default") else company.clv_annual_discount_rate)
    number = str(getattr(company, name))
    return say("definitions.days" if name == "npl_days" else "definitions.months", language, n=number)


def guard_words(kpi: Kpi, guard: Kpi | None, language: Language) -> str:
    """Return the name of the KPI to read it with, or that there is none."""
    return say("definitions.no_guard", language) if guard is None else name_of(guard, language)
