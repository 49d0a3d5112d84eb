"""How rows to be taken back are named: by columns, moments and numbers as they were delivered; and what names none."""

from pathlib import Path

import pytest

from etl.unload import unload
from tests.kit.loading import HEADER, balances, facts, home, run
from warehouse.contract.errors import MilepostError

STEPS = "application_id,activity,started_at\n"


def test_rows_are_named_as_they_were_delivered(tmp_path: Path) -> None:
    """By any columns: a month, an empty cell, a text with a comma, a time of the company; several rows at once."""
    sources = (
        '[[source]]\ntable = "finance_months"\nfile = "f.csv"\n'
        '[[source]]\ntable = "application_events"\nfile = "e.csv"\n'
    )
    run(
        tmp_path,
        sources,
        {
            "f.csv": "month,account,unit,amount\n2024-01,revenue,,5\n2024-01,revenue,R1,7\n2024-02,revenue,R1,8\n",
            "e.csv": 'application_id,activity,started_at\nA1,"check, again",2024-01-01 09:00\n'
            "A1,call,2024-01-01 09:00\nA2,call,2024-01-01 09:00\n",
        },
    )
    assert unload(home(tmp_path), "f.csv", "month=2024-01,unit=").rows == 1
    assert unload(home(tmp_path), "f.csv", "unit=R1").rows == 2
    assert unload(home(tmp_path), "e.csv", "activity=check, again,started_at=2024-01-01 09:00").rows == 1
    assert unload(home(tmp_path), "e.csv", "application_id=A2").rows == 1
    assert facts(tmp_path, "select activity from application_events") == [("call",)]


@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        ("2024-01-01 08:00+00:00", "late"),  # 16:00 in Shanghai
        ("2024-01-01T00:00:00Z", "early"),  # 08:00 in Shanghai
        ("2024-01-01 08:00", "early"),
        ("2024-01-01 16:00:00", "late"),
        ("2024-01-01 03:00-05:00", "late"),
    ],
)
def test_an_offset_in_a_row_counts(tmp_path: Path, moment: str, gone: str) -> None:
    """Two events, at 08:00 and 16:00 in Shanghai, eight hours before Greenwich."""
    run(
        tmp_path,
        '[[source]]\ntable = "application_events"\nfile = "e.csv"\n',
        {"e.csv": STEPS + "A1,early,2024-01-01 08:00\nA1,late,2024-01-01 16:00\n"},
    )
    assert unload(home(tmp_path), "e.csv", f"started_at={moment}").rows == 1
    assert facts(tmp_path, "select activity from application_events") == [
        ("late" if gone == "early" else "early",)
    ]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("started_at=15:00", STEPS + "A1,call,2024-01-01 15:00\n"),
        ("started_at=1986-05-04 02:30", STEPS + "A1,call,1986-05-04 03:30\n"),  # the clocks passed over it
    ],
)
def test_what_the_load_would_refuse_matches_no_row(tmp_path: Path, row: str, columns: str) -> None:
    run(tmp_path, '[[source]]\ntable = "application_events"\nfile = "e.csv"\n', {"e.csv": columns})
    with pytest.raises(MilepostError, match="not a timestamp"):
        unload(home(tmp_path), "e.csv", row)
    assert len(facts(tmp_path, "from application_events")) == 1


def test_a_number_that_the_load_would_refuse_matches_no_row(tmp_path: Path) -> None:
    """1.5 days past due are not 2, and 979.999 is no balance of 980."""
    run(tmp_path, files={"m1.csv": HEADER + "L1,2024-01-31,980,2\n"})
    for row, kind in (("days_past_due=1.5", "integer"), ("balance=979.999", "money")):
        with pytest.raises(MilepostError, match=f"not a {kind}"):
            unload(home(tmp_path), "m1.csv", row)
    assert len(balances(tmp_path)) == 1
