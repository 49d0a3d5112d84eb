"""How often the evidence about initiatives is right, on simulated companies whose truth is known.

Run: `python -m benchmarks.calibration [--panels N] [--markdown]`; 1,000 companies take some minutes on two cores.
Before and after: the year before the first go-live against the last year, in the regions that ever went live; rows
are taken as independent, as any tool would that draws two averages. Two-way: a regression on "live" beside effects of
region and month, errors clustered by region. Ours: `analysis/attribution`, graded as in the product except for the
gates that need cases (mix, answers) or a definition's history. Whether harm is said where the share who answer moves is
asked of companies of its own (`harm`).
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pandas as pd

from benchmarks.calibration import harm, table
from benchmarks.calibration.trials import trials

CALENDARS = 40
PROCESSES = 2


def simulated(panels: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judged trials of at least so many companies, spread over calendars, and those of harm."""
    calendars = min(panels, CALENDARS)
    each = -(-panels // calendars)
    os.environ["OPENBLAS_NUM_THREADS"] = (
        "1"  # of the processes to come: matrices are small, threads only wait
    )
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        found, harmed = (
            pd.concat(pool.map(one, range(calendars), repeat(each)), ignore_index=True)
            for one in (trials, harm.trials)
        )
    return table.judged(found), harmed


def report(panels: int, markdown: bool) -> None:
    """Print the three tables of the README, and by goal where not only these are wanted."""
    found, harmed = simulated(panels)
    parts = [table.summary(found), table.null_initiative(found), harm.summary(harmed)]
    if not markdown:
        goals = len(found[["kpi", "code"]].drop_duplicates())
        print(f"{found['panel'].nunique():,} simulated companies with {goals} goals each\n")
        parts += [table.by_goal(found), table.failed_gates(found)]
    print("\n\n".join("\n".join(lines) for lines in parts))


def main() -> None:
    """Read the arguments and report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    parser.add_argument("--panels", type=int, default=1_000)
    parser.add_argument("--markdown", action="store_true", help="only what the README shows")
    given = parser.parse_args()
    report(given.panels, given.markdown)


if __name__ == "__main__":
    main()
