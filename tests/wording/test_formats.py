"""Numbers as people read them: three significant digits, units by size, two languages."""

from datetime import datetime
from itertools import pairwise

import pytest

from wording import formats
from wording.words import Language


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (51.04, "51.0"),
        (9.996, "10.0"),
        (0.09994, "0.0999"),
        (0.09996, "0.100"),
        (153.4, "153"),
        (1234.5, "1,230"),
        (-2.5, "\u22122.50"),
    ],
)
def test_three_significant_digits(number: float, text: str) -> None:
    assert formats.digits(number) == text


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (8616, "8,616", "8,616"),
        (12_345, "12.3k", "1.23万"),
        (999_999, "1,000k", "100万"),
        (1_234_567, "1.23m", "123万"),
        (234_567_890, "235m", "2.35亿"),
        (2_345_678_900, "2.35bn", "23.5亿"),
    ],
)
def test_large_numbers_step_by_thousands_or_ten_thousands(number: float, en: str, zh: str) -> None:
    assert (formats.count(number, "en"), formats.count(number, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("minutes", "en", "zh"),
    [
        (15, "15.0\u00a0min", "15.0 分钟"),
        (119, "119\u00a0min", "119 分钟"),
        (120, "2.00\u00a0h", "2.00 小时"),
        (51 * 60, "51.0\u00a0h", "51.0 小时"),
        (72 * 60, "3.00\u00a0days", "3.00 天"),
    ],
)
def test_durations_choose_their_unit(minutes: float, en: str, zh: str) -> None:
    assert (formats.value(minutes, "minutes", "en"), formats.value(minutes, "minutes", "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("amount", "currency", "en", "zh"),
    [
        (3298.58, "CNY", "3,300\u00a0CNY", "3,300 元"),
        (-20.0, "CNY", "\u221220\u00a0CNY", "\u221220 元"),
        (-134.5, "CNY", "\u2212134\u00a0CNY", "\u2212134 元"),
        (12_345, "CNY", "12.3k\u00a0CNY", "1.23万元"),
        (234_567_890, "EUR", "235m\u00a0EUR", "2.35亿欧元"),
        (50, "SEK", "50\u00a0SEK", "50 SEK"),
    ],
)
def test_amounts_carry_the_company_s_currency(amount: float, currency: str, en: str, zh: str) -> None:
    assert (formats.value(amount, currency, "en"), formats.value(amount, currency, "zh")) == (en, zh)


def test_an_axis_of_amounts_has_one_step() -> None:
    assert formats.amount_step("en", 2e6, 5e3, None) == (1e6, "m")
    assert formats.amount_step("zh", 2e6) == (1e4, "万")
    assert formats.amount_step("zh", 900.0) == (1.0, "")


def test_shares_change_in_points_or_relative_and_say_which() -> None:
    assert formats.absolute_change(-0.0009, "fraction", "en") == "\u22120.09 percentage points"
    assert formats.absolute_change(0.0009, "fraction", "zh") == "+0.09 个百分点"
    assert formats.relative_change(-0.12) == "\u221212.0%"
    assert formats.relative_change(0.12) == "+12.0%"


@pytest.mark.parametrize(
    ("unit", "lower", "upper", "text"),
    [
        ("relative", -0.58, -0.47, "（\u221258.0%\u00a0~\u00a0\u221247.0%）"),
        ("points", 0.021, 0.035, "（2.10\u00a0~\u00a03.50）"),
        ("minutes", 60.0, 600.0, "（1.00\u00a0~\u00a010.0\u00a0小\u2060时）"),
    ],
)
def test_both_ends_of_an_interval_have_one_unit(unit: str, lower: float, upper: float, text: str) -> None:
    assert formats.interval(lower, upper, unit, "zh") == text


def test_the_remains_of_a_difference_of_equal_numbers_are_nothing() -> None:
    assert formats.relative_change(1 - 3 * (1 / 3) + 8.9e-16) == "0%"


def test_no_interval_is_no_text() -> None:
    assert formats.interval(None, None, "minutes", "en") == ""


@pytest.mark.parametrize(
    ("language", "whole", "holed"),
    [
        ("en", "Nov 2021 – Jan 2022", "Nov 2021 – Feb 2022, 3 months"),
        ("zh", "2021年11月至2022年1月", "2021年11月至2022年2月（3 个月）"),
    ],
)
def test_months_left_out_are_counted(language: Language, whole: str, holed: str) -> None:
    assert formats.months(("2021-11", "2021-12", "2022-01"), language) == whole
    assert formats.months(("2021-11", "2021-12", "2022-02"), language) == holed


def test_moments_are_told_in_the_company_s_time_and_midnight_belongs_to_the_day_before() -> None:
    assert formats.moment(datetime(2025, 12, 31, 16, 0), "Asia/Shanghai") == "2026-01-01 00:00"
    assert formats.last_day(datetime(2025, 12, 31, 16, 0), "Asia/Shanghai") == "2025-12-31"


@pytest.mark.parametrize(
    ("one", "other", "scale"),
    [
        (30, 90, 1),
        (22.7 * 60, 240 * 60, 60),  # 22.7 h → 240 h, not 0.946 days → 10 days
        (60, 6000, 60),  # 1 h → 100 h
        (0.5, 90 * 1440, 1440),  # nothing fits both: the longer decides
        (5 * 1440, 8 * 1440, 1440),
        (None, 600, 60),
    ],
)
def test_two_durations_beside_each_other_share_a_unit_both_can_be_read_in(
    one: float | None, other: float, scale: int
) -> None:
    assert formats.pair_scale(one, other) == scale


def test_months_that_are_no_neighbours_are_listed() -> None:
    codes = ("2011-10", "2016-10", "2016-09", "2012-02")
    assert formats.month_list(codes, "en") == "Oct 2011, Feb 2012, Sep 2016 – Oct 2016"
    assert formats.month_list(codes, "zh") == "2011年10月、2012年2月、2016年9月至2016年10月"


def test_both_ends_of_a_range_of_money_have_one_unit() -> None:
    assert (
        formats.interval(5_200, 572_000, "CNY", "zh") == "（0.52\u2060万\u00a0~\u00a057.2\u2060万\u2060元）"
    )
    assert formats.interval(5_200, 572_000, "CNY", "en") == "(5.20k\u00a0…\u00a0572k\xa0CNY)"
    assert formats.interval(-40, 900, "CNY", "zh") == "（\u221240\u00a0~\u00a0900\u00a0元）"


def test_a_relative_change_of_less_than_a_tenth_of_a_percent_has_two_decimals() -> None:
    assert formats.relative_change(-0.000446) == "\u22120.04%"
    assert formats.interval(-0.000446, 0.0123, "relative", "zh") == "（\u22120.04%\u00a0~\u00a01.23%）"


@pytest.mark.parametrize(
    "unit", ["relative", "points", "minutes", "fraction", "CNY", "count_per_day", "count"]
)
@pytest.mark.parametrize("upper", [0.0123, 0.91, 7.5, 30.0, 6_000.0, 25_000.0, 3.2e8])
def test_no_line_is_broken_within_an_interval_in_chinese(unit: str, upper: float) -> None:
    """A line may be broken at a usual space and before a Chinese sign, unless a joiner or another space is there."""
    text = formats.interval(-upper, upper, unit, "zh")
    assert text[0] == "（" and text[-1] == "）" and " " not in text
    for pair in pairwise(text.strip("（）")):
        chinese = any("\u4e00" <= sign <= "\u9fff" for sign in pair)
        assert not chinese or set(pair) & {"\u2060", "\u00a0"}
    ends = formats.interval(-upper, upper, unit, "en").strip("()").split("\u00a0…\u00a0")
    assert len(ends) == 2 and "\u2060" not in "".join(ends)


def test_chinese_brackets_are_full_width_and_join_what_they_belong_to() -> None:
    assert formats.add_interval("+1%", formats.bracket("a", "zh"), "zh") == "+1%（a）"
    assert formats.add_interval("+1%", formats.bracket("a", "en"), "en") == "+1% (a)"
    assert [formats.add_interval("+1%", "", language) for language in ("en", "zh")] == ["+1%", "+1%"]
