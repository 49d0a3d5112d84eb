"""Estimates whose interval is known, written to the last digit that the interval supports.

That is the second significant digit of half the interval's width: 339,412 (39,400 … 792,100) is 340k (40k … 790k).
"""

import math
from dataclasses import dataclass

from wording import formats
from wording.words import Language, say

POINT = 0.01  # of a share


@dataclass(frozen=True, kw_only=True)
class Written:
    """A value with its unit, its interval in brackets, both in one line, and the size of their last digit.

    step: in the unit of the data.
    """

    value: str
    interval: str
    text: str
    step: float


@dataclass(frozen=True, kw_only=True)
class _Unit:
    """How numbers of a unit are shown: divided by `divisor`, with `sign` on each and `word` behind the last.

    bare: the interval says no unit, the value beside it does; both: `sign` stands at both ends of an interval.
    """

    divisor: float
    sign: str
    word: str
    bare: bool
    both: bool


def write_level(value: float, lower: float, upper: float, unit: str, language: Language) -> Written:
    """Write the estimate of a level; where it cannot be told from 0, ≈ 0."""
    shown = _unit_of(unit, (value, lower, upper), language, scale=0.0)
    return _write((value, lower, upper), shown, language, signed=False)


def write_change(
    value: float, lower: float, upper: float, unit: str, language: Language, *, scale: float = 0.0
) -> Written:
    """Write the estimate of a difference, with its sign; where it cannot be told from 0, "no change".

    unit: a unit of the KPIs, where a fraction is shown in points, or "relative". scale: minutes per unit shown, which
    holds several durations to one unit; 0 lets the estimate choose.
    """
    unit = "points" if unit == "fraction" else unit
    shown = _unit_of(unit, (value, lower, upper), language, scale=scale)
    return _write((value, lower, upper), shown, language, signed=True)


def _unit_of(unit: str, numbers: tuple[float, ...], language: Language, scale: float) -> _Unit:
    gap = formats.gap(language)
    if unit in ("fraction", "relative"):
        return _Unit(divisor=POINT, sign="%", word="", bare=False, both=language == "zh")
    if unit == "points":
        word = say("unit.short_points", language, number="").rstrip()
        return _Unit(divisor=POINT, sign="", word=word, bare=True, both=False)
    if unit == "minutes":
        scale = scale or formats.duration_scale(*numbers)
        word = f"{gap}{formats.scale_word(scale, language)}"
        return _Unit(divisor=scale, sign="", word=word, bare=False, both=False)
    if unit == "months":
        word = say("planned.months", language, n="")
        return _Unit(divisor=1, sign="", word=word, bare=True, both=False)
    by, step = formats.amount_step(language, *numbers)
    close = "" if step and language == "zh" else gap
    word = "" if unit == "count" else f"{close}{formats.say_unit(unit, language)}"
    return _Unit(divisor=by, sign=step, word=word, bare=False, both=True)


def last_digit(value: float, lower: float, upper: float) -> float:
    """Return the size of the last digit that an interval supports; of one without width the value's third."""
    half = (upper - lower) / 2
    size, figures = (half, 1) if half > formats.NOTHING else (abs(value), 2)
    if size < formats.NOTHING:
        return 1.0
    return float(10.0 ** (math.floor(math.log10(float(f"{size:.{figures}e}"))) - figures))


def _write(numbers: tuple[float, float, float], unit: _Unit, language: Language, *, signed: bool) -> Written:
    value, lower, upper = (number / unit.divisor for number in numbers)
    step = last_digit(value, lower, upper)
    open_side = lower <= 0 <= upper
    nothing = _round(value, step) == 0 and (open_side or value == 0)
    head = _end(lower, step, unit.sign if unit.both else "")
    tail = _end(upper, step, unit.sign) + ("" if unit.bare and not (nothing and signed) else unit.word)
    interval = formats.bracket(formats.span(head, tail, language), language)
    if nothing:
        text = say("estimate.no_change", language) if signed else f"≈ 0{unit.sign}{unit.word}"
    else:
        text = f"{_end(value, step, unit.sign)}{unit.word}"
        text = formats.add_sign(text, value) if signed and _round(value, step) else text
    told = formats.add_interval(text, interval, language)
    return Written(value=text, interval=interval, text=told, step=step * unit.divisor)


def _round(number: float, step: float) -> float:
    return round(number, -round(math.log10(step)))


def _end(number: float, step: float, sign: str) -> str:
    """A number to the last digit; of what would read 0 and is not the side is said."""
    if _round(number, step) == 0 and number != 0:
        return ">0" if number > 0 else "<0"
    return f"{_digits(number, step)}{sign}"


def _digits(number: float, step: float) -> str:
    rounded = _round(number, step)
    text = f"{abs(rounded):,.{max(0, -round(math.log10(step)))}f}"
    return f"{formats.MINUS}{text}" if rounded < 0 else text
