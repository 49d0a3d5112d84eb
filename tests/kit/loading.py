"""Small loads for tests: a company.toml and its files in one folder, facts and quarantine as rows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from etl.load import load
from etl.outcome import LoadReport
from warehouse.contract.store import Home

COMPANY = 'name = "K"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n'
LOAN_MONTHS = '[[source]]\ntable = "loan_months"\nfile = "m*.csv"\n'
HEADER = "loan_id,month_end,balance,days_past_due\n"


def run(
    folder: Path, sources: str = LOAN_MONTHS, files: Mapping[str, str] | None = None, again: bool = False
) -> LoadReport:
    """Write `files` and a company.toml with `sources` into `folder`, and load them into `folder`/home."""
    for name, text in (files or {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "company.toml").write_text(COMPANY + sources, encoding="utf-8")
    return load(home(folder), folder / "company.toml", None, again, lambda line: None)


def home(folder: Path) -> Home:
    """The home that `run` loads into."""
    return Home(root=folder / "home")


def facts(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the facts."""
    with duckdb.connect(str(home(folder).facts), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def balances(folder: Path) -> list[tuple[Any, ...]]:
    """(month end, balance) of the loan-months, in whole units of the currency."""
    return facts(folder, "select month_end::varchar, balance::integer from loan_months order by all")


def quarantine(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the quarantine."""
    with duckdb.connect(str(home(folder).quarantine), read_only=True) as connection:
        return connection.execute(sql).fetchall()
