"""How often the fans of a scenario hold what truly comes, on simulated companies whose truth is known.

Run: `python -m benchmarks.scenario_coverage [--panels N] [--markdown]`; 300 companies take a quarter of an hour.
Companies are those of `benchmarks.calibration`, seen until a cut and run forward for 24 months, as
`benchmarks/scenario_trials.py` says. Judged are the difference that finishing one roll-out makes, by what is known
of its effect at the cut, and the level of the outcome with all roll-outs finished of which something can be told. The
level once as far as a fan speaks of it (without season, shock, the chance of single months, and initiatives that no
data can tell apart) and once as it came. Trend, season and shock are the same in every company: of the level as it
came this is one history many times. In brackets the Monte-Carlo interval over companies.
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pandas as pd

from analysis.intervals import wilson
from benchmarks.calibration.outcomes import KPIS
from benchmarks.calibration.table import head, row
from benchmarks.known_at_cut import SAID_BY
from benchmarks.scenario_trials import HORIZON, trials

CALENDARS, PROCESSES = 40, 2
CUTS = (36, 27)  # most roll-outs nearly finished; the first live for nine months
MONTHS_JUDGED = (6, 12, 24)
BANDS = {"half": ("p25", "p75"), "ninety": ("p5", "p95")}
LEVELS = {"steady level": "level", "level": "level as it came"}
NAMES = {code: name for name, (code, _) in SAID_BY.items()}


def simulated(panels: int, cut: int) -> pd.DataFrame:
    """Judged paths of at least so many companies, spread over calendars, seen for `cut` months."""
    calendars = min(panels, CALENDARS)
    os.environ["OPENBLAS_NUM_THREADS"] = (
        "1"  # of the processes to come: matrices are small, threads only wait
    )
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        found = pool.map(trials, range(calendars), repeat(-(-panels // calendars)), repeat(cut))
        return judged(pd.concat(found, ignore_index=True))


def judged(paths: pd.DataFrame) -> pd.DataFrame:
    """Paths with whether each band holds the truth, whether there is an effect, and the panel."""
    full = {(SAID_BY[kpi.name][0], code): size for kpi in KPIS if kpi.name in SAID_BY
            for code, size in kpi.effects.items()}  # fmt: skip
    return paths.assign(
        **{band: paths["truth"].between(paths[low], paths[high]) for band, (low, high) in BANDS.items()},
        there=[full.get(key, 0.0) != 0 for key in zip(paths["outcome"], paths["code"], strict=True)],
        attributable=paths["grade"] == "attributable",
        panel=paths["calendar"].astype(str) + " " + paths["company"].astype(str),
    )


def table(paths: pd.DataFrame) -> list[str]:
    """One line for each kind of path: share of companies whose fan holds the truth in a month, by band."""
    columns = [f"{name} in month {month}" for name in ("50 %", "90 %") for month in MONTHS_JUDGED]
    lines = head(("what is compared", "fans"), *columns)
    difference = paths["what"] == "difference"
    parts = {
        "difference, attributable": difference & paths["attributable"],
        **{
            f"· {NAMES[code]}": difference
            & paths["attributable"]
            & paths["there"]
            & (paths["outcome"] == code)
            for code in NAMES
        },
        "difference, not attributable though there": difference & ~paths["attributable"] & paths["there"],
        "difference, not attributable and not there": difference & ~paths["attributable"] & ~paths["there"],
        **{
            f"{said}: {NAMES[code]}": (paths["what"] == what) & (paths["outcome"] == code)
            for what, said in LEVELS.items()
            for code in NAMES
        },
    }
    return lines + [_line(name, paths[rows]) for name, rows in parts.items() if rows.any()]


def _line(name: str, paths: pd.DataFrame) -> str:
    fans = len(paths[["panel", "outcome", "code"]].drop_duplicates())
    cells = [_held(paths[paths["month"] == month], band) for band in BANDS for month in MONTHS_JUDGED]
    return row(name, f"{fans:,}", *cells)


def _held(paths: pd.DataFrame, band: str) -> str:
    """Of several fans a company, as if they were one (so the interval is rather too wide)."""
    panels = paths["panel"].nunique()
    found = wilson(paths[band].mean() * panels, panels)
    return f"{paths[band].mean():.0%} [{found.lower:.0%}–{found.upper:.0%}]"


def report(panels: int, markdown: bool) -> None:
    """Print a table for each of CUTS."""
    for cut in CUTS:
        found = simulated(panels, cut)
        if not markdown:
            companies = found["panel"].nunique()
            print(f"{companies:,} simulated companies, seen for {cut} months, run forward for {HORIZON}\n")
        print("\n".join(table(found)) + "\n")


def main() -> None:
    """Read the arguments and report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scenario_coverage", description=__doc__)
    parser.add_argument("--panels", type=int, default=300)
    parser.add_argument("--markdown", action="store_true", help="only what docs/scenarios.md shows")
    given = parser.parse_args()
    report(given.panels, given.markdown)


if __name__ == "__main__":
    main()
