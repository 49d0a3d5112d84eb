"""Facts published as a snapshot without a word, and one number asked of it."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Months
from warehouse.contract.store import Home
from warehouse.query.answers import Value
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot, open_current


def silent(line: str) -> None:
    """What `publish` says to nobody."""


def published(folder: Path, as_of: datetime, **tables: pd.DataFrame) -> Snapshot:
    """The tables, cut off at `as_of` (UTC), as a published snapshot."""
    home = Home(root=folder)
    write_facts(home, a_company(), as_of, **tables)
    publish(home, silent)
    return open_current(home)


def ask(snapshot: Snapshot, kpi: str, months: Months | None, where: Filters = ()) -> Value:
    """One KPI of the whole house in these months."""
    (value,) = answer(snapshot, Question(kpi=kpi, by=(), where=where, months=months), WHOLE_HOUSE).values
    return value
