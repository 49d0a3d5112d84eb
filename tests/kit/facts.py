"""Facts written straight into a warehouse, so that what follows the load is tested without it."""

import hashlib
from datetime import datetime

import numpy as np
import pandas as pd

from etl.quarantine import quarantine
from warehouse.contract.company import Company, company_from
from warehouse.contract.schema import TABLES
from warehouse.contract.store import Home, connect, create_facts

AS_OF = datetime(2021, 12, 31, 16)  # of `some_applications`


def a_company(**sections: object) -> Company:
    """A company in Shanghai with the settings given by section."""
    return company_from({"name": "Test", "currency": "CNY", "timezone": "Asia/Shanghai", **sections})


def write_facts(home: Home, company: Company, as_of: datetime, **tables: pd.DataFrame) -> None:
    """Write the tables (times in UTC) as one delivery each, cut off at `as_of` (UTC)."""
    home.root.mkdir(parents=True, exist_ok=True)
    connection = connect(home.facts, read_only=False)
    create_facts(connection)
    connection.execute("delete from company")
    connection.execute("insert into company values (?, 'key')", [company.to_json()])
    for number, (name, frame) in enumerate(tables.items(), 1):
        columns = [c for c in TABLES[name].names if c in frame.columns]
        selected = ", ".join(f'"{c}"' for c in columns)
        connection.execute(
            f"insert into {name} ({selected}, _delivery) select {selected}, {number} from frame",
        )
        connection.execute(
            "insert into deliveries values (?, ?, ?, 'test', ?, ?, ?, 'test', ?, ?, 0, 0, 'all')",
            [number, name, name, _hash(frame), as_of, as_of, len(frame), len(frame)],
        )
    with quarantine(home, connection):
        pass  # an empty one
    connection.close()


def _hash(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv().encode()).hexdigest()


def some_applications(count: int, seed: int) -> pd.DataFrame:
    """Random applications of 2021 in UTC, with open ones, drop-outs, drafts' ends and resubmissions left out."""
    random = np.random.default_rng(seed)
    submitted = pd.Timestamp("2020-12-31 16:00") + pd.to_timedelta(
        random.uniform(0, 365 * 1440, count), unit="min"
    )
    wait = random.lognormal(7.5, 1.3, count)
    decided = submitted + pd.to_timedelta(wait, unit="min")
    as_of = pd.Timestamp(AS_OF)
    outcome = random.choice(
        ["approved", "declined", "withdrawn", "expired", ""], count, p=[0.55, 0.2, 0.15, 0.05, 0.05]
    )
    open_still = decided > as_of
    funded = decided + pd.to_timedelta(random.lognormal(8, 1, count), unit="min")
    regions = np.array([f"R{i:02d}" for i in range(12)])
    frame = pd.DataFrame(
        {
            "application_id": np.arange(count),
            "product": random.choice(["new", "used"], count),
            "channel": random.choice(["dealer", "app"], count),
            "region": regions[np.minimum(random.geometric(0.25, count) - 1, 11)],
            "partner_id": random.choice(["P1", "P2", "P3", "P4", "P5", "P6", "P7"], count),
            "score_band": random.choice(["A", "B"], count),
            "started_at": submitted - pd.to_timedelta(random.lognormal(4, 2.5, count), unit="min"),
            "submitted_at": submitted,
            "decided_at": decided.where(~open_still),
            "outcome": pd.Series(outcome).where(~open_still & (outcome != ""), None),
            "decision_mode": pd.Series(random.choice(["auto", "manual"], count)).where(~open_still, None),
            "requested_amount": np.round(random.uniform(5e4, 3e5, count), 2),
            "funded_at": pd.Series(funded).where((outcome == "approved") & (funded <= as_of), None),
        }
    )
    return frame
