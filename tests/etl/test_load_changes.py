"""Files that hold all rows, and files that hold only what changed: the cut-off of a row is another one."""

from datetime import datetime
from pathlib import Path

import pytest

from cli.publishing import publish
from tests.kit.loading import facts, home, run
from warehouse.publication.build import identify
from warehouse.snapshot.snapshots import open_current

SOURCE = """
[[source]]
table = "applications"
file = "a*.csv"
delivers = "{delivers}"
"""
HEADER = "application_id,product,channel,region,submitted_at,decided_at,outcome\n"


@pytest.mark.parametrize(("delivers", "old", "within"), [("changes", 2, 1), ("all", 1, 0)])
def test_a_row_that_did_not_come_again(tmp_path: Path, delivers: str, old: int, within: int) -> None:
    """Two applications of 1 March; the first is decided the same day, the second on the 4th.

        file of 1 March    A submitted 08:00, decided 10:00      B submitted 09:00
        file of 4 March                                          B decided on the 4th, 12:00

    Where files hold changes only, A was seen decided until the 4th: both are older than a day, one was decided
    within it. Where a row is known only up to its own file, A was seen for two hours.
    """
    run(
        tmp_path,
        SOURCE.format(delivers=delivers),
        {
            "a1.csv": HEADER
            + "A,new,app,R,2021-03-01 08:00,2021-03-01 10:00,approved\nB,new,app,R,2021-03-01 09:00,,\n",
            "a2.csv": HEADER + "B,new,app,R,2021-03-01 09:00,2021-03-04 12:00,approved\n",
        },
    )
    publish(home(tmp_path), lambda line: None)
    counts = open_current(home(tmp_path)).frame("from approval_counts").iloc[0]
    assert (counts.submitted, counts.old_1440, counts.within_1440) == (2, old, within)


EVENTS = '[[source]]\ntable = "application_events"\nfile = "e*.csv"\ndelivers = "additions"\nas_of = {}\n'
STEP = "application_id,activity,started_at\nA,check,2024-01-01 09:00\n"


def test_an_addition_that_only_repeats_what_is_known_moves_the_cut_off(tmp_path: Path) -> None:
    """Nothing new up to the end of February is said of the row of January: the day ends at 16:00 UTC."""
    run(tmp_path, EVENTS.format("2024-01-31"), {"e1.csv": STEP})
    run(tmp_path, EVENTS.format("2024-02-29"), {"e2.csv": STEP + STEP.splitlines()[1] + "\n"})
    assert facts(tmp_path, "select count(*) from application_events") == [(1,)]
    assert identify(home(tmp_path)).as_of == datetime(2024, 2, 29, 16)


@pytest.mark.parametrize("repeated", [False, True])
def test_a_wrong_cut_off_of_additions_is_put_right_by_loading_again(tmp_path: Path, repeated: bool) -> None:
    """Loaded once more the rows are known and stay with their first delivery, whose cut-off says nothing any more."""
    files = {"e1.csv": STEP, "e2.csv": STEP + "\n"} if repeated else {"e1.csv": STEP}
    run(tmp_path, EVENTS.format("2024-09-30"), files)
    assert identify(home(tmp_path)).as_of == datetime(2024, 9, 30, 16)
    run(tmp_path, EVENTS.format("2024-01-31"), again=True)
    assert identify(home(tmp_path)).as_of == datetime(2024, 1, 31, 16)
