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


def publish_simulated(folder: Path, simulated: Simulated, *tables: str) -> Snapshot:
    """Publish these tables of the simulated company."""
    numbers: dict[str, dict[str, int]] = {}
    frames = {name: _facts(simulated.true(name), name, numbers) for name in tables}
    home = Home(folder)
    as_of = (cut_off(simulated.truth) - TO_UTC).to_pydatetime()
    write_facts(home, company_from(simulated.toml), as_of, **frames)
    publish(home, lambda line: None)
    return open_current(home)


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
