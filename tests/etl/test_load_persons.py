"""Personal data in free text: found where it is, and only there."""

from pathlib import Path

import duckdb
import pytest

from etl.persons import CHECK_CHARACTERS, WEIGHTS, personal
from tests.kit.loading import facts, quarantine, run


def id_number(first17: str) -> str:
    """GB 11643: the check character is that of the weighted sum of the digits modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return first17 + CHECK_CHARACTERS[total % 11]


def test_the_weights_are_powers_of_two() -> None:
    """ISO 7064, MOD 11-2: the weight of place i from the right is 2^(i−1) mod 11, and the sum with the
    check character leaves 1."""
    assert tuple(2**i % 11 for i in range(17, 0, -1)) == WEIGHTS
    assert all((r + (10 if c == "X" else int(c))) % 11 == 1 for r, c in enumerate(CHECK_CHARACTERS))


VALID = id_number("11010519491231002")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("called 13812345678 twice", True),
        ("+86 138-1234-5678", True),
        ("008613812345678", True),
        ("tel:19912345678.", True),
        (VALID, True),
        (f"id {VALID.lower()}!", True),
        (f"{id_number('44030619900101123')}和客户", True),
        (VALID[:-1] + ("0" if VALID[-1] != "0" else "1"), False),  # the check character is wrong
        ("1" + VALID, False),  # part of a longer number
        ("12812345678", False),  # no such range
        ("order 138123456789", False),  # twelve digits
        ("W_Complete application", False),
        ("2024-01-15 10:00", False),
        ("", False),
    ],
)
def test_numbers_of_persons(text: str, found: bool) -> None:
    with duckdb.connect() as connection:
        row = connection.execute(f"select {personal('t')} from (select ? as t)", [text]).fetchone()
    assert row == (found,)


def test_free_text_is_refused_and_shown_masked_while_ids_are_free(tmp_path: Path) -> None:
    """The id looks like a mobile number, which is the company's affair; the activity must not."""
    run(
        tmp_path,
        '[[source]]\ntable = "application_events"\nfile = "e.csv"\nreject_limit = 1.0\n',
        {
            "e.csv": "application_id,activity,started_at\n"
            "13812345678,check,2024-01-01 10:00\n"
            "A2,致电 Li 13812345678,2024-01-01 10:00\n"
        },
    )
    assert facts(tmp_path, "select activity from application_events") == [("check",)]
    assert quarantine(tmp_path, "select record, column_name, sample, code from rejects") == [
        (2, "activity", "xx xx 99999999999", "personal_data")
    ]
