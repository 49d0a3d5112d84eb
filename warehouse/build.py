"""A snapshot in the making: marts and what describes them, in a file aside."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.checks import Check, run_checks
from warehouse.company import Company
from warehouse.describe import describe, describe_checks
from warehouse.engine import SQL, build_marts
from warehouse.errors import MilepostError
from warehouse.kpis import KPIS
from warehouse.store import Home, connect


@dataclass(frozen=True)
class Draft:
    """A built, not yet served snapshot: its file, and the checks it was put to."""

    path: Path
    id: str
    as_of: datetime
    published_at: datetime
    checks: tuple[Check, ...]
    mart_sizes: tuple[tuple[str, int, float, float], ...]


def build_draft(home: Home, published_at: datetime, progress: Callable[[str], None]) -> Draft:
    """Build marts, describe and check them; the file stays in the staging folder."""
    home.staging.mkdir(parents=True, exist_ok=True)
    path = home.staging / "draft.duckdb"
    company, as_of, snapshot_id = _identity(home.facts)
    connection = connect(path, read_only=False)
    try:
        connection.execute(f"set temp_directory = '{home.staging / 'spill'}'")
        build_marts(connection, home.facts, company, progress)
        describe(connection, company, home.quarantine, as_of, published_at)
        progress("checks")
        checks = run_checks(connection)
        connection.execute("checkpoint")  # sizes are those of the blocks on disk
        describe_checks(connection, checks)
        connection.execute("checkpoint")
        sizes = tuple(connection.execute("from mart_sizes order by name").fetchall())
    finally:
        connection.close()
    return Draft(path, snapshot_id, as_of, published_at, checks, sizes)


def clear_drafts(home: Home) -> None:
    """Delete what a finished or killed publication has left in the staging folder."""
    for path in (home.staging / "draft.duckdb", home.staging / "draft.duckdb.wal"):
        path.unlink(missing_ok=True)


def _identity(facts: Path) -> tuple[Company, datetime, str]:
    """Settings, latest cut-off, and an id made of all that the numbers depend on."""
    connection = connect(facts, read_only=True)
    try:
        settings = connection.execute("select settings from company").fetchone()
        deliveries = connection.execute(
            "select table_name, source, file, sha256, as_of::varchar, rows_loaded,"
            " if(sha256 is null, loaded_at::varchar, '') from deliveries order by all"
        ).fetchall()
        as_of = connection.execute("select max(as_of) from deliveries").fetchone()
    finally:
        connection.close()
    if settings is None or as_of is None or as_of[0] is None:
        raise MilepostError(f"{facts}: holds no delivery yet; run `milepost load COMPANY.toml` first")
    rules = {path.name: path.read_text(encoding="utf-8") for path in sorted(SQL.rglob("*.sql"))}
    versions = {code: kpi.version for code, kpi in KPIS.items()}
    content = json.dumps([settings[0], deliveries, rules, versions, duckdb.__version__], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    return Company.from_json(settings[0]), as_of[0], f"{as_of[0]:%Y%m%d}-{digest}"
