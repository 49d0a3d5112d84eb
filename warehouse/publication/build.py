"""A snapshot in the making: marts and what describes them, in a file aside."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from threadpoolctl import threadpool_limits

from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home, connect
from warehouse.effects.assembly import estimate
from warehouse.effects.evidence import evidence_rows
from warehouse.kpis import KPIS
from warehouse.publication.contents import contents
from warehouse.publication.describe import describe, describe_checks, describe_loads
from warehouse.publication.engine import attach_facts, build_marts, find_censored_tables
from warehouse.publication.inputs import code_digest
from warehouse.snapshot.checks import Check, run_checks
from warehouse.snapshot.snapshots import Snapshot

SOURCES = Path(__file__).parents[__name__.count(".")]  # the folder of our packages
OUT_OF_ROOM = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a publication would hold: settings, latest cut-off (UTC), and an id made of all it depends on.

    `content_id`: of the facts and the settings alone, whatever is computed from them; random draws are seeded by it.
    """

    company: Company
    as_of: datetime
    id: str
    content_id: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A built, not yet served snapshot: its file, and the checks it was put to."""

    path: Path
    identity: Identity
    published_at: datetime
    checks: tuple[Check, ...]
    mart_sizes: tuple[tuple[str, int, float, float], ...]


def build_draft(
    home: Home, identity: Identity, published_at: datetime, progress: Callable[[str], None]
) -> Draft:
    """Build marts, describe and check them; the file stays in the staging folder.

    Raises MilepostError where the machine gives out: disk or memory full, files that cannot be read.
    """
    home.staging.mkdir(parents=True, exist_ok=True)
    path = home.staging / "draft.duckdb"
    connection = connect(path, read_only=False)
    with _room(home), closing(connection):
        connection.execute(f"set temp_directory = '{_spill(home)}'")
        build_marts(connection, home.facts, identity.company, progress)
        describe(
            connection,
            identity.company,
            home.quarantine,
            identity.as_of,
            published_at,
            content_id=identity.content_id,
        )
        progress("checks")
        checks = run_checks(connection)
        connection.execute("checkpoint")  # sizes are those of the blocks on disk
        describe_checks(connection, checks)
        connection.execute("checkpoint")
        sizes = tuple(connection.execute("from mart_sizes order by name").fetchall())
    return Draft(path=path, identity=identity, published_at=published_at, checks=checks, mart_sizes=sizes)


def add_evidence(home: Home, draft: Draft, progress: Callable[[str], None]) -> None:
    """Estimate from the draft's marts what the initiatives moved, and keep it in the draft.

    Raises MilepostError as `build_draft` does.
    """
    with _room(home):
        # Thousands of small systems of equations: more threads only get into each other's way, ten times slower (seen).
        with closing(Snapshot(draft.path)) as snapshot, threadpool_limits(1):
            rows = evidence_rows(estimate(snapshot, progress))
        with closing(connect(draft.path, read_only=False)) as connection:
            connection.register("evidence_rows", rows)
            connection.execute(
                "create table evidence"
                " (position integer, kind varchar, initiative_id varchar, kpi varchar, record varchar)"
            )
            connection.execute("insert into evidence from evidence_rows")
            connection.execute("checkpoint")


@contextmanager
def _room(home: Home) -> Iterator[None]:
    """Says in one line that disk or memory is full, or that the facts cannot be read."""
    try:
        yield
    except duckdb.Error as error:
        what = str(error).splitlines()[0]
        if isinstance(error, OUT_OF_ROOM) and "read" not in what:
            raise MilepostError(f"{home.staging}: {what}; make room there and publish again") from error
        raise MilepostError(
            f"{home.facts}: it, or {home.quarantine.name}, cannot be read ({what}); "
            "restore both from a copy, or load anew"
        ) from error


def build_journal(home: Home) -> Path:
    """What was loaded, stopped and refused up to now, as a file in the staging folder.

    Raises MilepostError as `build_draft` does.
    """
    path = home.staging / "draft.journal"
    with _open_build(home, path) as connection:
        describe_loads(connection, home.quarantine)
        connection.execute("checkpoint")
    return path


@contextmanager
def _open_build(home: Home, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database at `path` that sees the facts, and may use the disk for what does not fit into memory."""
    home.staging.mkdir(parents=True, exist_ok=True)
    with _room(home), closing(connect(path, read_only=False)) as connection:
        connection.execute(f"set temp_directory = '{_spill(home)}'")
        attach_facts(connection, home.facts)
        yield connection


def clear_drafts(home: Home) -> None:
    """Delete what a finished or killed publication has left in the staging folder."""
    for name in ("draft.duckdb", "draft.duckdb.wal", "draft.journal", "draft.journal.wal"):
        (home.staging / name).unlink(missing_ok=True)
    shutil.rmtree(_spill(home), ignore_errors=True)


def _spill(home: Home) -> Path:
    return home.staging / "draft.spill"


def identify(home: Home) -> Identity:
    """What a publication of the facts as they are now would hold.

    The id is made of what the facts say, settings, SQL, the code that the build reaches, the versions of KPIs and of
    DuckDB: so the same numbers have the same id anywhere, whichever way the facts came. What was stopped or refused
    decides no number.
    """
    if not home.facts.is_file():
        raise MilepostError(f"{home.root}: no facts yet; run `milepost load COMPANY.toml` first")
    if not home.quarantine.is_file():
        raise MilepostError(
            f"{home.quarantine}: is missing; restore it, or load once more to begin a new one"
        )
    with _open_build(home, Path(":memory:")) as connection:
        settings = connection.execute("select settings from facts.company").fetchone()
        as_of = connection.execute("select max(as_of), count(*) from deliveries").fetchone()
        if settings is not None and as_of is not None and as_of[0] is None and as_of[1]:
            raise MilepostError(
                f"{home.facts}: no delivery says up to when it is complete: write as_of in its source, and load again"
            )
        if settings is None or as_of is None or as_of[0] is None:
            raise MilepostError(
                f"{home.facts}: holds no delivery yet; run `milepost load COMPANY.toml` first"
            )
        # Whether a cut-off counts hangs on the SQL, which is code.
        undated, dated = contents(connection, find_censored_tables())
    given, versions = [settings[0], str(as_of[0])], {code: kpi.version for code, kpi in KPIS.items()}
    digest = _digest([*given, dated, _digest_code(), versions, duckdb.__version__])
    return Identity(
        company=Company.from_json(settings[0]),
        as_of=as_of[0],
        id=f"{as_of[0]:%Y%m%d}-{digest[:10]}",
        content_id=_digest([*given, undated]),
    )


@cache
def _digest_code() -> str:
    """The digest of what this process runs, read once: whatever is written over it later is not run."""
    return code_digest(SOURCES, __name__)


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
