"""Files that hold all rows, and files that hold only what changed: the cut-off of a row is another one."""

from pathlib import Path

import pytest

from publish import publish
from tests.loading import home, run
from warehouse.snapshots import open_current

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
