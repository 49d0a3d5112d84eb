"""Companies drawn as small tables in text: written as CSV files with a company.toml, loaded and published."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from cli.publishing import publish
from etl.load import load
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.query.answers import Value
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot, open_current

NOTHING = "–"
PLACE = {"product": "new", "channel": "app", "region": "CN-11"}
SETTINGS = """
name = "Golden"
currency = "CNY"
timezone = "Asia/Shanghai"
[approval]
limits = [1440, 5760]
[npl]
basis = "days"
days = 90
[churn]
return_months = 1
"""


def drawn(table: str) -> list[dict[str, str]]:
    """The rows of a table whose columns stand two or more blanks apart; – is nothing."""
    head, *rows = [re.split(r"\s{2,}", line.strip()) for line in table.strip().splitlines()]
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, ("" if cell == NOTHING else cell for cell in row), strict=True)) for row in rows]


def many(rows: list[dict[str, Any]], copies: int, *ids: str) -> pd.DataFrame:
    """Each row so many times, the ids (where there are any) with the number of the copy behind them."""
    frame = pd.DataFrame(rows)
    numbered = [
        frame.assign(**{name: [f"{each}c{copy}" if each else "" for each in frame[name]] for name in ids})
        for copy in range(copies)
    ]
    return pd.concat(numbered, ignore_index=True)


def contract_rows(book: list[dict[str, str]]) -> list[dict[str, str]]:
    """Contracts of 100,000 from a drawn book: contract, customer, and when disbursed, ended and how."""
    return [
        PLACE
        | {
            "loan_id": row["contract"],
            "customer_id": row["customer"],
            "disbursed_on": row["disbursed"],
            "principal": "100000",
            "annual_rate": "0.06",
            "term_months": "36",
            "closed_on": row["ended"],
            "close_reason": row["how"],
            "transferred_on": row["ended"] if row["how"] == "transferred" else "",
        }
        for row in book
    ]


def month_end_rows(contracts: list[dict[str, str]], months: dict[str, str]) -> list[dict[str, Any]]:
    """Month ends from a drawn book, in thousands: 90 is a balance, 90! a bad one, x80 charged off, r10 recovered.

    `months`: column → last day of the month. Nothing is no row.
    """
    found = []
    for contract in contracts:
        for column, month_end in months.items():
            if cell := contract[column]:
                amount = 1_000 * int(cell.strip("xr!"))
                found.append(
                    {
                        "loan_id": contract["contract"],
                        "month_end": month_end,
                        "balance": 0 if cell[0] in "xr" else amount,
                        "days_past_due": 90 if "!" in cell else 0,
                        "charged_off_amount": amount if cell[0] == "x" else 0,
                        "recovered_amount": amount if cell[0] == "r" else 0,
                    }
                )
    return found


def published(folder: Path, settings: str, files: dict[str, tuple[str, str, pd.DataFrame]]) -> Snapshot:
    """`settings` of the company.toml; `files`: name → (table, cut-off, rows), one source each."""
    sources = []
    for name, (table, as_of, rows) in files.items():
        rows.to_csv(folder / f"{name}.csv", index=False)
        sources.append(f'[[source]]\ntable = "{table}"\nfile = "{name}.csv"\nas_of = "{as_of}"\n')
    (folder / "company.toml").write_text(settings + "\n".join(sources), encoding="utf-8")
    home = Home(root=folder / "home")
    report = load(home, folder / "company.toml", None, False, lambda line: None)
    assert not report.stopped, report.stopped
    publish(home, lambda line: None)
    return open_current(home)


def ask(snapshot: Snapshot, kpi: str, first: str, last: str) -> Value:
    (value,) = answer(snapshot, Question(kpi=kpi, by=(), where=(), months=(first, last)), WHOLE_HOUSE).values
    return value


def said(snapshot: Snapshot, kpi: str, first: str, last: str) -> float:
    value = ask(snapshot, kpi, first, last).estimate.value
    assert value is not None
    return value
