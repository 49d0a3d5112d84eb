"""All measurements, printed: `python -m benchmarks [--size s|m|l|xl]`; or one alone, `python -m benchmarks.queries`.

Times are compared with bare DuckDB in the same run, since machines differ and are noisy.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks import (
    browser,
    loading,
    money_coverage,
    packs,
    pages,
    quantile_intervals,
    queries,
    readers,
    scenario_coverage,
    scenarios,
)
from benchmarks.calibration.__main__ import report


def main() -> None:
    """Simulate a company of the size asked for, load and publish it with the time each takes, ask of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=("s", "m", "l", "xl"), default="m")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="milepost-bench-") as folder:
        home = loading.main(Path(folder), given.size)
        queries.main(home)
        pages.main(home)
        readers.main(home)
        packs.main(home)
        browser.main(home)
    quantile_intervals.main()
    scenarios.main()
    report(1_000, markdown=False)
    scenario_coverage.report(300, markdown=False)
    money_coverage.report(240, markdown=False)


if __name__ == "__main__":
    main()
