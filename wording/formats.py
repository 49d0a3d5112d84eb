"""Numbers, durations and months as people read them, in English and Chinese.

Three significant digits, always with a unit. Durations are in minutes, hours or days by size; shares are in percent,
their changes either relative (percent) or in percentage points, never mixed.
"""

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wording.words import Language, say, say_member

MINUS = "\u2212"
SECOND, HOUR, DAY = 1 / 60, 60, 1440  # in minutes

# Of columns that readers sort, which must hold numbers: shares in percent, amounts and durations, ratios, counts.
PERCENT_COLUMN, NUMBER_COLUMN, RATIO_COLUMN, COUNT_COLUMN = "%.2f%%", "%.1f", "%.2f", "%d"
SHARE_COLUMN = "%.2f"  # of shares and points whose header says the unit

NOTHING = 1e-9  # what is left of a difference of equal numbers

NARROW = "\u202f"  # a narrow space that does not break
WORD_JOINER = "\u2060"  # of no width: where it stands, no line is broken
# Chinese text breaks on both sides of any sign.
_BREAKABLE = re.compile(r"(?<=\S)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=\S)")

# Steps of large numbers, largest first: from this size on, divide by … and write the sign.
_STEPS: dict[Language, tuple[tuple[float, float, str], ...]] = {
    "en": ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k")),
    "zh": ((1e12, 1e12, "万亿"), (1e8, 1e8, "亿"), (1e4, 1e4, "万")),
}


def digits(value: float) -> str:
    """Format a number with three significant digits, a true minus sign and thousands separators."""
    if abs(value) < NOTHING:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    rounded = round(value, 2 - math.floor(math.log10(abs(value))))
    # Rounding may add a digit: 9.996 is 10.0, not 10.00.
    if rounded != 0:
        decimals = max(0, 2 - math.floor(math.log10(abs(rounded))))
    text = f"{abs(rounded):,.{decimals}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def count(number: float, language: Language) -> str:
    """Format a number of cases: in full below ten thousand, then 12.3k · 1.23万."""
    for size, divisor, sign in _STEPS[language]:
        if abs(number) >= size:
            return f"{digits(number / divisor)}{sign}"
    return f"{number:,.0f}".replace("-", MINUS) if float(number).is_integer() else digits(number)


def plain(number: float, language: Language) -> str:
    """Format a number as published, with at most three significant digits and none added: 40, 99.5, 2,000bn."""
    by, sign = amount_step(language, number)
    rounded = float(f"{number / by:.3g}")
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.10g}{sign}"


def plain_percent(fraction: float, language: Language) -> str:
    """Format a fraction in percent with no digit added: 0.4 is 40%, since 40.0% would claim more."""
    return f"{plain(100 * fraction, language)}%"


def plain_duration(minutes: float, language: Language) -> str:
    """Format minutes in the unit that fits them, with no digit added: 1440 is 24 h."""
    scale = duration_scale(minutes)
    return f"{plain(minutes / scale, language)}{gap(language)}{scale_word(scale, language)}"


def percent(fraction: float) -> str:
    """Format a fraction in percent, without a space in either language: 0.1234 is 12.3%."""
    return f"{digits(100 * fraction)}%"


def tenths(fraction: float) -> str:
    """Format a fraction as percent to one decimal, without the sign, for cells of a matrix that must align.

    What is less than 0.05% is <0.1.
    """
    if 0 < abs(fraction) < 0.0005:
        return "<0.1"
    return f"{MINUS if fraction < 0 else ''}{abs(100 * fraction):.1f}"


def duration_scale(*minutes: float | None) -> float:
    """Return the unit that fits the largest of the durations, in minutes: SECOND, 1, HOUR or DAY."""
    largest = max((abs(m) for m in minutes if m is not None), default=0.0)
    if NOTHING < largest < 1:
        return SECOND
    if largest < 2 * HOUR:
        return 1
    return HOUR if largest < 3 * DAY else DAY


def scale_word(scale: float, language: Language) -> str:
    """Return the word for a unit of duration: s, min, h or days."""
    if scale == SECOND:
        return say("unit.seconds", language)
    if scale == 1:
        return say("unit.minutes", language)
    return say("unit.hours", language) if scale == HOUR else say("unit.days", language)


def pair_scale(first: float | None, second: float | None) -> float:
    """Return the unit for two durations next to each other, in minutes.

    It is that of the longer, or a smaller one in which the shorter is at least 1 and the longer has at most three
    digits.
    """
    scale = duration_scale(first, second)
    if first is None or second is None:
        return scale
    shorter, longer = sorted((abs(first), abs(second)))
    for smaller in (HOUR, 1):
        if smaller < scale and shorter < scale and longer < 1000 * smaller:
            scale = smaller
    return scale


UNIT_WORDS = {
    "count_per_day": "unit.per_day",
    "net_score": "unit.net_score",
    "count_per_1000": "unit.per_1000",
    "hours_per_1000": "unit.hours_per_1000",
}


def value(number: float, unit: str, language: Language, scale: float = 0) -> str:
    """Format a KPI value with its unit.

    scale: minutes per unit shown, which holds several durations to one unit; 0 lets the value choose.
    """
    if unit == "minutes":
        own = scale or duration_scale(number)
        return f"{digits(number / own)}{gap(language)}{scale_word(own, language)}"
    if unit == "fraction":
        return percent(number)
    if unit in ("count", "points"):
        return count(number, language)
    text = count(number, language)
    joined = text[-1] in "万亿"  # 1.23万元, but 3,300 元
    return f"{text}{'' if joined else gap(language)}{say_unit(unit, language)}"


def say_unit(unit: str, language: Language) -> str:
    """Return the words for a unit; a currency without a name is its code."""
    return say(UNIT_WORDS[unit], language) if unit in UNIT_WORDS else say_member("currency", unit, language)


def is_currency(unit: str) -> bool:
    """Tell whether a unit is the code of a currency, such as CNY, and not a unit of the KPIs."""
    return len(unit) == 3 and unit.isupper()


def amount_step(language: Language, *amounts: float | None) -> tuple[float, str]:
    """Return the divisor for the amounts of one axis and its sign, by the largest: k, m, bn · 万, 亿."""
    largest = max((abs(a) for a in amounts if a is not None), default=0.0)
    return next(((by, sign) for size, by, sign in _STEPS[language] if largest >= size), (1.0, ""))


def gap(language: Language) -> str:
    """Return what stands between a number and its unit: a space that breaks no line in English."""
    return " " if language == "zh" else "\u00a0"


def points(change: float, language: Language) -> str:
    """Format a change of a fraction in percentage points."""
    return say("unit.points", language, number=number_of_points(change))


def short_points(change: float, language: Language) -> str:
    """Format a change of a fraction in percentage points, abbreviated for a narrow column."""
    return say("unit.short_points", language, number=number_of_points(change))


def number_of_points(change: float) -> str:
    """Format a change of a fraction in percentage points without the unit, for what stands beside one that has it."""
    return add_sign(_hundredths(100 * change), change)


def _hundredths(change: float) -> str:
    """Three significant digits, but below one point only hundredths: one reads +0.07 (−0.76 … 0.89)."""
    return digits(change) if abs(change) >= 1 or abs(change) < NOTHING else _two_decimals(change)


def _two_decimals(change: float) -> str:
    text = f"{abs(change):,.2f}"
    return f"{MINUS}{text}" if change < 0 and float(text.replace(",", "")) else text


def absolute_change(number: float, unit: str, language: Language) -> str:
    """Format a signed difference in the KPI's own unit; shares are in percentage points."""
    if unit == "fraction":
        return points(number, language)
    return add_sign(value(number, unit, language), number)


def relative_change(fraction: float) -> str:
    """Format a relative change with its sign: −53%."""
    return add_sign(f"{_hundredths(100 * fraction)}%", fraction)


def add_sign(text: str, number: float) -> str:
    """Return the text with a plus sign where the number is above zero."""
    return f"+{text}" if number >= NOTHING and not text.startswith("+") else text


def capitalise(text: str) -> str:
    """Return the text with a capital first letter, for one that stands alone."""
    return text[:1].upper() + text[1:]


def strip_sign(text: str) -> str:
    """Return the text without its sign, for a sentence whose verb gives the direction."""
    return text.lstrip(f"+{MINUS}")


def interval(lower: float | None, upper: float | None, unit: str, language: Language) -> str:
    """Format an interval with its unit written once: (−58 … −47%), （−58% ~ −47%）; "" where an end is missing.

    unit: a unit of the KPIs, or "relative" or "points" for fractions shown in percent or in percentage points,
    the latter without a unit.
    """
    if lower is None or upper is None:
        return ""
    if unit in ("points", "relative"):
        sign = "" if unit == "points" else "%"
        first = sign if language == "zh" else ""
        low, high = f"{_hundredths(100 * lower)}{first}", f"{_hundredths(100 * upper)}{sign}"
        return bracket(span(low, high, language), language)
    ends = _two(lower, upper, unit, language, duration_scale(lower, upper))
    return bracket(span(*ends, language), language)


def span(lower: str, upper: str, language: Language) -> str:
    """Join the ends of an interval, which no line is broken within: −58 … −47% · −58% ~ −47%."""
    return bind(say("format.interval", language, lower=lower, upper=upper), language)


def bind(text: str, language: Language) -> str:
    """Return a short text that no line is broken within in Chinese, such as an interval with its unit."""
    return _BREAKABLE.sub(WORD_JOINER, text.replace(" ", "\u00a0")) if language == "zh" else text


def unbind(text: str) -> str:
    """Return a text as it is written into files: programs that lack the sign of `bind` would draw a box."""
    return text.replace(WORD_JOINER, "")


def bracket(text: str, language: Language) -> str:
    """Return a text in brackets, in Chinese in full-width ones."""
    return say("format.bracket", language, text=text)


def add_interval(text: str, interval: str, language: Language) -> str:
    """Return a text with its interval: −53% (−58 … −47%) · −53%（−58% ~ −47%）; alone where the interval is ""."""
    return f"{text}{interval}" if language == "zh" or not interval else f"{text} {interval}"


def from_to(before: float, after: float, unit: str, language: Language) -> str:
    """Format two values of a KPI with the unit written once: 49.3 → 22.0 h."""
    return f"{NARROW}→{NARROW}".join(_two(before, after, unit, language, pair_scale(before, after)))


def _two(first: float, second: float, unit: str, language: Language, scale: float) -> tuple[str, str]:
    """Two values, the unit with the second; in Chinese a percent sign with each."""
    if unit == "minutes":
        head = digits(first / scale)
    elif unit == "fraction":
        head = percent(first) if language == "zh" else digits(100 * first)
    elif is_currency(unit):
        return _two_amounts(first, second, unit, language)
    else:
        head = count(first, language)
    return head, value(second, unit, language, scale)


def _two_amounts(first: float, second: float, unit: str, language: Language) -> tuple[str, str]:
    """0.52万 … 57.2万元: both in the step of the larger."""
    by, sign = amount_step(language, first, second)
    if not sign:
        return count(first, language), value(second, unit, language)
    head, tail = (f"{_step_digits(amount / by)}{sign}" for amount in (first, second))
    between = "" if language == "zh" else gap(language)
    return head, f"{tail}{between}{say_unit(unit, language)}"


def _step_digits(number: float) -> str:
    """Three significant digits, of less than one only hundredths."""
    return digits(number) if abs(number) >= 1 else _two_decimals(number)


def month(code: str, language: Language) -> str:
    """Format a month (YYYY-MM): Jul 2021 · 2021年7月."""
    year, number = code.split("-")
    if language == "zh":
        return f"{year}年{int(number)}月"
    return f"{_MONTHS_EN[int(number) - 1]} {year}"


def quarter(code: str, language: Language) -> str:
    """Format the quarter that begins with a month (YYYY-MM): Q3 2021 · 2021年第3季度."""
    year, number = code.split("-")
    return say("format.quarter", language, year=year, number=str((int(number) + 2) // 3))


_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def months(codes: Sequence[str], language: Language) -> str:
    """Format months (in order) as first to last; where some in between are missing, their number is given too."""
    if not codes:
        return "–"
    first, last = codes[0], codes[-1]
    if first == last:
        return month(first, language)
    span = say("format.span", language, first=month(first, language), last=month(last, language))
    if len(codes) == _distance(first, last) + 1:
        return span
    return say("format.holes", language, span=span, n=str(len(codes)))


def month_list(codes: Sequence[str], language: Language) -> str:
    """Format months one by one, consecutive ones as a span: Oct 2011, Sep 2016 – Oct 2016."""
    runs: list[list[str]] = []
    for code in sorted(codes):
        if runs and _distance(runs[-1][-1], code) == 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return say("format.comma", language).join(months(run, language) for run in runs)


def _distance(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def moment(at: datetime, timezone: str) -> str:
    """Format a UTC time in the company's time zone, to the minute."""
    aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))
    return aware.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M")


def last_day(cut_off: datetime, timezone: str) -> str:
    """Return the last day (YYYY-MM-DD) that a UTC cut-off covers, in the company's time zone.

    Midnight belongs to the day before.
    """
    return moment(cut_off - timedelta(microseconds=1), timezone)[:10]
