"""Estimates are written to the digit that their interval supports, and what is written does not contradict it."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wording import formats
from wording.estimates import write_change, write_level
from wording.words import Language

BY = {"k": 10**3, "m": 10**6, "bn": 10**9, "万": 10**4, "亿": 10**8, "万亿": 10**12}
ends = some.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-3)


def read_back(text: str) -> list[Decimal]:
    """The numbers in a text with their steps (k, 万 …), minus signs and separators undone."""
    pattern = r"([−-]?[\d,]+(?:\.\d+)?)(万亿|bn|[km万亿])?"
    return [
        Decimal(number.replace(",", "").replace(formats.MINUS, "-")) * BY.get(step, 1)
        for number, step in re.findall(pattern, text)
    ]


def two_figures(width: float) -> Decimal:
    """The size of the second significant digit of half a width, from its decimal digits."""
    half = Decimal(f"{width / 2:.1e}")
    return Decimal(1).scaleb(half.adjusted() - 1)


@given(numbers=some.lists(ends, min_size=3, max_size=3).map(sorted), language=some.sampled_from(["en", "zh"]))
def test_every_number_is_rounded_to_the_second_digit_of_half_the_width(
    numbers: list[float], language: Language
) -> None:
    lower, value, upper = numbers
    if upper - lower < 1e-6:
        return
    written = write_change(value, lower, upper, "CNY", language)
    step = two_figures(upper - lower)
    low, high = read_back(formats.unbind(written.interval))
    for number, told in ((lower, low), (upper, high)):
        assert abs(told - Decimal(number)) <= step * Decimal("0.5001")
        assert (
            told != 0 or number == 0 or f"{'>' if number > 0 else '<'}0" in formats.unbind(written.interval)
        )
        assert told == 0 or (told > 0) == (number > 0)
    if told_value := read_back(written.value):
        (told,) = told_value
        rounded = Decimal(value).quantize(step, rounding=ROUND_HALF_EVEN)
        assert abs(told - rounded) <= step * Decimal("0.5001")
        sides = ("+", formats.MINUS) if told else (">0", "<0")
        assert written.value.startswith(sides)
    else:
        assert lower <= 0 <= upper and abs(value) <= float(step) * 0.51


@pytest.mark.parametrize(
    ("unit", "value", "lower", "upper", "en", "zh"),
    [
        ("CNY", 0.0827, -12.3, 18.6, "no change (−12 … 19 CNY)", "无变化（−12 ~ 19 元）"),
        ("CNY", 339_412, 39_400, 792_100, "+340k CNY (40k … 790k CNY)", "+34万元（4万 ~ 79万元）"),
        ("CNY", 7_400, 2, 19_000, "+7.4k CNY (>0 … 19.0k CNY)", "+0.74万元（>0 ~ 1.90万元）"),
        ("fraction", 0.00189, -0.0004, 0.0047, "+0.19 pp (−0.04 … 0.47)", "+0.19 个百分点（−0.04 ~ 0.47）"),
        ("fraction", 1e-6, -0.0004, 0.0047, "no change (−0.04 … 0.47 pp)", "无变化（−0.04 ~ 0.47 个百分点）"),
        ("relative", -0.594, -0.626, -0.559, "−59.4% (−62.6 … −55.9%)", "−59.4%（−62.6% ~ −55.9%）"),
        ("minutes", 0.71, -3.0, 4.0, "+0.7 min (−3.0 … 4.0 min)", "+0.7 分钟（−3.0 ~ 4.0 分钟）"),
        ("months", 0.000995, -0.3, 0.4, "no change (−0.30 … 0.40 months)", "无变化（−0.30 ~ 0.40 个月）"),
    ],
)
def test_differences(unit: str, value: float, lower: float, upper: float, en: str, zh: str) -> None:
    for language, text in (("en", en), ("zh", zh)):
        written = write_change(value, lower, upper, unit, language)  # type: ignore[arg-type]
        assert formats.unbind(written.text).replace("\u00a0", " ") == text


def test_levels_have_no_sign_and_cells_of_a_row_one_unit() -> None:
    assert write_level(0.8789, 0.8576, 0.9003, "fraction", "en").value == "87.9%"
    assert write_level(0.001, -0.2, 0.2, "fraction", "en").value == "≈ 0%"
    assert write_level(5_413, 5_323, 5_494, "CNY", "en").value == "5,413\u00a0CNY"
    assert write_change(0.708, -20, 30, "minutes", "en", scale=60).value == "+0.01\u00a0h"


def test_a_value_that_was_not_drawn_has_three_digits() -> None:
    assert write_level(22.8312, 22.8312, 22.8312, "minutes", "en").value == "22.8\u00a0min"
    assert write_change(0.0, 0.0, 0.0, "CNY", "en").value == "no change"
