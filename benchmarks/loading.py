"""How long simulating, loading and publishing a company takes, and the load against bare `create table as`.

Run: `python -m benchmarks` (it makes the files that this needs).
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from warehouse.contract.store import Home

STEP = "import sys; sys.path.insert(0, sys.argv[1]); from cli.main import main; sys.exit(main(sys.argv[2:]))"
PROJECT = Path(__file__).parents[1]


def main(folder: Path, size: str) -> Home:
    """Print one line per step; returns the home that holds the published company."""
    home = Home(root=folder / "home")
    data = folder / "company"
    company = str(data / "company.toml")
    print(f"size {size}: seconds and peak memory of each step, one process each")
    _step(home, "demo", "--size", size, "--out", str(data))
    loaded = _step(home, "load", company)
    bare = _bare(data)
    print(f"  bare create table as, the same files: {bare:8.1f} s; load ÷ bare = {loaded / bare:.2f}")
    _step(home, "publish")
    _step(home, "load", company)
    return home


def _step(home: Home, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", STEP, str(PROJECT), *arguments],
        env={"MILEPOST_HOME": str(home.root), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_048_576
    print(f"  {arguments[0]:10} {seconds:8.1f} s; largest step so far {peak:.2f} GB")
    return seconds


def _bare(data: Path) -> float:
    """What DuckDB needs to read loan_months and application_events, by far most of the bytes, as text."""
    start = time.perf_counter()
    connection = duckdb.connect(str(data / "bare.duckdb"))
    for name in ("loan_months", "application_events"):
        files = str(data / name / "*.csv.gz")
        connection.execute(f"create table {name} as from read_csv('{files}', all_varchar = true)")
    connection.close()
    (data / "bare.duckdb").unlink()
    return time.perf_counter() - start
