"""The CSV under a figure opens right in a spreadsheet and runs nothing there."""

import csv
import io

import pytest

from analysis.results import TOO_FEW
from tests.kit.records import PASSPORT, a_change, a_comparison, no_change
from warehouse.query.answers import Distribution
from wording import formats
from wording.cards.figure_rows import change_rows, curve_rows
from wording.downloads import Rows, csv_bytes, escape_formula


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_it_begins_with_a_byte_order_mark_so_that_chinese_is_read() -> None:
    data = csv_bytes([("筛选", "产品：新车")], Rows(columns=("月份",), rows=(("2025-01",),)))
    assert data.startswith(b"\xef\xbb\xbf")
    assert read(data) == [["筛选", "产品：新车"], [], ["月份"], ["2025-01"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\tx", "\rx"]
)
def test_a_text_that_would_run_as_a_formula_is_kept_as_text(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-0.5, 3, None, "plain", "a=b", "2025-01"])
def test_numbers_and_plain_texts_stay_as_they_are(cell: str | float | None) -> None:
    assert escape_formula(cell) == cell


def test_a_member_s_name_cannot_smuggle_a_formula_in() -> None:
    found = a_comparison(a_change(10, 5, (-0.6, -0.4), members=("x",)), by=("partner",))
    labels = {"x": {"en": "=HYPERLINK(1)", "zh": "=1"}}
    rows = read(csv_bytes([], change_rows(found, labels, "en")))
    assert rows[-1][0] == "'=HYPERLINK(1)"


def test_a_value_that_cannot_be_said_is_empty_with_its_reason() -> None:
    found = a_comparison(no_change(TOO_FEW, ("BJ",)), by=("region",))
    rows = read(csv_bytes([], change_rows(found, {}, "en")))
    assert rows[-1] == ["BJ", "", "", "", "", "", "", "0", "0", "too few cases"]


def test_the_rows_of_a_distribution_are_the_shares_at_each_bin() -> None:
    """Approved 0.1 then 0.3, declined 0.2 then 0.2: decided 0.3 then 0.5."""
    shares = (("approved", (0.1, 0.3)), ("declined", (0.2, 0.2)), ("withdrawn", (0.0, 0.05)))
    after = Distribution(
        months=(), to_minutes=(60.0, 1440.0), shares=shares, n=100, reason=None, passport=PASSPORT
    )
    rows = curve_rows(after, after, "en").rows
    assert rows[:2] == (("All decisions", 60.0, 0.1 + 0.2, 0.1 + 0.2), ("All decisions", 1440.0, 0.5, 0.5))
    assert rows[-1] == ("Gave up", 1440.0, 0.05, 0.05)


def test_what_joins_words_on_a_screen_is_not_written_into_a_file() -> None:
    text = formats.interval(5_200, 572_000, "CNY", "zh")
    table = Rows(columns=("a",), rows=((text,),))
    assert "\u2060" in text
    assert "\u2060" not in csv_bytes((("b", text),), table).decode()
