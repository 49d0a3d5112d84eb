"""Cells for the numbers of scenarios: the text people read, and the value and number format of a spreadsheet.

Spreadsheets show the same three significant digits, but money in full and changes of shares in percentage points.
"""

import math

from analysis.scenario.projection import FIVE
from reports.description import Number, Range
from wording import formats
from wording.estimates import Written, write_change, write_level
from wording.scenarios.terms import MONTHS, estimate_unit, unit_of
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
    return _code(decimals_of(value), suffix, signed)


def _code(places: int, suffix: str, signed: bool) -> str:
    body = ("#,##0" if places == 0 else f"0.{'0' * places}") + suffix
    return f"+{body};-{body};0{suffix}" if signed else body


def quote(words: str) -> str:
    """Return the part of a number format that writes these words after the number."""
    return f'" {words}"'


def _code_to(step: float, suffix: str, signed: bool) -> str:
    """The spreadsheet number format of numbers whose last digit has this size."""
    places = min(_MOST, max(0, -round(math.log10(step))))
    return _code(places, suffix, signed)


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
    """Return the median of a level with its 5th and 95th percentile, to the digit that these support.

    five: the 5th, 25th, 50th, 75th and 95th percentile.
    """
    written = write_level(five[2], five[0], five[4], estimate_unit(series, currency), language)
    divisor, suffix = _scale_unit(series, five, currency, language)
    if unit_of(series, currency) == "fraction":
        divisor, code = 1.0, _code_to(written.step / POINT, "%", signed=False)
    else:
        code = _code_to(written.step / divisor, suffix, signed=False)
    return _range(five, unit_of(series, currency), written, divisor, code)


def change_range(series: str, five: FIVE, currency: str, language: Language) -> Range:
    """Return the median of a difference from the baseline with its 5th and 95th percentile.

    five: as in `level_range`.
    """
    unit = unit_of(series, currency)
    written = write_change(five[2], five[0], five[4], estimate_unit(series, currency), language)
    divisor, suffix = _scale_unit(series, five, currency, language)
    code = _code_to(written.step / divisor, suffix, signed=True)
    return _range(five, "points" if unit == "fraction" else unit, written, divisor, code)


def _scale_unit(series: str, five: FIVE, currency: str, language: Language) -> tuple[float, str]:
    """What spreadsheets divide a duration, months, money or a change in points by, and the words behind the number."""
    unit = unit_of(series, currency)
    if unit == "minutes":
        scale = formats.duration_scale(five[0], five[2], five[4])
        return scale, quote(formats.scale_word(scale, language))
    if unit == "fraction":
        return POINT, quote(say("report.points", language))
    if series in MONTHS:
        return 1, quote(say("report.months_unit", language))
    return 1, quote(formats.say_unit(unit, language))


def _range(five: FIVE, unit: str, written: Written, divisor: float, code: str) -> Range:
    lower, middle, upper = (
        Number(value=value, unit=unit, text=text, divisor=divisor, code=code)
        for value, text in ((five[0], ""), (five[2], written.value), (five[4], ""))
    )
    return Range(middle=middle, lower=lower, upper=upper, text=written.text)
