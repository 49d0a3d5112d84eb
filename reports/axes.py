"""Axes of charts: the unit to show, and round limits shared by charts that are read together."""

import math
from collections.abc import Sequence

from reports.description import Axis
from reports.numbers import POINT
from reports.setting import Setting
from warehouse.kpis.record import Kpi
from wording import formats
from wording.scenarios.terms import MONTHS, unit_of
from wording.words import Language, say

_ROUND = (1, 2, 2.5, 5, 10)
_STEPS = 5  # about so many between the ends
NEAR_ZERO = 0.5  # of the largest value: lines of values above begin there, not at zero


def difference_axis(series: str, values: Sequence[float], setting: Setting) -> Axis:
    """Return the axis for differences of a scenario series from the baseline (doing nothing).

    Shares are shown in percentage points, durations in the unit that fits the largest, money in the step of its
    largest amount.
    """
    language, unit = setting.language, unit_of(series, setting.currency)
    if unit == "fraction":
        return _axis(values, POINT, say("report.axis_points", language), False)
    if unit == "minutes":
        scale = formats.duration_scale(*values)
        return _axis(values, scale, formats.scale_word(scale, language), False)
    if series in MONTHS:
        return _axis(values, 1, say("report.months_unit", language), False)
    return npv_axis("", values, setting)


def npv_axis(title: str, values: Sequence[float], setting: Setting) -> Axis:
    """Return an axis of money in the step of its largest amount: 万元 · m CNY.

    title: what precedes the unit; "" leaves the unit alone.
    """
    language = setting.language
    divisor, sign = formats.amount_step(language, *values)
    currency = formats.say_unit(setting.currency, language)
    unit = f"{sign}{currency}" if language == "zh" else f"{sign} {currency}".strip()
    words = say("report.in_unit", language, title=title, unit=unit) if title else unit
    return _axis(values, divisor, words, False)


def kpi_axis(kpi: Kpi, values: Sequence[float], scale: float, language: Language) -> Axis:
    """Return the axis for values of a KPI.

    It includes zero unless the smallest value is more than NEAR_ZERO times the largest. scale: as in
    `formats.value`.
    """
    away = min(values) > NEAR_ZERO * max(values)
    if kpi.unit == "minutes":
        divisor = scale or formats.duration_scale(*values)
        return _axis(values, divisor, formats.scale_word(divisor, language), away)
    if kpi.unit == "fraction":
        return _axis(values, POINT, "%", away)
    if not formats.is_currency(kpi.unit):
        named = kpi.unit in formats.UNIT_WORDS
        return _axis(values, 1, formats.say_unit(kpi.unit, language) if named else "", away)
    step, sign = formats.amount_step(language, *values)
    currency = formats.say_unit(kpi.unit, language)
    return _axis(values, step, f"{sign}{'' if language == 'zh' else ' '}{currency}".strip(), away)


def relative_axis(values: Sequence[float], title: str) -> Axis:
    """Return the axis for relative changes, shown in percent."""
    return _axis(values, POINT, title, False)


def _axis(values: Sequence[float], divisor: float, title: str, away: bool) -> Axis:
    shown = [value / divisor for value in values]
    low, high = (min(shown), max(shown)) if away else (min(0.0, *shown), max(0.0, *shown))
    if high - low < formats.NOTHING:
        return Axis(title=title, divisor=divisor, low=-1.0, high=1.0, step=1.0, code="0")
    rough = (high - low) / _STEPS
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * by for by in _ROUND if size * by >= rough * 0.999)
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    places = max(0, -math.floor(math.log10(step) + 1e-9) + (round(step / size, 6) == 2.5))
    return Axis(
        title=title,
        divisor=divisor,
        low=low,
        high=high,
        step=step,
        code="#,##0" if places == 0 else f"0.{'0' * places}",
    )
