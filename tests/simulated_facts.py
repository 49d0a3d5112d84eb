"""The simulated company's true rows as facts: ids numbered, times in UTC, published without the load."""

from pathlib import Path

import pandas as pd

from publish import publish
from tests.demo_company import Simulated, cut_off
from tests.facts import write_facts
from warehouse.company import company_from
from warehouse.schema import TABLES
from warehouse.snapshots import Snapshot, open_current
from warehouse.store import Home

TO_UTC = pd.Timedelta(hours=8)
# The columns of the accounts' sheet, and what we call these accounts.
ACCOUNTS = {
    "营业收入": "revenue",
    "资金成本": "funding_cost",
    "信用成本": "credit_cost",
    "营业支出": "operating_cost",
    "其中科技": "it_cost",
    "其中营销": "marketing_cost",
    "其中佣金": "commission",
    "其中进件": "origination_cost",
}


def publish_simulated(folder: Path, simulated: Simulated, *tables: str) -> Snapshot:
    """Publish these tables of the simulated company."""
    frames = facts_of(simulated, *tables)
    home = Home(folder)
    as_of = (cut_off(simulated.truth) - TO_UTC).to_pydatetime()
    write_facts(home, company_from(simulated.toml), as_of, **frames)
    publish(home, lambda line: None)
    return open_current(home)


def facts_of(simulated: Simulated, *tables: str) -> dict[str, pd.DataFrame]:
    """These tables as facts, ids numbered alike in all of them."""
    numbers: dict[str, dict[str, int]] = {}
    return {
        name: _accounts(simulated)
        if name == "finance_months"
        else _facts(simulated.true(name), name, numbers)
        for name in tables
    }


def _accounts(simulated: Simulated) -> pd.DataFrame:
    """The accounts as rows of month, unit and account; in the sheet each account is a column."""
    sheet = simulated.raw("finance_months")
    rows = pd.DataFrame(
        {
            "month": pd.to_datetime(sheet["月份"]),
            "unit": sheet["核算单元"].replace("", None),
            "unit_kind": sheet["单元类型"].replace("", None),
        }
    )
    booked = [
        rows.assign(account=ours, amount=pd.to_numeric(sheet[theirs])) for theirs, ours in ACCOUNTS.items()
    ]
    return pd.concat(booked).dropna(subset=["amount"])


def _facts(rows: pd.DataFrame, table: str, numbers: dict[str, dict[str, int]]) -> pd.DataFrame:
    out = {}
    for column in TABLES[table].columns:
        if column.name not in rows:
            continue
        values = rows[column.name]
        if column.type == "id":
            known = numbers.setdefault(column.space, {})
            present = values.where(values.notna() & (values != ""), None)
            numbered = [None if v is None else known.setdefault(v, len(known)) for v in present]
            out[column.name] = pd.array(numbered, dtype="Int64")
        elif column.type == "timestamp":
            out[column.name] = values - TO_UTC
        elif column.type in ("code", "name", "text", "boolean"):
            out[column.name] = values.where(values.notna() & (values != ""), None)
        else:
            out[column.name] = values
    return pd.DataFrame(out)
