"""Cells for the numbers of scenarios: the text people read, and the value and number format of a spreadsheet.

Spreadsheets show the same three significant digits, but money in full and changes of shares in percentage points.
"""

import math

from analysis.scenario.projection import FIVE
from reports.description import Number, Range
from wording import formats
from wording.scenarios.terms import MONTHS, series_change, series_value, unit_of
from wording.words import Language, say

POINT = 0.01  # of a share
_MOST = 6  # decimals


def decimals_of(value: float) -> int:
    """Return how many decimals are needed for three significant digits."""
    if abs(value) < formats.NOTHING:
        return 0
    return min(_MOST, max(0, 2 - math.floor(math.log10(abs(float(f"{value:.3g}"))))))


def code_of(value: float, suffix: str, signed: bool) -> str:
    """Return the spreadsheet number format for a number of this size.

    suffix: appended to the digits as part of the format, such as "%" or a result of `quote`. signed: shows the
    sign of positive numbers too.
    """
    places = decimals_of(value)
    body = ("#,##0" if places == 0 else f"0.{'0' * places}") + suffix
    return f"+{body};-{body};0{suffix}" if signed else body


def quote(words: str) -> str:
    """Return the part of a number format that writes these words after the number."""
    return f'" {words}"'


def level(series: str, value: float, currency: str, language: Language) -> Number:
    """Return the cell for a level of a scenario series; a payback is rounded to whole months."""
    if series == "payback":
        return months(round(value), language)
    unit = unit_of(series, currency)
    text = series_value(series, value, currency, language)
    if unit == "fraction":
        return Number(value=value, unit=unit, text=text, divisor=1, code=code_of(100 * value, "%", False))
    divisor, suffix = _scale_unit(series, unit, value, language)
    return Number(
        value=value, unit=unit, text=text, divisor=divisor, code=code_of(value / divisor, suffix, False)
    )


def change(series: str, value: float, currency: str, language: Language) -> Number:
    """Return the cell for the difference of a scenario series from the baseline (doing nothing)."""
    unit = unit_of(series, currency)
    if unit == "fraction":
        return points(value, language)
    text = series_change(series, value, currency, language)
    divisor, suffix = _scale_unit(series, unit, value, language)
    return Number(
        value=value, unit=unit, text=text, divisor=divisor, code=code_of(value / divisor, suffix, True)
    )


def _scale_unit(series: str, unit: str, value: float, language: Language) -> tuple[float, str]:
    """What spreadsheets divide a duration, months or money by, and the words behind the number."""
    if unit == "minutes":
        scale = formats.duration_scale(value)
        return scale, quote(formats.scale_word(scale, language))
    if series in MONTHS:
        return 1, quote(say("report.months_unit", language))
    return 1, quote(formats.say_unit(unit, language))


def amount(value: float, currency: str, language: Language) -> Number:
    """Return the cell for an amount of money."""
    suffix = quote(formats.say_unit(currency, language))
    return Number(
        value=value,
        unit=currency,
        text=formats.value(value, currency, language),
        divisor=1,
        code=code_of(value, suffix, False),
    )


def share(value: float) -> Number:
    """Return the cell for a fraction, shown in percent."""
    return Number(
        value=value,
        unit="fraction",
        text=formats.percent(value),
        divisor=1,
        code=code_of(100 * value, "%", False),
    )


def relative(value: float) -> Number:
    """Return the cell for a relative change, shown in percent with its sign."""
    return Number(
        value=value,
        unit="relative",
        text=formats.relative_change(value),
        divisor=1,
        code=code_of(100 * value, "%", True),
    )


def points(value: float, language: Language) -> Number:
    """Return the cell for a change of a fraction, shown in percentage points."""
    suffix = quote(say("report.points", language))
    text = formats.short_points(value, language)
    return Number(
        value=value, unit="points", text=text, divisor=POINT, code=code_of(value / POINT, suffix, True)
    )


def _hundredths(value: float, language: Language) -> Number:
    """A change of a fraction to the hundredth of a point, for a value with the ends of its interval."""
    suffix = quote(say("report.points", language))
    code = f"+0.00{suffix};-0.00{suffix};0.00{suffix}"
    return Number(
        value=value,
        unit="points",
        text=formats.hundredths_of_points(value, language),
        divisor=POINT,
        code=code,
    )


def difference(value: float, unit: str, language: Language) -> Number:
    """Return the cell for a signed difference in minutes or money."""
    divisor = formats.duration_scale(value) if unit == "minutes" else 1
    words = formats.scale_word(divisor, language) if unit == "minutes" else formats.say_unit(unit, language)
    text = formats.absolute_change(value, unit, language)
    return Number(
        value=value, unit=unit, text=text, divisor=divisor, code=code_of(value / divisor, quote(words), True)
    )


def probability(value: float) -> Number:
    """Return the cell for a share of the draws, shown to a tenth of a percent; they support no more digits."""
    text = f"{formats.tenths(value)}%"
    return Number(value=value, unit="fraction", text=text, divisor=1, code="0.0%")


def whole(value: int, language: Language) -> Number:
    """Return the cell for a count."""
    return Number(value=value, unit="count", text=formats.count(value, language), divisor=1, code="#,##0")


def months(value: int, language: Language) -> Number:
    """Return the cell for a number of months."""
    text = say("planned.months", language, n=str(value))
    return Number(
        value=value,
        unit="count",
        text=text,
        divisor=1,
        code=f"0{quote(say('report.months_unit', language))}",
    )


def plain(value: float) -> Number:
    """Return the cell for a number without a unit."""
    return Number(
        value=value, unit="count", text=formats.digits(value), divisor=1, code=code_of(value, "", False)
    )


def level_range(series: str, five: FIVE, currency: str, language: Language) -> Range:
    """Return the median of a level with its 5th and 95th percentile.

    five: the 5th, 25th, 50th, 75th and 95th percentile.
    """
    lower, middle, upper = (level(series, five[place], currency, language) for place in (0, 2, 4))
    ends = _ends(lower, upper, unit_of(series, currency), language)
    return Range(middle=middle, lower=lower, upper=upper, text=f"{middle.text} {ends}")


def change_range(series: str, five: FIVE, currency: str, language: Language) -> Range:
    """Return the median of a difference from the baseline with its 5th and 95th percentile.

    five: as in `level_range`.
    """
    if unit_of(series, currency) == "fraction":
        lower, middle, upper = (_hundredths(five[place], language) for place in (0, 2, 4))
        return Range(
            middle=middle,
            lower=lower,
            upper=upper,
            text=formats.points_within(five[2], five[0], five[4], language),
        )
    lower, middle, upper = (change(series, five[place], currency, language) for place in (0, 2, 4))
    ends = _ends(lower, upper, unit_of(series, currency), language)
    return Range(middle=middle, lower=lower, upper=upper, text=f"{middle.text} {ends}")


def _ends(lower: Number, upper: Number, unit: str, language: Language) -> str:
    return formats.interval(lower.value, upper.value, unit, language)
