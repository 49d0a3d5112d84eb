"""Values and changes of KPIs as cells: the text of the cards with the numbers behind it."""

from analysis.results import NO_ROWS, Estimate
from reports import numbers
from reports.description import Cell, Number, Range
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from wording import formats
from wording.cards.cards import choose_change, delta_words
from wording.levels import is_short, level
from wording.naming import reason_words
from wording.words import Language, say


def level_cell(estimate: Estimate, kpi: Kpi, language: Language, scale: float) -> Cell:
    """Return the cell for a KPI value, or the reason why there is none.

    A wait only known to be under a minute is given in words. scale: as in `formats.value`.
    """
    if estimate.value is None:
        return reason_words(estimate.reason or NO_ROWS, language)
    if is_short(estimate.value, kpi):
        return level(estimate.value, kpi, language, scale)
    return number(estimate.value, kpi, language, scale)


def number(value: float, kpi: Kpi, language: Language, scale: float) -> Number:
    """Return the cell for a value in the KPI's unit; `scale` is as in `formats.value`."""
    text = level(value, kpi, language, scale)
    if kpi.unit == "fraction":
        return numbers.share(value)
    divisor = (scale or formats.duration_scale(value)) if kpi.unit == "minutes" else 1
    return Number(
        value=value,
        unit=kpi.unit,
        text=text,
        divisor=divisor,
        code=numbers.code_of(value / divisor, _suffix(kpi, divisor, language), False),
    )


def _suffix(kpi: Kpi, divisor: float, language: Language) -> str:
    if kpi.unit == "minutes":
        return numbers.quote(formats.scale_word(divisor, language))
    named = kpi.unit in formats.UNIT_WORDS or formats.is_currency(kpi.unit)
    return numbers.quote(formats.say_unit(kpi.unit, language)) if named else ""


def change_cell(change: Change, kpi: Kpi, language: Language) -> Cell:
    """Return the cell for the change that a card shows, with its interval, or the reason why there is none."""
    estimate = choose_change(change, kpi)
    delta, interval = delta_words(change, kpi, language)
    if estimate.value is None:
        reasons = (change.absolute.reason, change.before.estimate.reason, change.after.estimate.reason)
        return reason_words(next((reason for reason in reasons if reason), NO_ROWS), language)
    if not delta or any(is_short(side.estimate.value, kpi) for side in (change.before, change.after)):
        return delta or say("unit.under_a_minute", language)
    relative = estimate is change.relative
    ends = [
        say("report.none", language) if end is None else _difference(end, relative, kpi, language)
        for end in (estimate.lower, estimate.upper)
    ]
    text = formats.add_interval(delta, interval, language)
    return Range(
        middle=_difference(estimate.value, relative, kpi, language), lower=ends[0], upper=ends[1], text=text
    )


def _difference(value: float, relative: bool, kpi: Kpi, language: Language) -> Number:
    if relative:
        return numbers.relative(value)
    if kpi.unit == "fraction":
        return numbers.points(value, language)
    text = formats.absolute_change(value, kpi.unit, language)
    divisor = formats.duration_scale(value) if kpi.unit == "minutes" else 1
    code = numbers.code_of(value / divisor, _suffix(kpi, divisor, language), True)
    return Number(value=value, unit=kpi.unit, text=text, divisor=divisor, code=code)
