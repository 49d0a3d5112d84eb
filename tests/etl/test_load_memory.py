"""Ten times the input, the same peak memory."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.load import MEGABYTES
from tests.kit.loading import COMPANY, LOAN_MONTHS, facts

ROOT = Path(__file__).parents[2]
ROWS_PER_MONTH = 200_000

LOADER = """
import resource, sys
from pathlib import Path
from etl.load import load
from warehouse.contract.store import Home
folder = Path(sys.argv[1])
report = load(Home(root=folder / "home"), folder / "company.toml", None, False, lambda line: None)
assert not report.stopped, report.stopped
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def write(folder: Path, rows: int) -> Path:
    """A file of `rows` loan-months, about 85 bytes each."""
    file = folder / f"m{rows}.csv"
    with duckdb.connect() as connection:
        connection.execute(f"""
            copy (
                select 'L' || lpad((i % {ROWS_PER_MONTH})::varchar, 9, '0') as loan_id,
                    last_day(date '2021-01-01' + to_months((i // {ROWS_PER_MONTH})::integer)) as month_end,
                    (hash(i, 1) % 20000000 / 100)::decimal(18, 2) as balance, hash(i, 2) % 120 as days_past_due,
                    'normal' as classification, (hash(i, 3) % 100000 / 100)::decimal(18, 2) as interest_income,
                    0.00 as fee_income, (hash(i, 4) % 50000 / 100)::decimal(18, 2) as funding_cost,
                    12.50 as servicing_cost, 0.00 as charged_off_amount, 0.00 as recovered_amount,
                    0 as restructured, (hash(i, 5) % 400000 / 100)::decimal(18, 2) as scheduled_principal
                from range({rows}) as r(i)
            ) to '{file}' (header)""")
    return file


def peak_kilobytes(folder: Path, file: Path, rows: int, sql: str) -> int:
    """Peak resident memory of a process that loads the file."""
    (folder / "m.csv").hardlink_to(file)
    (folder / "company.toml").write_text(COMPANY + LOAN_MONTHS + sql)
    done = subprocess.run(
        [sys.executable, "-c", LOADER, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert facts(folder, "select count(*) from loan_months") == [(rows,)]
    return int(done.stdout)


SMALL, HALF, LARGE = 590_000, 2_950_000, 5_900_000  # 50, 250 and 500 MB


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Peak memory of 50 MB in one file."""
    folder = tmp_path_factory.mktemp("small")
    return peak_kilobytes(folder, write(folder, SMALL), SMALL, "")


@pytest.mark.slow
def test_ten_times_the_input_takes_the_same_memory(tmp_path: Path, small: int) -> None:
    """50 MB and 500 MB in one file each: within 1.3 times."""
    peak = peak_kilobytes(tmp_path, write(tmp_path, LARGE), LARGE, "")
    assert peak <= 1.3 * small, f"{small / 1e3:.0f} MB and {peak / 1e3:.0f} MB"


@pytest.mark.slow
def test_a_query_over_more_than_its_memory_takes_one_more_share_of_memory(tmp_path: Path, small: int) -> None:
    """250 MB through sql: what 50 MB take without, within 1.3 times, and the limit of the query's own database.

    As text they are several times what that limit lets it hold.
    """
    peak = peak_kilobytes(tmp_path, write(tmp_path, HALF), HALF, 'sql = "select * from source"\n')
    assert peak <= 1.3 * small + 1000 * MEGABYTES, f"{small / 1e3:.0f} MB and {peak / 1e3:.0f} MB"
